"""Capacity and demand as they are handed in, as full-time equivalents by role and month; every problem named."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.months import Months, Slot, label_of, read_months
from pmobook.assess.tables import present
from pmobook.assess.wording import counted
from pmobook.errors import PmobookError, Problem
from pmobook.language import say
from pmobook.vocabulary import NOT_ASSESSED, nearest, quoted

__all__ = ["ALWAYS", "DIGITS", "Amounts", "each_amount", "read_amounts", "read_cell", "unknown_name"]

ALWAYS = -(10**9)
"""Stands for every month, where an amount is given without one."""

DIGITS = 9
"""Decimals to which full-time equivalents are added: beyond any form's, within what floating point keeps."""

_LARGEST = 1e9


@dataclass(frozen=True, eq=False)
class Amounts:
    """Full-time equivalents by whom they are of and by month.

    Attributes
    ----------
    table
        One row for each key and month: the keys (``role``, perhaps ``project_id``), slot, fte (NaN: not assessed).
    is_calendar
        Whether the slots are months; else they are numbers of periods.
    notes
        What was read from quarters and years, in sentences.
    """

    table: pd.DataFrame
    is_calendar: bool | None
    notes: tuple[str, ...] = field(default=())

    def label(self, slot: Slot) -> Any:  # noqa: ANN401 - a text, or the number itself
        """Write one of the months."""
        return label_of(slot, is_calendar=bool(self.is_calendar))


def read_cell(cell: Any, where: str, problems: list[Problem], remedy: str) -> float:  # noqa: ANN401 - whatever a table holds
    """Return an amount of 0 or more, NaN if it is not assessed; anything else is added to the problems."""
    if not present(cell) or (isinstance(cell, str) and cell.strip().casefold() in {"", NOT_ASSESSED}):
        return np.nan
    try:
        number = np.nan if isinstance(cell, (bool, np.bool_)) else float(cell)
    except (TypeError, ValueError):
        number = np.nan
    if not np.isfinite(number) or abs(number) > _LARGEST:
        problems.append(Problem(where, quoted(cell), "a number of 0 or more, or not assessed", "Write the number, as in 0.5."))
    elif number < 0:
        problems.append(Problem(where, f"{number:g}", "0 or more", remedy))
    else:
        return number
    return 0.0


def unknown_name(where: str, name: object, known: Iterable[object], noun: str, remedy: str) -> Problem:
    """Return the problem of a name that stands nowhere else, with the nearest that does."""
    names = sorted(str(one) for one in known)
    guess = nearest(str(name), names)
    said = (
        say("Did you mean {guess}? If not: {remedy}{remedy_2}", guess=guess, remedy=remedy[0].lower(), remedy_2=remedy[1:])
        if guess
        else remedy
    )
    return Problem(where, quoted(name), f"a {noun} that is known ({', '.join(names[:8])}{' …' if len(names) > 8 else ''})", said)


def _as_frame(data: Any, keys: Sequence[str], name: str) -> pd.DataFrame:  # noqa: ANN401 - as handed in
    if isinstance(data, pd.DataFrame):
        missing = [key for key in (*keys, "fte") if key not in data.columns]
        if missing and set(missing) <= {str(level) for level in data.index.names}:
            return _as_frame(data.reset_index(), keys, name)
        if missing:
            message = f"{name}: the table lacks {' and '.join(missing)}. Give it the columns {', '.join(keys)}, period, fte."
            raise PmobookError(message)
        return data
    if isinstance(data, pd.Series) and data.index.nlevels > 1:
        return _as_frame(data.rename("fte").reset_index(), keys, name)
    if isinstance(data, (pd.Series, Mapping)) and keys == ["role"]:
        return pd.DataFrame(
            {"role": list(data.keys()), "fte": list(data.values) if isinstance(data, pd.Series) else [*data.values()]}
        )
    try:
        return _as_frame(pd.DataFrame(list(data)), keys, name)
    except (TypeError, ValueError, AttributeError):
        message = f"{name}: found {type(data).__name__}, expected a table with the columns {', '.join(keys)}, period, fte."
        raise PmobookError(message) from None


