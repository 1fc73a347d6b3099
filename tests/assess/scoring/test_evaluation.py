import numpy as np
import pytest

from pmobook.assess.scoring import RULE_NAMES, STRICTER, evaluate, levels_of
from pmobook.errors import PmobookError


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_samples_may_have_any_leading_axes(layout, rule):
    shares = np.linspace(0, 1, 2 * 3 * 4).reshape(2, 3, 4)
    found = evaluate(rule, layout([[1, 2], [1, 1]], 2), shares)
    assert found.capabilities.shape == (2, 3, 2)
    assert found.areas.shape == (2, 3, 1)
    assert found.overall.shape == (2, 3)


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_the_shares_given_are_left_as_they_are(layout, rule):
    shares = np.array([0.3, np.nan])
    evaluate(rule, layout([[1, 2]]), shares)
    np.testing.assert_array_equal(shares, [0.3, np.nan])


def test_shares_of_another_layout_are_refused(layout):
    with pytest.raises(ValueError, match=r"shares of shape \(3,\), expected \(..., 2\)"):
        evaluate("ladder", layout([[1, 2]]), np.zeros(3))


def test_an_unknown_rule_is_refused(layout):
    with pytest.raises(PmobookError, match="Did you mean ladder"):
        evaluate("lader", layout([[1]]), np.zeros(1))


def test_rules_that_are_compared_exist():
    assert {name for pair in STRICTER for name in pair} <= set(RULE_NAMES)


def test_levels_are_never_rounded_up_and_never_lost_to_arithmetic():
    assert levels_of(np.array([2.9999999999, 2.99, 0.0])).tolist() == [3, 2, 0]
