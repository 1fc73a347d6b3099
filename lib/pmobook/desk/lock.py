"""One writer at a time in a pack's folder, for as long as a save takes."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from pmobook.errors import PmobookError
from pmobook.record.lock import release, take

__all__ = ["pack_lock"]

_NAME = ".desk.lock"
_PAUSE_SECONDS = 0.02


@contextlib.contextmanager
def pack_lock(folder: Path, shown_as: str, *, seconds: float = 10.0) -> Iterator[None]:
    """Hold a pack for one save; wait while somebody else holds it.

    The lock belongs to the open file and not to the file's existence, so it ends with its process, however that ends. Its name
    begins with a dot: it is no part of the pack.

    Parameters
    ----------
    folder
        The pack's folder, which must be there.
    shown_as
        How messages name it.
    seconds
        How long to wait.

    Raises
    ------
    PmobookError
        If it was held all that time.
    """
    with (folder / _NAME).open("a+b") as file:
        end = time.monotonic() + seconds
        while not take(file):
            if time.monotonic() >= end:
                message = f"Somebody else has been saving to {shown_as} for {seconds:g} seconds. Nothing was saved; try again."
                raise PmobookError(message)
            time.sleep(_PAUSE_SECONDS)
        try:
            yield
        finally:
            release(file)
