"""Published results of many business units and quarters, as the scorecards read them."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields, replace

import pandas as pd

from pmobook.vocabulary import Quarter

__all__ = ["Results"]


@dataclass(frozen=True)
class Results:
    """Tables as they were recorded: every row carries quarter, business_unit and run_id.

    Attributes
    ----------
    quarters
        Quarters with published results, oldest first.
    area_scores, alignment, measure_status, project_status, findings, runs
        The tables of those names; a table may be empty, none is None.
    """

    quarters: tuple[Quarter, ...]
    area_scores: pd.DataFrame
    alignment: pd.DataFrame
    measure_status: pd.DataFrame
    project_status: pd.DataFrame
    findings: pd.DataFrame
    runs: pd.DataFrame

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
        """Return these results with the scoring rule marked as chosen that each business unit has chosen in others.

        Every rule's scores are recorded: after a change of rule the same rule's earlier scores are what compares. A
        business unit without a rule in the others keeps its own.
        """
        scores, chosen = self.area_scores, other.area_scores[other.area_scores["is_chosen_rule"].astype(bool)]
        rules = dict(zip(chosen["business_unit"].tolist(), chosen["rule"].tolist(), strict=True))
        marks = zip(scores["business_unit"].tolist(), scores["rule"].tolist(), scores["is_chosen_rule"].tolist(), strict=True)
        is_chosen = [rule == rules[unit] if unit in rules else bool(mark) for unit, rule, mark in marks]
        return replace(self, area_scores=scores.assign(is_chosen_rule=is_chosen))
