"""Every link of the scorecards leads somewhere, and every figure to its inputs, its rule and its run."""

import html
import re
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.publish.static_site import write_site

SECONDS = 120
PAGES = ["enterprise", "enterprise?quarter=2026Q3&beside=2026Q1&only=retail", "business_unit?business_unit=retail"]


@pytest.fixture(scope="session")
def opened(address):
    """Return a page as the server gives it; each is asked for once."""
    kept = {}

    def ask(path):
        if path not in kept:
            with urllib.request.urlopen(urljoin(address, path), timeout=SECONDS) as answer:
                assert answer.status == 200, path
                kept[path] = answer.read().decode()
        return kept[path]

    return ask


def links(page):
    """Addresses of a page's own links; pictures and tables to keep stand in the page itself."""
    found = dict.fromkeys(html.unescape(one) for one in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', page))
    return [one for one in found if not one.startswith("data:")]


@pytest.mark.parametrize("place", PAGES)
def test_no_link_of_a_scorecard_is_dead_and_each_place_that_it_names_is_there(opened, place):
    page = opened(place)
    dead = []
    for link in links(page):
        path, _, fragment = link.partition("#")
        # All figures of a section stand on its page; that each can be asked for by itself is tested below.
        path = re.sub(r"(figure=[a-z]+)-.*", r"\1", path)
        there = opened(path.lstrip("/")) if path else page
        if fragment and f'id="{html.escape(unquote(fragment))}"' not in there:
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("place", ["enterprise", "business_unit?business_unit=retail"])
def test_every_figure_that_leads_to_how_it_was_scored_names_inputs_rule_and_run(opened, place):
    figures = [link.partition("#")[0] for link in links(opened(place)) if link.startswith("how?")]
    assert figures
    one_a_section = {(parse_qs(urlsplit(one).query)["figure"][0].split("-")[0]): one for one in figures}
    for figure in one_a_section.values() if place == "enterprise" else dict.fromkeys(figures):
        there, named = opened(figure), parse_qs(urlsplit(figure).query)["figure"][0]
        assert "No figure of the name" not in there, figure
        assert not [heading for heading in ("The figures", "The rule", "The inputs", "The run") if f">{heading}" not in there]
        if named.startswith("maturity-"):
            assert "Scored by the maturity model" in there


def test_no_link_of_the_site_without_a_server_is_dead(engagement_folder, tmp_path):
    write_site(open_engagement(engagement_folder), tmp_path / "site")
    files = {one.name: one.read_text(encoding="utf-8") for one in Path(tmp_path / "site").glob("*.html")}
    dead = []
    for name, page in files.items():
        for link in links(page):
            file, _, fragment = link.partition("#")
            there = files.get(unquote(file) or name)
            if there is None or (fragment and f'id="{html.escape(unquote(fragment))}"' not in there):
                dead.append((name, link))
    assert dead == []
