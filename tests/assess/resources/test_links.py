"""Links in many shapes; circles are found wherever they are."""

import pandas as pd
import pytest

from pmobook.assess.resources.links import find_circle, read_links

EXPECTED = [("A", "B", 0), ("B", "C", 0)]


@pytest.mark.parametrize(
    "links",
    [[("A", "B"), ("B", "C")], [["A", "B", 0], ["B", "C", None]], {"A": ["B"], "B": "C"},
     [("B", "requires", "A"), ("C", "requires", "B")], pd.DataFrame({"predecessor": ["A", "B"], "successor": ["B", "C"]}),
     [{"before": "A", "after": "B"}, {"before": "B", "after": "C"}]],
)  # fmt: skip
def test_links_may_come_in_many_shapes(links):
    """Pairs, with or without a lag, by what waits, by what is required."""
    problems = []
    assert read_links(links, list("ABC"), problems) == EXPECTED
    assert problems == []


def test_of_two_lags_the_longer_counts():
    """Both hold."""
    assert read_links([("A", "B", 3), ("A", "B", 1)], ["A", "B"], []) == [("A", "B", 3)]


def test_a_circle_is_found_behind_what_leads_to_it():
    """What waits for a circle, or leads to it, is none of it."""
    circle = find_circle([("S", "A"), ("A", "B"), ("B", "C"), ("C", "A"), ("C", "T")])
    assert sorted(circle) == ["A", "B", "C"]
    assert find_circle([("A", "B"), ("A", "C"), ("B", "C")]) == []


def test_half_a_link_and_a_lag_in_halves_are_named():
    """Both at once."""
    problems = []
    read_links([("A",), ("A", "B", 0.5)], ["A", "B"], problems)
    text = " ".join(str(one) for one in problems)
    assert "'None'" in text
    assert "found '0.5', expected a lag in whole periods" in text
