"""What a pack says about goals and their comparisons, and how one judgement is written into it."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from pmobook.assess.priorities.judgements import written
from pmobook.assess.tables import present, rows_of
from pmobook.desk.lock import pack_lock
from pmobook.desk.pack import bytes_of
from pmobook.desk.table_file import WrittenForm
from pmobook.errors import PmobookError, Problem
from pmobook.inputs.checking import check_sheets
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.handed_in import PackFiles, find_pack_files, read_sheets
from pmobook.inputs.headings import match_headings
from pmobook.inputs.sheets import Sheet, cell_text
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.record.durable import replace_file
from pmobook.vocabulary import Quarter

__all__ = ["JudgedPack", "SavedJudgement", "open_judged_pack", "save_judgement"]

_FORM = "goal_comparisons"
_OURS = ("goals", _FORM)
_MOST_ATTEMPTS = 20
_IN_EXCEL = (
    "The pack is an Excel file, and judgements can't be written into one: it would lose what Excel alone understands. Everything "
    "is shown and nothing can be changed. To go on, save each sheet as CSV UTF-8 under the name of its form (goals.csv, "
    "goal_comparisons.csv and so on) in the same folder, take pack.xlsx out of it, and open this again."
)
_BROKEN = "Something in the pack can't be read, so nothing can be changed here. Mend what is listed, then open this again."
_NO_GOALS = "The pack holds no goals yet. Hand in the form goals first, then compare them here."
_UNWRITABLE = "{} can't be written to ({}). Check the folder's permissions and the disk's space."


@dataclass(frozen=True, eq=False)
class JudgedPack:
    """What a pack says about goals and judgements, and whether a judgement may be written to it.

    Attributes
    ----------
    shown_as
        The pack's folder or file, relative to the engagement's.
    goals, comparisons
        The two forms, typed.
    read_only_because
        Why nothing can be changed; empty if it can.
    problems
        What is wrong with the two forms or the folder.
    path, content, written, cells
        Of the form goal_comparisons: its file, the bytes there (None: no file yet), how it is written down, and its rows by
        their number as their sender wrote them.
    """

    shown_as: str
    goals: pd.DataFrame
    comparisons: pd.DataFrame
    read_only_because: str = ""
    problems: tuple[Problem, ...] = ()
    path: Path | None = None
    content: bytes | None = None
    written: WrittenForm = field(default_factory=WrittenForm)
    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    def preference(self, judge: str, one: str, other: str) -> str:
        """Return how many times as important a judge calls the one goal as the other, as text; empty if not answered."""
        spot, turned = self.place(judge, one, other)
        value = self.comparisons["preference"].iloc[spot] if spot is not None else None
        if not present(value):
            return ""
        return written(1 / float(str(value)) if turned else float(str(value)))

    def place(self, judge: str, one: str, other: str) -> tuple[int | None, bool]:
        """Return where a judgement stands among the rows (None: nowhere), and whether it is written the other way round."""
        for spot, row in enumerate(rows_of(self.comparisons, "judge", "goal_a", "goal_b")):
            if row in {(judge, one, other), (judge, other, one)}:
                return spot, row[1] == other
        return None, False


@dataclass(frozen=True, eq=False)
class SavedJudgement:
    """What a save did: the pack as it now stands, and what somebody else answered meanwhile (None: nobody did)."""

    pack: JudgedPack
    theirs: str | None = None


def open_judged_pack(engagement: Engagement, business_unit: str, quarter: Quarter) -> JudgedPack:
    """Return what a pack says about goals and judgements; never raises for its content.

    Raises
    ------
    PmobookError
        If the engagement has no such business unit.
    """
    files = find_pack_files(engagement, business_unit, quarter)
    wrong = tuple(problem for problem in files.problems if _concerns_us(problem, files))
    ours = tuple(path for path in files.csv_files if _form_of(path.name) in _OURS)
    # Read before it is parsed: if it changes in between, the comparison before writing tells.
    path = next((one for one in ours if _form_of(one.name) == _FORM), None)
    content = bytes_of(path) if path is not None else None
    looked_at = files if files.workbook is not None else dataclasses.replace(files, csv_files=ours, handover=None, problems=())
    sheets, unreadable = read_sheets(looked_at)
    mine = {name: sheet for name, sheet in sheets.items() if name in _OURS}
    frames, found = check_sheets(mine, engagement.model(business_unit))
    problems = (*wrong, *unreadable, *found)
    whole = {name: empty_frame(form(name)) if problems or name not in frames else frames[name] for name in _OURS}
    reason = _IN_EXCEL if files.workbook is not None else _BROKEN if problems else _NO_GOALS if whole["goals"].empty else ""
    pack = JudgedPack(files.shown_as, whole["goals"], whole[_FORM], reason, problems)
    if reason:
        return pack
    folder = engagement.pack_folder(business_unit, quarter)
    if path is None or content is None or _FORM not in mine:
        return dataclasses.replace(pack, path=folder / f"{_FORM}.csv")
    places, _ = match_headings(mine[_FORM], form(_FORM))
    columns = sorted(places, key=places.__getitem__)
    return dataclasses.replace(
        pack, path=path, content=content, written=WrittenForm.of(content, columns), cells=_cells(mine[_FORM], places)
    )


def save_judgement(
    engagement: Engagement, business_unit: str, quarter: Quarter, judgement: tuple[str, str, str], found: str, wanted: str
) -> SavedJudgement:
    """Write one judgement into a pack, in one step.

    Parameters
    ----------
    judgement
        The judge, the one goal and the other.
    found
        What the judge's answer was when it was shown; empty if there was none. If the pack says something else by now, nothing
        is written and that is returned.
    wanted
        The new answer, such as ``3`` or ``1/5``; empty takes the judgement out.

    Raises
    ------
    PmobookError
        If nothing can be written; says why. Nothing was, then.
    """
    folder = engagement.pack_folder(business_unit, quarter)
    shown_as = folder.relative_to(engagement.folder).as_posix()
    try:
        _refuse(open_judged_pack(engagement, business_unit, quarter))
        with pack_lock(folder, shown_as):
            for draft in folder.glob(f".{_FORM}.csv.*.partial"):
                # Left by a save that was killed: only the holder of the lock writes, so nobody is at it.
                with contextlib.suppress(OSError):
                    draft.unlink()
            for _ in range(_MOST_ATTEMPTS):
                pack = open_judged_pack(engagement, business_unit, quarter)
                _refuse(pack)
                now = pack.preference(*judgement)
                if now == wanted:
                    return SavedJudgement(pack)
                if now != found:
                    return SavedJudgement(pack, now)
                if pack.path is not None and bytes_of(pack.path) == pack.content:
                    replace_file(pack.path, _content(pack, judgement, wanted))
                    return SavedJudgement(open_judged_pack(engagement, business_unit, quarter))
    except OSError as error:
        raise PmobookError(_UNWRITABLE.format(shown_as, error.strerror)) from None
    message = f"Another program keeps changing {shown_as}. Nothing was saved; close it and try again."
    raise PmobookError(message)


def _refuse(pack: JudgedPack) -> None:
    if pack.read_only_because:
        listed = "".join(f"\n- {problem}" for problem in pack.problems)
        message = f"Not saved. {pack.read_only_because}{listed}"
        raise PmobookError(message)


def _content(pack: JudgedPack, judgement: tuple[str, str, str], wanted: str) -> bytes:
    """Return the form's file with one judgement changed, added or taken out; all other rows as they were written."""
    judge, one, other = judgement
    rows = dict(pack.cells)
    spot, turned = pack.place(judge, one, other)
    number = max(rows, default=0) + 1 if spot is None else int(pack.comparisons["row"].iloc[spot])
    if not wanted:
        del rows[number]
    else:
        before = rows.get(number, {"judge": judge, "goal_a": one, "goal_b": other})
        rows[number] = {**before, "preference": _turned(wanted) if turned else wanted}
    return pack.written.content(rows.values(), form(_FORM))


def _turned(preference: str) -> str:
    if preference == "1":
        return "1"
    return preference.removeprefix("1/") if preference.startswith("1/") else f"1/{preference}"


def _concerns_us(problem: Problem, files: PackFiles) -> bool:
    """Say whether a problem with the folder keeps us from writing; a stray file beside ours does not."""
    name = problem.where.removeprefix(f"{files.shown_as}/")
    return problem.found != "no pack handed in" and (name == problem.where or _form_of(name) in _OURS)


def _form_of(file_name: str) -> str:
    return "_".join(file_name.casefold().removesuffix(".csv").split()) if file_name.casefold().endswith(".csv") else ""


def _cells(sheet: Sheet, places: Mapping[str, int]) -> dict[int, dict[str, str]]:
    return {
        row.number: {name: cell_text(row.cells[place]) if place < len(row.cells) else "" for name, place in places.items()}
        for row in sheet.rows[1:]
    }
