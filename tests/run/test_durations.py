"""What takes longest begins first, and the end of a batch is estimated from the runs before it."""

from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pmobook.run.durations import Durations, longest_first, seconds_to_go
from pmobook.run.job import Job


def job(notebook, *after, unit="retail"):
    return Job(unit, notebook, Path(notebook), {}, Path("staged"), Path("failed"), "failed", after=after)


def order(jobs, **known):
    durations = Durations({tuple(name.split("__")): seconds for name, seconds in known.items()})
    return [f"{one.business_unit}__{one.notebook}" for one in longest_first(jobs, durations)]


def test_the_longest_begins_first_and_equals_keep_their_order():
    jobs = [job("a"), job("b"), job("c"), job("d")]
    assert order(jobs, retail__a=1, retail__b=3, retail__c=1, retail__d=2) == ["retail__b", "retail__d", "retail__a", "retail__c"]


def test_what_others_wait_for_counts_with_what_follows_it():
    jobs = [job("a"), job("b"), job("c", "a")]
    assert order(jobs, retail__a=1, retail__b=3, retail__c=5)[0] == "retail__a"


def test_a_notebook_takes_what_it_takes_elsewhere_and_one_that_nobody_knows_what_is_usual():
    jobs = [job("b"), job("a", unit="wholesale"), job("new")]
    assert order(jobs, retail__b=2, retail__a=9, online__a=5, corporate__a=7) == ["wholesale__a", "retail__new", "retail__b"]


def test_where_nothing_is_known_the_order_stays():
    assert order([job("b"), job("a")]) == ["retail__b", "retail__a"]


def test_of_several_runs_the_latest_counts_and_only_one_that_ran():
    runs = pd.DataFrame(
        [("retail", "a", "ran", 9.0, 1), ("retail", "a", "ran", 2.0, 2), ("retail", "a", "kept", 0.0, 3)],
        columns=["business_unit", "notebook", "status", "seconds", "publication"],
    )
    assert Durations.of(runs).seconds(job("a")) == 2.0
    assert Durations.of(runs.iloc[::-1]).seconds(job("a")) == 2.0
    assert Durations.of(runs.iloc[:0]).seconds(job("a")) is None


def test_what_is_left_is_shared_among_the_workers_but_no_job_is():
    known = Durations({("retail", "a"): 10.0, ("retail", "b"): 2.0})
    assert seconds_to_go([job("a"), job("b")], [], known, 1) == 12
    assert seconds_to_go([job("a"), job("b")], [], known, 2) == 10
    assert seconds_to_go([job("b")], [(job("a"), 7.0)], known, 2) == 3
    assert seconds_to_go([], [(job("b"), 7.0)], known, 2) == 0
    assert seconds_to_go([], [], known, 2) == 0


def test_nothing_is_estimated_while_the_time_of_any_job_is_unknown():
    known = Durations({("retail", "a"): 10.0})
    assert seconds_to_go([job("a"), job("b")], [], known, 1) is None
    known.note("retail", "b", 1.0)
    assert seconds_to_go([job("a"), job("b")], [], known, 1) == 11


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20), st.integers(1, 8))
def test_an_estimate_is_never_below_the_longest_job_nor_above_one_after_the_other(seconds, workers):
    jobs = [job(str(number)) for number in range(len(seconds))]
    known = Durations({("retail", str(number)): one for number, one in enumerate(seconds)})
    estimate = seconds_to_go(jobs, [], known, workers)
    assert max(seconds) - 1e-9 <= estimate <= sum(seconds) + 1e-9
    assert sorted(map(id, longest_first(jobs, known))) == sorted(map(id, jobs))


def test_a_batch_of_nothing_has_no_order():
    assert longest_first([], Durations()) == []
