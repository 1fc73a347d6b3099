"""What compiled code mutters when a write is refused, kept off the terminal: the error that follows says it in words."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator

__all__ = ["without_panics"]

_PANIC = re.compile(
    rb"\n?thread '[^'\n]*'[^\n]* panicked at [^\n]*\n[^\n]*\n"
    rb"(?:stack backtrace:\n(?: +(?:\d+:|at )[^\n]*\n)*)?(?:note: [^\n]*\n)?"
)
_MOST = 1 << 16


@contextlib.contextmanager
def without_panics() -> Iterator[None]:
    """Leave out a Rust thread's panic from standard error if what is done here fails; all else that is said there is said after.

    The tables' library lets a writer be dropped unfinished when a disk is full, and a thread of it panics over that, beside the
    error that it raises. It goes through a pipe, since a disk that is full takes no file.
    """
    if sys.platform == "win32":  # there a pipe can't be told not to wait
        yield
        return
    sys.stderr.flush()
    kept = os.dup(2)
    reading, writing = os.pipe()
    for end in (reading, writing):
        os.set_blocking(end, False)
    os.dup2(writing, 2)
    os.close(writing)
    failed = True
    try:
        yield
        failed = False
    finally:
        sys.stderr.flush()
        os.dup2(kept, 2)
        os.close(kept)
        said = b""
        with contextlib.suppress(BlockingIOError):
            while part := os.read(reading, _MOST):
                said += part
        os.close(reading)
        rest = _PANIC.sub(b"", said) if failed else said
        if rest.strip():
            os.write(2, rest)
