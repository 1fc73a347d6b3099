import math
from types import SimpleNamespace

import pandas as pd
import pytest

from pmobook.assess.performance import assurance, control_limits, judge_value
from pmobook.errors import PmobookError

LIMITS = SimpleNamespace(lower=80.0, upper=90.0)


@pytest.mark.parametrize(
    ("target", "better", "expected"),
    [
        (70, "higher", "consistently passes"),
        (95, "higher", "consistently fails"),
        (85, "higher", "hit and miss"),
        (70, "lower", "consistently fails"),
        (95, "lower", "consistently passes"),
        (85, "lower", "hit and miss"),
    ],
)
def test_a_target_beyond_a_limit_is_always_met_or_never(target, better, expected):
    assert assurance(LIMITS, target, better) == expected


@pytest.mark.parametrize("target", [80, 90])
@pytest.mark.parametrize("better", ["higher", "lower"])
def test_a_target_exactly_on_a_limit_is_hit_and_miss(target, better):
    assert assurance(LIMITS, target, better) == "hit and miss"


@pytest.mark.parametrize("target", [None, math.nan, pd.NA, "not assessed"])
def test_without_a_target_assurance_is_not_assessed(target):
    assert assurance(LIMITS, target, "higher") == "not assessed"


def test_without_limits_or_a_direction_assurance_is_not_assessed():
    assert assurance(control_limits([5]), 4, "higher") == "not assessed"
    assert assurance(LIMITS, 85, None) == "not assessed"


@pytest.mark.parametrize(
    ("target", "expected"), [(5, "consistently passes"), (6, "consistently fails"), (4, "consistently passes")]
)
def test_a_measure_that_never_moved_passes_if_its_value_meets_the_target(target, expected):
    assert assurance(control_limits([5] * 12), target, "higher") == expected


def test_the_limits_of_the_latest_phase_count():
    rebased = control_limits([1, 2, 1, 2, 11, 12, 11, 12], rebase_at=4)
    assert assurance(rebased, 8, "higher") == "consistently passes"


def test_a_target_or_direction_that_is_none_is_refused_in_words():
    with pytest.raises(PmobookError, match="target: found '85%', expected a number"):
        assurance(LIMITS, "85%", "higher")
    with pytest.raises(PmobookError, match="expected higher or lower"):
        assurance(LIMITS, 85, "more")


@pytest.mark.parametrize(
    ("value", "better", "status"),
    [
        (85, "higher", "met"),
        (84.9, "higher", "near"),
        (82, "higher", "near"),
        (81.9, "higher", "missed"),
        (85, "lower", "met"),
        (88, "lower", "near"),
        (88.1, "lower", "missed"),
        (math.nan, "higher", "not assessed"),
    ],
)
def test_a_value_meets_its_target_is_near_it_or_misses_it(value, better, status):
    assert judge_value(value, better, 85, 3) == status


def test_without_a_tolerance_short_of_the_target_is_missed():
    assert judge_value(84.99, "higher", 85, math.nan) == "missed"


def test_without_a_target_nothing_is_judged():
    assert judge_value(84, "higher", math.nan, 3) == "not assessed"


def test_a_value_at_the_limit_in_decimals_is_within_it_in_binary_too():
    assert judge_value(0.7, "higher", 0.8, 0.1) == "near"
    assert judge_value(0.1 + 0.2, "lower", 0.3, math.nan) == "met"
