import dataclasses
import re

import pandas as pd
import pytest

from pmobook.errors import PmobookError
from pmobook.show.scorecard_enterprise import EnterpriseScorecard, enterprise_scorecard


def text_of(exhibit):
    return " ".join(re.sub(r"<[^>]+>", " ", exhibit.html).split())


def exhibits_of(scorecard):
    names = [name for name, value in vars(EnterpriseScorecard).items() if isinstance(value, property)]
    return {name: getattr(scorecard, name) for name in names}


@pytest.fixture(scope="module")
def scorecard(engagement, results):
    return enterprise_scorecard(engagement, results)


def test_the_latest_quarter_is_shown_if_none_is_named(scorecard, engagement, results):
    assert "2026Q3" in scorecard.headline.html
    assert exhibits_of(scorecard) == exhibits_of(enterprise_scorecard(engagement, results, "2026Q3"))


def test_the_title_is_the_finding_that_the_results_hold(scorecard, results):
    scores = results.area_scores
    now = scores[(scores["quarter"] == "2026Q3") & scores["is_chosen_rule"] & (scores["area_id"] != "overall")]
    met, compared = int((now["gap"] <= 0).sum()), int(now["gap"].notna().sum())
    assert f"<h1>Business units of Any Bank meet {met} of {compared} maturity targets</h1>" in scorecard.headline.html


def test_every_score_of_the_heat_map_is_the_recorded_one(scorecard, results):
    scores = results.area_scores
    now = scores[(scores["quarter"] == "2026Q3") & scores["is_chosen_rule"] & (scores["business_unit"] == "retail")]
    row = next(part for part in scorecard.maturity.html.split("<tr>") if "business_unit=retail&" in part)
    shown = re.findall(r"</span> (\d\.\d+) <span class=\"pmo-heat-sure\">±0.3</span></span>", row)
    expected = [f"{score + 1e-9:.1f}" for score in now["score"].dropna()]
    assert shown == [{"3.0": "2.95"}.get(text, text) for text in expected], "2.95 is short of its target of 3.0"
    assert row.count("not assessed") == 1


def test_a_business_unit_whose_pack_failed_or_is_missing_says_so_with_its_last_quarter(scorecard):
    said = text_of(scorecard.maturity)
    assert "1 problem - inputs/wealth/2026Q3/pack.xlsx: found &lt;nothing&gt;. Last assessed in 2026Q2." in said
    assert "No input pack was handed in for 2026Q3. Never assessed before." in said


def test_every_business_unit_leads_to_its_own_page_in_the_same_quarter(scorecard, engagement):
    for unit in engagement.business_units:
        assert f'href="business_unit?business_unit={unit}&amp;quarter=2026Q3#maturity"' in scorecard.maturity.html


def test_names_are_text_wherever_they_stand(scorecard):
    for exhibit in exhibits_of(scorecard).values():
        assert "<script>" not in exhibit.html


def test_what_to_decide_reads_by_matter_and_names_owners_beneath(scorecard):
    said = text_of(scorecard.changes_and_decisions)
    assert "6 findings on 2 matters, 3 of them new since 2026Q2." in said
    assert said.index("3 focus areas of 3 business units stand below") < said.index("Maturity is 1.4 levels below target.")
    assert "New Core ledger is red &amp; &lt;late&gt;." in said
    assert "no owner named" in said
    assert "owner: Head of PMO" in said


def test_business_units_without_results_are_counted_below_the_headline(scorecard, engagement, results):
    assert "2 of 5 business units have no results for 2026Q3." in text_of(scorecard.headline)
    reported = dataclasses.replace(results, area_scores=results.area_scores.assign(quarter="2026Q3"))
    assert "1 of 5 business units has no results" in text_of(enterprise_scorecard(engagement, reported).headline)


def test_a_comparison_is_over_the_business_units_of_both_quarters(scorecard, engagement, results):
    said = text_of(scorecard.cards)
    assert "6 of 9 ▲ Act ▾ worse 2026Q2: 3 of 9 in the 3 business units of both quarters" in said, (
        "Wealth reported for 2026Q2 alone"
    )
    assert "both quarters" not in text_of(enterprise_scorecard(engagement, results, "2026Q2").cards)


