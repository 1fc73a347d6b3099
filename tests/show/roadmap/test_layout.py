"""Every bar lies within the quarters, and no arrow, bar or mark runs over an amount."""

import pytest

from pmobook.show.roadmap import plan_from
from pmobook.show.roadmap.arrows import Box
from pmobook.show.roadmap.layout import HEAD, lay_out


def laid(found, plans):
    return lay_out(plan_from(found, plans.EUROS))


@pytest.mark.parametrize("count", [5, 60])
def test_nothing_runs_over_an_amount(many, plans, count):
    layout = laid(many(count), plans)
    assert layout.amounts
    taken = [box for arrow in layout.arrows for box in arrow.boxes]
    taken += [Box(one.x, one.y, one.x + one.width, one.y + one.height) for row in layout.rows for one in row.bars]
    taken += [Box(one.x - 6, one.y - 6, one.x + 6, one.y + 6) for row in layout.rows for one in row.marks]
    boxes = [box for box, _ in layout.amounts]
    assert not [box for box in boxes for other in taken if box.meets(other)]
    assert not [one for at, one in enumerate(boxes) for other in boxes[at + 1 :] if one.meets(other)]


@pytest.mark.parametrize("count", [1, 31, 60])
def test_everything_lies_within_the_picture(many, plans, count):
    layout = laid(many(count), plans)
    for row in layout.rows:
        assert HEAD <= row.y < row.y + row.height <= layout.height
        for bar in row.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= layout.width + 3
            assert row.y <= bar.y < bar.y + bar.height <= row.y + row.height
    assert all(0 <= x <= layout.width for arrow in layout.arrows for x, _ in arrow.points)


def test_rows_are_thin_where_there_are_many_and_never_more_than_sixty(many, plans):
    def heights(count):
        return {row.height for row in laid(many(count), plans).rows if row.record}

    assert heights(30) == {40.0}
    assert heights(31) == {26.0}
    assert len([row for row in laid(many(75), plans).rows if row.record]) == 60


def test_a_project_that_moves_has_an_outline_and_a_filled_bar_and_another_one(plans):
    rows = {row.record["project_id"]: row for row in laid(plans.draw(starts={"A": 0, "B": 2}), plans).rows if row.record}
    assert [bar.is_filled for bar in rows["A"].bars] == [True]
    assert [bar.is_filled for bar in rows["B"].bars] == [False, True]
    assert rows["B"].bars[1].x > rows["B"].bars[0].x


def test_what_was_not_levelled_is_an_outline_alone(plans):
    rows = [row for row in laid(plans.draw(), plans).rows if row.record]
    assert [[bar.is_filled for bar in row.bars] for row in rows] == [[False], [False]]


def test_what_runs_beyond_the_quarters_is_cut_on_that_side(plans):
    found = plans.draw([plans.project("A", "2025-01-06", "2040-01-01", "executing")])
    (bar,) = laid(found, plans).rows[0].bars
    assert (bar.cut_left, bar.cut_right) == (True, True)


def test_an_arrow_leads_from_the_end_of_the_required_project_to_the_start_of_the_other(plans):
    plan = [plans.project("A", "2026-10-05", "2026-12-31"), plans.project("B", "2027-02-01", "2027-05-28")]
    layout = laid(plans.draw(plan, [plans.requires("B", "A")]), plans)
    (arrow,) = layout.arrows
    bars = {row.record["project_id"]: row.bars[0] for row in layout.rows}
    assert arrow.points[0][0] == pytest.approx(bars["A"].x + bars["A"].width)
    assert arrow.points[-1][0] == bars["B"].x
    assert not arrow.is_broken


def test_a_broken_dependency_is_drawn_as_one(plans):
    (arrow,) = laid(plans.draw(links=[plans.requires("B", "A")]), plans).arrows
    assert arrow.is_broken
