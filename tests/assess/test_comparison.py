import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.comparison import compare_with_pool, median_interval
from pmobook.inputs.pool import POOL_COLUMNS
from pmobook.method.comparison import comparison_rules

MODEL = ("strategic_pmo", "1.0")


def pool_of(*scores, sector="retail", size="large", area="delivery", **other):
    return pd.DataFrame(
        [
            {"contribution_id": f"{sector}{size}{place}", "model_id": MODEL[0], "model_version": MODEL[1],
             "rule": "weighted_mean", "instrument": "survey", "sector": sector, "size": size, "quarter": "2026Q3",
             "area_id": area, "score": score, **other}
            for place, score in enumerate(scores)
        ],
        columns=list(POOL_COLUMNS),
    ).astype(POOL_COLUMNS)  # fmt: skip


def compare(pool, score=3.0, sector="retail", size="large"):
    own = pd.DataFrame([{"area_id": "delivery", "rule": "weighted_mean", "instrument": "survey", "score": score}])
    got = compare_with_pool(own, pool, MODEL, sector, size, comparison_rules())
    (row,) = got.areas.to_dict(orient="records")
    return row, got.sentence


def test_without_a_pool_the_page_says_so_and_shows_nothing():
    row, sentence = compare(pool_of())
    assert sentence == "There is no pool of other organisations' records, so no benchmark is shown."
    assert math.isnan(row["median"])
    assert row["note"] == "fewer than 5 comparable organisations: nothing is shown"


def test_four_organisations_are_too_few_and_five_are_enough():
    assert math.isnan(compare(pool_of(1, 2, 3, 4))[0]["median"])
    row, _ = compare(pool_of(1, 2, 3, 4, 5))
    assert (row["median"], row["low"], row["high"], row["organisations"]) == (3, 1, 5, 5)
    assert row["share_below"] == 0.5


def test_the_narrowest_group_with_enough_organisations_is_used():
    near, far = pool_of(1, 1, 1, 1, 1), pool_of(4, 4, 4, 4, 4, size="small")
    assert compare(pd.concat([near, far]))[0]["group"] == "sector and size"
    assert (
        compare(pd.concat([near.head(4), far]))[0] | {"group": "sector", "organisations": 9}
        == compare(pd.concat([near.head(4), far]))[0]
    )
    assert compare(pd.concat([near, far]), sector=None, size=None)[0]["group"] == "everyone"


def test_an_organisation_counts_once_by_its_latest_quarter():
    many = pd.concat([pool_of(1, 2, 3, 4, 5), pool_of(5, 5, 5, 5, 5, quarter="2025Q1"), pool_of(3, 4, 5, 6 - 2, 5)])
    row, _ = compare(many)
    assert row["organisations"] == 5
    assert row["median"] == 4.0


def test_another_model_version_or_rule_is_not_comparable():
    row, sentence = compare(pool_of(1, 2, 3, 4, 5, model_version="0.9"))
    assert math.isnan(row["median"])
    assert "0 of them by this model and version" in sentence
    assert math.isnan(compare(pool_of(1, 2, 3, 4, 5, rule="weakest_link"))[0]["median"])


def test_what_is_not_assessed_here_still_sees_the_others():
    row, _ = compare(pool_of(1, 2, 3, 4, 5), score=math.nan)
    assert row["median"] == 3
    assert math.isnan(row["share_below"])


@pytest.mark.parametrize(("count", "places"), [(4, None), (5, (0, 4)), (7, (0, 6)), (8, (1, 6)), (10, (1, 8)), (20, (5, 14))])
def test_the_interval_is_the_binomial_one(count, places):
    """Order statistics for 90 %: published tables give 2nd to 7th of 8, 2nd to 9th of 10, 6th to 15th of 20.

    Source: Conover, Practical Nonparametric Statistics, 3rd edition, table A3 (binomial with one half), section 3.2.
    """
    low, high = median_interval(np.arange(count, dtype=float), 0.9)
    if places is None:
        assert math.isnan(low)
        assert math.isnan(high)
    else:
        assert (low, high) == places


@given(st.lists(st.floats(0, 5), min_size=5, max_size=40))
def test_the_interval_holds_the_median(values):
    low, high = median_interval(np.array(values), 0.9)
    assert low <= np.median(values) <= high
