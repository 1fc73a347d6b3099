import dataclasses
import html
import re

import pandas as pd
import pytest

from pmobook.errors import PmobookError
from pmobook.show import scorecard_business_unit
from pmobook.show.scorecard_business_unit import business_unit_scorecard


def text_of(exhibit):
    return " ".join(re.sub(r"<[^>]+>", " ", exhibit.html).split())


def whole(scorecard):
    """The page: every exhibit, in the order in which it stands in the class."""
    names = [name for name, value in vars(type(scorecard)).items() if isinstance(value, property)]
    return "\n".join(getattr(scorecard, name).html for name in names)


@pytest.fixture(scope="module")
def scorecard(engagement, results):
    return business_unit_scorecard(engagement, results, "retail", "2026Q3")


def test_the_title_is_the_business_unit_s_own_finding(scorecard):
    assert "<h1>Retail meets its maturity target in 2 of 5 focus areas</h1>" in scorecard.headline.html
    assert "Largest gap: portfolio management, at 2.3 against a target of 3.0." in text_of(scorecard.headline)
    assert "1 of 4 projects has no confidence rating." in text_of(scorecard.headline)


_FIGURE = r'<td class="pmo-number">(?:<a [^>]*>)?([^<]+)<'
"""A figure in a row, whether or not it leads to how it was scored."""


@pytest.mark.parametrize(
    ("exhibit", "figures"),
    [
        ("maturity", ["maturity", "maturity-strategic_partner", "maturity-overall"]),
        ("plan", ["plan"]),
        ("measures", ["performance", "performance-m0"]),
        ("projects", ["projects", "projects-core"]),
        ("goals", ["alignment", "alignment-no_goal"]),
        ("portfolio", ["portfolio"]),
        ("risk", ["risk"]),
        ("people", ["resources"]),
    ],
)
def test_every_section_and_its_figures_lead_to_how_they_were_scored(scorecard, exhibit, figures):
    shown = getattr(scorecard, exhibit).html
    for figure in figures:
        assert f'href="how?business_unit=retail&amp;quarter=2026Q3&amp;figure={figure}' in shown


def test_sections_have_the_names_that_other_pages_lead_to(scorecard):
    shown = whole(scorecard)
    names = ["maturity", "maturity-strategic_partner", "alignment", "performance", "portfolio", "risk", "resources", "plan"]
    names += ["decide", "changes", "projects", "money", "benefits", "governance", "skills", "roadmap", "watch"]
    assert [name for name in names if shown.count(f' id="{name}"') != 1] == []


def test_a_business_unit_without_results_leads_nowhere_deeper(engagement, results):
    empty = business_unit_scorecard(engagement, results, "people")
    assert 'id="maturity"' in empty.maturity.html
    assert "how?" not in whole(empty)


def test_the_page_leads_back_to_the_same_quarter(scorecard):
    assert 'href="enterprise?quarter=2026Q3"' in scorecard.headline.html


def test_both_choices_show_what_is_on_the_page(scorecard):
    assert re.findall(r'value="(\w+)" selected', scorecard.filters.html) == ["retail", "2026Q3"]


def test_focus_areas_show_score_target_and_change(scorecard):
    row = next(part for part in scorecard.maturity.html.split("<tr") if "Strategic partner" in part)
    assert re.findall(_FIGURE, row) == ["3.7", "3.0", "+0.4"]
    row = next(part for part in scorecard.maturity.html.split("<tr") if "Proactive resource" in part)
    assert re.findall(_FIGURE, row)[0] == "not assessed"
    assert "Nobody rated it." in row


def test_measures_show_status_value_target_and_course(scorecard):
    said = text_of(scorecard.measures)
    assert "missed 71.5 85" in said
    assert said.index("missed") < said.index("met 72.5")
    assert "2 values, from 80 to 71.5" in scorecard.measures.html


def test_projects_come_lowest_in_confidence_first_with_money_and_dates_as_recorded(scorecard):
    said = text_of(scorecard.projects)
    assert said.index("Core ledger") < said.index("Renewal") < said.index("App") < said.index("Data &amp;")
    assert "£152m +26.3% 200 days late" in said
    assert "not assessed not assessed not assessed" in said


def test_many_projects_fold(engagement, results):
    rows = results.project_status
    many = rows.loc[rows.index.repeat(10)].assign(project_id=[f"p{place}" for place in range(10 * len(rows))])
    scorecard = business_unit_scorecard(engagement, dataclasses.replace(results, project_status=many), "retail")
    assert "Show 28 more projects" in scorecard.projects.html


def test_goals_show_weight_spend_and_difference(scorecard):
    said = text_of(scorecard.goals)
    assert "Grow lending 60% 20% \N{MINUS SIGN}40" in said
    assert said.index("Stay safe") < said.index("No goal none 20%")


