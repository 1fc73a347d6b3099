"""How each skill stands: short or covered, its bench, whether it hangs on one person, and what to train or hire first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.capability.advice import Advice, advise
from pmobook.assess.capability.coverage import SkillCoverage
from pmobook.assess.capability.nesting import count_able
from pmobook.assess.capability.reading import Inventory, Needs
from pmobook.assess.tables import SKILL_STANDING, build
from pmobook.assess.wording import counted
from pmobook.language import say
from pmobook.vocabulary import NOT_ASSESSED, nearest

__all__ = ["COVERED", "SHORT", "SINGLE", "UNNEEDED", "Stakes", "stand_skills"]

SHORT, SINGLE, COVERED, UNNEEDED = "short", "hangs on one person", "covered", "not needed"
"""How a skill can stand, beside not assessed."""

_ORDER = {SHORT: 0, SINGLE: 1, NOT_ASSESSED: 2, COVERED: 3, UNNEEDED: 4}


@dataclass(frozen=True)
class Stakes:
    """What makes one project weigh more than another.

    Attributes
    ----------
    mandated
        Ids of the projects that must be done.
    values
        Project id to its strategic value; empty: not given.
    """

    mandated: frozenset[str] = frozenset()
    values: Mapping[str, float] | None = None

    def value_of(self, projects: set[str]) -> float:
        """Return the value of projects together, as far as it is known; NaN if of none it is."""
        known = [float(self.values[one]) for one in sorted(projects) if self.values and one in self.values]
        known = [one for one in known if not math.isnan(one)]
        return math.fsum(known) if known else math.nan


def stand_skills(
    coverage: SkillCoverage, inventory: Inventory, needs: Needs, stakes: Stakes, *, reach: int = 1, single_people: bool = False
) -> pd.DataFrame:
    """Return one row for each skill that is needed or held, what to act on first.

    Parameters
    ----------
    coverage, inventory, needs
        As read and held against each other.
    stakes
        Which projects weigh more.
    reach
        A person so many levels below what is needed can be trained.
    single_people
        Whether the code of the one person a skill hangs on may be shown.

    Returns
    -------
    DataFrame
        Columns of ``skill_standing``. ``place`` counts what to act on from 1; missing where nothing is to be done.

    Notes
    -----
    In order: skills that are short, then those that hang on one person. Among them those that mandated projects lack, then by
    the strategic value of the projects that may go short, where it is given, else by people missing times quarters.
    """
    names = {**needs.names, **inventory.names}
    build_row = _Rows(names, coverage, inventory, needs.table, stakes, reach, single_people)
    rows = [build_row.of(skill) for skill in sorted(set(inventory.names) | set(needs.table["skill"]))]
    ordered = sorted((row for row in rows if row is not None), key=_first)
    to_do = sum(1 for row in ordered if row["standing"] in {SHORT, SINGLE})
    placed = ({**row, "place": at if at <= to_do else None} for at, row in enumerate(ordered, start=1))
    return build(({name: row[name] for name in SKILL_STANDING} for row in placed), SKILL_STANDING)


def _first(row: Mapping[str, Any]) -> tuple[Any, ...]:
    value, people = row["value_hurt"], row["people_quarters"]
    is_known = not math.isnan(value)
    return (_ORDER[row["standing"]], not row["mandated_hurt"], not is_known, -value if is_known else 0.0, -people, row["skill"])


class _Parted:
    """A table by skill, parted once: no rows for a skill that it does not name."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._parts = {str(skill): rows for skill, rows in table.groupby("skill", sort=False)}
        self._nothing = table.iloc[:0]

    def __getitem__(self, skill: str) -> pd.DataFrame:
        return self._parts.get(skill, self._nothing)


