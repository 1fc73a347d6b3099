"""Native charts of the workbook: bars with the colour of their status, lines over the quarters."""

from __future__ import annotations

import math
from typing import Any

import xlsxwriter

from pmobook.export.content import Table
from pmobook.show.style import COLOURS

__all__ = ["add_chart"]

_ROW_POINTS = 20
_COLOURS = tuple(COLOURS[name] for name in ("first", "second", "third", "fourth", "navy", "not assessed"))


def add_chart(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table, head: int) -> int:
    """Put a table's chart to the right of it, and return how many rows the two take; 0 without a chart.

    Parameters
    ----------
    book, sheet
        The overview, on which the table stands.
    table
        With the chart it asks for.
    head
        The row of its headings.
    """
    if table.chart is None:
        return 0
    chart = _bars(book, sheet.name, table, head) if table.chart.shape == "bars" else _lines(book, sheet.name, table, head)
    rows = min(max(len(table.rows) + 4, 12), 30)
    chart.set_title({"name": table.topic, "name_font": {"size": 11, "bold": True, "color": COLOURS["navy"]}, "overlay": False})
    chart.set_size({"width": 620, "height": rows * _ROW_POINTS})
    chart.set_chartarea({"border": {"color": COLOURS["line"]}})
    sheet.insert_chart(head, len(table.columns) + 1, chart, {"description": table.chart.description, "object_position": 2})
    return rows + 3


def _bars(book: xlsxwriter.Workbook, name: str, table: Table, head: int) -> Any:  # noqa: ANN401 - without types
    held = table.chart
    assert held is not None
    chart = book.add_chart({"type": "bar"})
    first, last = head + 1, head + len(table.rows)
    points = [{"fill": {"color": COLOURS[row[held.value].kind or "first"]}} for row in table.rows]
    chart.add_series({
        "name": table.columns[held.value].heading,
        "categories": [name, first, 0, last, 0],
        "values": [name, first, held.value, last, held.value],
        "points": points,
        "data_labels": {"value": True},
        "gap": 60,
    })  # fmt: skip
    # The first row on top, as in the table.
    chart.set_y_axis({"reverse": True, "line": {"color": COLOURS["line"]}})
    top = {} if math.isnan(held.maximum) else {"max": held.maximum}
    chart.set_x_axis({"min": 0, **top, "major_gridlines": {"visible": True, "line": {"color": COLOURS["line"]}}})
    chart.set_legend({"none": True})
    return chart


def _lines(book: xlsxwriter.Workbook, name: str, table: Table, head: int) -> Any:  # noqa: ANN401 - as above
    held = table.chart
    assert held is not None
    chart = book.add_chart({"type": "line"})
    right = len(table.columns) - 1
    for place in range(len(table.rows)):
        row, colour = head + 1 + place, _COLOURS[place % len(_COLOURS)]
        chart.add_series({
            "name": [name, row, 0],
            "categories": [name, head, held.value, head, right],
            "values": [name, row, held.value, row, right],
            "line": {"color": colour, "width": 2},
            "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
        })  # fmt: skip
    chart.set_y_axis({"min": 0, "max": held.maximum, "major_gridlines": {"visible": True, "line": {"color": COLOURS["line"]}}})
    chart.set_legend({"position": "right"})
    chart.show_na_as_empty_cell()
    return chart
