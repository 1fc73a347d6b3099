"""One measure's values over time: which one counts for a quarter, what came before it, and where it is heading."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.tables import present, rows_of, text_of
from pmobook.assess.wording import counted
from pmobook.method.thresholds import MeasureThresholds
from pmobook.vocabulary import Period, Quarter, day_in_words

__all__ = ["Reading", "Reported", "describe_trend_rule", "judge_trend", "judge_value", "read_values"]


@dataclass(frozen=True)
class Reported:
    """A measure's value for one period, as last reported."""

    period: Period
    value: float
    claim: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """What a measure's reported values say in a quarter.

    Attributes
    ----------
    current
        The value that counts for the quarter; None if there is none, and then `note` says why.
    earlier
        Assessed values before it, of the same kind of period, oldest first. Without a current value: of the kind of the
        latest.
    note
        What a reader must know; empty if nothing.
    """

    current: Reported | None
    earlier: tuple[Reported, ...]
    note: str

    @property
    def assessed(self) -> tuple[Reported, ...]:
        """Every value used, oldest first."""
        return self.earlier if self.current is None else (*self.earlier, self.current)


def read_values(rows: pd.DataFrame, quarter: Quarter) -> Reading:
    """Read one measure's values as they stand in a quarter.

    Parameters
    ----------
    rows
        This measure's rows of the form measure_values from every pack up to the quarter: period, value, claim,
        reported_in and, where there is one, value_not_assessed. A missing value is "not assessed" for its period; it is
        left out of the trend and said.
    quarter
        The quarter that is assessed.

    Notes
    -----
    A period reported again counts as last reported. A value counts for the quarter if its period touches it, or is the
    latest of its kind that had ended by then (a financial year that ended in March still counts in September). Older values
    don't: the measure is then not assessed. Periods that begin after the quarter are left out.

    A period that had ended by the quarter's last day goes before one that had not, however late that one ends: part of a
    financial year is no match for a whole month. Only if there is nothing else does a value so far count, and that is said.
    A trend is of one kind of period, the current value's.
    """
    reported, restated = _as_last_reported(rows)
    known = [one for one in reported if one.period.first_day <= quarter.last_day]
    notes = [f"{counted(len(reported) - len(known), 'value')} for later periods left out"] if len(known) < len(reported) else []
    if restated:
        notes.append(f"{counted(restated, 'value')} changed since first reported")
    if not known:
        return Reading(None, (), "; ".join(["not assessed: no value was handed in", *notes]))
    assessed = [one for one in known if not math.isnan(one.value)]
    fresh = [one for one in assessed if _counts_for(one.period, quarter)]
    notes += [
        f"{one.period} not assessed" + (f": {one.reason}" if one.reason else "")
        for one in known
        if math.isnan(one.value) and _counts_for(one.period, quarter)
    ]
    ended = [one for one in assessed if one.period.last_day <= quarter.last_day]
    if not fresh:
        latest = f"the latest is of {assessed[-1].period}" if assessed else "there is none at all"
        alike, left_out = _one_kind(ended, ended[-1].period.kind if ended else "")
        return Reading(None, alike, "; ".join([f"not assessed: no value for {quarter}, {latest}", *notes, *left_out]))
    current = ([one for one in fresh if one in ended] or fresh)[-1]
    if current in ended:
        notes += [f"{one.period} left out: it had not ended" for one in assessed if one not in ended]
    else:
        notes.append(f"{current.period} had not ended by {day_in_words(quarter.last_day)}: its value is the one so far")
    alike, left_out = _one_kind([one for one in ended if one is not current], current.period.kind)
    return Reading(current, alike, "; ".join([*notes, *left_out]))


def _one_kind(values: Sequence[Reported], kind: str) -> tuple[tuple[Reported, ...], list[str]]:
    """Return the values for one kind of period, and a note if there are others."""
    alike = tuple(one for one in values if one.period.kind == kind)
    others = len(values) - len(alike)
    return alike, [f"{counted(others, 'value')} of another kind of period left out of the trend"] if others else []


