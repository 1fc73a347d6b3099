"""Faults in a sheet, and how many of a kind are told one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pmobook.errors import Problem
from pmobook.inputs.sheets import Sheet

__all__ = ["Fault", "problems_of"]

_TOLD_ONE_BY_ONE = 20
_MOST_RANGES = 30


@dataclass(frozen=True)
class Fault:
    """Something wrong at a place in a sheet.

    Attributes
    ----------
    row
        Its number; None for something that concerns the column or the sheet.
    column
        Name of the column, or of several joined by ``and``; empty for the row or the sheet.
    found, expected
        As in `pmobook.errors.Problem`.
    remedy
        As there, or a function that words it: finding the nearest name is worth it only for the faults that are told.
    also
        Numbers of further rows where the very same stands: one id that is missing elsewhere is one thing to mend, however many
        rows name it.
    """

    row: int | None
    column: str
    found: str
    expected: str
    remedy: str | Callable[[], str]
    also: tuple[int, ...] = ()


def problems_of(
    sheet: Sheet, faults: Iterable[Fault], columns: Sequence[str], people: Mapping[int, str] | None = None
) -> list[Problem]:
    """Return the faults of a sheet as problems, row by row.

    Of faults that share a column and an expectation, twenty are told one by one and the rest in one line that names
    their rows.

    Parameters
    ----------
    sheet
        Where they stand.
    faults
        In any order.
    columns
        Names of the form's columns in order, to sort by.
    people
        Row number to the person whose answer stands there, who is then named too.
    """
    order = {name: position for position, name in enumerate(columns)}
    told: list[Problem] = []
    rest: dict[tuple[str, str], list[Fault]] = {}
    count: dict[tuple[str, str], int] = {}
    alone = [one for fault in faults for one in _apart(fault, people or {})]
    for fault in sorted(alone, key=lambda one: (one.row or 0, order.get(one.column, -1))):
        kind = (fault.column, fault.expected)
        count[kind] = count.get(kind, 0) + 1
        if count[kind] > _TOLD_ONE_BY_ONE:
            rest.setdefault(kind, []).append(fault)
            continue
        remedy = fault.remedy if isinstance(fault.remedy, str) else fault.remedy()
        told.append(Problem(_where(sheet, fault, people or {}), fault.found, fault.expected, remedy))
    for (column, expected), others in rest.items():
        told.append(_summary(sheet, column, expected, others))
    return told


def _apart(fault: Fault, people: Mapping[int, str]) -> list[Fault]:
    """Return a fault for each row where every row has its own person to ask; else the fault itself."""
    if not fault.also or people.keys().isdisjoint({fault.row, *fault.also}):
        return [fault]
    return [replace(fault, row=row, also=()) for row in (fault.row, *fault.also)]


def _where(sheet: Sheet, fault: Fault, people: Mapping[int, str]) -> str:
    places = [sheet.where]
    if fault.row is not None and fault.also:
        rows = sorted({fault.row, *fault.also})
        places.append(f"{sheet.row_word}{'' if len(rows) == 1 else 's'} {_ranges(rows)}")
    elif fault.row is not None:
        person = f" (respondent {people[fault.row]})" if fault.row in people else ""
        places.append(f"{sheet.row_word} {fault.row}{person}")
    if fault.column:
        places.append(f"column{'s' if ' and ' in fault.column else ''} {fault.column}")
    return ", ".join(places)


def _summary(sheet: Sheet, column: str, expected: str, others: Sequence[Fault]) -> Problem:
    """Return one problem for the faults of a kind that are not told one by one."""
    rows = sorted({row for fault in others for row in (fault.row, *fault.also) if row is not None})
    words = f"{sheet.row_word}{'' if len(rows) == 1 else 's'}"
    where = f"{sheet.where}, column{'s' if ' and ' in column else ''} {column}" if column else sheet.where
    number = f"{len(others):,} more of the same kind"
    found = f"{number}, in {words} {_ranges(rows)}" if rows else number
    return Problem(where, found, expected, "Mend them like those above.")


def _ranges(rows: Sequence[int]) -> str:
    """Write row numbers in short, those that follow each other as a range."""
    ranges: list[list[int]] = []
    for row in rows:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    texts = [str(first) if first == last else f"{first}\N{EN DASH}{last}" for first, last in ranges[:_MOST_RANGES]]
    if len(ranges) > _MOST_RANGES:
        texts.append(f"and so on to {rows[-1]}")
    return ", ".join(texts)
