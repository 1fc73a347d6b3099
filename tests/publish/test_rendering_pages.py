"""Pages are drawn beside the server's loop: pieces come as they are drawn, so many at once, and a failure reaches who waits."""

import asyncio
import threading

import pytest

from own_loop import in_own_loop
from pmobook.language import language, use_language
from pmobook.publish import rendering_pages
from pmobook.publish.rendering_pages import Beside


def test_a_piece_is_there_before_the_next_is_drawn():
    goes_on = threading.Event()

    def draw():
        yield "head"
        assert goes_on.wait(20)
        yield "body"

    async def watch():
        pieces = Beside().pieces(draw)
        first = await anext(pieces)
        goes_on.set()
        return [first, *[piece async for piece in pieces]]

    assert in_own_loop(watch()) == ["head", "body"]


def test_what_stops_the_drawing_reaches_whoever_waits_after_what_was_finished():
    def draw():
        yield "head"
        message = "broken"
        raise ValueError(message)

    async def watch():
        pieces = Beside().pieces(draw)
        first = await anext(pieces)
        with pytest.raises(ValueError, match="broken"):
            await anext(pieces)
        return first

    assert in_own_loop(watch()) == "head"


def test_no_more_are_drawn_at_once_than_are_allowed(monkeypatch):
    monkeypatch.setattr(rendering_pages, "_MOST", 1)
    drawing, most = [], []

    def draw():
        drawing.append(None)
        most.append(len(drawing))
        yield "page"
        drawing.pop()

    async def watch():
        beside = Beside()

        async def whole():
            return [piece async for piece in beside.pieces(draw)]

        return await asyncio.gather(*[whole() for _ in range(5)])

    assert in_own_loop(watch()) == [["page"]] * 5
    assert set(most) == {1}


def test_the_page_is_drawn_in_the_language_of_whoever_asked():
    async def watch():
        use_language("de")
        return [piece async for piece in Beside().pieces(lambda: iter([language()]))]

    assert in_own_loop(watch()) == ["de"]
