import math

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.portfolio_history import PROJECT_QUARTERS, RATINGS, portfolio_history, project_quarters
from pmobook.errors import PmobookError, ProblemsFound


def row(project, quarter, rating="amber", unit="a", **values):
    own = {"business_unit": unit, "quarter": quarter, "project_id": project}
    return {**own, "title": project.upper(), "confidence": rating, **values}


def fates(found):
    return dict(zip(found.moves["project_id"], found.moves["fate"], strict=True))


def change(found, unit="", to="2026Q3"):
    rows = found.changes.loc[(found.changes["business_unit"] == unit) & (found.changes["to_quarter"] == to)]
    return rows.iloc[0].to_dict()


def test_projects_stay_enter_and_leave_by_business_unit_and_id():
    found = portfolio_history([row("x", "2026Q2"), row("y", "2026Q2"), row("x", "2026Q3", "green"), row("z", "2026Q3")])
    assert fates(found) == {"x": "stayed", "y": "left", "z": "entered"}
    told = change(found)
    assert (told["before"], told["after"], told["stayed"], told["entered"], told["left"]) == (2, 2, 1, 1, 1)
    assert (told["better"], told["worse"], told["same"], told["not_comparable"]) == (1, 0, 0, 0)


def test_a_project_that_changes_its_business_unit_and_keeps_its_id_has_moved():
    found = portfolio_history([row("x", "2026Q2", unit="a"), row("x", "2026Q3", unit="b")])
    moved = found.moves.iloc[0]
    assert (moved["fate"], moved["business_unit"], moved["other_business_unit"]) == ("moved", "b", "a")
    assert (change(found, "b")["moved_in"], change(found, "a")["moved_out"], change(found)["left"]) == (1, 1, 0)


def test_where_it_is_not_clear_which_became_which_nothing_has_moved():
    rows = [row("x", "2026Q2", unit="a"), row("x", "2026Q2", unit="b"), row("x", "2026Q3", unit="c")]
    assert sorted(portfolio_history(rows).moves["fate"]) == ["entered", "left", "left"]


def test_another_title_under_the_same_id_is_a_new_name():
    found = portfolio_history([row("x", "2026Q2"), row("x", "2026Q3", title="Xerxes")])
    assert found.moves.iloc[0][["fate", "other_title", "note"]].tolist() == ["renamed", "X", "was called 'X'"]
    assert (change(found)["stayed"], change(found)["renamed"]) == (1, 1)


def test_a_like_name_of_the_same_business_unit_is_listed_and_not_joined():
    rows = [row("x", "2026Q2", "red", title="Border Systems"), row("y", "2026Q3", "green", title="Border Systems (BS) Programme")]
    found = portfolio_history(rows)
    assert fates(found) == {"y": "likely the same"}
    assert found.transitions("2026Q3").to_numpy().sum() == 0
    assert found.transitions("2026Q3", with_likely_same=True).loc["red", "green"] == 1
    elsewhere = portfolio_history([rows[0], {**rows[1], "business_unit": "b"}])
    assert sorted(elsewhere.moves["fate"]) == ["entered", "left"]


def test_transitions_hold_every_confidence_also_where_nothing_went():
    found = portfolio_history([row("x", "2026Q2", "red"), row("x", "2026Q3", None)])
    matrix = found.transitions("2026Q3")
    assert list(matrix.index) == list(matrix.columns) == list(RATINGS)
    assert matrix.loc["red", "not assessed"] == 1
    assert found.transitions("2026Q2").to_numpy().sum() == 0
    assert change(found)["not_comparable"] == 1


def test_counts_are_by_confidence_with_zeros_and_what_is_not_assessed_keeps_its_reason():
    rows = [row("x", "2026Q3", "red"), row("y", "2026Q3", "not assessed", confidence_note="Exempt"), row("z", "2026Q3", unit="b")]
    found = portfolio_history(rows)
    assert found.counts().loc["2026Q3"].tolist() == [1, 0, 1, 0, 0, 1]
    assert found.counts("b").loc["2026Q3"].tolist() == [0, 0, 1, 0, 0, 0]
    assert found.reasons.to_dict(orient="records") == [{"quarter": "2026Q3", "reason": "Exempt", "projects": 1}]


