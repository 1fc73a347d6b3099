"""Pages drawn beside the server's loop, so that it answers others meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import os
import threading
from collections.abc import AsyncIterator, Callable, Iterator

__all__ = ["Beside"]

_MOST = 2
"""More threads would only wait for each other; charts are drawn by the system's own."""


class Beside:
    """Draws as many pages at once as there is anything to gain from; the others wait for their turn."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(min(_MOST, os.cpu_count() or 1))

    async def pieces(self, draw: Callable[[], Iterator[str]]) -> AsyncIterator[str]:
        """Give what is drawn, piece by piece, as it comes.

        Raises
        ------
        Exception
            Whatever stopped the drawing, after the pieces that were finished.
        """
        async with self._turns:
            loop, drawn = asyncio.get_running_loop(), asyncio.Queue[str | Exception | None]()

            def tell(said: str | Exception | None) -> None:
                with contextlib.suppress(RuntimeError):  # the server has ended: nobody waits any more
                    loop.call_soon_threadsafe(drawn.put_nowait, said)

            # One that does not keep the server from ending; in the language of whoever asked.
            run = contextvars.copy_context().run
            threading.Thread(target=run, args=(_tell_all, draw, tell), name="pmobook-page", daemon=True).start()
            while (piece := await drawn.get()) is not None:
                if isinstance(piece, Exception):
                    raise piece
                yield piece


def _tell_all(draw: Callable[[], Iterator[str]], tell: Callable[[str | Exception | None], None]) -> None:
    try:
        for piece in draw():
            tell(piece)
        tell(None)
    except Exception as error:  # noqa: BLE001 - whoever waits for the page is told
        tell(error)
