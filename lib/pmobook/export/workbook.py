"""The figures of a quarter as an Excel workbook: real numbers, native charts, colours that follow the figures, no formula."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from pmobook.export.content import Pack, Table
from pmobook.export.pages import Shown, board_pack
from pmobook.export.sheet_cells import Dress, dressed, write_table
from pmobook.export.sheet_charts import add_chart
from pmobook.export.sheet_colours import colour_sheet
from pmobook.export.sheets import Sheet, overview_tables, sheets_of
from pmobook.language import say
from pmobook.show.page import CARD_WORDS

__all__ = ["as_workbook"]

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_HEAD = 3
"""Rows above a sheet's headings."""

_ACROSS = 7


def as_workbook(shown: Shown) -> bytes:
    """Return the workbook's file, with the same bytes whenever it is made.

    Parameters
    ----------
    shown
        The quarter and the business units.
    """
    memory = io.BytesIO()
    pack = board_pack(shown, only_overview=True)
    with xlsxwriter.Workbook(memory, _OPTIONS) as book:
        book.set_properties({
            "title": say("Figures of {quarter}: {organisation}", quarter=pack.quarter, organisation=pack.organisation)[:255],
            "author": pack.organisation[:255],
            "created": dt.datetime(*pack.dated),  # noqa: DTZ001 - a day, the same on every machine
        })  # fmt: skip
        dress = dressed(book)
        _write_overview(book, dress, pack, overview_tables(shown))
        for sheet in sheets_of(shown):
            _write_sheet(book, dress, pack, sheet)
    return memory.getvalue()


def _page(sheet: xlsxwriter.worksheet.Worksheet, pack: Pack) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    which = say("{quarter}, publication {publication}", quarter=pack.quarter, publication=pack.publication)
    sheet.set_footer(f"&L{which}&R{say('Page &P of &N')}")


def _write_sheet(book: xlsxwriter.Workbook, dress: Dress, pack: Pack, one: Sheet) -> None:
    sheet = book.add_worksheet(one.name)
    _page(sheet, pack)
    dress.write(sheet, 0, 0, f"{one.name}, {pack.quarter}", "title")
    dress.write(
        sheet,
        1,
        0,
        one.table.note
        or say("{organisation}. Publication {publication}.", organisation=pack.organisation, publication=pack.publication),
        "note",
    )
    if not one.table.rows:
        dress.write(sheet, _HEAD, 0, one.table.empty, "note")
        sheet.set_column(0, 0, 60)
        return
    write_table(sheet, dress, one.table, _HEAD)
    last = _HEAD + len(one.table.rows)
    for place, column in enumerate(one.table.columns):
        sheet.set_column(place, place, 9 + 8 * column.width)
    sheet.autofilter(_HEAD, 0, last, len(one.table.columns) - 1)
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.repeat_rows(_HEAD)
    colour_sheet(sheet, dress, one, _HEAD + 1, last)


def _write_across(sheet: xlsxwriter.worksheet.Worksheet, dress: Dress, row: int, text: str) -> None:
    """Write a sentence over several columns, on as many lines as it needs."""
    sheet.merge_range(row, 0, row, _ACROSS, "", dress.of("wrapped"))
    dress.write(sheet, row, 0, text, "wrapped")
    sheet.set_row(row, 14 * (1 + len(text) // 140))


def _write_overview(book: xlsxwriter.Workbook, dress: Dress, pack: Pack, tables: Sequence[Table]) -> None:
    sheet, first = book.add_worksheet(say("Overview")), pack.pages[0]
    _page(sheet, pack)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 12, 15)
    dress.write(sheet, 0, 0, first.title, "title")
    row = 1
    for sentence in first.sentences:
        _write_across(sheet, dress, row, f"{sentence.label} {sentence.said}".strip())
        row += 1
    row += 1
    for place, heading in enumerate((say("Figure"), say("Value"), say("Status"), say("Beside it"))):
        dress.write(sheet, row, place, heading, "head")
    for card in first.cards:
        row += 1
        dress.write(sheet, row, 0, card.label, "plain")
        dress.write(sheet, row, 1, card.value, "right")
        dress.write(sheet, row, 2, say(CARD_WORDS[card.kind]), card.kind)
        dress.write(sheet, row, 3, card.detail, "note")
    row += 2
    for table in tables:
        dress.write(sheet, row, 0, table.topic, "topic")
        if not table.rows:
            dress.write(sheet, row + 1, 0, table.empty, "note")
            row += 3
            continue
        write_table(sheet, dress, table, row + 1)
        drawn = add_chart(book, sheet, table, row + 1)
        dress.write(sheet, row + 2 + len(table.rows), 0, table.note, "note")
        row += max(len(table.rows) + 4, drawn)
    for traced in pack.traced:
        dress.write(sheet, row, 0, traced, "note")
        row += 1
    sheet.freeze_panes(1, 1)
