"""A static site: every scorecard as a file that needs nothing but a browser."""

import html
import re

import pytest

from pmobook.errors import PmobookError
from pmobook.publish.own_folder import MARKER
from pmobook.publish.static_site import write_site
from pmobook.show.subjects import SUBJECTS

UNITS = ("markets", "operations", "people", "retail", "wealth")
QUARTERS = ("2026Q1", "2026Q2", "2026Q3")


def contents_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def site(bank, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "site"
    said = write_site(bank, folder)
    assert said == f"wrote {folder / 'index.html'}: 3 quarters, 5 business units. Open it in a browser; it needs no server."
    return contents_of(folder)


def test_every_quarter_and_business_unit_has_its_page_and_the_first_is_the_latest_of_all_together(site):
    pages = {f"enterprise-{quarter}.html" for quarter in QUARTERS}
    pages |= {f"enterprise-{now}-beside-{then}.html" for now in QUARTERS for then in QUARTERS if then < now}
    pages |= {f"business_unit-{unit}-{quarter}.html" for unit in UNITS for quarter in QUARTERS}
    # People never reported, and Wealth not for the last quarter: there is nothing whose origin could be told.
    silent = {("people", quarter) for quarter in QUARTERS} | {("wealth", "2026Q3")}
    assert {name for name in site if name.startswith("how-")} == {
        f"how-{unit}-{quarter}-{subject}.html"
        for unit in UNITS
        for quarter in QUARTERS
        for subject in SUBJECTS
        if (unit, quarter) not in silent
    }
    assert {name for name in site if not name.startswith("how-")} == pages | {
        "index.html",
        "contents.html",
        "needs_server.html",
        MARKER,
    }
    assert site["index.html"] == site["enterprise-2026Q3.html"]


def test_every_link_and_every_choice_is_a_file_of_the_site(site):
    for name, content in site.items():
        text = content.decode()
        files = re.findall(r'<a\b[^>]*\shref="([^"#]+)', text) + re.findall(r'<option value="([^"]*)"', text)
        asked = {html.unescape(one) for one in files if not one.startswith("data:")}
        assert asked <= set(site), name


def test_a_page_fetches_nothing_and_runs_one_script(site):
    for name, content in site.items():
        text = content.decode()
        assert text.count("<script>") == (name != MARKER), name
        assert not re.search(r"\bsrc=|<link rel=\"stylesheet|url\(http|@import", text), name


@pytest.fixture(scope="module")
def limited(bank, site, tmp_path_factory):
    """A site for readers of Retail, written over one of all business units."""
    folder = tmp_path_factory.mktemp("limited")
    for name, content in site.items():
        (folder / name).write_bytes(content)
    write_site(bank, folder, ["retail"])
    return contents_of(folder)


def test_what_a_limited_reader_may_not_see_is_in_no_file(limited):
    pages = {f"business_unit-retail-{quarter}.html" for quarter in QUARTERS}
    pages |= {f"how-retail-{quarter}-{subject}.html" for quarter in QUARTERS for subject in SUBJECTS}
    assert set(limited) == pages | {"index.html", "contents.html", "needs_server.html", MARKER}
    for content in limited.values():
        assert not re.search(r"wealth|markets|operations and technology", content.decode(), re.IGNORECASE)


def test_the_same_results_give_the_same_bytes(limited, bank, tmp_path):
    write_site(bank, tmp_path / "again", ["retail", "retail"])
    assert contents_of(tmp_path / "again") == limited


def test_a_business_unit_that_does_not_exist_is_named(bank, tmp_path):
    with pytest.raises(PmobookError, match=r"has no business unit 'retial'\. Did you mean retail"):
        write_site(bank, tmp_path / "site", ["retial"])
    assert not (tmp_path / "site").exists()
