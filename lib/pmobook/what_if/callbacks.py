"""Callbacks that never fail in silence, and work that waits until a slider has come to rest."""

from __future__ import annotations

import asyncio
import functools
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pmobook.errors import PmobookError
from pmobook.language import say

__all__ = ["Guard", "Later"]

_LOG = logging.getLogger("pmobook.what_if")


class Guard:
    """Wraps callbacks: one at a time, and whatever goes wrong is shown and logged.

    A widget's own error handling shows nothing and logs nothing, and kernels may answer widgets from several threads.

    Parameters
    ----------
    show
        Shows a sentence to whoever looks at the page.
    """

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._one_at_a_time = threading.RLock()
        self._quiet = False

    def __call__(self, callback: Callable[..., None], show: Callable[[str], None] | None = None) -> Callable[..., None]:
        """Return the callback with its errors shown (elsewhere, if so wanted) and logged.

        It does nothing while the page itself sets values.
        """
        tell = show or self._show

        @functools.wraps(callback)
        def guarded(*arguments: Any) -> None:  # noqa: ANN401 - what a widget hands over
            with self._one_at_a_time:
                if self._quiet:
                    return
                try:
                    callback(*arguments)
                except PmobookError as error:
                    tell(str(error))
                except Exception as error:  # noqa: BLE001 - it is shown and logged
                    # A widget would swallow it. The page says so and stays usable; the log has the details.
                    _LOG.exception(say("A control of the what-if failed"))
                    said = say("This page itself failed ({name}: {error}).", name=type(error).__name__, error=error)
                    tell(say("{said} Saved scenarios stay saved. Load the page again.", said=said))

        return guarded

    @contextmanager
    def quietly(self) -> Iterator[None]:
        """Set values of widgets without their callbacks being called."""
        with self._one_at_a_time:
            before, self._quiet = self._quiet, True
            try:
                yield
            finally:
                self._quiet = before


class Later:
    """Does the last of several things asked for in quick succession, after a pause; where no loop runs, at once.

    Parameters
    ----------
    guard
        Wraps what is done.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._waiting: asyncio.TimerHandle | None = None

    def after(self, seconds: float, do: Callable[[], None]) -> None:
        """Do this after a pause, and nothing that was asked for before."""
        self.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._guard(do)()
            return
        self._waiting = loop.call_later(seconds, self._guard(do))

    def cancel(self) -> None:
        """Do nothing of what was asked for and hasn't begun."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
