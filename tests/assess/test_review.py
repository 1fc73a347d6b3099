"""A quarter's review puts five assessments together and loses none of their findings."""

from dataclasses import replace

import pytest

from pmobook.assess.review import HISTORIES, review_quarter
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.engagement_calendar import EngagementCalendar
from pmobook.inputs.pack import read_histories, read_pack
from pmobook.method.places import method_folder
from pmobook.record.tables import TABLES
from pmobook.vocabulary import Quarter


@pytest.fixture(scope="module")
def handed_in():
    engagement, quarter = open_engagement(method_folder().parent / "demo"), Quarter.parse("2025Q2")
    pack = read_pack(engagement, "technology", quarter)
    return engagement, pack, read_histories(engagement, "technology", HISTORIES, quarter)


@pytest.fixture(scope="module")
def review(handed_in):
    return review_quarter(*handed_in)


def test_every_finding_of_every_part_stands_in_the_review_once(review):
    parts = (review.measures, review.delivered, review.money, review.benefits, review.governance)
    ids = review.findings["finding_id"].tolist()
    assert len(set(ids)) == len(ids)
    assert {one for part in parts for one in part.findings["finding_id"]} <= set(ids)


def test_every_table_is_one_of_the_store(review):
    assert set(review.tables) <= set(TABLES)
    for name, frame in review.tables.items():
        assert set(TABLES[name].key) <= {*frame.columns, "notebook"}, name


def test_each_part_says_its_result_in_a_sentence_and_three_sentences_come_first(review):
    assert len(review.headlines) == 5
    assert all(review.headlines)
    known = set(review.findings["finding_id"])
    assert set(review.briefing.decide.rests_on) <= known
    assert set(review.briefing.stands_out.rests_on) <= known


def test_the_evidence_takes_benefits_from_the_benefits_assessment(review):
    realised = review.benefits.realised_by_project
    figures = review.governance.governance_status.set_index("project_id")["benefits_figure"]
    shared = [project for project in realised.index if project in figures.index and figures.notna()[project]]
    assert shared
    for project in shared:
        assert figures[project] == pytest.approx(realised[project])


def test_amounts_in_another_currency_are_in_the_engagements_money(review):
    """The data platform reports in US dollars; its plan adds up to what was approved in euros."""
    rows = review.money.earned_value.set_index("title")
    assert rows.loc["Data platform for analysis", "budget_at_completion"] == pytest.approx(7.3, rel=0.2)


def test_the_year_of_the_targets_is_the_engagement_s_fiscal_year(handed_in, review):
    """A year from July ends with the quarter assessed: the last value is the year's, and stands at its target or doesn't."""
    engagement, pack, histories = handed_in
    calendar = EngagementCalendar(fiscal_year_starts=7)
    other = replace(engagement, parameters=engagement.parameters.model_copy(update={"calendar": calendar}))
    july, january = review_quarter(other, pack, histories).measures.measure_status, review.measures.measure_status
    ended = july["period"].isin(["2025-06", "2025Q2"]) & july["probability_of_target"].notna()
    assert july.loc[ended, "probability_of_target"].isin([0.0, 1.0]).all()
    assert not january.loc[ended, "probability_of_target"].isin([0.0, 1.0]).all()
