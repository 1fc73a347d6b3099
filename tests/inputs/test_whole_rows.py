"""A check that walks over rows sees each whole one once, in order, and none that lacks what it asks for."""

import pandas as pd

from pmobook.inputs.whole_rows import whole_rows

FRAME = pd.DataFrame(
    {
        "id": pd.Series(["a", None, "b", "c"], dtype="str"),
        "level": pd.Series([1, 2, None, 4], dtype="Int64"),
        "amount": [1.5, 2.5, 3.5, float("nan")],
        "day": pd.Series(["2026-07-01", None, None, "2026-07-02"], dtype="datetime64[us]"),
        "row": [2, 3, 5, 6],
    }
)


def test_rows_without_one_of_the_columns_are_left_out() -> None:
    assert list(whole_rows(FRAME, "id", "level")) == [("a", 1, 2), ("c", 4, 6)]
    assert list(whole_rows(FRAME, "amount")) == [(1.5, 2), (2.5, 3), (3.5, 5)]
    assert list(whole_rows(FRAME, "day")) == [(pd.Timestamp("2026-07-01"), 2), (pd.Timestamp("2026-07-02"), 6)]


def test_what_lacks_elsewhere_does_not_matter_and_nothing_asked_for_is_every_row() -> None:
    assert list(whole_rows(FRAME, "id")) == [("a", 2), ("b", 5), ("c", 6)]
    assert list(whole_rows(FRAME.iloc[:0], "id")) == []


def test_a_blank_stands_for_nothing_where_the_caller_says_so() -> None:
    found = list(whole_rows(FRAME, "id", "level", blanks={"id": ""}))
    assert found == [("a", 1, 2), ("", 2, 3), ("c", 4, 6)]


def test_values_are_plain() -> None:
    ((name, level, row),) = whole_rows(FRAME.iloc[:1], "id", "level")
    assert (type(name), type(level), type(row)) == (str, int, int)
