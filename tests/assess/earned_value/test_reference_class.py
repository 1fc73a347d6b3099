"""The reference class: what past projects came to, and when they are too few to say anything."""

import math

import pandas as pd
import pytest

from pmobook.assess.earned_value import past_outcomes, recorded_outcomes, reference_class
from pmobook.method.earned_value import earned_value_method

METHOD = earned_value_method()


def outcomes(ratios, basis="final cost"):
    return pd.DataFrame({"ratio": [float(one) for one in ratios], "basis": basis})


def frames(fill, packs):
    return [
        pd.concat(
            [fill(name, pack[place]).assign(reported_in=quarter) for quarter, pack in packs.items()], ignore_index=True
        ).astype({"reported_in": "str"})
        for place, name in ((1, "project_costs"), (0, "projects"))
    ]


def project(project, stage, life=None):
    return {"project_id": project, "title": project, "stage": stage, "whole_life_cost": life}


def test_half_and_four_fifths_of_ten_projects_are_five_and_eight_of_them():
    got = reference_class(outcomes([1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 3.0]), METHOD)
    assert (got.middle, got.cautious, got.size) == (1.4, 1.7, 10)
    assert got.sentence == (
        "Of 10 past projects, 50% ended with a final cost of at most 140% of what was first approved, 80% with at most 170%"
    )


def test_too_few_projects_give_no_range_and_say_so():
    got = reference_class(outcomes([1.0] * (int(METHOD.fewest_in_class.value) - 1)), METHOD)
    assert math.isnan(got.middle)
    assert got.sentence == "No range: only 7 past projects have a cost at the end and one at the beginning, and it takes 8"
    nothing = reference_class(outcomes([]), METHOD)
    assert (nothing.size, nothing.basis, nothing.is_enough) == (0, "", False)


def test_whole_life_costs_count_only_where_final_costs_are_too_few():
    both = pd.concat([outcomes([1.0] * 8), outcomes([2.0] * 30, "whole-life cost")], ignore_index=True)
    assert reference_class(both, METHOD).middle == 1
    few = pd.concat([outcomes([1.0] * 3), outcomes([2.0] * 30, "whole-life cost")], ignore_index=True)
    assert (reference_class(few, METHOD).middle, reference_class(few, METHOD).basis) == (2, "whole-life cost")


def test_a_finished_projects_final_cost_stands_beside_the_first_plan_on_record(fill, monthly):
    costs, projects = frames(
        fill,
        {
            "2026Q1": ([project("p", "executing")], monthly("p", "2026-01", [5, 5], [], [], [5, 5])),
            "2026Q2": ([project("p", "executing")], monthly("p", "2026-01", [5, 9], [], [6], [None, 6])),
            "2026Q3": ([project("p", "benefits")], monthly("p", "2026-01", [5, 9], [], [6, 9])),
        },
    )
    (got,) = past_outcomes(costs, projects, METHOD).to_dict("records")
    assert (got["first_cost"], got["last_cost"], got["ratio"], got["basis"]) == (10, 15, 1.5, "final cost")
    assert (got["first_reported"], got["last_reported"]) == ("2026Q1", "2026Q3")


def test_projects_under_way_and_costs_not_known_give_no_outcome(fill, monthly):
    costs, projects = frames(
        fill,
        {
            "2026Q3": (
                [project("p", "executing"), project("q", "closed"), project("r", "closed"), project("s", "closed")],
                [*monthly("p", "2026-01", [5], [], [6]), *monthly("q", "2026-01", [5, 5], [], ["late", 6]),
                 *monthly("r", "2026-01", [0], [], [6])],
            )
        },
    )  # fmt: skip
    assert past_outcomes(costs, projects, METHOD).empty
    assert past_outcomes(costs.iloc[:0], projects.iloc[:0], METHOD).empty


def test_a_project_that_left_the_list_counts_by_its_whole_life_cost(fill):
    packs = {
        "2024Q3": ([project("p", "executing", 100.0), project("q", "executing", 50.0)], []),
        "2025Q3": ([project("p", "executing", 120.0), project("q", "executing", 60.0)], []),
        "2026Q3": ([project("q", "executing", 70.0)], []),
    }
    (got,) = past_outcomes(*frames(fill, packs), METHOD).to_dict("records")
    assert (got["project_id"], got["ratio"], got["basis"]) == ("p", 1.2, "whole-life cost")


def test_business_units_may_use_the_same_codes(fill, monthly):
    costs, projects = frames(fill, {"2026Q3": ([project("p", "closed")], monthly("p", "2026-01", [5], [], [6]))})
    both = [pd.concat([one.assign(business_unit=unit) for unit in ("a", "b")], ignore_index=True) for one in (costs, projects)]
    assert past_outcomes(*both, METHOD)["business_unit"].tolist() == ["a", "b"]


def test_recorded_rows_of_finished_projects_are_outcomes_of_the_organisation():
    rows = pd.DataFrame(
        [
            ("2026Q2", "a", "p", "executing", "periods", 10.0, 12.0), ("2026Q3", "a", "p", "closed", "periods", 10.0, 13.0),
            ("2026Q3", "b", "p", "executing", "periods", 10.0, 11.0), ("2026Q3", "a", "", "", "", 99.0, 99.0),
            ("2026Q3", "b", "q", "closed", "whole-life cost", 10.0, 11.0), ("2026Q3", "b", "r", "closed", "periods", None, 11.0),
        ],
        columns=["quarter", "business_unit", "project_id", "stage", "forecast_basis", "first_approved", "forecast_total"],
    )  # fmt: skip
    (got,) = recorded_outcomes(rows, METHOD).to_dict("records")
    assert (got["business_unit"], got["project_id"], got["ratio"], got["first_reported"]) == ("a", "p", 1.3, "2026Q2")


@pytest.mark.parametrize("ratios", [[1.0] * 8, [3, 1, 2, 5, 4, 7, 6, 8]])
def test_the_order_of_past_projects_does_not_matter_and_the_shares_hold(ratios):
    got = reference_class(outcomes(ratios), METHOD)
    for limit, share in ((got.middle, 0.5), (got.cautious, 0.8)):
        assert sum(one <= limit for one in ratios) >= share * len(ratios)
        assert limit in ratios
