import asyncio

import pytest

from own_loop import in_own_loop
from pmobook.publish.renderings import Incomplete, Renderings, TooBusy


class Page:
    """A page whose pieces come when they are told to."""

    def __init__(self, *pieces, failure=None):
        self.content, self.failure, self.started, self.gate = pieces, failure, 0, asyncio.Event()

    async def pieces(self):
        self.started += 1
        for place, piece in enumerate(self.content):
            if place:
                await self.gate.wait()
            yield piece
        if self.failure:
            raise self.failure


def play(scene):
    """Run a scene to its end."""
    in_own_loop(scene())


async def whole(rendering):
    return "".join([piece async for piece in rendering.pieces()])


def test_a_page_is_rendered_once_for_all_who_ask_and_then_kept():
    async def scene():
        renderings, page = Renderings(2), Page("head", "body")
        first, second = renderings.get("a", page.pieces), renderings.get("a", page.pieces)
        readers = [asyncio.create_task(whole(one)) for one in (first, second)]
        page.gate.set()
        assert await asyncio.gather(*readers) == ["headbody", "headbody"]
        await renderings.idle()
        assert await whole(renderings.get("a", page.pieces)) == "headbody"
        assert page.started == 1

    play(scene)


def test_the_head_arrives_before_the_body_is_there():
    async def scene():
        renderings, page = Renderings(1), Page("head", "body")
        pieces = renderings.get("a", page.pieces).pieces()
        assert await anext(pieces) == "head"
        page.gate.set()
        assert await anext(pieces) == "body"

    play(scene)


def test_one_page_too_many_is_refused_but_one_that_is_kept_is_not():
    async def scene():
        renderings, kept, slow = Renderings(1), Page("x"), Page("x", "y")
        await whole(renderings.get("kept", kept.pieces))
        await renderings.idle()
        renderings.get("slow", slow.pieces)
        assert await whole(renderings.get("kept", kept.pieces)) == "x"
        with pytest.raises(TooBusy):
            renderings.get("other", slow.pieces)
        slow.gate.set()
        await renderings.idle()
        renderings.get("other", slow.pieces)
        await renderings.idle()

    play(scene)


def test_a_page_of_which_a_part_failed_is_shown_and_not_kept():
    async def scene():
        renderings, page = Renderings(1), Page("half", failure=Incomplete())
        assert await whole(renderings.get("a", page.pieces)) == "half"
        await renderings.idle()
        assert await whole(renderings.get("a", page.pieces)) == "half"
        assert page.started == 2

    play(scene)


def test_what_breaks_a_page_off_reaches_its_readers_after_what_was_finished():
    async def scene():
        renderings, page = Renderings(1), Page("head", failure=RuntimeError("no kernel"))
        pieces = renderings.get("a", page.pieces).pieces()
        assert await anext(pieces) == "head"
        with pytest.raises(RuntimeError, match="no kernel"):
            await anext(pieces)
        await renderings.idle()

    play(scene)


def test_the_page_longest_not_asked_for_goes_first():
    async def scene():
        renderings, pages = Renderings(1, most_kept=2), {name: Page(name) for name in "abc"}
        for name in "abaca":
            await whole(renderings.get(name, pages[name].pieces))
            await renderings.idle()
        await whole(renderings.get("b", pages["b"].pieces))
        assert [pages[name].started for name in "abc"] == [1, 2, 1]

    play(scene)
