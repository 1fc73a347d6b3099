"""Files that are there whole or not at all, even when a process is killed or a machine loses power."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from pmobook.record.place import Place
from pmobook.record.remote import RemotePath

__all__ = ["create_file", "replace_file", "sync_file", "sync_folder"]


def replace_file(path: Place, content: bytes) -> None:
    """Write a file, or put a new content in its place, in one step that a reader can't see half of."""
    if isinstance(path, RemotePath):
        path.write_bytes(content)
        return
    draft = _draft(path, content)
    try:
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def create_file(path: Place, content: bytes) -> None:
    """Write a file that must not exist yet, in one step.

    Raises
    ------
    FileExistsError
        If it does, also when two processes try at once.
    """
    if isinstance(path, RemotePath):
        path.create(content)
        return
    draft = _draft(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no hard links. There the file appears by renaming, which needs the engagement's lock.
        if path.exists():
            raise FileExistsError(path) from None
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make the content of a file that is written already survive a loss of power."""
    with path.open("rb+") as file:  # Windows flushes only what is open for writing
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make new names in a folder survive a loss of power, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folders; it writes names through by itself
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _draft(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}.partial")
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft
