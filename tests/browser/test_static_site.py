"""The site and the reports in a real browser, opened as files: nothing is asked of any server."""

import importlib.util
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from pmobook.inputs.engagement import open_engagement
from pmobook.publish.reports import write_reports
from pmobook.publish.static_site import write_site

PAGES = [
    "index.html",
    "enterprise-2026Q3-beside-2026Q1.html",
    "business_unit-retail-2026Q3.html",
    "how-retail-2026Q3-maturity.html",
    "contents.html",
    "needs_server.html",
    "reports/index.html",
    "reports/2026Q3-retail-10_maturity.html",
    "reports/2026Q3-retail-10_maturity-with-code.html",
]


@pytest.fixture(scope="session")
def site(engagement_folder, tmp_path_factory):
    """A folder whose name has to be encoded in an address."""
    place = Path(__file__).parents[1] / "publish" / "conftest.py"
    specification = importlib.util.spec_from_file_location("publish_conftest", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    module.keep_notebooks(engagement_folder)
    folder = tmp_path_factory.mktemp("share") / "Board & PMO 100% #1"
    engagement = open_engagement(engagement_folder)
    write_site(engagement, folder)
    write_reports(engagement, folder.parent / "reports", with_code=True, business_units=["retail"])
    return folder


def place_of(site, name):
    return (site.parent / name if name.startswith("reports/") else site / name).as_uri()


@pytest.fixture
def sheet(browser, site):
    """A page that fails its test if it asks for anything but files or its console shows an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened, asked, errors = context.new_page(), [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith((site.parent.as_uri(), "data:"))] == []
    assert errors == []


def test_a_reader_goes_to_a_business_unit_to_another_and_to_another_quarter_and_back(sheet, site):
    sheet.goto(place_of(site, "index.html"))
    sheet.get_by_role("link", name="Retail", exact=True).first.click()
    sheet.wait_for_url("**/business_unit-retail-2026Q3.html*")
    sheet.get_by_label("Business unit").select_option(label="Wealth")
    sheet.wait_for_url("**/business_unit-wealth-2026Q3.html")
    sheet.get_by_label("Quarter").select_option(label="2026Q2")
    sheet.wait_for_url("**/business_unit-wealth-2026Q2.html")
    assert sheet.locator("h1").inner_text().startswith("Wealth ")
    sheet.go_back()
    sheet.wait_for_url("**/business_unit-wealth-2026Q3.html")
    assert sheet.get_by_label("Quarter").locator("option:checked").inner_text() == "2026Q3"
    sheet.get_by_role("link", name="All business units").click()
    sheet.wait_for_url("**/enterprise-2026Q3.html")


def test_business_units_are_ticked_without_a_server_and_the_address_keeps_them(sheet, site):
    sheet.goto(place_of(site, "enterprise-2026Q3.html"))
    sheet.locator(".pmo-boxes summary").click()
    sheet.get_by_role("checkbox", name="Retail").check()
    sheet.get_by_role("button", name="Show these").click()
    sheet.wait_for_url("**/enterprise-2026Q3.html?only=retail")
    units = "all => [...new Set(all.filter(one => one.checkVisibility()).map(one => one.dataset.unit))]"
    assert sheet.locator("main [data-unit]").evaluate_all(units) == ["retail"]
    assert sheet.locator(".pmo-narrowed").is_visible()
    assert sheet.locator("#maturity > .pmo-fold tbody tr:visible").count() == 1
    sheet.locator("select[name=beside]").select_option(label="2026Q1")
    sheet.wait_for_url("**/enterprise-2026Q3-beside-2026Q1.html?only=retail")
    assert sheet.locator("#beside h2").inner_text() == "2026Q3 beside 2026Q1"
    assert sheet.locator(".pmo-heat-beside tbody tr:visible").count() == 1
    sheet.go_back()
    sheet.wait_for_url("**/enterprise-2026Q3.html?only=retail")
    assert sheet.locator(".pmo-boxes input[value=retail]").is_checked()
    sheet.go_back()
    sheet.wait_for_url("**/enterprise-2026Q3.html")
    assert sheet.locator(".pmo-heat tbody tr:visible").count() == 5


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["retail"], "Retail"),
        (["retail", "people"], "People and Retail"),
        (["retail", "people", "wealth"], "3 of 5"),
    ],
)
def test_what_is_ticked_is_said_in_the_words_of_the_served_page(sheet, site, asked, said):
    sheet.goto(place_of(site, "enterprise-2026Q3.html") + "?" + "&".join(f"only={unit}" for unit in asked))
    assert " ".join(sheet.locator(".pmo-boxes summary").inner_text().split()) == f"Business units {said}"


def test_a_name_in_the_address_that_is_no_business_unit_leaves_all(sheet, site):
    sheet.goto(place_of(site, "enterprise-2026Q3.html") + "?only=%3Cscript%3E&only=nobody")
    assert sheet.locator(".pmo-heat tbody tr:visible").count() == 5
    assert not sheet.locator(".pmo-narrowed").is_visible()


def test_marks_of_a_chart_say_their_figures_to_pointer_and_arrow_keys_and_a_business_unit_is_followed(sheet, site):
    sheet.goto(place_of(site, "needs_server.html"))
    marks = "".join(f"<rect data-tip='{name}: £1m' x='{place}0' width='8' height='8'/>" for place, name in enumerate("AB"))
    rows = "<table><tr><th><a data-unit='a' href='#a'>A</a></th></tr><tr><th><a data-unit='b' href='#b'>B</a></th></tr></table>"
    html = f"<figure class='pmo-chart'><svg width='99' height='9' role='img' aria-label='Two'>{marks}</svg></figure>{rows}"
    sheet.evaluate("html => { document.querySelector('main').innerHTML = html; addTips() }", html)
    tip = sheet.locator(".pmo-tip").last
    sheet.locator("[data-tip]").first.hover()
    assert tip.inner_text() == "A: £1m"
    sheet.locator("svg").focus()
    sheet.keyboard.press("ArrowRight")
    sheet.keyboard.press("ArrowRight")
    assert tip.inner_text() == "B: £1m"
    sheet.locator("a[data-unit=b]").focus()
    assert sheet.locator("tr.pmo-followed").all_inner_texts() == ["B"]


def test_without_a_script_the_list_of_pages_leads_on_and_everything_is_readable(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(place_of(site, "index.html"))
    assert not page.locator(".pmo-filters").is_visible()
    assert page.locator(".pmo-heat").is_visible()
    page.get_by_role("link", name="Choose another quarter or business unit").click()
    page.get_by_role("link", name="Retail, 2026Q1").click()
    assert page.url.endswith("/business_unit-retail-2026Q1.html")
    context.close()


def test_a_table_is_sorted_by_keyboard_and_what_is_not_assessed_stays_last(sheet, site):
    sheet.goto(place_of(site, "business_unit-retail-2026Q3.html"))
    table = sheet.locator("table.pmo-table", has=sheet.locator("td", has_text="days late")).first
    before = table.locator("tbody th").all_inner_texts()
    head = table.locator("thead th").first
    head.get_by_role("button").focus()
    sheet.keyboard.press("Enter")
    rising = table.locator("tbody th").all_inner_texts()
    assert head.get_attribute("aria-sort") == "ascending"
    assert rising == sorted(before, key=str.casefold)
    sheet.keyboard.press("Enter")
    assert table.locator("tbody th").all_inner_texts() == rising[::-1]
    sheet.keyboard.press("Enter")
    assert table.locator("tbody th").all_inner_texts() == before
    assert head.get_attribute("aria-sort") is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["10", "9", "not assessed", "1,200"], [9, 10, 1200, "not assessed"]),
        (["+2.5%", "\N{MINUS SIGN}10%", "0%"], ["\N{MINUS SIGN}10%", "0%", "+2.5%"]),
        (["3.7 ±0.2", "2.8 ±0.3", "12.0 ±1"], ["2.8 ±0.3", "3.7 ±0.2", "12.0 ±1"]),
        (["3 Mar 2026", "28 February 2026", "1 Jan 2027"], ["28 February 2026", "3 Mar 2026", "1 Jan 2027"]),
        (["GBP 9", "GBP 10", "GBP 1"], ["GBP 1", "GBP 9", "GBP 10"]),
        (["5 days late", "3 days early", "1 day late"], None),
        (["2 of 4", "1 of 9", "3 of 3"], None),
        (["GBP 1.2 million", "GBP 900 thousand", "GBP 3 million"], None),
    ],
)
def test_only_columns_that_can_be_compared_safely_are_sorted(sheet, site, given, expected):
    sheet.goto(place_of(site, "needs_server.html"))
    rows = "".join(f"<tr><th>row</th><td>{text}</td></tr>" for text in given)
    html = f"<table class='pmo-table'><thead><tr><th>Row</th><th>Value</th></tr></thead><tbody>{rows}</tbody></table>"
    sheet.evaluate(
        "html => { document.querySelector('main').innerHTML = html; makeSortable(document.querySelector('table')) }", html
    )
    button = sheet.get_by_role("button", name="Value")
    assert button.count() == (expected is not None)
    if expected is not None:
        button.click()
        shown = [text.replace(",", "") for text in sheet.locator("td").all_inner_texts()]
        assert shown == [str(one).replace(",", "") for one in expected]


def test_a_column_of_drawings_is_not_sorted(sheet, site):
    sheet.goto(place_of(site, "index.html"))
    table = sheet.locator("table", has=sheet.locator(".pmo-bar")).first
    assert table.locator("thead th").all_text_contents()[1].strip() == "Confidence"
    assert table.locator("thead th").nth(1).get_by_role("button").count() == 0


def test_a_series_is_hidden_and_shown_again(sheet, site):
    sheet.goto(place_of(site, "needs_server.html"))
    lines = "<path stroke='#12436D' d='M0,0L9,9'/><path stroke='#28A197' d='M0,9L9,0'/>"
    legend = "".join(
        f"<g class='role-legend-symbol'><path stroke='{colour}' fill='none' d='M0,0'/></g>"
        f"<g class='role-legend-label'><text>{label}</text></g>"
        for colour, label in (("#12436D", "planned"), ("#28A197", "earned"))
    )
    drawn = f"<svg><g class='mark-line role-mark'>{lines}</g><g class='role-legend'>{legend}</g></svg>"
    drawing = f"<figure class='pmo-chart'><div class='pmo-scroll'>{drawn}</div></figure>"
    sheet.evaluate(
        "html => { document.querySelector('main').innerHTML = html; addSeries(document.querySelector('figure')) }", drawing
    )
    button, line = sheet.get_by_role("button", name="earned"), sheet.locator(".role-mark path").nth(1)
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert line.evaluate("one => getComputedStyle(one).visibility") == "hidden"
    assert sheet.locator(".role-mark path").nth(0).evaluate("one => getComputedStyle(one).visibility") == "visible"
    button.click()
    assert line.evaluate("one => getComputedStyle(one).visibility") == "visible"


def test_small_drawings_say_their_figures_to_the_pointer_and_the_keyboard(sheet, site):
    sheet.goto(place_of(site, "business_unit-retail-2026Q3.html"))
    drawing = sheet.locator("svg.pmo-track[aria-label*='score']").first
    drawing.focus()
    tip = sheet.locator(".pmo-tip")
    assert tip.inner_text() == drawing.get_attribute("aria-label")
    sheet.keyboard.press("Escape")
    assert not tip.is_visible()
    drawing.hover()
    assert tip.is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_nothing_sticks_out_sideways_and_the_accessibility_checker_finds_nothing(sheet, site, width, scheme):
    sheet.set_viewport_size({"width": width, "height": 844})
    sheet.emulate_media(color_scheme=scheme)
    for name in PAGES:
        sheet.goto(place_of(site, name))
        sheet.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        assert sheet.evaluate("document.documentElement.scrollWidth") == width, name
        found = Axe().run(sheet).response["violations"]
        assert [(name, one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []


def test_on_paper_there_are_no_controls(sheet, site):
    sheet.goto(place_of(site, "business_unit-retail-2026Q3.html"))
    sheet.emulate_media(media="print")
    for control in (".pmo-filters", ".pmo-skip", ".pmo-without-script"):
        assert not sheet.locator(control).first.is_visible()
    assert sheet.locator("h1").is_visible()


def test_a_business_unit_with_a_hostile_name_is_text_everywhere(sheet, site):
    for name in ("index.html", "contents.html", "business_unit-markets-2026Q3.html"):
        sheet.goto(place_of(site, name))
        assert "Markets <script>alert(1)</script>" in sheet.locator("body").inner_text(), name
