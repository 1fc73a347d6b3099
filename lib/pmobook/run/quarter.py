"""The quarter to do: which one is due, whose packs are in, and whether it is time to run it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from pmobook.inputs.engagement import Engagement
from pmobook.inputs.engagement_calendar import quarter_in_words
from pmobook.inputs.handed_in import HANDOVER, find_pack_files
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["Due", "find_due"]


@dataclass(frozen=True)
class Due:
    """A quarter to do and how far its packs have come.

    Attributes
    ----------
    quarter
        The quarter.
    in_words
        As the organisation names it.
    action
        ``early``: packs are not due yet. ``wait``: packs are missing and still awaited. ``run``: all are in, or awaited no
        longer. ``nothing``: packs are awaited no longer and nobody handed one in.
    due_on, wait_until
        The last days on which a pack is in time, and on which a late one is awaited.
    handed_in, missing
        Ids of the business units that report in the quarter, with and without a pack.
    """

    quarter: Quarter
    in_words: str
    action: Literal["early", "wait", "run", "nothing"]
    due_on: dt.date
    wait_until: dt.date
    handed_in: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def next_on(self) -> dt.date | None:
        """The day on which more can be said if no pack comes before it; None if it is time to run."""
        if self.action == "early":
            return self.due_on
        return self.wait_until + dt.timedelta(days=1) if self.action == "wait" else None

    @property
    def sentence(self) -> str:
        """What is to be done and why, for an operator."""
        head, expected = f"{self.quarter}, {self.in_words}", len(self.handed_in) + len(self.missing)
        if self.action == "early":
            due = f"its packs are due on {day_in_words(self.due_on)}. {len(self.handed_in)} of {expected} are in."
            return f"{head}: not due yet; {due}"
        missing = ", ".join(self.missing)
        if self.action == "wait":
            return f"{head}: waiting until {day_in_words(self.wait_until)} for the packs of {missing}."
        if self.action == "nothing":
            return f"{head}: nobody handed in a pack by {day_in_words(self.wait_until)}; awaited were those of {missing}."
        if not self.missing:
            return f"{head}: all {expected} packs are in."
        return f"{head}: {len(self.handed_in)} of {expected} packs are in; no longer awaited are those of {missing}."


def find_due(engagement: Engagement, today: dt.date, quarter: Quarter | None = None) -> Due:
    """Return the quarter to do on a day: the last that has ended, or the one given.

    Parameters
    ----------
    engagement
        Says when packs are due, and until when late ones are awaited.
    today
        The day, as the organisation's calendar has it; see `EngagementCalendar.day_of`.
    quarter
        Another quarter, such as one that was missed.

    Notes
    -----
    Packs that are all in run from the day that they are due, not before: until then their senders may still mend them. A pack
    counts as handed in when its folder holds anything but ``handover.yaml``; whether it can be read, the run says.
    """
    if isinstance(today, dt.datetime):  # a moment is a day too, to Python, and then compares with none
        today = today.date()
    chosen = quarter or Quarter.of(today).previous
    parameters = engagement.parameters
    wait = parameters.calendar.wait_until_days
    due_on = chosen.last_day + dt.timedelta(days=parameters.packs_due_days)
    wait_until = chosen.last_day + dt.timedelta(days=parameters.packs_due_days if wait is None else wait)
    expected = engagement.reporting(chosen)
    handed_in = tuple(unit for unit in expected if _is_in(engagement, unit, chosen))
    missing = tuple(unit for unit in expected if unit not in handed_in)
    in_words = quarter_in_words(chosen, parameters.calendar.fiscal_year_starts)
    return Due(chosen, in_words, _action(today, due_on, wait_until, handed_in, missing), due_on, wait_until, handed_in, missing)


def _is_in(engagement: Engagement, business_unit: str, quarter: Quarter) -> bool:
    return any(name.casefold() != HANDOVER for name in find_pack_files(engagement, business_unit, quarter).names)


def _action(
    today: dt.date, due_on: dt.date, wait_until: dt.date, handed_in: tuple[str, ...], missing: tuple[str, ...]
) -> Literal["early", "wait", "run", "nothing"]:
    if today < due_on:
        return "early"
    if missing and today <= wait_until:
        return "wait"
    return "run" if handed_in else "nothing"
