"""What a pack says about practices and evidence, as the desk reads it, and whether the desk may write to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow, evidence_rows, practice_rows
from pmobook.desk.table_file import WrittenForm
from pmobook.errors import Problem
from pmobook.inputs.checking import check_sheets
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.handed_in import PackFiles, find_pack_files, read_sheets
from pmobook.inputs.headings import match_headings
from pmobook.inputs.pack import find_problems
from pmobook.inputs.sheets import Sheet, cell_text
from pmobook.method.forms import form
from pmobook.vocabulary import Quarter

__all__ = ["FORMS", "DeskPack", "OpenedPack", "bytes_of", "open_pack", "open_to_write", "problems_elsewhere"]

FORMS = ("evidence", "practices")
"""The forms that the desk writes, in the order of writing: a finding never names evidence that is not there yet."""

_IN_EXCEL = (
    "The pack is an Excel file, and the desk can't write into one: it would lose what Excel alone understands. Everything is "
    "shown and nothing can be changed. To go on, save each sheet as CSV UTF-8 under the name of its form (practices.csv, "
    "evidence.csv and so on) in the same folder, take pack.xlsx out of it, and open the desk again."
)
_BROKEN = "Something in the pack can't be read, so nothing can be changed here. Mend what is listed, then open the desk again."


@dataclass(frozen=True)
class DeskPack:
    """What a pack says about practices, and whether the desk may write to it.

    Attributes
    ----------
    shown_as
        The pack's folder or file, relative to the engagement's.
    read_only_because
        Why nothing can be changed; empty if it can.
    problems
        What is wrong with the two forms or the folder.
    practices, evidence
        Rows by what they are about, in the order of the file.
    """

    shown_as: str
    read_only_because: str = ""
    problems: tuple[Problem, ...] = ()
    practices: Mapping[Key, PracticeRow] = field(default_factory=dict)
    evidence: Mapping[str, EvidenceRow] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenedPack:
    """A pack with all that is needed to write its two forms again.

    Attributes
    ----------
    pack
        What it says.
    paths, contents, written
        Form to its file, to the bytes there, and to how it is written down.
    cells
        Form to its rows, column to text, as their sender wrote them.
    """

    pack: DeskPack
    paths: Mapping[str, Path] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)
    written: Mapping[str, WrittenForm] = field(default_factory=dict)
    cells: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)


def open_pack(engagement: Engagement, business_unit: str, quarter: Quarter) -> DeskPack:
    """Return what a pack says about practices; never raises for its content.

    A folder without a pack is no problem: the first rating begins one.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit.
    """
    return open_to_write(engagement, business_unit, quarter).pack


def problems_elsewhere(engagement: Engagement, business_unit: str, quarter: Quarter, pack: DeskPack) -> list[Problem]:
    """Return what is wrong with the rest of a pack: it keeps the pack from being assessed, and nobody from rating."""
    if not pack.practices and not pack.evidence and not engagement.pack_folder(business_unit, quarter).is_dir():
        return []
    return [one for one in find_problems(engagement, business_unit, quarter) if one not in pack.problems]


def open_to_write(engagement: Engagement, business_unit: str, quarter: Quarter) -> OpenedPack:
    """Return a pack with what is needed to write its two forms again; that is empty where it may not be written to."""
    files = find_pack_files(engagement, business_unit, quarter)
    wrong = tuple(problem for problem in files.problems if _concerns_us(problem, files))
    if files.workbook is not None:
        sheets, unreadable = read_sheets(files)
        rows, problems = _rows(engagement, business_unit, sheets)
        return OpenedPack(DeskPack(files.source, _IN_EXCEL, (*wrong, *unreadable, *problems), *rows))
    ours = tuple(path for path in files.csv_files if _form_of(path.name) in FORMS)
    # Read before it is parsed: if it changes in between, the comparison before writing tells.
    contents = {_form_of(path.name): content for path in ours if (content := bytes_of(path)) is not None}
    sheets, unreadable = read_sheets(dataclasses.replace(files, csv_files=ours, handover=None, problems=()))
    rows, problems = _rows(engagement, business_unit, sheets)
    found = (*wrong, *unreadable, *problems)
    pack = DeskPack(files.shown_as, _BROKEN if found else "", found, *rows)
    if found:
        return OpenedPack(pack)
    places = {name: match_headings(sheet, form(name))[0] for name, sheet in sheets.items()}
    return OpenedPack(
        pack,
        {_form_of(path.name): path for path in ours},
        contents,
        {name: WrittenForm.of(contents[name], sorted(places[name], key=places[name].__getitem__)) for name in sheets},
        {name: _cells(sheet, places[name]) for name, sheet in sheets.items()},
    )


def _concerns_us(problem: Problem, files: PackFiles) -> bool:
    """Say whether a problem with the folder keeps us from writing; a stray file beside ours does not."""
    if problem == Problem(files.shown_as, "no pack handed in", problem.expected, problem.remedy):
        return False
    name = problem.where.removeprefix(f"{files.shown_as}/")
    return name == problem.where or _form_of(name) in FORMS


def _form_of(file_name: str) -> str:
    return "_".join(file_name.casefold().removesuffix(".csv").split()) if file_name.casefold().endswith(".csv") else ""


def _rows(
    engagement: Engagement, business_unit: str, sheets: Mapping[str, Sheet]
) -> tuple[tuple[dict[Key, PracticeRow], dict[str, EvidenceRow]], list[Problem]]:
    ours = {name: sheet for name, sheet in sheets.items() if name in FORMS}
    frames, problems = check_sheets(ours, engagement.model(business_unit))
    whole = not problems
    practices = practice_rows(frames["practices"]) if whole and "practices" in frames else {}
    evidence = evidence_rows(frames["evidence"]) if whole and "evidence" in frames else {}
    return (practices, evidence), problems


def _cells(sheet: Sheet, places: Mapping[str, int]) -> list[dict[str, str]]:
    return [
        {name: cell_text(row.cells[place]) if place < len(row.cells) else "" for name, place in places.items()}
        for row in sheet.rows[1:]
    ]


def bytes_of(path: Path) -> bytes | None:
    """Return what is in a file; None if it is not there."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
