import datetime as dt

import openpyxl
import pytest

from pmobook.generate.columns import COLUMNS
from pmobook.generate.pack_files import csv_text, write_pack


def test_csv_writes_dates_numbers_and_empty_cells_plainly():
    rows = [("a", dt.date(2026, 7, 31), 0.5, None), ('say "no", twice', None, 3, None)]
    assert csv_text(("w", "x", "y", "z"), rows) == 'w,x,y,z\na,2026-07-31,0.5,\n"say ""no"", twice",,3,\n'


@pytest.mark.parametrize("kind", ["csv", "excel"])
def test_the_same_pack_gives_the_same_bytes(kind, unit, tmp_path):
    for name in ("one", "two"):
        write_pack(tmp_path / name, unit.forms(7), kind)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_excel_holds_numbers_as_numbers_and_dates_as_dates(demo, tmp_path):
    write_pack(tmp_path, demo["retail"].forms(7), "excel")
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx", read_only=True)
    assert book.sheetnames == list(COLUMNS)
    header, first = list(book["projects"].iter_rows(max_row=2, values_only=True))
    row = dict(zip(header, first, strict=True))
    assert isinstance(row["start"], dt.datetime)
    assert isinstance(row["whole_life_cost"], int | float)
    book.close()
