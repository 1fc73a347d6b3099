"""A frontier in a cell is drawn in steps with both choices on it, and says its figures."""

from pmobook.show.frontier_line import frontier_line


def test_steps_hold_the_value_until_the_next_budget():
    drawn = frontier_line([(0, 0), (10, 1)], (10, 1), (10, 1), 'a "b"')
    assert 'points="7,37 7,37 193,37 193,7 193,7"' in drawn, "flat up to the budget that buys more, then up"
    assert 'aria-label="a &quot;b&quot;"' in drawn
    assert drawn.count("pmo-frontier-present") == drawn.count("pmo-frontier-best") == 1


def test_one_budget_makes_no_line_and_a_choice_that_is_missing_no_mark():
    assert "too few budgets" in frontier_line([(1, 1)], None, None, "x")
    assert "pmo-frontier-present" not in frontier_line([(0, 0), (1, 1)], None, (1, 1), "x")


def test_nothing_but_zeros_is_drawn_without_a_division_by_zero():
    assert "<polyline" in frontier_line([(0, 0), (0, 0)], (0, 0), None, "x")
