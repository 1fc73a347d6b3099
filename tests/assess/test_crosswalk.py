"""Scores read in another frame: a mean by weight and share, with what is not assessed counted and never zero."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.crosswalk import FRAME_SCORES, read_in_frame
from pmobook.method.crosswalks import Frame

FRAME = Frame.model_validate(
    {
        "frame_id": "phases",
        "title": "Phases",
        "source": "Made up for tests.",
        "dimensions": [{"dimension_id": name, "title": name.title()} for name in ("before", "during", "after")],
        "levels": {"2": "Silver", "3": "Gold"},
        "mapping": [
            {"capability_id": "a", "dimensions": {"before": 1.0}},
            {"capability_id": "b", "dimensions": {"before": 0.25, "during": 0.75}},
            {"capability_id": "c", "dimensions": {"during": 1.0}},
        ],
        "not_mapped": [{"capability_id": "d", "reason": "No place."}],
    }
)


def scores(**given: tuple[float | None, float]) -> pd.DataFrame:
    rows = [{"capability_id": one, "score": score, "weight": weight} for one, (score, weight) in given.items()]
    return pd.DataFrame(rows, columns=["capability_id", "score", "weight"])


def read(**given):
    return read_in_frame(FRAME, scores(**given)).set_index("dimension_id")


def test_a_part_s_score_is_the_mean_by_weight_and_share():
    """Before: (4 x 2 x 1 + 1 x 1 x 0.25) / (2 + 0.25)."""
    found = read(a=(4.0, 2.0), b=(1.0, 1.0), c=(3.0, 1.0), d=(5.0, 1.0))
    assert found.loc["before", "score"] == pytest.approx(8.25 / 2.25)
    assert found.loc["during", "score"] == pytest.approx((0.75 + 3) / 1.75)
    assert (found.loc["before", "lowest"], found.loc["before", "highest"]) == (1.0, 4.0)
    assert (found.loc["before", "capabilities"], found.loc["before", "capabilities_assessed"]) == (2, 2)
    assert found.loc["before", "note"] == ""


def test_what_is_not_assessed_is_left_out_and_counted():
    found = read(a=(4.0, 1.0), b=(None, 1.0))
    assert found.loc["before", "score"] == 4.0
    assert found.loc["before", "note"] == "1 of its 2 capabilities is not assessed."
    assert math.isnan(found.loc["during", "score"])
    assert found.loc["during", "note"] == "None of its 2 capabilities was assessed."
    assert (found.loc["during", "capabilities"], found.loc["during", "capabilities_assessed"]) == (2, 0)


def test_a_part_without_capabilities_is_not_assessed():
    found = read(a=(4.0, 1.0))
    assert math.isnan(found.loc["after", "score"])
    assert found.loc["after", "note"] == "No capability counts here: not assessed."


@pytest.mark.parametrize(
    ("score", "name"), [(2.0, "Silver"), (2.99, "Silver"), (3.0, "Gold"), (3 - 1e-12, "Gold"), (1.9, None), (4.0, None)]
)
def test_a_level_has_the_frame_s_name_where_it_has_one(score, name):
    found = read(a=(score, 1.0)).loc["before", "level_name"]
    assert found == name if name else pd.isna(found)


def test_no_scores_at_all_give_every_part_not_assessed():
    found = read_in_frame(FRAME, scores())
    assert list(found.columns) == list(FRAME_SCORES)
    assert found["score"].isna().all()
    assert found["dimension_id"].tolist() == ["before", "during", "after"]


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (pd.concat([scores(a=(1, 1)), scores(a=(2, 1))]), "a has two rows"),
        (scores(e=(1, 1)), "phases says nothing about e"),
        (scores(a=(1, 0)), "a has the weight 0; a weight is above 0"),
        (scores(a=(1, math.nan)), "a has the weight nan"),
    ],
)  # fmt: skip
def test_scores_that_do_not_fit_the_frame_are_refused(frame, words):
    with pytest.raises(ValueError, match=words):
        read_in_frame(FRAME, frame)


LEVEL = st.floats(0, 5)


@given(LEVEL, LEVEL, LEVEL, st.floats(0.1, 10), st.floats(0.5, 4))
def test_a_score_lies_between_the_lowest_and_the_highest_and_the_scale_of_weights_does_not_matter(a, b, c, weight, factor):
    found = read(a=(a, weight), b=(b, 1.0), c=(c, 2.0))
    scaled = read(a=(a, weight * factor), b=(b, factor), c=(c, 2 * factor))
    for part in ("before", "during"):
        row = found.loc[part]
        assert row["lowest"] - 1e-9 <= row["score"] <= row["highest"] + 1e-9
        assert row["score"] == pytest.approx(scaled.loc[part, "score"])


@given(LEVEL, LEVEL, st.floats(0, 5))
def test_a_higher_score_never_lowers_a_part(a, b, more):
    assert (
        read(a=(a + more, 1.0), b=(b, 1.0)).loc["before", "score"] >= read(a=(a, 1.0), b=(b, 1.0)).loc["before", "score"] - 1e-9
    )


def test_the_order_of_rows_does_not_matter():
    one = scores(a=(1, 1), b=(2, 1), c=(3, 2))
    pd.testing.assert_frame_equal(read_in_frame(FRAME, one), read_in_frame(FRAME, one[::-1]))
