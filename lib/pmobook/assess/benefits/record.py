"""Track record: what a business unit's past claims came to, and its new ones as these turned out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.benefits.periods import months_of
from pmobook.assess.wording import as_percent, counted
from pmobook.language import say
from pmobook.method.benefits import BenefitsMethod, benefits_method
from pmobook.vocabulary import Quarter

__all__ = ["ReferenceClass", "TrackRecord", "read_track_record", "reference_class"]

_KEY = ["benefit_id", "project_id"]


@dataclass(frozen=True)
class ReferenceClass:
    """What past claims came to, as shares of what was claimed.

    Attributes
    ----------
    size
        Past benefits in it.
    low, median, high
        Shares; NaN if there are too few benefits.
    sentence
        The same in words, or why nothing is stated.
    """

    size: int
    low: float
    median: float
    high: float
    sentence: str

    def correct(self, amount: float) -> tuple[float, float, float]:
        """Return a new claim as past ones turned out: low, median and high; NaN if nothing is stated."""
        return self.low * amount, self.median * amount, self.high * amount


@dataclass(frozen=True)
class TrackRecord:
    """A business unit's past claims beside what came.

    Attributes
    ----------
    benefits
        One row a benefit of which something was due and reported: benefit_id, project_id, title, periods, forecast, came
        (over the same periods), forecast_ratio, planned, came_of_planned, planned_ratio. Ratios are missing where nothing above
        zero was claimed.
    forecast
        The class of forecasts made well before the period's end.
    planned
        The class of amounts promised when the project was approved.
    left_out
        Disbenefits, which are no claims.
    """

    benefits: pd.DataFrame
    forecast: ReferenceClass
    planned: ReferenceClass
    left_out: int


def reference_class(ratios: Sequence[float] | pd.Series, what: str, method: BenefitsMethod | None = None) -> ReferenceClass:
    """Range of what past claims came to.

    Parameters
    ----------
    ratios
        What came as a share of what was claimed, one a benefit; missing ones don't count.
    what
        What was claimed, as sentences call it, such as "forecasts".
    method
        How many benefits it takes, and the ends of the range; the method's own if not given.

    Notes
    -----
    Every benefit counts alike, however large. Quantiles between two benefits lie on the line between them.

    References
    ----------
    Flyvbjerg (2008), European Planning Studies 16, on reference classes.

    Examples
    --------
    >>> reference_class([0.5, 0.6, 0.7, 0.8, 0.9], "forecasts").sentence
    'Past forecasts came to 70% at the median of 5 benefits; 20% of them came to less than 58%, 20% to more than 82%.'
    """
    data = method if method is not None else benefits_method()
    known = np.array([one for one in ratios if math.isfinite(float(one))], dtype=np.float64)
    fewest = int(data.class_fewest.value)
    if len(known) < fewest:
        number = counted(len(known), "past benefit")
        sentence = say(
            "What past {what} came to is not assessed: {number} with both amounts, and it takes {fewest}.",
            what=what,
            number=number,
            fewest=fewest,
        )
        return ReferenceClass(len(known), math.nan, math.nan, math.nan, sentence)
    low, median, high = (float(one) for one in np.quantile(known, [data.class_low.value, 0.5, data.class_high.value]))
    sentence = say(
        "Past {what} came to {median} at the median of {benefit}; {class_low} of them came to "
        "less than {low}, {class_high} to more than {high}.",
        what=what,
        median=as_percent(median),
        benefit=counted(len(known), "benefit"),
        class_low=as_percent(data.class_low.value),
        low=as_percent(low),
        class_high=as_percent(1 - data.class_high.value),
        high=as_percent(high),
    )
    return ReferenceClass(len(known), low, median, high, sentence)


def read_track_record(history: pd.DataFrame, quarter: Quarter, method: BenefitsMethod | None = None) -> TrackRecord:
    """Hold what a business unit claimed in past packs against what came.

    Parameters
    ----------
    history
        The form benefits of every pack up to the quarter, with ``reported_in``.
    quarter
        The quarter that is assessed: periods that end after it don't count.
    method
        How long before a period's end a forecast must have been made; the method's own if not given.

    Notes
    -----
    *Came* is the actual amount as last reported. The *forecast* of a period is the latest that was made at least so many
    quarters before the quarter in which the period ends; the *planned* amount is the first that was ever reported. Both sums run
    over the periods where the actual amount is known too. Ratios have no unit of measure, so that benefits of all kinds but
    disbenefits make up one class.
    """
    data = method if method is not None else benefits_method()
    claims = history.loc[history["kind"] != "disbenefit"]
    left_out = history.loc[history["kind"] == "disbenefit", "benefit_id"].nunique()
    placed = _placed(claims, quarter)
    placed = placed.loc[placed["ends"] <= _number(quarter)]
    key = [*_KEY, "period"]
    last = placed.drop_duplicates(key, keep="last").set_index(key)
    came = last.loc[last["actual"].notna(), ["title", "actual"]]
    early = placed.loc[(placed["ends"] - placed["made"] >= data.forecast_lead.value) & placed["forecast"].notna()]
    forecast = early.drop_duplicates(key, keep="last").set_index(key)["forecast"]
    planned = placed.loc[placed["planned"].notna()].drop_duplicates(key, keep="first").set_index(key)["planned"]
    joined = came.join(forecast).join(planned).reset_index()
    benefits = _by_benefit(joined)
    return TrackRecord(
        benefits,
        reference_class(benefits["forecast_ratio"], "forecasts", data),
        reference_class(benefits["planned_ratio"], "promises", data),
        int(left_out),
    )


def _placed(claims: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Return the claims with the quarter in which each period ends and that in which it was reported, as numbers, in order."""
    rows = claims.reset_index(drop=True)
    months = months_of(rows["period"])
    ends = (months["start"] + months["months"] - 1) // 3
    made = rows["reported_in"].map({text: _number(Quarter.parse(str(text))) for text in rows["reported_in"].unique()})
    placed = rows.assign(ends=ends, made=made.astype("int64"))
    return placed.loc[placed["made"] <= _number(quarter)].sort_values("made", kind="stable")


def _number(quarter: Quarter) -> int:
    return 4 * quarter.year + quarter.number - 1


def _by_benefit(joined: pd.DataFrame) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for (benefit, project), group in joined.groupby(_KEY, sort=True):
        row: dict[str, Any] = {"benefit_id": benefit, "project_id": project, "title": group["title"].iloc[-1]}
        row["periods"] = len(group)
        for claim, of_it in (("forecast", "came"), ("planned", "came_of_planned")):
            both = group.loc[group[claim].notna()]
            claimed = math.fsum(both[claim]) if len(both) else math.nan
            got = math.fsum(both["actual"]) if len(both) else math.nan
            row |= {claim: claimed, of_it: got, f"{claim}_ratio": got / claimed if claimed > 0 else math.nan}
        rows.append(row)
    names = ["benefit_id", "project_id", "title", "periods", "forecast", "came", "forecast_ratio", "planned", "came_of_planned",
             "planned_ratio"]  # fmt: skip
    return pd.DataFrame(rows, columns=names)
