"""Quick schedules keep everything, and improve on placing by rank; bounds never exceed them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.resources.bounds import least_delay, least_makespans
from pmobook.assess.resources.building import build_network, read_task
from pmobook.assess.resources.heuristic import place_by_rank, quick_schedule, shift_left


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_quick_schedules_hold_and_lie_above_every_bound(data):
    """With links that lag or overlap, and capacity that changes."""
    count = data.draw(st.integers(1, 8))
    needs = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    lengths = data.draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.integers(-2, 2))
    links = [link for link in data.draw(st.lists(ends, max_size=6)) if link[0] < link[1]]
    capacity = {"X": [*data.draw(st.lists(st.integers(0, 5), max_size=5)), 3]}
    network = build_network(read_task(lengths, capacity, links, demand=np.array(needs)[:, None]), "last")
    ranks = range(count)
    by_rank = place_by_rank(network, ranks)
    quick = quick_schedule(network, ranks, network.makespan_of, 5, 1)
    shifted = shift_left(network, quick)
    assert network.keeps_everything(by_rank)
    assert network.keeps_everything(shifted)
    assert (shifted <= quick).all()
    assert max(least_makespans(network).values()) <= network.makespan_of(quick) <= network.makespan_of(by_rank)
    assert least_delay(network) <= network.delay_of(shifted)
