import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmobook.assess.priorities import weights
from pmobook.assess.priorities.completion import least_inconsistent
from pmobook.assess.priorities.eigenvector import principal_eigenvectors

METHODS = ["eigenvector", "geometric_mean"]


def test_the_house_is_disturbed_most_by_the_judgement_that_saaty_found(published):
    """Saaty (2003): neighbourhood over condition, 6, should be 1/2.2; the ratio then falls from 0.17 to 0.083."""
    found = weights(published["house"], random_index="saaty_1980")
    most = found.most_disturbing.iloc[0]
    assert (most["option_a"], most["option_b"], most["preference"]) == (3, 7, 6.0)
    assert most["fits"] == pytest.approx(1 / 2.2, abs=0.01)
    assert most["nearest_on_scale"] == 0.5
    assert most["consistency_ratio"] == pytest.approx(0.169, abs=0.0005)
    assert most["consistency_ratio_after"] == pytest.approx(0.083, abs=0.001)
    assert "3 was judged 6 times as important as 7; the other answers imply 1/2.16" in found.group_disturbance.sentence


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("wrong", list(itertools.combinations(range(4), 2)))
def test_a_single_slip_in_consistent_judgements_is_found_with_the_value_that_was_meant(implied, judged, method, wrong):
    names = [f"g{one}" for one in range(4)]
    pairs = implied(dict(zip(names, [0.4, 0.3, 0.2, 0.1], strict=True)))
    pair = names[wrong[0]], names[wrong[1]]
    slip = {**pairs, pair: 1 / pairs[pair] / 1.5}
    found = weights(judged({"finance": pairs, "operations": slip}), method)
    assert len(found.most_disturbing) == 1
    most = found.by_judge["operations"].most_inconsistent
    assert (most.judge, most.option_a, most.option_b) == ("operations", *pair)
    assert most.fits == pytest.approx(pairs[pair])
    assert most.consistency_ratio_after == pytest.approx(0, abs=1e-9)
    assert found.by_judge["finance"].most_inconsistent is None


def test_the_judgement_is_given_in_the_direction_in_which_it_was_asked(implied):
    pairs = implied({"a": 4, "b": 2, "c": 1, "d": 1})
    del pairs["a", "d"]
    most = weights({**pairs, ("d", "a"): 2}).group_disturbance
    assert (most.option_a, most.option_b, most.preference) == ("a", "d", 0.5)
    own = weights({**pairs, ("d", "a"): 2}).by_judge["the judge"].most_inconsistent
    assert (own.option_a, own.option_b) == ("d", "a")
    assert own.preference == pytest.approx(2)
    assert own.fits == pytest.approx(0.25)


def test_judgements_are_given_worst_judge_first(noisy):
    found = weights(noisy(5, 5)).most_disturbing
    assert found["consistency_ratio"].is_monotonic_decreasing
    assert len(found) == 5


def test_a_chain_of_comparisons_contradicts_nothing():
    found = weights({("a", "b"): 9, ("b", "c"): 9, ("c", "d"): 9})
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.most_disturbing.empty


def test_a_pair_that_alone_connects_is_never_the_one():
    """Between two triangles only one comparison stands: nothing can contradict it."""
    pairs = {("a", "b"): 2, ("b", "c"): 2, ("a", "c"): 1 / 3, ("c", "d"): 9, ("d", "e"): 1, ("e", "f"): 1, ("d", "f"): 1}
    most = weights(pairs).group_disturbance
    assert {most.option_a, most.option_b} <= {"a", "b", "c"}


def test_where_the_scale_is_too_short_the_sentence_says_so(drinks):
    most = weights(drinks).group_disturbance
    assert (most.option_a, most.option_b) in {("water", "wine"), ("wine", "water")}
    own = weights(drinks).by_judge["the judge"].most_inconsistent
    assert own.fits > 9
    assert own.nearest_on_scale == 9
    assert own.sentence.endswith("the scale has no step nearer to that")


@pytest.mark.parametrize("method", METHODS)
def test_worth_asking_again_is_what_the_scale_can_mend(drinks, published, method):
    again = weights(drinks, method).by_judge["the judge"].ask_again
    assert (again.option_a, again.option_b) != ("water", "wine")
    assert again.nearest_on_scale != again.preference
    assert again.consistency_ratio_on_scale < again.consistency_ratio
    house = weights(published["house"], method)
    assert house.ask_again.iloc[0].equals(house.most_disturbing.iloc[0])


def test_the_ratio_on_the_scale_is_that_of_the_answer_given_anew(published):
    again = weights(published["house"]).ask_again.iloc[0]
    anew = weights({**published["house"], (3, 7): again["nearest_on_scale"]})
    assert anew.consistency_ratio == pytest.approx(again["consistency_ratio_on_scale"])


@pytest.mark.parametrize("method", METHODS)
@given(seed=st.integers(0, 200))
def test_also_with_pairs_missing(noisy, seed, method):
    table = noisy(1, 6, seed, share=0.6)
    found = weights(table, method)
    if found.ask_again.empty:
        return
    again = found.ask_again.iloc[0]
    pair = (table["option_a"] == again["option_a"]) & (table["option_b"] == again["option_b"])
    anew = weights(table.assign(preference=table["preference"].where(~pair, again["nearest_on_scale"])), method)
    assert anew.consistency_ratio == pytest.approx(again["consistency_ratio_on_scale"], abs=1e-9)


@given(seed=st.integers(0, 500), size=st.integers(3, 7))
@example(seed=71, size=6)
def test_no_other_single_correction_lowers_lambda_max_more(noisy, seed, size):
    """Every pair is tried by itself; the judgement found must be as good as the best of them."""
    found = weights(noisy(1, size, seed, noise=1.0))
    if found.group_disturbance is None:
        return
    logs = np.zeros((size, size))
    first, second = np.triu_indices(size, 1)
    logs[first, second] = np.log(found.pairs["preference"])
    logs -= logs.T
    free = np.zeros((len(first), size, size), dtype=bool)
    free[np.arange(len(first)), first, second] = free[np.arange(len(first)), second, first] = True
    best = principal_eigenvectors(np.exp(least_inconsistent(np.repeat(logs[None], len(first), axis=0), free))).value.min()
    ratio = max(best - size, 0) / (size - 1) / found.random_index_value
    assert found.group_disturbance.consistency_ratio_after == pytest.approx(ratio, abs=1e-6)
    assert not math.isnan(found.group_disturbance.fits)
