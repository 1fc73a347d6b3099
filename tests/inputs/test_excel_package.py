"""An Excel file is unpacked within limits, and packed again as what was looked at."""

from __future__ import annotations

import io
import zipfile

import pytest

from pmobook.inputs.excel_package import ExcelFault, plain_copy, unpack

WORKBOOK = b'<workbook xmlns:r="r"><sheets><sheet name="risks" sheetId="1" r:id="rId1"/></sheets></workbook>'


def package(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


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
