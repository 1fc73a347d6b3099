"""The Excel workbook that one respondent fills in."""

from __future__ import annotations

import datetime as dt
import io
import math
from typing import Any

import xlsxwriter

from pmobook.survey.cover import SurveyFile, cover_texts
from pmobook.survey.questionnaire import Item, items, questionnaire_digest
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["ANSWERS_SHEET", "COLUMNS", "COVER_SHEET", "IDENTITY_SHEET", "KIND", "survey_workbook"]

COVER_SHEET, ANSWERS_SHEET, IDENTITY_SHEET = "Start here", "Answers", "pmobook"

COLUMNS = ("capability_id", "What is rated", "What one would see at each level", "Your rating", "Comment")
"""Headings of the answers; the first column is hidden."""

KIND = "pmobook survey 1"
"""What the hidden sheet says the file is."""

_WIDTHS = (16, 42, 86, 14, 40)
_INK, _PAPER, _LINE, _OPEN = "#14324F", "#EAF1F7", "#B8C7D4", "#FFF6DC"
_LINE_POINTS, _HIGHEST_ROW = 13.5, 409
# A column's width counts digits of Calibri 11; of ordinary text in size 10 about 1.3 times as many signs fit.
_SIGNS_A_WIDTH = 1.1
_HEADING_ROW = 2
_FIRST_ROW = _HEADING_ROW + 1


class _Workbook(xlsxwriter.Workbook):  # type: ignore[misc] # xlsxwriter has no types
    """A workbook that asks Excel to leave its user's name out when it is saved."""

    def _write_workbook_pr(self) -> None:
        self._xml_empty_tag("workbookPr", [("filterPrivacy", 1), ("defaultThemeVersion", 124226)])


