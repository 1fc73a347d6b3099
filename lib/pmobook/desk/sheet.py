"""The rows that are rated and the evidence they rest on: what they hold, and what keeps one from being saved."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from pmobook.errors import Problem
from pmobook.inputs.cells import cell_reader
from pmobook.inputs.unreadable import Unreadable
from pmobook.method import forms
from pmobook.vocabulary import NOT_ASSESSED, quoted

__all__ = ["NOT_APPLICABLE", "EvidenceRow", "Key", "PracticeRow", "evidence_rows", "practice_rows", "problems_of", "tidied"]

NOT_APPLICABLE = "not applicable"


class Key(NamedTuple):
    """What a row is about: a practice, or a level as a whole, in the whole business unit or in one project or team."""

    capability_id: str
    level: int
    practice_id: str = ""
    instance: str = ""


@dataclass(frozen=True)
class PracticeRow:
    """One row of the form practices; a text is empty where the form's cell is.

    Attributes
    ----------
    finding
        full, large, partial, none, not applicable, or not assessed.
    not_assessed_because
        The reason that stands after ``not assessed``.
    """

    capability_id: str
    level: int
    practice_id: str = ""
    instance: str = ""
    finding: str = ""
    not_assessed_because: str = ""
    significant_weakness: str = ""
    evidence_ids: tuple[str, ...] = ()
    assessor: str = ""
    note: str = ""
    status: str = ""
    reason: str = ""
    validated_by: str = ""
    changed_by: str = ""
    changed_at: str = ""

    @property
    def key(self) -> Key:
        """What the row is about."""
        return Key(self.capability_id, self.level, self.practice_id, self.instance)

    @property
    def is_rated(self) -> bool:
        """Whether it says how far the practice is met, or that it does not apply."""
        return self.finding not in {"", NOT_ASSESSED}

    @property
    def cells(self) -> dict[str, str]:
        """What stands in each column of the form."""
        plain = {name: str(getattr(self, name)) for name in forms.form("practices").column_names}
        because = f": {self.not_assessed_because}" if self.not_assessed_because else ""
        finding = f"{NOT_ASSESSED}{because}" if self.finding == NOT_ASSESSED else self.finding
        return {**plain, "finding": finding, "evidence_ids": ";".join(self.evidence_ids)}

    def says_the_same_as(self, other: PracticeRow | None) -> bool:
        """Whether the two differ in nothing but who changed them last, and when."""
        if other is None:
            return False
        return dataclasses.replace(self, changed_by="", changed_at="") == dataclasses.replace(other, changed_by="", changed_at="")


@dataclass(frozen=True)
class EvidenceRow:
    """One row of the form evidence; dates as 2026-07-31, and a text is empty where the form's cell is."""

    evidence_id: str
    title: str = ""
    location: str = ""
    kind: str = ""
    dated: str = ""
    seen_by: str = ""
    expires: str = ""

    @property
    def key(self) -> str:
        """Its id."""
        return self.evidence_id

    @property
    def cells(self) -> dict[str, str]:
        """What stands in each column of the form."""
        return dataclasses.asdict(self)

    def says_the_same_as(self, other: EvidenceRow | None) -> bool:
        """Whether the two are alike."""
        return self == other

    def holds_on(self, day: str) -> bool:
        """Whether it may still be relied on at the end of a day, written as 2026-07-31."""
        return not self.expires or self.expires > day


_Row = TypeVar("_Row", PracticeRow, EvidenceRow)


def practice_rows(frame: pd.DataFrame) -> dict[Key, PracticeRow]:
    """Return the rows of a typed frame of the form practices, in their order."""
    rows: dict[Key, PracticeRow] = {}
    for record in frame.to_dict("records"):
        texts: dict[str, Any] = {name: _text(record[name]) for name in forms.form("practices").column_names}
        not_assessed = not pd.isna(record["finding_not_assessed"])
        row = PracticeRow(
            **{
                **texts,
                "level": int(record["level"]),
                "finding": NOT_ASSESSED if not_assessed else texts["finding"],
                "not_assessed_because": _text(record["finding_not_assessed"]),
                "evidence_ids": tuple(filter(None, texts["evidence_ids"].split(";"))),
            }
        )
        rows[row.key] = row
    return rows


def evidence_rows(frame: pd.DataFrame) -> dict[str, EvidenceRow]:
    """Return the rows of a typed frame of the form evidence by id, in their order."""
    names = forms.form("evidence").column_names
    rows = [EvidenceRow(**{name: _text(record[name]) for name in names}) for record in frame.to_dict("records")]
    return {row.evidence_id: row for row in rows}


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a typed frame holds
    if pd.isna(value):
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def tidied(row: _Row) -> _Row:
    """Return a row as the pack will be read: without blanks around a text and with plain line breaks."""
    cleaned: dict[str, Any] = {
        field.name: _clean(value) for field in dataclasses.fields(row) if isinstance(value := getattr(row, field.name), str)
    }
    tidy = dataclasses.replace(row, **cleaned)
    if isinstance(tidy, PracticeRow):
        ids = tuple(dict.fromkeys(one for each in tidy.evidence_ids for one in [_clean(each)] if one))
        because = tidy.not_assessed_because if tidy.finding == NOT_ASSESSED else ""
        return dataclasses.replace(tidy, evidence_ids=ids, not_assessed_because=because)
    return tidy


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff\u200b \t\r\n\u00a0")


def problems_of(row: PracticeRow | EvidenceRow, evidence_ids: Collection[str] = ()) -> list[Problem]:
    """Return everything for which the pack would be refused, were the row saved.

    Parameters
    ----------
    row
        As `tidied` returns it.
    evidence_ids
        Every id in the form evidence.
    """
    name = "practices" if isinstance(row, PracticeRow) else "evidence"
    where = _place(row)
    problems = _cell_problems(name, row.cells, where)
    if isinstance(row, EvidenceRow):
        if row.dated and row.expires and not problems and row.expires < row.dated:
            problems.append(Problem(where, f"it expires on {row.expires}, before its date {row.dated}", "a day after its date",
                                    "Correct one of the two dates."))  # fmt: skip
        return problems
    if row.finding == NOT_APPLICABLE and not row.note:
        problems.append(Problem(where, "no note", "why the practice does not apply", "Write it in the note; then it is saved."))
    unknown = [one for one in row.evidence_ids if one not in evidence_ids]
    if unknown:
        problems.append(Problem(where, f"the evidence {quoted(', '.join(unknown))}", "ids that stand in the form evidence",
                                "Add the evidence first, or correct the id."))  # fmt: skip
    return problems


def _place(row: PracticeRow | EvidenceRow) -> str:
    if isinstance(row, EvidenceRow):
        return f"Evidence {row.evidence_id}".strip()
    about = row.practice_id or f"{row.capability_id}, level {row.level}"
    return f"{about}, {row.instance}" if row.instance else about


def _cell_problems(form: str, cells: Mapping[str, str], where: str) -> list[Problem]:
    problems = []
    for column in forms.form(form).columns:
        try:
            value = cell_reader(column)(cells[column.name])
        except Unreadable as fault:
            remedy = fault.remedy() if callable(fault.remedy) else fault.remedy
            place = f"{where}, {column.name.replace('_', ' ')}"
            problems.append(Problem(place, fault.found, fault.expected or "another value", remedy))
            continue
        if column.required and value is None:
            problems.append(Problem(where, f"no {column.name.replace('_', ' ')}", column.description.rstrip("."), "Fill it in."))
    return problems
