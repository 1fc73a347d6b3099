"""Plans of several business units stand together by owner and day, and add up."""

import pandas as pd
import pytest

from pmobook.assess.plan.enterprise import enterprise_plan

EARLY, LATE = pd.Timestamp("2026-10-31"), pd.Timestamp("2026-12-31")


def test_what_fits_is_ordered_by_owner_and_day_and_what_waits_is_counted(recorded):
    rows = recorded(
        "actions",
        {"action_id": "a", "owner": "Zoe", "due_on": LATE, "fits": True, "effort_days": 2.0, "status": "agreed", "rank": 1},
        {"action_id": "b", "owner": "Ann", "due_on": LATE, "fits": True, "effort_days": 1.0, "status": "proposed", "rank": 2},
        {"action_id": "c", "owner": "Ann", "due_on": EARLY, "fits": True, "status": "proposed", "cost": 0.5, "rank": 3},
        {"action_id": "d", "owner": "Ann", "fits": False, "severity": "act", "rank": 4},
        {"action_id": "e", "owner": "Ann", "severity": "watch", "rank": 5},
    ).assign(business_unit="retail")
    told = enterprise_plan(rows)
    assert told.chosen["action_id"].tolist() == ["c", "b", "a"]
    assert (told.waiting, told.severe_waiting, told.to_agree) == (2, 1, 2)
    assert told.effort_days == pytest.approx(3.0)
    assert (told.without_effort, told.cost, told.without_cost) == (1, pytest.approx(0.5), 2)


def test_without_actions_there_is_nothing_to_add_up(recorded):
    told = enterprise_plan(recorded("actions").assign(business_unit=pd.Series(dtype="str")))
    assert (len(told.chosen), told.waiting, told.effort_days) == (0, 0, 0.0)
    assert told.cost != told.cost
