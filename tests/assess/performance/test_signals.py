import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.performance import NELSON_RULES, NHS_RULES, control_limits, signals
from pmobook.errors import PmobookError

FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
OUTLIER = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
ZERO_AND_THREE = control_limits([-1.128, 0, 1.128, 0] * 6, ranges=3 / 1.128)
"""Centre 0, a standard deviation of 1: limits at 3 and -3."""

unhurried = settings(deadline=None, max_examples=50)


def flagged(values, rule, limits=ZERO_AND_THREE):
    return np.flatnonzero(signals(values, rules=[rule], limits=limits).flags[rule]).tolist()


def parts(values, rule):
    return np.flatnonzero(signals(values, rules=[rule], limits=ZERO_AND_THREE).parts[rule]).tolist()


def test_the_limits_of_these_tests_are_three_from_zero():
    assert (ZERO_AND_THREE.centre, ZERO_AND_THREE.upper, ZERO_AND_THREE.sigma) == (0, pytest.approx(3), pytest.approx(1))


def test_no_value_of_the_nist_flow_rate_is_beyond_its_limits():
    assert not signals(FLOW).flags["beyond_limits"].any()


def test_the_fifth_value_of_the_nhs_vignette_is_the_only_signal():
    found = signals(OUTLIER)
    assert (found.special_positions, len(found)) == ((4,), 1)
    assert found.flags.columns.tolist() == list(NHS_RULES)


def test_a_value_on_a_limit_is_not_beyond_it():
    on = ZERO_AND_THREE.upper
    assert flagged([on, -on, on + 0.01, -on - 0.01], "beyond_limits") == [2, 3]
    assert flagged([on, on + 0.01], "nelson_1") == [1]


def test_all_of_a_shift_is_part_of_it_and_flagged_from_the_seventh():
    values = [-1, *[1, 2] * 4, -1]
    assert flagged(values, "shift") == [7, 8]
    assert parts(values, "shift") == list(range(1, 9))


def test_two_of_three_near_a_limit_on_one_side_count_with_one_beyond_it():
    assert flagged([2.5, 0.1, 2.5, 0, 0], "two_of_three") == [0, 2]
    assert flagged([2.5, -0.1, 2.5], "two_of_three") == []
    assert flagged([3.5, 2.5, 0.1], "two_of_three") == [0, 1]
    assert flagged([2.5, 2.5], "two_of_three") == []


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        ("nelson_1", [0, 3.1, 0], [1]),
        ("nelson_2", [*[0.5] * 10, -0.5], [8, 9]),
        ("nelson_2", [*[0.5] * 8, -0.5], []),
        ("nelson_3", [0, 1, 2, 1.5, 1.2, 1, 0.5, 0.2], [7]),
        ("nelson_3", [0, 0.1, 0.2, 0.3, 0.4, 0.5], [5]),
        ("nelson_3", [0, 0.1, 0.2, 0.3, 0.4], []),
        ("nelson_4", [0.1, -0.1] * 7, [13]),
        ("nelson_4", [0.1, -0.1] * 6, []),
        ("nelson_5", [2.1, 0, 2.1, 0], [2]),
        ("nelson_5", [2.1, 0, -2.1], []),
        ("nelson_5", [2.1, 2.1], [1]),
        ("nelson_6", [1.1, 1.1, -1.5, 1.1, 1.1], [4]),
        ("nelson_6", [1.1, 1.1, -1.5, 0.9, 1.1], []),
        ("nelson_7", [*[0.9, -0.9, 0.5] * 5, 0.1], [14, 15]),
        ("nelson_7", [0.9] * 14, []),
        ("nelson_8", [1.1, -1.1] * 4, [7]),
        ("nelson_8", [1.1, -1.1, 0.5] * 4, []),
    ],
)
def test_nelsons_eight_rules_flag_the_value_that_completes_their_pattern(rule, values, expected):
    """The definitions: L. S. Nelson, Journal of Quality Technology 16, 1984, page 237."""
    assert flagged(values, rule) == expected


def test_all_values_of_nelsons_patterns_are_part_of_them():
    assert parts([0, *[0.5] * 9], "nelson_2") == list(range(1, 10))
    assert parts([2.1, 0, 2.1], "nelson_5") == [0, 2]
    assert parts([1.1, 1.1, -1.5, 1.1, 1.1], "nelson_6") == [0, 1, 3, 4]
    assert parts([0, *[1.1, -1.1] * 4], "nelson_8") == list(range(1, 9))


