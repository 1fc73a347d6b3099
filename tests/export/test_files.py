"""Files are written where they were asked for; what can't be written is refused in words."""

import io

import openpyxl
import pytest

from pmobook.errors import PmobookError
from pmobook.export.files import write_board_pack, write_workbook


def test_nothing_published_is_refused_with_the_command_that_helps(engagement, tmp_path):
    with pytest.raises(PmobookError, match="Nothing has been published yet"):
        write_board_pack(engagement, tmp_path / "board")
    assert not (tmp_path / "board").exists()


def test_a_workbook_must_end_in_xlsx(engagement, tmp_path):
    with pytest.raises(PmobookError, match=r"must end in \.xlsx"):
        write_workbook(engagement, tmp_path / "figures.csv")


def test_what_is_recorded_becomes_a_pdf_slides_and_a_workbook(any_bank, tmp_path):
    (tmp_path / "bank").mkdir()
    bank = any_bank.make_engagement(tmp_path / "bank")
    any_bank.record(bank.folder, any_bank.make_results())
    said = write_board_pack(bank, tmp_path / "new" / "board", "2026Q3", ["retail"])
    assert [line.split(": ")[1] for line in said] == ["2026Q3, publication 3."] * 2
    assert (tmp_path / "new/board/board_pack_2026Q3.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "new/board/board_pack_2026Q3.pptx").read_bytes().startswith(b"PK")
    write_workbook(bank, tmp_path / "new" / "figures.XLSX", "2026Q3", ["retail"])
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "new" / "figures.XLSX").read_bytes()))
    assert {row[0] for row in book["Maturity"].iter_rows(min_row=5, values_only=True)} == {"Retail"}
