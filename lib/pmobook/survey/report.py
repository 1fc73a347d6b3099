"""What came back of a survey, in figures and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pmobook.errors import Problem
from pmobook.rounding import number
from pmobook.vocabulary import Quarter

__all__ = ["GroupCount", "SurveyReport"]

_NAMED = 12


@dataclass(frozen=True)
class GroupCount:
    """How many files of a business unit and perspective were issued, and what became of them.

    Attributes
    ----------
    business_unit, perspective
        Whose they are: the id, and the perspective's title as their files state it.
    issued
        Files that count.
    taken
        Came back complete and correct (or incomplete, if that was asked for).
    refused
        Came back with a problem.
    not_returned
        Respondents whose file did not come back; empty in an anonymous survey, where nobody can say.
    """

    business_unit: str
    perspective: str
    issued: int
    taken: int
    refused: int
    not_returned: tuple[str, ...] = ()

    @property
    def returned_share(self) -> float:
        """The response rate: files that came back, of those issued."""
        return (self.taken + self.refused) / self.issued


@dataclass(frozen=True)
class SurveyReport:
    """What came back, what is wrong with it, and what was made of it.

    Attributes
    ----------
    quarter
        The quarter that was rated.
    files_read
        Workbooks in the folder ``returned``.
    groups
        Counts by business unit and perspective.
    problems
        Everything that is wrong, file by file.
    notes
        What the consultant should know, in sentences.
    written, unchanged
        Forms written, and those that were there to the letter, relative to the engagement's folder.
    """

    quarter: Quarter
    files_read: int
    groups: tuple[GroupCount, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    @property
    def issued(self) -> int:
        """Files that count."""
        return sum(group.issued for group in self.groups)

    @property
    def taken(self) -> int:
        """Files whose answers can be used."""
        return sum(group.taken for group in self.groups)

    @property
    def refused(self) -> int:
        """Respondents whose file came back with a problem."""
        return sum(group.refused for group in self.groups)

    def lines(self, *, with_problems: bool = True) -> list[str]:
        """Return the report as text: response rates, who is missing, notes, problems, what was written."""
        lines = [f"Survey {self.quarter}: {_files(self.files_read)} in returned, {self.issued} issued, {self.taken} can be used."]
        lines += _table(self.groups)
        lines += [
            f"Not returned, {group.business_unit}, {group.perspective}: {_some(group.not_returned)}"
            for group in self.groups
            if group.not_returned
        ]
        lines += self.notes
        if with_problems and self.problems:
            lines.append(f"{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}:")
            lines += [f"- {problem}" for problem in self.problems]
        lines += [f"wrote {path}" for path in self.written]
        lines += [f"There already, the same to the letter: {path}" for path in self.unchanged]
        return lines


def _files(count: int) -> str:
    return f"{count} file{'' if count == 1 else 's'}"


def _table(groups: Iterable[GroupCount]) -> list[str]:
    rows = [("business unit", "perspective", "issued", "usable", "with problems", "not returned", "response")]
    rows += [
        (group.business_unit, group.perspective, str(group.issued), str(group.taken), str(group.refused),
         str(group.issued - group.taken - group.refused), f"{number(100 * group.returned_share, 0)} %")
        for group in groups
    ]  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(text.ljust(width) if column < 2 else text.rjust(width) for column, (text, width) in enumerate(cells)).rstrip()
        for cells in (tuple(zip(row, widths, strict=True)) for row in rows)
    ]


def _some(names: tuple[str, ...]) -> str:
    listed = ", ".join(names[:_NAMED])
    return listed if len(names) <= _NAMED else f"{listed} and {len(names) - _NAMED} more"
