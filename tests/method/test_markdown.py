"""Tables keep their cells apart, and links find their headings."""

from __future__ import annotations

from pmobook.method.markdown import anchor, flat, table


def test_a_cell_stands_on_one_line_and_its_bars_do_not_end_it():
    assert table(["a", "b"], [["one\n  line", "x | y"]]) == ["| a | b |", "| --- | --- |", "| one line | x \\| y |", ""]


def test_a_table_may_have_no_rows():
    assert table(["a"], []) == ["| a |", "| --- |", ""]


def test_a_text_is_put_on_one_line():
    assert flat("  two\nlines\t here ") == "two lines here"


def test_an_anchor_is_the_heading_in_small_letters_without_marks():
    assert anchor("Business units' benefit accountability (new)") == "business-units-benefit-accountability-new"
