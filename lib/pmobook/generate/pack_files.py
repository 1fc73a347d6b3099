"""Writes a generated pack as its business unit would hand it in: one CSV file a form, or one Excel file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

from pmobook.generate.columns import COLUMNS, Cell, PackForms

__all__ = ["csv_text", "write_pack"]

_MADE_ON = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a mark inside the file; the day of writing would change its bytes
_LEAST_WIDTH, _MOST_WIDTH = 10, 60


def write_pack(folder: Path, forms: PackForms, kind: str) -> None:
    """Write a pack into a folder, which is made.

    Parameters
    ----------
    folder
        The pack's folder.
    forms
        Form name to rows, each as long as `pmobook.generate.columns.COLUMNS` says.
    kind
        ``csv`` or ``excel``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "excel":
        _write_excel(folder / "pack.xlsx", forms)
        return
    for name, rows in forms.items():
        (folder / f"{name}.csv").write_bytes(csv_text(COLUMNS[name], rows).encode())


def csv_text(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return a form as CSV with a header line; dates as 2026-07-31, numbers with a dot, empty cells for None."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _write_excel(path: Path, forms: PackForms) -> None:
    import xlsxwriter  # noqa: PLC0415 - slow to import, and most packs are CSV

    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}) as book:
        book.set_properties({"created": _MADE_ON})
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, rows in forms.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, COLUMNS[name], bold)
            for line, row in enumerate(rows, start=1):
                sheet.write_row(line, 0, row)
            for place, column in enumerate(COLUMNS[name]):
                longest = max((len(str(row[place])) for row in rows if row[place] is not None), default=0)
                sheet.set_column(place, place, min(max(longest, len(column), _LEAST_WIDTH), _MOST_WIDTH) + 1)
