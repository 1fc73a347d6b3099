"""Problems read as where, found, expected, remedy, all at once."""

from pmobook.errors import PmobookError, Problem, ProblemsFound

ONE = Problem("pack.xlsx, sheet risks, row 14, column probability", "1.4", "a number from 0 to 1", "Write 40 % as 0.4.")
TWO = Problem("pack.xlsx, sheet goals", "no sheet", "a sheet goals", "Add it.")


def test_a_problem_reads_where_found_expected_remedy() -> None:
    assert str(ONE) == (
        "pack.xlsx, sheet risks, row 14, column probability: found 1.4, expected a number from 0 to 1. Write 40 % as 0.4."
    )


def test_every_problem_stands_in_the_message_in_order() -> None:
    message = str(ProblemsFound([ONE, TWO]))
    assert message.splitlines() == ["2 problems", f"- {ONE}", f"- {TWO}"]


def test_one_problem_is_not_called_problems() -> None:
    assert str(ProblemsFound([ONE])).startswith("1 problem\n")


def test_problems_can_be_caught_as_what_a_user_can_mend() -> None:
    assert issubclass(ProblemsFound, PmobookError)
