"""The inside of an Excel file is unpacked within limits and looked through for what a plain reader hides."""

from __future__ import annotations

import io
import zipfile

import pytest

from pmobook.inputs.excel_parts import ExcelFault, plain_copy, sheet_marks, sheet_parts, unpack
from pmobook.inputs.sheets import FormulaFault

WORKBOOK = b'<workbook xmlns:r="r"><sheets><sheet name="risks" sheetId="1" r:id="rId1"/></sheets></workbook>'
RELATIONS = b'<Relationships><Relationship Id="rId1" Target="%s"/></Relationships>'


def package(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def cells(text: str) -> bytes:
    return f"<worksheet><sheetData>{text}</sheetData></worksheet>".encode()


def test_pictures_and_the_like_are_left_packed():
    parts = unpack(package({"xl/workbook.xml": WORKBOOK, "xl/media/image1.png": b"x", "docProps/app.xml": b"x"}))
    assert list(parts) == ["xl/workbook.xml"]


@pytest.mark.parametrize(
    ("part", "kind"),
    [("xl/workbook.bin", ".xlsb"), ("word/document.xml", "Word"), ("content.xml", "OpenDocument"), ("a.xml", "no workbook")]
)  # fmt: skip
def test_other_files_in_the_same_packaging_are_named(part, kind):
    with pytest.raises(ExcelFault) as refused:
        unpack(package({part: b"x"}))
    assert kind in refused.value.found


def test_a_file_of_too_many_parts_is_refused():
    with pytest.raises(ExcelFault, match="2,001 parts"):
        unpack(package({"xl/workbook.xml": b"x", **{f"xl/worksheets/sheet{number}.xml": b"" for number in range(2000)}}))


def test_the_copy_holds_what_was_looked_at():
    with zipfile.ZipFile(plain_copy({"a.xml": b"x"})) as archive:
        assert archive.read("a.xml") == b"x"


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
