"""Skills by role tell of no single person: small counts are hidden, and those that would give them away."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.capability.reading import Inventory
from pmobook.assess.capability.roles import ALL_ROLES, OTHER_ROLES, count_by_role, hide_small


def said(counts, sizes, fewest=3):
    return [one.note or one.people for one in hide_small(counts, sizes, fewest)]


def test_a_lone_small_count_hides_another_since_the_total_would_tell_it():
    assert said([8, 5, 1], [9, 6, 4]) == [8, "not shown", "fewer than 3"]


def test_two_small_counts_that_could_be_either_way_need_no_other_hidden():
    assert said([8, 2, 1], [9, 6, 4]) == [8, "fewer than 3", "fewer than 3"]


def test_counts_that_only_fit_the_total_at_their_most_hide_another():
    # Two hidden counts of at most 2 each that add up to 4 can only be 2 and 2.
    assert said([8, 2, 2], [9, 6, 4]) == ["not shown", "fewer than 3", "fewer than 3"]


def test_nobody_reads_like_few_people_so_that_neither_is_told():
    assert said([5, 0, 1], [6, 4, 4]) == [5, "fewer than 3", "fewer than 3"]


def test_single_people_allowed_shows_every_count():
    assert said([2, 1, 0], [3, 3, 3], fewest=1) == [2, 1, 0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(3, 6), st.integers(0, 6)), min_size=1, max_size=4), st.integers(2, 4))
def test_no_small_count_follows_from_the_total_and_what_is_shown(roles, fewest):
    """Every table that fits what is shown is tried; a count of somebody below the limit never is the same in all of them."""
    sizes = [max(size, fewest) for size, _ in roles]
    counts = [min(count, size) for size, (_, count) in zip(sizes, roles, strict=True)]
    shown = hide_small(counts, sizes, fewest)
    if all(one.people is None for one in shown):
        return  # nothing is left to hide
    fits = [
        table
        for table in itertools.product(*(range(size + 1) for size in sizes))
        if sum(table) == sum(counts)
        and all(
            one.people == count if one.people is not None else (count < fewest) == one.note.startswith("fewer")
            for one, count in zip(shown, table, strict=True)
        )
    ]
    for place, count in enumerate(counts):
        if 0 < count < fewest:
            assert len({table[place] for table in fits}) > 1


def _inventory(roles, levels):
    people = tuple(f"p{number}" for number in range(len(roles)))
    return Inventory(people, tuple(roles), {"testing": "Testing"}, np.array(levels, dtype=float).reshape(-1, 1))


def test_roles_of_few_people_stand_together_with_the_smallest_other_until_they_are_enough():
    roles = ["Manager", *["Analyst"] * 3, *["Engineer"] * 5]
    found = count_by_role(_inventory(roles, [3] * 9), 3)
    assert found[["role", "people"]].to_numpy().tolist() == [["Engineer", 5], [OTHER_ROLES, 4]]


def test_roles_stand_all_together_where_none_can_be_shown_and_not_at_all_where_they_are_too_few():
    assert count_by_role(_inventory(["A", "B", "C"], [3, 3, 3]), 3)["role"].tolist() == [ALL_ROLES]
    assert count_by_role(_inventory(["A", "B"], [3, 3]), 3).empty


def test_a_level_of_nought_or_not_assessed_is_no_skill():
    found = count_by_role(_inventory(["A"] * 6, [0, -1, np.nan, 1, 2, 5]), 3)
    assert found["people"].tolist() == [3]