def test_cost_is_compared_where_both_are_known_and_a_negative_amount_counts_as_it_is():
    rows = [
        row("x", "2026Q3", planned_cost=10.0, expected_cost=12.0, whole_life_cost=100.0),
        row("y", "2026Q3", planned_cost=-2.0, expected_cost=-3.0, whole_life_cost=None),
        row("z", "2026Q3", planned_cost=50.0, expected_cost=None),
    ]
    money = portfolio_history(rows).money.iloc[0]
    assert (money["projects"], money["projects_compared"]) == (3, 2)
    assert (money["planned_cost"], money["expected_cost"], money["cost_variance_share"]) == (8, 9, 1 / 8)
    assert (money["dearer"], money["cheaper"], money["negative_amounts"]) == (1, 1, 2)
    assert (money["whole_life_cost"], money["whole_life_known"]) == (100, 1)


def test_where_nothing_is_known_or_nothing_was_planned_there_is_no_sum_and_no_share():
    nothing = portfolio_history([row("x", "2026Q3")]).money.iloc[0]
    assert math.isnan(nothing["planned_cost"])
    assert math.isnan(nothing["whole_life_cost"])
    none_planned = portfolio_history([row("x", "2026Q3", planned_cost=0.0, expected_cost=3.0)]).money.iloc[0]
    assert (none_planned["cost_variance"], none_planned["dearer"]) == (3, 1)
    assert math.isnan(none_planned["cost_variance_share"])


def test_costs_may_come_as_the_form_of_each_pack():
    costs = [
        {"business_unit": "a", "quarter": "2026Q3", "project_id": "x", "period": "2026-07", "planned_value": 4, "actual_cost": 5},
        {
            "business_unit": "a",
            "quarter": "2026Q3",
            "project_id": "x",
            "period": "2026-08",
            "planned_value": 4,
            "forecast_cost": 6,
        },
        {"business_unit": "b", "quarter": "2026Q3", "project_id": "x", "period": "2026-07", "planned_value": 9, "actual_cost": 9},
    ]
    rows = project_quarters([row("x", "2026Q3"), row("y", "2026Q3")], costs)
    assert rows.loc[rows["project_id"] == "x", ["planned_cost", "expected_cost"]].to_numpy().tolist() == [[8, 11]]
    assert np.isnan(rows.loc[rows["project_id"] == "y", "planned_cost"].to_numpy()).all()


def test_quarters_a_year_apart_follow_each_other_and_rows_may_come_in_any_order():
    rows = [row("x", "2018Q3", "red"), row("x", "2016Q3", "green"), row("x", "2017Q3", "amber")]
    found = portfolio_history(pd.DataFrame(rows).rename(columns={"quarter": "reported_in"}))
    assert found.quarters == ("2016Q3", "2017Q3", "2018Q3")
    assert found.changes.loc[found.changes["business_unit"] == "", "worse"].tolist() == [1, 1]


def test_one_quarter_has_no_changes_and_no_projects_are_said():
    found = portfolio_history([row("x", "2026Q3", "red")])
    assert found.changes.empty
    assert found.moves.empty
    assert found.headline == "1 of 1 project (100%) are red or amber/red in 2026Q3"
    nothing = portfolio_history([])
    assert nothing.quarters == ()
    assert nothing.headline == "The portfolio is not assessed: there is no project"
    assert {name: str(kind) for name, kind in nothing.projects.dtypes.items()} == PROJECT_QUARTERS
    assert nothing.counts().empty


def test_a_project_that_comes_back_is_entered_again():
    found = portfolio_history([row("x", "2026Q1"), row("y", "2026Q2"), row("x", "2026Q3")])
    assert found.moves.loc[found.moves["to_quarter"] == "2026Q3", "fate"].tolist() == ["left", "entered"]


def test_what_can_not_be_read_is_refused():
    with pytest.raises(ProblemsFound, match="projects, 2026Q3, a, x: found a second row"):
        portfolio_history([row("x", "2026Q3"), row("x", "2026Q3")])
    with pytest.raises(PmobookError, match="'purple' is no delivery confidence"):
        portfolio_history([row("x", "2026Q3", "purple")])
    with pytest.raises(PmobookError, match="have no column business_unit"):
        portfolio_history([{"quarter": "2026Q3", "project_id": "x"}])
