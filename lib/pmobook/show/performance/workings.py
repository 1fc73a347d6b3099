"""How measures were judged: the rules in words, and the figures behind every limit."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.performance import MeasuresAssessment
from pmobook.assess.performance.rules import rules_by_name
from pmobook.method.performance import performance_method
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import count, is_missing, measured, share_as_percent
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["how_measures_were_judged"]


def how_measures_were_judged(assessment: MeasuresAssessment) -> Exhibit:
    """Show how limits, signals, assurance and the year's target come about, with the figures of every measure."""
    if assessment.measure_status.empty:
        return paragraph("Not assessed: the form measures was not handed in.")
    rules = "".join(f"<li>{html.escape(rules_by_name()[name].words)}</li>" for name in assessment.rules)
    words = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in _sentences(assessment))
    shown = assessment.workings.merge(
        assessment.measure_status[["measure_id", "title", "assurance", "probability_of_target"]], on="measure_id", how="left"
    )
    return Exhibit(
        f"<details><summary>How was this judged?</summary>{words}<p>A signal is any of these:</p><ul>{rules}</ul>"
        f"{_figures(shown).html}</details>"
    )


def _sentences(assessment: MeasuresAssessment) -> list[str]:
    method = performance_method()
    screened = (
        f" Moving ranges of {method.limits.upper_range.value:g} times their mean or more are left out first."
        if assessment.is_screened
        else ""
    )
    return [
        f"Limits lie {measured(method.limits.ranges)} mean moving ranges from the mean since they last started afresh.",
        f"A moving range is the difference between values of neighbouring periods.{screened}",
        assessment.trend_rule,
        "A target beyond the far limit is met, or missed, time after time; between the limits or on one, chance decides.",
        "A season is stated where months or quarters of whole years rank alike year after year, and is then taken out.",
        "The year's target is taken to be wanted of the calendar year's last month or quarter.",
        "Its probability, without a signal: that of a value around the centre.",
        "With one: the share of past changes over as many periods that would bring the latest value there.",
    ]


def _figures(shown: pd.DataFrame) -> Exhibit:
    columns = [
        Column("title", "Measure"),
        Column("points", "Values", "right", count),
        Column("mean_range", "Mean moving range", "right", measured),
        Column("centre", "Centre", "right", measured),
        Column("lower", "Lower limit", "right", measured),
        Column("upper", "Upper limit", "right", measured),
        Column("seasonal", "Season", form=_season),
        Column("assurance", "Target"),
        Column("probability_of_target", "At target at the year's end", "right", share_as_percent),
    ]
    return table(shown, columns, "Figures behind the charts")


def _season(value: object) -> str:
    return NOT_ASSESSED if is_missing(value) or value is pd.NA else "taken out" if value else "none"
