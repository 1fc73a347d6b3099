"""A section that fails says so in plain words, in a real browser, and everything else on the page works."""

import shutil
import threading
from queue import Queue

import pytest
from axe_playwright_python.sync_playwright import Axe

from forked import Program

PORT = 18898
SERVE = f"""
import sys
from pathlib import Path
from pmobook.publish.server import serve
from pmobook.show.scorecard_business_unit import BusinessUnitScorecard
from pmobook.show.scorecard_enterprise import EnterpriseScorecard
def fail(scorecard):
    raise ValueError("a secret of the engagement")
EnterpriseScorecard.goals = property(fail)
BusinessUnitScorecard.measures = property(fail)
serve(Path(sys.argv[1]), port={PORT}, open_browser=False, announce=lambda text: print(text, flush=True))
"""


@pytest.fixture(scope="module")
def failing(engagement_folder, tmp_path_factory):
    """Where a server of the same results shows pages on which one section fails; and what it tells its operator."""
    folder = tmp_path_factory.mktemp("failing") / "bank"
    shutil.copytree(engagement_folder, folder, ignore=shutil.ignore_patterns("pages"))
    told = folder / "told.txt"
    with told.open("wb") as errors:
        server = Program(SERVE, folder, stderr=errors)
        said = Queue()
        threading.Thread(target=lambda: [said.put(line) for line in server.stdout], daemon=True).start()
        try:
            assert f":{PORT}/" in said.get(timeout=120)
            yield f"http://127.0.0.1:{PORT}", told
        finally:
            server.terminate()
            server.wait(timeout=30)
            server.stdout.close()


@pytest.mark.parametrize(
    ("place", "missing", "others"),
    [
        ("enterprise", "alignment", ["maturity", "performance", "projects", "roadmap"]),
        ("business_unit?business_unit=retail", "performance", ["maturity", "alignment", "projects", "roadmap"]),
    ],
)
def test_one_section_says_that_it_failed_and_the_rest_of_the_page_works(browser, failing, place, missing, others):
    address, told = failing
    context = browser.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    assert page.goto(f"/{place}", timeout=120_000).status == 200
    page.wait_for_selector(".pmo-sources")
    failed = page.locator(".pmo-failed")
    assert failed.count() == 1
    assert failed.get_by_role("heading").inner_text() == "This part of the scorecard could not be shown"
    assert "The rest of the page is complete." in failed.inner_text()
    assert "to the PMO team." in failed.inner_text()
    assert [word for word in ("secret", "ValueError", "Traceback") if word in page.content()] == []
    assert page.locator(f"section#{missing}").count() == 0
    assert [one for one in others if page.locator(f"section#{one} h2").count() != 1] == []
    fold = page.locator("section#roadmap > .pmo-fold > summary")
    fold.click()
    assert page.locator("section#roadmap .pmo-roadmap").is_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
    page.locator("select[name=quarter]").select_option("2026Q2")
    page.wait_for_url("**quarter=2026Q2**")
    page.wait_for_selector(".pmo-sources")
    assert "2026Q2" in page.locator(".pmo-crumbs").inner_text()
    context.close()
    assert errors == []
    assert "a secret of the engagement" in told.read_text(encoding="utf-8")
