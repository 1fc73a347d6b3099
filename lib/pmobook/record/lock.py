"""One run of an engagement at a time, without locks that a killed process leaves behind."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pmobook.errors import PmobookError

__all__ = ["RunUnderWay", "engagement_lock", "file_lock", "release", "take"]

_BEYOND_THE_TEXT = 1 << 20


class RunUnderWay(PmobookError):
    """Another run holds an engagement's results."""


@contextlib.contextmanager
def engagement_lock(folder: Path) -> Iterator[None]:
    """Hold an engagement's results for one run.

    The lock belongs to the open file and not to the file's existence, so it ends with its process, however that ends.

    Parameters
    ----------
    folder
        The engagement's folder.

    Raises
    ------
    RunUnderWay
        If another run holds it; says which.
    """
    with file_lock(folder / "results" / "run.lock"):
        yield


@contextlib.contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Hold what a file stands for, for one run; see `engagement_lock`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not take(file):
            file.seek(0)
            holder = file.read(200).decode("utf-8", "replace").strip()
            message = (
                f"Another run of this engagement is under way ({holder or 'it has just begun'}). Nothing was changed. "
                "Wait until it has ended, or stop it, and run again."
            )
            raise RunUnderWay(message)
        file.truncate(0)
        begun = dt.datetime.now().astimezone()
        file.write(f"process {os.getpid()}, begun {begun:%Y-%m-%d %H:%M}\n".encode())
        file.flush()
        try:
            yield
        finally:
            release(file)


if sys.platform == "win32":
    import msvcrt

    def take(file: BinaryIO) -> bool:
        """Lock an open file if nobody holds it; it ends with the process that holds it."""
        file.seek(_BEYOND_THE_TEXT)  # a locked byte can't be read by others, and they are to read the text
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def release(file: BinaryIO) -> None:
        """Let go of a locked file."""
        file.seek(_BEYOND_THE_TEXT)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def take(file: BinaryIO) -> bool:
        """Lock an open file if nobody holds it; it ends with the process that holds it."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(file: BinaryIO) -> None:
        """Let go of a locked file."""
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
