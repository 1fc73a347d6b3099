import dataclasses

import pandas as pd
import pytest

from pmobook.assess.results import Results
from pmobook.vocabulary import Quarter

FIRST, SECOND, THIRD = (Quarter(2026, number) for number in (1, 2, 3))


@pytest.fixture
def results():
    def rows(*pairs):
        return pd.DataFrame([(*pair, "run") for pair in pairs], columns=["quarter", "business_unit", "run_id"]).astype("str")

    retail = [("2026Q1", "retail"), ("2026Q3", "retail")]
    return Results((FIRST, THIRD), rows(*retail), rows(), rows(("2026Q1", "wealth")), rows(), rows(("2026Q3", "people")), rows())


def test_results_narrow_to_a_quarter_and_a_business_unit(results):
    assert len(results.of(FIRST).area_scores) == 1
    assert len(results.of(FIRST, "retail").measure_status) == 0
    assert results.of(FIRST, "retail").quarters == results.quarters


def test_no_quarter_means_no_results(results):
    assert all(len(getattr(results.of(None), name)) == 0 for name in ("area_scores", "measure_status", "findings"))


def test_the_quarter_before_is_the_published_one(results):
    assert results.before(THIRD) == FIRST
    assert results.before(SECOND) == FIRST
    assert results.before(FIRST) is None


def test_a_finding_alone_is_no_assessment(results):
    assert results.business_units == ("retail", "wealth")


def test_the_last_assessment_is_the_latest_before_a_quarter(results):
    assert results.last_assessed("retail", THIRD) == FIRST
    assert results.last_assessed("wealth", THIRD) == FIRST
    assert results.last_assessed("wealth", FIRST) is None
    assert results.last_assessed("people", THIRD) is None, "a finding alone is no assessment"


def test_earlier_results_are_those_of_every_quarter_before(results):
    assert results.earlier(THIRD).area_scores["quarter"].tolist() == ["2026Q1"]
    assert results.earlier(FIRST).area_scores.empty


def test_earlier_findings_are_those_of_each_business_unit_s_own_last_quarter(results):
    rows = [("2026Q1", "retail", "a"), ("2026Q2", "wealth", "b"), ("2026Q3", "retail", "c"), ("2026Q1", "wealth", "d")]
    findings = pd.DataFrame(rows, columns=["quarter", "business_unit", "finding_id"])
    assert dataclasses.replace(results, findings=findings).last_findings(THIRD)["finding_id"].tolist() == ["a", "d"]


def test_earlier_scores_are_marked_by_the_rule_that_is_chosen_now(results):
    columns = ["quarter", "business_unit", "rule", "instrument", "is_chosen_rule"]

    def scored(*rows):
        return dataclasses.replace(results, area_scores=pd.DataFrame(rows, columns=columns))

    was = scored(
        ("2026Q1", "retail", "mean", None, True),
        ("2026Q1", "retail", "weakest", "survey", False),
        ("2026Q1", "retail", "weakest", "appraisal", False),
        ("2026Q1", "wealth", "mean", "survey", True),
    )
    now = scored(("2026Q3", "retail", "mean", "survey", False), ("2026Q3", "retail", "weakest", "survey", True))
    assert was.scored_as(now).area_scores["is_chosen_rule"].tolist() == [False, True, False, True]
