"""The Excel workbook of a blank input pack: explanations first, then one sheet a form."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from pmobook.inputs.blank_measures import write_catalogue
from pmobook.inputs.blank_model import has_explanations, write_lists, write_model
from pmobook.inputs.blank_sheet import set_print, write_table
from pmobook.inputs.blank_validation import LAST_ROW, validation
from pmobook.inputs.column_words import allowed_words, kind_words, unit_of_measure_words
from pmobook.inputs.prefilled import prefilled_rows
from pmobook.inputs.sheets import EXPLANATION_SHEETS
from pmobook.method.catalogue_measure import CatalogueMeasure
from pmobook.method.forms import ColumnSpecification, FormSpecification
from pmobook.method.maturity import MaturityModel

__all__ = ["BlankPack", "blank_workbook"]

_READ_ME, _COLUMNS, _LISTS, _MODEL, _CATALOGUE = EXPLANATION_SHEETS
_CREATED = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed day, so that the same pack gives the same bytes
_INK, _PAPER, _LINE = "#14324F", "#EAF1F7", "#B8C7D4"
_WIDTHS = {"id": 16, "ids": 20, "text": 30, "choice": 18, "number": 15, "integer": 12, "date": 14, "period": 13}
_NUMBER_FORMATS = {"date": "yyyy-mm-dd", "integer": "0", "number": "General"}
_STEPS = (
    "Fill in one row for each thing that the sheet's first line names. Row 1 holds the headings: leave it as it is.",
    "A star (*) after a heading, and a dark heading, mean that every row needs a value in that column.",
    "Click into a cell to see what belongs there. The sheet Columns explains every column with an example.",
    "Where nobody rated or measured it, write not assessed, or not assessed: figures due in October. Zero means something else.",
    "Dates are year-month-day (2026-07-31). Periods are a month (2026-07), a quarter (2026Q3) or a financial year (FY2026/27).",
    "Shares go from 0 to 1: write 40 % as 0.4. Write numbers without currency and thousands signs.",
    "Leave a sheet empty, or delete it, if you have nothing for it; what depends on it is reported as not assessed.",
    "Leave out names of persons: use roles and codes.",
    "Hand the file in as pack.xlsx, without a password. Every mistake is reported by sheet, row and column.",
)

_PREFILLED_STEPS = {
    "practices": (
        "The sheet practices has a row for each practice already: fill in a finding where one was looked at and leave the others "
        "as they are; nobody has assessed those. The sheet Model says what every level and practice means."
    ),
    "measures": (
        "The sheet measures names some already: give those that you take on an owner and leadership's target, and leave the "
        "others as they are; they don't count. The sheet Catalogue says how each is worked out and how it misleads."
    ),
}


@dataclass(frozen=True)
class BlankPack:
    """What a blank pack is made of; see `pmobook.inputs.blank.write_blank_pack`."""

    title: str
    forms: tuple[FormSpecification, ...]
    model: MaturityModel | None
    required: tuple[str, ...]
    money: str | None
    measures: tuple[CatalogueMeasure, ...] = ()


def blank_workbook(pack: BlankPack) -> bytes:
    """Return the bytes of the workbook; the same pack gives the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": pack.title, "created": _CREATED})
        style = _styles(book)
        _write_read_me(book.add_worksheet(_READ_ME), pack, style)
        _write_columns(book.add_worksheet(_COLUMNS), pack, style)
        for form in pack.forms:
            _write_form(book, book.add_worksheet(form.name), form, pack, style)
        if pack.model is not None:
            write_lists(book.add_worksheet(_LISTS), pack.model, style)
            if has_explanations(pack.model):
                write_model(book.add_worksheet(_MODEL), pack.model, style)
        if pack.measures:
            write_catalogue(book.add_worksheet(_CATALOGUE), pack.measures, style)
    return buffer.getvalue()


