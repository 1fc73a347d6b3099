"""A folder of ours that is written anew as a whole, and never put over what is somebody else's."""

from __future__ import annotations

import glob
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from pmobook.errors import PmobookError

__all__ = ["MARKER", "check_is_ours", "replace_folder"]

MARKER = ".pmobook"
"""The file that says a folder was written here, and which files it was written with."""

_LISTED = 5


def replace_folder(folder: Path, kind: str, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files to a new folder and put it where another stands, or none.

    Readers see the old files until the new ones are complete. Nothing is replaced if making the files fails.

    Parameters
    ----------
    folder
        Where they are to stand.
    kind
        What the folder holds, such as ``site``; written in its marker.
    files
        Name and content of each; taken one by one as they are written.

    Raises
    ------
    PmobookError
        If the folder is there and holds anything that wasn't written here as the same kind.
    """
    place = folder.expanduser().resolve()
    check_is_ours(place, kind)
    place.parent.mkdir(parents=True, exist_ok=True)
    _clear_away(place, kind)
    token = secrets.token_hex(4)
    draft, former = (place.with_name(f".{place.name}.{token}.{word}") for word in ("partial", "former"))
    draft.mkdir()
    try:
        # The marker is there from the start: a draft that a killed process leaves is known as ours.
        (draft / MARKER).write_text(_marker(kind, []), encoding="utf-8")
        names = []
        for name, content in files:
            (draft / name).write_bytes(content)
            names.append(name)
        (draft / MARKER).write_bytes(_marker(kind, names).encode())
        check_is_ours(place, kind)
        _swap(draft, place, former)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    shutil.rmtree(former, ignore_errors=True)


def check_is_ours(folder: Path, kind: str) -> None:
    """Refuse a folder that isn't empty and wasn't written here as the same kind.

    Raises
    ------
    PmobookError
        Which says what stands in the way.
    """
    place = folder.expanduser().resolve()
    if not place.exists():
        return
    if not place.is_dir():
        message = f"{folder} is a file. Name a new or empty folder for the {kind}."
        raise PmobookError(message)
    present = {path.name for path in place.iterdir()}
    if not present:
        return
    written = _written(place, kind)
    if written is None:
        message = f"{folder} holds files that are not a {kind} of pmobook; they are left alone. Name a new or empty folder."
        raise PmobookError(message)
    others = sorted(present - written - {MARKER})
    if others:
        shown = ", ".join(others[:_LISTED]) + (f" and {len(others) - _LISTED} more" if len(others) > _LISTED else "")
        message = f"{folder} holds what pmobook did not write: {shown}. Move it away, or name another folder."
        raise PmobookError(message)


def _marker(kind: str, names: Iterable[str]) -> str:
    return "\n".join([f"pmobook {kind} 1", *sorted(names), ""])


def _written(folder: Path, kind: str) -> set[str] | None:
    """Return the names that a folder of ours was written with; None if it isn't ours."""
    marker = folder / MARKER
    if not marker.is_file() or marker.is_symlink():
        return None
    first, *names = marker.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    return set(names) if first == f"pmobook {kind} 1" else None


def _swap(draft: Path, place: Path, former: Path) -> None:
    if not place.exists():
        draft.rename(place)
        return
    shutil.copymode(place, draft)  # who may read the old may read the new
    place.rename(former)
    try:
        draft.rename(place)
    except BaseException:
        former.rename(place)
        raise


def _clear_away(place: Path, kind: str) -> None:
    """Remove what a process that was killed left beside the folder."""
    for word in ("partial", "former"):
        for left in place.parent.glob(f".{glob.escape(place.name)}.????????.{word}"):
            if left.is_dir() and _written(left, kind) is not None:
                shutil.rmtree(left, ignore_errors=True)
