"""The programme over periods: the same least delay as every plan tried, and a bound that always holds."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.resources.building import build_network, read_task
from pmobook.assess.resources.by_period import search_by_period
from pmobook.assess.resources.heuristic import place_by_rank
from pmobook.assess.resources.solver import DELAY, Effort, search

LENGTHS = st.lists(st.integers(1, 3), min_size=2, max_size=4)
EFFORT = Effort(30.0, 8.0, 1)


def network_of(durations, needs, weights, links):
    task = read_task(durations, {"X": 4}, links, demand=np.array(needs)[:, None], weights=dict(enumerate(weights)))
    return build_network(task, "last")


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_it_finds_the_least_delay_of_all(data):
    """As constraint programming does; no plan is below the bound."""
    durations = data.draw(LENGTHS)
    count = len(durations)
    numbers = st.lists(st.integers(1, 4), min_size=count, max_size=count)
    links = [pair for pair in itertools.combinations(range(count), 2) if data.draw(st.booleans())]
    network = network_of(durations, data.draw(numbers), data.draw(numbers), links)
    hint = place_by_rank(network, range(count))
    found = search_by_period(network, EFFORT, np.inf, hint)
    other = search(network, DELAY, EFFORT, hint)
    assert found.is_proven
    assert network.keeps_everything(found.starts)
    assert found.bound == network.delay_of(found.starts) == network.delay_of(other.starts)


def test_a_start_beyond_what_it_looks_at_is_no_schedule():
    """Only the start beyond is left: there is a bound and no schedule."""
    network = network_of([2] * 12, [4] * 12, [1] * 12, [])
    found = search_by_period(network, EFFORT, np.inf, np.zeros(12, dtype=np.int64))
    assert found.starts is None
    assert 0 < found.bound <= 2 * sum(range(12))
    assert not found.is_proven
