"""The parts of an Excel file are looked through for what a plain reader hides."""

from __future__ import annotations

import pytest

from pmobook.inputs.excel_package import ExcelFault
from pmobook.inputs.excel_parts import shared_text_lengths, sheet_marks, sheet_parts
from pmobook.inputs.sheets import FormulaFault

WORKBOOK = b'<workbook xmlns:r="r"><sheets><sheet name="risks" sheetId="1" r:id="rId1"/></sheets></workbook>'
RELATIONS = b'<Relationships><Relationship Id="rId1" Target="%s"/></Relationships>'


def cells(text: str) -> bytes:
    return f"<worksheet><sheetData>{text}</sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    "target", [b"worksheets/sheet1.xml", b"/xl/worksheets/sheet1.xml", b"./worksheets/../worksheets/sheet1.xml"]
)
def test_a_sheet_is_found_wherever_the_workbook_says(target):
    parts = {"xl/workbook.xml": WORKBOOK, "xl/_rels/workbook.xml.rels": RELATIONS % target, "xl/worksheets/sheet1.xml": b""}
    assert sheet_parts(parts) == {"risks": "xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize("target", [b"../../etc/passwd", b"worksheets/sheet9.xml"])
def test_a_sheet_outside_the_file_is_not_found(target):
    assert sheet_parts({"xl/workbook.xml": WORKBOOK, "xl/_rels/workbook.xml.rels": RELATIONS % target}) == {}


def test_errors_and_formulas_without_a_value_are_marked():
    marks = sheet_marks(
        cells(
            '<row r="2"><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><f>1+1</f><v></v></c><c r="D2"><f>1</f><v>1</v></c>'
            '<c r="E2" t="str"><f>T("")</f><v></v></c></row>'
        )
    )
    assert marks.faults == {(1, 1): FormulaFault("#DIV/0!"), (1, 2): FormulaFault()}
    assert (marks.last_row, marks.last_column) == (2, 5)


def test_prefixes_and_missing_places_are_understood():
    """Some programs write a prefix before every name, or leave places out where they follow from the order."""
    marks = sheet_marks(
        b'<x:worksheet xmlns:x="x"><x:sheetData>'
        b'<x:row><x:c><x:v>1</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert marks.faults == {(0, 1): FormulaFault("#N/A")}


def test_formatted_cells_without_content_don_t_count():
    assert sheet_marks(cells('<row r="1048576"><c r="XFD1048576" s="1"/></row>')).last_row == 0


@pytest.mark.parametrize("part", [b"", b"<worksheet>", b"\xff\xfe\x00", b"<a></b>"])
def test_broken_xml_is_a_damaged_file(part):
    with pytest.raises(ExcelFault, match="a damaged file"):
        sheet_marks(part or b" ")


TEXTS = "xl/sharedStrings.xml"


def sst(text: str, attributes: str = "") -> dict[str, bytes]:
    return {TEXTS: f"<sst{attributes}>{text}</sst>".encode()}


def test_the_lengths_of_shared_texts_are_told_by_their_place():
    lengths = shared_text_lengths(sst("<si/><si><t>four</t></si><si><r><t>fi</t></r><r><t>ves</t></r></si><si><t>&lt;</t></si>"))
    assert lengths == [0, 4, 5, 1]
    assert shared_text_lengths({}) == []


def test_each_cell_counts_its_own_copy_of_a_shared_text():
    part = cells('<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>0</v></c></row>')
    assert sheet_marks(part, [5, 100]).characters == 205


def test_texts_of_a_cells_own_and_texts_of_formulas_count():
    part = cells(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>four</t></is></c><c r="B1" t="str"><f>T(1)</f><v>three</v></c>'
        '<c r="C1"><v>123</v></c></row>'
    )
    assert sheet_marks(part).characters == 9


@pytest.mark.parametrize("place", ["x", "+1", " 1", "-1", "", "9" * 5000])
def test_a_place_that_is_no_plain_number_counts_as_the_longest_text(place):
    """Readers take such a place for the first text, or for another; none can be longer than the longest."""
    assert sheet_marks(cells(f'<row r="1"><c r="A1" t="s"><v>{place}</v></c></row>'), [1, 100]).characters == 100


def test_a_place_without_a_text_counts_nothing():
    assert sheet_marks(cells('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), [1, 100]).characters == 0


def test_a_text_of_a_million_characters_passes_and_one_more_is_refused():
    assert shared_text_lengths(sst(f"<si><t>{'x' * 1_000_000}</t></si>")) == [1_000_000]
    with pytest.raises(ExcelFault, match="a text of more than 1,000,000 characters"):
        shared_text_lengths(sst(f"<si><t>{'x' * 1_000_001}</t></si>"))
    with pytest.raises(ExcelFault, match="a text of more than 1,000,000 characters"):
        sheet_marks(cells(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 1_000_001}</t></is></c></row>'))


@pytest.mark.parametrize("count", ["4294967295", "99999999", "+9", "-1", "many"])
def test_a_list_that_claims_to_hold_more_texts_than_a_file_can_is_refused(count):
    """The reader of values would take memory for all of them before it looks."""
    with pytest.raises(ExcelFault, match="it claims to hold"):
        shared_text_lengths(sst("<si/>", f' uniqueCount="{count}"'))


def test_two_lists_of_texts_are_refused():
    """Which of them a reader takes is not ours to guess."""
    with pytest.raises(ExcelFault, match="two lists of texts"):
        shared_text_lengths({**sst(""), "xl\\SHAREDSTRINGS.XML": b"<sst/>"})