def test_a_failed_run_marks_its_row_and_is_told_below_the_headline(engagement, results):
    late = results.runs[(results.runs["quarter"] == "2026Q3") & (results.runs["business_unit"] == "retail")]
    late = late.assign(publication=9, status="failed", reason="no sheet")
    failed = dataclasses.replace(results, runs=pd.concat([results.runs, late], ignore_index=True))
    scorecard = enterprise_scorecard(engagement, failed)
    assert "The latest run failed for Retail; its earlier results of 2026Q3 are shown." in text_of(scorecard.headline)
    row = next(part for part in scorecard.maturity.html.split("<tr>") if "business_unit=retail&" in part)
    assert "latest run failed; earlier results shown" in row
    assert scorecard.maturity.html.count("latest run failed; earlier results shown") == 1


def test_a_business_unit_whose_file_was_removed_stands_under_its_id(engagement, results):
    left = {key: unit for key, unit in engagement.business_units.items() if key != "markets"}
    scores = results.area_scores
    worst = scores.assign(gap=scores["gap"].where(scores["business_unit"] != "markets", 4.0))
    changed = dataclasses.replace(results, area_scores=worst)
    scorecard = enterprise_scorecard(dataclasses.replace(engagement, business_units=left), changed)
    assert "Largest gap: markets, " in text_of(scorecard.headline)
    assert '<th scope="row">markets</th>' in scorecard.maturity.html
    assert "markets" in text_of(scorecard.delivery)


def test_a_business_unit_on_another_model_keeps_its_focus_areas(engagement, results, monkeypatch):
    own = engagement.model("retail")
    first, *others = own.areas
    other = own.model_copy(
        update={"model_id": "other", "areas": (first.model_copy(update={"area_id": "craft", "title": "Craft & care"}), *others)}
    )
    monkeypatch.setattr(type(engagement), "model", lambda self, unit: other if unit == "wealth" else own)
    scorecard = enterprise_scorecard(engagement, results, "2026Q2")
    headings = re.findall(r'<abbr title="([^"]+)"', scorecard.maturity.html)
    assert headings == ["All focus areas", first.title, *(area.title for area in others), "Craft &amp; care"]
    row = next(part for part in scorecard.maturity.html.split("<tr>") if "business_unit=retail&" in part)
    assert row.count("not in its model") == 1


def test_what_changed_is_told_by_subject(scorecard):
    said = text_of(scorecard.changes_and_decisions)
    assert "confidence went from amber to red." in said
    assert "\N{POP DIRECTIONAL ISOLATE} now misses its target." in said
    assert "Proactive resource management is no longer assessed" in said


def test_the_first_quarter_has_nothing_to_compare_with(engagement, results):
    scorecard = enterprise_scorecard(engagement, results, "2026Q1")
    assert "first published quarter" in scorecard.changes_and_decisions.html
    assert "moved since" not in scorecard.maturity.html


def test_without_any_maturity_one_sentence_says_so_and_delivery_takes_the_title(engagement, results):
    bare = results.area_scores.assign(score=float("nan"), gap=float("nan"), raters=0)
    scorecard = enterprise_scorecard(engagement, dataclasses.replace(results, area_scores=bare))
    assert "nobody handed in ratings for 2026Q3" in text_of(scorecard.maturity)
    assert "pmo-heat" not in scorecard.maturity.html
    assert "6 of 9 rated projects are red or amber/red" in text_of(scorecard.headline)
    assert "Never assessed before." in text_of(scorecard.maturity)


def test_with_findings_alone_every_panel_says_that_nothing_was_assessed(engagement, results):
    none = results.of(None)
    scorecard = enterprise_scorecard(engagement, dataclasses.replace(none, findings=results.findings))
    assert "Any Bank has not been assessed in this quarter" in text_of(scorecard.headline)
    assert "no business unit handed in projects" in text_of(scorecard.delivery)
    assert "no goals were handed in" in text_of(scorecard.goals)
    assert scorecard.cards.html.count("pmo-edge-not-assessed") == 6
    assert "5 of 5" in text_of(scorecard.cards)


def test_the_sources_name_publication_run_and_licence(scorecard):
    said = text_of(scorecard.sources)
    assert "Publication 3 of 12 September 2026" in said
    assert "run_retail_2026q3" in said
    assert "Invented figures." in said
    assert "run_wealth" not in said, "its run failed"


