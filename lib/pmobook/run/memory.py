"""Memory: how much the machine has left, and a kernel that takes too much of it."""

from __future__ import annotations

import contextlib
import itertools
import threading
from pathlib import Path

import psutil

__all__ = ["KernelWatch", "megabytes_available"]

_MEGABYTE = 1 << 20
_GROUP = Path("/sys/fs/cgroup")
_LOOK_AROUND = 0.2
_LOOKS_FOR_A_FAMILY = 10
"""Looks until a search for what a kernel has started, and between two: it takes a walk over every process of the machine."""


def megabytes_available(group: Path = _GROUP) -> float:
    """Return the memory that can still be taken: the machine's, or less if the container this runs in is given less.

    Parameters
    ----------
    group
        Where Linux tells a container's limit; where it tells nothing, there is none.
    """
    available = float(psutil.virtual_memory().available)
    with contextlib.suppress(OSError, ValueError):  # no such files, or the word max: no limit
        limit, taken = (int((group / name).read_text()) for name in ("memory.max", "memory.current"))
        # Pages of files count as taken and are given back on demand.
        said = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        available = min(available, limit - taken + int(said.get("inactive_file", 0)))
    return max(available, 0.0) / _MEGABYTE


class KernelWatch:
    """Looks several times a second how much memory a kernel takes, and ends it when that is too much.

    Parameters
    ----------
    limit
        Megabytes that it may take.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.peak = 0.0
        """Megabytes at most, as far as was seen."""
        self.has_ended_it = False
        self._over = threading.Event()

    def begin(self, pid: int) -> None:
        """Watch a process, with all that it starts, until it ends or `stop` is called."""
        with contextlib.suppress(psutil.NoSuchProcess):
            threading.Thread(target=self._look, args=(psutil.Process(pid),), daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()

    def _look(self, process: psutil.Process) -> None:
        started: list[psutil.Process] = []
        with contextlib.suppress(psutil.Error):  # it has ended
            for look in itertools.count():
                if self._over.is_set():
                    return
                started = process.children(recursive=True) if look % _LOOKS_FOR_A_FAMILY == _LOOKS_FOR_A_FAMILY - 1 else started
                family = [process, *started]
                taken = sum(_resident(one) for one in family) / _MEGABYTE
                self.peak = max(self.peak, taken)
                if taken > self.limit:
                    self.has_ended_it = True
                    for one in [process, *process.children(recursive=True)]:
                        with contextlib.suppress(psutil.Error):
                            one.kill()
                    return
                self._over.wait(_LOOK_AROUND)


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
