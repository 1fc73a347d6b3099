"""Write changes into a pack so that no other person's change is lost."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pmobook.desk.lock import pack_lock
from pmobook.desk.pack import FORMS, DeskPack, OpenedPack, bytes_of, open_to_write
from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow
from pmobook.desk.table_file import WrittenForm
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement
from pmobook.method.forms import form
from pmobook.record.durable import replace_file
from pmobook.vocabulary import Quarter

__all__ = ["Change", "Conflict", "Saved", "keep_aside", "merge", "save"]

_ASIDE = ".desk_set_aside.jsonl"
_MOST_ATTEMPTS = 20
_UNWRITABLE = "{} can't be written to ({}). Check the folder's permissions and the disk's space."

K = TypeVar("K")
R = TypeVar("R", PracticeRow, EvidenceRow)
_Rows = Sequence[PracticeRow | EvidenceRow]


@dataclass(frozen=True)
class Change(Generic[R]):
    """A row as somebody found it (None: it was not there) and as they want it."""

    found: R | None
    wanted: R


@dataclass(frozen=True)
class Conflict(Generic[R]):
    """A row that two people changed: mine, which is not saved, and theirs, which is (None: they removed it)."""

    mine: R
    theirs: R | None


@dataclass(frozen=True)
class Saved:
    """What a save did: the pack as it now stands, how many rows were written, and which wait for a choice."""

    pack: DeskPack
    written: int
    practices: tuple[Conflict[PracticeRow], ...] = ()
    evidence: tuple[Conflict[EvidenceRow], ...] = ()


def merge(there: Mapping[K, R], changes: Mapping[K, Change[R]]) -> tuple[dict[K, R], list[Conflict[R]]]:
    """Put changes into the rows as they stand now.

    Parameters
    ----------
    there
        The rows, maybe changed by others since.
    changes
        What is wanted, and what it was made from.

    Returns
    -------
    The rows to write, and a conflict for each row that somebody else changed in the meantime to something else; such a row
    stays as they left it.
    """
    rows = dict(there)
    conflicts = []
    for key, change in changes.items():
        theirs = there.get(key)
        if theirs == change.found:
            rows[key] = change.wanted
        elif not change.wanted.says_the_same_as(theirs):
            conflicts.append(Conflict(change.wanted, theirs))
    return rows, conflicts


def save(
    engagement: Engagement,
    business_unit: str,
    quarter: Quarter,
    practices: Mapping[Key, Change[PracticeRow]],
    evidence: Mapping[str, Change[EvidenceRow]] | None = None,
) -> Saved:
    """Write changes into a pack: all that don't collide with another person's, each file in one step.

    Of a row in conflict, the version that is not saved is kept in a file beside the pack, so that it outlives this session.

    Raises
    ------
    PmobookError
        If nothing can be written; says why. Nothing was, then.
    """
    folder = engagement.pack_folder(business_unit, quarter)
    shown_as = folder.relative_to(engagement.folder).as_posix()
    try:
        first = open_to_write(engagement, business_unit, quarter)
        _refuse_if_read_only(first.pack)
        folder.mkdir(parents=True, exist_ok=True)
        with pack_lock(folder, shown_as):
            _clear_drafts(folder)
            for _ in range(_MOST_ATTEMPTS):
                opened = open_to_write(engagement, business_unit, quarter)
                _refuse_if_read_only(opened.pack)
                saved = _write(opened, folder, practices, evidence or {})
                if saved is not None:
                    pack = open_to_write(engagement, business_unit, quarter).pack if saved.written else saved.pack
                    return dataclasses.replace(saved, pack=pack)
    except OSError as error:
        raise PmobookError(_UNWRITABLE.format(shown_as, error.strerror)) from None
    message = f"Another program keeps changing {shown_as}. Nothing was saved; close it and try again."
    raise PmobookError(message)


def keep_aside(engagement: Engagement, business_unit: str, quarter: Quarter, row: PracticeRow) -> None:
    """Keep a version of a finding that is about to be replaced, in a file beside the pack.

    Raises
    ------
    PmobookError
        If nothing can be written there; says why.
    """
    folder = engagement.pack_folder(business_unit, quarter)
    shown_as = folder.relative_to(engagement.folder).as_posix()
    try:
        with pack_lock(folder, shown_as):
            _set_aside(folder, [row])
    except OSError as error:
        raise PmobookError(_UNWRITABLE.format(shown_as, error.strerror)) from None


def _refuse_if_read_only(pack: DeskPack) -> None:
    if pack.read_only_because:
        listed = "\n".join(f"- {problem}" for problem in pack.problems)
        raise PmobookError(f"Not saved. {pack.read_only_because}" + (f"\n{listed}" if listed else ""))


def _write(
    opened: OpenedPack,
    folder: Path,
    practices: Mapping[Key, Change[PracticeRow]],
    evidence: Mapping[str, Change[EvidenceRow]],
) -> Saved | None:
    """Write what can be written; None if a file changed under our hands, though no other desk can have done it."""
    evidence_now, evidence_conflicts = merge(opened.pack.evidence, evidence)
    practices_now, practice_conflicts = merge(opened.pack.practices, practices)
    written = 0
    for name, before, now in (
        ("evidence", list(opened.pack.evidence.values()), list(evidence_now.values())),
        ("practices", list(opened.pack.practices.values()), list(practices_now.values())),
    ):
        rows = _replace(opened, folder, name, before, now)
        if rows is None:
            return None
        written += rows
    _set_aside(folder, [*(one.mine for one in practice_conflicts), *(one.mine for one in evidence_conflicts)])
    return Saved(opened.pack, written, tuple(practice_conflicts), tuple(evidence_conflicts))


def _replace(opened: OpenedPack, folder: Path, name: str, before: _Rows, now: _Rows) -> int | None:
    """Put a form's rows in place of those that were read; return how many differ, None if the file changed since."""
    changed = len(now) - len(before) + sum(row != was for row, was in zip(now, before, strict=False))
    if not changed:
        return 0
    path = opened.paths.get(name, folder / f"{name}.csv")
    content = _content(opened, name, before, now)
    if bytes_of(path) != opened.contents.get(name):
        return None
    replace_file(path, content)
    return changed


def _content(opened: OpenedPack, name: str, before: _Rows, now: _Rows) -> bytes:
    """Return a form's file: rows that did not change as they were written, in the same order, new ones at the end."""
    original = opened.cells.get(name, ())
    rows: list[Mapping[str, str]] = [
        cells if row == was else {**cells, **row.cells} for row, was, cells in zip(now, before, original, strict=False)
    ]
    rows += [row.cells for row in now[len(before) :]]
    return opened.written.get(name, WrittenForm()).content(rows, form(name))


def _clear_drafts(folder: Path) -> None:
    """Remove what a killed save left half written; only the holder of the lock writes, so none is in use."""
    for name in FORMS:
        for draft in folder.glob(f".{name}.csv.*.partial"):
            with contextlib.suppress(OSError):
                draft.unlink()


def _set_aside(folder: Path, rows: Sequence[PracticeRow | EvidenceRow]) -> None:
    if not rows:
        return
    with (folder / _ASIDE).open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(dataclasses.asdict(row), ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        os.fsync(file.fileno())
