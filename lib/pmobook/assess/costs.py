"""A project's money: what was planned, what is expected, and how much of it is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.assess.tables import present, text_of
from pmobook.assess.wording import counted, listed
from pmobook.language import say
from pmobook.vocabulary import Period

__all__ = ["ProjectMoney", "add_up_costs"]

_Amounts: TypeAlias = npt.NDArray[np.float64]
_AMOUNTS = ("planned_value", "actual_cost", "forecast_cost")


@dataclass(frozen=True)
class ProjectMoney:
    """One project's money over the periods of its pack, in the engagement's money.

    Attributes
    ----------
    expected_known
        Sum of what is expected over the periods where that is known: the actual cost where there is one, else the
        forecast. Missing if none is.
    planned, expected
        Sums over the periods where both are known, so that they can be compared; missing if there are none.
    periods, periods_compared, periods_expected
        How many there are, how many have both, how many have an expected cost.
    reasons
        Why figures are not assessed, as the form says, each once.
    covers
        The periods compared: ``FY2018/19`` or ``January 2026 to September 2026``; empty if there are none.
    """

    expected_known: float
    planned: float
    expected: float
    periods: int
    periods_compared: int
    periods_expected: int
    reasons: tuple[str, ...]
    covers: str

    @property
    def variance(self) -> float:
        """Expected minus planned: positive means dearer than planned."""
        return self.expected - self.planned

    @property
    def variance_share(self) -> float:
        """Variance as a share of the planned cost; missing where nothing (or a credit) was planned."""
        return self.variance / self.planned if self.planned > 0 else math.nan

    @property
    def note(self) -> str:
        """What a reader must know about the comparison: the periods it covers, and what is left out."""
        because = f": {listed(self.reasons)}" if self.reasons else ""
        if self.periods == 0:
            return say("not assessed: no costs were handed in")
        if self.periods_compared == 0:
            return say("not assessed{because}", because=because or say(": no period has both a planned and an expected cost"))
        left_out = self.periods - self.periods_compared
        notes = [say("over {covers}", covers=self.covers)]
        if left_out:
            notes.append(
                say(
                    "{left_out} of {period} left out for want of a planned or expected cost{because}",
                    left_out=left_out,
                    period=counted(self.periods, "period"),
                    because=because,
                )
            )
        if self.planned <= 0:
            notes.append(say("planned cost is zero or less, so there is no share"))
        return "; ".join(notes)

    @property
    def spend_note(self) -> str:
        """What a reader must know about the expected cost alone."""
        because = f": {listed(self.reasons)}" if self.reasons else ""
        if self.periods == 0:
            return say("spend not assessed: no costs were handed in")
        if self.periods_expected == 0:
            return say("spend not assessed{because}", because=because or say(": neither actual nor forecast cost"))
        if self.periods_expected < self.periods:
            return say(
                "spend known for {periods_expected} of {period}{because}",
                periods_expected=self.periods_expected,
                period=counted(self.periods, "period"),
                because=because,
            )
        return ""


NOTHING = ProjectMoney(math.nan, math.nan, math.nan, 0, 0, 0, (), "")


def add_up_costs(costs: pd.DataFrame) -> dict[str, ProjectMoney]:
    """Return every project's money from the form project_costs.

    Parameters
    ----------
    costs
        project_id, period, planned_value, actual_cost, forecast_cost and, where the reason is given, the columns
        ``<name>_not_assessed``. A missing amount is unknown, never zero; credits are negative.

    Returns
    -------
    dict
        Project id to its money; a project without a row is absent.

    Notes
    -----
    Sums are exact (`math.fsum`), so the order of the rows doesn't matter.
    """
    # Arrays, not columns: there are thousands of projects with a few dozen rows each.
    planned, actual, forecast = (costs[name].to_numpy(dtype=np.float64, na_value=np.nan) for name in _AMOUNTS)
    expected = np.where(np.isnan(actual), forecast, actual)
    reasons = [f"{name}_not_assessed" for name in _AMOUNTS if f"{name}_not_assessed" in costs]
    told: npt.NDArray[np.bool_] = np.asarray(costs[reasons].notna().to_numpy().any(axis=1), dtype=np.bool_)
    found = {}
    for project, places in costs.groupby("project_id", sort=True).indices.items():
        known = ~np.isnan(expected[places])
        both = known & ~np.isnan(planned[places])
        compared, others = places[both], places[~both]
        found[str(project)] = ProjectMoney(
            expected_known=_sum(expected[places[known]]),
            planned=_sum(planned[compared]),
            expected=_sum(expected[compared]),
            periods=len(places),
            periods_compared=len(compared),
            periods_expected=int(known.sum()),
            reasons=_reasons(costs.iloc[others][["period", *reasons]]) if told[others].any() else (),
            covers=_covers(costs["period"].iloc[compared].tolist()),
        )
    return dict(sorted(found.items()))


def _sum(values: _Amounts) -> float:
    return math.fsum(values.tolist()) if len(values) else math.nan


def _covers(periods: Sequence[object]) -> str:
    placed = sorted((Period.parse(str(period)) for period in periods), key=lambda one: (one.first_day, one.last_day))
    if not placed:
        return ""
    return (
        placed[0].in_words
        if len(placed) == 1
        else say("{in_words} to {in_words_2}", in_words=placed[0].in_words, in_words_2=placed[-1].in_words)
    )


def _reasons(rows: pd.DataFrame) -> tuple[str, ...]:
    rows = rows.sort_values("period")
    found = (text_of(value) for name in rows.columns.drop("period") for value in rows[name] if present(value))
    return tuple(dict.fromkeys(reason for reason in found if reason))
