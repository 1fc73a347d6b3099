"""One cell at a time: the same from Excel as from a text, and refused with a remedy."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.inputs.cells import NotAssessed, cell_reader, expectation
from pmobook.inputs.sheets import FormulaFault
from pmobook.inputs.unreadable import Unreadable
from pmobook.method.forms import ColumnSpecification, form, forms


def column(kind: str, **rest: object) -> ColumnSpecification:
    return ColumnSpecification(name="a", type=kind, description="What it means.", example="b", **rest)


CONFIDENCE = form("projects").column("confidence")
RATING = form("responses").column("rating")
PERIOD = form("measure_values").column("period")
MIDNIGHT = dt.datetime(2026, 7, 31)  # noqa: DTZ001 - Excel knows no time zones


def refusal(specification: ColumnSpecification, cell: object) -> str:
    with pytest.raises(Unreadable) as refused:
        cell_reader(specification)(cell)
    remedy = refused.value.remedy
    return f"{refused.value.found}; {refused.value.expected}; {remedy if isinstance(remedy, str) else remedy()}"


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "\t\n"])
def test_a_blank_cell_is_nothing(cell):
    for specification in (CONFIDENCE, RATING, PERIOD, column("text"), column("ids"), column("date")):
        assert cell_reader(specification)(cell) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("not assessed", ""), ("Not Assessed", ""), ("not assessed: due in October ", "due in October"),
     ("NOT_ASSESSED - why", "why"), ("not assessed:", "")],
)  # fmt: skip
def test_not_assessed_keeps_its_reason(cell, reason):
    assert cell_reader(RATING)(cell) == NotAssessed(reason)


def test_not_assessed_is_refused_where_a_value_is_needed_and_is_text_in_a_text():
    assert "leave the row out" in refusal(PERIOD, "not assessed")
    assert "Leave the cell empty" in refusal(column("date"), "not assessed")
    assert cell_reader(column("text"))("not assessed yet") == "not assessed yet"


@pytest.mark.parametrize(
    ("cell", "choice"),
    [("amber", "amber"), (" AMBER/RED ", "amber/red"), ("Amber-Red", "amber/red"), ("amber_green", "amber/green"),
     ("a/g", "amber/green"),
     ("R", "red")],
)  # fmt: skip
def test_a_choice_is_read_in_any_spelling_of_it(cell, choice):
    assert cell_reader(CONFIDENCE)(cell) == choice


def test_an_unknown_choice_names_the_nearest_or_the_list():
    assert refusal(CONFIDENCE, "amberr").endswith("Did you mean amber?")
    assert refusal(CONFIDENCE, "x" * 100_000).endswith("Write not assessed, or choose from the list.")
    assert "one of red, amber/red, amber, amber/green, green, or not assessed" in refusal(CONFIDENCE, "x")


def test_a_truth_value_of_excel_is_yes_or_no():
    assert cell_reader(form("projects").column("mandate"))(True) == "yes"
    assert cell_reader(form("projects").column("mandate"))("FALSE") == "no"


@pytest.mark.parametrize(("cell", "level"), [(3, 3), (3.0, 3), ("3", 3), ("3.0", 3), (0, 0), (5, 5)])
def test_a_whole_number_is_read_as_one(cell, level):
    read = cell_reader(RATING)(cell)
    assert read == level
    assert isinstance(read, int)


def test_the_bounds_themselves_are_inside():
    probability = form("risks").column("probability")
    assert [cell_reader(probability)(cell) for cell in ("0", "1", 0.5)] == [0.0, 1.0, 0.5]
    assert "Write 40 % as 0.4" in refusal(probability, 1.0001)
    assert "Write 40 % as 0.4" in refusal(probability, 40)


def test_a_fraction_is_read_where_judgements_are_given_and_nowhere_else():
    assert cell_reader(form("goal_comparisons").column("preference"))("1/9") == 1 / 9
    assert "1/0" in refusal(form("goal_comparisons").column("preference"), "1/0")
    assert "'1/2'" in refusal(form("risks").column("probability"), "1/2")


@pytest.mark.parametrize("cell", ["2026-07-31", dt.date(2026, 7, 31), MIDNIGHT])
def test_a_date_is_a_day_of_excel_or_written_year_first(cell):
    assert cell_reader(column("date"))(cell) == dt.date(2026, 7, 31)


@pytest.mark.parametrize(
    ("cell", "words"),
    [("31.07.2026", "Write it as 2026-07-31"), ("07/31/2026", "Write it as 2026-07-31"), ("05/05/2026", "Write it as 2026-05-05"),
     ("03/04/2026", "Write year-month-day"), ("31/02/2026", "There is no such day"), ("2026-02-29", "There is no such day"),
     (46234.0, "Excel's number for 2026-07-31"), (12.0, "Write year-month-day"), (True, "Write year-month-day"),
     ("1899-12-31", "a date from 1950 to 2149"), (MIDNIGHT.replace(hour=9), "Write the day alone: 2026-07-31"),
     ("\u0662\u0660\u0662\u0666-07-31", "Write year-month-day")],
)  # fmt: skip
def test_another_date_is_refused_with_the_day_if_it_can_be_no_other(cell, words):
    assert words in refusal(column("date"), cell)


@pytest.mark.parametrize(
    ("cell", "period"),
    [("2026-07", "2026-07"), ("2026q3", "2026Q3"), ("fy2026/27", "FY2026/27"), (dt.date(2026, 7, 1), "2026-07"),
     (MIDNIGHT.replace(day=1), "2026-07")],
)  # fmt: skip
def test_a_period_is_read_even_where_excel_made_a_date_of_a_month(cell, period):
    assert cell_reader(PERIOD)(cell) == period


@pytest.mark.parametrize(
    ("cell", "words"),
    [("Jul-26", "write 2026-07"), ("July 2026", "write 2026-07"), ("2026 Q3", "Write 2026Q3"), ("Q3-2026", "Write 2026Q3"),
     ("2026/27", "Write FY2026/27"), ("FY26/27", "Write FY2026/27"), ("FY1999/2000", "Write FY1999/00"),
     ("2026/28", "Write a month as"),
     (dt.date(2026, 7, 31), "Write a month as"), (2026.0, "Write a month as"), ("FY9999/00", "a period from 1950 to 2149"),
     ("0000-01", "a period from 1950 to 2149")],
)  # fmt: skip
def test_another_period_is_refused_with_the_way_to_write_it(cell, words):
    assert words in refusal(PERIOD, cell)


def test_a_period_of_another_kind_is_refused_where_months_are_asked_for():
    assert refusal(form("capacity").column("period"), "2026Q3") == (
        "the quarter 2026Q3; a month such as 2026-07; Give one row for each month."
    )


@pytest.mark.parametrize(("cell", "text"), [(1001.0, "1001"), ("007", "007"), (1.5, "1.5"), (" P 1 ", "P 1"), ("é-1", "é-1")])
def test_an_id_is_what_its_sender_sees(cell, text):
    assert cell_reader(column("id"))(cell) == text


def test_an_id_that_excel_made_a_date_of_is_refused():
    assert "Excel has turned the id into a date" in refusal(column("id"), dt.date(2026, 3, 1))
    assert "Excel has turned the id into a date" in refusal(column("id"), dt.timedelta(hours=30))


def test_several_ids_are_joined_by_semicolons_without_repeats():
    assert cell_reader(column("ids"))(" E2 ; E1;E2;\nE3 ") == "E2;E1;E3"
    assert cell_reader(column("ids"))(" ; ") is None


@pytest.mark.parametrize(
    ("cell", "words"), [("x" * 2001, "Shorten it to 2,000 characters"), ("a\x07b", "the control character 0x07"),
                        (FormulaFault("#N/A"), "#N/A"),
                        (FormulaFault(), "never calculated")]
)  # fmt: skip
def test_a_text_is_refused_for_its_length_or_what_cannot_be_shown(cell, words):
    assert words in refusal(column("text"), cell)


def test_a_text_may_have_lines_and_the_longest_length():
    assert cell_reader(column("text"))("a\r\nb\rc") == "a\nb\nc"
    assert cell_reader(column("text"))("x" * 2000) == "x" * 2000


def test_the_expectation_says_what_the_column_may_hold():
    assert expectation(column("number", minimum=0.0)) == "a number of at least 0"
    assert expectation(column("number", maximum=1.0)) == "a number of at most 1"
    assert expectation(column("ids")) == "ids with semicolons between them"


@given(
    cell=st.one_of(
        st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
        st.builds(FormulaFault, st.text()),
    )
)  # fmt: skip
def test_any_cell_is_read_or_refused_in_every_column(cell):
    """Nothing but a refusal with words comes out of a cell that can't be read."""
    for specification in forms().values():
        for one in specification.columns:
            assert all(_words(one, cell))


def _words(column: ColumnSpecification, cell: object) -> tuple[object, ...]:
    try:
        cell_reader(column)(cell)
    except Unreadable as refused:
        return refused.found, refused.expected, refused.remedy if isinstance(refused.remedy, str) else refused.remedy()
    return ()
