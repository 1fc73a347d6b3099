"""Pages being rendered and pages kept: each is rendered once, however many people ask for it at the same time."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable
from typing import Protocol

__all__ = ["Incomplete", "Keeper", "Rendering", "Renderings", "TooBusy"]


class Keeper(Protocol):
    """Keeps pages for servers to come, such as `pmobook.publish.kept_pages.KeptPages`."""

    def recall(self, key: Hashable) -> str | None:
        """Return the page kept under a key, or None."""

    def keep(self, key: Hashable, page: str) -> None:
        """Keep a page under a key."""


class TooBusy(Exception):
    """As many pages are being rendered as are allowed at once."""


class Incomplete(Exception):
    """A page that says in words that a part of it failed: shown as it is, not kept."""


class Rendering:
    """A page on its way: its pieces so far, and who waits for more."""

    def __init__(self, page: str | None = None) -> None:
        self._pieces: list[str] = [] if page is None else [page]
        self._ended = page is not None
        self._failure: Exception | None = None
        self._changed = asyncio.Condition()

    @property
    def has_begun(self) -> bool:
        """Whether anything has come yet."""
        return bool(self._pieces)

    @property
    def page(self) -> str:
        """All that has come so far."""
        return "".join(self._pieces)

    async def pieces(self) -> AsyncIterator[str]:
        """Give the page from its beginning, as it comes.

        Raises
        ------
        Exception
            Whatever stopped the rendering, after the pieces that were finished.
        """
        place = 0
        while True:
            async with self._changed:
                while len(self._pieces) == place and not self._ended:
                    await self._changed.wait()
            if len(self._pieces) > place:
                new = self._pieces[place:]
                place += len(new)
                yield "".join(new)
            elif self._failure is not None:
                raise self._failure
            else:
                return

    async def fill(self, pieces: AsyncIterator[str]) -> bool:
        """Take in a page's pieces until there are no more; say whether the page is whole."""
        try:
            async for piece in pieces:
                await self._add(piece)
        except Incomplete:
            return False
        except Exception as error:  # noqa: BLE001 - whoever waits for the page is told; nobody else could be
            self._failure = error
            return False
        finally:
            async with self._changed:
                self._ended = True
                self._changed.notify_all()
        return True

    async def _add(self, piece: str) -> None:
        async with self._changed:
            self._pieces.append(piece)
            self._changed.notify_all()


class Renderings:
    """Every page that is being rendered or kept.

    Parameters
    ----------
    most_at_once
        Pages rendered at the same time; one more is refused.
    most_kept
        Pages kept; the one longest not asked for goes first.
    keeper
        Keeps them beyond this server's life as well; nobody does if None.
    """

    def __init__(self, most_at_once: int, most_kept: int = 300, keeper: Keeper | None = None) -> None:
        self._most_at_once, self._most_kept, self._keeper = most_at_once, most_kept, keeper
        self._running: dict[Hashable, Rendering] = {}
        self._kept: OrderedDict[Hashable, Rendering] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    async def idle(self) -> None:
        """Wait until no page is being rendered."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    def get(self, key: Hashable, render: Callable[[], AsyncIterator[str]]) -> Rendering:
        """Return a page that is kept or on its way, or start to render it.

        Parameters
        ----------
        key
            Everything that the page depends on.
        render
            Starts to render it and gives its pieces.

        Raises
        ------
        TooBusy
            If it would have to be rendered and too many others are.
        """
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key in self._running:
            return self._running[key]
        if self._keeper is not None and (page := self._keeper.recall(key)) is not None:
            return self._hold(key, Rendering(page))
        if len(self._running) >= self._most_at_once:
            raise TooBusy
        rendering = self._running[key] = Rendering()
        task = asyncio.get_running_loop().create_task(self._run(key, rendering, render))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return rendering

    async def _run(self, key: Hashable, rendering: Rendering, render: Callable[[], AsyncIterator[str]]) -> None:
        try:
            whole = await rendering.fill(render())
        finally:
            del self._running[key]
        if whole:
            self._hold(key, rendering)
            if self._keeper is not None:
                await asyncio.to_thread(self._keeper.keep, key, rendering.page)

    def _hold(self, key: Hashable, rendering: Rendering) -> Rendering:
        self._kept[key] = rendering
        while len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)
        return rendering
