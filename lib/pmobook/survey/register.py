"""The registers of a survey: who was given a file, and which files were issued.

They are two lists on purpose. In an anonymous survey nothing stands in both, so that nobody can join them.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pmobook.errors import PmobookError
from pmobook.inputs.csv_text import read_csv
from pmobook.inputs.sheets import cell_text
from pmobook.record.durable import replace_file
from pmobook.survey.places import SurveyPlaces

__all__ = ["IssuedFile", "IssuedTo", "Register", "read_register", "write_register"]


@dataclass(frozen=True, order=True)
class IssuedTo:
    """A person who was given a file. Which one it was stands here only in a survey that is not anonymous."""

    business_unit: str
    respondent_id: str
    role: str
    perspective: str
    group: str
    """The perspective that their file states, which is the name of the folder it came from if the survey is anonymous."""
    issued_on: str


@dataclass(frozen=True, order=True)
class IssuedFile:
    """A file that was issued. Its code is the respondent's id, or a random one in an anonymous survey."""

    business_unit: str
    code: str
    anonymous: str
    """``yes`` or ``no``: what its cover promised."""
    minimum_group: str
    """In an anonymous survey, the smallest number of people for whom its cover promised that a result may be shown."""
    role: str
    """Empty in an anonymous survey."""
    perspective: str
    model_id: str
    model_version: str
    questionnaire: str
    """Digest over the questions; see `pmobook.survey.questionnaire.questionnaire_digest`."""
    token: str
    file_digest: str
    issued_on: str
    return_by: str
    replaced_on: str = ""
    """When another file was issued in its place; empty while it counts."""

    @property
    def counts(self) -> bool:
        """Whether no other file was issued in its place."""
        return not self.replaced_on

    @property
    def is_anonymous(self) -> bool:
        """Whether its cover promised that nobody can tell who answered."""
        return self.anonymous == "yes"

    @property
    def place(self) -> str:
        """Where it was put below the folder ``issued``. An anonymous one lies with all that anyone of its group may get."""
        parts = [self.business_unit, self.perspective, self.code] if self.is_anonymous else [self.business_unit, self.code]
        return "/".join(parts) + ".xlsx"


@dataclass(frozen=True)
class Register:
    """Both registers as they are on disk."""

    people: tuple[IssuedTo, ...] = ()
    files: tuple[IssuedFile, ...] = ()

    def counting(self, business_unit: str | None = None) -> tuple[IssuedFile, ...]:
        """Return the files that count, of one business unit or of all."""
        return tuple(one for one in self.files if one.counts and business_unit in (None, one.business_unit))


_Entry = TypeVar("_Entry", IssuedTo, IssuedFile)


def read_register(places: SurveyPlaces) -> Register:
    """Return the registers; they are empty before the first file is issued.

    Raises
    ------
    PmobookError
        If one is damaged, or only one of the two is there.
    """
    there = [path for path in (places.people, places.files) if path.is_file()]
    if not there:
        return Register()
    if len(there) == 1:
        message = (
            f"{places.folder} holds {there[0].name} alone; {places.people.name} and {places.files.name} belong together. "
            "Restore both from a backup."
        )
        raise PmobookError(message)
    register = Register(_read(places, places.people.name, IssuedTo), _read(places, places.files.name, IssuedFile))
    if not all(one.minimum_group.isdecimal() for one in register.files if one.is_anonymous):
        message = f"{places.shown(places.files)} has lost what the covers promised. Restore it from a backup."
        raise PmobookError(message)
    return register


def _read(places: SurveyPlaces, name: str, kind: type[_Entry]) -> tuple[_Entry, ...]:
    shown = places.shown(places.folder / name)
    sheet, problems = read_csv(places.folder / name, shown)
    columns = [field.name for field in dataclasses.fields(kind)]
    if problems or not sheet.rows or list(sheet.rows[0].cells) != columns:
        what = str(problems[0]) if problems else f"{shown} does not begin with the headings {', '.join(columns)}."
        message = f"The register of the survey is damaged: {what} Restore it from a backup; it is not meant to be edited."
        raise PmobookError(message)
    entries = []
    for row in sheet.rows[1:]:
        if len(row.cells) != len(columns):
            message = f"{shown}, line {row.number}, is damaged. Restore it from a backup; it is not meant to be edited."
            raise PmobookError(message)
        entries.append(kind(*(cell_text(cell) for cell in row.cells)))
    return tuple(entries)


def write_register(places: SurveyPlaces, register: Register, expected: Register) -> None:
    """Put the registers in place of those that were read, each list sorted, so that its order tells nothing.

    Raises
    ------
    PmobookError
        If they are no longer those that were expected, because somebody else has issued files meanwhile.
    """
    if read_register(places) != expected:
        message = f"Somebody else has issued files in {places.folder} meanwhile. Nothing was recorded; issue again."
        raise PmobookError(message)
    replace_file(places.files, _as_csv(IssuedFile, register.files))
    replace_file(places.people, _as_csv(IssuedTo, register.people))


def _as_csv(kind: type[_Entry], entries: Iterable[_Entry]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in dataclasses.fields(kind))
    rows: Sequence[_Entry] = sorted(entries)
    writer.writerows(dataclasses.astuple(one) for one in rows)
    return text.getvalue().encode()