def _styles(book: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    wrapped = {"text_wrap": True, "valign": "top"}
    heading = {"bold": True, "valign": "vcenter", "text_wrap": True, "border": 1, "border_color": _LINE}
    return {
        "title": book.add_format({"bold": True, "font_size": 18, "font_color": _INK}),
        "text": book.add_format(wrapped),
        "strong": book.add_format({**wrapped, "bold": True}),
        "link": book.add_format({**wrapped, "font_color": "#0B5CAD", "underline": 1}),
        "required": book.add_format({**heading, "bg_color": _INK, "font_color": "#FFFFFF"}),
        "optional": book.add_format({**heading, "bg_color": _PAPER, "font_color": _INK, "bold": False, "italic": True}),
    }


def _steps(pack: BlankPack) -> list[str]:
    prefilled = [form.name for form in pack.forms if prefilled_rows(form, pack.model, pack.measures)]
    return [*_STEPS[:1], *(_PREFILLED_STEPS[name] for name in prefilled), *_STEPS[1:]]


def _write_read_me(sheet: Any, pack: BlankPack, style: dict[str, Any]) -> None:  # noqa: ANN401
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 78)
    sheet.set_column(3, 3, 16)
    sheet.write_string(0, 0, pack.title, style["title"])
    sheet.set_row(0, 28)
    row = 2
    for number, step in enumerate(_steps(pack), start=1):
        sheet.merge_range(row, 1, row, 3, step, style["text"])
        sheet.write_string(row, 0, f"Step {number}", style["strong"])
        sheet.set_row(row, 32)
        row += 1
    row += 1
    lines = [
        [form.name, form.row, form.purpose, "always" if form.name in pack.required else "if you have it"] for form in pack.forms
    ]
    write_table(sheet, row, ["Sheet", "One row is", "What it is for", "Hand in"], lines, style)
    for number, form in enumerate(pack.forms, start=row + 1):
        sheet.write_url(number, 0, f"internal:'{form.name}'!A2", style["link"], form.name)
    set_print(sheet, "Read me")


def _write_columns(sheet: Any, pack: BlankPack, style: dict[str, Any]) -> None:  # noqa: ANN401
    headings = ["Sheet", "Column", "Needed", "Kind", "Counts", "What it means", "What it may hold", "Example"]
    for column, width in enumerate((18, 20, 11, 16, 22, 60, 60, 28)):
        sheet.set_column(column, column, width)
    lines = [
        [
            form.name, column.name, "in every row" if column.required else "if known", kind_words(column),
            unit_of_measure_words(column, pack.money), column.description, _allowed_with_meaning(column), column.example,
        ]
        for form in pack.forms
        for column in form.columns
    ]  # fmt: skip
    write_table(sheet, 0, headings, lines, style)
    sheet.freeze_panes(1, 2)
    set_print(sheet, "Columns")


def _allowed_with_meaning(column: ColumnSpecification) -> str:
    meanings = "".join(f"\n{choice}: {meaning}" for choice, meaning in (column.choices or {}).items())
    return allowed_words(column) + meanings


def _write_form(book: Any, sheet: Any, form: FormSpecification, pack: BlankPack, style: dict[str, Any]) -> None:  # noqa: ANN401
    for position, column in enumerate(form.columns):
        cells = book.add_format({"num_format": _number_format(column), "valign": "top", "text_wrap": column.type == "text"})
        sheet.set_column(position, position, max(_WIDTHS[column.type], len(column.name) + 4), cells)
        heading = f"{column.name} *" if column.required else column.name
        sheet.write_string(0, position, heading, style["required" if column.required else "optional"])
        rule = validation(column, pack.forms, pack.model, unit_of_measure_words(column, pack.money))
        sheet.data_validation(1, position, LAST_ROW - 1, position, rule)
    for number, line in enumerate(prefilled_rows(form, pack.model, pack.measures), start=1):
        for name, value in line.items():
            sheet.write(number, form.column_names.index(name), value)
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 1)
    set_print(sheet, form.title)


def _number_format(column: ColumnSpecification) -> str:
    if column.may_be_fraction:
        return "# ?/?"
    return _NUMBER_FORMATS.get(column.type, "@")  # as text, ids keep their zeros and periods stay what was typed
