"""What a look at a maturity model found: problems, which must be mended, and remarks, which need a decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pmobook.errors import Problem

__all__ = ["LintFinding", "as_problem"]


@dataclass(frozen=True)
class LintFinding:
    """One thing that is wrong or doubtful in a maturity model.

    Attributes
    ----------
    where, found, expected, remedy
        As in `pmobook.errors.Problem`.
    severity
        ``problem``, which must be mended, or ``remark``, which its author may let stand.
    """

    where: str
    found: str
    expected: str
    remedy: str
    severity: Literal["problem", "remark"] = "problem"

    def __str__(self) -> str:
        return str(Problem(self.where, self.found, self.expected, self.remedy))


def as_problem(problem: Problem) -> LintFinding:
    """Return a problem of a file as a finding."""
    return LintFinding(problem.where, problem.found, problem.expected, problem.remedy)
