"""Every published run of a notebook becomes a report to read, and on request one for auditors."""

import html
import re

import pytest

from pmobook.errors import PmobookError
from pmobook.publish.own_folder import MARKER
from pmobook.publish.reports import write_reports
from pmobook.vocabulary import Quarter

REPORT = "2026Q3-retail-10_maturity.html"


@pytest.fixture(scope="module")
def written(bank, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "reports"
    said = write_reports(bank, folder, with_code=True, business_units=["retail", "markets"], quarter=Quarter(2026, 1))
    assert said == f"wrote {folder / 'index.html'}: 7 reports. 1 published run has no executed notebook any more."
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name != MARKER}


@pytest.fixture(scope="module")
def report(written):
    return written["2026Q1-retail-10_maturity.html"]


@pytest.fixture(scope="module")
def workings(written):
    return written["2026Q1-retail-10_maturity-with-code.html"]


def test_a_report_has_words_and_exhibits_and_no_code(report):
    assert "<h1>Is it *well*?</h1>" in report
    assert "<p>What nobody rated is not assessed.</p>" in report
    assert "<caption>Scores &amp; targets</caption>" in report
    assert not re.search(r"silent\(\)|scores\(\)|read_pack|Read from pack|stage\(\)|go on record", report)


def test_the_contents_lead_to_each_exhibit(report):
    assert '<li><a href="#scores">Scores &amp; targets</a></li>' in report
    assert '<li><a href="#silent">Whoever is silent is named here</a></li>' in report
    assert '<section class="pmo-shown" id="silent">' in report


def test_auditors_see_every_cell_and_what_identifies_the_run(workings):
    text = html.unescape(workings)
    for code in ("scores()", "read_pack(opened)", 'run_id: str = "by_hand"', "stage()"):
        assert code in text
    assert '<th scope="row">Run</th><td>run_retail_10_maturity_2026q1</td>' in workings
    assert '<th scope="row">papermill</th><td>2.7.0</td>' in workings
    assert re.search(r'<th scope="row">nbconvert</th><td>\d', workings)


def test_where_a_folder_stood_on_the_machine_that_ran_it_is_not_told(workings):
    assert "/data/clients" not in workings
    assert '<th scope="row">engagement</th><td>bank</td>' in workings


def test_what_people_wrote_is_text(report, workings):
    for page in (report, workings):
        assert page.count("<script>") == 1
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_nothing_is_fetched(written):
    for name, page in written.items():
        assert not re.search(
            r"\bsrc=|<link rel=\"stylesheet|url\(http|@import|mathjax|require\.js|https?://(?!www\.w3\.org)", page
        ), name


def test_every_link_leads_to_a_file_or_a_place_on_the_page(written):
    for name, page in written.items():
        links = {html.unescape(one) for one in re.findall(r'<a\b[^>]*\shref="([^"]+)"', page)}
        places = {f"#{one}" for one in re.findall(r'\bid="([^"]+)"', page)}
        assert links <= set(written) | places, name


def test_a_run_whose_notebook_is_lost_is_listed_without_a_link(written):
    assert "<td>60_resources: its executed notebook is no longer there</td>" in written["index.html"]


def test_without_code_there_is_only_the_report_and_the_same_bytes_each_time(bank, tmp_path):
    chosen = {"business_units": ["retail"], "quarter": Quarter(2026, 3)}
    for folder in ("one", "two"):
        write_reports(bank, tmp_path / folder, **chosen)
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == [
        MARKER,
        *(REPORT.replace("10_maturity", one) for one in ("10_maturity", "20_goal_alignment", "30_performance", "60_resources")),
        "index.html",
    ]
    assert [(tmp_path / "one" / name).read_bytes() for name in names] == [
        (tmp_path / "two" / name).read_bytes() for name in names
    ]
    assert "For auditors" not in (tmp_path / "one" / "index.html").read_text(encoding="utf-8")


def test_a_quarter_without_results_is_refused(bank, tmp_path):
    with pytest.raises(PmobookError, match=r"Nothing is published for 2031Q1\. Assess the business units first"):
        write_reports(bank, tmp_path / "out", quarter=Quarter(2031, 1))
