"""Numbers of points never cover one another or a point, and those without room are left out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.show.plan.labels import place_labels


def test_each_chooses_the_best_side_that_is_free():
    assert place_labels([(50, 50, "1"), (62, 50, "2"), (50, 50, "3")], 100, 100)[0] == "left"
    assert place_labels([(95, 50, "1")], 100, 100) == ["left"]
    assert place_labels([(5, 5, "1"), (5, 5, "2")], 10, 10) == ["", ""]
    assert place_labels([], 10, 10) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=12))
def test_no_more_numbers_stand_on_one_side_of_a_place_than_one(places):
    points = [(x, y, str(place)) for place, (x, y) in enumerate(places)]
    sides = place_labels(points, 100, 100)
    shown = [(place, side) for place, side in zip(places, sides, strict=True) if side]
    assert len(set(shown)) == len(shown)
