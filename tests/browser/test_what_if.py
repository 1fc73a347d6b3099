"""The what-if in a real browser, as `pmobook what-if` serves it: live, by keyboard, saved, and closed to everything else."""

import json
import re
import shutil
import threading
import urllib.error
import urllib.request
from pathlib import Path
from queue import Queue

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from forked import Program

DEMO = Path(__file__).resolve().parents[2] / "params" / "demo"
UNIT, QUARTER = "retail", "2026Q3"
SERVE = """
import sys
from pathlib import Path
from pmobook.publish.what_if_server import serve_what_if
serve_what_if(Path(sys.argv[1]), sys.argv[2], sys.argv[3], port=18876, open_browser=False, most_at_once=3,
              announce=lambda text: print(text, flush=True))
"""
LIVE = "#pmo-live:not([disabled]) .pmo-what-if-result h2"
_SECONDS_TO_START = 90
_MILLISECONDS_TO_OPEN = 90_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the demo with the pack that is tried and no other."""
    copied = tmp_path_factory.mktemp("what_if") / "demo"
    shutil.copytree(DEMO, copied, ignore=shutil.ignore_patterns("inputs", "results", "published", "scenarios"))
    shutil.copytree(DEMO / "inputs" / UNIT / QUARTER, copied / "inputs" / UNIT / QUARTER)
    return copied


@pytest.fixture(scope="module")
def served(folder):
    """The server of the what-if on that copy, and where it serves it."""
    server = Program(SERVE, folder, UNIT, QUARTER)
    said = Queue()
    threading.Thread(target=lambda: [said.put(line) for line in server.stdout], daemon=True).start()
    try:
        yield server.pid, said.get(timeout=_SECONDS_TO_START).split(" at ")[1].split(" ")[0]
    finally:
        server.terminate()
        server.wait(timeout=30)
        server.stdout.close()


@pytest.fixture(scope="module")
def server_process(served):
    """The id of the server's process."""
    return served[0]


@pytest.fixture(scope="module")
def what_if_address(served):
    """Where the what-if is served."""
    return served[1]


@pytest.fixture
def open_page(browser, what_if_address):
    """Return a function that opens the what-if in a browser of its own; nothing may be asked of another host."""
    opened, asked = [], []

    def open_at(width=1440):
        context = browser.new_context(viewport={"width": width, "height": 900})
        opened.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(what_if_address)
        page.locator(LIVE).first.wait_for(timeout=_MILLISECONDS_TO_OPEN)
        return page

    yield open_at
    for context in opened:
        for page in context.pages:
            page.goto("about:blank")  # as a person does who leaves: the page ends its kernel
        context.close()
    assert [url for url in asked if not url.startswith((what_if_address, "data:"))] == []


