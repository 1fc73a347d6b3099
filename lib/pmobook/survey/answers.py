"""The answers of one file, matched by capability and never by position, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmobook.errors import Problem
from pmobook.inputs.cells import NotAssessed, Value, cell_reader
from pmobook.inputs.sheets import Cell, Row, Sheet, cell_text
from pmobook.inputs.unreadable import Unreadable
from pmobook.method.forms import form
from pmobook.survey.questionnaire import Item
from pmobook.survey.returned import SEND_AGAIN, ReturnedFile
from pmobook.survey.workbook import COLUMNS
from pmobook.vocabulary import NOT_ASSESSED, quoted

__all__ = ["Answer", "Answers", "read_answers"]


@dataclass(frozen=True)
class Answer:
    """A rating with its comment, in the words of the form responses; the rating a level or ``not assessed``."""

    rating: str
    comment: str
    row: int


@dataclass(frozen=True)
class Answers:
    """The answers of one file.

    Attributes
    ----------
    given
        Capability id to answer, in the model's order.
    unanswered
        Title and row of each capability without a rating. It stays without one: nobody but the respondent can say
        that they could not assess it.
    problems
        What is wrong, row by row, without what is merely unanswered.
    """

    given: dict[str, Answer]
    unanswered: tuple[tuple[str, int], ...]
    problems: tuple[Problem, ...]


def read_answers(file: ReturnedFile, asked: Sequence[Item], respondent: str) -> Answers:
    """Return a file's answers, and everything that is wrong with them.

    Parameters
    ----------
    file
        A file with a sheet of answers.
    asked
        What this respondent was asked.
    respondent
        How messages name them.
    """
    sheet = file.sheet
    if sheet is None:
        return Answers({}, (), ())
    problems: list[Problem] = []
    reading = _Reading(file, sheet, respondent, problems)
    places = reading.columns()
    if places is None:
        return Answers({}, (), tuple(problems))
    rows = reading.rows_by_capability(places, {item.capability_id for item in asked})
    given: dict[str, Answer] = {}
    unanswered: list[tuple[str, int]] = []
    for item in asked:
        row = rows.get(item.capability_id)
        if row is None:
            problems.append(
                Problem(f"{sheet.where}, respondent {respondent}", f"no row for {quoted(item.title)}",
                        "every row that was sent out", SEND_AGAIN)
            )  # fmt: skip
        elif reading.is_as_asked(row, places, item):
            answer = reading.answer(row, places, item.highest_level)
            if answer is None:
                unanswered.append((item.title, row.number))
            elif answer.rating:
                given[item.capability_id] = answer
    return Answers(given, tuple(unanswered), tuple(problems))


@dataclass(frozen=True)
class _Reading:
    """One sheet of answers while it is read; what is wrong goes to ``problems``."""

    file: ReturnedFile
    sheet: Sheet
    respondent: str
    problems: list[Problem]

    def columns(self) -> dict[str, int] | None:
        """Return where each column stands, with the row of headings under an empty name; None if that can't be said."""
        if self.sheet.merged:
            self._say(None, f"merged cells ({', '.join(self.sheet.merged[:3])})", "one answer in each cell", SEND_AGAIN)
            return None
        for row in self.sheet.rows:
            texts = [cell.strip() if isinstance(cell, str) else "" for cell in row.cells]
            if COLUMNS[0] in texts:
                lost = [name for name in COLUMNS if texts.count(name) != 1]
                if lost:
                    what = f"no column, or more than one, with the heading {', '.join(map(quoted, lost))}"
                    self._say(row.number, what, f"the headings {', '.join(COLUMNS[1:])}, each once", SEND_AGAIN)
                    return None
                return {"": row.number, **{name: texts.index(name) for name in COLUMNS}}
        self._say(None, "no row of headings", "the sheet as it was sent out", SEND_AGAIN)
        return None

    def rows_by_capability(self, places: Mapping[str, int], known: set[str]) -> dict[str, Row]:
        """Return the row of each capability; what stands elsewhere and looks like an answer is a problem."""
        rows: dict[str, Row] = {}
        for row in self._body(places):
            capability_id = cell_text(_cell(row, places[COLUMNS[0]]) or "").strip()
            if capability_id in rows:
                first = rows[capability_id].number
                self._say(row.number, f"{capability_id} a second time (first in row {first})", "each capability once", SEND_AGAIN)
            elif capability_id in known:
                rows[capability_id] = row
            elif capability_id:
                self._say(row.number, f"the unknown capability {quoted(capability_id)}", "rows as they were sent out", SEND_AGAIN)
            elif any(not _is_blank(_cell(row, places[name])) for name in COLUMNS[3:]):
                self._say(row.number, "an answer in a row without a capability", "answers beside their questions",
                          "Ask which question it answers; the rows were moved or inserted.")  # fmt: skip
        return rows

    def _body(self, places: Mapping[str, int]) -> Iterator[Row]:
        return (row for row in self.sheet.rows if row.number > places[""])

    def is_as_asked(self, row: Row, places: Mapping[str, int], item: Item) -> bool:
        """Say whether a row still shows its question and levels: a sorted column would put answers to others beside it."""
        changed = [
            what
            for what, name, text in (("question", COLUMNS[1], item.asked), ("text of the levels", COLUMNS[2], item.scale))
            if _squeezed(_cell(row, places[name])) != _squeezed(text)
        ]
        if changed:
            self._say(
                row.number, f"another {' and another '.join(changed)} than was asked ({quoted(item.title)})",
                "questions as they were sent out", "The answer may be to something else. " + SEND_AGAIN,
            )  # fmt: skip
        return not changed

    def answer(self, row: Row, places: Mapping[str, int], highest_level: int) -> Answer | None:
        """Return a row's answer; None if there is no rating, one with an empty rating if it is wrong."""
        specification = form("responses")
        expected_rating = f"a whole number from 0 to {highest_level}, or {NOT_ASSESSED}"
        found: dict[str, Value] = {}
        for name, heading in (("rating", COLUMNS[3]), ("comment", COLUMNS[4])):
            place = places[heading]
            if (row.number, place) in self.file.formulas:
                self._say(row.number, "a formula", "an answer that was typed or chosen", "Put the answer in its place.", heading)
                continue
            try:
                found[name] = cell_reader(specification.column(name))(_cell(row, place))
            except Unreadable as fault:
                expected = expected_rating if name == "rating" else fault.expected
                remedy = "Ask the respondent which level is meant." if name == "rating" else "Correct the comment, or clear it."
                self._say(row.number, fault.found, expected, remedy, heading)
        if len(found) < 2:
            return Answer("", "", row.number)
        rating = found["rating"]
        if isinstance(rating, int) and rating > highest_level:
            self._say(row.number, str(rating), expected_rating, "Ask the respondent which level is meant.", COLUMNS[3])
            return Answer("", "", row.number)
        return None if rating is None else Answer(_rating_text(rating), str(found["comment"] or ""), row.number)

    def _say(self, row: int | None, found: str, expected: str, remedy: str, column: str = "") -> None:
        places = [self.sheet.where, f"row {row}" if row else "", f"column {column}" if column else ""]
        where = ", ".join([*filter(None, places), f"respondent {self.respondent}"])
        self.problems.append(Problem(where, found, expected, remedy))


def _rating_text(rating: Value) -> str:
    if isinstance(rating, NotAssessed):
        return f"{NOT_ASSESSED}: {rating.reason}" if rating.reason else NOT_ASSESSED
    return str(rating)


def _cell(row: Row, place: int) -> Cell:
    return row.cells[place] if place < len(row.cells) else None


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _squeezed(cell: Cell) -> str:
    return "".join(cell_text(cell if cell is not None else "").split())
