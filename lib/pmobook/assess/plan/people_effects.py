"""What finding people should move: months that a project starts later, and people of a role or a skill that are lacking."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from pmobook.assess.capability.reading import same_name
from pmobook.assess.plan.effect import Effect, because, gap_effect
from pmobook.assess.plan.gathered import Gathered, row_of
from pmobook.assess.plan.matters import Raised
from pmobook.language import say
from pmobook.method.improvement_plan import Certainty

__all__ = ["lack_of_role", "lack_of_skill", "staffing"]


def staffing(raised: Raised, gathered: Gathered, certainty: Certainty) -> Iterator[Effect]:
    """Yield what staffing a project should move: months by which people let it start later, person-months that it lacks.

    Of the business unit as a whole (an empty subject) it is what projects lack of all roles together.
    """
    if not raised.subject:
        lacking = gathered.table("capacity_balance")["deficit"]
        yield _person_months(lacking, "", certainty, say("Person-months that projects lack of all roles."))
        return
    row = row_of(gathered.table("start_dates"), project_id=raised.subject)
    later = math.nan if row is None or pd.isna(row["months_later"]) else float(row["months_later"])
    if later > 0:
        basis = say("Earliest start that people allow against the planned one.")
        yield gap_effect("start", raised.subject, later, certainty, "months", basis, 12.0)
    allocation = gathered.table("allocation")
    yield _person_months(allocation[allocation["project_id"] == raised.subject]["short"], raised.subject, certainty,
                         say("Person-months that it lacks when people go to the highest rank first."))  # fmt: skip


def lack_of_role(role: str, gathered: Gathered, certainty: Certainty) -> Effect:
    """Return what finding people of a role should move: person-months lacking over the months assessed."""
    balance = gathered.table("capacity_balance")
    basis = say("Person-months that projects lack of the role.")
    return _person_months(balance[balance["role"] == role]["deficit"], role, certainty, basis)


def _person_months(lacking: pd.Series, of: str, certainty: Certainty, basis: str) -> Effect:
    total = math.fsum(lacking.dropna())
    if not total > 1e-9:
        return because(say("No lack of people is recorded for it."))
    return gap_effect("people", of, total, certainty, "person-months", basis, 12.0)


def lack_of_skill(skill: str, gathered: Gathered, certainty: Certainty) -> Effect:
    """Return what training or hiring should move: people missing with a skill in the worst quarter."""
    standing = gathered.table("skill_standing")
    gaps = standing.loc[standing["skill"].map(same_name) == skill, "gap"]
    gap = float(gaps.iloc[0]) if len(gaps) else math.nan
    if not gap > 0:
        return because(say("Nobody is missing by number, or that is not known."))
    return gap_effect("skill", skill, gap, certainty, "people", say("People missing in the worst quarter."), 1.0)
