"""Performance: measures against the targets that leadership set, what in them is signal, and what they are worth as data."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from pmobook.assess.findings import findings_table
from pmobook.assess.performance.charts import Charts, chart_measures
from pmobook.assess.performance.definitions import comparable_values, redefinitions
from pmobook.assess.performance.findings import findings_of
from pmobook.assess.performance.readings import Reading, read_every
from pmobook.assess.performance.rules import rule_names, rules_by_name
from pmobook.assess.performance.status import status_rows
from pmobook.assess.wording import counted
from pmobook.errors import PmobookError
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.language import say
from pmobook.method.performance import performance_method
from pmobook.method.thresholds import MeasureThresholds
from pmobook.vocabulary import NOT_ASSESSED, Quarter

__all__ = ["Charting", "MeasuresAssessment", "assess_measures"]

NOTEBOOK = "30_performance"
_NOTHING = Reading(None, (), "not assessed: no value was handed in")


@dataclass(frozen=True)
class Charting:
    """How charts are drawn and judged.

    Attributes
    ----------
    rules
        ``nhs``, ``nelson``, ``all`` or names of rules; see `pmobook.assess.performance.signals`.
    screen
        Leave out extreme moving ranges before limits are set.
    year_starts
        Month in which the year of the targets begins; January if nobody says otherwise.

    Raises
    ------
    PmobookError
        If the year starts in no month.
    """

    rules: str | tuple[str, ...] = "nhs"
    screen: bool = True
    year_starts: int = 1

    def __post_init__(self) -> None:
        if isinstance(self.year_starts, bool) or self.year_starts not in range(1, 13):
            message = f"year_starts: found {self.year_starts!r}, expected a month, 1 to 12. Write 4 for a year from April."
            raise PmobookError(message)


_USUAL = Charting()


@dataclass(frozen=True)
class MeasuresAssessment:
    """How measures stand against their targets, and what their charts say.

    Attributes
    ----------
    measure_status
        One row a measure; its ``history`` is the JSON list of the [period, value] that it was judged from.
    findings
        Missed targets, signals, claims that the values don't bear out, and what is wrong with the data.
    headline
        The result in a sentence.
    trend_rule
        How trends were judged, in a sentence.
    points
        One row for each measure and period of its chart: measure_id, period, value (missing: a gap), adjusted (less what the
        season adds), phase, is_start, change (what was declared), centre, lower, upper, kind, side, rules.
    workings
        One row a measure: measure_id, points, ranges, mean_range, centre, lower and upper since limits last started afresh,
        seasonal (missing: not assessed), years (whole ones without a gap).
    rules
        Names of the rules that make a signal.
    is_screened
        Whether extreme moving ranges were left out before limits were set.
    """

    measure_status: pd.DataFrame
    findings: pd.DataFrame
    headline: str
    trend_rule: str
    points: pd.DataFrame = field(default_factory=pd.DataFrame)
    workings: pd.DataFrame = field(default_factory=pd.DataFrame)
    rules: tuple[str, ...] = ()
    is_screened: bool = True


def assess_measures(
    measures: pd.DataFrame,
    history: pd.DataFrame,
    quarter: Quarter,
    limits: MeasureThresholds,
    business_unit: BusinessUnit,
    *,
    definitions: pd.DataFrame | None = None,
    charting: Charting = _USUAL,
) -> MeasuresAssessment:
    """Compare every measure with its target and tell signal from noise.

    Parameters
    ----------
    measures
        The form measures of the quarter's pack. Without rows it was not handed in and nothing is assessed.
    history
        The form measure_values of every pack up to the quarter, with ``reported_in``. Missing values are "not assessed".
    quarter
        The quarter that is assessed.
    limits
        When something about a measure is named.
    business_unit
        Named in sentences; its lead owns the finding that the form is missing.
    definitions
        The form measures of every pack up to the quarter, with ``reported_in``: shows what a measure counted before. None:
        nobody looked.
    charting
        How charts are drawn and judged.

    Notes
    -----
    Which value counts: `read_values`. Status: `judge_value`. Trend: the signal that the latest value is part of, by
    `signals`, on values less their season (`seasonality`). A target is taken to be wanted of the year's last period.
    """
    redefined = redefinitions(measures, definitions)
    read = read_every(comparable_values(history, redefined), quarter)
    readings = [read.get(str(one), _NOTHING) for one in measures["measure_id"].tolist()]
    better = measures["better"].fillna("").astype("str").tolist()
    names = rule_names(charting.rules)
    charts = chart_measures(readings, better, rules=names, screen=charting.screen)
    status = status_rows(measures, readings, charts, quarter, limits.fewest_values.value, charting.year_starts)
    found = findings_of(status, readings, charts, redefined, limits, values_missing=history.empty, lead=business_unit.lead or "")
    return MeasuresAssessment(
        measure_status=status,
        findings=findings_table(NOTEBOOK, found),
        headline=_headline(status, business_unit.name),
        trend_rule=_trend_rule(names, limits),
        points=_points(charts, status, readings),
        workings=charts.latest.drop(columns=["first", "end"]).assign(measure_id=status["measure_id"]),
        rules=names,
        is_screened=charting.screen,
    )


def _headline(status: pd.DataFrame, name: str) -> str:
    if status.empty:
        return say("Performance of {name} against targets is not assessed: the form measures was not handed in", name=name)
    met = int((status["status"] == "met").sum())
    judged = int((status["status"] != NOT_ASSESSED).sum())
    untargeted = int(status["target"].isna().sum())
    gaps = {"without a target": untargeted, NOT_ASSESSED: len(status) - judged - untargeted}
    said = [f"{counted(number, 'measure')} {what}" for what, number in gaps.items() if number]
    meets = (
        say("{name} meets {met} of {target}", name=name, met=met, target=counted(judged, "target"))
        if judged
        else say("No measure of {name} is held against a target", name=name)
    )
    return "; ".join([meets, *said])


def _trend_rule(names: tuple[str, ...], limits: MeasureThresholds) -> str:
    words = "; ".join(rules_by_name()[name].words for name in names)
    fewest, trial = limits.fewest_values.value, performance_method().limits.trial_below.value
    return say(
        "Trend: improving or worsening where the latest value is part of a signal, else steady. "
        "A signal is any of: {words}. It takes {fewest:g} values since limits last started "
        "afresh; limits from fewer than {trial:g} are trial limits.",
        words=words,
        fewest=fewest,
        trial=trial,
    )


def _points(charts: Charts, status: pd.DataFrame, readings: list[Reading]) -> pd.DataFrame:
    points = charts.points
    ids = status["measure_id"].to_numpy()[points["measure"].to_numpy()]
    declared = {(number, period.text): change for number, one in enumerate(readings) for period, change in one.changes}
    keys = zip(points["measure"].tolist(), points["period"].tolist(), strict=True)
    changes = pd.Series([declared.get(key, "") for key in keys], dtype="str")
    return points.drop(columns="measure").assign(measure_id=pd.Series(ids, dtype="str"), change=changes)
