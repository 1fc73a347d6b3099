"""The months that a quarter looks ahead to: capacity and demand within them, history and guesses left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from pmobook.assess.resources.balance import Balance, balance_people
from pmobook.assess.resources.months import Slot, label_of, month_words, slot_of
from pmobook.assess.resources.people import People, read_people
from pmobook.assess.wording import counted, listed
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say
from pmobook.vocabulary import NOT_ASSESSED, Quarter

__all__ = ["LookAhead", "look_ahead"]


@dataclass(frozen=True, eq=False)
class LookAhead:
    """Capacity and demand of the months to come.

    Attributes
    ----------
    first, last
        The first and the last month, as in ``2026-10``.
    capacity
        role, period, fte (missing: not assessed), sorted.
    demand
        project_id, role, period, fte (missing: not assessed), sorted.
    notes
        What was assumed or left out, in sentences.
    """

    first: str
    last: str
    capacity: pd.DataFrame
    demand: pd.DataFrame
    notes: tuple[str, ...]

    @cached_property
    def people(self) -> People:
        """Both as every question about people takes them, read and checked once."""
        return read_people(self.capacity, self.demand, missing_capacity=NOT_ASSESSED)

    @cached_property
    def balance(self) -> Balance:
        """By how much each role is over or under what is needed, month by month."""
        return balance_people(self.people)

    @property
    def missing(self) -> tuple[str, ...]:
        """Forms without a row for these months."""
        return tuple(name for name in ("capacity", "demand") if getattr(self, name).empty)

    def filled_capacity(self) -> tuple[pd.DataFrame, tuple[str, ...]]:
        """Return an amount for every month of every role of which any is known, and what was assumed, in sentences.

        Notes
        -----
        A month that is not known is taken to be like the last one known before it, or else the first one after it.
        """
        slots = range(_slot(self.first), _slot(self.last) + 1)
        months = [label_of(slot, is_calendar=True) for slot in slots]
        if self.capacity.empty:
            return self.capacity, ()
        wide = self.capacity.pivot_table(index="role", columns="period", values="fte", sort=False).reindex(columns=months)
        filled = wide.ffill(axis=1).bfill(axis=1)
        needed = set(zip(self.demand["role"], self.demand["period"], strict=True))
        assumed = sorted({str(role) for role, month in needed if role in wide.index and pd.isna(wide.loc[role, month])})
        notes = (
            (
                say(
                    "Where the capacity of {assumed} is not known, start dates take the month known last.",
                    assumed=listed(assumed),
                ),
            )
            if assumed
            else ()
        )
        long = filled.reset_index().melt(id_vars="role", var_name="period", value_name="fte").dropna(subset=["fte"])
        return long, notes


def _slot(month: str) -> Slot:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def look_ahead(
    capacity: pd.DataFrame, demand: pd.DataFrame, quarter: Quarter, months: int, projects: Iterable[str] | None = None
) -> LookAhead:
    """Return capacity and demand of so many months after a quarter.

    Parameters
    ----------
    capacity, demand
        The forms of those names; see `pmobook.assess.resources.balance`.
    quarter
        The quarter assessed. Its own months, and those before, are history.
    months
        How many.
    projects
        The ids that there are; demand of any other is refused.

    Raises
    ------
    ProblemsFound
        With every amount that is negative or no number, every row that stands twice, every project that is not known, and
        periods that are numbers.
    """
    first = slot_of(quarter.last_day) + 1
    last = first + months - 1
    people = read_people(capacity, demand, missing_capacity=NOT_ASSESSED, projects=None if projects is None else set(projects))
    if len(people.capacity) + len(people.demand) and not people.is_calendar:
        raise ProblemsFound(
            [Problem("capacity and demand, column period", "no months", "a month in every row", "Write months, as in 2026-07.")]
        )
    kept = {name: _between(getattr(people, name), first, last) for name in ("capacity", "demand")}
    beyond = [int((getattr(people, name)["slot"] > last).sum()) for name in ("capacity", "demand")]
    label = label_of(last, is_calendar=True)
    return LookAhead(
        label_of(first, is_calendar=True), label, kept["capacity"], kept["demand"], (*people.notes, *_notes(beyond, label))
    )


def _between(table: pd.DataFrame, first: Slot, last: Slot) -> pd.DataFrame:
    rows = table.loc[table["slot"].between(first, last)]
    labels = pd.Series([label_of(int(slot), is_calendar=True) for slot in rows["slot"]], index=rows.index, dtype="str")
    return rows.assign(period=labels).drop(columns="slot").reset_index(drop=True)


def _notes(beyond: list[int], last: str) -> Iterator[str]:
    if any(beyond):
        rows = " and ".join(
            say("{row} of {name}", row=counted(number, "row"), name=name)
            for number, name in zip(beyond, ("capacity", "demand"), strict=True)
        )
        yield say("Looked ahead to {last}: {rows} beyond it are left out.", last=month_words(last), rows=rows)
