"""An executive who compares goals: who judges, what they answered, and what it comes to at once."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.goals import places_in_tree
from pmobook.assess.priorities import Priorities, weights
from pmobook.assess.tables import rows_of
from pmobook.desk.priorities_pack import JudgedPack, open_judged_pack, save_judgement
from pmobook.desk.session import Told
from pmobook.errors import PmobookError
from pmobook.inputs.cells import cell_reader
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.unreadable import Unreadable
from pmobook.method.alignment import alignment_method
from pmobook.method.forms import form
from pmobook.vocabulary import Quarter

__all__ = ["STEPS", "PrioritiesDesk", "SiblingGoals", "WeightsNow", "nearest_step"]

STEPS = (*(str(times) for times in range(9, 0, -1)), *(f"1/{times}" for times in range(2, 10)))
"""Saaty's scale, from the one goal nine times as important as the other down to a ninth."""


@dataclass(frozen=True)
class SiblingGoals:
    """Goals that are compared with each other: the wider goal they serve (empty at the top) and its title; ids and titles."""

    parent: str
    title: str
    goals: tuple[tuple[str, str], ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair of ids, in the order of the form."""
        return tuple(itertools.combinations([goal for goal, _ in self.goals], 2))


@dataclass(frozen=True, eq=False)
class WeightsNow:
    """What judgements come to as they stand: weights, or why there are none yet; pairs answered and possible."""

    found: Priorities | None
    why_not: str
    answered: int
    possible: int


def nearest_step(preference: str) -> str:
    """Return the step of the scale nearest to a preference, in ratio; an empty one is equal."""
    value = _value(preference or "1")
    return min(STEPS, key=lambda step: max(_value(step) / value, value / _value(step)))


def _value(preference: str) -> float:
    above, _, below = preference.partition("/")
    return float(above) / float(below or 1)


class PrioritiesDesk:
    """One executive's comparisons of the goals of one pack; every answer is saved at once.

    Parameters
    ----------
    engagement, business_unit, quarter
        Whose goals are compared.
    """

    def __init__(self, engagement: Engagement, business_unit: str, quarter: Quarter) -> None:
        self.engagement, self.business_unit, self.quarter = engagement, business_unit, quarter
        self.judge = ""
        self.pack: JudgedPack = open_judged_pack(engagement, business_unit, quarter)

    @property
    def may_write(self) -> bool:
        """Whether an answer can be given: the pack can be written to, and it is known who judges."""
        return not self.pack.read_only_because and bool(self.judge)

    @property
    def judges(self) -> tuple[str, ...]:
        """Who has judged so far, in order of name."""
        return tuple(sorted(set(self.pack.comparisons["judge"].dropna())))

    @property
    def sets(self) -> tuple[SiblingGoals, ...]:
        """The goals that are compared with each other, the top first; a goal without siblings needs no comparison."""
        if self.pack.goals.empty:
            return ()
        titles = dict(rows_of(self.pack.goals, "goal_id", "title"))
        parents, _, _ = places_in_tree(self.pack.goals)
        wider = dict.fromkeys(sorted((above or "" for above in parents.values()), key=bool))
        groups = [
            SiblingGoals(
                place, titles.get(place, ""), tuple((goal, titles[goal]) for goal in parents if (parents[goal] or "") == place)
            )
            for place in wider
        ]
        return tuple(group for group in groups if len(group.goals) > 1)

    def sit_down(self, judge: str) -> Told:
        """Say who judges from now on."""
        judge = " ".join(judge.split())
        self.judge = ""
        if not judge:
            return Told("watch", "Enter your role: until then everything is shown and nothing can be changed.")
        try:
            cell_reader(form("goal_comparisons").column("judge"))(judge)
        except Unreadable as fault:
            return Told(
                "act", f"This role can't be written down: found {fault.found}, expected {fault.expected or 'another text'}."
            )
        same = next((one for one in self.judges if one.casefold() == judge.casefold()), judge)
        self.judge = same
        known = "with the answers given before" if same in self.judges else "no answer is given yet"
        return Told("good", f"{same} judges, {known}. Every answer is saved at once.")

    def refresh(self) -> None:
        """Read the pack again, for what others answered."""
        self.pack = open_judged_pack(self.engagement, self.business_unit, self.quarter)

    def preference(self, one: str, other: str) -> str:
        """Return the judge's answer to a pair; empty if there is none."""
        return self.pack.preference(self.judge, one, other) if self.judge else ""

    def answer(self, one: str, other: str, wanted: str) -> Told:
        """Save an answer: a step of the scale, or empty to take it back."""
        if self.pack.read_only_because:
            return Told("act", self.pack.read_only_because)
        if not self.judge:
            return Told("watch", "Enter your role first.")
        found = self.preference(one, other)
        try:
            saved = save_judgement(self.engagement, self.business_unit, self.quarter, (self.judge, one, other), found, wanted)
        except PmobookError as error:
            return Told("act", str(error))
        self.pack = saved.pack
        if saved.theirs is not None:
            theirs = saved.theirs or "no answer"
            return Told(
                "act", f"Not saved: somebody else answered this pair as {self.judge} meanwhile ({theirs}). Theirs is shown."
            )
        return Told("good", "Saved." if wanted else "The answer is taken out.")

    def own_weights(self, group: SiblingGoals) -> WeightsNow:
        """Return what the judge's own answers come to."""
        rows = self._rows(group)
        return _weigh(rows.loc[rows["judge"] == self.judge] if self.judge else rows.head(0), group, len(group.pairs))

    def weights_of_all(self, group: SiblingGoals) -> WeightsNow:
        """Return what all judges' answers come to."""
        rows = self._rows(group)
        return _weigh(rows, group, len(group.pairs) * rows["judge"].nunique())

    def _rows(self, group: SiblingGoals) -> pd.DataFrame:
        ids = {goal for goal, _ in group.goals}
        rows = self.pack.comparisons
        return rows.loc[rows["goal_a"].isin(ids) & rows["goal_b"].isin(ids) & rows["preference"].notna()]


def _weigh(rows: pd.DataFrame, group: SiblingGoals, possible: int) -> WeightsNow:
    if rows.empty:
        return WeightsNow(None, "No pair is answered yet.", 0, possible)
    how = alignment_method().weights
    options = [goal for goal, _ in group.goals]
    try:
        found = weights(rows, how.method, how.random_index, options, aggregation=how.aggregation)
    except PmobookError:
        return WeightsNow(None, "Weights appear once the answers connect all goals.", len(rows), possible)
    return WeightsNow(found, "", len(rows), possible)
