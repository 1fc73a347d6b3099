"""What draws a chart in this process: Vega in a JavaScript engine that knows no file, no network, no time zone and no font.

How wide a text is comes from the widths of its letters in a table, so that a chart has the same bytes on every machine.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

__all__ = ["BYTES_FOR_A_CHART", "SECONDS_FOR_A_CHART", "Engine", "engine"]

SECONDS_FOR_A_CHART = 20
"""After which a chart is given up."""
BYTES_FOR_A_CHART = 512 * 2**20
"""Of the engine's memory, beyond which a chart is given up."""

_FILES = Path(__file__).parent / "vega"
_SCRIPTS = ("before.js", "vega.js", "after.js")
_LONGEST_REASON = 300
_SECONDS_TO_LET_GO = 5


class Engine:
    """Draws one chart after the other.

    It starts with its first chart, and again after one that was given up: what that one left behind is gone.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: MiniRacer | None = None

    def draw(self, specification: str) -> str:
        """Return a chart as SVG.

        Parameters
        ----------
        specification
            Vega-Lite as JSON, with its data inside.

        Raises
        ------
        ValueError
            If Vega-Lite refuses the specification, or drawing it takes too long or too much memory.
        """
        from py_mini_racer import JSEvalException  # noqa: PLC0415 - a kernel that is drawn for needs none of it

        with self._lock:
            running = self._running or self._start()
            self._running = None  # until it has answered
            try:
                running.eval(f"ask({json.dumps(specification)})", timeout_sec=SECONDS_FOR_A_CHART)
                answer = running.eval("answer()", timeout_sec=SECONDS_FOR_A_CHART)
            except JSEvalException as error:
                _end(running)
                reason = f"took more than {SECONDS_FOR_A_CHART} seconds or {BYTES_FOR_A_CHART // 2**20} MB of memory"
                raise ValueError(f"the chart can't be drawn: it {reason}") from error
            self._running = running
        if not isinstance(answer, str) or not answer.startswith("<svg"):
            raise ValueError(f"Vega-Lite can't draw the chart: {str(answer)[:_LONGEST_REASON]}")
        return answer

    def _start(self) -> MiniRacer:
        """Start JavaScript with Vega in it.

        From a thread: where there is an event loop, as in a kernel, the engine would make it its own and know no time limit.
        """
        with ThreadPoolExecutor(1) as starting:
            started = starting.submit(_loaded).result()
        # Left to the last moments of an interpreter, or to those of a fork of it, it would wait for ever for a thread that no
        # longer runs. So it is closed before, where it was started, and never left to the collector.
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(started))
        weakref.finalize(self, _close, started, os.getpid())
        return started


@cache
def _engine_of(process: int) -> Engine:
    """Return the engine of a process; one that was started before a fork is of no use after it."""
    del process
    return Engine()


def engine() -> Engine:
    """Return this process's engine."""
    return _engine_of(os.getpid())


def _close(running: MiniRacer, process: int) -> None:
    """Close an engine, in the process that started it."""
    if os.getpid() == process:
        running.close()


def _end(running: MiniRacer) -> None:
    """End an engine once it has let go of what it was at."""
    from py_mini_racer import JSEvalException  # noqa: PLC0415

    with contextlib.suppress(JSEvalException):
        running.eval("0", timeout_sec=_SECONDS_TO_LET_GO)
    running.close()


def _loaded() -> MiniRacer:
    from py_mini_racer import MiniRacer  # noqa: PLC0415

    local = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"  # read once, by the first date: a day is the same day everywhere
    try:
        running = MiniRacer()
        running.eval("new Date().getTimezoneOffset()")
    finally:
        if local is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = local
    running.set_hard_memory_limit(BYTES_FOR_A_CHART)
    for name in _SCRIPTS:
        running.eval(f"{(_FILES / name).read_text(encoding='utf-8')};0")
    running.eval(f"takeWidths({(_FILES / 'widths.json').read_text(encoding='utf-8')})")
    return running
