"""Benefits month by month: when they begin, when they come in full, and what a later start costs of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.assess.benefits.periods import MONEY, follow_periods, months_of
from pmobook.assess.tables import records_of, rows_of, text_of
from pmobook.language import say
from pmobook.vocabulary import Quarter

__all__ = ["BENEFITS", "Stream", "month_after", "read_streams", "year_end"]

BENEFITS = ("benefit_id", "project_id", "title", "owner", "kind", "unit_of_measure", "period", "planned", "forecast", "actual")
_SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Stream:
    """One benefit by month.

    Attributes
    ----------
    benefit_id, project_id, title, owner, unit_of_measure
        From the form; a unit of measure of money is written ``money``.
    sign
        -1 for a disbenefit, else 1.
    first
        The month of the first amount, counted from year 0.
    amounts
        By month from the first; a period's amount is spread evenly over its months. Missing: not assessed, or no period.
    note
        What it rests on beside forecasts and actual amounts.
    """

    benefit_id: str
    project_id: str
    title: str
    owner: str
    unit_of_measure: str
    sign: float
    first: int
    amounts: npt.NDArray[np.float64]
    note: str

    @property
    def begins(self) -> int | None:
        """The first month with an amount above zero; None if there is none."""
        there = np.flatnonzero(np.nan_to_num(self.amounts) > 0)
        return self.first + int(there[0]) if there.size else None

    @property
    def in_full(self) -> int | None:
        """The first month in which as much comes as in any; None if nothing comes."""
        if self.begins is None:
            return None
        return self.first + int(np.flatnonzero(np.nan_to_num(self.amounts) >= np.nanmax(self.amounts) * (1 - _SAME))[0])

    def between(self, first: int, last: int) -> float:
        """Return what comes from one month to another, both included; missing if nothing there is assessed."""
        part = self.amounts[max(first - self.first, 0) : max(last + 1 - self.first, 0)]
        return float(self.sign * np.nansum(part)) if np.isfinite(part).any() else math.nan

    def less(self, after: int, months: int, last: int) -> float:
        """Return by how much less comes by a last month if all after a month comes so many months later; missing as above."""
        whole = self.between(after, last)
        if math.isnan(whole) or not months:
            return whole * 0.0
        moved = self.between(after, last - months)
        return whole - (0.0 if math.isnan(moved) else moved)

    @property
    def last(self) -> int:
        """The last month handed in."""
        return self.first + len(self.amounts) - 1


def month_after(quarter: Quarter) -> int:
    """Return the first month after a quarter, counted from year 0."""
    day = quarter.next.first_day
    return 12 * day.year + day.month - 1


def year_end(quarter: Quarter, year_begins: int) -> int:
    """Return the last month of the financial year that the month after a quarter lies in."""
    month = month_after(quarter)
    return month + 11 - (month - (year_begins - 1)) % 12


def read_streams(benefits: pd.DataFrame, quarter: Quarter) -> Iterator[Stream]:
    """Yield every benefit of the form by month.

    Notes
    -----
    What counts in a period is what is expected: the actual amount where the period is due, else the forecast, else the plan.
    """
    if benefits.empty:
        return
    rows = benefits.assign(
        benefit_id=benefits["benefit_id"].astype("str"),
        **{name: pd.to_numeric(benefits[name], errors="coerce") for name in ("planned", "forecast", "actual")},
    )
    followed = follow_periods(rows, quarter)
    placed = followed.join(months_of(followed["period"]))
    about = {row["benefit_id"]: row for row in records_of(rows.drop_duplicates("benefit_id"))}
    periods: dict[str, list[_Spread]] = {}
    for benefit, start, months, expected, planned in rows_of(placed, "benefit_id", "start", "months", "expected", "planned"):
        is_planned = math.isnan(expected) and not math.isnan(planned)
        spread = _Spread(start, months, planned if is_planned else expected, is_planned=is_planned)
        periods.setdefault(benefit, []).append(spread)
    for benefit in sorted(periods):
        yield _stream(benefit, periods[benefit], about[benefit])


@dataclass(frozen=True)
class _Spread:
    """An amount over some months from the first, counted from year 0."""

    start: int
    months: int
    amount: float
    is_planned: bool


def _stream(benefit: str, periods: Sequence[_Spread], about: Mapping[str, Any]) -> Stream:
    first = min(one.start for one in periods)
    amounts = np.full(max(one.start + one.months for one in periods) - first, np.nan)
    for one in periods:
        amounts[one.start - first : one.start - first + one.months] = one.amount / one.months
    unknown, planned = sum(math.isnan(one.amount) for one in periods), sum(one.is_planned for one in periods)
    notes = [say("{unknown} of {periods} periods not assessed", unknown=unknown, periods=len(periods))] if unknown else []
    notes += [say("as planned in {planned} of {periods} periods", planned=planned, periods=len(periods))] if planned else []
    unit = text_of(about["unit_of_measure"])
    return Stream(
        benefit, str(about["project_id"]), text_of(about["title"]) or benefit, text_of(about["owner"]),
        MONEY if unit.strip().casefold() == MONEY else unit, -1.0 if about["kind"] == "disbenefit" else 1.0,
        first, amounts, "; ".join(notes),
    )  # fmt: skip
