"""What every process does first that the fork server has forked: give up what is the server's."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Collection
from pathlib import Path

from pmobook.kernels.messages import close_files

__all__ = ["leave_the_server_behind"]


def leave_the_server_behind(keep: Collection[int]) -> None:
    """Give up what the server holds: its session, signals, files but those to keep, and state of chance."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for ending in (signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP):
        signal.signal(ending, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    kept = {0, 1, 2, *keep}
    for number in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if number not in kept:
            close_files([number])
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
