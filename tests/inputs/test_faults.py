"""Faults become problem lines: all of a kind up to twenty, then one line for the rest."""

from __future__ import annotations

from pmobook.inputs.faults import Fault, problems_of
from pmobook.inputs.sheets import Sheet

SHEET = Sheet("risks", "pack.xlsx, sheet risks", "row", ())


def fault(row: int | None, column: str = "a", expected: str = "a number", remedy: object = "Mend it.") -> Fault:
    return Fault(row, column, "'x'", expected, remedy)


def test_problems_stand_in_the_order_of_rows_then_columns():
    lines = [
        problem.where for problem in problems_of(SHEET, [fault(3, "b"), fault(3), fault(None, ""), fault(2, "b")], ["a", "b"])
    ]
    assert lines == [
        "pack.xlsx, sheet risks",
        "pack.xlsx, sheet risks, row 2, column b",
        "pack.xlsx, sheet risks, row 3, column a",
        "pack.xlsx, sheet risks, row 3, column b",
    ]


def test_twenty_of_a_kind_are_told_one_by_one():
    assert len(problems_of(SHEET, [fault(row) for row in range(2, 22)], ["a"])) == 20


def test_the_rest_of_a_kind_is_one_line_that_names_the_rows():
    *told, last = problems_of(SHEET, [fault(row) for row in [*range(2, 26), 30]], ["a"])
    assert len(told) == 20
    assert str(last) == (
        "pack.xlsx, sheet risks, column a: found 5 more of the same kind, in rows 22\N{EN DASH}25, 30, expected a number. "
        "Mend them like those above."
    )


def test_kinds_are_counted_apart():
    faults = [fault(row, column, expected) for row in range(20) for column in "ab" for expected in ("x", "y")]
    assert len(problems_of(SHEET, faults, ["a", "b"])) == 80


def test_scattered_rows_are_named_up_to_a_limit_and_the_last():
    last = problems_of(SHEET, [fault(row) for row in range(1, 2001, 2)], ["a"])[-1]
    assert "and so on to 1999" in last.found
    assert len(last.found) < 300


def test_a_remedy_is_worded_for_those_that_are_told_only():
    worded = []

    def remedy() -> str:
        worded.append(1)
        return "Did you mean b?"

    problems_of(SHEET, [fault(row, remedy=remedy) for row in range(500)], ["a"])
    assert len(worded) == 20


def test_faults_without_a_row_are_summed_up_without_rows():
    last = problems_of(SHEET, [fault(None, "") for _ in range(30)], [])[-1]
    assert last.found == "10 more of the same kind"
    assert last.where == "pack.xlsx, sheet risks"


def test_several_columns_are_named_in_the_plural():
    assert "columns a and b" in problems_of(SHEET, [fault(2, "a and b")], ["a", "b"])[0].where


def test_one_thing_in_many_rows_is_told_once_with_its_rows():
    repeated = Fault(4, "a", "'RET-02'", "a project_id that stands in the form projects", "Correct it.", also=(5, 6, 9))
    (only,) = problems_of(SHEET, [repeated], ["a"])
    assert only.where == "pack.xlsx, sheet risks, rows 4\N{EN DASH}6, 9, column a"


def test_where_rows_have_persons_each_is_told_who_must_mend_it():
    repeated = Fault(4, "a", "'x'", "a practice", "Correct it.", also=(5,))
    assert [problem.where for problem in problems_of(SHEET, [repeated], ["a"], {4: "R1", 5: "R2"})] == [
        "pack.xlsx, sheet risks, row 4 (respondent R1), column a",
        "pack.xlsx, sheet risks, row 5 (respondent R2), column a",
    ]