def asked_for(address, path, method="GET", **headers):
    request = urllib.request.Request(address.rstrip("/") + path, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


def test_a_weight_moved_by_keyboard_moves_the_shares_and_a_scenario_is_saved_and_compared(open_page, folder):
    page = open_page()
    slider = page.get_by_role("slider", name=re.compile("^Weight: ")).first
    slider.wait_for()
    shares = page.locator(".pmo-what-if-share")
    before = shares.all_inner_texts()
    slider.focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(shares.nth(1)).not_to_have_text(before[1])
    budget = page.get_by_role("slider", name=re.compile("^Budget"))
    budget.focus()
    page.keyboard.press("Home")
    expect(shares.first).to_contain_text("0.0")
    page.get_by_label("Name of this scenario").fill("=No money")
    page.get_by_role("button", name="Save this scenario").click()
    page.get_by_text("Saved as").wait_for()
    page.get_by_role("columnheader", name="=No money").first.wait_for()
    saved = json.loads((folder / "scenarios" / UNIT / QUARTER / "no_money.json").read_text(encoding="utf-8"))
    assert saved["budget"] == 0
    page.get_by_role("button", name="Back to as it stands").click()
    expect(shares.nth(1)).to_have_text(before[1])
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Scenarios (CSV)").click()
    text = downloading.value.path().read_text(encoding="utf-8")
    assert "'=No money" in text


def test_the_page_is_there_before_its_controls_and_they_come_to_life_without_a_kernel(browser, what_if_address, server_process):
    """What is seen first holds the words, the controls and the figures as they stand; under a megabyte makes them live."""
    context = browser.new_context()
    page, weights = context.new_page(), []
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.route("**/open", lambda route: None)
    page.goto(what_if_address)
    assert page.locator("h1").is_visible()
    assert page.locator(".pmo-what-if-result h2").is_visible()
    assert page.get_by_role("slider").count() > 2
    assert page.get_by_role("slider").first.is_disabled()
    assert page.get_by_role("status").filter(has_text="Preparing the controls").is_visible()
    page.unroute("**/open")
    page.reload()
    page.locator(LIVE).wait_for(timeout=_MILLISECONDS_TO_OPEN)
    assert page.get_by_role("slider").first.is_enabled()
    assert sum(weights) < 1_000_000
    assert psutil.Process(server_process).children(recursive=True) == []
    page.goto("about:blank")
    context.close()


def test_a_page_whose_server_has_forgotten_it_says_so_and_shuts_its_controls(open_page):
    page = open_page()
    with page.expect_request("**/tell") as told:
        page.get_by_role("slider").first.press("ArrowLeft")
    secret = json.loads(told.value.post_data)["page"]
    page.evaluate("page => fetch('close', {method: 'POST', body: JSON.stringify({page: page})})", secret)
    page.get_by_text("This page was left for too long").wait_for(timeout=_MILLISECONDS_TO_OPEN)
    assert page.get_by_role("slider").first.is_disabled()


def test_what_the_server_could_not_take_in_or_a_control_that_failed_is_said_until_the_next_is_set(open_page):
    page = open_page()
    said = page.locator("#pmo-live-said")
    page.route("**/tell", lambda route: route.fulfill(status=500, body=""))
    page.get_by_role("slider").first.press("ArrowLeft")
    page.get_by_text("What you set last could not be taken in").wait_for()
    assert said.get_attribute("role") == "status"
    assert page.get_by_role("slider").first.is_enabled()
    page.unroute("**/tell")
    page.route("**/changes", lambda route: route.fulfill(
        status=200, body=json.dumps({"version": 0, "changes": {}, "said": "This failed: Weight."})))  # fmt: skip
    page.get_by_role("slider").first.press("ArrowLeft")
    page.get_by_text("This failed: Weight.").wait_for()
    page.unroute("**/changes")
    page.get_by_role("slider").first.press("ArrowRight")
    said.wait_for(state="hidden")


def test_a_mandate_set_by_a_list_is_kept(open_page):
    page = open_page()
    chosen = page.locator(".pmo-what-if-projects select").first
    chosen.select_option("Must be out")
    title = chosen.evaluate("list => list.labels[0].innerText")
    page.get_by_text(re.compile(r"Show every project")).click()
    row = page.locator("tr", has=page.get_by_role("rowheader", name=title)).filter(has_text="set in this scenario")
    row.first.wait_for()
    assert "out" in row.first.inner_text()


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_sticks_out_sideways_and_the_accessibility_checker_finds_nothing(open_page, width):
    page = open_page(width)
    page.get_by_role("slider", name=re.compile("^Weight: ")).first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, context=".pmo-what-if").response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize(("path", "method"), [
    ("/voila/tree", "GET"), ("/voila/render/business_unit.ipynb", "GET"), ("/voila/files/portfolio_what_if.ipynb", "GET"),
    ("/api/kernels", "GET"), ("/api/kernels", "POST"), ("/api/contents", "GET"), ("/voila/api/contents", "GET"),
    ("/voila/static/../../../etc/passwd", "GET"), ("/voila/static/voila.js", "GET"), ("/tell", "GET"), ("/changes", "GET"),
    ("/voila/templates/base/static/../../../conf.json", "GET"), ("/portfolio_what_if.ipynb", "GET"),
])  # fmt: skip
def test_nothing_but_the_page_can_be_listed_fetched_or_started(what_if_address, path, method):
    status, headers = asked_for(what_if_address, path, method)
    assert status in (403, 404, 405)
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("headers", [
    {"Host": "evil.example"}, {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
])  # fmt: skip
def test_other_hosts_names_and_other_sites_pages_are_refused(what_if_address, headers):
    assert asked_for(what_if_address, "/", **headers)[0] == 403


def test_a_page_too_many_is_told_to_come_back(browser, what_if_address):
    """The server may hold three pages here; other tests' pages end as they are closed."""
    context = browser.new_context()
    try:
        for _ in range(3):
            page = context.new_page()
            page.goto(what_if_address)
            page.locator(LIVE).wait_for(timeout=_MILLISECONDS_TO_OPEN)
        status, headers = asked_for(what_if_address, "/")
        assert status == 503
        assert headers["Retry-After"]
    finally:
        for page in context.pages:
            page.goto("about:blank")
        context.close()
