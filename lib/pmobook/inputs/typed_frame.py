"""Turn a sheet into a typed frame, cell by cell, and gather what can't be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from pmobook.inputs.cells import NotAssessed, Value, cell_reader, expectation
from pmobook.inputs.faults import Fault
from pmobook.inputs.sheets import Row, Sheet
from pmobook.inputs.unreadable import Unreadable
from pmobook.method.forms import ColumnSpecification, FormSpecification
from pmobook.vocabulary import NOT_ASSESSED, quoted

__all__ = ["empty_frame", "read_frame"]

_DTYPES = {"number": "float64", "integer": "Int64", "date": "datetime64[us]"}


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
    series: dict[str, pd.Series] = {}
    for column in form.columns:
        read = values.get(column.name, blank)
        assessed = [None if isinstance(value, NotAssessed) else value for value in read]
        series[column.name] = _series(column, assessed)
        if column.may_be_not_assessed:
            reasons = [value.reason if isinstance(value, NotAssessed) else None for value in read]
            series[f"{column.name}_not_assessed"] = pd.Series(reasons, dtype="str")
    series["row"] = pd.Series(rows, dtype="int64")
    return pd.DataFrame(series)


def _series(column: ColumnSpecification, values: Sequence[Value]) -> pd.Series:
    if column.type == "date":
        moments = [dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else None for value in values]
        return pd.Series(moments, dtype="datetime64[us]")
    return pd.Series(list(values), dtype=_DTYPES.get(column.type, "str"))
