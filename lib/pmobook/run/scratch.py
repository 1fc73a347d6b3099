"""Scratch folders that go with their run, and those that a killed run left behind, which go with the next."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pmobook.record.lock import release, take

__all__ = ["clear_after_the_dead", "scratch_folder"]

_PREFIX = "pmo"
_HELD, _DRAFT = "held", "held.new"


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder of a short name that goes at the end; what killed runs have left of theirs goes at the beginning.

    A lock on a file in it belongs to this process and ends with it, however that ends: so a folder of the dead is told from one
    that is in use, also where containers share a folder for temporary files and process ids say nothing.
    """
    clear_after_the_dead()
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with (folder / _DRAFT).open("a+b") as file:
            # It gets its name only when it is locked. Where an open file can't be renamed, nobody will clear up.
            if take(file):
                with contextlib.suppress(OSError):
                    (folder / _DRAFT).rename(folder / _HELD)
            yield folder


def clear_after_the_dead() -> None:
    """Take away scratch folders of this user's runs that have ended without doing so; those of live ones stay."""
    for folder in sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*")):
        with contextlib.suppress(OSError):  # somebody else may be clearing it too
            _clear_if_dead(folder)


def _clear_if_dead(folder: Path) -> None:
    is_ours = not hasattr(os, "getuid") or folder.lstat().st_uid == os.getuid()
    if not is_ours or folder.is_symlink() or not (folder / _HELD).is_file():
        return
    with (folder / _HELD).open("a+b") as file:
        if not take(file):
            return
        release(file)
        for each in folder.iterdir():  # the lock's file goes last: a clearing that is cut short is gone on with
            if each.name != _HELD:
                shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
    shutil.rmtree(folder)
