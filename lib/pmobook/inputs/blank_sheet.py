"""How a sheet of a blank pack is laid out: its tables and how it prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["set_print", "write_table"]


def write_table(
    sheet: Any,  # noqa: ANN401 - xlsxwriter has no types
    row: int,
    headings: Sequence[str],
    lines: Sequence[Sequence[str]],
    style: Mapping[str, Any],
) -> None:
    """Write headings into a row, counted from 0, and lines of texts below."""
    sheet.write_row(row, 0, headings, style["required"])
    for number, line in enumerate(lines, start=row + 1):
        sheet.write_row(number, 0, line, style["text"])


def set_print(sheet: Any, title: str) -> None:  # noqa: ANN401
    """Let a sheet print on A4 across, one page wide, with its headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title.replace('&', '&&')}&RPage &P of &N")
