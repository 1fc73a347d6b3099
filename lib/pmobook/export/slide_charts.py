"""Native charts on slides, which whoever presents can edit: bars with the colour of their status, lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.util import Inches, Pt

from pmobook.export.content import Cell, Chart, Table
from pmobook.export.number_format import number_format
from pmobook.export.slide_words import coloured
from pmobook.show.style import COLOURS

__all__ = ["add_chart"]

_LINES = ("first", "second", "third", "fourth", "navy", "not assessed")
_LONGEST_NAME = 40


def add_chart(
    slide: Any,  # noqa: ANN401 - without types
    table: Table,
    held: Chart,
    rows: Sequence[tuple[Cell, ...]],
    at: tuple[float, float, float, float],
) -> None:
    """Put a table's chart on a slide.

    Parameters
    ----------
    slide
        The slide.
    table, held, rows
        The table, its chart, and the rows to draw.
    at
        Left, top, width and height, in inches.
    """
    is_bars = held.shape == "bars"
    data = _bar_data(table, held, rows) if is_bars else _line_data(table, held, rows)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if is_bars else XL_CHART_TYPE.LINE_MARKERS
    frame = slide.shapes.add_chart(kind, *(Inches(one) for one in at), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", held.description)  # noqa: SLF001 - python-pptx has no other way to describe it
    chart = frame.chart
    chart.font.size = Pt(11)
    chart.font.color.rgb = coloured(COLOURS["ink"])
    chart.has_title = False
    axis = chart.value_axis
    axis.minimum_scale = 0
    if not math.isnan(held.maximum):
        axis.maximum_scale = held.maximum
    axis.major_gridlines.format.line.color.rgb = coloured(COLOURS["line"])
    axis.format.line.fill.background()
    chart.has_legend = not is_bars or held.target >= 0
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    if is_bars:
        _dress_bars(chart, held, rows)
    else:
        _dress_lines(chart)


def _name(cell: Cell) -> str:
    return cell.text if len(cell.text) <= _LONGEST_NAME else f"{cell.text[: _LONGEST_NAME - 1].rstrip()}…"


def _bar_data(table: Table, held: Chart, rows: Sequence[tuple[Cell, ...]]) -> Any:  # noqa: ANN401 - as above
    written = next((row[held.value].text for row in rows if row[held.value].number is not None), "")
    data = CategoryChartData(number_format=number_format(written) if written else "General")
    data.categories = [_name(row[0]) for row in rows]
    data.add_series(table.columns[held.value].heading, [row[held.value].number for row in rows])
    if held.target >= 0:
        data.add_series(table.columns[held.target].heading, [row[held.target].number for row in rows])
    return data


def _line_data(table: Table, held: Chart, rows: Sequence[tuple[Cell, ...]]) -> Any:  # noqa: ANN401 - as above
    data = CategoryChartData(number_format="0.0")
    data.categories = [one.heading for one in table.columns[held.value :]]
    for row in rows:
        data.add_series(_name(row[0]), [cell.number for cell in row[held.value :]])
    return data


def _dress_bars(chart: Any, held: Chart, rows: Sequence[tuple[Cell, ...]]) -> None:  # noqa: ANN401 - as above
    chart.category_axis.reverse_order = True  # the first row on top, as in the table
    chart.category_axis.format.line.color.rgb = coloured(COLOURS["line"])
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 50, 0
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = coloured(COLOURS["first"])
    for place, row in enumerate(rows):
        if row[held.value].number is not None:
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = coloured(COLOURS[row[held.value].kind or "first"])
    labels = series.data_labels
    labels.show_value, labels.font.size = True, Pt(10)
    if held.target >= 0:
        fill = plot.series[1].format.fill
        fill.solid()
        fill.fore_color.rgb = coloured("#C5CDD8")


def _dress_lines(chart: Any) -> None:  # noqa: ANN401 - as above
    for place, series in enumerate(chart.plots[0].series):
        colour = coloured(COLOURS[_LINES[place % len(_LINES)]])
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