def survey_workbook(file: SurveyFile) -> bytes:
    """Return the bytes of a respondent's workbook; the same file gives the same bytes.

    A cover, the sheet to answer on, and a hidden sheet by which the file is known when it comes back. Only ratings and
    comments can be changed, without a password, so that Tab leads from one to the next.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with _Workbook(buffer, options) as book:
        # The day of issue and no author: what a file says about its making is the same for a whole group.
        book.set_properties({"title": file.title, "created": dt.datetime.combine(file.issued_on, dt.time())})
        style = _styles(book)
        asked = items(file.model, file.perspective)
        cover, answers = book.add_worksheet(COVER_SHEET), book.add_worksheet(ANSWERS_SHEET)
        last_row = _write_answers(answers, file, asked, style)
        _write_cover(cover, file, _progress(last_row, len(asked)), style)
        _write_identity(book.add_worksheet(IDENTITY_SHEET), file)
    return buffer.getvalue()


def _styles(book: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    text = {"text_wrap": True, "valign": "top", "font_size": 10}
    ruled = {**text, "border": 1, "border_color": _LINE}
    answer = {**ruled, "locked": False, "bg_color": _OPEN}
    return {
        "title": book.add_format({"bold": True, "font_size": 18, "font_color": _INK}),
        "subtitle": book.add_format({"font_size": 11, "font_color": "#44566B"}),
        "label": book.add_format({"text_wrap": True, "valign": "top", "bold": True, "font_size": 11, "font_color": _INK}),
        "cover": book.add_format({"text_wrap": True, "valign": "top", "font_size": 11}),
        "link": book.add_format({"font_color": "#0B5CAD", "underline": 1, "font_size": 12, "bold": True}),
        "progress": book.add_format({"bold": True, "font_size": 11, "font_color": _INK}),
        "heading": book.add_format({**ruled, "bold": True, "bg_color": _INK, "font_color": "#FFFFFF", "valign": "vcenter"}),
        "area": book.add_format({"bold": True, "font_size": 12, "font_color": _INK, "bg_color": _PAPER, "valign": "vcenter"}),
        "area_rest": book.add_format({"font_size": 10, "bg_color": _PAPER, "valign": "vcenter"}),
        "text": book.add_format(ruled),
        "strong": book.add_format({"bold": True, "font_size": 10, "font_color": _INK}),
        "plain": book.add_format({"font_size": 10}),
        "rating": book.add_format({**answer, "align": "center", "valign": "vcenter", "font_size": 14, "bold": True}),
        "comment": book.add_format({**answer, "num_format": "@"}),
        "filled": book.add_format({"bg_color": "#FFFFFF"}),
    }


def _progress(last_row: int, count: int) -> str:
    """Return the formula that counts the ratings; in their column nothing else can stand below the heading."""
    cells = f"'{ANSWERS_SHEET}'!$D${_FIRST_ROW + 1}:$D${last_row + 1}"
    return f'="Rated so far: "&COUNTA({cells})&" of {count}"'


def _write_cover(sheet: Any, file: SurveyFile, progress: str, style: dict[str, Any]) -> None:  # noqa: ANN401
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 96)
    sheet.write_string(0, 0, file.title, style["title"])
    sheet.set_row(0, 30)
    sheet.write_string(1, 0, f"{file.organisation}, {file.quarter}", style["subtitle"])
    row = 3
    for heading, text in cover_texts(file):
        sheet.write_string(row, 0, heading, style["label"])
        sheet.write_string(row, 1, text, style["cover"])
        sheet.set_row(row, 15 * _line_count(text, 86) + 9)
        row += 1
    row += 1
    sheet.write_string(row, 0, "The levels", style["label"])
    for level, name in file.model.levels.items():
        sheet.write_string(row, 1, f"{level}   {name}", style["cover"])
        row += 1
    row += 1
    sheet.write_string(row, 0, "Progress", style["label"])
    sheet.write_formula(row, 1, progress, style["progress"], f"Rated so far: 0 of {len(file.model.capability_ids)}")
    sheet.write_url(row + 2, 1, f"internal:'{ANSWERS_SHEET}'!D{_FIRST_ROW + 2}", style["link"], "Go to the answers")
    sheet.protect("", {"format_columns": True, "format_rows": True})
    _set_print(sheet, file)


def _write_answers(sheet: Any, file: SurveyFile, asked: tuple[Item, ...], style: dict[str, Any]) -> int:  # noqa: ANN401
    """Write the sheet to answer on and return its last row, counted from 0."""
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, None, {"hidden": column == 0})
    sheet.write_string(0, 1, f"{file.business_unit_name}, {file.quarter}", style["title"])
    sheet.set_row(0, 28)
    sheet.write_string(1, 1, f"Choose the highest level that is true today as a whole, or {NOT_ASSESSED}.", style["subtitle"])
    sheet.write_row(_HEADING_ROW, 0, COLUMNS, style["heading"])
    sheet.set_row(_HEADING_ROW, 24)
    titles = {area.area_id: area.title for area in file.model.areas}
    row = _HEADING_ROW
    area = ""
    for item in asked:
        row += 1
        if item.area_id != area:
            area = item.area_id
            sheet.write_string(row, 1, titles[area], style["area"])
            for column in range(2, len(COLUMNS)):
                sheet.write_blank(row, column, None, style["area_rest"])
            sheet.set_row(row, 24)
            row += 1
        _write_item(sheet, row, item, style)
    ratings = f"D{_FIRST_ROW + 1}:E{row + 1}"
    sheet.conditional_format(ratings, {"type": "no_blanks", "format": style["filled"]})
    sheet.write_formula(1, 3, _progress(row, len(asked)), style["progress"], f"Rated so far: 0 of {len(asked)}")
    sheet.freeze_panes(_FIRST_ROW, 2)
    sheet.set_selection(_FIRST_ROW + 1, 3, _FIRST_ROW + 1, 3)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.repeat_rows(_HEADING_ROW)
    _set_print(sheet, file)
    return row


def _write_item(sheet: Any, row: int, item: Item, style: dict[str, Any]) -> None:  # noqa: ANN401
    sheet.write_string(row, 0, item.capability_id, style["text"])
    sheet.write_rich_string(row, 1, style["strong"], item.title, style["plain"], f"\n{item.question}", style["text"])
    runs: list[Any] = []
    for level, text in enumerate(item.levels):
        runs += [style["strong"], f"{level}   ", style["plain"], text if level == item.highest_level else f"{text}\n"]
    sheet.write_rich_string(row, 2, *runs, style["text"])
    sheet.write_blank(row, 3, None, style["rating"])
    sheet.write_blank(row, 4, None, style["comment"])
    lines = max(_line_count(item.asked, _WIDTHS[1]), _line_count(item.scale, _WIDTHS[2]), 3)
    sheet.set_row(row, min(_HIGHEST_ROW, lines * _LINE_POINTS + 8))
    sheet.data_validation(row, 3, row, 3, {
        "validate": "list", "source": [*range(item.highest_level + 1), NOT_ASSESSED], "error_title": "Not a level",
        "error_message": f"Type a whole number from 0 to {item.highest_level}, or choose {NOT_ASSESSED}.",
    })  # fmt: skip
    sheet.data_validation(row, 4, row, 4, {
        "validate": "length", "criteria": "<=", "value": 2000, "error_title": "A long comment",
        "error_message": "At most 2,000 characters fit here.",
    })  # fmt: skip


def _line_count(text: str, width: int) -> int:
    """Return how many lines a text takes in a column, counted with care: nobody sees what a row is too low for."""
    return sum(max(1, math.ceil(len(part) / (width * _SIGNS_A_WIDTH))) for part in text.split("\n"))


def _write_identity(sheet: Any, file: SurveyFile) -> None:  # noqa: ANN401
    entries = {
        "kind": KIND, "organisation": file.organisation, "business_unit": file.business_unit, "quarter": str(file.quarter),
        "respondent": file.code, "perspective": file.perspective, "model_id": file.model.model_id,
        "model_version": file.model.version, "questionnaire": questionnaire_digest(file.model), "token": file.token,
    }  # fmt: skip
    for row, (name, value) in enumerate(entries.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.protect()
    sheet.very_hidden()


def _set_print(sheet: Any, file: SurveyFile) -> None:  # noqa: ANN401
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    name = file.business_unit_name.replace("&", "&&")
    sheet.set_footer(f"&L{name}, {file.quarter}&C{file.code}&RPage &P of &N")
