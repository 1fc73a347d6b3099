"""Measures' values over time: which one counts for a quarter, what came before it, and what was reported twice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.tables import rows_of
from pmobook.assess.wording import counted
from pmobook.language import say
from pmobook.vocabulary import Period, Quarter, day_in_words

__all__ = ["Reading", "Reported", "Restated", "read_every", "read_values"]


@dataclass(frozen=True)
class Reported:
    """A measure's value for one period, as last reported.

    Attributes
    ----------
    value
        NaN is not assessed; then `reason` says why, if anybody did.
    claim
        What the owner says about it.
    change
        What was changed in this period, so that limits start afresh; empty if nothing was declared.
    """

    period: Period
    value: float
    claim: str
    reason: str
    change: str = ""


@dataclass(frozen=True)
class Restated:
    """A period that was reported with different values.

    Attributes
    ----------
    first, last
        The first value and the one that counts; NaN is not assessed.
    in_one_pack
        Whether they stand in one and the same pack.
    """

    period: Period
    first: float
    last: float
    in_one_pack: bool


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
    restated
        Periods reported with different values, oldest first.
    changes
        Periods of the same kind in which something was changed on purpose, with what it was, oldest first.
    """

    current: Reported | None
    earlier: tuple[Reported, ...]
    note: str
    restated: tuple[Restated, ...] = ()
    changes: tuple[tuple[Period, str], ...] = ()

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
        reported_in and, where there is one, value_not_assessed and change. A missing value is "not assessed" for its
        period; it is left out of the chart as a gap and said.
    quarter
        The quarter that is assessed.

    Notes
    -----
    A period reported again counts as last reported. A value counts for the quarter if its period touches it, or is the
    latest of its kind that had ended by then (a financial year that ended in March still counts in September). Older values
    don't: the measure is then not assessed. Periods that begin after the quarter are left out.

    A period that had ended by the quarter's last day goes before one that had not, however late that one ends: part of a
    financial year is no match for a whole month. Only if there is nothing else does a value so far count, and that is said.
    A chart is of one kind of period, the current value's.
    """
    one_measure = rows.assign(measure_id="")
    return read_every(one_measure, quarter).get("", _NOTHING)


def read_every(rows: pd.DataFrame, quarter: Quarter) -> dict[str, Reading]:
    """Read the values of every measure as they stand in a quarter; see `read_values`.

    Parameters
    ----------
    rows
        As for `read_values`, with measure_id.
    quarter
        The quarter that is assessed.

    Returns
    -------
    dict
        Measure id to its reading, for every measure with a row.
    """
    return {measure: _read(reported, restated, quarter) for measure, (reported, restated) in _as_last_reported(rows).items()}


def _read(reported: Sequence[Reported], restated: tuple[Restated, ...], quarter: Quarter) -> Reading:
    last_day = quarter.last_day
    known = [one for one in reported if one.period.first_day <= last_day]
    notes = (
        [say("{value} for later periods left out", value=counted(len(reported) - len(known), "value"))]
        if len(known) < len(reported)
        else []
    )
    if restated:
        notes.append(say("{value} changed since first reported", value=counted(len(restated), "value")))
    if not known:
        return Reading(None, (), "; ".join([_NOTHING.note, *notes]), restated)
    notes += _reasons(known, quarter)
    assessed = [one for one in known if not math.isnan(one.value)]
    ended = [one for one in assessed if one.period.last_day <= last_day]
    under_way = [one for one in assessed if one.period.last_day > last_day]
    current = next((one for one in reversed(ended) if _counts_for(one.period, quarter)), None)
    if current is not None:
        notes += [say("{period} left out: it had not ended", period=one.period) for one in under_way]
    elif under_way:
        current = under_way[-1]
        notes.append(
            say(
                "{period} had not ended by {last_day}: its value is the one so far",
                period=current.period,
                last_day=day_in_words(last_day),
            )
        )
    else:
        latest = say("the latest is of {period}", period=assessed[-1].period) if assessed else say("there is none at all")
        kind = ended[-1].period.kind if ended else ""
        alike, left_out = _one_kind(ended, kind)
        note = "; ".join(
            [say("not assessed: no value for {quarter}, {latest}", quarter=quarter, latest=latest), *notes, *left_out]
        )
        return Reading(None, alike, note, restated, _changes(known, kind))
    alike, left_out = _one_kind([one for one in ended if one is not current], current.period.kind)
    return Reading(current, alike, "; ".join([*notes, *left_out]), restated, _changes(known, current.period.kind))


def _reasons(known: Sequence[Reported], quarter: Quarter) -> list[str]:
    """Say of each period that would count for the quarter and has no value why it has none."""
    return [
        say("{period} not assessed", period=one.period) + (f": {one.reason}" if one.reason else "")
        for one in known
        if math.isnan(one.value) and _counts_for(one.period, quarter)
    ]


def _changes(known: Sequence[Reported], kind: str) -> tuple[tuple[Period, str], ...]:
    return tuple((one.period, one.change) for one in known if one.change.strip() and one.period.kind == kind)


def _one_kind(values: Sequence[Reported], kind: str) -> tuple[tuple[Reported, ...], list[str]]:
    """Return the values for one kind of period, and a note if there are others."""
    alike = tuple(one for one in values if one.period.kind == kind)
    others = len(values) - len(alike)
    return alike, [
        say("{value} of another kind of period left out of the chart", value=counted(others, "value"))
    ] if others else []


def _as_last_reported(rows: pd.DataFrame) -> dict[str, tuple[list[Reported], tuple[Restated, ...]]]:
    """Return for each measure one value a period, oldest first, and those that differ from what was first reported."""
    ordered = rows.sort_values("reported_in", kind="stable")
    periods = {text: Period.parse(text) for text in ordered["period"].unique().tolist()}
    last: dict[str, dict[str, Reported]] = {}
    restated: dict[str, dict[str, Restated]] = {}
    packs: dict[tuple[str, str], str] = {}
    columns = [_column(ordered, name) for name in ("claim", "value_not_assessed", "change")]
    numbers = pd.to_numeric(ordered["value"]).astype("float64").tolist()
    told = rows_of(ordered, "measure_id", "period", "reported_in")
    for (measure, text, pack), value, claim, reason, change in zip(told, numbers, *columns, strict=True):
        own = last.setdefault(measure, {})
        if text in own and not _same(own[text].value, value):
            again = packs[measure, text] == pack
            before = restated.setdefault(measure, {}).get(text)
            first = before.first if before else own[text].value
            restated[measure][text] = Restated(periods[text], first, value, again or (before is not None and before.in_one_pack))
        own[text] = Reported(periods[text], value, claim, reason, change)
        packs[measure, text] = pack
    return {
        measure: (sorted(own.values(), key=_by_time), tuple(sorted(_really(restated.get(measure, {})), key=_by_time)))
        for measure, own in last.items()
    }


def _column(rows: pd.DataFrame, name: str) -> list[str]:
    """Return a column of texts; empty texts where a value or the whole column is missing."""
    return rows[name].fillna("").astype("str").tolist() if name in rows else [""] * len(rows)


def _by_time(one: Reported | Restated) -> tuple[object, ...]:
    return one.period.last_day, one.period.first_day, one.period.text


def _really(restated: dict[str, Restated]) -> list[Restated]:
    """Leave out periods that ended with the value they began with, unless one pack says both."""
    return [one for one in restated.values() if one.in_one_pack or not _same(one.first, one.last)]


def _same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


def _counts_for(period: Period, quarter: Quarter) -> bool:
    if period.last_day >= quarter.first_day:
        return True
    following = {"month": 1, "quarter": 3, "financial year": 12}[period.kind]
    months = (quarter.last_day.year - period.last_day.year) * 12 + quarter.last_day.month - period.last_day.month
    return months < following


_NOTHING = Reading(None, (), "not assessed: no value was handed in")
