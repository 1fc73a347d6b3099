"""The table of measures: status, value, target, how each moved and what its chart says."""

from __future__ import annotations

import html
import json

from pmobook.assess.performance import MeasuresAssessment
from pmobook.language import said_later, say
from pmobook.rounding import measured_apart
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, measured, period, share_as_percent
from pmobook.show.performance.icons import measure_icons
from pmobook.show.sparkline import sparkline
from pmobook.show.status import measure_mark, movement_mark
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["measures_against_target"]

_STATUS_ORDER = {"missed": 0, "near": 1, NOT_ASSESSED: 2, "met": 3}
_MEASURES = said_later("Measures against target")
_SPARKLINE_PIXELS = 90


def measures_against_target(assessment: MeasuresAssessment) -> Exhibit:
    """Show every measure with status, value, target and how it moved; what misses its target comes first."""
    rows = assessment.measure_status
    if rows.empty:
        return table(
            rows,
            [Column("title", say("Measure"))],
            say(_MEASURES),
            when_empty=say("Not assessed: the form measures was not handed in."),
        )
    ordered = rows.sort_values("status", key=lambda statuses: statuses.map(_STATUS_ORDER), kind="stable")
    figures = [_beside(*one) for one in zip(ordered["value"], ordered["target"], ordered["better"], strict=True)]
    shown = ordered.assign(
        measure=[_named(*one) for one in zip(ordered["title"], ordered["unit_of_measure"], strict=True)],
        stands=[value for value, _ in figures],
        wanted=[wanted for _, wanted in figures],
        line=[
            _line(title, history, target)
            for title, history, target in zip(ordered["title"], ordered["history"], ordered["target"], strict=True)
        ],
        icons=[measure_icons(*one) for one in zip(ordered["variation"], ordered["direction"], ordered["assurance"], strict=True)],
        remark=[_remark(*one) for one in zip(ordered["claim"], ordered["note"], strict=True)],
    )
    columns = [
        Column("measure", say("Measure"), is_html=True),
        Column("icons", say("Signal, target"), is_html=True),
        Column("status", say("Status"), form=measure_mark, is_html=True),
        Column("stands", say("Value"), "right"),
        Column("wanted", say("Target"), "right"),
        Column("change", say("Change"), "right", _step, hide_on_phone=True),
        Column("line", say("So far"), is_html=True),
        Column("trend", say("Trend"), form=movement_mark, is_html=True),
        Column("probability_of_target", say("At year's end"), "right", share_as_percent, hide_on_phone=True),
        Column("period", say("Value of"), form=_period, hide_on_phone=True),
        Column("owner", say("Owner"), form=_owner),
        Column("remark", say("Note")),
    ]
    notes = [
        say("Near: short of the target by no more than the tolerance."),
        say("Change: since the value before."),
        assessment.trend_rule,
        say("At year's end: probability of meeting the target then, if nothing changes."),
        say("The dashed line is the target."),
        say("Circles: H or L where values are higher or lower than chance explains, = where they vary as before."),
        say("Squares: P where the target is met time after time, F where it is missed, ? where chance decides. Filled: worse."),
    ]
    periods = set(shown["period"])
    if len(periods) == 1 and any(periods):
        columns = [column for column in columns if column.name != "period"]
        notes.insert(0, say("All values are of {it}.", it=period(*periods)))
    return table(shown, without_blank(shown, columns, "remark"), say(_MEASURES), " ".join(notes))


def _named(title: str, unit_of_measure: str) -> str:
    unit_html = f'<span class="pmo-owner">{html.escape(unit_of_measure)}</span>' if unit_of_measure else ""
    return f"{html.escape(title)}{unit_html}"


def _beside(value: float, target: float, better: str) -> tuple[str, str]:
    """Write a value and what is wanted of it, with enough places to see that they differ."""
    if is_missing(target):
        return measured(value), say("none set")
    stands, wanted = (NOT_ASSESSED, measured(target)) if is_missing(value) else measured_apart(value, target)
    return stands, f"{(say('at least') if better == 'higher' else say('at most'))} {wanted}"


def _line(title: str, history: str, target: float) -> str:
    values = [value for _, value in json.loads(history)]
    drawn = sparkline(values, f"{title}: {', '.join(measured(value) for value in values)}", target)
    # JupyterLab lets drawings shrink with their column, down to nothing.
    return f'<div style="min-width:{_SPARKLINE_PIXELS}px">{drawn}</div>'


def _remark(claim: str, note: str) -> str:
    said = say("Owner: “{claim}”", claim=claim) if claim else ""
    return "; ".join(filter(None, [said, note]))


def _step(value: object) -> str:
    if is_missing(value):
        return say("no earlier value")
    # As many places as the value itself shows; the sign says which way.
    text = measured(value)
    return f"+{text}" if float(value) > 0 and text != "0" else text  # type: ignore[arg-type]


def _period(value: object) -> str:
    return period(value) if value else NOT_ASSESSED


def _owner(value: object) -> str:
    return say("none named") if is_missing(value) or not str(value).strip() else str(value)
