"""How each measure stands: value against target, what its chart says, and how likely the year's target is."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pmobook.assess.performance.charts import Charts, place_of
from pmobook.assess.performance.icons import Assurance, Variation
from pmobook.assess.performance.prospects import Outlook, Prospect, likelihood
from pmobook.assess.performance.readings import Reading
from pmobook.assess.performance.rules import rules_by_name
from pmobook.assess.performance.targets import assurance, judge_value
from pmobook.assess.tables import MEASURE_STATUS, build, present, text_of
from pmobook.assess.wording import counted
from pmobook.language import said_later, say
from pmobook.method.performance import performance_method
from pmobook.vocabulary import NOT_ASSESSED, Period, Quarter

__all__ = ["status_rows"]

_TRENDS = {Variation.IMPROVING: "improving", Variation.WORSENING: "worsening"}
_TOO_FEW = said_later("too few values")


def status_rows(
    measures: pd.DataFrame, readings: Sequence[Reading], charts: Charts, quarter: Quarter, fewest: float, year_starts: int
) -> pd.DataFrame:
    """How every measure stands, one row each.

    Parameters
    ----------
    measures
        The form measures.
    readings, charts
        In the same order.
    quarter
        The quarter assessed.
    fewest
        With fewer values since limits last started afresh, nothing is judged from a chart.
    year_starts
        Month (1 to 12) in which the year of the targets begins.

    Returns
    -------
    DataFrame
        Columns of `pmobook.assess.tables.MEASURE_STATUS`.
    """
    latest = charts.latest.to_dict(orient="records")
    rows = []
    for number, (measure, reading) in enumerate(zip(measures.to_dict(orient="records"), readings, strict=True)):
        against = _against_target(measure, reading)
        charted = _from_chart(number, reading, charts, latest[number], fewest)
        beyond = _beyond_now(charted, against, latest[number])
        prospect = _prospect(number, reading, charts, latest[number], against, (quarter, year_starts), charted["_rules"])
        charted.pop("_rules")
        notes = [
            *against.pop("_notes"),
            *_chart_notes(reading, latest[number]),
            *_outrun(against, charted, beyond),
            *_prospect_note(prospect, reading, against),
        ]
        rows.append(
            {
                **against,
                **charted,
                **beyond,
                "probability_of_target": prospect.probability,
                "note": "; ".join(filter(None, notes)),
            }
        )
    return build([{name: row[name] for name in MEASURE_STATUS} for row in rows], MEASURE_STATUS)


def _against_target(measure: Mapping[Any, Any], reading: Reading) -> dict[str, Any]:
    now, better = reading.current, text_of(measure["better"])
    value = math.nan if now is None else now.value
    target = float(measure["target"]) if present(measure["target"]) else math.nan
    tolerance = float(measure["tolerance"]) if present(measure["tolerance"]) else math.nan
    previous = reading.earlier[-1].value if now is not None and reading.earlier else math.nan
    notes = [reading.note]
    if math.isnan(target):
        reason = text_of(measure.get("target_not_assessed"))
        notes.insert(0, say("not judged: no target{reason}", reason=f" ({reason})" if reason else ""))
    return {
        "measure_id": str(measure["measure_id"]),
        "title": text_of(measure["title"]),
        "goal_id": text_of(measure["goal_id"]),
        "owner": text_of(measure["owner"]),
        "unit_of_measure": text_of(measure["unit_of_measure"]),
        "better": better,
        "period": "" if now is None else now.period.text,
        "value": value,
        "target": target,
        "tolerance": tolerance,
        "status": judge_value(value, better, target, tolerance),
        "previous_value": previous,
        "change": value - previous,
        "values": len(reading.assessed),
        "history": json.dumps([[one.period.text, one.value] for one in reading.assessed]),
        "claim": "" if now is None else now.claim,
        "_notes": notes,
    }


def _from_chart(number: int, reading: Reading, charts: Charts, latest: Mapping[Any, Any], fewest: float) -> dict[str, Any]:
    few = latest["points"] < fewest
    rules: tuple[str, ...] = ()
    variation, side = Variation.NOT_ASSESSED, 0
    if not few and reading.current is not None:
        own = charts.columns_of(number)
        variation, side = Variation(own["kind"][-1]), int(own["side"][-1])
        rules = tuple(filter(None, own["rules"][-1].split("; ")))
    starts = [period.text for period, _ in reading.changes]
    return {
        "trend": None if reading.current is None else say(_TOO_FEW) if few else _TRENDS.get(variation, "steady"),
        "centre": latest["centre"],
        "lower": latest["lower"],
        "upper": latest["upper"],
        "is_trial": bool(latest["points"] < performance_method().limits.trial_below.value) if latest["points"] else None,
        "variation": str(variation),
        "direction": {1: "higher", -1: "lower"}.get(side, ""),
        "signals": "; ".join(rules_by_name()[name].words for name in rules),
        "seasonal": latest["seasonal"] if present(latest["seasonal"]) else None,
        "rebased_at": starts[-1] if starts else "",
        "_rules": rules,
    }


class _Limits:
    def __init__(self, lower: float, upper: float) -> None:
        self.lower, self.upper = lower, upper


def _beyond_now(charted: Mapping[str, Any], against: Mapping[str, Any], latest: Mapping[Any, Any]) -> dict[str, str]:
    if charted["trend"] in (None, say(_TOO_FEW)):
        return {"assurance": str(Assurance.NOT_ASSESSED)}
    return {"assurance": str(assurance(_Limits(latest["lower"], latest["upper"]), against["target"], against["better"]))}


def _prospect(
    number: int,
    reading: Reading,
    charts: Charts,
    latest: Mapping[Any, Any],
    against: Mapping[str, Any],
    when: tuple[Quarter, int],
    rules: tuple[str, ...],
) -> Prospect:
    if reading.current is None:
        return Prospect(math.nan, reason=say("there is no value for the quarter"))
    ahead = _periods_ahead(reading.current.period, *when)
    if ahead is None:
        return Prospect(math.nan, reason=say("a value of a whole year has no course within the year"))
    if ahead <= 0:
        decided = judge_value(against["value"], against["better"], against["target"], 0.0)
        probability = math.nan if decided == NOT_ASSESSED else float(decided == "met")
        return Prospect(probability, "decided", reason=say("no target") if math.isnan(probability) else "")
    adds, widened = 0.0, 1.0
    if latest["seasonal"] is True:
        year = {"month": 12, "quarter": 4}[reading.current.period.kind]
        adds = float(charts.season_next[number][(ahead - 1) % year])
        # What a season adds was itself found from few years: values to come scatter more than those it was taken from.
        widened = math.sqrt((latest["years"] + 1) / (latest["years"] - 1))
    own = charts.columns_of(number)
    course = own["adjusted"][own["phase"] == own["phase"][-1]]
    sigma = latest["mean_range"] / performance_method().limits.range_to_sigma.value * widened
    outlook = Outlook(course, latest["centre"], sigma, int(latest["ranges"]), is_stable=not rules)
    return likelihood(outlook, against["target"] - adds, against["better"], ahead)


def _periods_ahead(period: Period, quarter: Quarter, year_starts: int) -> int | None:
    """Return how many periods lie between the current one and the last of the year that the quarter's last month is in."""
    if period.kind == "financial year":
        return None
    last_month = quarter.last_day.year * 12 + quarter.last_day.month - 1
    year_end = last_month + (year_starts - 1 - last_month - 1) % 12
    return (year_end if period.kind == "month" else year_end // 3) - place_of(period)


def _chart_notes(reading: Reading, latest: Mapping[Any, Any]) -> list[str]:
    notes = [
        say("limits start afresh in {in_words}: {change}", in_words=period.in_words, change=change)
        for period, change in reading.changes[-1:]
    ]
    if latest["seasonal"] is True:
        notes.append(say("judged without its season, from {year}", year=counted(int(latest["years"]), "year")))
    return notes


def _outrun(against: Mapping[str, Any], charted: Mapping[str, Any], beyond: Mapping[str, str]) -> list[str]:
    """Say so where a measure has moved so far that its limits speak of a past that is over."""
    pair = (against["status"], beyond["assurance"])
    if charted["signals"] and pair in (("met", Assurance.FAILS), ("missed", Assurance.PASSES)):
        return [say("its limits are still those of before it moved: declare what was changed, and they start afresh")]
    return []


def _prospect_note(prospect: Prospect, reading: Reading, against: Mapping[str, Any]) -> list[str]:
    said = math.isnan(prospect.probability) and reading.current is not None and not math.isnan(against["target"])
    return [say("the year's target not assessed: {reason}", reason=prospect.reason)] if said else []
