import math

import pandas as pd
import pytest

from pmobook.assess.governance import rating_standing
from pmobook.errors import PmobookError


def pack(quarter, rating, finish="2026-12-01", cost=None, project="P1"):
    return {
        "project_id": project, "reported_in": quarter, "confidence": rating, "forecast_finish": finish, "whole_life_cost": cost,
    }  # fmt: skip


def standing(*packs, quarter="2026Q3"):
    return rating_standing(list(packs), quarter)["P1"]


def test_a_rating_that_stood_while_the_finish_moved_by_a_month_is_stale():
    found = standing(pack("2026Q1", "green"), pack("2026Q2", "green"), pack("2026Q3", "green", "2026-12-31"))
    assert (found.since, found.quarters, found.finish_moved, found.is_stale) == ("2026Q1", 2, 30, True)
    assert found.said == "the forecast finish moved by 30 days later"


def test_a_day_less_or_a_quarter_less_is_not_stale():
    assert standing(pack("2026Q1", "green"), pack("2026Q3", "green", "2026-12-30")).is_stale is False
    assert standing(pack("2026Q2", "green"), pack("2026Q3", "green", "2027-12-31")).is_stale is False


def test_an_earlier_finish_or_another_cost_is_evidence_that_moved_too():
    assert (
        standing(pack("2026Q1", "red"), pack("2026Q3", "red", "2026-10-01")).said
        == "the forecast finish moved by 61 days earlier"
    )
    found = standing(pack("2026Q1", "red", cost=10), pack("2026Q3", "red", cost=10.5))
    assert (found.is_stale, found.said) == (True, "the whole-life cost rose by 5%")


def test_only_the_present_row_of_equal_ratings_counts():
    found = standing(
        pack("2025Q3", "green", "2020-01-01"), pack("2026Q1", "amber"), pack("2026Q2", "green"), pack("2026Q3", "green")
    )
    assert (found.since, found.quarters) == ("2026Q2", 1)


def test_a_pack_without_a_rating_ends_the_row_and_a_quarter_without_a_pack_does_not():
    assert standing(pack("2025Q3", "green"), pack("2026Q1", None), pack("2026Q3", "green")).quarters == 0
    assert standing(pack("2024Q3", "green"), pack("2026Q3", "green")).quarters == 8


def test_where_it_stood_long_and_nothing_is_known_nothing_can_be_said():
    found = standing(pack("2026Q1", "green", None), pack("2026Q3", "green", None))
    assert found.is_stale is None
    assert math.isnan(found.finish_moved)
    unrated = standing(pack("2026Q1", "green"), pack("2026Q3", "not assessed"))
    assert (unrated.quarters, unrated.is_stale) == (None, None)


def test_later_packs_and_projects_that_are_gone_are_left_out():
    found = rating_standing([pack("2026Q2", "green"), pack("2026Q3", "red", project="P2"), pack("2026Q4", "green")], "2026Q3")
    assert set(found) == {"P2"}


def test_rows_may_come_unsorted_and_name_the_quarter_either_way():
    rows = pd.DataFrame([pack("2026Q3", "green", "2027-03-01"), pack("2026Q1", "green")])
    assert rating_standing(rows.rename(columns={"reported_in": "quarter"}), "2026Q3")["P1"].is_stale is True


def test_a_quarter_that_is_none_is_refused():
    with pytest.raises(PmobookError, match="'Q3 2026' is not a quarter"):
        rating_standing([pack("Q3 2026", "green")], "2026Q3")
    assert rating_standing([], "2026Q3") == {}
