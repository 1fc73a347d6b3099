"""Figures become whole numbers, and sums of them exact."""

import math

import numpy as np

from pmobook.assess.resources.wholes import whole_of


def test_decimals_and_fractions_are_exact():
    """.4 + .4 + .2 is 1, and three thirds are."""
    whole = whole_of([0.4, 0.2, 1, 1 / 3])
    assert whole.is_exact
    assert whole.of(np.array([0.4, 0.4, 0.2])).sum() == whole.of(np.array([1.0]))[0] == 3 * whole.of(np.array([1 / 3]))[0]
    assert whole.back(int(whole.of(np.array([0.4]))[0])) == 0.4


def test_anything_else_is_rounded_and_limits_make_room_for_it():
    """Three parts of pi fill three parts of pi."""
    whole = whole_of([math.pi, 3 * math.pi])
    assert not whole.is_exact
    assert 3 * whole.of(np.array([math.pi]))[0] <= whole.limit(np.array([3 * math.pi]), 3)[0]


def test_no_figures_need_no_scale():
    """Nothing to add."""
    assert whole_of([]).factor == 1
