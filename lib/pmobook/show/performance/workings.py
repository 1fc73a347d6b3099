"""How measures were judged: the rules in words, and the figures behind every limit."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.performance import MeasuresAssessment
from pmobook.assess.performance.rules import rules_by_name
from pmobook.language import say
from pmobook.method.performance import performance_method
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import count, is_missing, measured, share_as_percent
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["how_measures_were_judged"]


def how_measures_were_judged(assessment: MeasuresAssessment) -> Exhibit:
    """Show how limits, signals, assurance and the year's target come about, with the figures of every measure."""
    if assessment.measure_status.empty:
        return paragraph(say("Not assessed: the form measures was not handed in."))
    rules = "".join(f"<li>{html.escape(rules_by_name()[name].words)}</li>" for name in assessment.rules)
    words = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in _sentences(assessment))
    shown = assessment.workings.merge(
        assessment.measure_status[["measure_id", "title", "assurance", "probability_of_target"]], on="measure_id", how="left"
    )
    return Exhibit(
        f"<details><summary>{say('How was this judged?')}</summary>{words}"
        f"<p>{say('A signal is any of these:')}</p><ul>{rules}</ul>"
        f"{_figures(shown).html}</details>"
    )


def _sentences(assessment: MeasuresAssessment) -> list[str]:
    method = performance_method()
    screened = (
        say(
            " Moving ranges of {upper_range:g} times their mean or more are left out first.",
            upper_range=method.limits.upper_range.value,
        )
        if assessment.is_screened
        else ""
    )
    return [
        say(
            "Limits lie {ranges} mean moving ranges from the mean since they last started afresh.",
            ranges=measured(method.limits.ranges),
        ),
        say("A moving range is the difference between values of neighbouring periods.{screened}", screened=screened),
        assessment.trend_rule,
        say("A target beyond the far limit is met, or missed, time after time; between the limits or on one, chance decides."),
        say("A season is stated where months or quarters of whole years rank alike year after year, and is then taken out."),
        say("The year's target is taken to be wanted of the calendar year's last month or quarter."),
        say("Its probability, without a signal: that of a value around the centre."),
        say("With one: the share of past changes over as many periods that would bring the latest value there."),
    ]


def _figures(shown: pd.DataFrame) -> Exhibit:
    columns = [
        Column("title", say("Measure")),
        Column("points", say("Values"), "right", count),
        Column("mean_range", say("Mean moving range"), "right", measured),
        Column("centre", say("Centre"), "right", measured),
        Column("lower", say("Lower limit"), "right", measured),
        Column("upper", say("Upper limit"), "right", measured),
        Column("seasonal", say("Season"), form=_season),
        Column("assurance", say("Target")),
        Column("probability_of_target", say("At target at the year's end"), "right", share_as_percent),
    ]
    return table(shown, columns, say("Figures behind the charts"))


def _season(value: object) -> str:
    return NOT_ASSESSED if is_missing(value) or value is pd.NA else say("taken out") if value else "none"
