"""Callbacks that never fail in silence: a widget's own error handling shows nothing and logs nothing."""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pmobook.errors import PmobookError

__all__ = ["Guard"]

_LOG = logging.getLogger("pmobook.desk")


class Guard:
    """Wraps callbacks: one at a time, and whatever goes wrong is shown and logged.

    Kernels may answer widgets from several threads.

    Parameters
    ----------
    show
        Shows a sentence to whoever sits at the desk.
    """

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._one_at_a_time = threading.RLock()
        self._quiet = False

    def __call__(self, callback: Callable[..., None]) -> Callable[..., None]:
        """Return the callback with its errors shown and logged; it does nothing while the desk itself sets values."""

        @functools.wraps(callback)
        def guarded(*arguments: Any) -> None:  # noqa: ANN401 - what a widget hands over
            with self._one_at_a_time:
                if self._quiet:
                    return
                try:
                    callback(*arguments)
                except PmobookError as error:
                    self._show(str(error))
                except Exception as error:  # noqa: BLE001 - it is shown and logged
                    # A widget would swallow it. The desk says so and stays usable; the log has the details.
                    _LOG.exception("A control of the desk failed")
                    self._show(
                        f"The desk itself failed ({type(error).__name__}: {error}). What was saved before stays saved; "
                        "the last change may not be. Open the desk again to see what is in the pack."
                    )

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
