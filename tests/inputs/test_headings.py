"""Columns are found by their headings, however those are spelt."""

from __future__ import annotations

import pytest

from pmobook.inputs.headings import column_letters, match_headings
from pmobook.inputs.sheets import Row, Sheet
from pmobook.method.forms import form

RISKS = form("risks")


def sheet(*rows: list[object], row_word: str = "row") -> Sheet:
    return Sheet(
        "risks", "pack.xlsx, sheet risks", row_word, tuple(Row(number, cells) for number, cells in enumerate(rows, start=1))
    )


@pytest.mark.parametrize("heading", ["risk_id", "Risk ID", " RISK-ID * ", "risk  id", "\ufeffrisk_id", "risk_id*"])
def test_case_spaces_and_the_star_don_t_matter(heading):
    places, faults = match_headings(sheet([heading, "title", "probability"]), RISKS)
    assert faults == []
    assert places == {"risk_id": 0, "title": 1, "probability": 2}


def test_order_does_not_matter_and_blank_columns_are_passed_over():
    places, faults = match_headings(sheet(["probability", None, "title", "", "risk_id"], [0.4, None, "Late", " ", "K1"]), RISKS)
    assert faults == []
    assert places["risk_id"] == 4


def test_an_unknown_heading_names_its_place_and_the_nearest():
    _, (fault,) = match_headings(sheet(["risk_id", "title", "probability", "ownr"]), RISKS)
    assert fault.found == "the unknown column 'ownr' (column D)"
    assert fault.remedy() == "Did you mean owner?"


def test_a_sheet_without_anything_has_no_headings():
    assert match_headings(sheet(), RISKS)[1][0].found == "an empty sheet"
    assert match_headings(sheet(row_word="line"), RISKS)[1][0].found == "no headings"


def test_a_number_for_a_heading_is_an_unknown_column():
    _, faults = match_headings(sheet(["risk_id", "title", "probability", 2026.0]), RISKS)
    assert "'2026.0'" in faults[0].found


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_columns_are_named_as_excel_names_them(position, letters):
    assert column_letters(position) == letters
