"""A static page shows the exhibits of the scorecard's notebook, in its order, and only what its readers may see."""

import dataclasses
import re

import nbformat
import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.publish.addresses import PAGES, PageAddress
from pmobook.publish.site import notebooks_folder
from pmobook.publish.static_names import file_name
from pmobook.publish.static_scorecards import open_scorecards
from pmobook.vocabulary import Quarter

LATEST = Quarter(2026, 3)


@pytest.fixture(scope="module")
def scorecards(bank):
    return open_scorecards(bank)


@pytest.mark.parametrize("page", list(PAGES))
def test_every_exhibit_that_the_notebook_shows_is_on_the_page_in_its_order(scorecards, page):
    address = PageAddress(page, LATEST, "retail" if page == "business_unit" else "")
    text = scorecards.page(address).decode()
    notebook = nbformat.read(notebooks_folder() / f"{page}.ipynb", as_version=4)
    shown = [cell.source.removeprefix("scorecard.") for cell in notebook.cells if "show" in cell.metadata.get("tags", ())]
    drawn = scorecards.scorecard(address)
    body = text[text.index("<main") :]
    assert body.count('<div class="pmo-exhibit">') == len(shown)
    # Exhibits without a filter or a link to another page are the same, byte for byte.
    exhibits = [getattr(drawn, name).html for name in shown if name != "filters"]
    same = [exhibit for exhibit in exhibits if exhibit and "<a " not in exhibit.replace('<a href="#', "")]
    places = [body.index(exhibit) for exhibit in same]
    assert len(same) >= 2
    assert places == sorted(places)


def test_pages_of_two_quarters_grow_with_the_quarters_and_not_with_their_square(scorecards):
    """Of twenty quarters: 19 of the latest; of the others the one before (18) and the same a year before (15)."""
    quarters = tuple(Quarter(2020 + number // 4, number % 4 + 1) for number in range(20))
    many = dataclasses.replace(scorecards, results=dataclasses.replace(scorecards.results, quarters=quarters))
    pairs = {(str(one.quarter), str(one.beside)) for one in many.addresses() if one.beside}
    assert len(pairs) == 19 + 18 + 15
    assert {one for one in pairs if one[0] == "2023Q2"} == {("2023Q2", "2023Q1"), ("2023Q2", "2022Q2")}
    chosen = many._filters(PageAddress("enterprise", Quarter(2023, 2)))
    beside = chosen[chosen.index('name="beside"') :]
    beside = beside[: beside.index("</select>")]
    offered = re.findall(r'<option value="([^"]*)"', beside)
    assert offered == [
        "enterprise-2023Q2.html",
        "enterprise-2024Q4-beside-2023Q2.html",
        "enterprise-2024Q2-beside-2023Q2.html",
        "enterprise-2023Q3-beside-2023Q2.html",
        "enterprise-2023Q2-beside-2023Q1.html",
        "enterprise-2023Q2-beside-2022Q2.html",
    ]
    assert set(offered) <= {file_name(one) for one in many.addresses()}


def test_a_limited_reader_has_no_page_about_all_together(bank):
    limited = open_scorecards(bank, ["wealth", "retail"])
    assert {(one.page, one.business_unit) for one in limited.addresses()} == {
        (page, unit) for page in ("business_unit", "how") for unit in ("retail", "wealth")
    }
    assert set(limited.results.findings["business_unit"]) == {"retail", "wealth"}


def test_nothing_published_says_what_to_do(tmp_path):
    (tmp_path / "business_units").mkdir()
    (tmp_path / "engagement.yaml").write_text("organisation: Any Bank\nmoney: {currency: GBP}\n", encoding="utf-8")
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\n", encoding="utf-8")
    with pytest.raises(PmobookError, match=r"Nothing has been published yet\. Assess the business units first: pmobook run"):
        open_scorecards(open_engagement(tmp_path))
