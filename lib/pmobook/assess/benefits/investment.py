"""Investment: what each project's costs and benefits in money are worth together, by month."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.benefits.delay import cost_of_delay
from pmobook.assess.benefits.flows import Floats
from pmobook.assess.benefits.payback import payback
from pmobook.assess.benefits.periods import is_money, months_of, sense_of
from pmobook.assess.benefits.present_value import net_present_value
from pmobook.assess.benefits.returns import rate_of_return
from pmobook.assess.tables import INVESTMENT, build, text_of
from pmobook.assess.wording import as_number, as_percent, counted
from pmobook.language import say
from pmobook.method.benefits import BenefitsMethod
from pmobook.vocabulary import Quarter

__all__ = ["value_investments"]


@dataclass(frozen=True)
class _Stream:
    """Amounts of one project by period: what is expected, what was planned, and which rest on nothing newer than the plan."""

    start: Floats
    months: Floats
    expected: Floats
    planned: Floats
    is_assumed: Any
    is_cashable: Any
    left_out: int


def value_investments(
    projects: pd.DataFrame,
    costs: pd.DataFrame,
    benefits: pd.DataFrame,
    periods: pd.DataFrame,
    quarter: Quarter,
    discount_rate: float,
    method: BenefitsMethod,
) -> pd.DataFrame:
    """Net present value, rate of return, payback and cost of delay of every project.

    Parameters
    ----------
    projects, costs, benefits
        The forms projects, project_costs and benefits of the quarter's pack.
    periods
        Table benefit_periods.
    quarter
        The quarter that is assessed.
    discount_rate
        Share a year.
    method
        Stages in which a project can't be delayed any more.

    Returns
    -------
    DataFrame
        Table investment, one row a project. A project without a cost or without a benefit in money is not assessed.

    Notes
    -----
    Amounts of a quarter or a financial year are spread evenly over its months; each month is discounted to the first month
    handed in. Costs are the actual, else the forecast, else the planned ones. A benefit that is neither reported nor forecast
    counts as planned; without these ``npv_lowest`` is what remains. Disbenefits in money are taken off. Only periods handed in
    count: nothing is assumed to go on after them.
    """
    spent = _costs(costs)
    gained = _gains(benefits, periods)
    rows = []
    for project in projects.to_dict(orient="records"):
        name = str(project["project_id"])
        row: dict[str, Any] = dict.fromkeys(INVESTMENT, math.nan) | {
            "project_id": name, "title": text_of(project["title"]), "stage": text_of(project["stage"]),
            "sponsor": text_of(project["sponsor"]), "discount_rate": discount_rate,
        }  # fmt: skip
        cost, gain = spent.get(name), gained.get(name)
        if cost is None or gain is None or not (len(cost.expected) and len(gain.expected)):
            parts = [
                what
                for what, one in ((say("costs"), cost), (say("benefits in money"), gain))
                if one is None or not len(one.expected)
            ]
            row["note"] = say("not assessed: no {parts} known", parts=say(" and no ").join(parts))
        else:
            row |= _value(cost, gain, quarter, discount_rate, is_over=row["stage"] in method.finished_stages)
        rows.append(row)
    return build(rows, INVESTMENT)


def _costs(costs: pd.DataFrame) -> dict[str, _Stream]:
    if costs.empty:
        return {}
    planned = costs["planned_value"].astype("float64")
    newer = costs["actual_cost"].astype("float64").fillna(costs["forecast_cost"].astype("float64"))
    table = costs[["project_id", "period"]].assign(expected=-newer, planned=-planned, is_cashable=True)
    return _streams(table)


def _gains(benefits: pd.DataFrame, periods: pd.DataFrame) -> dict[str, _Stream]:
    told = benefits.drop_duplicates("benefit_id").set_index("benefit_id")
    in_money = told.loc[is_money(told["unit_of_measure"])]
    rows = periods.loc[periods["benefit_id"].isin(in_money.index)]
    if rows.empty:
        return {}
    kinds = rows["benefit_id"].map(in_money["kind"])
    senses = sense_of(kinds)
    table = pd.DataFrame({
        "project_id": rows["project_id"], "period": rows["period"], "expected": rows["expected"] * senses,
        "planned": rows["planned"] * senses, "is_cashable": kinds != "non-cashable",
    })  # fmt: skip
    return _streams(table)


def _streams(table: pd.DataFrame) -> dict[str, _Stream]:
    placed = table.reset_index(drop=True).join(months_of(table["period"].reset_index(drop=True)))
    placed["is_assumed"] = placed["expected"].isna() & placed["planned"].notna()
    streams = {}
    for project, group in placed.groupby("project_id", sort=False):
        counted_in = group["expected"].fillna(group["planned"])
        kept = group.loc[counted_in.notna()]
        streams[str(project)] = _Stream(
            kept["start"].to_numpy(dtype=np.float64), kept["months"].to_numpy(dtype=np.float64),
            counted_in.dropna().to_numpy(dtype=np.float64), kept["planned"].to_numpy(dtype=np.float64),
            kept["is_assumed"].to_numpy(dtype=bool), kept["is_cashable"].to_numpy(dtype=bool), int(counted_in.isna().sum()),
        )  # fmt: skip
    return streams


def _spread(stream: _Stream, amounts: Floats, span: tuple[int, int]) -> Floats:
    """Return amounts by month from the first month of a span on, those of longer periods spread evenly."""
    first, months = span
    lengths = stream.months.astype(np.int64)
    within = np.arange(lengths.sum()) - np.repeat(lengths.cumsum() - lengths, lengths)
    places = np.repeat(stream.start.astype(np.int64), lengths) + within - first
    return np.bincount(places, weights=np.repeat(amounts / stream.months, lengths), minlength=months).astype(np.float64)


def _value(cost: _Stream, gain: _Stream, quarter: Quarter, rate: float, *, is_over: bool) -> dict[str, Any]:
    first = int(min(cost.start.min(), gain.start.min()))
    last = int(max((one.start + one.months).max() for one in (cost, gain)))
    span, monthly = (first, last - first), math.expm1(math.log1p(rate) / 12)
    costs, gains = _spread(cost, cost.expected, span), _spread(gain, gain.expected, span)
    cashable = _spread(gain, np.where(gain.is_cashable, gain.expected, 0.0), span)
    assumed = _spread(gain, np.where(gain.is_assumed, gain.expected, 0.0), span)
    planned = np.add(_spread(cost, cost.planned, span), _spread(gain, gain.planned, span))
    flows = np.add(costs, gains)
    ahead = max(12 * quarter.last_day.year + quarter.last_day.month - first, 0)
    found = rate_of_return(np.arange(span[1]) / 12, flows, "year")
    back = payback(flows)
    whole_plan = not np.isnan(planned).any() and not cost.left_out + gain.left_out
    return {
        "first_month": _month(first), "last_month": _month(last - 1), "cost": -float(costs.sum()), "benefits": float(gains.sum()),
        "npv": float(net_present_value(monthly, flows)),
        "npv_lowest": float(net_present_value(monthly, flows - np.maximum(assumed, 0.0))),
        "npv_cashable": float(net_present_value(monthly, np.add(costs, cashable))),
        "npv_planned": float(net_present_value(monthly, planned)) if whole_plan else math.nan,
        "npv_to_come": float(net_present_value(monthly, flows[ahead:], first_at=1)) if ahead < span[1] else 0.0,
        "irr": found.rate, "irr_status": found.status, "irr_note": found.sentence, "payback_years": back.periods / 12,
        "payback_note": _payback_note(back.periods / 12, back.lasting / 12),
        "cost_of_delay": _delay(gains[ahead:], monthly, is_over=is_over), "convention": _convention(rate),
        "note": _note(cost, gain),
    }  # fmt: skip


def _convention(rate: float) -> str:
    return say(
        "Amounts by month, discounted at {rate} a year to the first month handed in, which "
        "counts in full; only the periods handed in count.",
        rate=as_percent(rate, 1),
    )


def _delay(gains: Floats, monthly: float, *, is_over: bool) -> float:
    return math.nan if is_over or not len(gains) or not gains.any() else float(cost_of_delay(gains, monthly))


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _payback_note(years: float, lasting: float) -> str:
    if math.isnan(years):
        return say("Not paid back within the periods handed in.")
    if years == 0:
        return say("There is nothing to pay back.")
    said = say("Paid back after {years} years", years=as_number(years, 1))
    if math.isnan(lasting):
        return say("{said}, but later costs outweigh the benefits again.", said=said)
    return (
        f"{said}." if lasting == years else say("{said}, and for good after {lasting}.", said=said, lasting=as_number(lasting, 1))
    )


def _note(cost: _Stream, gain: _Stream) -> str:
    notes = []
    for stream, what in ((cost, say("costs")), (gain, say("benefits"))):
        assumed = int(stream.is_assumed.sum())
        if assumed:
            notes.append(
                say(
                    "{what} of {period} as planned, for want of an actual or forecast amount",
                    what=what,
                    period=counted(assumed, "period"),
                )
            )
        if stream.left_out:
            notes.append(
                say("{what} of {period} left out: no amount is known", what=what, period=counted(stream.left_out, "period"))
            )
    return "; ".join(notes)