def test_the_overall_level_says_how_sure_it_is_and_every_score_carries_its_interval(scorecard):
    said = text_of(scorecard.maturity)
    assert "Overall level 1 is not sure" in said
    assert "probability of 72%" in said
    assert "±0.3" in said
    assert "interval 1.6 to 2.1" in scorecard.maturity.html
    assert scorecard.maturity.html.count("pmo-track-band") == 6, "a focus area that is not assessed has no interval"


def test_the_first_five_steps_to_target_stand_there_with_what_all_of_them_come_to(scorecard):
    said = text_of(scorecard.plan)
    assert "7 actions, 31.5 person-days, done by 7 November 2026" in said
    assert "Do &lt;5&gt; &amp; tell Roadmaps to level 3: 4.5 person-days, 5 October 2026 to 5 November 2026" in said
    assert "Do &lt;6&gt;" not in said
    assert "And 2 more actions" in said


def test_without_a_recorded_plan_the_panel_says_why_there_may_be_none(engagement, results):
    without = dataclasses.replace(results, improvement_steps=results.improvement_steps.iloc[:0])
    assert "No plan was recorded" in text_of(business_unit_scorecard(engagement, without, "retail").plan)


def test_results_recorded_before_there_were_intervals_show_none(engagement, results):
    nothing = dict.fromkeys(["low", "high", "probability", "scale_maximum"], float("nan"))
    before = dataclasses.replace(results, area_scores=results.area_scores.assign(**nothing))
    said = business_unit_scorecard(engagement, before, "retail").maturity.html
    assert "±" not in said
    assert "Band" not in said
    assert "pmo-track-band" not in said
    assert "1.9" in said


def test_another_business_unit_s_results_are_not_on_the_page(scorecard):
    everything = whole(scorecard)
    assert "run_markets" not in everything
    assert "run_retail_2026q3" in everything


def test_names_are_text_and_cannot_turn_a_sentence_round(engagement, results):
    scorecard = business_unit_scorecard(engagement, results, "markets")
    everything = whole(scorecard)
    assert "<script>" not in everything
    assert "<b>insight" not in everything
    assert "\N{POP DIRECTIONAL ISOLATE}: confidence went from amber to green" in everything


@pytest.mark.parametrize(
    ("unit", "said"), [("wealth", "found &lt;nothing&gt;. Last assessed in 2026Q2."), ("people", "Never assessed before.")]
)
def test_a_business_unit_without_results_says_why_and_shows_no_figure(engagement, results, unit, said):
    scorecard = business_unit_scorecard(engagement, results, unit)
    assert "has not been assessed in this quarter" in text_of(scorecard.headline)
    assert said in text_of(scorecard.headline)
    assert scorecard.cards.html.count("pmo-edge-not-assessed") == 6
    for part in ("maturity", "plan", "goals", "portfolio", "roadmap", "watch"):
        assert text_of(getattr(scorecard, part)).count("Not assessed.") == 1
    assert text_of(scorecard.changes_and_decisions).count("Not assessed.") == 2
    assert text_of(scorecard.measures) == "Performance measures Not assessed."
    assert text_of(scorecard.projects) == "Projects Not assessed."
    everything = " ".join(re.sub(r"<[^>]+>", " ", whole(scorecard)).split())
    assert not [words for words in ("No finding", "No score", "handed in ratings", "were handed in") if words in everything]
    assert everything.count(said) == 1, "the reason stands once"


def rerun(results, unit, status, reason):
    row = {"quarter": "2026Q3", "business_unit": unit, "publication": 9, "notebook": "10_maturity", "status": status}
    runs = pd.concat([results.runs, pd.DataFrame([{**row, "run_id": "late", "reason": reason}])], ignore_index=True)
    return dataclasses.replace(results, runs=runs)


def test_a_failed_run_says_that_earlier_results_are_shown(engagement, results):
    scorecard = business_unit_scorecard(engagement, rerun(results, "retail", "failed", "no sheet"), "retail")
    assert "The latest run failed; earlier results of 2026Q3 are shown. no sheet." in text_of(scorecard.headline)


def test_a_skipped_run_did_not_fail(engagement, results):
    skipped = rerun(results, "retail", "skipped", "no pack handed in for 2026Q3")
    said = text_of(business_unit_scorecard(engagement, skipped, "retail").headline)
    assert "The latest run found no input pack; earlier results of 2026Q3 are shown." in said
    assert "failed" not in said


def test_a_business_unit_that_missed_a_quarter_is_compared_with_its_own_last_findings(engagement, results):
    findings = results.findings[(results.findings["quarter"] != "2026Q2") | (results.findings["business_unit"] != "retail")]
    tables = {
        name: rows[(rows["quarter"] != "2026Q2") | (rows["business_unit"] != "retail")]
        for name in ("area_scores", "alignment", "measure_status", "project_status")
        for rows in [getattr(results, name)]
    }
    scorecard = business_unit_scorecard(engagement, dataclasses.replace(results, findings=findings, **tables), "retail")
    said = text_of(scorecard.changes_and_decisions)
    assert said.count("New ") == 1
    assert "New Core ledger is red" in said
    assert "Not compared: there are no results for 2026Q2" in said


