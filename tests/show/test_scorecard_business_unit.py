import dataclasses
import re

import pytest

from pmobook.errors import PmobookError
from pmobook.show.scorecard_business_unit import business_unit_scorecard


def text_of(exhibit):
    return " ".join(re.sub(r"<[^>]+>", " ", exhibit.html).split())


@pytest.fixture(scope="module")
def scorecard(engagement, results):
    return business_unit_scorecard(engagement, results, "retail", "2026Q3")


def test_the_title_is_the_business_unit_s_own_finding(scorecard):
    assert "<h1>Retail meets its maturity target in 2 of 5 focus areas</h1>" in scorecard.headline.html
    assert "Largest gap: portfolio management, at 2.3 against a target of 3.0." in text_of(scorecard.headline)
    assert "1 of 4 projects has no confidence rating." in text_of(scorecard.headline)


def test_the_page_leads_back_to_the_same_quarter(scorecard):
    assert 'href="enterprise?quarter=2026Q3"' in scorecard.headline.html


def test_both_choices_show_what_is_on_the_page(scorecard):
    assert re.findall(r'value="(\w+)" selected', scorecard.filters.html) == ["retail", "2026Q3"]


def test_focus_areas_show_score_target_and_change(scorecard):
    row = next(part for part in scorecard.maturity_and_decisions.html.split("<tr") if "Strategic partner" in part)
    assert re.findall(r'pmo-number">([^<]+)<', row) == ["3.7", "3.0", "+0.4"]
    row = next(part for part in scorecard.maturity_and_decisions.html.split("<tr") if "Proactive resource" in part)
    assert re.findall(r'pmo-number">([^<]+)<', row)[0] == "not assessed"
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
    said = text_of(scorecard.goals_and_watch)
    assert "Grow lending 60% 20% \N{MINUS SIGN}40" in said
    assert said.index("Stay safe") < said.index("No goal none 20%")


def test_another_business_unit_s_results_are_not_on_the_page(scorecard):
    everything = "".join(getattr(scorecard, field.name).html for field in dataclasses.fields(scorecard))
    assert "run_markets" not in everything
    assert "run_retail_2026q3" in everything


def test_names_are_text_and_cannot_turn_a_sentence_round(engagement, results):
    scorecard = business_unit_scorecard(engagement, results, "markets")
    everything = "".join(getattr(scorecard, field.name).html for field in dataclasses.fields(scorecard))
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
    assert scorecard.cards.html.count("pmo-edge-not-assessed") == 4
    assert "Maturity is not assessed" in text_of(scorecard.maturity_and_decisions)
    assert "no measures were handed in" in text_of(scorecard.measures)
    assert "no projects were handed in" in text_of(scorecard.projects)
    assert "no goals were handed in" in text_of(scorecard.goals_and_watch)


def test_an_unknown_business_unit_is_refused_with_those_that_exist(engagement, results):
    with pytest.raises(PmobookError, match=r"has no business unit 'retial'\. Did you mean retail\?"):
        business_unit_scorecard(engagement, results, "retial")
