"""What a reader does with a figure or an exhibit: follow it to how it was scored, see it in the dark, keep it as a file."""

import csv
import io
import struct
import xml.etree.ElementTree as ET

import pytest
from axe_playwright_python.sync_playwright import Axe

from pmobook.record.store import open_store
from pmobook.show.csv_file import plain_cell
from pmobook.vocabulary import Quarter

RETAIL = "/business_unit?business_unit=retail"
ORIGIN = "/how?business_unit=retail&quarter=2026Q3&figure="
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 31, 43)"}


def opened(page, place):
    page.goto(place)
    page.locator(".pmo-foot").wait_for()  # it comes last
    return page


def paper_of(page):
    return page.locator(".pmo-panel").first.evaluate("one => getComputedStyle(one).backgroundColor")


def kept(page, within, way):
    """Open an exhibit's menu, choose a way, and return the file's name and content."""
    page.locator(f"{within}.pmo-topic > .pmo-fold").evaluate_all("all => all.forEach(one => { one.open = true; })")
    menu = page.locator(f"{within} .pmo-keep").first
    if not menu.evaluate("one => one.open"):
        menu.locator("summary").click()
    with page.expect_download() as download:
        menu.locator(f"[data-way={way}]").click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_reader_goes_from_a_figure_to_how_it_was_scored_and_back(page, engagement_folder):
    opened(page, RETAIL)
    page.locator("#maturity-strategic_partner a.pmo-how").click()
    page.wait_for_url("**/how?business_unit=retail&quarter=2026Q3&figure=maturity-strategic_partner#maturity-strategic_partner")
    scores = open_store(engagement_folder).table("area_scores", Quarter.parse("2026Q3"), "retail")
    row = scores[scores["is_chosen_rule"].astype(bool)].set_index("area_id").loc["strategic_partner"]
    said = page.locator("#maturity-strategic_partner").inner_text()
    assert f"target {row['target']:g} less score {row['score']:g}" in said
    assert page.locator("details.pmo-nested[open]").count() == 1
    page.get_by_role("link", name="Scorecard of Retail").click()
    page.wait_for_url("**/business_unit?business_unit=retail&quarter=2026Q3#maturity")


def test_without_a_script_the_figure_asked_for_is_open(browser, address):
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = opened(context.new_page(), f"{ORIGIN}projects-core")
    assert page.locator("#projects-core").inner_text().startswith("Core ledger\nCost: expected 151.5 less planned 120 = 31.5.")
    assert not page.locator(".pmo-theme").is_visible()
    context.close()


def test_a_place_that_is_folded_is_opened_by_its_address(page):
    opened(page, f"{ORIGIN}performance#performance-m1")
    assert page.locator("#performance-m1").evaluate("one => one.open")
    assert page.locator("details.pmo-nested[open]").count() == 1


def test_a_figure_that_cannot_be_is_refused_in_words(page):
    answer = page.goto(f"{ORIGIN}weather")
    assert answer.status == 404
    assert "There is no such figure" in page.locator("h1").inner_text()
    page.console_errors.clear()  # the browser itself notes the status


def test_a_table_is_kept_as_figures_that_a_spreadsheet_reads_and_takes_for_no_formula(page):
    opened(page, RETAIL)
    name, content = kept(page, "#projects", "csv")
    assert name == "projects-retail-2026q3.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    core = next(row for row in rows if row["Project"] == "Core ledger")
    assert core["Against plan"] == "26.3%"
    assert core["Confidence"] == "red"
    assert {row["Project"] for row in rows} >= {"Data & <b>insight</b>"}


@pytest.fixture(scope="module")
def open_page(browser, address):
    """A page that stays open: what its script makes of a text changes nothing on it."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    opened(page, f"{ORIGIN}maturity")
    yield page
    context.close()


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1-2", "-x", "\uff1d1", "\u200e=1", " \t=1", "a=b", "met"])
def test_the_browser_takes_the_same_texts_for_formulas_as_every_other_export(open_page, text):
    assert open_page.evaluate("text => pmoKeep.plain(text)", text) == plain_cell(text)


@pytest.mark.parametrize(
    ("shown", "kept_as"),
    [("1,234.5", "1234.5"), ("\N{MINUS SIGN}5.0%", "-5.0%"), ("+0.4", "0.4"), ("\N{MINUS SIGN}x", "'\N{MINUS SIGN}x")],
)
def test_a_figure_stays_a_figure(open_page, shown, kept_as):
    assert open_page.evaluate("text => pmoKeep.plain(text)", shown) == kept_as


def test_cells_over_several_rows_and_columns_keep_every_figure_in_its_column(open_page):
    cells = "<tr><th rowspan=2>A</th><td colspan=2>B</td></tr><tr><td>C</td><td>D</td></tr>"
    made = open_page.evaluate(
        "cells => { var one = document.createElement('table'); one.innerHTML = cells; return pmoKeep.csv([one]); }", cells
    )
    assert made == '\ufeff"A","B",""\r\n"","C","D"\r\n'


@pytest.mark.parametrize("within", ["#maturity", "#roadmap"])
def test_an_exhibit_is_kept_as_a_picture_with_its_words_and_without_a_script(page, within):
    opened(page, RETAIL)
    name, content = kept(page, within, "svg")
    picture = ET.fromstring(content)
    words = " ".join(one.text or "" for one in picture.iter("{http://www.w3.org/2000/svg}text"))
    assert name.endswith("-retail-2026q3.svg")
    assert {"#maturity": "Strategic partner", "#roadmap": "Core ledger"}[within] in words
    assert b"<script" not in content
    assert b"var(--" not in content
    _, image = kept(page, within, "png")
    assert image.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", image[16:24])
    assert (width, height) == (2 * int(picture.get("width")), 2 * int(picture.get("height")))


def test_the_menu_is_worked_by_keyboard(page):
    opened(page, RETAIL)
    menu = page.locator("#performance .pmo-keep").first
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "performance-measures-retail-2026q3.csv"
    page.keyboard.press("Escape")
    assert not menu.evaluate("one => one.open")
    assert menu.locator("summary").evaluate("one => one === document.activeElement")


def test_pages_follow_the_system_until_the_switch_says_otherwise_and_paper_is_light(page):
    page.emulate_media(color_scheme="dark")
    opened(page, RETAIL)
    assert paper_of(page) == PAPER["dark"]
    switch = page.locator(".pmo-theme")
    assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    assert paper_of(page) == PAPER["light"]
    opened(page, f"{ORIGIN}risk")
    assert paper_of(page) == PAPER["light"]
    page.locator(".pmo-theme").click()
    assert paper_of(page) == PAPER["dark"]
    assert page.evaluate("localStorage.length") == 0
    page.emulate_media(color_scheme="dark", media="print")
    assert paper_of(page) == PAPER["light"]
    assert not page.locator(".pmo-theme").is_visible()


def test_a_chart_has_the_colours_of_a_dark_page(page):
    page.emulate_media(color_scheme="dark")
    opened(page, RETAIL)
    faint = page.locator("#roadmap svg text").first.evaluate("one => getComputedStyle(one).fill")
    assert faint == page.evaluate(
        "(() => { var one = document.createElement('i'); one.style.color = 'var(--pmo-faint)'; document.body.append(one);"
        " return getComputedStyle(one).color; })()"
    )
    assert faint != "rgb(90, 102, 117)"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("place", ["/enterprise", RETAIL, f"{ORIGIN}maturity-strategic_partner"])
def test_in_the_dark_and_with_every_menu_open_the_accessibility_checker_finds_nothing(page, place, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark")
    opened(page, place)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []
