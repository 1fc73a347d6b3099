"""Published results of many business units and quarters, as the scorecards read them."""

from __future__ import annotations

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

    def last_assessed(self, business_unit: str, up_to: Quarter) -> Quarter | None:
        """Return the latest quarter, up to and including one, for which a business unit has results."""
        return max((one for one in self.quarters if one <= up_to and business_unit in self.of(one).business_units), default=None)
