import math

import pytest

from pmobook.assess.governance import expected_losses
from pmobook.errors import ProblemsFound


def risk(project="P1", probability=0.4, low=0.2, likely=0.5, high=1.4):
    return {"project_id": project, "probability": probability, "impact_low": low, "impact_likely": likely, "impact_high": high}


def test_the_expected_loss_weighs_the_three_impacts_by_davidson_and_cooper():
    """(low + 2 likely + high) / 4: Davidson and Cooper, Journal of Petroleum Technology 28, 1976."""
    losses, left_out = expected_losses([risk(), risk(probability=0.1, low=None)])
    assert losses["P1"] == pytest.approx(0.4 * (0.2 + 1.0 + 1.4) / 4 + 0.1 * 0.5)
    assert left_out == {"P1": 0}


def test_a_risk_without_probability_or_likely_impact_is_left_out_and_counted_and_none_is_no_zero():
    losses, left_out = expected_losses([risk("A", probability=None), risk("B"), risk("B", likely="not assessed"), risk(None)])
    assert math.isnan(losses["A"])
    assert left_out == {"A": 1, "B": 1}
    assert set(losses) == {"A", "B"}
    assert expected_losses([]) == ({}, {})


def test_a_probability_in_percent_is_refused():
    with pytest.raises(
        ProblemsFound, match=r"risks, row 1, column probability: found 40, expected 0 to 1\. Write 40 % as 0\.4\."
    ):
        expected_losses([risk(probability=40)])
    with pytest.raises(ProblemsFound, match="column impact_likely: found 'much', expected a number"):
        expected_losses([risk(likely="much")])