def _as_last_reported(rows: pd.DataFrame) -> tuple[list[Reported], int]:
    """Return one value a period, oldest first, and how many differ from what was first reported."""
    last: dict[str, Reported] = {}
    first: dict[str, float] = {}
    ordered = rows.sort_values("reported_in", kind="stable")
    reasons = (
        ordered["value_not_assessed"] if "value_not_assessed" in ordered else pd.Series("", index=ordered.index, dtype="str")
    )
    for (period, value, claim), reason in zip(rows_of(ordered, "period", "value", "claim"), reasons, strict=True):
        number = float(value) if present(value) else math.nan
        last[period] = Reported(Period.parse(period), number, text_of(claim), text_of(reason))
        first.setdefault(period, number)
    restated = sum(not _same(first[period], one.value) for period, one in last.items())
    return sorted(last.values(), key=lambda one: (one.period.last_day, one.period.first_day)), restated


def _same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


def _counts_for(period: Period, quarter: Quarter) -> bool:
    if period.last_day >= quarter.first_day:
        return True
    following = {"month": 1, "quarter": 3, "financial year": 12}[period.kind]
    months = (quarter.last_day.year - period.last_day.year) * 12 + quarter.last_day.month - period.last_day.month
    return months < following


def judge_value(value: float, better: str, target: float, tolerance: float) -> str:
    """Say whether a value met its target: met, near or missed; not assessed without a value or a target.

    Parameters
    ----------
    value, target, tolerance
        In the measure's unit of measure. A missing tolerance is none: short of the target is missed.
    better
        ``higher`` or ``lower``.

    Examples
    --------
    >>> judge_value(84, "higher", 85, 3), judge_value(82, "higher", 85, 3), judge_value(81.9, "higher", 85, 3)
    ('near', 'near', 'missed')
    """
    if math.isnan(value) or math.isnan(target):
        return "not assessed"
    short = target - value if better == "higher" else value - target
    # Decimal fractions as people type them have tiny errors in binary; a value at the limit is within it.
    slack = 1e-9 * max(1.0, abs(target))
    if short <= slack:
        return "met"
    return "near" if short <= (0.0 if math.isnan(tolerance) else tolerance) + slack else "missed"


def describe_trend_rule(limits: MeasureThresholds) -> str:
    """Say in a sentence how `judge_trend` goes about it."""
    return (
        f"Trend: the latest value against the mean of up to {limits.trend_window.value:g} before it, where they differ by at "
        f"least {limits.trend_steps.value:g} times the usual step from one value to the next; it takes "
        f"{limits.trend_fewest_values.value:g} values."
    )


def judge_trend(values: Sequence[float], better: str, limits: MeasureThresholds) -> str:
    """Say where a measure is heading: improving, worsening, steady or too few values.

    Parameters
    ----------
    values
        Oldest first, the latest last, none missing.
    better
        ``higher`` or ``lower``.
    limits
        How many values it takes, how many earlier ones are looked at, and how many usual steps make a trend.

    Notes
    -----
    The latest value is compared with the mean of the earlier ones (as many as the window holds). A trend is a difference of
    at least so many usual steps; the usual step is the mean absolute difference between neighbouring earlier values. If
    these are all equal, any difference is a trend. This is simple on purpose and weaker than a control chart: see the
    threshold's description for how often chance alone makes a trend.

    Examples
    --------
    >>> from pmobook.method.thresholds import thresholds
    >>> judge_trend([1, 2, 3, 4, 5], "higher", thresholds().measures)
    'improving'
    """
    if len(values) < limits.trend_fewest_values.value:
        return "too few values"
    *before, latest = values
    before = before[-int(limits.trend_window.value) :]
    mean = math.fsum(before) / len(before)
    step = math.fsum(abs(later - sooner) for sooner, later in itertools.pairwise(before)) / (len(before) - 1)
    slack = 1e-9 * max(1.0, abs(mean))
    moved = latest - mean
    if abs(moved) <= slack or abs(moved) < limits.trend_steps.value * step - slack:
        return "steady"
    return "improving" if (moved > 0) == (better == "higher") else "worsening"
