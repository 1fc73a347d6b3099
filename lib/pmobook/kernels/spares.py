"""Children that are ready to be kernels before anybody asks for one."""

from __future__ import annotations

import os
import socket
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Kind", "Spare", "Spares"]

_QUIET = 0.1
"""Seconds without a request before a spare is made, so that making it doesn't slow down who has just asked."""
_KINDS = 4
"""Different settings for which spares are kept; those asked for last."""
_ROOM_FOR_ONE = 512 * 2**20
"""Bytes of memory that must be free before one more is made; it needs about a tenth of that."""


@dataclass(frozen=True)
class Kind:
    """What makes one spare as good as another: kernel arguments, and where IPython finds its settings."""

    arguments: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, arguments: list[str], settings: Mapping[str, str]) -> Kind:
        """Return the kind that a request is of."""
        return cls(tuple(arguments), tuple(sorted(settings.items())))


@dataclass(eq=False)
class Spare:
    """A child that nobody uses yet.

    Attributes
    ----------
    pid
        Its process id.
    kind
        What it was made for.
    control
        Where it is handed out.
    ready
        Whether it has said that it is.
    """

    pid: int
    kind: Kind
    control: socket.socket
    ready: bool = False


@dataclass
class Spares:
    """The spares there are, and the kinds of which more will be wanted.

    Attributes
    ----------
    most
        Of one kind.
    """

    most: int = field(default_factory=lambda: len(os.sched_getaffinity(0)))
    waiting: dict[int, Spare] = field(default_factory=dict)
    kinds: deque[Kind] = field(default_factory=deque)
    asked_at: float = 0.0

    def note_request(self, kind: Kind) -> None:
        """Note that a kind was asked for just now."""
        self.asked_at = time.monotonic()
        if kind in self.kinds:
            self.kinds.remove(kind)
        self.kinds.appendleft(kind)

    def outdated(self) -> Iterator[Spare]:
        """Give the spares of kinds that have not been asked for in a long time, and forget the kinds."""
        while len(self.kinds) > _KINDS:
            self.kinds.pop()
        yield from [spare for spare in self.waiting.values() if spare.ready and spare.kind not in self.kinds]

    def take(self, kind: Kind) -> Spare | None:
        """Return a spare that is ready and no longer among those waiting; None if there is none."""
        found = next((spare for spare in self.waiting.values() if spare.ready and spare.kind == kind), None)
        return self.waiting.pop(found.pid) if found else None

    def in_the_making(self) -> Counter[Kind]:
        """Count those that are not ready yet, by kind."""
        return Counter(spare.kind for spare in self.waiting.values() if not spare.ready)

    def wanted(self) -> Kind | None:
        """Return the kind of which one more should be made now; None if there are enough, or no time or room for it."""
        if time.monotonic() - self.asked_at < _QUIET or self.in_the_making():
            return None
        short = next((kind for kind in self.kinds if self._count(kind) < self.most), None)
        return short if short is not None and _free_memory() > _ROOM_FOR_ONE else None

    def _count(self, kind: Kind) -> int:
        return sum(spare.kind == kind for spare in self.waiting.values())


def _free_memory() -> int:
    """Return the bytes of memory that can be had without swapping."""
    for line in Path("/proc/meminfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0
