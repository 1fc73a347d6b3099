"""What a reader sees in a real browser: the numbers that the store holds, on every way to them."""

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from pmobook.record.store import open_store
from pmobook.vocabulary import Quarter

WIDTHS = [1440, 390]
SECONDS_FOR_A_PAGE = 120  # as long as the server gives a page, on a machine that is busy
PAGES = [
    "enterprise",
    "business_unit?business_unit=retail",
    "business_unit?business_unit=wealth",
    "business_unit?business_unit=people",
]


def recorded_scores(folder, quarter, unit):
    scores = open_store(folder).table("area_scores", Quarter.parse(quarter), unit)
    return scores[scores["is_chosen_rule"].astype(bool)].set_index("area_id")["score"]


def shown_scores(page, unit):
    row = page.locator(".pmo-heat tbody tr").filter(has=page.locator(f"a[href*='business_unit={unit}&']"))
    said = row.locator(".pmo-heat-score").all_inner_texts()
    return sorted(float(word) for text in said for word in text.split() if word[0].isdigit())


def rounded(scores):
    target = 3.0  # every focus area's; a score just short of it is shown with one place more
    near = [round(score + 1e-9, 1) == target and score < target for score in scores.dropna()]
    return sorted(round(score + 1e-9, 2 if one else 1) for score, one in zip(scores.dropna(), near, strict=True))


def test_the_roadmap_can_be_kept_as_a_picture_and_as_rows(page):
    page.goto("/business_unit?business_unit=retail#roadmap")
    page.wait_for_selector(".pmo-roadmap")
    kept = {}
    for words in ("Keep the picture (SVG)", "Keep the rows (CSV)"):
        with page.expect_download() as download:
            page.get_by_role("link", name=words).click()
        kept[download.value.suggested_filename] = download.value.path().read_text(encoding="utf-8")
    assert set(kept) == {"roadmap_retail_2026q3.svg", "roadmap_retail_2026q3.csv"}
    assert "=Branch &lt;b&gt;refresh&lt;/b&gt;" in kept["roadmap_retail_2026q3.svg"]
    assert "project,branch,'=Branch <b>refresh</b>" in kept["roadmap_retail_2026q3.csv"]


def test_labels_of_the_roadmap_stand_still_while_quarters_scroll_on_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/business_unit?business_unit=retail#roadmap")
    page.wait_for_selector(".pmo-roadmap")
    label, bars = page.locator(".pmo-roadmap-title").first, page.locator(".pmo-roadmap > svg")
    before = label.bounding_box()["x"], bars.bounding_box()["x"]
    page.locator(".pmo-roadmap").evaluate("one => { one.scrollLeft = 200 }")
    assert label.bounding_box()["x"] == before[0]
    assert bars.bounding_box()["x"] == before[1] - 200


def test_a_reader_goes_from_the_enterprise_to_a_business_unit_and_back_and_to_another_quarter(page, engagement_folder):
    page.goto("/")
    assert page.url.endswith("/enterprise")
    assert shown_scores(page, "retail") == rounded(recorded_scores(engagement_folder, "2026Q3", "retail"))

    page.get_by_role("link", name="Retail", exact=True).first.click()
    page.wait_for_url("**/business_unit?business_unit=retail&quarter=2026Q3*")
    page.wait_for_selector(".pmo-sources")
    row = page.locator(".pmo-levels tr", has_text="Strategic partner")
    expected = recorded_scores(engagement_folder, "2026Q3", "retail")["strategic_partner"]
    assert row.locator("td.pmo-number").first.inner_text().split() == [f"{expected + 1e-9:.1f}", "±0.3"]
    project = (
        open_store(engagement_folder)
        .table("project_status", Quarter.parse("2026Q3"), "retail")
        .set_index("project_id")
        .loc["core"]
    )
    said = page.locator(".pmo-table tr", has_text="Core ledger").first.inner_text()
    assert project["confidence"] in said
    assert f"+{project['cost_variance_share'] + 1e-9:.1%}" in said
    assert f"{project['slip_days']:.0f} days late" in said

    page.go_back()
    page.wait_for_selector(".pmo-heat")
    page.locator("select[name=quarter]").select_option("2026Q1")
    page.wait_for_url("**/enterprise?quarter=2026Q1")
    page.wait_for_selector(".pmo-sources")
    assert page.locator("select[name=quarter]").input_value() == "2026Q1"
    assert shown_scores(page, "retail") == rounded(recorded_scores(engagement_folder, "2026Q1", "retail"))
    assert shown_scores(page, "wealth") == rounded(recorded_scores(engagement_folder, "2026Q1", "wealth"))


def test_a_reader_changes_the_business_unit_on_its_page(page):
    page.goto("/business_unit?business_unit=retail&quarter=2026Q2")
    page.get_by_label("Business unit").select_option("wealth")
    page.wait_for_url("**/business_unit?business_unit=wealth&quarter=2026Q2")
    page.wait_for_selector(".pmo-sources")
    assert page.locator("h1").inner_text().startswith("Wealth ")


def test_what_is_not_assessed_says_so_and_why(page):
    page.goto("/enterprise")
    heat = page.locator(".pmo-heat").inner_text()
    assert "found <nothing>. Last assessed in 2026Q2." in heat
    assert "No input pack was handed in for 2026Q3. Never assessed before." in heat
    assert page.locator(".pmo-heat td", has_text="0.0").count() == 0


