import numpy as np
import pandas as pd
import pytest

from pmobook.assess.priorities import admissible_weights, weights, weights_in_tree
from pmobook.errors import PmobookError


def ratios(found):
    for one, other, low, high in found.constraints.itertuples(index=False):
        yield found.samples[one] / found.samples[other], low, high


def test_every_weighting_drawn_keeps_every_ratio_within_its_bounds(noisy):
    found = admissible_weights(weights(noisy(3, 6, share=0.7)), samples=300)
    assert found.samples.shape == (300, 6)
    assert found.samples.sum(axis=1).to_numpy() == pytest.approx(1)
    for ratio, low, high in ratios(found):
        assert ratio.min() >= low * (1 - 1e-9)
        assert ratio.max() <= high * (1 + 1e-9)


def test_the_bounds_are_the_judges_range_widened_by_the_factor(judged):
    found = admissible_weights(judged({"one": {("a", "b"): 2}, "two": {("a", "b"): 4}}), factor=1.5, samples=2000)
    assert found.constraints[["at_least", "at_most"]].to_numpy().tolist() == [pytest.approx([2 / 1.5, 6])]
    assert found.least_factor == 1


def test_weightings_are_spread_evenly_over_what_is_admissible():
    """The first of two options has a share of 4/7 to 3/4 if it may be 4/3 to 3 times as important."""
    found = admissible_weights({("a", "b"): 2}, factor=1.5, samples=4000)
    share = found.samples["a"].to_numpy()
    low, high = (4 / 3) / (7 / 3), 3 / 4
    assert share.min() >= low
    assert share.max() <= high
    assert share.mean() == pytest.approx((low + high) / 2, abs=0.004)
    assert np.quantile(share, [0.25, 0.75]) == pytest.approx([low + (high - low) / 4, high - (high - low) / 4], abs=0.006)


def test_evenly_also_in_three_dimensions():
    """Within ratios of 1/2 to 2 of three options the admissible area has its centre at equal weights."""
    pairs = {("a", "b"): 1, ("b", "c"): 1, ("a", "c"): 1}
    found = admissible_weights(pairs, factor=2, samples=3000)
    assert found.samples.mean().tolist() == pytest.approx([1 / 3] * 3, abs=0.006)
    generator = np.random.default_rng(1)
    cast = generator.dirichlet(np.ones(3), 60_000)
    inside = cast[cast.max(axis=1) <= 2 * cast.min(axis=1)]
    assert found.samples.std(ddof=0).tolist() == pytest.approx(inside.std(axis=0).tolist(), rel=0.05)


def test_the_same_seed_draws_the_same_and_another_others(noisy):
    judged = weights(noisy(2, 4))
    one, again, other = (admissible_weights(judged, samples=20, seed=seed).samples for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, again)
    assert not one.equals(other)


def test_judgements_that_contradict_each_other_too_much_widen_the_factor_and_say_so(published):
    found = admissible_weights(published["house"], samples=50)
    assert found.least_factor > 1.5
    assert found.factor == pytest.approx(found.least_factor * 1.1)
    assert "is needed, since judgements contradict each other" in found.sentence


def test_a_factor_that_no_weighting_meets_is_refused_with_the_least_possible():
    """Round a circle of 2, 2 and 1/2 (instead of 4) each judgement must give by the cube root of 8, which is 2."""
    with pytest.raises(PmobookError, match=r"factor of 1.20 .* least possible factor is 2.00"):
        admissible_weights({("a", "b"): 2, ("b", "c"): 2, ("a", "c"): 1 / 2}, factor=1.2)


def test_consistent_judgements_and_a_factor_of_one_leave_one_weighting():
    found = admissible_weights({("a", "b"): 2, ("b", "c"): 2, ("a", "c"): 4}, factor=1, samples=5)
    assert found.samples.to_numpy() == pytest.approx(np.tile([4 / 7, 2 / 7, 1 / 7], (5, 1)))


def test_a_single_option_has_one_weighting():
    assert admissible_weights(weights([], options=["a"]), samples=3).samples["a"].tolist() == [1, 1, 1]


def test_log_normal_weightings_lie_around_the_groups(noisy):
    judged = weights(noisy(3, 5), "geometric_mean")
    found = admissible_weights(judged, samples=4000, drawing="log_normal")
    middle = np.log(found.samples).mean()
    centre = np.log(judged.weights)
    assert (middle - middle.mean()).to_numpy() == pytest.approx((centre - centre.mean()).to_numpy(), abs=0.01)


def test_of_two_options_nine_tenths_of_log_normal_ratios_lie_within_the_factor():
    found = admissible_weights({("a", "b"): 3}, factor=1.5, samples=20_000, drawing="log_normal")
    ratio = found.samples["a"] / found.samples["b"]
    assert ratio.between(2, 4.5).mean() == pytest.approx(0.9, abs=0.01)


def test_in_a_tree_each_set_of_siblings_is_drawn_by_itself():
    tree = pd.DataFrame({"goal_id": ["A", "B", "A1", "A2", "B1", "B2"], "parent_goal_id": [None, None, "A", "A", "B", "B"],
                         "weight": [None, None, None, None, 3, 1]})  # fmt: skip
    found = admissible_weights(weights_in_tree(tree, {("A", "B"): 2, ("A1", "A2"): 2}), samples=200)
    assert list(found.samples.columns) == ["A1", "A2", "B1", "B2"]
    assert found.samples.sum(axis=1).to_numpy() == pytest.approx(1)
    assert (found.samples["B1"] / found.samples["B2"]).to_numpy() == pytest.approx(3)
    top = found.samples["A1"] + found.samples["A2"]
    below = found.samples["A1"] / found.samples["A2"]
    assert abs(np.corrcoef(top, below)[0, 1]) < 0.25


def test_a_tree_without_weights_has_no_weightings():
    with pytest.raises(PmobookError, match="no weightings to draw: no goal has a weight"):
        admissible_weights(weights_in_tree(pd.DataFrame({"goal_id": ["A", "B"]})))


@pytest.mark.parametrize(
    "wrong", [{"factor": 0.5}, {"samples": 0}, {"seed": -1}, {"drawing": "normal"}, {"factor": float("nan")}]
)
def test_what_can_not_be_drawn_is_refused(wrong):
    with pytest.raises(PmobookError, match="drawn uniform or log_normal"):
        admissible_weights({("a", "b"): 2}, **wrong)
