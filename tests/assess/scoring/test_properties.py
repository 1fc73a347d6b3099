"""What holds for every rule, whatever the answers."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.scoring import RULE_NAMES, STRICTER, evaluate, score

RATINGS = st.sampled_from([0.0, 0.2, 1 / 3, 0.5, 0.51, 2 / 3, 0.86, 0.9, 1.0])
WEIGHTS = st.sampled_from([0.0, 0.5, 1.0, 3.0])


@st.composite
def frames(draw, missing=True, by_project=True):
    """Return ratings of up to three areas, some of practices, some of capabilities as a whole, some by project."""
    share = st.one_of(st.none(), RATINGS) if missing else RATINGS
    rows = []
    for number in range(draw(st.integers(1, 4))):
        place = {"area": f"a{draw(st.integers(0, 2))}", "capability": f"c{number}", "weight": draw(WEIGHTS)}
        if draw(st.booleans()):
            rows += [{**place, "rating": draw(share)} for _ in range(draw(st.integers(1, 3)))]
            continue
        for level in range(1, draw(st.integers(1, 4)) + 1):
            for practice in range(draw(st.integers(0 if level > 1 else 1, 2))):
                own = {**place, "level": level, "practice": f"{level}{practice}"}
                projects = draw(st.integers(0, 2)) if by_project else 0
                rows += [
                    {**own, "instance": f"i{one}" if projects else None, "rating": draw(share)} for one in range(max(projects, 1))
                ]
    weak = draw(st.sampled_from([False, False, True]))
    return (
        pd.DataFrame(rows)
        .assign(scale_maximum=1.0, significant_weakness=[weak] + [False] * (len(rows) - 1))
        .astype({"rating": "float64"})
    )


def figures(scores):
    """Return every score with its bounds, in one order."""
    columns = ["score", "lowest", "highest"]
    overall = scores.overall[columns].to_numpy(dtype=float)[np.newaxis]
    return np.concatenate([scores.capabilities[columns].to_numpy(), scores.areas[columns].to_numpy(), overall])


@pytest.mark.parametrize("rule", RULE_NAMES)
@settings(max_examples=8)
@given(ratings=frames(), policy=st.sampled_from(["exclude", "interval"]))
def test_a_score_lies_between_its_bounds_and_they_on_the_scale(rule, ratings, policy):
    found = score(rule, ratings, not_assessed=policy, highest_level=5)
    scores, lowest, highest = figures(found).T
    known = ~np.isnan(scores)
    assert (lowest[known] <= scores[known]).all()
    assert (scores[known] <= highest[known]).all()
    bounded = ~np.isnan(lowest)
    assert (lowest[bounded] >= 0).all()
    assert (highest[bounded] <= found.scale_maximum).all()


@pytest.mark.parametrize("rule", RULE_NAMES)
@settings(max_examples=8)
@given(ratings=frames(), data=st.data())
def test_a_better_rating_never_lowers_a_score(rule, ratings, data):
    row = data.draw(st.integers(0, len(ratings) - 1))
    better = ratings.copy()
    better.loc[row, "rating"] = np.fmax(ratings["rating"], data.draw(RATINGS))[row] if ratings["rating"].notna()[row] else np.nan
    before, after = (figures(score(rule, one, highest_level=5)) for one in (ratings, better))
    assert (np.isnan(before) == np.isnan(after)).all()
    assert (np.nan_to_num(after) >= np.nan_to_num(before) - 1e-9).all()


@pytest.mark.parametrize("rule", RULE_NAMES)
@settings(max_examples=8)
@given(ratings=frames(), seed=st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(rule, ratings, seed):
    shuffled = ratings.sample(frac=1, random_state=seed)
    first, second = score(rule, ratings, highest_level=5), score(rule, shuffled, highest_level=5)
    pd.testing.assert_frame_equal(first.capabilities, second.capabilities)
    pd.testing.assert_frame_equal(first.areas, second.areas)
    pd.testing.assert_frame_equal(first.steps, second.steps)


@pytest.mark.parametrize("rule", RULE_NAMES)
@settings(max_examples=8)
@given(ratings=frames(), factor=st.sampled_from([1e-200, 1e-3, 7.0, 1e200]))
def test_the_scale_of_weights_changes_nothing(rule, ratings, factor):
    scaled = ratings.assign(weight=ratings["weight"] * factor)
    first, second = score(rule, ratings, highest_level=5), score(rule, scaled, highest_level=5)
    np.testing.assert_allclose(figures(first), figures(second), atol=1e-9)


def ordered(stricter, laxer):
    known = ~np.isnan(stricter) & ~np.isnan(laxer)
    return bool((stricter[known] <= laxer[known] + 1e-9).all())


@pytest.mark.parametrize(("stricter", "laxer"), STRICTER)
@settings(max_examples=12)
@given(ratings=frames(missing=False))
def test_a_stricter_rule_never_scores_above_a_laxer_one(stricter, laxer, ratings):
    first, second = (figures(score(rule, ratings, highest_level=5)) for rule in (stricter, laxer))
    assert ordered(first[:, 0], second[:, 0])


@pytest.mark.parametrize(("stricter", "laxer"), STRICTER)
@settings(max_examples=8)
@given(ratings=frames(by_project=False))
def test_with_answers_missing_a_stricter_rule_s_bounds_are_never_above_a_laxer_one_s(stricter, laxer, ratings):
    first, second = (figures(score(rule, ratings, highest_level=5)) for rule in (stricter, laxer))
    assert ordered(first[:, 1], second[:, 1])
    assert ordered(first[:, 2], second[:, 2])


@pytest.mark.parametrize("rule", RULE_NAMES)
@settings(max_examples=8)
@given(ratings=frames(by_project=False))
def test_many_samples_at_once_score_as_one_by_one(rule, ratings):
    one = score(rule, ratings, highest_level=5)
    both = evaluate(rule, one.layout, np.stack([one.shares, np.nan_to_num(one.shares)]))
    assert both.overall.shape == (2,)
    np.testing.assert_allclose(both.overall, [one.overall["score"], one.overall["lowest"]], atol=1e-9)
    np.testing.assert_allclose(both.capabilities[0], one.capabilities["score"], atol=1e-9)
    np.testing.assert_allclose(both.areas[0], one.areas["score"], atol=1e-9)
