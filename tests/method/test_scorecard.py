import math

import pytest
from pydantic import ValidationError

from pmobook.method.scorecard import CardThreshold, scorecard_rules


def test_the_rules_are_there_and_hold_together():
    assert scorecard_rules().least_level_change.value > 0
    assert scorecard_rules().cards.targets_missed.act <= 1


@pytest.mark.parametrize(
    ("share", "kind"),
    [(0.0, "good"), (0.09, "good"), (0.1, "watch"), (0.2, "act"), (1.0, "act"), (-0.5, "good"), (math.nan, "not assessed")],
)
def test_a_share_is_judged_at_its_thresholds(share, kind):
    assert CardThreshold(watch=0.1, act=0.2, unit_of_measure="share", description="A share of things.").kind(share) == kind


def test_nothing_at_all_is_never_to_be_watched():
    assert CardThreshold(watch=0.0, act=0.2, unit_of_measure="share", description="A share of things.").kind(0.0) == "good"


def test_thresholds_that_fall_are_refused():
    with pytest.raises(ValidationError, match="watch is no larger than act"):
        CardThreshold(watch=0.3, act=0.2, unit_of_measure="share", description="A share of things.")
