"""What is wrong with a measure as data: gaps, values reported twice, slipped decimals, targets that can't be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.findings import Finding
from pmobook.assess.performance.definitions import Redefined
from pmobook.assess.performance.readings import Reading, Restated
from pmobook.assess.tables import present
from pmobook.assess.wording import as_measured, as_number, as_plain_text, counted, listed
from pmobook.language import say
from pmobook.method.thresholds import MeasureThresholds
from pmobook.rounding import measured
from pmobook.vocabulary import NOT_ASSESSED, Period

__all__ = ["findings_on_data", "findings_on_definitions"]

_SHARES = {"percent", "%", "per cent", "percentage", "pct"}
"""Units of measure of which nobody can have less than 0 or, where no value ever exceeds it, more than 100."""


def findings_on_definitions(status: pd.DataFrame, redefined: Sequence[Redefined]) -> Iterator[Finding]:
    """Name the measures that were counted in something else, or went the other way, in an earlier pack."""
    titles, owners = (dict(zip(status["measure_id"], status[name], strict=True)) for name in ("title", "owner"))
    for one in redefined:
        title, owner = titles[one.measure_id], owners[one.measure_id]
        before, after = as_plain_text(one.before), as_plain_text(one.after)
        if one.column == "unit_of_measure":
            sentence = say(
                "'{title}' was counted in {before} up to {last} and is counted in {after} since {since}: "
                "values reported before that are left out.",
                title=title,
                before=before,
                last=one.last,
                after=after,
                since=one.since,
            )
            yield Finding("measure_unit_changed", one.measure_id, "watch", sentence, owner)
        else:
            sentence = say(
                "For '{title}', {before} was better up to {last} and {after} is better since {since}: "
                "check which way is an improvement.",
                title=title,
                before=before,
                last=one.last,
                after=after,
                since=one.since,
            )
            yield Finding("measure_direction_changed", one.measure_id, "act", sentence, owner)


def findings_on_data(
    row: Mapping[Any, Any], reading: Reading, chart: Mapping[str, NDArray[Any]], limits: MeasureThresholds
) -> Iterator[Finding]:
    """Name what is wrong with one measure's values and target.

    Parameters
    ----------
    row
        Its row of ``measure_status``.
    reading
        Its values as reported.
    chart
        Its points, as `Charts.columns_of` returns them.
    limits
        When something is named.
    """
    yield from _on_restated(row, reading)
    yield from _on_gaps(row, chart, limits)
    yield from _on_values(row, chart, limits)
    yield from _on_target(row, chart, limits)


def _on_restated(row: Mapping[Any, Any], reading: Reading) -> Iterator[Finding]:
    measure_id, title, owner = row["measure_id"], row["title"], row["owner"]
    twice = [one for one in reading.restated if one.in_one_pack]
    if twice:
        sentence = say(
            "'{title}' stands twice in one pack with different values, of which the last counts: {named}.",
            title=title,
            named=_named(twice),
        )
        yield Finding("measure_repeated", measure_id, "watch", sentence, owner)
    later = [one for one in reading.restated if not one.in_one_pack]
    if later:
        sentence = say("'{title}' was restated after it was first reported: {named}.", title=title, named=_named(later))
        yield Finding("measure_restated", measure_id, "note", sentence, owner)


def _named(restated: Sequence[Restated]) -> str:
    return listed(
        [
            say(
                "{in_words} from {value} to {value_2}",
                in_words=one.period.in_words,
                value=_value(one.first),
                value_2=_value(one.last),
            )
            for one in restated
        ],
        most=3,
    )


def _value(value: float) -> str:
    return NOT_ASSESSED if np.isnan(value) else measured(value)


def _on_gaps(row: Mapping[Any, Any], chart: Mapping[str, NDArray[Any]], limits: MeasureThresholds) -> Iterator[Finding]:
    values = chart["value"]
    missing = chart["period"][np.isnan(values)].tolist()
    if len(missing) < max(limits.gaps_watch.value * len(values), 1):
        return
    named = listed([Period.parse(one).in_words for one in missing], most=3)
    first = Period.parse(chart["period"][0])
    of_all = say(
        "{missing} of the {counted} since {in_words}",
        missing=len(missing),
        counted=counted(len(values), first.kind),
        in_words=first.in_words,
    )
    sentence = say("'{title}' has no value for {of_all}: {named}.", title=row["title"], of_all=of_all, named=named)
    yield Finding("measure_gaps", row["measure_id"], "watch", sentence, row["owner"])


def _on_values(row: Mapping[Any, Any], chart: Mapping[str, NDArray[Any]], limits: MeasureThresholds) -> Iterator[Finding]:
    given = chart["value"]
    values, periods = given[~np.isnan(given)], chart["period"][~np.isnan(given)]
    if len(values) < limits.fewest_values.value:
        return
    middle, usual = float(np.median(values)), float(np.median(np.abs(values)))
    suspects = np.flatnonzero((values * middle <= 0) | (np.abs(values) > limits.out_of_scale.value / 2 * usual))
    # Where many are unlike the others, none of them is a slip: the measure varies that much.
    if len(suspects) > max(len(values) // 10, 1):
        return
    odd = [
        f"{Period.parse(periods[place]).in_words} {measured(values[place])}"
        for place in suspects
        if _is_odd(values[place], np.delete(values, place), limits)
    ]
    if odd:
        sentence = say(
            "'{title}' has values unlike all others, which may be slips of the pen: {odd}.",
            title=row["title"],
            odd=listed(odd, most=3),
        )
        yield Finding("measure_out_of_scale", row["measure_id"], "watch", sentence, row["owner"])


def _is_odd(value: float, others: NDArray[np.float64], limits: MeasureThresholds) -> bool:
    """Say whether a value is far larger than the others, the only one of its sign, or zero where the others are far from it."""
    usual = float(np.median(np.abs(others)))
    factor = limits.out_of_scale.value
    if abs(value) > factor * usual and abs(value) > np.abs(others).max():
        return usual > 0
    far = bool(np.abs(others).min() > usual / factor) and float(np.ptp(others)) < usual
    return far and value * float(np.median(others)) <= 0


def _on_target(row: Mapping[Any, Any], chart: Mapping[str, NDArray[Any]], limits: MeasureThresholds) -> Iterator[Finding]:
    target, measure_id, title, owner = row["target"], row["measure_id"], row["title"], row["owner"]
    values = chart["value"][~np.isnan(chart["value"])]
    if not present(target) or not values.size:
        return
    unit = " ".join(row["unit_of_measure"].casefold().split())
    if unit in _SHARES and not 0 <= target <= 100 and values.min() >= 0 and values.max() <= 100:
        sentence = say(
            "The target of '{title}' is {target} percent, and no value can be: correct it.",
            title=title,
            target=as_number(target, 0),
        )
        yield Finding("target_out_of_range", measure_id, "act", sentence, owner)
        return
    width = row["upper"] - row["centre"]
    if row["assurance"] != "consistently passes" or not width > 0:
        return
    passed = (row["lower"] - target) if row["better"] == "higher" else (target - row["upper"])
    if passed >= limits.never_in_play.value * width:
        bound = "at least" if row["better"] == "higher" else "at most"
        sentence = say(
            "'{title}' has never been near its target of {bound} {target}: either the target asks "
            "for nothing, or {better} is not what is better.",
            title=title,
            bound=bound,
            target=as_measured(target, row["unit_of_measure"]),
            better=row["better"],
        )
        yield Finding("target_never_in_play", measure_id, "watch", sentence, owner)
