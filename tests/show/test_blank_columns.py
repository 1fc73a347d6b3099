import pandas as pd

from pmobook.show.blank_columns import is_blank, without_blank
from pmobook.show.table import Column

COLUMNS = [Column("title", "Title"), Column("note", "Note"), Column("owner", "Owner")]
ROWS = pd.DataFrame({"title": ["A", "B"], "note": ["", " "], "owner": [None, None]})


def test_a_named_column_without_any_text_is_left_out():
    assert without_blank(ROWS, COLUMNS, "note", "owner") == COLUMNS[:1]


def test_a_column_that_is_not_named_stays_though_it_is_blank():
    assert without_blank(ROWS, COLUMNS, "note") == [COLUMNS[0], COLUMNS[2]]


def test_one_text_keeps_a_column():
    rows = ROWS.assign(note=["", "late"])
    assert not is_blank(rows, "note")
    assert without_blank(rows, COLUMNS, "note", "owner") == COLUMNS[:2]


def test_a_table_without_rows_has_only_blank_columns():
    assert is_blank(ROWS.head(0), "note")