def test_without_a_script_a_button_leads_on(browser, address):
    context = browser.new_context(java_script_enabled=False, base_url=address)
    context.set_default_navigation_timeout(SECONDS_FOR_A_PAGE * 1000)
    page = context.new_page()
    page.goto("/enterprise")
    page.locator("select[name=quarter]").select_option("2026Q2")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**/enterprise?quarter=2026Q2&beside=")
    assert page.locator(".pmo-heat").first.is_visible()
    assert not page.locator(".pmo-waiting").is_visible()
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("place", PAGES)
def test_nothing_sticks_out_sideways_and_the_accessibility_checker_finds_nothing(page, place, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"/{place}")
    page.wait_for_selector(".pmo-sources")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []


def test_the_heat_map_scrolls_in_its_box_on_a_phone_with_the_names_in_place(page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/enterprise")
    name = page.locator(".pmo-heat tbody th").first
    before = name.bounding_box()["x"]
    page.locator(".pmo-scroll:has(.pmo-heat)").evaluate("box => box.scrollLeft = 300")
    assert page.locator(".pmo-scroll:has(.pmo-heat)").evaluate("box => box.scrollLeft") > 100
    assert abs(name.bounding_box()["x"] - before) < 2


def test_a_hostile_name_is_shown_as_text(page):
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto("/business_unit?business_unit=markets")
    page.wait_for_selector(".pmo-sources")
    assert "Markets <script>alert(1)</script>" in page.locator("h1").inner_text()
    assert "Data & <b>insight</b>" in page.locator("main").inner_text()
    assert dialogs == []


def test_a_page_is_one_request_and_light(page):
    answer = page.goto("/enterprise")
    page.wait_for_selector(".pmo-sources")
    assert [url for url in page.requests_made if not url.startswith("data:")] == [page.url]
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.body()) < 300_000


def test_business_units_are_ticked_and_the_address_keeps_them_for_a_reload_the_way_back_and_a_colleague(page):
    page.goto("/enterprise?quarter=2026Q3")
    page.wait_for_selector(".pmo-sources")
    page.locator(".pmo-boxes summary").click()
    page.get_by_role("checkbox", name="Retail").check()
    page.get_by_role("checkbox", name="Wealth").check()
    page.get_by_role("button", name="Show these").click()
    page.wait_for_url("**/enterprise?quarter=2026Q3&only=retail&only=wealth")
    page.wait_for_selector(".pmo-sources")
    assert "2 of 5 business units" in page.locator(".pmo-crumbs").inner_text()
    assert page.locator("main a[data-unit]").evaluate_all("all => [...new Set(all.map(one => one.dataset.unit))].sort()") == [
        "retail",
        "wealth",
    ]
    page.reload()
    page.wait_for_selector(".pmo-sources")
    assert page.locator(".pmo-boxes summary").inner_text().endswith("Retail and Wealth")
    page.go_back()
    page.wait_for_selector(".pmo-sources")
    assert "business units" not in page.locator(".pmo-crumbs").inner_text()


def test_two_quarters_are_chosen_to_stand_side_by_side(page):
    page.goto("/enterprise")
    page.wait_for_selector(".pmo-sources")
    page.locator("select[name=beside]").select_option("2026Q1")
    page.wait_for_url("**/enterprise?quarter=2026Q3&beside=2026Q1")
    page.wait_for_selector(".pmo-sources")
    assert page.locator("#beside h2").inner_text() == "2026Q3 beside 2026Q1"
    assert "What changed since 2026Q1" in page.locator("#changes").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 1440


def test_a_sent_link_opens_its_section_and_an_opened_section_is_in_the_address(page):
    page.goto("/enterprise#risk")
    page.wait_for_selector(".pmo-sources")
    page.wait_for_function("document.querySelector('#performance > .pmo-fold') !== null")
    page.locator("#performance > .pmo-fold > summary").click()
    page.wait_for_function("location.hash === '#performance'")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Delivery").click()
    assert page.locator("#projects > .pmo-fold").evaluate("fold => fold.open")
    assert page.evaluate("location.hash") == "#projects"


def test_a_score_leads_to_where_it_is_explained(page):
    page.goto("/enterprise?quarter=2026Q2")
    page.locator("tr:has(a[data-unit=retail]) a.pmo-heat-link").nth(1).click()
    page.wait_for_url("**/business_unit?business_unit=retail&quarter=2026Q2#maturity-*")
    assert page.locator(page.evaluate("location.hash")).is_visible()


def test_the_first_screen_is_the_answer_and_the_page_is_short(page):
    page.goto("/enterprise")
    page.wait_for_selector(".pmo-sources")
    bottom = "one => one.getBoundingClientRect().bottom"
    assert page.locator(".pmo-answers > div").count() == 4
    assert page.locator(".pmo-strip").evaluate(bottom) < 500
    assert page.evaluate("document.documentElement.scrollHeight") < 4500
    page.set_viewport_size({"width": 390, "height": 844})
    tops = [page.locator(name).first.evaluate("one => one.getBoundingClientRect().top") for name in (".pmo-strip", ".pmo-heat")]
    assert tops[0] < tops[1]


def test_headings_tell_the_story_in_order(page):
    page.goto("/business_unit?business_unit=retail")
    page.wait_for_selector(".pmo-sources")
    levels = page.locator("h1, h2, h3").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_printed_page_has_no_controls(page):
    page.goto("/enterprise")
    page.wait_for_selector(".pmo-sources")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".pmo-topic > .pmo-fold:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".pmo-topic > .pmo-fold[open]").count() == 0
    assert not page.locator(".pmo-contents-bar").is_visible()
    assert not page.locator(".pmo-filters").is_visible()
    assert page.locator(".pmo-heat").is_visible()


def test_the_title_of_the_tab_names_page_quarter_and_organisation(page):
    page.goto("/business_unit?business_unit=retail")
    assert re.fullmatch(r"Scorecard · Retail · 2026Q3 · Any Bank", page.title())
