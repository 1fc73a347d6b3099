"""What became of every row of a source: written, left out on purpose, or a problem."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pmobook.errors import Problem

__all__ = ["FormCount", "ImportReport", "RowNote", "problems_of"]

_ROWS_NAMED = 8
_TEXTS_NAMED = 12


@dataclass(frozen=True)
class RowNote:
    """One thing to say of one row of a source.

    Attributes
    ----------
    kind
        ``problem``, ``left out`` or ``not assessed``.
    source, row, column
        Where it stands in the source; the column is empty where the whole row is meant.
    business_unit, quarter, form
        Where it goes; empty where that isn't known.
    found
        What stands there.
    expected
        For a problem, what would have been right; for ``not assessed``, the form's column.
    remedy
        For a problem, what to do; for a row left out, the reason.
    """

    kind: str
    source: str
    row: int
    column: str = ""
    business_unit: str = ""
    quarter: str = ""
    form: str = ""
    found: str = ""
    expected: str = ""
    remedy: str = ""


@dataclass(frozen=True, order=True)
class FormCount:
    """How many rows one form of one pack gets, and how many values in them are turned to not assessed."""

    business_unit: str
    quarter: str
    form: str
    rows: int
    not_assessed: int = 0


@dataclass(frozen=True)
class ImportReport:
    """What an import did.

    Attributes
    ----------
    mapping
        Name of the mapping's file.
    sources
        Each source with how it was read.
    rows_read
        Rows of the sources that hold something.
    blank_rows
        Rows that hold nothing.
    counts
        Rows by business unit, quarter and form, for what can be mapped.
    notes
        One for each problem of a row, each row left out on purpose, and each value turned to not assessed.
    problems
        Every problem, rows of the same kind together; empty if the whole source was mapped.
    written
        Files written, relative to the engagement's folder; empty if nothing was.
    unchanged
        Files that were there with the very same content.
    added_business_units
        Ids of the business units that the import added to the engagement.
    report_file
        Where the list of all notes stands, relative to the engagement's folder.
    """

    mapping: str
    sources: tuple[str, ...]
    rows_read: int
    blank_rows: int
    counts: tuple[FormCount, ...]
    notes: tuple[RowNote, ...]
    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    added_business_units: tuple[str, ...] = ()
    report_file: str = ""

    def rows_with(self, kind: str) -> int:
        """Return how many rows of the sources have a note of a kind: ``problem``, ``left out`` or ``not assessed``."""
        return len({(note.source, note.row) for note in self.notes if note.kind == kind})

    @property
    def is_complete(self) -> bool:
        """Whether every row was mapped or left out on purpose."""
        return not self.problems

    def lines(self) -> list[str]:
        """Return the report as lines to print: counts first, then problems one by one, then what was written."""
        lines = [f"Read {_many(self.rows_read, 'row')} from {'; '.join(self.sources)}."]
        if self.blank_rows:
            lines.append(f"Passed over {_many(self.blank_rows, 'blank row')}.")
        packs = {(count.business_unit, count.quarter) for count in self.counts}
        made = _many(sum(count.rows for count in self.counts), "row")
        lines.append(f"They make {made} of forms in {_many(len(packs), 'pack')}; rows by quarter:")
        lines += _count_lines(self.counts)
        lines += self._left_out_lines() + self._not_assessed_lines()
        if self.problems:
            rows = self.rows_with("problem")
            in_rows = f", in {_many(rows, 'row')}" if rows else ""
            lines.append(f"{_many(len(self.problems), 'problem')}{in_rows}:")
            lines += [f"- {problem}" for problem in self.problems]
        lines += [f"Added business_units/{business_unit}.yaml." for business_unit in self.added_business_units]
        lines.append(self._outcome())
        if self.report_file:
            lines.append(f"Every row's notes stand in {self.report_file}.")
        return lines

    def _left_out_lines(self) -> list[str]:
        reasons = Counter((note.form, note.remedy) for note in self.notes if note.kind == "left out")
        return [
            f"Left out on purpose{f' from {form}' if form else ''}: {_many(rows, 'row')}. {reason}"
            for (form, reason), rows in reasons.items()
        ]

    def _not_assessed_lines(self) -> list[str]:
        texts = Counter(f"{note.form}.{note.expected}: {note.found}" for note in self.notes if note.kind == "not assessed")
        if not texts:
            return []
        lines = [f"Turned to not assessed, the text kept: {_many(sum(texts.values()), 'value')}:"]
        lines += [f"  {rows:,} x {text}" for text, rows in texts.most_common(_TEXTS_NAMED)]
        if len(texts) > _TEXTS_NAMED:
            lines.append(f"  and {_many(len(texts) - _TEXTS_NAMED, 'more text')}")
        return lines

    def _outcome(self) -> str:
        same = f" There already, the same to the letter: {_many(len(self.unchanged), 'file')}." if self.unchanged else ""
        if self.written:
            left = " The rows with problems are not in them." if self.problems else ""
            return f"Wrote {_many(len(self.written), 'file')}.{left}{same}"
        return f"Nothing was written.{same}"

    def as_csv(self) -> str:
        """Return counts and notes as the text of a CSV file, one row each; the same import gives the same text."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(
            ["kind", "source", "row", "column", "business_unit", "quarter", "form", "found", "expected", "remedy", "rows"]
        )
        for count in self.counts:
            writer.writerow(["mapped", "", "", "", count.business_unit, count.quarter, count.form, "", "", "", count.rows])
        for note in self.notes:
            place = [note.kind, note.source, note.row, _inert(note.column), note.business_unit, note.quarter, note.form]
            writer.writerow([*place, _inert(note.found), note.expected, note.remedy, ""])
        named = {(note.found, note.expected, note.remedy) for note in self.notes}
        for problem in self.problems:
            if (problem.found, problem.expected, problem.remedy) not in named:
                writer.writerow(
                    ["problem", problem.where, "", "", "", "", "", problem.found, problem.expected, problem.remedy, ""]
                )
        return text.getvalue()


def _inert(text: str) -> str:
    """Return a text as a spreadsheet shows it and doesn't calculate it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _count_lines(counts: Iterable[FormCount]) -> list[str]:
    """Return one line for each business unit and form, with the rows of every quarter."""
    quarters: dict[tuple[str, str], list[str]] = {}
    not_assessed: Counter[tuple[str, str]] = Counter()
    for count in counts:
        key = (count.business_unit, count.form)
        quarters.setdefault(key, []).append(f"{count.quarter} {count.rows:,}")
        not_assessed[key] += count.not_assessed
    return [
        f"  {business_unit} {form}: {', '.join(rows)}"
        + (f" (values not assessed: {not_assessed[business_unit, form]:,})" if not_assessed[business_unit, form] else "")
        for (business_unit, form), rows in quarters.items()
    ]


def problems_of(notes: Iterable[RowNote]) -> list[Problem]:
    """Return the problems of rows, those that say the same of one column together, in order of the first row."""
    alike: dict[tuple[str, str, str, str, str], list[int]] = {}
    for note in notes:
        if note.kind == "problem":
            key = (note.source, note.column, note.found, note.expected, note.remedy)
            rows = alike.setdefault(key, [])
            if note.row not in rows[-1:]:
                rows.append(note.row)
    problems = []
    for (source, column, found, expected, remedy), rows in alike.items():
        place = f", column {column}" if column else ""
        problems.append(Problem(f"{source}, {_rows(rows)}{place}", found, expected, remedy))
    return problems


def _rows(rows: list[int]) -> str:
    if len(rows) == 1:
        return f"row {rows[0]}"
    named = ", ".join(str(row) for row in rows[:_ROWS_NAMED])
    more = f" and {len(rows) - _ROWS_NAMED:,} more" if len(rows) > _ROWS_NAMED else ""
    return f"rows {named}{more}"
