"""From a figure to its arithmetic, its rule, its inputs and its run, and to the workings of the notebook that computed it."""

import json

import nbformat
import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.language import use_language
from pmobook.publish.addresses import PageAddress, PageRefused, read_address
from pmobook.publish.origins import figure_origin
from pmobook.record.store import open_store
from pmobook.vocabulary import Quarter

LATEST = Quarter(2026, 3)


def origin(bank, figure, unit="retail", quarter=LATEST):
    return figure_origin(bank, PageAddress("how", quarter, unit, figure)).html


def rewrite(bank, notebook, cells, run_id=None):
    """Keep another executed notebook of the published run, and return how to put the first back."""
    place = bank.results / "notebooks" / str(LATEST) / "retail" / f"{notebook}.ipynb"
    place.parent.mkdir(parents=True, exist_ok=True)
    before = place.read_bytes() if place.is_file() else None
    known = open_store(bank.folder).run_ids(LATEST)["retail"]
    parameters = {"run_id": run_id or known[notebook]}
    metadata = {"papermill": {"parameters": parameters}, "pmobook": {"method": ["scoring_rules.yaml"]}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata), place)
    return lambda: place.unlink() if before is None else place.write_bytes(before)


def shown(cell_id, text):
    output = nbformat.v4.new_output("execute_result", data={"text/html": text}, execution_count=1)
    return nbformat.v4.new_code_cell("shown()", id=cell_id, metadata={"tags": ["show"]}, outputs=[output])


def test_a_figure_stands_open_with_its_arithmetic_and_its_recorded_row(bank):
    page = origin(bank, "maturity-strategic_partner")
    assert "<h1>How this was scored: Strategic partner</h1>" in page
    assert '<details class="pmo-nested" id="maturity-strategic_partner" open>' in page
    assert page.count(" open>") == 1
    recorded = open_store(bank.folder).table("area_scores", LATEST, "retail").set_index(["area_id", "is_chosen_rule"])
    row = recorded.loc[("strategic_partner", True)]
    assert f"Gap: target 3 less score {row['score']:g} = \N{MINUS SIGN}{-row['gap']:g}." in page
    assert "recorded in the table area_scores" in page


def test_the_way_back_leads_to_the_section_of_the_same_quarter(bank):
    page = origin(bank, "projects-core", quarter=Quarter(2026, 2))
    assert '<a href="business_unit?business_unit=retail&amp;quarter=2026Q2#projects">Scorecard of Retail</a>' in page


def test_the_run_is_named_with_its_version(bank):
    page = origin(bank, "maturity")
    assert open_store(bank.folder).run_ids(LATEST)["retail"]["10_maturity"] in page


def test_a_figure_that_is_not_recorded_is_said_and_the_others_stay(bank):
    page = origin(bank, "maturity-<b>astrology</b>")
    assert "No figure of the name &lt;b&gt;astrology&lt;/b&gt; is recorded here" in page
    assert 'id="maturity-strategic_partner"' in page


def test_hostile_titles_are_text(bank):
    page = origin(bank, "projects-data")
    assert "<h1>How this was scored: Data &amp; &lt;b&gt;insight&lt;/b&gt;</h1>" in page


def test_nothing_recorded_is_not_assessed_and_never_an_empty_page(bank):
    page = origin(bank, "maturity", unit="people")
    assert "Not assessed: nothing is recorded of this for the quarter." in page
    assert "the notebook has no published results" in page


def test_workings_come_first_and_the_part_asked_for_is_open(bank):
    put_back = rewrite(
        bank,
        "10_maturity",
        [
            nbformat.v4.new_markdown_cell("# Title", id="t"),
            nbformat.v4.new_markdown_cell("Who *was* heard?", id="s"),
            shown("10-17-show", "<p>Whom to talk to: R07</p>"),
            nbformat.v4.new_markdown_cell("Look at the **gap**.", id="u"),
            shown("10-07-show", "<p class='pmo-caption'>The profile</p>"),
            shown("10-35-show", '<details class="pmo-nested"><summary>Strategic partner: 3.71</summary>inside</details>'),
        ],
    )
    try:
        page = origin(bank, "maturity-strategic_partner")
    finally:
        put_back()
    assert '<details class="pmo-nested" open><summary>Strategic partner: 3.71</summary>inside' in page
    assert page.index("inside") < page.index("The profile")
    assert "<strong>gap</strong>" in page
    assert "R07" not in page
    assert "may say who answered what are left out" in page


def test_a_notebook_of_another_run_is_not_shown_for_this_one(bank):
    put_back = rewrite(bank, "10_maturity", [shown("10-35-show", "<p>of another run</p>")], run_id="another")
    try:
        page = origin(bank, "maturity")
    finally:
        put_back()
    assert "of another run" not in page
    assert "is not kept any more" in page


def test_a_broken_notebook_costs_the_workings_and_nothing_else(bank):
    put_back = rewrite(bank, "10_maturity", [])
    place = bank.results / "notebooks" / str(LATEST) / "retail" / "10_maturity.ipynb"
    try:
        place.write_text(json.dumps({"cells": 1}), encoding="utf-8")
        page = origin(bank, "maturity-strategic_partner")
    finally:
        put_back()
    assert "is not kept any more" in page
    assert "Gap: target 3" in page


@pytest.mark.parametrize("figure", ["", "weather", "maturity-" + "x" * 500])
def test_an_address_without_a_known_section_is_refused_with_those_there_are(bank, figure):
    arguments = {"business_unit": ["retail"], "figure": [figure]}
    with pytest.raises(PageRefused, match="begins with one of maturity, alignment, performance") as refused:
        read_address("how", arguments, bank, (LATEST,))
    assert refused.value.status == 404


def test_a_reader_of_one_business_unit_is_told_of_no_other(bank):
    limited = open_engagement(bank.folder).restricted_to(["wealth"])
    with pytest.raises(PageRefused, match="You may see none of the name 'retail'"):
        read_address("how", {"business_unit": ["retail"], "figure": ["risk"]}, limited, (LATEST,))


def test_what_a_recorded_column_means_is_said_in_the_engagements_language(bank):
    use_language("de")
    try:
        shown = origin(bank, "maturity-overall")
    finally:
        use_language("en")
    assert "das Handlungsfeld oder insgesamt" in shown
    assert "the focus area, or overall" not in shown
