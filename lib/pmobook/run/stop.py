"""Being asked to stop: finish nothing more, publish nothing, say how to go on."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from pmobook.errors import PmobookError

__all__ = ["RunStopped", "StopRequest", "listen_for_stop"]


class RunStopped(PmobookError):
    """A run was stopped before its end; what is ready is kept.

    Parameters
    ----------
    message
        What is ready and how to go on.
    signal_number
        The signal that asked for it.
    """

    def __init__(self, message: str, signal_number: int) -> None:
        super().__init__(message)
        self.exit_status = 128 + signal_number
        """The status a shell expects of a process that a signal ended."""


class StopRequest:
    """Whether a stop was asked for, and by which signal."""

    def __init__(self) -> None:
        self.signal_number: int | None = None

    def __bool__(self) -> bool:
        return self.signal_number is not None


@contextlib.contextmanager
def listen_for_stop() -> Iterator[StopRequest]:
    """Turn Ctrl-C and a timer's SIGTERM into a request that the runner looks at between steps.

    So no step is torn in the middle. A second Ctrl-C interrupts at once, as does anything where signals don't reach us
    (outside the main thread); that too loses nothing, since every step is there whole or not at all.
    """
    request = StopRequest()
    if threading.current_thread() is not threading.main_thread():
        yield request
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, _: FrameType | None) -> None:
        if request:
            raise KeyboardInterrupt
        request.signal_number = number

    for number in before:
        signal.signal(number, ask)
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
