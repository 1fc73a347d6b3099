"""The workbook holds real numbers that show as everywhere else, native charts, conditions, and no formula."""

import io
import re
from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest

from pmobook.export.number_format import number_format
from pmobook.export.sheets import overview_tables, sheets_of
from pmobook.export.workbook import as_workbook

NAMES = ["Overview", "Maturity", "Measures", "Projects", "Money", "Benefits", "Risk", "People", "Findings", "Actions", "Runs"]


@pytest.fixture(scope="module")
def content(shown):
    return as_workbook(shown)


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def as_a_spreadsheet_shows(value, form):
    """Show a number by a format of texts in quotes, digits and %, as Excel does: half up on its decimal digits."""
    parts = form.split(";")
    part = parts[1] if value < 0 else parts[2] if value == 0 and len(parts) > 2 else parts[0]
    quoted = re.findall(r'"([^"]*)"', part)
    bare = re.sub(r'"[^"]*"', "\0", part)
    digits = len(found[1]) if (found := re.search(r"#,##0(?:\.(0+))?", bare)) and found[1] else 0
    scaled = abs(Decimal(str(value))) * (100 if "%" in bare else 1)
    written = f"{scaled.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,.{digits}f}"
    shown = re.sub(r"#,##0(?:\.0+)?", written, bare)
    for text in quoted:
        shown = shown.replace("\0", text, 1)
    return shown


def test_the_sheets_are_these_in_this_order(book):
    assert book.sheetnames == NAMES


def test_every_number_shows_as_the_same_text_as_everywhere(shown):
    tables = [*overview_tables(shown), *(one.table for one in sheets_of(shown))]
    cells = [cell for table in tables for row in table.rows for cell in row if cell.number is not None]
    assert len(cells) > 100
    for cell in cells:
        assert as_a_spreadsheet_shows(cell.number, number_format(cell.text)) == cell.text


def test_no_cell_is_a_formula_and_none_begins_like_one(book):
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert "'=cmd|' /C calc'!A0" in texts
    assert not [text for text in texts if text.startswith(("=", "@", "-"))]
    assert not [cell for cell in cells if cell.hyperlink]


def test_money_is_a_number_and_what_is_not_assessed_says_so(book):
    rows = list(book["Projects"].iter_rows(min_row=5, values_only=True))
    ledger = next(row for row in rows if row[1].startswith("'=cmd") and row[0] == "Retail")
    assert 151.5 in ledger
    insight = next(row for row in rows if row[1].startswith("Data &") and row[0] == "Retail")
    assert "not assessed" in insight
    assert 0 not in insight


def test_tables_filter_freeze_and_print_on_one_page_across(book):
    for name in ("Maturity", "Measures", "Projects", "Findings", "Runs"):
        sheet = book[name]
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes == "C5"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0


def test_scores_are_coloured_against_their_target(book):
    formulas = [
        rule.formula for found in book["Maturity"].conditional_formatting for rule in found.rules if rule.type == "expression"
    ]
    assert any("$C5<$D5" in formula[0] for formula in formulas)


def test_the_overview_has_native_charts(book):
    assert len(book["Overview"]._charts) >= 2


def test_a_subject_without_rows_says_that_it_is_not_assessed(book):
    assert book["Risk"]["A4"].value == "Not assessed: no risk is recorded for 2026Q3."


def test_the_same_results_give_the_same_bytes(shown, content):
    assert as_workbook(shown) == content
