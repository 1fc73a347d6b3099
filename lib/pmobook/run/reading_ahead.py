"""Packs read by other processes while the runner plans, so that more than one processor reads them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from multiprocessing.synchronize import Event

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import Engagement, open_engagement
from pmobook.inputs.pack_contents import bytes_unread, read_contents
from pmobook.kernels.switch import begin_to_warm_up
from pmobook.method.running import running_method
from pmobook.run.memory import megabytes_available
from pmobook.run.workers import KERNEL_ENVIRONMENT
from pmobook.vocabulary import Quarter

__all__ = ["reading_ahead"]

_SPAWN = multiprocessing.get_context("spawn")
_WORTH_A_PROCESS = 100_000
"""Bytes of packs not read yet from which another process, which must first import what reads them, saves time."""
_LOOKED_AT = 8
"""Business units looked at for that: a new quarter brings new packs of all of them."""


@contextlib.contextmanager
def reading_ahead(
    engagement: Engagement, quarter: Quarter, business_units: Sequence[str], processes: int, *, warm_up: bool
) -> Iterator[int]:
    """While this holds, other processes read packs that nobody has read, the last business units first.

    They only leave what is kept beside the results of every pack that was read (`pmobook.inputs.packs_read`): who plans, from the
    first business unit on, finds it there or reads the pack itself, with the same outcome. Nobody waits for them.

    Parameters
    ----------
    quarter
        The quarter planned; earlier packs are read too.
    business_units
        In the order in which they are planned.
    processes
        How many may be at work, the one that plans included.
    warm_up
        Whether the processes also begin to warm up kernels, which will be wanted where there is something to read.

    Yields
    ------
    int
        How many processes read.
    """
    count = min(processes - 1, len(business_units) // 2) if _is_worth_it(engagement, quarter, business_units) else 0
    if count < 1:
        yield 0
        return
    stop, last_first = _SPAWN.Event(), list(reversed(business_units))
    try:
        for place in range(count):
            given = (str(engagement.folder), str(quarter), last_first[place::count], stop, warm_up)
            _SPAWN.Process(target=_read, args=given, daemon=True).start()
        yield count
    finally:
        stop.set()


def _is_worth_it(engagement: Engagement, quarter: Quarter, business_units: Sequence[str]) -> bool:
    if not engagement.results.is_dir() or megabytes_available() < 2 * running_method().memory_kept_free.value:
        return False
    total = 0
    for unit in business_units[:_LOOKED_AT]:
        with contextlib.suppress(PmobookError, OSError):  # told when it is planned
            total += bytes_unread(engagement, unit, quarter)
    return total >= _WORTH_A_PROCESS


def _read(folder: str, quarter: str, business_units: Sequence[str], stop: Event, warm_up: bool) -> None:
    """Read the packs of business units until told to stop, or nobody is there to tell; run in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the runner decides
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.environ.update(KERNEL_ENVIRONMENT)
    if warm_up:
        begin_to_warm_up()
    runner, last = multiprocessing.parent_process(), Quarter.parse(quarter)
    # What can't be read is told by who plans, in whose own process it fails again.
    with contextlib.suppress(PmobookError, OSError):
        engagement = open_engagement(folder)
        for unit in business_units:
            for one in (each for each in engagement.quarters(unit) if each <= last):
                if stop.is_set() or runner is None or not runner.is_alive():
                    return
                with contextlib.suppress(PmobookError, OSError):
                    read_contents(engagement, unit, one)