@dataclass(frozen=True)
class _Rows:
    """What the row of each skill is built from."""

    names: Mapping[str, str]
    coverage: SkillCoverage
    inventory: Inventory
    needs: pd.DataFrame
    stakes: Stakes
    reach: int
    single_people: bool

    @cached_property
    def _needs_of(self) -> _Parted:
        return _Parted(self.needs)

    @cached_property
    def _quarters_of(self) -> _Parted:
        return _Parted(self.coverage.by_skill)

    @cached_property
    def _gaps_of(self) -> _Parted:
        return _Parted(self.coverage.table)

    def of(self, skill: str) -> dict[str, Any] | None:
        levels, name = self.inventory.levels_of(skill), self.names[skill]
        needs = self._needs_of[skill]
        asked = needs[needs["people"].isna() | needs["people"].gt(0)]
        holders, not_rated = int((levels >= 1).sum()), int(np.isnan(levels).sum())
        if asked.empty and not holders and not not_rated:
            return None
        quarters = self._quarters_of[name]
        short = quarters[quarters["gap_lowest"].gt(0)]
        single = _single(levels, asked)
        standing = _standing(asked, quarters, short, single)
        advice = advise(levels, asked, self.reach, is_single=standing == SINGLE) if standing in {SHORT, SINGLE} else Advice()
        hurt = advice.hurt if standing == SHORT else single.projects if standing == SINGLE and single else set()
        highest = quarters["gap_highest"]
        low, high = _most(quarters["gap_lowest"]), math.nan if highest.isna().any() else _most(highest)
        worst = str(short.sort_values(["gap_lowest", "period"], ascending=[False, True])["period"].iloc[0]) if len(short) else ""
        gaps = self._gaps_of[name]
        return {
            "skill": name, "standing": standing, "holders": holders, "not_rated": not_rated,
            "projects": asked["project_id"].nunique(), "needed": _most(quarters["needed"]),
            "gap": high if low == high else math.nan, "gap_lowest": low, "gap_highest": high,
            "worst_period": worst, "quarters_short": len(short),
            "bench": math.nan if gaps.empty or gaps["bench"].isna().any() else float(gaps["bench"].min()),
            "single_level": single.level if single else None, "single_projects": len(single.projects) if single else 0,
            "single_person": self.inventory.people[single.place] if single and self.single_people else "",
            "projects_hurt": len(hurt), "mandated_hurt": len(hurt & self.stakes.mandated),
            "value_hurt": self.stakes.value_of(hurt),
            "train": advice.train, "within_reach": advice.within_reach, "hire": advice.hire,
            "advice": advice.sentence or _advice_of(standing, not_rated),
            "note": _note(name, asked, holders, not_rated, low, high, self.inventory),
            "people_quarters": float(short["gap_lowest"].sum()) if len(short) else float(len(quarters)),
        }  # fmt: skip


@dataclass(frozen=True)
class _Single:
    """The one person a needed skill hangs on: from which level, for which projects, and where in the inventory."""

    level: int
    projects: set[str]
    place: int


def _single(levels: NDArray[np.float64], asked: pd.DataFrame) -> _Single | None:
    """Return what hangs on one person: the lowest level needed that exactly one is known to master and no other may."""
    able, able_highest = count_able(levels)
    wanted = asked[[able[level - 1] == 1 and able_highest[level - 1] == 1 for level in asked["level"].tolist()]]
    if wanted.empty:
        return None
    level = int(wanted["level"].min())
    return _Single(level, set(wanted["project_id"].tolist()), int(np.flatnonzero(levels >= level)[0]))


def _standing(asked: pd.DataFrame, quarters: pd.DataFrame, short: pd.DataFrame, single: _Single | None) -> str:
    if asked.empty:
        return UNNEEDED
    if len(short):
        return SHORT
    if single:
        return SINGLE
    return COVERED if quarters["is_covered"].fillna(False).all() else NOT_ASSESSED


def _advice_of(standing: str, not_rated: int) -> str:
    if standing != NOT_ASSESSED:
        return ""
    people = counted(not_rated, "person", "people")
    return (
        say("First rate the {people} whose level is not assessed.", people=people)
        if not_rated
        else say("First say how many people are needed.")
    )


def _most(column: pd.Series) -> float:
    return float(column.max()) if column.notna().any() else math.nan


def _note(name: str, asked: pd.DataFrame, holders: int, not_rated: int, low: float, high: float, inventory: Inventory) -> str:
    parts = []
    if len(asked) and not holders and not not_rated:
        guess = nearest(
            name, [one for key, one in inventory.names.items() if one != name and (inventory.levels_of(key) >= 1).any()]
        )
        parts.append(
            say("nobody in the inventory has it{is_meant}", is_meant=say("; is {guess} meant?", guess=guess) if guess else "")
        )
    if asked["people"].isna().any():
        parts.append(say("some needs are not assessed: the gap is at least what is stated"))
    elif not_rated and low != high:
        parts.append(say("between {low:g} and {high:g} people missing, since some levels are not assessed", low=low, high=high))
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""
