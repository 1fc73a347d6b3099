import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.uncertainty import may_show, why_hidden

groups = st.dictionaries(st.sampled_from(["executive", "sponsor", "project_manager", "pmo", "partner"]), st.integers(0, 12))


def test_a_group_below_the_minimum_is_hidden_and_one_at_it_is_shown():
    assert may_show({"executive": 4, "sponsor": 2, "pmo": 5}, 5) == {"executive": False, "sponsor": False, "pmo": True}


def test_a_single_small_group_hides_the_next_smallest_because_the_total_would_give_it_away():
    reasons = why_hidden({"executive": 9, "pmo": 6, "sponsor": 2}, 5)
    assert reasons["executive"] == ""
    assert reasons["sponsor"] == "not shown: fewer than 5 people answered"
    assert reasons["pmo"] == ("not shown: the answers of the remaining 2 people, fewer than 5, could be worked out from it")


def test_small_groups_that_hide_each_other_hide_nobody_else():
    assert may_show({"executive": 9, "sponsor": 2, "partner": 3}, 5)["executive"]


def test_an_empty_group_has_nothing_to_show_and_hides_nobody():
    assert may_show({"executive": 9, "sponsor": 0}, 5) == {"executive": True, "sponsor": False}
    assert why_hidden({"sponsor": 0}, 5) == {"sponsor": "not shown: nobody answered"}


@pytest.mark.parametrize("minimum", [0, 1])
def test_where_answers_are_not_anonymous_everybody_is_shown(minimum):
    assert may_show({"executive": 1, "pmo": 7}, minimum) == {"executive": True, "pmo": True}


def test_of_equally_small_groups_the_last_is_hidden():
    assert may_show({"executive": 6, "pmo": 6, "sponsor": 1}, 5) == {"executive": True, "pmo": False, "sponsor": False}


@given(sizes=groups, minimum=st.integers(2, 6))
def test_what_is_hidden_is_nobody_or_at_least_the_minimum_and_what_is_shown_too(sizes, minimum):
    shown = may_show(sizes, minimum)
    hidden = sum(count for group, count in sizes.items() if not shown[group])
    assert all(sizes[group] >= minimum for group in sizes if shown[group])
    assert hidden == 0 or hidden >= minimum or not any(shown.values())


@given(sizes=groups)
def test_a_stricter_minimum_never_shows_more_small_groups(sizes):
    strict = may_show(sizes, 6)
    assert all(sizes[group] >= 6 for group in sizes if strict[group])
