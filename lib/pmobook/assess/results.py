"""Published results of many business units and quarters, as the scorecards read them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace

import pandas as pd

from pmobook.assess.tables import (
    ACTION_CHECKS,
    ACTIONS,
    ALLOCATION,
    BENEFIT_PERIODS,
    BENEFIT_STATUS,
    CAPACITY_BALANCE,
    CAPACITY_FIXES,
    COST_CURVE,
    EARNED_VALUE,
    FRONTIER,
    GOVERNANCE_STATUS,
    IMPROVEMENT_STEPS,
    INVESTMENT,
    PROJECT_VALUES,
    RISK_EXPOSURE,
    RISK_REGISTER,
    ROADMAP,
    ROADMAP_LINKS,
    ROADMAP_MARKS,
    SCORE_MOVEMENTS,
    SELECTION,
    SKILL_STANDING,
    START_DATES,
    build,
)
from pmobook.vocabulary import Quarter

__all__ = ["TABLES_READ", "Results", "with_instrument"]

_STAMP = {"quarter": "str", "business_unit": "str", "run_id": "str"}


def _without_rows(columns: Mapping[str, str]) -> Callable[[], pd.DataFrame]:
    """Return what makes a table without rows: what an earlier version did not record is missing like this."""
    return lambda: build((), {**_STAMP, **columns})


@dataclass(frozen=True)
class Results:
    """Tables as they were recorded: every row carries quarter, business_unit and run_id.

    Attributes
    ----------
    quarters
        Quarters with published results, oldest first.
    area_scores, alignment, measure_status, project_status, findings, runs and all others
        The tables of those names; a table may be empty, none is None.
    """

    quarters: tuple[Quarter, ...]
    area_scores: pd.DataFrame
    alignment: pd.DataFrame
    measure_status: pd.DataFrame
    project_status: pd.DataFrame
    findings: pd.DataFrame
    runs: pd.DataFrame
    score_movements: pd.DataFrame = field(default_factory=_without_rows(SCORE_MOVEMENTS))
    improvement_steps: pd.DataFrame = field(default_factory=_without_rows(IMPROVEMENT_STEPS))
    selection: pd.DataFrame = field(default_factory=_without_rows(SELECTION))
    frontier: pd.DataFrame = field(default_factory=_without_rows(FRONTIER))
    project_values: pd.DataFrame = field(default_factory=_without_rows(PROJECT_VALUES))
    earned_value: pd.DataFrame = field(default_factory=_without_rows(EARNED_VALUE))
    cost_curve: pd.DataFrame = field(default_factory=_without_rows(COST_CURVE))
    benefit_status: pd.DataFrame = field(default_factory=_without_rows(BENEFIT_STATUS))
    benefit_periods: pd.DataFrame = field(default_factory=_without_rows(BENEFIT_PERIODS))
    investment: pd.DataFrame = field(default_factory=_without_rows(INVESTMENT))
    governance_status: pd.DataFrame = field(default_factory=_without_rows(GOVERNANCE_STATUS))
    risk_exposure: pd.DataFrame = field(default_factory=_without_rows(RISK_EXPOSURE))
    risk_register: pd.DataFrame = field(default_factory=_without_rows(RISK_REGISTER))
    skill_standing: pd.DataFrame = field(default_factory=_without_rows(SKILL_STANDING))
    roadmap: pd.DataFrame = field(default_factory=_without_rows(ROADMAP))
    roadmap_links: pd.DataFrame = field(default_factory=_without_rows(ROADMAP_LINKS))
    roadmap_marks: pd.DataFrame = field(default_factory=_without_rows(ROADMAP_MARKS))
    capacity_balance: pd.DataFrame = field(default_factory=_without_rows(CAPACITY_BALANCE))
    allocation: pd.DataFrame = field(default_factory=_without_rows(ALLOCATION))
    start_dates: pd.DataFrame = field(default_factory=_without_rows(START_DATES))
    capacity_fixes: pd.DataFrame = field(default_factory=_without_rows(CAPACITY_FIXES))
    actions: pd.DataFrame = field(default_factory=_without_rows(ACTIONS))
    action_checks: pd.DataFrame = field(default_factory=_without_rows(ACTION_CHECKS))

    def of(self, quarter: Quarter | None, business_unit: str | None = None) -> Results:
        """Return the results of one quarter, and of one business unit if named; no quarter gives empty tables."""
        narrowed = {}
        for one in fields(self)[1:]:
            rows = getattr(self, one.name)
            wanted = rows["quarter"] == str(quarter)
            if business_unit is not None:
                wanted &= rows["business_unit"] == business_unit
            narrowed[one.name] = rows[wanted].reset_index(drop=True)
        return replace(self, **narrowed)

    def only(self, business_units: Collection[str]) -> Results:
        """Return the results of some business units, of every quarter; these themselves if none is named."""
        if not business_units:
            return self
        tables = {one.name: getattr(self, one.name) for one in fields(self)[1:]}
        wanted = list(business_units)
        return replace(
            self, **{name: rows[rows["business_unit"].isin(wanted)].reset_index(drop=True) for name, rows in tables.items()}
        )

    def before(self, quarter: Quarter) -> Quarter | None:
        """Return the latest published quarter before one, or None."""
        return max((one for one in self.quarters if one < quarter), default=None)

    @property
    def business_units(self) -> tuple[str, ...]:
        """Business units that have a result in any table but findings and runs."""
        tables = (self.area_scores, self.alignment, self.measure_status, self.project_status)
        return tuple(sorted({unit for rows in tables for unit in rows["business_unit"].tolist()}))

    @functools.cached_property
    def assessed(self) -> dict[str, frozenset[Quarter]]:
        """Business unit to the quarters for which it has a result in any table but findings and runs."""
        pairs: dict[str, set[Quarter]] = {}
        written = {str(one): one for one in self.quarters}
        for rows in (self.area_scores, self.alignment, self.measure_status, self.project_status):
            for quarter, unit in rows[["quarter", "business_unit"]].drop_duplicates().itertuples(index=False):
                if quarter in written:
                    pairs.setdefault(unit, set()).add(written[quarter])
        return {unit: frozenset(quarters) for unit, quarters in pairs.items()}

    def last_assessed(self, business_unit: str, before: Quarter) -> Quarter | None:
        """Return the latest quarter before one for which a business unit has results, or None."""
        return max((one for one in self.assessed.get(business_unit, ()) if one < before), default=None)

    def earlier(self, quarter: Quarter) -> Results:
        """Return everything of the published quarters before one."""
        wanted = [str(one) for one in self.quarters if one < quarter]
        tables = (getattr(self, one.name) for one in fields(self)[1:])
        names = (one.name for one in fields(self)[1:])
        return replace(self, **{name: rows[rows["quarter"].isin(wanted)] for name, rows in zip(names, tables, strict=True)})

    def last_findings(self, before: Quarter) -> pd.DataFrame:
        """Return each business unit's findings of its own last quarter with results before one.

        A business unit that missed a quarter is compared with the one it last reported for.
        """
        last = {unit: str(self.last_assessed(unit, before)) for unit in self.assessed}
        return self.findings[self.findings["quarter"] == self.findings["business_unit"].map(last)].reset_index(drop=True)

    def scored_as(self, other: Results) -> Results:
        """Return these results with the scoring rule and instrument marked as chosen that each business unit has in others.

        Every rule's scores are recorded: after a change of rule the same rule's earlier scores are what compares. A
        business unit without a rule in the others keeps its own.
        """
        scores, chosen = self.area_scores, other.area_scores[other.area_scores["is_chosen_rule"].astype(bool)]
        ways = {unit: way for unit, *way in _ways(chosen)}
        marks = zip(_ways(scores), scores["is_chosen_rule"].tolist(), strict=True)
        is_chosen = [way == ways[unit] if unit in ways else bool(mark) for (unit, *way), mark in marks]
        return replace(self, area_scores=scores.assign(is_chosen_rule=is_chosen))


TABLES_READ = tuple(one.name for one in fields(Results)[1:])
"""Names of the tables that scorecards read."""


def with_instrument(area_scores: pd.DataFrame) -> pd.DataFrame:
    """Return scores with the instrument of each row; those recorded before there were two rest on the survey."""
    return area_scores.assign(instrument=area_scores["instrument"].fillna("survey"))


def _ways(area_scores: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return business unit, rule and instrument of each row."""
    return list(with_instrument(area_scores)[["business_unit", "rule", "instrument"]].itertuples(index=False, name=None))
