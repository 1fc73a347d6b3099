import math

import pandas as pd
import pytest

from pmobook.assess.overview import overview_of_delivery, overview_of_maturity, overview_of_measures, overview_of_spend

AREAS = ["business_unit", "area_id", "is_chosen_rule", "score", "target", "gap"]
PROJECTS = ["stage", "confidence", "planned_cost", "expected_cost", "slip_days"]
RUNNING = ("selected", "executing")


def areas(*rows):
    return pd.DataFrame(rows, columns=AREAS)


def projects(*rows):
    return pd.DataFrame(rows, columns=PROJECTS).astype({"planned_cost": float, "expected_cost": float, "slip_days": float})


def test_focus_areas_are_counted_by_the_chosen_rule_and_without_the_whole():
    overview = overview_of_maturity(
        areas(
            ("retail", "overall", True, 2.0, 3.0, 1.0),
            ("retail", "a", True, 3.0, 3.0, 0.0),
            ("retail", "b", True, 2.5, 3.0, 0.5),
            ("retail", "b", False, 1.0, 3.0, 2.0),
            ("wealth", "a", True, 1.5, 3.0, 1.5),
        )
    )
    assert (overview.areas, overview.assessed, overview.compared, overview.met) == (3, 3, 3, 1)
    assert overview.share_missed == pytest.approx(2 / 3)
    assert (overview.largest_gap.business_unit, overview.largest_gap.area_id) == ("wealth", "a")
    assert overview.overall == {"retail": 2.0}


def test_a_focus_area_without_a_score_is_not_missed_and_one_without_a_target_is_not_compared():
    nan = math.nan
    overview = overview_of_maturity(areas(("retail", "a", True, nan, 3.0, nan), ("retail", "b", True, 2.0, nan, nan)))
    assert (overview.areas, overview.assessed, overview.compared, overview.met) == (2, 1, 0, 0)
    assert math.isnan(overview.share_missed)
    assert overview.largest_gap is None


def test_measures_without_a_status_are_not_missed():
    overview = overview_of_measures(pd.DataFrame({"status": ["met", "missed", "near", "not assessed", None]}))
    assert (overview.met, overview.near, overview.missed, overview.not_assessed, overview.assessed) == (1, 1, 1, 2, 3)
    assert math.isnan(overview_of_measures(pd.DataFrame({"status": []})).share_missed)


def test_projects_are_counted_by_confidence_cost_and_dates_in_the_stages_that_are_followed():
    overview = overview_of_delivery(
        projects(
            ("executing", "red", 10, 12, 30),
            ("executing", "amber/red", 10, None, 0),
            ("selected", "green", 20, 19, -5),
            (None, None, None, None, None),
            ("", "green", None, None, None),
            ("closed", "red", 100, 500, 900),
        ),
        RUNNING,
    )
    assert (overview.projects, overview.rated, overview.low) == (5, 4, 2)
    assert overview.by_confidence["not assessed"] == 1
    assert (overview.costed, overview.planned_cost, overview.expected_cost) == (2, 30.0, 31.0)
    assert overview.cost_variance_share == pytest.approx(1 / 30)
    assert (overview.scheduled, overview.late) == (3, 1)


def test_no_projects_have_no_cost_rather_than_none():
    overview = overview_of_delivery(projects(), RUNNING)
    shares = (overview.share_low, overview.cost_variance_share, overview.share_late, overview.planned_cost)
    assert all(math.isnan(share) for share in shares)
    assert sum(overview.by_confidence.values()) == 0


def test_a_plan_of_zero_has_no_variance_as_a_share():
    assert math.isnan(overview_of_delivery(projects(("executing", "red", 0, 5, None)), RUNNING).cost_variance_share)


def test_spend_without_a_goal_is_the_row_without_a_goal_id():
    spend = overview_of_spend(pd.DataFrame({"goal_id": ["grow", "", None], "spend": [60.0, 30.0, 10.0]}))
    assert spend.total == pytest.approx(100)
    assert spend.share_without_goal == pytest.approx(0.4)


def test_unknown_spend_is_not_assessed():
    assert math.isnan(overview_of_spend(pd.DataFrame({"goal_id": ["grow"], "spend": [math.nan]})).share_without_goal)
