"""Native tables on slides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.util import Inches, Pt

from pmobook.export.content import Cell, Table
from pmobook.export.sheet_cells import INKS, TINTS
from pmobook.export.slide_words import coloured, write
from pmobook.language import say
from pmobook.show.status import SHAPES
from pmobook.show.style import COLOURS

__all__ = ["MOST_ROWS", "add_table"]

MOST_ROWS = 12
"""So many rows have room on a slide."""

_MOST_COLUMNS = 9
_LONGEST = 64
_ROW = 0.36


def add_table(slide: Any, table: Table, rows: Sequence[tuple[Cell, ...]], at: tuple[float, float, float]) -> None:  # noqa: ANN401 - without types
    """Put rows of a table on a slide.

    Parameters
    ----------
    slide
        The slide.
    table
        For its headings and what it shows.
    rows
        Some or all of its rows.
    at
        Left, top and width, in inches.
    """
    left, top, width = at
    most = _MOST_COLUMNS if width > 8 else 6
    columns = table.columns[:most]
    size = 11.0 if width > 8 else 9.5
    height = Inches(_ROW * (len(rows) + 1))
    frame = slide.shapes.add_table(len(rows) + 1, len(columns), Inches(left), Inches(top), Inches(width), height)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", say("Table: {topic}", topic=table.topic))  # noqa: SLF001 - python-pptx has no other way to describe it
    grid = frame.table
    grid.horz_banding = False
    whole = sum(one.width for one in columns)
    for place, column in enumerate(columns):
        grid.columns[place].width = Inches(width * column.width / whole)
        _fill(grid.cell(0, place), Cell(column.heading), size, column.align, COLOURS["navy"], "#FFFFFF")
    for below, row in enumerate(rows, start=1):
        for place, cell in enumerate(row[:most]):
            tint = TINTS[cell.kind] if table.is_heat and place and cell.kind else "#FFFFFF"
            ink = INKS[cell.kind] if cell.kind and not (table.is_heat and cell.kind == "not assessed") else COLOURS["ink"]
            _fill(grid.cell(below, place), cell, size, columns[place].align, tint, ink)


def _fill(target: Any, cell: Cell, size: float, align: str, fill: str, ink: str) -> None:  # noqa: ANN401 - as above
    target.fill.solid()
    target.fill.fore_color.rgb = coloured(fill)
    target.margin_left = target.margin_right = Inches(0.06)
    target.margin_top = target.margin_bottom = Inches(0.02)
    paragraph = target.text_frame.paragraphs[0]
    paragraph.alignment = 3 if align == "right" else 1
    text = cell.text if len(cell.text) <= _LONGEST else f"{cell.text[: _LONGEST - 1].rstrip()}…"
    mark = f"{SHAPES[cell.kind]} " if cell.kind else ""
    write(paragraph, f"{mark}{text}", size, ink, bold=fill == COLOURS["navy"])
    if cell.under and len(cell.under) < 24:
        below = target.text_frame.add_paragraph()
        below.alignment, below.line_spacing = paragraph.alignment, Pt(9)
        write(below, cell.under, 8, COLOURS["faint"])
