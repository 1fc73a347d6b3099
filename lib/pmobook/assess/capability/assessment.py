"""A business unit's capability: the skills of its people against what its projects need, without singling anybody out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pmobook.assess.capability.coverage import cover_needs
from pmobook.assess.capability.findings import capability_findings, capability_headline, why_not_assessed
from pmobook.assess.capability.reading import Inventory, Needs, read_inventory, read_needs
from pmobook.assess.capability.roles import count_by_role
from pmobook.assess.capability.standing import Stakes, stand_skills
from pmobook.assess.findings import findings_table
from pmobook.assess.resources.months import slot_of
from pmobook.assess.resources.order import ServingOrder
from pmobook.assess.tables import text_of
from pmobook.assess.wording import counted
from pmobook.errors import Problem, ProblemsFound
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.engagement_parameters import SkillsPrivacy
from pmobook.inputs.pack import InputPack
from pmobook.language import say, say_many
from pmobook.method.capability import CapabilityMethod
from pmobook.vocabulary import Quarter

__all__ = ["NOTEBOOK", "CapabilityAssessment", "assess_capability", "assess_capability_of"]

NOTEBOOK = "60_resources"


@dataclass(frozen=True, eq=False)
class CapabilityAssessment:
    """How far the skills of a business unit cover what its projects need.

    Nothing in it names a person, or counts fewer people of a role than may be shown, unless the engagement allows it.

    Attributes
    ----------
    gaps
        Table ``skill_gaps``: one row a skill, level needed and quarter.
    standing
        Table ``skill_standing``: one row a skill, what to act on first.
    clashes
        Table ``skill_clashes``: skills that need the same people at once.
    by_skill
        One row a skill and quarter, over all levels.
    by_role
        How many people of each role have each skill, small counts hidden.
    findings, headline
        In words.
    notes
        What was read, left out or not assessed, in sentences.
    fewest
        The smallest count of people of a role that is shown; 1 where single people may be.
    people
        How many the inventory lists.
    """

    gaps: pd.DataFrame
    standing: pd.DataFrame
    clashes: pd.DataFrame
    by_skill: pd.DataFrame
    by_role: pd.DataFrame
    findings: pd.DataFrame
    headline: str
    notes: tuple[str, ...]
    fewest: int
    people: int

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        return {
            "skill_gaps": self.gaps,
            "skill_standing": self.standing,
            "skill_clashes": self.clashes,
            "findings": self.findings,
        }


def assess_capability_of(
    engagement: Engagement, pack: InputPack, order: ServingOrder, method: CapabilityMethod
) -> CapabilityAssessment:
    """Return how a business unit's skills cover its projects' needs, from its input pack; see `assess_capability`.

    Parameters
    ----------
    order
        Its projects with their strategic value, as they get people.
    """
    known = order.table.dropna(subset="value")
    return assess_capability(
        pack.form("skills"),
        pack.form("skill_needs"),
        pack.form("projects"),
        pack.quarter,
        method,
        engagement.business_unit(pack.business_unit),
        privacy=engagement.parameters.skills,
        values=dict(zip(known["project_id"], known["value"], strict=True)),
    )


def assess_capability(  # noqa: PLR0913 - each form and each choice is an argument of its own
    skills: Any,  # noqa: ANN401 - a table in whatever form it is at hand
    skill_needs: Any,  # noqa: ANN401
    projects: pd.DataFrame,
    quarter: Quarter,
    method: CapabilityMethod,
    business_unit: BusinessUnit,
    *,
    privacy: SkillsPrivacy | None = None,
    values: Mapping[str, float] | None = None,
) -> CapabilityAssessment:
    """Hold skills against needs, and say what is short, what hangs on one person, and what to train or hire first.

    Parameters
    ----------
    skills, skill_needs
        The forms. Without rows of either nothing is assessed.
    projects
        The form projects: needs of any other project are refused; mandated ones come first.
    quarter
        The quarter assessed: needs of its months and earlier ones are history.
    method
        How far ahead needs are looked at, how few people may be counted, and when a figure asks for action.
    business_unit
        Named in sentences; its lead answers for its people.
    privacy
        What the engagement allows to be shown of single people; nothing if not given.
    values
        Project id to its strategic value, where it is known.

    Raises
    ------
    ProblemsFound
        As `pmobook.assess.capability.coverage.skill_coverage`.
    """
    held = privacy or SkillsPrivacy()
    problems: list[Problem] = []
    ids = projects["project_id"].astype(str).tolist() if len(projects) else []
    inventory, needs = read_inventory(skills, problems), read_needs(skill_needs, problems, ids)
    if problems:
        raise ProblemsFound(problems)
    ahead, notes = _look_ahead(needs, quarter, int(method.look_ahead.value))
    missing = why_not_assessed(bool(inventory.people), bool(len(ahead.table)))
    if missing:
        inventory, ahead = (inventory if inventory.people else _nobody(inventory)), replace(ahead, table=ahead.table.iloc[:0])
    fewest = 1 if held.show_single_people else max(int(method.fewest_people.value), held.fewest_people or 0)
    coverage = cover_needs(inventory, ahead)
    stakes = Stakes(frozenset(_mandated(projects)), values)
    standing = stand_skills(
        coverage, inventory, ahead, stakes, reach=int(method.within_reach.value), single_people=held.show_single_people
    )
    standing = standing.iloc[:0] if missing else standing
    lead, unrated = business_unit.lead or "", sorted(ahead.table.loc[ahead.table["people"].isna(), "project_id"].unique())
    found = capability_findings(standing, coverage.clashes, method.findings, lead, missing, unrated)
    return CapabilityAssessment(
        gaps=coverage.table,
        standing=standing,
        clashes=coverage.clashes,
        by_skill=coverage.by_skill,
        by_role=count_by_role(inventory, fewest),
        findings=findings_table(NOTEBOOK, found),
        headline=capability_headline(standing, coverage.clashes, business_unit.name, missing),
        notes=(*notes, *coverage.notes),
        fewest=fewest,
        people=len(inventory.people),
    )


def _nobody(inventory: Inventory) -> Inventory:
    return replace(inventory, names={}, levels=inventory.levels[:, :0])


def _mandated(projects: pd.DataFrame) -> Iterable[str]:
    if not len(projects) or "mandate" not in projects:
        return []
    return [
        str(one) for one, mandate in zip(projects["project_id"], projects["mandate"], strict=True) if text_of(mandate) == "yes"
    ]


def _look_ahead(needs: Needs, quarter: Quarter, months: int) -> tuple[Needs, list[str]]:
    """Return the needs of so many months after a quarter, and what is said of the others."""
    first = slot_of(quarter.last_day) + 1
    slots = needs.table["slot"]
    past, later = slots < first, slots >= first + months
    notes = []
    of_the_past, too_far = (
        say("of {quarter} or before: history, and left out", quarter=quarter),
        say("more than {months} months ahead: left out", months=months),
    )
    for rows, said in ((past, of_the_past), (later, too_far)):
        left_out = len(needs.table.loc[rows, ["project_id", "skill"]].drop_duplicates())
        if left_out:
            notes.append(
                say_many(
                    "{need} has months {said}.", "{need} have months {said}.", left_out, need=counted(left_out, "need"), said=said
                )
            )
    return replace(needs, table=needs.table[~past & ~later].reset_index(drop=True)), notes
