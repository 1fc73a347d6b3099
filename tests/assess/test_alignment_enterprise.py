import math

import pandas as pd
import pytest

from pmobook.assess.alignment_enterprise import enterprise_alignment, enterprise_sponsors

GOALS = ["business_unit", "goal_id", "title", "weight", "spend", "projects"]
VALUES = ["business_unit", "project_id", "title", "stage", "sponsor", "spend"]
TWO = [
    ("retail", "grow", "Grow", 0.6, 20.0, 2), ("retail", "safe", "Stay safe", 0.4, 4.0, 1),
    ("retail", "", "No goal", None, 6.0, 1),
    ("works", "grow", "Grow", 0.2, 0.0, 0), ("works", "new", "New lines", 0.8, 70.0, 3), ("works", "", "No goal", None, 0.0, 0),
]  # fmt: skip


def aligned(*rows):
    return enterprise_alignment(pd.DataFrame(list(rows), columns=GOALS))


def test_the_enterprise_s_weight_is_what_spend_would_be_if_each_spent_as_it_says():
    """30 and 70 are spent: grow 0.6 of 0.3 and 0.2 of 0.7 = 0.32, safe 0.12, new 0.56; spent are 0.20, 0.04 and 0.70."""
    found = aligned(*TWO)
    goals = found.real_goals.set_index("goal_id")
    assert goals["weight"].to_dict() == pytest.approx({"new": 0.56, "grow": 0.32, "safe": 0.12})
    assert goals["spend_share"].to_dict() == pytest.approx({"new": 0.70, "grow": 0.20, "safe": 0.04})
    assert goals["difference"].to_dict() == pytest.approx({"new": 0.14, "grow": -0.12, "safe": -0.08})
    assert list(goals.index) == ["new", "grow", "safe"]
    assert found.total == 100
    assert (goals.loc["grow", "weight_lowest"], goals.loc["grow", "weight_highest"]) == (0.2, 0.6)


def test_weights_sum_to_one_and_shares_with_no_goal_too():
    found = aligned(*TWO)
    assert found.real_goals["weight"].sum() == pytest.approx(1)
    assert found.goals["spend_share"].sum() == pytest.approx(1)
    assert found.goals.iloc[-1]["title"] == "No goal"


def test_a_goal_is_an_orphan_only_if_no_business_unit_serves_it():
    found = aligned(*TWO, ("works", "green", "Emit less", 0.0, 0.0, 0), ("retail", "green", "Emit less", 0.0, 0.0, 0))
    assert list(found.orphans["goal_id"]) == ["green"]
    grow = found.goals.set_index("goal_id").loc["grow"]
    assert (grow["business_units"], grow["served_by"]) == (2, 1)


def test_a_business_unit_without_spend_or_weights_is_left_out_and_named_and_its_projects_still_serve():
    found = aligned(*TWO, ("lab", "green", "Emit less", 1.0, None, 2), ("shop", "grow", "Grow", None, 5.0, 1))
    assert found.left_out == {"lab": "what it spends is not assessed", "shop": "no goal has a weight"}
    assert found.counted == ("retail", "works")
    assert found.total == 100
    goals = found.goals.set_index("goal_id")
    assert goals.loc["green", "projects"] == 2
    assert goals.loc["grow", "projects"] == 3
    assert goals.loc["grow", "spend"] == 20


def test_spend_that_is_not_known_is_said_and_no_zero():
    found = aligned(("retail", "grow", "Grow", 0.5, None, 2), ("retail", "safe", "Stay safe", 0.5, 4.0, 1))
    row = found.goals.set_index("goal_id").loc["grow"]
    assert math.isnan(row["spend"])
    assert math.isnan(row["difference"])
    assert row["note"] == "spend on it not assessed in 1 business unit"


def test_one_id_with_two_titles_is_said():
    found = aligned(*TWO, ("works", "safe", "Safety first", 0.0, 0.0, 0))
    assert found.goals.set_index("goal_id").loc["safe", "note"] == "called differently: Stay safe and Safety first"


def test_nothing_known_gives_goals_without_figures():
    found = aligned(("retail", "grow", "Grow", None, None, 1))
    assert math.isnan(found.total)
    assert found.goals["weight"].isna().all()
    assert aligned().goals.empty


def test_the_order_of_business_units_changes_nothing():
    pd.testing.assert_frame_equal(aligned(*TWO).goals, aligned(*reversed(TWO)).goals)


def sponsors(*rows):
    return enterprise_sponsors(pd.DataFrame(list(rows), columns=VALUES), ["selected", "executing"])


def test_a_sponsor_s_projects_add_up_over_business_units():
    found = sponsors(
        ("retail", "A", "Shops", "executing", "Head of Change", 2.0), ("works", "B", "Halls", "selected", "head of change", 3.0),
        ("works", "C", "Labs", "closed", "Head of Change", 9.0), ("works", "D", "Yards", "executing", None, 5.0),
    ).set_index("sponsor")  # fmt: skip
    row = found.loc["Head of Change"]
    assert (row["projects"], row["all_projects"], row["business_units"]) == (2, 3, 2)
    assert row["spend_share"] == pytest.approx(0.5)
    assert row["titles"] == "Shops and Halls"
    assert found.loc["", "business_units"] == 1


def test_a_sponsor_of_closed_projects_alone_carries_nothing_now():
    row = sponsors(("retail", "A", "Shops", "closed", "Head of Change", 2.0)).iloc[0]
    assert (row["projects"], row["business_units"]) == (0, 0)


def test_no_project_no_sponsor():
    assert sponsors().empty
