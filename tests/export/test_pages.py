"""A board pack says what the scorecards say, for every business unit, and says so where nothing was assessed."""

from dataclasses import replace

import pytest

from pmobook.errors import PmobookError
from pmobook.export.content import Table
from pmobook.export.pages import board_pack, narrowed


def test_it_begins_with_the_finding_then_the_business_units_then_the_subjects(pack):
    titles = [page.title for page in pack.pages]
    assert titles[0].startswith("Business units of Any Bank meet")
    assert [page.kicker.split(" · ")[0] for page in pack.pages[-5:]] == [
        "Portfolio",
        "Money and benefits",
        "Risk",
        "People",
        "Improvement plan",
    ]
    assert len(titles) == 1 + 5 + 5


def test_the_briefing_says_what_changed_what_stands_out_and_what_to_decide(pack):
    labels = [sentence.label for sentence in pack.pages[0].sentences if sentence.label]
    assert labels == ["What changed.", "What stands out.", "What to decide."]


def test_every_decision_names_its_business_unit_and_owner_or_that_there_is_none(pack):
    decide = pack.pages[0].points[0]
    assert decide.items
    assert all("owner" in item.under for item in decide.items)
    assert any("no owner named" in item.under for item in decide.items)


def test_a_business_unit_without_results_is_told_with_its_reason(pack):
    silent = [page for page in pack.pages if page.title == "Wealth has not been assessed in this quarter"]
    assert len(silent) == 1
    assert "inputs/wealth/2026Q3/pack.xlsx" in silent[0].sentences[0].said
    assert not silent[0].tables


def test_subjects_that_nobody_handed_in_are_not_assessed(pack):
    titles = [page.title for page in pack.pages]
    assert "Exposure to risk is not assessed" in titles
    assert "Capacity against demand is not assessed" in titles


def test_the_heat_map_shows_each_recorded_score_with_its_target(pack, results):
    heat = pack.pages[0].tables[0]
    rows = {row[0].text: row for row in heat.rows}
    recorded = results.of(results.quarters[-1], "retail").area_scores
    overall = recorded[recorded["is_chosen_rule"] & (recorded["area_id"] == "overall")]["score"].item()
    assert rows["Retail"][1].number == overall
    assert rows["Retail"][1].under == "target 3.0"
    assert {cell.text for cell in rows["Wealth"][1:]} == {"not assessed"}


def test_named_business_units_only_and_no_page_of_the_whole(engagement, results, publication):
    few = board_pack(narrowed(engagement, results, publication, "2026Q3", ["retail"]))
    assert len(few.pages) == 2
    assert few.pages[0].kicker.endswith("Retail only")


def test_forty_business_units_have_a_row_each(shown):
    heat = board_pack(shown, only_overview=True).pages[0].tables[0]
    many = replace(heat, rows=heat.rows * 8)
    assert isinstance(many, Table)
    assert len(many.rows) == 40


def test_an_unknown_business_unit_and_an_unpublished_quarter_are_refused(engagement, results, publication):
    with pytest.raises(PmobookError, match="retial"):
        narrowed(engagement, results, publication, "2026Q3", ["retial"])
    with pytest.raises(PmobookError, match="Nothing has been published for 2020Q1"):
        narrowed(engagement, results, publication, "2020Q1")
