import pytest

from pmobook.assess.benefits import find_double_claims


@pytest.fixture(scope="session")
def pairs(assess):
    def run(first, second, **more):
        plain = {"planned": [10, 20, 30], "actual": [1, 1, 1]}
        got = assess({"B1": {**plain, **first}, "B2": {**plain, "project_id": "P2", **second}}, **more)
        return got.double_claims.to_dict(orient="records")

    return run


def test_alike_titles_of_two_projects_with_the_same_owner_are_likely_one_benefit(pairs):
    (found,) = pairs({"title": "Fewer calls about returns", "planned": [1, 2, 3]}, {"title": "Fewer calls on returns!"})
    assert found["is_likely"]
    assert found["reason"] == "titles that agree to 89% and the same owner"
    assert found["at_stake"] == 3


def test_alike_titles_alone_are_only_possible(pairs):
    (found,) = pairs({"title": "Fewer calls", "owner": "A", "planned": [1, 2, 3]}, {"title": "Fewer calls", "owner": "B"})
    assert not found["is_likely"]


def test_equal_amounts_and_the_same_owner_are_enough_whatever_the_titles(pairs):
    (found,) = pairs({"title": "Hours in stores"}, {"title": "Licences ended"})
    assert found["reason"] == "the same planned amount in 3 periods and the same owner"
    assert found["equal_periods"] == 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"project_id": "P1"}),
        ({"unit_of_measure": "hours"}, {}),
        ({"kind": "disbenefit"}, {}),
        ({}, {"periods": ("2027Q1", "2027Q2", "2027Q3")}),
        ({"title": "Hours in stores", "owner": "A"}, {"title": "Licences ended", "owner": "B"}),
        ({"title": "Hours in stores", "planned": [10, 20, 31]}, {"title": "Licences ended"}),
    ],
)
def test_one_project_other_units_of_measure_or_times_and_chance_are_no_double_claims(pairs, first, second):
    assert pairs(first, second) == []


def test_both_orders_give_the_same_pair(assess):
    told = {"planned": [1, 2], "title": "Energy saved"}
    there = assess({"B1": told, "B2": {**told, "project_id": "P2"}}).double_claims
    back = assess({"B2": {**told, "project_id": "P2"}, "B1": told}).double_claims
    assert there.equals(back)


def test_without_rows_there_is_no_pair(assess):
    got = assess({})
    assert find_double_claims(got.benefit_status, got.benefit_periods).empty