def each_amount(frame: pd.DataFrame, keys: Sequence[str]) -> Iterator[tuple[int, tuple[Any, ...], Any, Any]]:
    """Return a frame's rows as number of the row, keys, period and amount."""
    columns = [frame[key].tolist() for key in keys]
    periods = frame["period"].tolist() if "period" in frame.columns else [ALWAYS] * len(frame)
    rows = zip(zip(*columns, strict=True), periods, frame["fte"].tolist(), strict=True)
    for number, (key, period, amount) in enumerate(rows, start=1):
        yield number, key, period, amount


@functools.lru_cache(maxsize=4096)
def _cached(cell: Hashable, _: type) -> Months:
    return read_months(cell)


def _months(cell: Any, where: str, problems: list[Problem]) -> Months | None:  # noqa: ANN401 - as handed in
    try:
        return _cached(cell, type(cell)) if isinstance(cell, Hashable) else read_months(cell)
    except PmobookError as error:
        found, _, remedy = str(error).partition(". ")
        problems.append(Problem(where, found.removesuffix(" is not a period"), "a month, a quarter or a financial year", remedy))
        return None


def read_amounts(data: Any, keys: Sequence[str], name: str, problems: list[Problem]) -> Amounts:  # noqa: ANN401 - as handed in
    """Return what was handed in by key and month; whatever is wrong with it is added to the problems.

    Parameters
    ----------
    data
        A frame of the keys, ``period`` and ``fte``, in any order; without ``period`` an amount holds in every month. Capacity
        may also be role to amount.
    keys
        ``role``, or ``project_id`` and ``role``.
    name
        What the table is called in a message.

    Raises
    ------
    PmobookError
        If it is no such table at all.

    Notes
    -----
    Full-time equivalents are a rate: those of a quarter or a financial year hold in each of its months.
    """
    frame = _as_frame(data, list(keys), name)
    rows: list[tuple[Any, ...]] = []
    origin: dict[tuple[Any, ...], int] = {}
    kinds: dict[str, int] = {}
    for number, key, period, amount in each_amount(frame, keys):
        where = f"{name}, row {number}"
        if not all(present(one) and str(one).strip() for one in key):
            lacking = next(one for one, cell in zip(keys, key, strict=True) if not (present(cell) and str(cell).strip()))
            problems.append(Problem(f"{where}, column {lacking}", "nothing", f"a {lacking}", "Fill it in, or remove the row."))
            continue
        is_always = isinstance(period, int) and period == ALWAYS
        months = (
            Months((ALWAYS,), "always") if is_always else _months(period, say("{where}, column period", where=where), problems)
        )
        remedy = f"Correct the sign of the {name}; write 0 if there is none."
        fte = read_cell(amount, f"{where}, column fte ({', '.join(str(one) for one in key)})", problems, remedy)
        if months is None:
            continue
        kinds[months.kind] = kinds.get(months.kind, 0) + 1
        is_calendar = months.kind not in {"number", "always"}
        for slot in months.slots:
            first = origin.setdefault((*key, slot), number)
            if first != number:
                label = say("every month") if is_always else label_of(slot, is_calendar=is_calendar)
                problems.append(
                    Problem(f"{where} ({', '.join(str(one) for one in key)}, {label})", f"a second amount beside row {first}",
                            "one amount for each month", "Remove one of the two rows, or add them up.")
                )  # fmt: skip
                break
            rows.append((*key, slot, fte))
    is_calendar_all = _one_kind(kinds, name, problems)
    table = pd.DataFrame(rows, columns=[*keys, "slot", "fte"]).astype({"slot": "int64", "fte": "float64"})
    return Amounts(table, is_calendar_all, tuple(_spread_notes(kinds, name)))


def _one_kind(kinds: Mapping[str, int], name: str, problems: list[Problem]) -> bool | None:
    """Say whether periods are months; None if no month is named."""
    named = set(kinds) - {"always"}
    if not named:
        return None
    if "number" in named and len(named) > 1:
        problems.append(
            Problem(f"{name}, column period", "months and numbers", "one or the other", "Write months, as in 2026-07.")
        )
    return "number" not in named


def _spread_notes(kinds: Mapping[str, int], name: str) -> Iterator[str]:
    for kind in ("quarter", "financial year"):
        if kinds.get(kind):
            rows = counted(kinds[kind], "row")
            yield say(
                "{rows} of the {name} given by {kind}: the same full-time equivalents in each of its months.",
                rows=rows,
                name=name,
                kind=kind,
            )
