"""Tell files that can be used from those that can't, and several files of one respondent from one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmobook.errors import Problem
from pmobook.survey.answers import Answers
from pmobook.survey.register import IssuedFile
from pmobook.survey.returned import ReturnedFile
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["MatchedFile", "SortedFiles", "sort_files"]

_NAMED = 8


@dataclass(frozen=True)
class MatchedFile:
    """A file that belongs to an entry of the register, with its answers and everything that is wrong with it."""

    file: ReturnedFile
    entry: IssuedFile
    answers: Answers
    problems: tuple[Problem, ...]

    def is_usable(self, *, take_incomplete: bool) -> bool:
        """Say whether its answers count: without a problem, and complete unless that is not asked."""
        return not self.problems and bool(self.answers.given) and (take_incomplete or not self.answers.unanswered)


@dataclass
class SortedFiles:
    """What is usable, what is not and why."""

    usable: dict[IssuedFile, MatchedFile] = field(default_factory=dict)
    refused: set[IssuedFile] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def sort_files(of: Mapping[IssuedFile, Sequence[MatchedFile]], *, take_incomplete: bool) -> SortedFiles:
    """Tell what is usable from what is not, and several files of one respondent from one."""
    done = SortedFiles()
    for entry, files in of.items():
        first, *others = files
        different = [one for one in others if _content(one) != _content(first)]
        for one in [first, *different]:
            done.problems += [*one.problems, *([] if take_incomplete else _unanswered(one))]
            if take_incomplete and not one.answers.given and not one.problems:
                done.problems += _unanswered(one)
        if different:
            done.problems.append(_conflict(entry, first, different))
        elif others:
            done.notes.append(
                f"Respondent {entry.code} of {entry.business_unit} sent the same answers {len(files)} times "
                f"({', '.join(one.file.shown_as for one in files)}); they count once."
            )
        if not different and first.is_usable(take_incomplete=take_incomplete):
            done.usable[entry] = first
            if first.answers.unanswered:
                done.notes.append(f"{first.file.shown_as}: {_what_is_unanswered(first)}; taken without.")
        else:
            done.refused.add(entry)
    return done


def _content(one: MatchedFile) -> object:
    """Return what a respondent said, wherever it stood, to compare two files by."""
    given = {key: (answer.rating, answer.comment) for key, answer in one.answers.given.items()}
    return given, [(problem.found, problem.expected) for problem in one.problems]


def _conflict(entry: IssuedFile, first: MatchedFile, others: Sequence[MatchedFile]) -> Problem:
    names = ", ".join(one.file.shown_as for one in (first, *others))
    other = others[0].answers.given
    keys = dict.fromkeys([*first.answers.given, *other])
    differing = [
        key
        for key in keys
        if key not in other
        or key not in first.answers.given
        or (other[key].rating, other[key].comment) != (first.answers.given[key].rating, first.answers.given[key].comment)
    ]
    named = ", ".join(differing[:_NAMED]) + (f" and {len(differing) - _NAMED} more" if len(differing) > _NAMED else "")
    found = f"{len(others) + 1} files of one respondent that differ" + (f" in {named}" if named else "")
    return Problem(
        f"{names}, respondent {entry.code}", found,
        "one file of each respondent", "Ask which of them counts and take the others out of the folder; no date decides it.",
    )  # fmt: skip


def _unanswered(one: MatchedFile) -> list[Problem]:
    """Return the missing ratings of a file as one problem that names their rows."""
    missing = one.answers.unanswered
    if not missing or one.file.sheet is None:
        return []
    rows = ", ".join(str(row) for _, row in missing)
    where = f"{one.file.sheet.where}, row{'' if len(missing) == 1 else 's'} {rows}, respondent {one.entry.code}"
    return [
        Problem(where, _what_is_unanswered(one), f"a level or {NOT_ASSESSED} in every row",
                f"Ask the respondent; only they can say that something is {NOT_ASSESSED}. Or gather with --take-incomplete.")
    ]  # fmt: skip


def _what_is_unanswered(one: MatchedFile) -> str:
    missing = [title for title, _ in one.answers.unanswered]
    if not one.answers.given and not one.answers.problems:
        return "no rating at all"
    named = ", ".join(missing[:_NAMED]) + (f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else "")
    return f"no rating of {named}"
