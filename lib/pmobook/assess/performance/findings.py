"""What a reader should know about measures: targets, signals, claims beside signals, and who answers for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.findings import Finding
from pmobook.assess.performance.charts import Charts
from pmobook.assess.performance.claims import read_claim
from pmobook.assess.performance.data_quality import findings_on_data, findings_on_definitions
from pmobook.assess.performance.definitions import Redefined
from pmobook.assess.performance.icons import Assurance, Variation
from pmobook.assess.performance.readings import Reading
from pmobook.assess.tables import present
from pmobook.assess.wording import as_measured, as_percent, as_plain_text, as_standing, counted, is_unassessed, listed
from pmobook.language import said_later, say, word
from pmobook.method.thresholds import MeasureThresholds
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["findings_of"]

_OPPOSITE = {"improved": Variation.WORSENING, "worse": Variation.IMPROVING}
"""A claim to the variation that contradicts it."""


def findings_of(
    status: pd.DataFrame,
    readings: Sequence[Reading],
    charts: Charts,
    redefined: Sequence[Redefined],
    limits: MeasureThresholds,
    *,
    values_missing: bool,
    lead: str,
) -> Iterator[Finding]:
    """Return everything worth knowing about the measures.

    Parameters
    ----------
    status
        Columns of `pmobook.assess.tables.MEASURE_STATUS`.
    readings, charts
        In the same order.
    redefined
        Measures whose definition changed.
    limits
        When something is named.
    values_missing
        The form measure_values was never handed in, which is said once.
    lead
        Who answers for a missing form.
    """
    if status.empty:
        sentence = say("Performance against targets is not assessed: the form measures was not handed in.")
        yield Finding("measures_missing", "", "watch", sentence, lead)
        return
    if values_missing:
        sentence = say("No measure is assessed: the form measure_values was not handed in, this quarter or before.")
        yield Finding("measure_values_missing", "", "watch", sentence, lead)
    yield from findings_on_definitions(status, redefined)
    yield from _on_unclaimed_gains(status)
    for number, row in enumerate(status.to_dict(orient="records")):
        yield from _on_definition(row)
        chart = charts.columns_of(number)
        yield from findings_on_data(row, readings[number], chart, limits)
        if present(row["value"]):
            yield from _on_standing(row)
            yield from _on_prospect(row, limits)
            yield from _on_claim(row, chart, limits)
        elif not values_missing:
            yield Finding(
                "measure_not_assessed",
                row["measure_id"],
                "watch",
                say("'{title}' is {first}.", title=row["title"], first=_first(row["note"])),
                row["owner"],
            )


def _on_definition(row: Mapping[Any, Any]) -> Iterator[Finding]:
    measure_id, title, owner = row["measure_id"], row["title"], row["owner"]
    if not owner.strip():
        yield Finding("measure_without_owner", measure_id, "watch", say("The measure '{title}' has no owner.", title=title), "")
    if not row["goal_id"].strip():
        sentence = say("'{title}' serves no goal: nothing says what it is measured for.", title=title)
        yield Finding("measure_without_goal", measure_id, "watch", sentence, owner)
    if not present(row["target"]):
        stands = (
            say(" stands at {value} and", value=as_measured(row["value"], row["unit_of_measure"]))
            if present(row["value"])
            else ""
        )
        sentence = say("'{title}'{stands} has no target, so nobody is held to it.", title=title, stands=stands)
        yield Finding("measure_without_target", measure_id, "watch", sentence, owner)


def _on_standing(row: Mapping[Any, Any]) -> Iterator[Finding]:
    measure_id, title, owner, judged, trend = (row[name] for name in ("measure_id", "title", "owner", "status", "trend"))
    higher = row["better"] == "higher"
    if present(row["target"]):
        value, wanted = as_standing(row["value"], row["unit_of_measure"], row["better"], row["target"])
    else:
        value, wanted = as_measured(row["value"], row["unit_of_measure"]), ""
    short = say(
        said_later("just below its target of {wanted}") if higher else said_later("just above its target of {wanted}"),
        wanted=wanted,
    )
    if judged == "missed":
        heading = {"worsening": say(", and is getting worse"), "improving": say(", though it is improving")}.get(trend, "")
        always = (
            say(". As it runs, chance alone won't bring it there")
            if trend == "steady" and row["assurance"] == Assurance.FAILS
            else ""
        )
        severity = "watch" if trend == "improving" else "act"
        sentence = say(
            "'{title}' stands at {value}, against a target of {wanted}{heading}{always}.",
            title=title,
            value=value,
            wanted=wanted,
            heading=heading,
            always=always,
        )
        yield Finding("target_missed", measure_id, severity, sentence, owner)  # type: ignore[arg-type]
    elif trend == "worsening":
        beside = {"met": say(" and still meets its target of {wanted}", wanted=wanted), "near": f", {short}"}.get(judged, "")
        sentence = say("'{title}' is getting worse: it stands at {value}{beside}.", title=title, value=value, beside=beside)
        yield Finding("measure_worsening", measure_id, "watch", sentence, owner)
    elif judged == "near":
        sentence = say("'{title}' stands at {value}, {short} and within tolerance.", title=title, value=value, short=short)
        yield Finding("target_near", measure_id, "note", sentence, owner)


def _on_prospect(row: Mapping[Any, Any], limits: MeasureThresholds) -> Iterator[Finding]:
    probability = row["probability_of_target"]
    if not present(probability) or row["status"] not in ("met", "near") or probability >= limits.target_unlikely.value:
        return
    sentence = say(
        "'{title}' is not likely to be at its target when the year ends: {probability}, if nothing changes.",
        title=row["title"],
        probability=as_percent(probability),
    )
    yield Finding("target_unlikely", row["measure_id"], "watch", sentence, row["owner"])


def _on_claim(row: Mapping[Any, Any], chart: Mapping[str, NDArray[Any]], limits: MeasureThresholds) -> Iterator[Finding]:
    if row["variation"] == NOT_ASSESSED:
        return
    measure_id, title, owner, signals = row["measure_id"], row["title"], row["owner"], _first_signal(row)
    claimed = read_claim(row["claim"], row["better"])
    quote = say("'{title}'", title=as_plain_text(row["claim"]))
    if claimed in _OPPOSITE and row["variation"] == _OPPOSITE[claimed]:
        sentence = say(
            "The owner of '{title}' writes {quote}, and the values signal the opposite: {variation} ({signals}).",
            title=title,
            quote=quote,
            variation=row["variation"],
            signals=signals,
        )
        yield Finding("claim_contradicted", measure_id, "act" if claimed == "improved" else "note", sentence, owner)
    elif claimed in _OPPOSITE and not _is_borne_out(claimed, chart, limits):
        sentence = say(
            "The owner of '{title}' writes {quote}, and the values show no signal of it: they vary as before.",
            title=title,
            quote=quote,
        )
        yield Finding("claim_without_signal", measure_id, "watch" if claimed == "improved" else "note", sentence, owner)
    elif not claimed and row["variation"] == Variation.WORSENING:
        says = say("writes {quote}", quote=quote) if row["claim"].strip() else say("says nothing about it")
        sentence = say(
            "'{title}' signals that it is getting worse ({signals}), and its owner {says}.",
            title=title,
            signals=signals,
            says=says,
        )
        yield Finding("signal_without_claim", measure_id, "note", sentence, owner)


def _is_borne_out(claimed: str, chart: Mapping[str, NDArray[Any]], limits: MeasureThresholds) -> bool:
    latest = [kind for kind in chart["kind"].tolist() if kind != NOT_ASSESSED][-int(limits.claim_window.value) :]
    return {"improved": Variation.IMPROVING, "worse": Variation.WORSENING}[claimed] in latest


def _on_unclaimed_gains(status: pd.DataFrame) -> Iterator[Finding]:
    rows = status.to_dict(orient="records")
    quiet = [
        row["title"] for row in rows if row["variation"] == Variation.IMPROVING and not read_claim(row["claim"], row["better"])
    ]
    if quiet:
        one = len(quiet) == 1
        sentence = say(
            said_later("{measure} signals an improvement that its owner does not speak of: {quiet}.")
            if one
            else said_later("{measure} signal an improvement that their owners do not speak of: {quiet}."),
            measure=counted(len(quiet), "measure"),
            quiet=listed(quiet, most=20),
        )
        yield Finding("gains_without_claim", "", "note", sentence, "")


def _first_signal(row: Mapping[Any, Any]) -> str:
    first, *others = row["signals"].split("; ")
    return say("{first}, and by {more_rule}", first=first, more_rule=counted(len(others), "more rule")) if others else first


def _first(note: str) -> str:
    parts = [part for part in note.split("; ") if is_unassessed(part)]
    return parts[0] if parts else word(NOT_ASSESSED)
