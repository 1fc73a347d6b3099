"""Files that came back: where they lie, and what is in them before anything is made of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from pmobook.errors import Problem
from pmobook.inputs.excel import read_workbook
from pmobook.inputs.excel_package import ExcelFault, unpack
from pmobook.inputs.excel_parts import sheet_parts
from pmobook.inputs.sheets import Sheet, cell_text
from pmobook.survey.places import SurveyPlaces
from pmobook.survey.workbook import ANSWERS_SHEET, IDENTITY_SHEET, KIND

__all__ = ["SEND_AGAIN", "ReturnedFile", "read_returned", "returned_paths"]

_MOST_BYTES = 5_000_000
SEND_AGAIN = "Ask for the file that was sent out, filled in; a copy of its cells into another workbook won't do."
"""What to do about a file that was rebuilt."""

_PASSED_OVER = ("~$", ".")
_SYSTEM_FILES = {"thumbs.db", "desktop.ini"}


@dataclass
class ReturnedFile:
    """A file as it came back.

    Attributes
    ----------
    shown_as
        How messages name it.
    identity
        What its hidden sheet says; empty if it is no survey file.
    sheet
        The sheet with the answers; None if there is none.
    formulas
        Its cells that hold a formula, by row (counted from 1) and column (counted from 0).
    problems
        What kept it from being read.
    """

    shown_as: str
    identity: dict[str, str] = field(default_factory=dict)
    sheet: Sheet | None = None
    formulas: frozenset[tuple[int, int]] = frozenset()
    problems: list[Problem] = field(default_factory=list)


def returned_paths(places: SurveyPlaces) -> tuple[list[Path], list[Problem]]:
    """Return the workbooks that came back, in order of their names, and a problem for everything else that lies there.

    Files that Excel and the system leave behind (``~$…``, hidden files) are passed over. Links are not followed.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for folder, folders, names in os.walk(places.returned, followlinks=False):
        folders.sort()
        for name in sorted([*names, *(one for one in folders if (Path(folder) / one).is_symlink())]):
            path = Path(folder) / name
            if name.startswith(_PASSED_OVER) or name.casefold() in _SYSTEM_FILES:
                continue
            if path.is_symlink():
                problems.append(
                    Problem(places.shown(path), "a link", "the file itself", "Copy the file into the folder returned.")
                )
            elif path.suffix.casefold() != ".xlsx":
                problems.append(
                    Problem(places.shown(path), "a file of another kind", "survey files as Excel workbooks (.xlsx)",
                            "Save it from Excel as Excel workbook (.xlsx) if it holds answers; otherwise take it away.")
                )  # fmt: skip
            else:
                found.append(path)
    return found, problems


def read_returned(path: Path, shown_as: str) -> ReturnedFile:
    """Read a file that came back, whoever made it. Nothing in it is calculated, followed or executed."""
    file = ReturnedFile(shown_as)
    if path.stat().st_size > _MOST_BYTES:
        file.problems.append(
            Problem(shown_as, f"a file of {path.stat().st_size // 1_000_000} MB", f"at most {_MOST_BYTES // 1_000_000} MB",
                    "Remove pictures and attachments; if it still is no smaller, " + SEND_AGAIN[0].lower() + SEND_AGAIN[1:])
        )  # fmt: skip
        return file
    sheets, file.problems = read_workbook(path, shown_as)
    if file.problems:
        return file
    by_name = {sheet.name: sheet for sheet in sheets}
    if IDENTITY_SHEET in by_name:
        file.identity = _identity(by_name[IDENTITY_SHEET])
    if file.identity.get("kind") != KIND or ANSWERS_SHEET not in by_name:
        what = f"no sheet {ANSWERS_SHEET}" if file.identity.get("kind") == KIND else "a workbook that is no survey file"
        file.problems.append(Problem(shown_as, what, "a survey file as it was sent out", SEND_AGAIN))
        return file
    file.sheet = by_name[ANSWERS_SHEET]
    try:
        file.formulas = _formulas(path)
    except (ExcelFault, OSError) as error:
        file.problems.append(Problem(shown_as, f"a file that changes while it is read ({error})", "a file at rest", SEND_AGAIN))
    return file


def _identity(sheet: Sheet) -> dict[str, str]:
    return {
        cell_text(row.cells[0]): cell_text(row.cells[1])
        for row in sheet.rows
        if len(row.cells) > 1 and row.cells[0] is not None and row.cells[1] is not None
    }


def _formulas(path: Path) -> frozenset[tuple[int, int]]:
    """Return the cells of the answers that hold a formula; the reader of values shows only what was last calculated."""
    parts = unpack(path.read_bytes())
    content = parts[sheet_parts(parts)[ANSWERS_SHEET]]
    found: set[tuple[int, int]] = set()
    place = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal place
        name = tag.rpartition(":")[2]
        if name == "c":
            place = attributes.get("r", "")
        elif name == "f":
            letters = place.rstrip("0123456789")
            if len(letters) == 1 and place[1:]:  # every answer stands in one of the first columns
                found.add((int(place[1:8]), ord(letters.upper()) - ord("A")))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise OSError(str(error)) from None
    return frozenset(found)
