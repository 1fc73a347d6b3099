"""A project's money by period, as its form gives it: what counts as known, to which day, and what is left out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.assess.tables import present, text_of
from pmobook.assess.wording import counted, listed
from pmobook.language import say
from pmobook.vocabulary import Period, Quarter

__all__ = ["PlacedCosts", "ProjectCosts", "place_costs", "read_project"]

_AMOUNTS = {"planned": "planned_value", "earned": "earned_value", "actual": "actual_cost", "forecast": "forecast_cost"}
_Amounts = npt.NDArray[np.float64]
_Flags = npt.NDArray[np.bool_]
_MONTHS = {"month": 1, "quarter": 3, "financial year": 12}


@dataclass(frozen=True)
class PlacedCosts:
    """The rows of project_costs in order of time.

    Attributes
    ----------
    frame
        project_id, period, planned, earned, actual, forecast (amounts of the period alone, missing is unknown),
        ``<amount>_reason`` (why it is not assessed, as the form says; missing if it doesn't), month (of the period's last
        day, counted from year 0), months (its length), has_ended (by the quarter's last day), is_ahead (begins after it).
    """

    frame: pd.DataFrame

    def of(self, project: str) -> pd.DataFrame:
        """Return one project's rows."""
        return self.frame.loc[self.frame["project_id"] == project].reset_index(drop=True)

    def by_project(self) -> dict[str, pd.DataFrame]:
        """Return each project's rows."""
        return {str(one): rows.reset_index(drop=True) for one, rows in self.frame.groupby("project_id", sort=True)}


def place_costs(costs: pd.DataFrame, quarter: Quarter) -> PlacedCosts:
    """Return the rows of the form project_costs in order of time, with their amounts under short names.

    Parameters
    ----------
    costs
        The form, of one pack.
    quarter
        The quarter assessed: a period counts as over if it ended by then.
    """
    placed = {text: Period.parse(text) for text in costs["period"].dropna().astype(str).unique()}
    periods = costs["period"].astype("str")
    found = pd.DataFrame({"project_id": costs["project_id"].astype("str"), "period": periods})
    for short, name in _AMOUNTS.items():
        blank = pd.Series(np.nan, index=costs.index)
        found[short] = costs.get(name, blank).astype("float64")
        found[f"{short}_reason"] = costs.get(f"{name}_not_assessed", blank).astype("str")
    last_day = {text: one.last_day for text, one in placed.items()}
    found["month"] = periods.map({text: 12 * day.year + day.month - 1 for text, day in last_day.items()}).astype("int64")
    found["months"] = periods.map({text: _MONTHS[one.kind] for text, one in placed.items()}).astype("int64")
    found["has_ended"] = periods.map({text: day <= quarter.last_day for text, day in last_day.items()}).astype("bool")
    found["is_ahead"] = periods.map({text: one.first_day > quarter.last_day for text, one in placed.items()}).astype("bool")
    return PlacedCosts(found.sort_values(["project_id", "month"], kind="stable").reset_index(drop=True))


@dataclass(frozen=True, eq=False)
class ProjectCosts:
    """One project's money up to the last period for which it says what was earned.

    Attributes
    ----------
    rows
        Its rows in order of time (`PlacedCosts`), with ``spent`` (actual cost; in a period that is over and has none, its
        forecast, as an accrual), ``counts`` (whether the period counts to date) and ``plan`` (planned value; zero after the
        last planned period).
    as_of
        The last period that counts to date; empty if none.
    planned_value, earned_value, actual_cost
        Sums over the periods that count.
    budget_at_completion
        Sum of the plan; missing if the plan has a gap.
    forecast_total
        What the project expects to cost in all: ``spent`` where it is over, else actual or forecast cost; missing if a period
        has neither.
    notes
        What a reader must know.
    """

    rows: pd.DataFrame
    as_of: str
    planned_value: float
    earned_value: float
    actual_cost: float
    budget_at_completion: float
    forecast_total: float
    notes: tuple[str, ...] = field(default=())

    @property
    def reports_earned_value(self) -> bool:
        """Whether the project says what was earned."""
        return not math.isnan(self.earned_value)


def read_project(rows: pd.DataFrame) -> ProjectCosts:
    """Return one project's money to date and in all.

    Parameters
    ----------
    rows
        Its rows from `place_costs`.

    Notes
    -----
    To date means up to the last ended period with an earned value; a project that reports none is read up to the last ended
    period with a cost. A period to date counts if plan, earned value (where the project reports any) and cost are all known;
    others are left out of every sum and said, so that the sums compare like with like. A cell left empty after the last
    planned period plans nothing; one left empty before it, or "not assessed", is a gap.
    """
    # Arrays, not columns: there are thousands of projects with a few dozen rows each.
    has_ended, place = rows["has_ended"].to_numpy(dtype=np.bool_), np.arange(len(rows))
    planned, earned, actual, forecast = (rows[name].to_numpy(dtype=np.float64) for name in _AMOUNTS)
    plan, plan_gap = _plan_of(planned, rows["planned_reason"])
    expected = np.where(np.isnan(actual), forecast, actual)
    spent = np.where(has_ended, expected, actual)
    earned_known = has_ended & ~np.isnan(earned)
    reports = bool(earned_known.any())
    last = _last(earned_known) if reports else _last(has_ended & ~np.isnan(spent))
    to_date = has_ended & (place <= last)
    counts = to_date & ~np.isnan(plan) & ~np.isnan(spent) & (earned_known if reports else True)
    within = expected[: _last(~np.isnan(expected)) + 1]
    total_known = bool(len(within)) and not np.isnan(within).any()
    shown = rows.assign(plan=plan, spent=spent, counts=counts)
    return ProjectCosts(
        rows=shown,
        as_of=str(rows["period"].iloc[last]) if last >= 0 else "",
        planned_value=_sum(plan[counts]),
        earned_value=_sum(earned[counts]) if reports else math.nan,
        actual_cost=_sum(spent[counts]),
        budget_at_completion=math.nan if plan_gap else _sum(plan),
        forecast_total=_sum(within) if total_known else math.nan,
        notes=tuple(_notes(shown, to_date, reports=reports, plan_gap=plan_gap)),
    )


def _plan_of(planned: _Amounts, reasons: pd.Series) -> tuple[_Amounts, bool]:
    """Return the planned value of each period, zero after the last planned one, and whether the plan has a gap."""
    last = _last(~np.isnan(planned))
    if last < 0:
        return planned, True
    after = np.arange(len(planned)) > last
    plan = np.where(after & reasons.isna().to_numpy(), 0.0, planned)
    return plan, bool(np.isnan(plan).any())


def _last(holds: _Flags) -> int:
    places = np.flatnonzero(holds)
    return int(places[-1]) if places.size else -1


def _sum(values: _Amounts) -> float:
    return math.fsum(values.tolist()) if len(values) else math.nan


def _notes(rows: pd.DataFrame, to_date: _Flags, *, reports: bool, plan_gap: bool) -> Iterator[str]:
    if not reports:
        yield _because(say("no earned value was handed in"), rows.loc[rows["has_ended"]], "earned")
    if plan_gap:
        planned = bool(rows["planned"].notna().any())
        yield _because(say("the plan has a gap") if planned else say("no planned value was handed in"), rows, "planned")
    accrued = to_date & rows["actual"].isna().to_numpy() & rows["spent"].notna().to_numpy()
    if accrued.any():
        what = say(
            "forecast taken as the cost of {past_period} without one", past_period=counted(int(accrued.sum()), "past period")
        )
        yield _because(what, rows.loc[accrued], "actual")
    left_out = to_date & ~rows["counts"].to_numpy(dtype=np.bool_)
    if left_out.any():
        what = say(
            "{left_out} of {period} to date left out for want of an amount",
            left_out=left_out.sum(),
            period=counted(int(to_date.sum()), "period"),
        )
        yield _because(what, rows.loc[left_out], *_AMOUNTS)


def _because(what: str, rows: pd.DataFrame, *amounts: str) -> str:
    """Return a note with the reasons that the form gives, each once."""
    found = (text_of(value) for name in amounts for value in rows[f"{name}_reason"] if present(value))
    reasons = list(dict.fromkeys(reason for reason in found if reason))
    return f"{what}: {listed(reasons)}" if reasons else what
