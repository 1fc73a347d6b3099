"""The private folder of the fork servers' sockets: this user's, and closed to everybody else."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from pmobook.kernels.refusal import Unavailable

__all__ = ["private_folder"]

_OTHERS = 0o077


def private_folder() -> Path:
    """Return the folder, made if it isn't there.

    It stands in the user's runtime folder, or in the folder of temporary files, where anybody could have put something of
    its name before us.

    Raises
    ------
    Unavailable
        If what stands there is a link or no folder, belongs to somebody else, or is open to others.
    """
    folder = _base() / f"pmobook-kernels-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise Unavailable(f"the folder {folder} for their sockets can't be made ({error.strerror})") from None
    if not stat.S_ISDIR(found.st_mode):
        raise Unavailable(f"{folder}, where their sockets belong, is no folder; remove it")
    if found.st_uid != os.getuid():
        raise Unavailable(f"the folder {folder} for their sockets belongs to another user; have it removed")
    if found.st_mode & _OTHERS:
        raise Unavailable(f"the folder {folder} for their sockets is open to others; remove it, or chmod 700 it if it is yours")
    return folder


def _base() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime:
        try:
            found = Path(runtime).stat()
        except OSError:
            found = None
        if found and stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & _OTHERS:
            return Path(runtime)
    return Path(tempfile.gettempdir())
