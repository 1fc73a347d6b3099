"""Turn a sheet into a typed frame, cell by cell, and gather what can't be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from pmobook.inputs.cells import NotAssessed, Value, cell_reader, expectation
from pmobook.inputs.faults import Fault
from pmobook.inputs.sheets import Row, Sheet
from pmobook.inputs.unreadable import Unreadable
from pmobook.method.forms import ColumnSpecification, FormSpecification
from pmobook.vocabulary import NOT_ASSESSED, quoted

__all__ = ["empty_frame", "read_frame"]


def empty_frame(form: FormSpecification) -> pd.DataFrame:
    """Return a frame of a form without rows, with all its columns and their types."""
    return _frame(form, {}, [])


def read_frame(sheet: Sheet, form: FormSpecification, places: Mapping[str, int]) -> tuple[pd.DataFrame, list[Fault]]:
    """Return a sheet's rows as a typed frame, and the cells that can't be read; they are missing in the frame.

    Parameters
    ----------
    sheet
        The sheet.
    form
        What its columns may hold.
    places
        Where each column stands, counted from 0.

    Returns
    -------
    tuple of DataFrame and list of Fault
        The frame has the form's columns in order, ``<column>_not_assessed`` (the reason, empty if none was given,
        missing where there is a value or nothing) after each that allows it, and ``row``.
    """
    rows = sheet.rows[1:]
    values: dict[str, list[Value]] = {}
    faults = [*_cells_outside(sheet, rows), *_merged_cells(sheet)]
    for column in form.columns:
        if column.name in places:
            values[column.name] = _read_column(column, places[column.name], rows, faults)
    return _frame(form, values, [row.number for row in rows]), faults


def _read_column(column: ColumnSpecification, place: int, rows: Sequence[Row], faults: list[Fault]) -> list[Value]:
    read = cell_reader(column)
    values: list[Value] = []
    for row in rows:
        value: Value = None
        try:
            value = read(row.cells[place] if place < len(row.cells) else None)
        except Unreadable as fault:
            faults.append(Fault(row.number, column.name, fault.found, fault.expected, fault.remedy))
        else:
            if value is None and column.required:
                remedy = f"Fill it in, or write {NOT_ASSESSED}." if column.may_be_not_assessed else "Fill it in."
                faults.append(Fault(row.number, column.name, "nothing", expectation(column), remedy))
        values.append(value)
    return values


def _cells_outside(sheet: Sheet, rows: Sequence[Row]) -> list[Fault]:
    """Return a fault for each line of a CSV file that has more cells than there are headings."""
    if sheet.row_word == "row" or not rows:
        return []
    width = len(sheet.rows[0].cells)
    faults = []
    for row in rows:
        beyond = [cell for cell in row.cells[width:] if isinstance(cell, str) and cell.strip()]
        if beyond:
            found = f"{len(row.cells)} cells, the first too many {quoted(beyond[0])}"
            faults.append(
                Fault(row.number, "", found, f"at most {width} cells, as many as headings",
                      "Put texts that hold a comma in quotation marks, or remove what is too much.")
            )  # fmt: skip
    return faults


def _merged_cells(sheet: Sheet) -> list[Fault]:
    return [
        Fault(None, "", f"merged cells ({cells})", "one value in each cell",
              "Select them, choose Unmerge Cells, and fill in every row.")
        for cells in sheet.merged
    ]  # fmt: skip


def _frame(form: FormSpecification, values: Mapping[str, Sequence[Value]], rows: Sequence[int]) -> pd.DataFrame:
    blank: list[Value] = [None] * len(rows)
    arrays: dict[str, np.ndarray | ExtensionArray] = {}
    for column in form.columns:
        read = values.get(column.name, blank)
        assessed = [None if isinstance(value, NotAssessed) else value for value in read]
        arrays[column.name] = _array(column, assessed)
        if column.may_be_not_assessed:
            reasons: list[Any] = [value.reason if isinstance(value, NotAssessed) else None for value in read]
            arrays[f"{column.name}_not_assessed"] = pd.array(reasons, dtype="str")
    arrays["row"] = np.array(rows, dtype="int64")
    return pd.DataFrame(arrays)  # of arrays and not of series, which it would first line up by their indexes


def _array(column: ColumnSpecification, values: Sequence[Any]) -> np.ndarray | ExtensionArray:
    if column.type == "date":
        return np.array([value if isinstance(value, dt.date) else None for value in values], dtype="datetime64[us]")
    if column.type == "number":
        return np.array(values, dtype="float64")
    return pd.array(values, dtype="Int64") if column.type == "integer" else pd.array(values, dtype="str")
