"""Pages outlive the server that made them, and a page that is not as it was written is made anew."""

import os

import pytest

from own_loop import in_own_loop
from pmobook.publish import kept_pages
from pmobook.publish.kept_pages import KeptPages
from pmobook.publish.renderings import Incomplete, Renderings

PAGE = "<h1>Business units of any bank meet 3 of 5 targets</h1> • <script>"


@pytest.fixture
def results(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    return folder


def files(results):
    return sorted((results / kept_pages.FOLDER).rglob("*.page"))


def test_a_page_comes_back_as_it_was_under_its_own_key_alone(results):
    KeptPages(results).keep(("enterprise", "all"), PAGE)
    assert KeptPages(results).recall(("enterprise", "all")) == PAGE
    assert KeptPages(results).recall(("enterprise", "retail")) is None


def test_only_its_owner_may_read_the_file(results):
    KeptPages(results).keep("a", PAGE)
    (file,) = files(results)
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 200])
def test_a_file_that_is_not_as_it_was_written_is_passed_over(results, damage):
    pages = KeptPages(results)
    pages.keep("a", PAGE)
    (file,) = files(results)
    file.write_bytes(damage)
    assert pages.recall("a") is None


def test_an_engagement_without_results_gets_no_folder(tmp_path):
    KeptPages(tmp_path / "results").keep("a", PAGE)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_may_not_be_written_to_stops_nothing(results):
    (results / kept_pages.FOLDER).write_text("a file where the folder would be")
    pages = KeptPages(results)
    pages.keep("a", PAGE)
    assert pages.recall("a") is None


def test_the_oldest_pages_and_those_of_other_versions_go(results, monkeypatch):
    monkeypatch.setattr(kept_pages, "_version", lambda: "earlier")
    KeptPages(results).keep("a", PAGE)
    monkeypatch.undo()
    pages = KeptPages(results, most=2)
    for place, key in enumerate("abc"):
        pages.keep(key, PAGE)
        newest = max(files(results), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (place, place))
    pages.keep("d", PAGE)
    assert [pages.recall(key) is not None for key in "abcd"] == [False, False, True, True]
    assert not (results / kept_pages.FOLDER / "earlier").exists()


def test_the_next_server_shows_a_page_without_rendering_it_but_not_one_of_which_a_part_failed(results):
    async def page():
        yield PAGE

    async def half():
        yield PAGE
        raise Incomplete

    async def never():
        raise AssertionError("rendered again")
        yield

    async def scene():
        first = Renderings(2, keeper=KeptPages(results))
        first.get("whole", page)
        first.get("half", half)
        await first.idle()
        second = Renderings(2, keeper=KeptPages(results))
        assert "".join([piece async for piece in second.get("whole", never).pieces()]) == PAGE
        assert KeptPages(results).recall("half") is None

    in_own_loop(scene())
