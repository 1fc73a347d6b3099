"""From packs to pages with the real commands: check, run, a broken pack, serve, look."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue

import pytest

from pmobook.record.store import open_store
from pmobook.show.figures import level
from pmobook.vocabulary import Quarter

LATEST, BEFORE = Quarter.parse("2026Q3"), Quarter.parse("2026Q2")
RETAIL, OTHER = "retail", "manufacturing"


def pmobook(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pmobook.cli", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "160"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=300)


@pytest.fixture(scope="module")
def organisation(tmp_path_factory):
    """Two business units, of whom the last two quarters have been run."""
    folder = tmp_path_factory.mktemp("organisation") / "small"
    made = pmobook("generate", folder, "--business-units", 2, "--quarters", 3, "--respondents", 6, "--projects", 6)
    assert made.returncode == 0, made.stderr
    ran = pmobook("run", folder, "--last", 2)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "14 ran. Published as number 2." in ran.stdout
    return folder


def overall(folder: Path, business_unit: str, quarter: Quarter) -> float:
    scores = open_store(folder).table("area_scores", quarter, business_unit)
    row = scores[(scores["area_id"] == "overall") & scores["is_chosen_rule"].astype(bool)]
    return float(row["score"].iloc[0])


def test_what_was_recorded_is_printed(organisation):
    printed = pmobook("results", organisation)
    assert printed.returncode == 0
    assert level(overall(organisation, RETAIL, LATEST)) in printed.stdout


def test_running_again_keeps_everything_and_publishes_nothing(organisation):
    again = pmobook("run", organisation)
    assert again.returncode == 0
    assert "14 kept. Nothing new to publish." in again.stdout


def test_a_parameter_that_no_notebook_has_is_refused(organisation):
    refused = pmobook("run", organisation, "--parameter", "minimum_rater=3")
    assert refused.returncode == 1
    assert "minimum_rater" in refused.stdout + refused.stderr
    assert "Traceback" not in refused.stdout + refused.stderr


def test_a_broken_pack_fails_alone_and_loses_nothing(organisation, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(organisation, folder)
    risks = folder / "inputs" / OTHER / "2026Q3" / "risks.csv"
    heading, first, rest = risks.read_text(encoding="utf-8").split("\n", 2)
    wrong = re.sub(r",0?\.\d+,", ",1.4,", first, count=1)
    assert wrong != first
    risks.write_text(f"{heading}\n{wrong}\n{rest}", encoding="utf-8")
    changed = folder / "inputs" / RETAIL / "2026Q3" / "handover.yaml"
    changed.write_text("received_on: 2026-10-09\nreceived_from: Head of Retail PMO\n", encoding="utf-8")
    line = "inputs/manufacturing/2026Q3/risks.csv, line 2, column probability: found 1.4"

    checked = pmobook("check", folder)
    assert (checked.returncode, line in checked.stdout) == (1, True), checked.stdout

    ran = pmobook("run", folder)
    assert (ran.returncode, line in ran.stdout) == (1, True), ran.stdout
    assert "7 ran, 7 failed. Published as number 3." in ran.stdout
    for quarter in (BEFORE, LATEST):
        assert overall(folder, OTHER, quarter) == overall(organisation, OTHER, quarter)

    risks.write_text(f"{heading}\n{first}\n{rest}", encoding="utf-8")
    mended = pmobook("run", folder)
    assert mended.returncode == 0, mended.stdout
    assert set(open_store(folder).outcomes(LATEST)["status"]) <= {"ran", "kept"}


@pytest.fixture(scope="module")
def served(organisation):
    """Where `pmobook serve` says that the scorecards are."""
    command = [sys.executable, "-m", "pmobook.cli", "serve", str(organisation), "--no-browser", "--port", "18966"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = Queue()
    threading.Thread(target=lambda: [said.put(text) for text in server.stdout], daemon=True).start()
    try:
        yield said.get(timeout=90).split(" at ")[1].split(" ")[0]
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=30)
        server.stdout.close()


def test_the_pages_show_what_the_store_holds(organisation, served, browser):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(served)
    for business_unit in (RETAIL, OTHER):
        assert level(overall(organisation, business_unit, LATEST)) in page.locator("main").inner_text()

    page.get_by_role("link", name="Retail").first.click()
    page.wait_for_url(re.compile("business_unit=retail"))
    assert level(overall(organisation, RETAIL, LATEST)) in page.get_by_role("row", name="Overall").inner_text()

    page.locator("select[name=quarter]").select_option(str(BEFORE))
    page.wait_for_url(re.compile("quarter=2026Q2"))
    assert level(overall(organisation, RETAIL, BEFORE)) in page.get_by_role("row", name="Overall").inner_text()
    page.close()
