"""Improvement actions of a business unit: what was agreed in the last quarters, and what became of it."""

from __future__ import annotations

import datetime as dt

from pmobook.generate.columns import Rows
from pmobook.generate.story import ActionStory
from pmobook.generate.timeline import Timeline, working_day

__all__ = ["action_rows"]

_AGREED_AFTER_DAYS = 20
_DONE_BEFORE_DAYS = 12
_A_QUARTER = 92


def action_rows(stories: tuple[ActionStory, ...], lead: str, timeline: Timeline, position: int) -> Rows:
    """Return the rows of the form actions of one quarter; the stories tell the last quarters, and before them there are none."""
    rows: Rows = []
    for told in stories:
        place = position - (len(timeline.quarters) - len(told.course))
        first = len(timeline.quarters) - len(told.course)
        if place < 0 or first < 0:
            continue
        status = told.course[place]
        agreed = next((at for at, one in enumerate(told.course[: place + 1]) if one != "proposed"), None)
        done = next((at for at, one in enumerate(told.course) if one == "done"), None)
        due = timeline.quarters[min(first + told.due, len(timeline.quarters) - 1)].last_day
        if told.due >= len(told.course):
            due += dt.timedelta(days=_A_QUARTER)
        done_on = None
        if status == "done" and done is not None:
            done_on = working_day(timeline.quarters[first + done].last_day - dt.timedelta(days=_DONE_BEFORE_DAYS))
        rows.append(
            (
                told.action_id, told.title, None, lead, due, told.effort_days, None,
                None if agreed is None else _after(timeline, first + agreed), status, done_on, told.figure, told.figure_of,
                None, None,
            )
        )  # fmt: skip
    return rows


def _after(timeline: Timeline, position: int) -> dt.date:
    return working_day(timeline.quarters[position].first_day + dt.timedelta(days=_AGREED_AFTER_DAYS))