def test_equal_values_signal_nothing_by_any_rule_and_a_change_after_them_does():
    assert not signals([5] * 30, rules="all").special.any()
    assert not signals([0.1 + 0.2, 0.3] * 10, rules="nelson").special.any()
    found = signals([*[5] * 12, 6], limits=control_limits([5] * 12))
    assert found.special_positions == (12,)


def test_one_value_or_none_signals_nothing():
    for values in ([], [1], [None], [1, None]):
        assert signals(values, rules="all").special_positions == ()
    assert str(signals([]).variation) == "not assessed"


def test_a_month_not_assessed_neither_counts_nor_ends_a_run_and_is_never_flagged():
    values = [1, 1, 1, None, 1, 1, 1, None, 1, 1]
    found = signals(values, rules="shift", limits=ZERO_AND_THREE)
    assert found.special_positions == (8, 9)
    assert not found.parts["shift"].iloc[[3, 7]].any()
    assert found.kinds.iloc[3] == "not assessed"


def test_a_declared_change_ends_every_run():
    values = [*[-1, 1] * 6, *[11, 13] * 6]
    assert signals(values).special.any()
    assert not signals(values, rebase_at=12).special.any()


def test_better_decides_what_a_signal_means():
    values = [*OUTLIER, 10]
    assert [str(signals(values, better=one).variation) for one in ("higher", "lower", None)] == [
        "improving",
        "worsening",
        "rising",
    ]
    low = [-value for value in values]
    assert [str(signals(low, better=one).variation) for one in ("higher", "Lower", None)] == ["worsening", "improving", "falling"]


def test_where_rules_disagree_the_worse_counts():
    """A steady fall that is still above the centre: the shift says higher, the trend lower."""
    falling = [2.9, 2.7, 2.5, 1.9, 1.5, 1, 0.5]
    assert str(signals(falling, limits=ZERO_AND_THREE, better="higher").variation) == "worsening"
    assert str(signals(falling, limits=ZERO_AND_THREE, better="lower").variation) == "worsening"
    assert str(signals(falling, limits=ZERO_AND_THREE).variation) == "changed"


def test_results_keep_the_index_of_the_values():
    months = pd.period_range("2025-01", periods=18, freq="M")
    found = signals(pd.Series(OUTLIER, index=months))
    assert found.special[found.special].index.tolist() == [months[4]]
    assert found.flags.index.equals(months)


def test_rules_may_be_named_alone_together_or_as_a_set():
    assert signals(FLOW, rules="trend").rules == ("trend",)
    assert signals(FLOW, rules=("shift", "nelson_4", "shift")).rules == ("shift", "nelson_4")
    assert signals(FLOW, rules="Nelson").rules == NELSON_RULES
    assert signals(FLOW, rules="all").rules == (*NHS_RULES, *NELSON_RULES)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"rules": "trends"}, "found 'trends', expected nhs, nelson, all, .* Did you mean trend"),
        ({"rules": []}, "found no rule"),
        ({"better": "up"}, "found 'up', expected higher or lower"),
        ({"limits": ZERO_AND_THREE, "screen": True}, "together with screen or rebase_at"),
        ({"limits": control_limits([1, 2, 3, 4], rebase_at=2)}, "limits of 4 values in phases, expected limits of 10"),
    ],
)
def test_what_can_not_be_judged_is_refused_in_words(given, words):
    with pytest.raises(PmobookError, match=words):
        signals(FLOW, **given)


@unhurried
@given(st.lists(st.integers(-30, 30), min_size=1, max_size=40), st.integers(-50, 50), st.sampled_from([0.5, 2, 8]))
def test_signals_depend_neither_on_the_zero_nor_on_the_scale_of_a_measure(values, shift, factor):
    moved = [value * factor + shift for value in values]
    assert signals(moved, rules="all").special_positions == signals(values, rules="all").special_positions


@unhurried
@given(st.lists(st.integers(-30, 30), min_size=1, max_size=40))
def test_what_improves_in_one_direction_worsens_in_the_other_upside_down(values):
    up, down = signals(values, better="higher"), signals([-value for value in values], better="lower")
    assert up.kinds.tolist() == down.kinds.tolist()


@unhurried
@given(st.lists(st.one_of(st.none(), st.integers(-30, 30)), max_size=40))
def test_every_flagged_value_is_part_of_its_pattern_and_known(values):
    found = signals(values, rules="all")
    assert (found.flags <= found.parts).all(axis=None)
    assert all(values[place] is not None for place in found.special_positions)
