"""What stands in a pack's folder: which files count, their digest, and the sheets inside them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import Problem
from pmobook.inputs.csv_text import read_csv
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.excel import read_workbook
from pmobook.inputs.sheets import MOST_BYTES, Sheet
from pmobook.method.forms import FORM_NAMES
from pmobook.vocabulary import Quarter, nearest

__all__ = ["HANDOVER", "PackFiles", "find_pack_files", "read_sheets"]

HANDOVER = "handover.yaml"
_WORKBOOK = "pack.xlsx"
_OTHER_SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".tsv")
_HAND_IN = "Put pack.xlsx, or one CSV file a form, into the folder; pmobook forms makes blank ones."


@dataclass(frozen=True)
class PackFiles:
    """The files of one pack.

    Attributes
    ----------
    shown_as
        The folder, relative to the engagement: ``inputs/retail/2026Q3``.
    workbook
        ``pack.xlsx``, if there is one.
    csv_files
        The CSV files in order of name.
    handover
        ``handover.yaml``, if there is one.
    problems
        What is wrong with the folder itself.
    names
        Of everything in the folder that is looked at, also of what is wrong there.
    """

    shown_as: str
    workbook: Path | None = None
    csv_files: tuple[Path, ...] = ()
    handover: Path | None = None
    problems: tuple[Problem, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """How messages and pages name the pack."""
        return f"{self.shown_as}/{self.workbook.name}" if self.workbook else self.shown_as

    @property
    def digest(self) -> str:
        """SHA-256 over all that a reader of the pack depends on.

        That is the bytes of its files, the names in its folder, and what is wrong with the folder. A file that can't be
        read counts by its name; one that is too large to be read, by its name and size.
        """
        total = hashlib.sha256()
        for word in (*self.names, "", *(str(problem) for problem in self.problems)):
            total.update(f"{len(word)}:{word}:".encode("utf-8", "surrogateescape"))
        for path in (self.workbook, *self.csv_files, self.handover):
            if path is not None:
                total.update(f"{len(path.name)}:{path.name}:".encode("utf-8", "surrogateescape"))
                total.update(_content_digest(path))
        return total.hexdigest()


def _content_digest(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return f"{size} bytes".encode()
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b"unreadable"


def find_pack_files(engagement: Engagement, business_unit: str, quarter: Quarter) -> PackFiles:
    """Return the files of a business unit's pack for a quarter.

    Files whose names begin with a dot or ``~$`` (Excel's own lock files) and files that are no spreadsheet, such as a
    covering letter, are passed over. A link that leads out of the engagement's folder is not followed.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit.
    """
    folder = engagement.pack_folder(business_unit, quarter)
    shown_as = folder.relative_to(engagement.folder).as_posix()
    if not folder.is_dir():
        return PackFiles(shown_as, problems=(Problem(shown_as, "no pack handed in", "an input pack", _HAND_IN),))
    root = engagement.folder.resolve()
    if not _stays_inside(folder, root):
        return PackFiles(shown_as, problems=(_link_problem(shown_as),))
    try:
        entries = [entry for entry in sorted(folder.iterdir()) if _counts(entry.name)]
    except OSError as error:
        unreadable = Problem(shown_as, str(error.strerror), "a readable folder", "Check the folder's permissions.")
        return PackFiles(shown_as, problems=(unreadable,))
    wrong = {entry: _entry_problem(entry, f"{shown_as}/{entry.name}", root) for entry in entries}
    problems = [problem for problem in wrong.values() if problem]
    problems += _same_name_twice(entries, shown_as)
    every_name = tuple(entry.name for entry in entries)
    sound = [entry for entry in entries if not wrong[entry]]
    workbook = next((entry for entry in sound if entry.name.casefold() == _WORKBOOK), None)
    handover = next((entry for entry in sound if entry.name.casefold() == HANDOVER), None)
    csv_files = tuple(entry for entry in sound if entry.name.casefold().endswith(".csv"))
    if workbook and csv_files:
        names = ", ".join(path.name for path in csv_files[:3]) + (" …" if len(csv_files) > 3 else "")
        problems.append(Problem(shown_as, f"{workbook.name} beside {names}", "either pack.xlsx or CSV files",
                                "Take away whichever is not the pack."))  # fmt: skip
        return PackFiles(shown_as, problems=tuple(problems), names=every_name)
    if not workbook and not csv_files and not problems:
        problems.append(Problem(shown_as, "no pack handed in", "an input pack", _HAND_IN))
    return PackFiles(shown_as, workbook, csv_files, handover, tuple(problems), every_name)


def _counts(name: str) -> bool:
    lower = name.casefold()
    is_of_a_pack = lower in (_WORKBOOK, HANDOVER) or lower.endswith((".csv", *_OTHER_SPREADSHEETS))
    return is_of_a_pack and not lower.startswith((".", "~$"))


def _same_name_twice(entries: Sequence[Path], shown_as: str) -> list[Problem]:
    """Return a problem for each second file that only letter case tells from a first; two CSV files are told as sheets."""
    first: dict[str, str] = {}
    problems = []
    for entry in entries:
        name = entry.name.casefold()
        if first.setdefault(name, entry.name) != entry.name and name in (_WORKBOOK, HANDOVER):
            problems.append(Problem(f"{shown_as}/{entry.name}", f"a second file beside {first[name]}", f"one file {name}",
                                    "Take away whichever is out of date."))  # fmt: skip
    return problems


def _entry_problem(entry: Path, shown_as: str, root: Path) -> Problem | None:
    name = entry.name.casefold()
    if entry.is_symlink() and not _stays_inside(entry, root):  # its folder stays inside, and so does what is no link
        return _link_problem(shown_as)
    if not entry.is_file():
        return Problem(shown_as, "a folder", "a file", "Put the file itself there, under that name.")
    if name in (_WORKBOOK, HANDOVER):
        return None
    if not name.endswith(".csv"):
        return Problem(shown_as, "a spreadsheet of another name or kind", "pack.xlsx, or one CSV file a form",
                       "Save it as pack.xlsx if it is the pack; otherwise take it out of the folder.")  # fmt: skip
    if name[: -len(".csv")] not in FORM_NAMES:
        guess = nearest(name[: -len(".csv")], FORM_NAMES)
        remedy = f"Did you mean {guess}.csv?" if guess else "Take it out of the folder, or name it after its form."
        return Problem(shown_as, "a file that is named after no form", f"one of {', '.join(FORM_NAMES)}, and .csv", remedy)
    return None


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link that leads round in circles
        return False


def _link_problem(shown_as: str) -> Problem:
    return Problem(shown_as, "a link that leads out of the engagement's folder", "a file or folder of the engagement's own",
                   "Copy the file itself into the folder.")  # fmt: skip


def read_sheets(files: PackFiles) -> tuple[dict[str, Sheet], list[Problem]]:
    """Return the sheets of a pack by the form that each holds, and what kept any from being read.

    The sheets' names are those of forms, as the forms write them; a sheet of another name, a hidden one and a second
    one for the same form are problems.
    """
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    if files.workbook:
        found, problems = read_workbook(files.workbook, files.source)
        sheets += found
    for path in files.csv_files:
        sheet, faults = read_csv(path, f"{files.shown_as}/{path.name}")
        sheets.append(sheet)
        problems += faults
    return _sheets_of_forms(sheets, problems)


def _sheets_of_forms(sheets: Sequence[Sheet], problems: list[Problem]) -> tuple[dict[str, Sheet], list[Problem]]:
    known: dict[str, Sheet] = {}
    for sheet in sheets:
        name = "_".join(sheet.name.casefold().split())
        if name not in FORM_NAMES:
            problems += (
                [_unknown_sheet(sheet)] if sheet.rows or sheet.incomplete else []
            )  # such as the blank Sheet1 of a new workbook
        elif name in known:
            problems.append(
                Problem(sheet.where, "a second sheet for the same form", f"one sheet {name}", "Join the two, or remove one.")
            )
        elif sheet.hidden:
            known[name] = sheet
            problems.append(
                Problem(sheet.where, "a hidden sheet", "sheets that their sender can see",
                        "Right-click any sheet's tab and choose Unhide, then check the sheet; or delete it.")
            )  # fmt: skip
        else:
            known[name] = sheet
    return {name: known[name] for name in FORM_NAMES if name in known}, problems


def _unknown_sheet(sheet: Sheet) -> Problem:
    guess = nearest(sheet.name, FORM_NAMES)
    hidden = " (hidden: right-click any tab and choose Unhide)" if sheet.hidden else ""
    remedy = f"Did you mean {guess}?" if guess else "Delete the sheet, or name it after its form."
    return Problem(sheet.where, f"a sheet that is named after no form{hidden}", f"one of {', '.join(FORM_NAMES)}", remedy)
