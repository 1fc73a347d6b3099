"""One server with recorded results and one browser for all tests of this folder."""

import importlib.util
import threading
from pathlib import Path
from queue import Queue

import pytest
from playwright.sync_api import sync_playwright

from forked import Program

HERE = Path(__file__).parent
SERVE = """
import sys
from pathlib import Path
from pmobook.publish.server import serve
serve(Path(sys.argv[1]), port=18866, open_browser=False, announce=lambda text: print(text, flush=True))
"""
_SECONDS_TO_START = 90


def _module(place):
    specification = importlib.util.spec_from_file_location(place.stem, place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def engagement_folder(tmp_path_factory):
    """An engagement with three published quarters."""
    any_bank = _module(HERE.parent / "show" / "any_bank.py")
    folder = tmp_path_factory.mktemp("engagement")
    any_bank.make_engagement(folder)
    any_bank.record(folder, any_bank.make_results())
    return folder


@pytest.fixture(scope="session")
def address(engagement_folder):
    """Where the scorecards are served."""
    server = Program(SERVE, engagement_folder)
    said = Queue()
    threading.Thread(target=lambda: [said.put(line) for line in server.stdout], daemon=True).start()
    try:
        yield said.get(timeout=_SECONDS_TO_START).split(" at ")[1].split(" ")[0]
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()


@pytest.fixture(scope="session")
def browser():
    """A Chromium, as `provide.py` finds it."""
    provide = _module(HERE / "provide.py")
    path = provide.find()
    if path is None:
        pytest.fail("no Chromium was found; python tests/browser/provide.py gets one or says what to do")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(provide.FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def page(browser, address):
    """A page that fails its test if it asks anything of another host or its console shows an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=address)
    opened, asked, errors = context.new_page(), [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.console_errors = errors
    opened.requests_made = asked
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert errors == []
