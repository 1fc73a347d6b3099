"""Performance: measures against the targets that leadership set, and where they are heading."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.findings import Finding, findings_table
from pmobook.assess.performance.readings import describe_trend_rule, judge_trend, judge_value, read_values
from pmobook.assess.tables import MEASURE_STATUS, build, present, text_of
from pmobook.assess.wording import as_measured, as_standing, counted
from pmobook.inputs.engagement import BusinessUnit
from pmobook.method.thresholds import MeasureThresholds
from pmobook.vocabulary import NOT_ASSESSED, Quarter

__all__ = ["MeasuresAssessment", "assess_measures"]

NOTEBOOK = "30_performance"


@dataclass(frozen=True)
class MeasuresAssessment:
    """How measures stand against their targets.

    Attributes
    ----------
    measure_status
        One row a measure; its ``history`` is the JSON list of the [period, value] that the trend was judged from.
    findings
        Missed targets, worsening trends, measures without value, target or owner.
    headline
        The result in a sentence.
    trend_rule
        How trends were judged, in a sentence.
    """

    measure_status: pd.DataFrame
    findings: pd.DataFrame
    headline: str
    trend_rule: str


def assess_measures(
    measures: pd.DataFrame, history: pd.DataFrame, quarter: Quarter, limits: MeasureThresholds, business_unit: BusinessUnit
) -> MeasuresAssessment:
    """Compare every measure with its target and say where it is heading.

    Parameters
    ----------
    measures
        The form measures of the quarter's pack. Without rows it was not handed in and nothing is assessed.
    history
        The form measure_values of every pack up to the quarter, with ``reported_in``. Missing values are "not assessed".
    quarter
        The quarter that is assessed.
    limits
        When a change is a trend.
    business_unit
        Named in sentences; its lead owns the finding that the form is missing.

    Notes
    -----
    Which value counts: `pmobook.assess.performance.readings.read_values`. Status: `judge_value`. Trend: `judge_trend`.
    """
    rows = [
        _status_row(measure, history.loc[history["measure_id"] == measure["measure_id"]], quarter, limits)
        for measure in measures.to_dict(orient="records")
    ]
    status = build(rows, MEASURE_STATUS)
    found = _findings(status, values_missing=history.empty, lead=business_unit.lead or "")
    return MeasuresAssessment(
        status, findings_table(NOTEBOOK, found), _headline(status, business_unit.name), describe_trend_rule(limits)
    )


def _status_row(measure: Mapping[Any, Any], rows: pd.DataFrame, quarter: Quarter, limits: MeasureThresholds) -> dict[str, Any]:
    reading = read_values(rows, quarter)
    now, better = reading.current, text_of(measure["better"])
    value = math.nan if now is None else now.value
    target = float(measure["target"]) if present(measure["target"]) else math.nan
    tolerance = float(measure["tolerance"]) if present(measure["tolerance"]) else math.nan
    values = [one.value for one in reading.assessed]
    previous = reading.earlier[-1].value if now is not None and reading.earlier else math.nan
    notes = [reading.note]
    if math.isnan(target):
        reason = text_of(measure.get("target_not_assessed"))
        notes.insert(0, f"not judged: no target{f' ({reason})' if reason else ''}")
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
        "trend": None if now is None else judge_trend(values, better, limits),
        "values": len(values),
        "history": json.dumps([[one.period.text, one.value] for one in reading.assessed]),
        "claim": "" if now is None else now.claim,
        "note": "; ".join(filter(None, notes)),
    }


def _headline(status: pd.DataFrame, name: str) -> str:
    if status.empty:
        return f"Performance of {name} against targets is not assessed: the form measures was not handed in"
    met = int((status["status"] == "met").sum())
    judged = int((status["status"] != NOT_ASSESSED).sum())
    untargeted = int(status["target"].isna().sum())
    gaps = {"without a target": untargeted, NOT_ASSESSED: len(status) - judged - untargeted}
    said = [f"{counted(number, 'measure')} {what}" for what, number in gaps.items() if number]
    meets = f"{name} meets {met} of {counted(judged, 'target')}" if judged else f"No measure of {name} is held against a target"
    return "; ".join([meets, *said])


def _findings(status: pd.DataFrame, *, values_missing: bool, lead: str) -> Iterator[Finding]:
    if status.empty:
        sentence = "Performance against targets is not assessed: the form measures was not handed in."
        yield Finding("measures_missing", "", "watch", sentence, lead)
        return
    if values_missing:
        sentence = "No measure is assessed: the form measure_values was not handed in, this quarter or before."
        yield Finding("measure_values_missing", "", "watch", sentence, lead)
    for row in status.to_dict(orient="records"):
        measure_id, title, owner = row["measure_id"], row["title"], row["owner"]
        if not owner:
            yield Finding("measure_without_owner", measure_id, "watch", f"The measure '{title}' has no owner.", "")
        if not present(row["target"]):
            stands = f" stands at {as_measured(row['value'], row['unit_of_measure'])} and" if present(row["value"]) else ""
            sentence = f"'{title}'{stands} has no target, so nobody is held to it."
            yield Finding("measure_without_target", measure_id, "watch", sentence, owner)
        if present(row["value"]):
            yield from _on_standing(row)
        elif not values_missing:
            yield Finding("measure_not_assessed", measure_id, "watch", f"'{title}' is {_first(row['note'])}.", owner)


def _on_standing(row: Mapping[Any, Any]) -> Iterator[Finding]:
    measure_id, title, owner, judged, trend = (row[name] for name in ("measure_id", "title", "owner", "status", "trend"))
    higher = row["better"] == "higher"
    if present(row["target"]):
        value, wanted = as_standing(row["value"], row["unit_of_measure"], row["better"], row["target"])
    else:
        value, wanted = as_measured(row["value"], row["unit_of_measure"]), ""
    short = f"just {'below' if higher else 'above'} its target of {wanted}"
    if judged == "missed":
        heading = {"worsening": ", and is getting worse", "improving": ", though it is improving"}.get(trend, "")
        severity = "watch" if trend == "improving" else "act"
        sentence = f"'{title}' stands at {value}, against a target of {wanted}{heading}."
        yield Finding("target_missed", measure_id, severity, sentence, owner)  # type: ignore[arg-type]
    elif trend == "worsening":
        beside = {"met": f" and still meets its target of {wanted}", "near": f", {short}"}.get(judged, "")
        sentence = f"'{title}' is getting worse: it stands at {value}{beside}."
        yield Finding("measure_worsening", measure_id, "watch", sentence, owner)
    elif judged == "near":
        sentence = f"'{title}' stands at {value}, {short} and within tolerance."
        yield Finding("target_near", measure_id, "note", sentence, owner)


def _first(note: str) -> str:
    parts = [part for part in note.split("; ") if part.startswith(NOT_ASSESSED)]
    return parts[0] if parts else NOT_ASSESSED
