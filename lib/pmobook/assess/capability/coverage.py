"""Skills against what projects need of them: who is there, who is missing, and which needs can't be met at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.capability.by_month import SkillMonths
from pmobook.assess.capability.clashes import find_clashes
from pmobook.assess.capability.reading import Inventory, Needs, read_inventory, read_needs
from pmobook.assess.tables import SKILL_CLASHES, SKILL_GAPS, build
from pmobook.assess.wording import as_number, counted, listed
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import said_later, say, say_many

__all__ = ["SkillCoverage", "cover_needs", "skill_coverage"]

Floats = NDArray[np.float64]

_BY_SKILL = {
    "skill": "str", "period": "str", "needed": "float64", "needs_not_assessed": "Int64", "gap": "float64",
    "gap_lowest": "float64", "gap_highest": "float64", "is_covered": "boolean",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class SkillCoverage:
    """Needs of skills and who can meet them.

    Attributes
    ----------
    table
        One row for each skill, level needed and quarter; see `skill_coverage`.
    by_skill
        One row for each skill and quarter, over all its levels: needed (the peak month), needs_not_assessed, gap, gap_lowest,
        gap_highest, is_covered (missing: not assessed).
    clashes
        One row for each quarter and set of skills that need the same people at once: period, skills, peak_month, needed, able,
        short (people missing beyond those each skill lacks alone), note.
    notes
        What was read or left out, in sentences.
    sentence
        In words.
    """

    table: pd.DataFrame
    by_skill: pd.DataFrame
    clashes: pd.DataFrame
    notes: tuple[str, ...]
    sentence: str


def skill_coverage(
    skills: Any,  # noqa: ANN401 - a table in whatever form it is at hand
    skill_needs: Any,  # noqa: ANN401
    *,
    projects: Iterable[Any] | None = None,
) -> SkillCoverage:
    """Return how far the people there are cover the skills that projects need, by skill, level and quarter.

    Parameters
    ----------
    skills
        Frame (person_id, role, skill, level 0 to 5). A level that is missing or "not assessed" may be any.
    skill_needs
        Frame (project_id, skill, level 1 to 5, period, people). Periods are months, quarters or financial years. People missing
        or "not assessed" may be any number.
    projects
        The ids that there are; needs of any other are refused.

    Returns
    -------
    SkillCoverage
        ``table`` has the columns skill, level, period (a quarter), peak_month, needed (people, in the peak month),
        needs_not_assessed, needed_above (at higher levels of the skill in that month), able (people at the level or above),
        able_highest (with everybody not assessed), coverage (share of `needed`), coverage_lowest, coverage_highest, gap (people
        missing), gap_lowest, gap_highest, bench (further needs that could be met), projects, note. Coverage and gap are missing
        where what is not assessed leaves them open; they then lie between lowest and highest, and a highest gap that is missing
        has no bound.

    Raises
    ------
    ProblemsFound
        With every level outside its scale, negative number of people, unknown project, period that is none, and row that stands
        twice. People's codes are not named.

    Notes
    -----
    Needs are compared by month: a quarter or financial year stands for each of its months. Of a quarter its peak counts: the
    month with most people needed, and the largest gap of any of its months. coverage = (needed - gap) / needed. Within a skill,
    people at higher levels serve lower needs (`pmobook.assess.capability.nesting`); one person counts in several skills. Where
    skills need the same people at once, the fewest missing follow from a maximum flow (`pmobook.assess.capability.together`),
    and what exceeds the gaps of the single skills is a clash. Needs of 0 people are none. Names are compared without regard to
    capitals and spaces.

    References
    ----------
    Hall (1935), On representatives of subsets, Journal of the London Mathematical Society 10. Ore (1955), Graphs and matching
    theorems, Duke Mathematical Journal 22.

    Examples
    --------
    >>> skills = pd.DataFrame({"person_id": ["S1", "S2"], "role": "Analyst", "skill": "Testing", "level": [4, 3]})
    >>> needs = pd.DataFrame({"project_id": ["A", "B"], "skill": "Testing", "level": [4, 3], "period": "2026Q4",
    ...                       "people": [1, 2]})
    >>> found = skill_coverage(skills, needs)
    >>> found.table[["level", "needed", "able", "gap", "coverage"]].to_dict("records")  # doctest: +NORMALIZE_WHITESPACE
    [{'level': 3, 'needed': 2.0, 'able': 2, 'gap': 1.0, 'coverage': 0.5},
     {'level': 4, 'needed': 1.0, 'able': 1, 'gap': 0.0, 'coverage': 1.0}]
    >>> print(found.sentence)
    1 of 1 skill needed is short: Testing, 1 person in 2026Q4.
    """
    problems: list[Problem] = []
    inventory, needs = read_inventory(skills, problems), read_needs(skill_needs, problems, projects)
    if problems:
        raise ProblemsFound(problems)
    return cover_needs(inventory, needs)


def cover_needs(inventory: Inventory, needs: Needs) -> SkillCoverage:
    """Return the coverage of needs that are read already."""
    table, names = needs.table, {**needs.names, **inventory.names}
    rows: list[dict[str, Any]] = []
    whole: list[dict[str, Any]] = []
    months: dict[int, dict[str, tuple[Floats, float]]] = {}
    for skill, needed_of_skill in table.groupby("skill"):
        one = SkillMonths(str(skill), names[str(skill)], needed_of_skill, inventory)
        rows += one.rows()
        whole += one.totals()
        for slot, needed, unmet in one.by_month():
            months.setdefault(slot, {})[str(skill)] = (needed, unmet)
    by_skill = build(whole, _BY_SKILL)
    return SkillCoverage(
        table=build(rows, SKILL_GAPS),
        by_skill=by_skill,
        clashes=build(find_clashes(months, inventory, names), SKILL_CLASHES),
        notes=tuple(_notes(inventory, table)),
        sentence=_sentence(by_skill),
    )


def _notes(inventory: Inventory, needs: pd.DataFrame) -> Iterator[str]:
    unrated = int(np.isnan(inventory.levels).sum())
    if unrated:
        yield say(
            "{level} in the inventory not assessed: may be any, so figures that depend on it are open.",
            level=counted(unrated, "level"),
        )
    unknown = needs[needs["people"].isna()]
    if len(unknown):
        asked = listed(sorted(unknown["project_id"].unique()))
        yield say("How many people {asked} needs is not assessed for some skills: gaps are at least what is stated.", asked=asked)


def _sentence(by_skill: pd.DataFrame) -> str:
    needed = by_skill["skill"].nunique()
    if not needed:
        return say("Whether skills are covered is not assessed: no need is known.")
    short = by_skill[by_skill["gap_lowest"].gt(0)].sort_values(["gap_lowest", "period", "skill"], ascending=[False, True, True])
    open_skills = by_skill.loc[by_skill["is_covered"].isna() & ~by_skill["skill"].isin(short["skill"]), "skill"].nunique()
    unsure = say(" Of {open_skills} it is not assessed.", open_skills=open_skills) if open_skills else ""
    are = counted(needed, "skill")
    if short.empty:
        covered = needed - open_skills
        return say_many(
            "{covered} of {are} needed is covered.{unsure}",
            "{covered} of {are} needed are covered.{unsure}",
            covered,
            covered=covered,
            are=are,
            unsure=unsure,
        )
    worst, many = short.iloc[0], short["skill"].nunique()
    people = (
        say("1 person")
        if worst["gap_lowest"] == 1
        else say("{removesuffix} people", removesuffix=as_number(worst["gap_lowest"]).removesuffix(".0"))
    )
    said = say_many("{many} of {are} needed is short", "{many} of {are} needed are short", many, many=many, are=are)
    return say(
        said_later("{said}: most {skill}, {people} in {period}.{unsure}")
        if many > 1
        else said_later("{said}: {skill}, {people} in {period}.{unsure}"),
        said=said,
        skill=worst["skill"],
        people=people,
        period=worst["period"],
        unsure=unsure,
    )
