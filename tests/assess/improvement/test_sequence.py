import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.improvement.actions import read_actions
from pmobook.assess.improvement.sequence import in_order, scheduled, with_levels
from pmobook.assess.improvement.standing import Standing


def possible(standing):
    """Return actions that can be carried out, one for each step."""
    chosen = []
    while ready := [
        one for one in standing.useful_actions if is_new(one, chosen) and standing.may_begin(one, with_levels(chosen))
    ]:
        chosen.append(ready[0])
    return tuple(chosen)


def is_new(action, chosen):
    return all((action.capability, action.level) != (one.capability, one.level) for one in chosen)


def flat(alternatives):
    return [(float(sum(map(len, one.values()))),) for one in alternatives]


@settings(deadline=None)
@given(seed=st.integers(0, 500), days_per_week=st.one_of(st.none(), st.floats(0.5, 20)))
def test_nothing_starts_before_what_it_waits_for_and_no_week_has_more_days_than_there_are(draw, seed, days_per_week):
    case = draw(seed)
    standing = Standing(case.layout, case.shares, read_actions(case.actions), 0.5)
    placed = scheduled(standing, in_order(standing, possible(standing), flat), days_per_week)
    for one in placed:
        finished = [other.action for other in placed if other.finish_week <= one.start_week + 1e-9 and other is not one]
        assert standing.may_begin(one.action, with_levels(finished))
        assert one.finish_week - one.start_week >= one.action.weeks - 1e-9
    if days_per_week is not None:
        for moment in {one.start_week for one in placed}:
            running = [one for one in placed if one.start_week <= moment + 1e-9 < one.finish_week - 1e-9]
            pace = sum(one.action.person_days / (one.finish_week - one.start_week) for one in running)
            assert pace <= days_per_week + 1e-6


def test_what_gains_most_for_a_day_comes_first(draw):
    """Each level is worth the same here, so the fewest days come first, unless something must wait."""
    case = draw(3)
    actions = read_actions(case.actions.assign(depends_on=[[] for _ in range(len(case.actions))]))
    standing = Standing(case.layout, np.ones(len(case.layout.practices)) * 0.6, actions, 0.5)
    ordered = [one for one in in_order(standing, possible(standing), flat) if one.capability != "elsewhere"]
    assert [one.person_days for one in ordered] == sorted(one.person_days for one in ordered)


def test_actions_that_wait_for_one_another_have_no_order(draw):
    case = draw(0)
    frame = case.actions.head(1).assign(capability="nowhere", level=2, depends_on=None)
    with pytest.raises(RuntimeError, match="wait for one another"):
        in_order(Standing(case.layout, case.shares, read_actions(frame), 0.5), read_actions(frame), flat)
