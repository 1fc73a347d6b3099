"""News name what moved, broke and failed in a publication, compare each business unit with its own past, and lose nothing."""

import datetime as dt
import json

import pandas as pd
import pytest

from pmobook.assess.quarter_news import Published, gather_news
from pmobook.assess.results import Results
from pmobook.assess.tables import RISK_REGISTER, build
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.engagement_parameters import EngagementParameters
from pmobook.method.yaml_text import check_content
from pmobook.vocabulary import Quarter

HOSTILE = "<script>x</script>\n=cmd|' /C'!A0 \N{RIGHT-TO-LEFT OVERRIDE}" + "y" * 10_000
NOW = Published(7, dt.datetime(2026, 10, 18, 6, tzinfo=dt.UTC), Quarter(2026, 3), ("retail",), {"retail": ("30_performance",)})


def findings(*rows):
    columns = ["quarter", "business_unit", "run_id", "notebook", "finding_id", "severity", "sentence", "owner"]
    return pd.DataFrame([(quarter, unit, "r", "30_performance", *rest) for quarter, unit, *rest in rows], columns=columns)


def runs(*rows):
    columns = ["quarter", "business_unit", "run_id", "publication", "notebook", "status", "reason"]
    return pd.DataFrame([("2026Q3", unit, "r", *rest) for unit, *rest in rows], columns=columns)


def measures(*rows):
    columns = ["quarter", "business_unit", "run_id", "measure_id", "title", "status"]
    return pd.DataFrame([(quarter, unit, "r", key, key, status) for quarter, unit, key, status in rows], columns=columns)


def results(found=(), outcomes=(), measured=(), quarters=("2026Q2", "2026Q3"), **more):
    empty = ["quarter", "business_unit", "run_id"]
    scores = pd.DataFrame(columns=[*empty, "area_id", "is_chosen_rule", "score", "rule", "instrument"])
    return Results(
        tuple(map(Quarter.parse, quarters)),
        scores,
        pd.DataFrame(columns=empty),
        measures(*measured),
        pd.DataFrame(columns=[*empty, "project_id", "title", "confidence", "stage"]),
        findings(*found),
        runs(*outcomes),
        **more,
    )


@pytest.fixture
def organisation(tmp_path):
    def make(**more):
        said = {"organisation": "Example", "money": {"currency": "EUR"}, **more}
        units = {unit: BusinessUnit(name=unit.title()) for unit in ("retail", "wholesale")}
        return Engagement(tmp_path, check_content(EngagementParameters, said, "engagement.yaml"), units)

    return make


def test_findings_are_new_gone_or_neither_by_their_id(organisation):
    told = gather_news(
        organisation(),
        results(
            [
                ("2026Q2", "retail", "old:1", "watch", "Was.", None),
                ("2026Q2", "retail", "kept:1", "watch", "Said otherwise.", "A"),
                ("2026Q3", "retail", "kept:1", "act", "Stays.", "A"),
                ("2026Q3", "retail", "new:1", "note", "Comes.", "B"),
            ],
            measured=[("2026Q2", "retail", "m", "met"), ("2026Q3", "retail", "m", "met")],
        ),
        NOW,
    )
    assert [(row["finding_id"], row["owner"]) for row in told.new] == [("new:1", "B")]
    assert [(row["finding_id"], row["owner"]) for row in told.gone] == [("old:1", "")]
    assert told.compared_with == "2026Q2"


def test_a_finding_of_a_notebook_without_results_is_not_called_gone(organisation):
    known = results(
        [("2026Q2", "retail", "old:1", "watch", "Was.", None)],
        measured=[("2026Q2", "retail", "m", "met"), ("2026Q3", "retail", "m", "met")],
    )
    other = Published(7, NOW.published_at, NOW.quarter, ("retail",), {"retail": ("10_maturity",)})
    assert gather_news(organisation(), known, other).gone == ()


def test_a_business_unit_that_the_publication_did_not_bring_is_no_news_but_its_breaches_are(organisation):
    told = gather_news(
        organisation(),
        results(
            [("2026Q3", "wholesale", "target_missed:m", "act", "Missed.", "A"), ("2026Q3", "wholesale", "x:1", "act", "X.", "A")],
            measured=[("2026Q2", "wholesale", "m", "met"), ("2026Q3", "wholesale", "m", "missed")],
        ),
        NOW,
    )
    assert (told.changed, told.new) == ((), ())
    assert [(row["limit"], row["business_unit"], row["sentence"]) for row in told.breached] == [
        ("Target", "Wholesale", "Missed.")
    ]


def test_breaches_come_tolerances_first_then_the_new_ones(organisation):
    told = gather_news(
        organisation(),
        results(
            [
                ("2026Q2", "retail", "over_cost:p", "act", "Cost.", ""),
                ("2026Q3", "retail", "over_cost:p", "act", "Cost.", ""),
                ("2026Q3", "retail", "budget_exceeded", "act", "Budget.", ""),
                ("2026Q3", "retail", "target_missed:m", "watch", "Target.", ""),
                ("2026Q3", "retail", "tolerance_exceeded", "act", "Tolerance.", ""),
                ("2026Q3", "retail", "below_target:a", "note", "Only to be known.", ""),
            ],
            measured=[("2026Q2", "retail", "m", "met")],
        ),
        NOW,
    )
    assert [(row["sentence"], row["is_new"]) for row in told.breached] == [
        ("Tolerance.", True),
        ("Target.", True),
        ("Budget.", True),
        ("Cost.", False),
    ]


def test_what_failed_or_is_missing_is_that_of_this_publication(organisation):
    told = gather_news(
        organisation(),
        results(
            outcomes=[
                ("retail", 7, "30_performance", "failed", "Column weight:\nfound 'many'."),
                ("retail", 7, "10_maturity", "failed", "Column weight:\nfound 'many'."),
                ("wholesale", 7, "10_maturity", "skipped", "no pack handed in for 2026Q3"),
                ("retail", 6, "10_maturity", "failed", "Earlier."),
            ]
        ),
        NOW,
    )
    assert told.failed == (
        {"business_unit": "Retail", "notebooks": ["10_maturity", "30_performance"], "reason": "Column weight: found 'many'."},
    )
    assert told.missing == ("Wholesale",)


def test_a_measure_that_moved_is_told_with_both_standings_and_a_lost_one_stays_in_words(organisation):
    told = gather_news(
        organisation(),
        results(
            measured=[
                ("2026Q2", "retail", "m", "met"),
                ("2026Q3", "retail", "m", "missed"),
                ("2026Q2", "retail", "n", "met"),
                ("2026Q3", "retail", "n", "not assessed"),
            ]
        ),
        NOW,
    )
    assert [(row["subject"], row["direction"], row["before"], row["now"]) for row in told.changed] == [
        ("m", "worse", "met", "missed"),
        ("n", "no longer assessed", "met", "not assessed"),
    ]


def test_in_the_first_quarter_there_is_nothing_to_compare_with(organisation):
    told = gather_news(organisation(), results([("2026Q3", "retail", "a:1", "act", "A.", None)], quarters=["2026Q3"]), NOW)
    assert (told.compared_with, told.changed, told.gone, len(told.new)) == ("", (), (), 1)


def test_the_organisation_s_tolerance_is_held_against_all_risks_together(organisation):
    risk = {
        "quarter": "2026Q3", "run_id": "r", "risk_id": "R", "title": "Fire", "category": "Market", "probability": 1.0,
        "impact_low": 9.0, "impact_likely": 10.0, "impact_high": 11.0,
    }  # fmt: skip
    stamp = {"quarter": "str", "business_unit": "str", "run_id": "str"}
    columns = {**stamp, **RISK_REGISTER}
    blank = dict.fromkeys(columns)
    register = build((blank | risk | {"business_unit": unit} for unit in ("retail", "wholesale")), columns)
    tolerance = {"total_exposure": 15.0, "by_category": {"Market": 100.0}, "dated": dt.date(2026, 1, 1), "set_by": "The board"}
    told = gather_news(organisation(tolerance=tolerance), results(risk_register=register), NOW)
    assert [(row["business_unit"], row["owner"], row["sentence"]) for row in told.breached] == [
        (
            "",
            "The board",
            "The organisation's tolerance of EUR 15.0 million for all risks is exceeded with a probability of 100%.",
        )
    ]


def test_hostile_texts_stay_short_texts_on_one_line(organisation):
    told = gather_news(
        organisation(organisation="A\N{RIGHT-TO-LEFT OVERRIDE}\nB"),
        results([("2026Q3", "retail", "target_missed:m", "act", HOSTILE, HOSTILE)]),
        NOW,
    )
    (row,) = told.breached
    assert row["sentence"].startswith("<script>x</script> =cmd|' /C'!A0 yyy")
    assert len(row["sentence"]) <= 401
    assert (told.organisation, "\N{RIGHT-TO-LEFT OVERRIDE}" in row["owner"]) == ("A B", False)
    json.dumps([*told.breached, *told.new], allow_nan=False)
