"""The first viewer of a fresh publication waits for no kernel: none is started, for no page and no choice."""

import shutil
import threading
from queue import Queue

import psutil
import pytest

from forked import Program

SERVE = """
import sys
from pathlib import Path
from pmobook.publish.server import serve
serve(Path(sys.argv[1]), port=18896, open_browser=False, announce=lambda text: print(text, flush=True))
"""
_SECONDS_TO_START = 90


@pytest.fixture
def fresh(engagement_folder, tmp_path):
    """A server of an engagement of which no page was ever shown, and its process."""
    folder = tmp_path / "engagement"
    shutil.copytree(engagement_folder, folder, ignore=shutil.ignore_patterns("pages"))
    server = Program(SERVE, folder)
    said = Queue()
    threading.Thread(target=lambda: [said.put(line) for line in server.stdout], daemon=True).start()
    try:
        yield said.get(timeout=_SECONDS_TO_START).split(" at ")[1].split(" ")[0], psutil.Process(server.pid), folder
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()


def test_no_page_of_a_fresh_publication_starts_a_kernel(browser, fresh):
    address, process, folder = fresh
    page = browser.new_context(base_url=address).new_page()
    for place in (
        "/enterprise",
        "/enterprise?quarter=2026Q3&beside=2026Q1&only=retail&only=wealth",
        "/business_unit?business_unit=retail",
        "/how?business_unit=retail&quarter=2026Q3&figure=maturity",
    ):
        page.goto(place)
        assert page.locator("h1").is_visible()
        assert page.locator(".pmo-failed").count() == 0
        assert not page.locator(".pmo-waiting").is_visible()
        assert process.children(recursive=True) == []
    assert not list(folder.rglob("kernel-*.json"))
    page.context.close()


def test_the_page_that_is_opened_first_is_drawn_before_anybody_can_ask(fresh):
    """The address is announced when it is kept: whoever opens it is shown it at once."""
    _, _, folder = fresh
    assert list((folder / "results" / "pages").rglob("*.page"))
