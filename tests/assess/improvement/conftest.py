"""Small PMOs drawn at random, and the cheapest path found by trying every set of actions, without the code that is tested."""

import itertools
import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring import Layout, evaluate

SHARES = (0.0, 1 / 3, 0.4, 0.5, 0.6, 2 / 3, 0.86, 1.0, 1.0, math.nan)
TOP = 3


@dataclass(frozen=True, eq=False)
class Case:
    layout: Layout
    shares: np.ndarray
    actions: pd.DataFrame


def draw_case(seed: int) -> Case:
    """Return a PMO of two or three capabilities with up to nine actions; every oddity turns up in some of them."""
    chance = np.random.default_rng(seed)
    count = int(chance.integers(2, 4))
    areas = tuple(f"area_{place}" for place in range(int(chance.integers(1, 3))))
    area_of = np.sort(chance.integers(0, len(areas), count))
    area_of[: len(areas)] = np.arange(len(areas))
    area_of.sort()
    capabilities = tuple(f"cap_{place}" for place in range(count))
    cells = [(place, level) for place in range(count) for level in range(1, TOP + 1) if chance.random() < 0.92 or level == 1]
    practices = [cell for cell in cells for _ in range(int(chance.integers(1, 3)))]
    layout = Layout(
        areas=areas,
        capabilities=capabilities,
        practices=tuple(f"p{place}" for place in range(len(practices))),
        area_of_capability=area_of,
        capability_of_practice=np.array([place for place, _ in practices]),
        level_of_practice=np.array([level for _, level in practices]),
        capability_weights=chance.choice([1.0, 1.0, 1.0, 1.5, 3.0, 0.0 if chance.random() < 0.2 else 1.0], count),
        practice_weights=chance.choice([1.0, 1.0, 2.0, 0.0 if chance.random() < 0.2 else 1.0], len(practices)),
        area_weights=chance.choice([1.0, 2.0], len(areas)) if chance.random() < 0.4 else None,
        highest_level=TOP,
        significant_weakness=chance.random(len(practices)) < 0.1 if chance.random() < 0.3 else None,
        needs=_needs(chance, count) if chance.random() < 0.5 else (),
    )
    return Case(layout, chance.choice(SHARES, len(practices)), _actions(chance, capabilities))


def _needs(chance, count):
    first, second = chance.permutation(count)[:2]
    return ((int(first) * TOP + int(chance.integers(0, TOP)), int(second) * TOP + int(chance.integers(0, TOP))),)


def _actions(chance, capabilities):
    steps = [(capability, level) for capability in capabilities for level in range(1, TOP + 1)]
    chosen = [steps[place] for place in chance.choice(len(steps), min(len(steps), 8), replace=False)]
    if chance.random() < 0.6:
        chosen.append(chosen[0])  # an alternative
    if chance.random() < 0.2:
        chosen.append(("elsewhere", 1))
    rows = []
    for place, (capability, level) in enumerate(chosen):
        others = [step for step in [*steps, ("elsewhere", 1)] if step[0] != capability and chance.random() < 0.06]
        rows.append(
            {
                "action_id": f"a{int(chance.integers(100, 999))}_{place}",
                "capability": capability,
                "level": level,
                "person_days": float(chance.choice([0, 1, 2, 3, 5, 8, 2.5])),
                "weeks": float(chance.integers(0, 6)),
                "depends_on": others,
                "title": f"Bring {capability} to {level}",
            }
        )
    return pd.DataFrame(rows).sample(frac=1, random_state=int(chance.integers(1000)))


class Enumeration:
    """Every set of actions that can be carried out one after the other, with the scores that it leads to."""

    def __init__(self, case: Case, rule: str) -> None:
        self.case, self.rule = case, rule
        self.rows = case.actions.sort_values("action_id").to_dict(orient="records")
        sets, shares = [], []
        for size in range(len(self.rows) + 1):
            for chosen in itertools.combinations(range(len(self.rows)), size):
                if self._can_be_done(chosen):
                    sets.append(chosen)
                    shares.append(self._after(chosen))
        self.sets = sets
        layout = case.layout
        if rule == "staged_goals" and layout.significant_weakness is not None:
            # The layout can't say that a weakness is gone; a practice at 0 fails its goal just the same.
            layout = replace(layout, significant_weakness=None)
        self.scored = evaluate(rule, layout, np.array(shares))

    def scores(self, area):
        return self.scored.overall if area is None else self.scored.areas[:, self.case.layout.areas.index(area)]

    def cheapest(self, target, area):
        """Return (person-days, weeks, sum of places by id) of the best set, or None."""
        reached = np.flatnonzero(self.scores(area) >= target - 1e-9)
        return min((self._cost(self.sets[place]) for place in reached), default=None)

    def cost_of(self, ids):
        return self._cost([place for place, row in enumerate(self.rows) if row["action_id"] in set(ids)])

    def _cost(self, chosen):
        rows = [self.rows[place] for place in chosen]
        useful = sorted(place for place, row in enumerate(self.rows) if self._is_useful(row))
        places = sum(useful.index(place) + 1 for place in chosen if place in useful)
        return (round(sum(row["person_days"] for row in rows), 6), round(sum(row["weeks"] for row in rows), 6), places)

    def _start(self):
        shares = np.nan_to_num(self.case.shares, nan=0.0)
        layout = self.case.layout
        if self.rule == "staged_goals" and layout.significant_weakness is not None:
            shares = np.where(layout.significant_weakness & (layout.practice_weights > 0), 0.0, shares)
        return shares

    def _at(self, capability, level):
        layout = self.case.layout
        if capability not in layout.capabilities:
            return np.zeros(len(layout.practices), dtype=bool)
        return (layout.capability_of_practice == layout.capabilities.index(capability)) & (layout.level_of_practice == level)

    def _is_useful(self, row):
        at = self._at(row["capability"], row["level"])
        return bool((self._start()[at] < 1).any()) if at.any() else not self._stands(row["capability"], row["level"], set())

    def _stands(self, capability, level, done):
        at = self._at(capability, level)
        if (capability, level) in done:
            return True
        if at.any():
            return bool((self._start()[at] > 0.5 + 1e-9).all())
        return any(self._at(capability, higher).any() for higher in range(level + 1, TOP + 1))

    def _can_be_done(self, chosen):
        """Carry the actions out in any order that works; a second action for the same step is never worth its days."""
        waiting, done = [self.rows[place] for place in chosen], set()
        if len({(row["capability"], row["level"]) for row in waiting}) < len(waiting) or not all(map(self._is_useful, waiting)):
            return False
        while waiting:
            ready = [row for row in waiting if self._is_ready(row, done)]
            if not ready:
                return False
            done |= {(row["capability"], row["level"]) for row in ready}
            waiting = [row for row in waiting if row not in ready]
        return True

    def _is_ready(self, row, done):
        needs = [(row["capability"], row["level"] - 1), *row["depends_on"]]
        return all(self._stands(capability, one, done) for capability, level in needs for one in range(1, level + 1))

    def _after(self, chosen):
        shares = self._start()
        for place in chosen:
            shares = np.where(self._at(self.rows[place]["capability"], self.rows[place]["level"]), 1.0, shares)
        return shares


@pytest.fixture(scope="session")
def draw():
    return draw_case


@pytest.fixture(scope="session")
def enumerate_sets():
    return Enumeration
