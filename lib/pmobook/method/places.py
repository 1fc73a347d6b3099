"""Where the workbook's own files stand: the method, the notebooks, the templates."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from pmobook.errors import PmobookError

__all__ = ["METHOD_OF_ANOTHER_DAY", "contents_digest", "method_contents", "method_folder", "workbook_folder"]

METHOD_OF_ANOTHER_DAY = "PMOBOOK_METHOD"
"""Environment variable that names a folder with the method of another day. It holds for a whole process and its children:
what has been read of the method is remembered."""

_PACKAGE = Path(__file__).resolve().parents[1]


def workbook_folder() -> Path:
    """Return the folder that holds ``params``, ``notebooks`` and ``templates``.

    In a clone that is its root; an installed package carries a copy inside itself.
    """
    clone = _PACKAGE.parents[1]
    return clone if (clone / "params" / "method").is_dir() else _PACKAGE / "workbook"


def method_folder() -> Path:
    """Return the folder of the method's data: the workbook's own, or that of another day if the environment names one.

    Raises
    ------
    PmobookError
        If the environment names a folder that isn't there.
    """
    named = os.environ.get(METHOD_OF_ANOTHER_DAY)
    if not named:
        return workbook_folder() / "params" / "method"
    folder = Path(named)
    if not folder.is_dir():
        message = (
            f"The environment variable {METHOD_OF_ANOTHER_DAY} names {folder}, which is no folder. "
            "Unset it to work with the workbook's own method."
        )
        raise PmobookError(message)
    return folder


def method_contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a method by its name below the folder, with slashes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def contents_digest(contents: Mapping[str, bytes], *words: str) -> str:
    """Return the SHA-256 over files' names and contents in order of name, and over further words."""
    total = hashlib.sha256()
    for name, content in sorted(contents.items()):
        total.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    for word in words:
        total.update(f"{word}\n".encode())
    return total.hexdigest()
