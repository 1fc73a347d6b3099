"""Drift: how forecasts moved from pack to pack, and what is followed where packs hold only a part of a project."""

import math

import pandas as pd
import pytest

from pmobook.assess.earned_value import forecast_drift


@pytest.fixture(scope="module")
def drift(fill):
    """Follow packs: quarter to (rows of projects, rows of project_costs)."""

    def run(packs):
        frames = [
            pd.concat(
                [fill(name, pack[place]).assign(reported_in=quarter) for quarter, pack in packs.items()], ignore_index=True
            ).astype({"reported_in": "str"})
            for place, name in enumerate(("projects", "project_costs"))
        ]
        return forecast_drift(frames[1], frames[0])

    return run


def project(**given):
    return {"project_id": "p", "title": "P", "stage": "executing", **given}


def test_each_step_is_against_the_pack_before_and_the_sum_against_the_first(drift, monthly):
    day = pd.Timestamp
    got = drift(
        {
            "2026Q1": ([project(forecast_finish=day(2026, 12, 31))], monthly("p", "2026-01", [5, 5], [], [], [5, 5])),
            "2026Q2": ([project(forecast_finish=day(2027, 1, 31))], monthly("p", "2026-01", [5, 5], [], [6], [None, 6])),
            "2026Q3": ([project(forecast_finish=day(2027, 1, 21))], monthly("p", "2026-01", [5, 5], [], [6, 5])),
        }
    )
    assert got["basis"].tolist() == ["periods"] * 3
    assert got["forecast_total"].tolist() == [10, 12, 11]
    assert got["change"].tolist()[1:] == [2, -1]
    assert got["since_first_share"].tolist() == pytest.approx([0, 0.2, 0.1])
    assert got["finish_moved_days"].tolist()[1:] == [31, -10]
    assert got["finish_since_first_days"].tolist() == [0, 31, 21]
    assert math.isnan(got["change"].iloc[0])


def test_a_forecast_that_is_not_known_moves_nothing_and_the_next_is_compared_with_the_last_known(drift, monthly):
    got = drift(
        {
            "2026Q1": ([project()], monthly("p", "2026-01", [5, 5], [], [], [5, 5])),
            "2026Q2": ([project()], monthly("p", "2026-01", [5, 5], [], ["late"], [None, 6])),
            "2026Q3": ([project()], monthly("p", "2026-01", [5, 5], [], [6, 7])),
        }
    )
    assert math.isnan(got["forecast_total"].iloc[1])
    assert got["change"].iloc[2] == 3


def test_packs_that_hold_one_year_each_are_followed_by_the_whole_life_cost(drift):
    def pack(year, cost, life):
        return [project(whole_life_cost=life)], [
            {"project_id": "p", "period": year, "planned_value": cost, "forecast_cost": cost}
        ]

    got = drift({"2024Q3": pack("FY2024/25", 5.0, 100.0), "2025Q3": pack("FY2025/26", 50.0, 110.0)})
    assert got["basis"].tolist() == ["whole-life cost"] * 2
    assert got["since_first_share"].iloc[1] == pytest.approx(0.1)


def test_a_single_year_of_a_project_that_began_before_is_not_its_forecast(drift):
    rows = [{"project_id": "p", "period": "FY2026/27", "planned_value": 5.0, "forecast_cost": 5.0}]
    got = drift({"2026Q3": ([project(start=pd.Timestamp(2020, 1, 1))], rows)})
    assert got["basis"].tolist() == [""]
    assert got["forecast_total"].isna().all()


def test_a_project_without_any_cost_has_no_forecast(drift):
    got = drift({"2026Q3": ([project()], [])})
    assert got["basis"].tolist() == [""]
    assert drift({"2026Q3": ([], [])}).empty
