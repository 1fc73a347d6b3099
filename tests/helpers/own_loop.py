"""An event loop of one's own: a browser that other tests keep open occupies this thread's."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def in_own_loop(work: Coroutine[object, object, Result], seconds: float = 120) -> Result:
    """Run something asynchronous to its end in a thread of its own, and return or raise what it does."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result(timeout=seconds)
