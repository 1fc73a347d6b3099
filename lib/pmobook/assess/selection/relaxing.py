"""A selection in which every limit may be exceeded and every rule broken, at the price of counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pmobook.assess.loss_measures import worst_scenarios
from pmobook.assess.selection.highs import ENDED, Rows, ask
from pmobook.assess.selection.programme import Programme
from pmobook.assess.selection.scale import scale_of
from pmobook.assess.selection.tables import Bools, Floats
from pmobook.method.selection import selection_method

__all__ = ["Elastic", "Relaxed"]


@dataclass(frozen=True)
class Relaxed:
    """What was relaxed.

    Attributes
    ----------
    excess
        (``limit`` or ``tolerance``, its place) to the amount by which it has to rise.
    dropped
        (``mandate``, ``link`` or ``group``, its place).
    is_proven
        Whether no fewer changes suffice.
    """

    excess: Mapping[tuple[str, int], float]
    dropped: tuple[tuple[str, int], ...]
    is_proven: bool


class Elastic:
    """Rows over options, a switch for each thing that can be relaxed, and an excess for each limit and tolerance."""

    def __init__(self, programme: Programme, rule_weight: float) -> None:
        self.programme = programme
        cost = programme.options.cost
        limited = [("limit", place) for place, limit in enumerate(programme.limits) if np.isfinite(limit)]
        self.soft = [*limited, *(("tolerance", place) for place in range(len(programme.risks)))]
        self.rules = [
            *(("mandate", place) for place in range(len(programme.mandates))),
            *(("link", place) for place in range(len(programme.links))),
            *(("group", place) for place in range(len(programme.groups))),
        ]
        self.things = [*self.soft, *self.rules]
        self.options, self.count = len(cost), len(self.things)
        self.size = self.options + self.count + len(self.soft)
        self.scale = {thing: scale_of(cost[:, thing[1]]) for thing in limited}
        self.rows: list[Floats] = []
        self.bounds: list[tuple[float, float]] = []
        self.weight = np.array([*(0.0 for _ in self.soft), *(rule_weight for _ in self.rules)])
        self.excess_weight = np.zeros(len(self.soft))
        self.most = np.ones(self.size)
        self._limits()
        self._rules()

    def _row(self, options: Floats, switch: int | None, amount: float, bounds: tuple[float, float]) -> Floats:
        row = np.zeros(self.size)
        row[: self.options] = options
        if switch is not None:
            row[self.options + switch] = amount
        self.rows.append(row)
        self.bounds.append(bounds)
        return row

    def _limits(self) -> None:
        for number, thing in enumerate(self.soft):
            at = self.options + self.count + number
            if thing[0] == "limit":
                scale, cost = self.scale[thing], self.programme.options.cost[:, thing[1]]
                limit, figures = scale.at_most(float(self.programme.limits[thing[1]])), scale.apply(cost)
                self._row(figures, None, 0.0, (-np.inf, limit))[at] = -1.0
                worst = max(float(figures.sum()) - limit, 0.0)
            else:
                risk = self.programme.risks[thing[1]]
                limit = risk.tolerance
                worst = (
                    max(float(risk.of(np.maximum(risk.losses, 0).sum(axis=1)).max()) - limit, 0.0)
                    * self.programme.membership.sum()
                )
            self.most[at] = worst
            row = self._row(np.zeros(self.options), number, -worst, (-np.inf, 0.0))
            row[at] = 1.0
            self.excess_weight[number] = 1.0 / max(abs(limit), 1e-9 + 1e-3 * worst)

    def _rules(self) -> None:
        member, place = self.programme.membership, self.programme.place
        for several in np.flatnonzero(member.sum(axis=1) > 1):
            self._row(member[several], None, 0.0, (-np.inf, 1.0))
        for number, (kind, at) in enumerate(self.rules, len(self.soft)):
            if kind == "mandate":
                mandate = self.programme.mandates[at]
                mine = member[place[mandate.project]]
                if mandate.side == "in":
                    self._row(mine, number, 1.0, (1.0, np.inf))
                else:
                    self._row(mine, number, -1.0, (-np.inf, 0.0))
            elif kind == "link":
                link = self.programme.links[at]
                one, other = member[place[link.project]], member[place[link.other]]
                if link.link == "excludes":
                    self._row(one + other, number, -1.0, (-np.inf, 1.0))
                else:
                    self._row(one - other, number, -1.0, (-np.inf, 0.0))
                if link.link == "together":
                    self._row(other - one, number, -1.0, (-np.inf, 0.0))
            else:
                group = self.programme.groups[at]
                members = member[[place[one] for one in group.projects]].sum(axis=0)
                self._row(members, number, float(group.at_least), (float(group.at_least), np.inf))
                if group.at_most is not None:
                    self._row(members, number, -float(len(group.projects)), (-np.inf, float(group.at_most)))

    def forbid(self, relaxed: Relaxed) -> None:
        """Rule out relaxing the same things, or those and more."""
        used = {*relaxed.excess, *relaxed.dropped}
        row = np.zeros(self.size)
        row[self.options : self.options + self.count] = [thing in used for thing in self.things]
        self.rows.append(row)
        self.bounds.append((-np.inf, len(used) - 1.0))

    def least(self, seconds: float, most: int | None) -> Relaxed | None:
        """Return the fewest and then smallest relaxations, or None if more than the number allowed would be needed."""
        switches = np.zeros(self.size)
        switches[self.options : self.options + self.count] = 1.0
        first = self._minimise(switches, seconds)
        if first is None:
            return None
        count = round(float(switches @ first[0]))
        if most is not None and count > most:
            return None
        self.rows.append(switches)
        self.bounds.append((-np.inf, float(count)))
        sizes = np.zeros(self.size)
        sizes[self.options : self.options + self.count] = self.weight
        sizes[self.options + self.count :] = self.excess_weight
        # The rows of worst scenarios that the second question adds hold for every set, so only the count is taken back.
        at = len(self.rows) - 1
        second = self._minimise(sizes, seconds) or first
        del self.rows[at], self.bounds[at]
        return self._read(second[0], is_proven=first[1])

    def _read(self, answer: Floats, *, is_proven: bool) -> Relaxed:
        chosen = answer[: self.options] > 0.5
        used = [thing for thing, switch in zip(self.things, answer[self.options :], strict=False) if switch > 0.5]
        excess = {thing: self._excess(thing, chosen) for thing in used if thing in self.soft}
        return Relaxed(
            {thing: amount for thing, amount in excess.items() if amount > 0},
            tuple(thing for thing in used if thing in self.rules), is_proven,
        )  # fmt: skip

    def _excess(self, thing: tuple[str, int], chosen: Bools) -> float:
        if thing[0] == "limit":
            scale, limit = self.scale[thing], float(self.programme.limits[thing[1]])
            total = scale.apply(self.programme.options.cost[chosen, thing[1]]).sum()
            return float(total / scale.factor - limit)
        risk = self.programme.risks[thing[1]]
        totals = risk.of(risk.losses[:, self.programme.options.project] @ chosen)
        return float(worst_scenarios(totals, risk.level) @ totals - risk.tolerance)

    def _minimise(self, objective: Floats, seconds: float) -> tuple[Floats, bool] | None:
        whole = np.arange(self.size) < self.options + self.count
        options = {"time_limit": seconds, "mip_rel_gap": 0.0}
        for _ in range(int(selection_method().risk.most_rounds.value)):
            lower, upper = np.array(self.bounds).reshape(-1, 2).T
            matrix = np.array(self.rows).reshape(-1, self.size)
            rows = Rows(objective, matrix, lower, upper, np.zeros(self.size), self.most)
            result = ask(rows, whole=whole, options=options)
            if result.choice is None:
                return None
            if not self._add_worst(result.choice):
                return result.choice, result.status == ENDED
        return None

    def _add_worst(self, answer: Floats) -> bool:
        """Add a row of worst scenarios for each tolerance exceeded by more than its excess; say whether any was."""
        chosen, added = answer[: self.options] > 0.5, False
        for number, (kind, place) in enumerate(self.soft):
            if kind != "tolerance":
                continue
            risk, at = self.programme.risks[place], self.options + self.count + number
            losses = risk.losses[:, self.programme.options.project]
            totals = risk.of(losses @ chosen)
            weights = worst_scenarios(totals, risk.level)
            if weights @ totals > risk.tolerance + answer[at] + 1e-6 * max(1.0, abs(risk.tolerance)):
                room = risk.tolerance - float(weights @ risk.besides)
                self._row(weights @ losses, None, 0.0, (-np.inf, room))[at] = -1.0
                added = True
        return added