@pytest.mark.parametrize(
    ("quarter", "message"),
    [("2019Q1", "Nothing has been published for 2019Q1. There are 2026Q1, 2026Q2, 2026Q3."), ("x", "'x' is not a quarter")],
)
def test_a_quarter_without_results_is_refused(engagement, results, quarter, message):
    with pytest.raises(PmobookError, match=message):
        enterprise_scorecard(engagement, results, quarter)


def test_before_the_first_run_there_is_nothing_to_show(engagement, nothing):
    with pytest.raises(PmobookError, match=r"Nothing has been published yet\. Run the notebooks first"):
        enterprise_scorecard(engagement, nothing)


def test_four_sentences_answer_before_any_figure(scorecard):
    said = text_of(scorecard.headline)
    assert re.search(r"What changed Since 2026Q2: \d+ worse, \d+ better, \d+ no longer assessed\. First, ", said)
    assert "What to decide 6 findings on 2 matters, 3 of them new. First: 3 focus areas of 3 business units stand below" in said
    assert "Who owns it" in said


def test_each_score_leads_to_where_it_is_explained(scorecard):
    there = "business_unit?business_unit=retail&amp;quarter=2026Q3#maturity-portfolio_management"
    assert f'<a class="pmo-heat-link" href="{there}">' in scorecard.maturity.html


def test_every_section_can_be_reached_and_answers_before_its_fold(scorecard):
    page = "".join(exhibit.html for exhibit in exhibits_of(scorecard).values())
    anchors = re.findall(r'<a href="#([a-z]+)">', page)
    assert set(anchors) <= set(re.findall(r'<section class="pmo-panel pmo-topic" id="([a-z]+)">', page))
    assert {"decide", "plan", "alignment", "performance", "portfolio", "risk", "resources"} <= set(anchors)


def test_a_section_that_fails_leaves_the_others(engagement, results):
    broken = dataclasses.replace(results, measure_status=results.measure_status.drop(columns="variation"))
    scorecard = enterprise_scorecard(engagement, broken)
    with pytest.raises(KeyError):
        scorecard.measures  # noqa: B018 - it is made when it is asked for
    assert "rated projects" in text_of(scorecard.delivery)


def test_narrowed_to_business_units_nothing_of_the_others_is_on_the_page(engagement, results):
    scorecard = enterprise_scorecard(engagement, results, business_units=["retail", "markets"])
    page = {name: exhibit for name, exhibit in exhibits_of(scorecard).items() if name != "filters"}
    assert "Any Bank · 2026Q3 · 2 of 5 business units" in text_of(page["headline"])
    for name, exhibit in page.items():
        assert "business_unit=operations" not in exhibit.html, name
    boxes = re.findall(r'value="([a-z]+)"( checked)?> ', scorecard.filters.html)
    assert {name for name, ticked in boxes if ticked} == {"retail", "markets"}
    assert len(boxes) == 5


def test_any_earlier_quarter_can_stand_beside(engagement, results):
    scorecard = enterprise_scorecard(engagement, results, "2026Q3", "2026Q1")
    assert "2026Q3 beside 2026Q1" in text_of(scorecard.beside)
    assert "moved since 2026Q1" in text_of(scorecard.maturity)
    assert "What changed since 2026Q1" in text_of(scorecard.changes_and_decisions)
    scores = results.area_scores[results.area_scores["is_chosen_rule"] & (results.area_scores["area_id"] == "overall")]
    then, now = (
        scores[(scores["quarter"] == one) & (scores["business_unit"] == "retail")]["score"].iloc[0]
        for one in ("2026Q1", "2026Q3")
    )
    row = next(part for part in scorecard.beside.html.split("<tr>") if "business_unit=retail&" in part and "pmo-heat" in part)
    assert f"{then + 1e-9:.1f} → {now + 1e-9:.1f}" in row
    assert enterprise_scorecard(engagement, results).beside.html == ""


@pytest.mark.parametrize("beside", ["2026Q3", "2026Q2"])
def test_a_quarter_that_is_not_earlier_is_refused(engagement, results, beside):
    with pytest.raises(PmobookError, match="Put the later one first"):
        enterprise_scorecard(engagement, results, "2026Q2", beside)
