"""What can go wrong, in the words of the person who can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["PmobookError", "Problem", "ProblemsFound"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where it stands, and what to do about it.

    Parameters
    ----------
    where
        The place as its owner knows it: file, sheet, row, column.
    found
        What stands there now, quoted and shortened if long.
    expected
        What would have been right.
    remedy
        A sentence that says what to do.

    Examples
    --------
    >>> print(Problem("inputs/retail/2026Q3/pack.xlsx, sheet risks, row 14, column probability",
    ...               "1.4", "a number from 0 to 1", "Write 40 % as 0.4."))
    inputs/retail/2026Q3/pack.xlsx, sheet risks, row 14, column probability: found 1.4, expected a number from 0 to 1. \
Write 40 % as 0.4.
    """

    where: str
    found: str
    expected: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: found {self.found}, expected {self.expected}. {self.remedy}"


class PmobookError(Exception):
    """Something its reader can mend: shown as a message, never as a traceback."""

    exit_status = 1
    """What a command that ends with it tells the shell."""


class ProblemsFound(PmobookError):
    """Every problem found in one go, so that they can be mended in one go.

    Parameters
    ----------
    problems
        At least one problem, in the order in which a person would meet them.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{count} problem{'' if count == 1 else 's'}"
        super().__init__("\n".join([head, *(f"- {problem}" for problem in self.problems)]))