def test_a_changed_scoring_rule_is_compared_with_its_own_earlier_score(engagement, results):
    scores = results.area_scores
    weakest = scores["rule"] == "weakest_link"
    scores = scores.assign(score=scores["score"] - weakest.astype(float))
    last = (scores["quarter"] == "2026Q3") & (scores["business_unit"] == "retail")
    scores["is_chosen_rule"] = scores["is_chosen_rule"].where(~last, weakest)
    changed = business_unit_scorecard(engagement, dataclasses.replace(results, area_scores=scores), "retail")
    row = next(part for part in changed.maturity.html.split("<tr") if "Strategic partner" in part)
    assert re.findall(_FIGURE, row) == ["2.7", "3.0", "+0.4"]
    assert "fell" not in text_of(changed.changes_and_decisions)


def test_a_score_short_of_its_target_never_reads_as_the_target(engagement, results):
    scores = results.area_scores
    near = scores.assign(score=2.96, target=3.0, gap=0.04)
    scorecard = business_unit_scorecard(engagement, dataclasses.replace(results, area_scores=near), "retail")
    assert "at 2.96 against a target of 3.0." in text_of(scorecard.headline)
    assert re.findall(_FIGURE, scorecard.maturity.html)[:2] == ["2.96", "3.0"]


def test_when_nothing_moved_the_page_says_exactly_what_did_not(engagement, results):
    still = {}
    for name in ("area_scores", "alignment", "measure_status", "project_status"):
        rows = getattr(results, name)
        was = rows[rows["quarter"] == "2026Q2"]
        still[name] = pd.concat([rows[rows["quarter"] != "2026Q3"], was.assign(quarter="2026Q3")], ignore_index=True)
    scorecard = business_unit_scorecard(engagement, dataclasses.replace(results, **still), "retail")
    assert (
        "Since 2026Q2 no score of a focus area moved by 0.2 levels or more, no confidence rating changed, and no measure began "
        "or stopped missing its target." in text_of(scorecard.changes_and_decisions)
    )


def test_what_to_watch_has_its_own_sentence_when_there_is_nothing(engagement, results):
    calm = dataclasses.replace(results, findings=results.findings.iloc[:0])
    scorecard = business_unit_scorecard(engagement, calm, "retail")
    assert "What to watch No finding is to be watched." in text_of(scorecard.watch)
    assert "No finding asks for a decision." in text_of(scorecard.changes_and_decisions)


def test_a_goal_s_note_stands_under_its_title(engagement, results):
    noted = dataclasses.replace(results, alignment=results.alignment.assign(note="Spend of <two> projects is not assessed."))
    scorecard = business_unit_scorecard(engagement, noted, "retail")
    assert 'Grow lending<span class="pmo-owner">Spend of &lt;two&gt; projects' in scorecard.goals.html


def test_an_unknown_business_unit_is_refused_with_those_that_exist(engagement, results):
    with pytest.raises(PmobookError, match=r"has no business unit 'retial'\. Did you mean retail\?"):
        business_unit_scorecard(engagement, results, "retial")


def test_every_section_answers_in_a_sentence_and_the_bar_leads_to_each(scorecard):
    shown = whole(scorecard)
    for anchor in re.findall(r'href="#(\w+)"', scorecard.contents.html):
        assert shown.count(f'id="{anchor}"') == 1, anchor
    said = {
        "maturity": "2 of 5 focus areas meet their target. Largest gap: portfolio management, at 2.3 against a target of 3.0.",
        "goals": "Furthest apart: 'Grow lending' gets less than it weighs, 20% of spend for a weight of 60%.",
        "measures": "Of 2 measures: 1 off target, 0 near it, 0 not assessed.",
        "projects": "Of 3 rated projects, 2 red or amber/red. Forecast to finish late: 2 of 3 with dates. "
        "Expected cost stands at +18.7% against plan.",
    }
    for name, sentence in said.items():
        assert sentence in " ".join(re.sub(r"<[^>]+>", "", html.unescape(getattr(scorecard, name).html)).split()), name


def test_a_section_that_fails_leaves_the_rest(scorecard, monkeypatch):
    def fails(context):
        raise ZeroDivisionError

    monkeypatch.setitem(scorecard_business_unit._PANELS, "money", ("Money", fails))
    with pytest.raises(ZeroDivisionError):
        _ = scorecard.money
    assert "Strategic partner" in scorecard.maturity.html
    assert "Core ledger" in scorecard.projects.html
