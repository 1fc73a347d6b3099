"""What must stand only once, and what must stand in another form too."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.inputs.whole_rows import whole_rows
from pmobook.method.forms import ColumnSpecification, FormSpecification
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import nearest, quoted

__all__ = ["find_repeated_keys", "find_unknown_references"]

_LISTED = 8


def find_repeated_keys(form: FormSpecification, frame: pd.DataFrame, row_word: str, unread: Collection[int] = ()) -> list[Fault]:
    """Return a fault for each row whose key stands in an earlier row too; rows with an incomplete key are left out.

    A blank cell is a part of the key like any other where the form does not need the column in every row.

    Parameters
    ----------
    form
        The form, which says what its key is.
    frame
        Its typed frame.
    row_word
        What a row is called: ``row`` or ``line``.
    unread
        Rows of which a part of the key is there but could not be read; they are left out too.
    """
    blanks = {name: "" for name in form.key if not form.column(name).required}
    column = " and ".join(form.key)
    first: dict[tuple[object, ...], int] = {}
    faults = []
    for *key, row in whole_rows(frame, *form.key, blanks=blanks):
        if row in unread:
            continue
        first_row = first.setdefault(tuple(key), row)
        if first_row != row:
            values = " and ".join(quoted(value) for value in key if value != "")
            faults.append(
                Fault(row, column, f"{values} a second time (first in {row_word} {first_row})", f"each {column} once",
                      "Remove one of the two rows, or correct it.")
            )  # fmt: skip
    return faults


def find_unknown_references(
    form: FormSpecification, frames: Mapping[str, pd.DataFrame], model: MaturityModel, incomplete: Container[str] = ()
) -> list[Fault]:
    """Return a fault for each value that should stand in another form, or in the maturity model, and does not.

    A value that is wrong in several rows is one fault that names them all. If the other form is not in the pack at all, that
    is said once for the column. A form that is there without rows counts as not handed in.

    Parameters
    ----------
    form
        The form whose columns are looked at.
    frames
        Typed frames of the pack by form; a column that could not be read in the other form is missing there in part.
    model
        The business unit's maturity model.
    incomplete
        Forms that could not be read in full; nothing is said about what should stand there.
    """
    faults: list[Fault] = []
    for column in form.columns:
        reference = column.refers_to
        if reference is None or reference.form in incomplete:
            continue
        used = list(whole_rows(frames[form.name], column.name))
        if not used:
            continue
        if reference.form == "maturity_model":
            known = list(model.practice_ids if reference.column == "practice_id" else model.capability_ids)
            there = f"the maturity model {model.model_id}"
        else:
            other = frames.get(reference.form)
            if other is None or other.empty:
                is_there = other is not None
                lack = f"the form {reference.form} has no rows" if is_there else f"the pack holds no form {reference.form}"
                remedy = f"{'Fill in' if is_there else 'Hand in'} the form {reference.form} too."
                faults.append(
                    Fault(None, column.name, f"ids of {reference.form}, while {lack}",
                          f"each {reference.column} in the form {reference.form} too", remedy)
                )  # fmt: skip
                continue
            known = list(dict.fromkeys(value for value, _ in whole_rows(other, reference.column)))
            there = f"the form {reference.form}"
        faults += _unknown(
            column, used, known, f"{'an' if reference.column[0] in 'aeiou' else 'a'} {reference.column} that stands in {there}"
        )
    return faults


def _unknown(column: ColumnSpecification, used: Iterable[tuple[str, int]], known: list[str], expected: str) -> list[Fault]:
    allowed = set(known)
    rows: dict[str, list[int]] = {}
    for value, row in used:
        for one in value.split(";") if column.type == "ids" else (value,):
            if one not in allowed:
                rows.setdefault(one, []).append(row)
    return [
        Fault(first, column.name, quoted(one), expected, _Remedy(one, known, column), tuple(others))
        for one, (first, *others) in rows.items()
    ]


class _Remedy:
    """Words the remedy for an unknown id when it is asked for: comparing with every known id is slow."""

    def __init__(self, value: str, known: list[str], column: ColumnSpecification) -> None:
        self.value = value
        self.known = known
        self.column = column

    def __call__(self) -> str:
        parts = [part.strip() for part in self.value.split(",")]
        if self.column.type == "ids" and len(parts) > 1 and set(parts) <= set(self.known):
            return f"Put semicolons between ids: {';'.join(parts)}."
        if guess := nearest(self.value, self.known[:5000]):
            return f"Did you mean {guess}?"
        listed = ", ".join(self.known[:_LISTED]) + (" …" if len(self.known) > _LISTED else "")
        return f"Correct it, or add it there; {listed} are there now." if self.known else "Correct it, or add it there."
