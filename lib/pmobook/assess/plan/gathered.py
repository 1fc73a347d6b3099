"""What the improvement plan is made of: the results of the other notebooks, of this quarter and of the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.assess import tables
from pmobook.assess.tables import build
from pmobook.vocabulary import Quarter

__all__ = ["TABLES_GATHERED", "Gathered", "row_of"]

TABLES_GATHERED = (
    "findings", "area_scores", "improvement_steps", "alignment", "measure_status", "project_status", "earned_value",
    "benefit_status", "benefit_periods", "risk_exposure", "risk_register", "capacity_balance", "allocation", "start_dates",
    "skill_standing", "actions",
)  # fmt: skip
"""The tables that the plan reads."""


@dataclass(frozen=True, eq=False)
class Gathered:
    """Recorded tables of one business unit.

    Attributes
    ----------
    now
        Table name to the rows of the quarter assessed, with or without the stamp; a table that isn't there has no rows.
    before
        The same of the last quarter with results; empty if there is none.
    quarter_before
        That quarter.
    words
        A sentence that says where they come from.
    """

    now: Mapping[str, pd.DataFrame]
    before: Mapping[str, pd.DataFrame]
    quarter_before: Quarter | None = None
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of this quarter was gathered."""
        return all(rows.empty for rows in self.now.values())

    def table(self, name: str) -> pd.DataFrame:
        """Return a table's rows of this quarter."""
        return _or_without_rows(self.now, name)

    def table_before(self, name: str) -> pd.DataFrame:
        """Return a table's rows of the last quarter with results."""
        return _or_without_rows(self.before, name)


def _or_without_rows(known: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    return known[name] if name in known else build((), getattr(tables, name.upper()))


def row_of(frame: pd.DataFrame, **where: str) -> pd.Series | None:
    """Return the first row whose columns hold these texts, a missing one counting as empty; None if there is none."""
    said = zip(*(frame[name].fillna("").tolist() for name in where), strict=True)
    wanted = tuple(where.values())
    place = next((place for place, one in enumerate(said) if one == wanted), None)
    return None if place is None else frame.iloc[place]
