"""The consultant's desk in a real browser, through Voila: what is chosen is in the file, and nobody overwrites anybody."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "desk" / "assessment.ipynb"
ENGAGEMENT = """
organisation: Northwind Stores
money: {currency: GBP}
instrument: appraisal
scoring_rule: cumulative_practices
appraisal: {counted: all, evidence: advisory}
"""
PRACTICES = """capability_id,level,practice_id,finding,evidence_ids,assessor,note,status
idea_generation,1,idea_generation_1a,full,E01,Lead assessor,,draft
idea_generation,1,idea_generation_1b,large,E01,Lead assessor,,draft
"""
_SECONDS_TO_START = 120
_MILLISECONDS_TO_OPEN = 90_000
# With its time: "Every change is saved at once" stands on the page before anything is.
_SAVED = re.compile(r"Saved at \d\d:\d\d:\d\d UTC")


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """The folder of a small pack."""
    root = tmp_path_factory.mktemp("desk")
    (root / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    (root / "business_units").mkdir()
    (root / "business_units" / "retail.yaml").write_text("name: Retail\n", encoding="utf-8")
    folder = root / "inputs" / "retail" / "2026Q3"
    folder.mkdir(parents=True)
    (folder / "practices.csv").write_text(PRACTICES, encoding="utf-8")
    (folder / "evidence.csv").write_text("evidence_id,title\nE01,Idea register\nE02,Minutes\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def desk_address(pack, tmp_path_factory):
    """Where Voila shows the desk on that pack."""
    root = pack.parents[2]
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cell = next(one for one in notebook["cells"] if one["metadata"].get("tags") == ["parameters"])
    cell["source"] = f'engagement: str = {str(root)!r}\nbusiness_unit: str = "retail"\nquarter: str = "2026Q3"\n'
    place = tmp_path_factory.mktemp("served") / "assessment.ipynb"
    place.write_text(json.dumps(notebook), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "voila", str(place), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1",
        "--VoilaExecutor.timeout=120",
        "--VoilaConfiguration.extension_allowlist=@jupyter-widgets/jupyterlab-manager",
        "--VoilaConfiguration.extension_allowlist=@voila-dashboards/widgets-manager8",
    ]  # fmt: skip
    log = place.with_name("voila.log").open("w")
    server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def _wait_until_up(address, server):
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/voila/static/voila.js", timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("Voila did not start")


@pytest.fixture
def sit_down(browser, desk_address):
    """Return a function that opens the desk in a browser of one's own and enters a role."""
    opened = []

    def open_for(role, width=1440):
        context = browser.new_context(viewport={"width": width, "height": 900})
        opened.append(context)
        page = context.new_page()
        page.goto(desk_address)
        page.get_by_label("Your role").wait_for(timeout=_MILLISECONDS_TO_OPEN)
        if role:
            page.get_by_label("Your role").fill(role)
            page.get_by_label("Your role").press("Tab")
            page.get_by_text(f"as changed by {role}").wait_for()
        return page

    yield open_for
    for context in opened:
        context.close()


def line(pack, practice):
    return next(text for text in (pack / "practices.csv").read_text(encoding="utf-8").splitlines() if practice in text)


def test_a_rating_chosen_with_the_keyboard_alone_is_in_the_file_and_moves_the_level(sit_down, pack):
    page = sit_down("Lead assessor")
    page.get_by_label("Capability").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.labels?.[0]?.innerText") == "Rating, 1a":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    level = page.locator(".pmo-desk-level")
    assert not level.get_by_text("(rated none)").count()
    page.keyboard.type("none")
    page.get_by_text(_SAVED).first.wait_for()
    level.locator("li", has_text="1a").get_by_text("(rated none)").wait_for()
    assert ",none," in line(pack, "idea_generation_1a")
    assert "Lead assessor" in line(pack, "idea_generation_1a").split("draft,")[1]


def test_until_a_role_is_entered_nothing_can_be_changed(sit_down):
    page = sit_down("")
    assert page.get_by_label("Rating, 1a").is_disabled()
    assert "Enter your role" in page.locator(".pmo-desk-message").first.inner_text()


def test_a_second_session_s_conflict_shows_both_versions_and_is_settled_by_choice(sit_down, pack):
    one, other = sit_down("Lead assessor"), sit_down("Second assessor")
    one.get_by_label("Rating, 1b").select_option("Partial")
    one.get_by_text(_SAVED).first.wait_for()
    other.get_by_label("Rating, 1b").select_option("None")
    other.get_by_text("Yours, not saved").wait_for()
    assert ",partial," in line(pack, "idea_generation_1b")
    assert other.locator("mark", has_text="none").is_visible()
    assert other.locator("mark", has_text="partial").is_visible()
    other.get_by_role("button", name="Keep mine, 1b").click()
    other.get_by_text("Yours, not saved").wait_for(state="detached")
    assert ",none," in line(pack, "idea_generation_1b")
    other.wait_for_function("document.activeElement.labels?.[0]?.innerText === 'Review, 1b'")


def test_a_note_is_saved_when_its_field_is_left(sit_down, pack):
    page = sit_down("Lead assessor")
    page.get_by_label("Note, 1a").fill('Says "yes", =1+1')
    page.get_by_label("Note, 1a").press("Tab")
    page.get_by_text(_SAVED).first.wait_for()
    assert '"Says ""yes"", =1+1"' in line(pack, "idea_generation_1a")


def test_a_practice_is_rated_in_one_project_too(sit_down, pack):
    page = sit_down("Lead assessor")
    page.get_by_label("Project or team").fill("Store refresh")
    page.get_by_role("button", name="Rate it there").click()
    page.get_by_label("Rating, 1a, in Store refresh").select_option("Partial")
    page.get_by_text(_SAVED).first.wait_for()
    assert ",Store refresh" in line(pack, "Store refresh")
    assert ",partial," in line(pack, "Store refresh")


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_sticks_out_sideways_and_the_accessibility_checker_finds_nothing_in_the_desk(sit_down, width):
    page = sit_down("Lead assessor", width)
    inside = page.locator(".pmo-desk").first
    assert inside.evaluate("box => box.scrollWidth <= box.clientWidth + 1")
    found = Axe().run(page, context=".pmo-desk").response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
