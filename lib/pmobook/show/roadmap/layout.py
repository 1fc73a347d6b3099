"""Where everything of a roadmap stands: rows, bars, marks, arrows and the amounts that nothing may run over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pmobook.assess.roadmap import Horizon
from pmobook.assess.tables import records_of
from pmobook.language import say, word
from pmobook.show.figures import is_missing, money
from pmobook.show.roadmap.arrows import Arrow, Box, Ends, run_arrows
from pmobook.show.roadmap.plan import Plan
from pmobook.vocabulary import day_in_words

__all__ = ["HEAD", "Bar", "Layout", "Mark", "Row", "lay_out"]

HEAD = 42.0
"""Height above the first row, for the quarters and today."""

_WIDTH, _LEAST_QUARTER, _MOST_QUARTER = 840.0, 62.0, 150.0
_GROUP = 26.0
_TALL, _THIN, _MOST_TALL = 40.0, 26.0, 30
_LETTER, _TEXT = 7.2, 12.0
_REACH = 7.0


@dataclass(frozen=True)
class Bar:
    """A stretch of time on a row: planned (an outline) or levelled (filled); cut where it runs beyond the picture."""

    x: float
    width: float
    y: float
    height: float
    is_filled: bool
    cut_left: bool
    cut_right: bool


@dataclass(frozen=True)
class Mark:
    """A gate or a benefit on a row."""

    x: float
    y: float
    kind: str
    state: str
    said: str


@dataclass(frozen=True, eq=False)
class Row:
    """One project, or the heading of a group if it has no record."""

    y: float
    height: float
    heading: str = ""
    record: Mapping[str, Any] = field(default_factory=dict)
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, eq=False)
class Layout:
    """A roadmap in pixels, from the left edge of its first quarter."""

    width: float
    height: float
    quarters: tuple[tuple[str, float], ...]
    today: float
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
    amounts: tuple[tuple[Box, str], ...]


@dataclass(frozen=True)
class _Scale:
    first: dt.date
    days: int
    width: float

    def at(self, day: Any) -> float:  # noqa: ANN401 - a day
        share = (pd.Timestamp(day).date() - self.first).days / self.days
        return round(min(max(share, 0.0), 1.0) * self.width, 1)

    def holds(self, day: Any) -> bool:  # noqa: ANN401
        return not is_missing(day) and 0 <= (pd.Timestamp(day).date() - self.first).days <= self.days


def lay_out(plan: Plan) -> Layout:
    """Return where everything stands; rows are thin where there are many."""
    scale = _scale(plan.horizon)
    drawn = records_of(plan.drawn)
    height = _TALL if len(drawn) <= _MOST_TALL else _THIN
    marks: dict[str, list[dict[str, Any]]] = {}
    for mark in records_of(plan.marks.sort_values(["levelled_on", "mark", "subject"], kind="stable")):
        marks.setdefault(mark["project_id"], []).append(mark)
    rows = tuple(_rows(plan, drawn, marks, scale, height))
    by_project = {row.record["project_id"]: row for row in rows if row.record}
    ends = {name: _ends(row) for name, row in by_project.items() if row.bars}
    arrows = tuple(run_arrows(records_of(plan.links), ends))
    return Layout(
        scale.width,
        rows[-1].y + rows[-1].height + 6 if rows else HEAD,
        tuple((str(one), scale.at(one.first_day)) for one in plan.horizon.quarters),
        scale.at(plan.horizon.first.next.first_day),
        rows,
        arrows,
        tuple(_amounts(plan, by_project, arrows, scale.width)),
    )


def _scale(horizon: Horizon) -> _Scale:
    count = len(horizon.quarters)
    width = min(max(_WIDTH / count, _LEAST_QUARTER), _MOST_QUARTER) * count
    first = horizon.first.first_day
    return _Scale(first, (horizon.last.next.first_day - first).days, round(width, 1))


def _rows(
    plan: Plan, drawn: Sequence[dict[str, Any]], marks: Mapping[str, list[dict[str, Any]]], scale: _Scale, height: float
) -> Iterator[Row]:
    y, group = HEAD, None
    has_groups = any(record["category"] for record in drawn)
    for record in drawn:
        if has_groups and record["category"] != group:
            group = record["category"]
            yield Row(y, _GROUP, plan.heading(group) or say("No category"))
            y += _GROUP
        bars = tuple(_bars(record, scale, y, height))
        middle = bars[-1].y + bars[-1].height / 2 if bars else y + height / 2
        yield Row(y, height, "", record, bars, tuple(_marks(marks.get(record["project_id"], ()), scale, middle)))
        y += height


def _bars(record: Mapping[str, Any], scale: _Scale, y: float, height: float) -> Iterator[Bar]:
    if record["state"] not in {"under way", "to come"}:
        return
    planned = (record["planned_start"], record["planned_finish"])
    is_levelled = not is_missing(record["months_later"])
    moved = is_levelled and record["months_later"] > 0
    is_tall = height == _TALL
    if not moved:
        yield from _bar(planned, scale, y + (12 if is_tall else 6), 16 if is_tall else 14, is_filled=is_levelled)
        return
    levelled = (record["levelled_start"], record["levelled_finish"])
    yield from _bar(planned, scale, y + (4 if is_tall else 2), 9 if is_tall else 7, is_filled=False)
    yield from _bar(levelled, scale, y + (17 if is_tall else 11), 16 if is_tall else 12, is_filled=True)


def _bar(days: tuple[Any, Any], scale: _Scale, y: float, height: float, *, is_filled: bool) -> Iterator[Bar]:
    start, finish = (pd.Timestamp(one).date() for one in days)
    last = scale.first + dt.timedelta(days=scale.days)
    if finish < scale.first or start >= last:
        return
    left, right = scale.at(start), scale.at(finish + dt.timedelta(days=1))
    yield Bar(left, max(right - left, 3.0), y, height, is_filled, start < scale.first, finish >= last)


def _marks(marks: Sequence[Mapping[str, Any]], scale: _Scale, y: float) -> Iterator[Mark]:
    """Yield every gate within the picture; of the benefits, the first to begin and the last to come in full."""
    ahead = [one for one in marks if scale.holds(one["levelled_on"])]
    for one in ahead:
        if one["mark"] == "gate":
            yield Mark(scale.at(one["levelled_on"]), y, "gate", one["state"], _said(one))
    for kind, at in (("benefit begins", 0), ("benefit in full", -1)):
        these = [one for one in ahead if one["mark"] == kind and one["state"] == "to come"]
        if these:
            yield Mark(scale.at(these[at]["levelled_on"]), y, kind, "to come", _said(these[at]))


def _said(mark: Mapping[str, Any]) -> str:
    day = day_in_words(pd.Timestamp(mark["levelled_on"]).date())
    return f"{word(mark['mark'])}: {mark['title']}, {word(mark['state'])}, {day}"


def _ends(row: Row) -> Ends:
    bar = row.bars[-1]
    return Ends(bar.x, bar.x + bar.width, bar.y, bar.y + bar.height, row.y, row.y + row.height)


def _amounts(plan: Plan, rows: Mapping[str, Row], arrows: Sequence[Arrow], width: float) -> Iterator[tuple[Box, str]]:
    """Yield the benefits to come beside their mark, where neither a bar, a mark nor an arrow is in the way."""
    legs = [box for arrow in arrows for box in arrow.boxes]
    for row in rows.values():
        at = next((one.x for one in reversed(row.marks) if one.kind.startswith("benefit")), None)
        amount = row.record["benefits_to_come"]
        if at is None or is_missing(amount):
            continue
        text = money(amount, plan.money)
        middle = row.marks[-1].y
        taken = [Box(one.x - _REACH, one.y - _REACH, one.x + _REACH, one.y + _REACH) for one in row.marks]
        taken += [Box(one.x, one.y, one.x + one.width, one.y + one.height) for one in row.bars]
        long = _LETTER * len(text)
        ends = [at, *(one.x + one.width for one in row.bars), *(one.x for one in row.marks)]
        places = (at + _REACH + 3, max(ends) + _REACH + 3, at - _REACH - 3 - long)
        for left in places:
            box = Box(left, middle - _TEXT / 2, left + long, middle + _TEXT / 2)
            if left >= 0 and left + long <= width and not any(box.meets(other) for other in (*taken, *legs)):
                yield box, text
                break
