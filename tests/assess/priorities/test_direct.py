import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.priorities import direct_weights
from pmobook.errors import PmobookError, ProblemsFound


def test_values_come_to_the_published_shares():
    """Haas and Meixner, An illustrated guide to the Analytic Hierarchy Process: fuel economy of four cars."""
    found = direct_weights({"civic": 34, "saturn": 27, "escort": 24, "clio": 28})
    assert found.round(4).to_dict() == {"civic": 0.3009, "saturn": 0.2389, "escort": 0.2124, "clio": 0.2478}


@given(values=st.lists(st.just(0.0) | st.floats(1e-250, 1e300), min_size=1).filter(any), scale=st.floats(1e-3, 1e3))
def test_the_scale_does_not_matter(values, scale):
    one = direct_weights(dict(enumerate(values)))
    other = direct_weights({key: value * scale for key, value in enumerate(values)})
    assert one.sum() == pytest.approx(1)
    assert other.tolist() == pytest.approx(one.tolist(), abs=1e-9)


def test_a_series_or_the_form_goals_will_do():
    assert direct_weights(pd.Series({"a": 1, "b": 3}))["b"] == 0.75
    assert direct_weights(pd.DataFrame({"goal_id": ["a", "b"], "weight": [1.0, 3.0]}))["b"] == 0.75


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (-1, "weight of b: found .*-1.*Correct its sign"),
        (None, "weight of b: found nothing.*leave the option out"),
        (float("nan"), "weight of b: found nothing"),
        (pd.NA, "weight of b: found nothing"),
        (float("inf"), "weight of b: found .*inf"),
        ("30", "weight of b: found .*30"),
        (True, "weight of b: found .*True"),
    ],
)
def test_what_is_no_weight_is_refused(value, words):
    with pytest.raises(ProblemsFound, match=words):
        direct_weights({"a": 1, "b": value})


def test_weights_that_sum_to_zero_are_refused():
    with pytest.raises(ProblemsFound, match="weights that sum to zero"):
        direct_weights({"a": 0, "b": 0})


def test_an_option_that_stands_twice_is_refused():
    with pytest.raises(ProblemsFound, match="weight of a: found a second weight"):
        direct_weights(pd.Series([1, 2], index=["a", "a"]))


def test_no_weights_at_all_are_refused():
    with pytest.raises(PmobookError, match="There are no weights"):
        direct_weights({})


def test_a_table_without_weights_is_refused():
    with pytest.raises(PmobookError, match="no column weight"):
        direct_weights(pd.DataFrame({"goal_id": ["a"]}))
