"""Exposure simulated: known answers, what moves together, the same bytes again, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, triang

from pmobook.assess.risk import conditional_value_at_risk, simulate, standard_deviation_of_sum, value_at_risk
from pmobook.errors import PmobookError, ProblemsFound


def _risks(count: int = 3, **columns: object) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "risk_id": [f"K{place}" for place in range(count)], "probability": 0.4, "impact_low": 10.0, "impact_likely": 20.0,
            "impact_high": 50.0, **columns,
        }
    )  # fmt: skip


def test_the_mean_of_the_worst_twentieth_of_a_standard_normal_is_2_0627():
    """Rockafellar and Uryasev 2000: density at the quantile over 0.05."""
    found = simulate({"mean": [0.0], "sd": [1.0]}, scenarios=200_000).summary
    assert found.cvar95 == pytest.approx(2.0627, abs=0.004)
    assert abs(found.cvar95 - 2.0627) < 5 * found.conditional_value_at_risk.error


@pytest.mark.parametrize(("correlation", "expected"), [(0.0, 316.2), (0.3, 608.3)])
def test_ten_risks_of_sd_100_come_to_316_alone_and_608_together(correlation, expected):
    ten = {"mean": [0.0] * 10, "sd": [100.0] * 10}
    assert standard_deviation_of_sum([100.0] * 10, correlation) == pytest.approx(expected, abs=0.1)
    found = simulate(ten, correlation=correlation, scenarios=100_000).summary.standard_deviation
    assert found.value == pytest.approx(expected, rel=0.01)


def test_a_certain_impact_reaches_its_percentiles():
    """Low and high are exceeded as often as the form says: nine cases in ten, and one in ten."""
    for distribution in ("beta_pert", "triangular"):
        losses = simulate(_risks(1, probability=1.0), distribution=distribution, scenarios=100_000).losses
        assert value_at_risk(losses, 0.1) == pytest.approx(10.0, abs=0.1)
        assert value_at_risk(losses, 0.9) == pytest.approx(50.0, abs=0.3)


def test_between_minimum_and_maximum_the_textbook_distributions_come_out():
    certain = _risks(1, probability=1.0)
    pert = simulate(certain, bounds="minimum_maximum", scenarios=100_000)
    assert pert.summary.mean.value == pytest.approx((10 + 4 * 20 + 50) / 6, rel=1e-3)
    mode = 0.25
    assert pert.summary.p80.value == pytest.approx(10 + 40 * beta(1 + 4 * mode, 1 + 4 * (1 - mode)).ppf(0.8), rel=2e-3)
    flat = simulate(certain, bounds="minimum_maximum", distribution="triangular", scenarios=100_000).summary
    assert flat.mean.value == pytest.approx((10 + 20 + 50) / 3, rel=1e-3)
    assert flat.p95.value == pytest.approx(triang(mode, 10, 40).ppf(0.95), rel=2e-3)


def test_the_expected_loss_is_probability_times_mean_impact_whatever_moves_together():
    alone = simulate(_risks(4), bounds="minimum_maximum", scenarios=100_000).summary
    together = simulate(_risks(4, driver="supplier"), bounds="minimum_maximum", driver_correlation=0.8, scenarios=100_000).summary
    expected = 4 * 0.4 * (10 + 80 + 50) / 6
    assert alone.mean.value == pytest.approx(expected, rel=0.01)
    assert together.mean.value == pytest.approx(expected, rel=0.01)
    assert together.cvar95 > 1.15 * alone.cvar95


def test_the_same_seed_gives_the_same_bytes_in_any_order_of_rows_and_another_seed_does_not():
    risks = _risks(5, driver=["a", "b", "a", "", "b"])
    one, other = simulate(risks, seed=7, scenarios=3000), simulate(risks.iloc[::-1], seed=7, scenarios=3000)
    assert one.losses.tobytes() == other.losses.tobytes()
    assert one.losses.tobytes() != simulate(risks, seed=8, scenarios=3000).losses.tobytes()


def test_contributions_add_up_to_the_mean_and_to_the_mean_of_the_worst():
    found = simulate(_risks(6, driver=["a", "a", "", "", "b", "b"], impact_high=np.arange(50.0, 110, 10)), scenarios=5000)
    assert found.contributions["mean"].sum() == pytest.approx(found.summary.mean.value)
    assert found.contributions["in_bad_cases"].sum() == pytest.approx(found.summary.cvar95)
    by_driver = found.losses_by("driver")
    assert sorted(by_driver.columns) == ["", "a", "b"]
    assert np.allclose(by_driver.sum(axis=1), found.losses)


def test_the_sampling_error_is_honest():
    """Of forty simulations with other seeds, the true mean lies within two errors about as often as it should."""
    risks = _risks(5)
    truth = simulate(risks, scenarios=400_000, seed=1).summary.mean.value
    inside = [
        abs((one := simulate(risks, scenarios=2000, seed=seed).summary.mean).value - truth) < 2.3 * one.error
        for seed in range(40)
    ]
    assert sum(inside) >= 33


def test_many_risks_are_drawn_at_random_and_said_so():
    found = simulate(_risks(500), scenarios=200)
    assert "drawn at random" in found.sentence
    assert not found.plan.is_quasi_random
    assert "Sobol" in simulate(_risks(5), scenarios=200).sentence


def test_the_chance_of_a_breach_is_the_share_of_scenarios_above_the_tolerance():
    found = simulate(_risks(5), scenarios=4000, tolerance=40.0)
    assert found.summary.breach is not None
    assert found.summary.breach.value == float((found.losses > 40.0).mean())
    assert simulate(_risks(5), scenarios=100).summary.breach is None


def test_a_risk_without_an_estimate_is_named_and_not_taken_for_nothing():
    found = simulate(_risks(3, impact_likely=[20.0, np.nan, 20.0], probability=[0.4, 0.4, np.nan]), scenarios=100)
    assert dict(found.risks.left_out) == {"K1": "no impact likely", "K2": "no probability"}
    assert "2 risks without an estimate left out, so the exposure is at least this" in found.sentence


def test_no_risk_at_all_costs_nothing():
    empty = simulate(_risks(0), scenarios=50)
    assert empty.losses.tolist() == [0.0] * 50
    assert empty.contributions.empty


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"probability": 1.4}, "found 1.4, expected a number from 0 to 1"),
        ({"probability": -0.1}, "expected a number from 0 to 1"),
        ({"impact_low": 30.0}, "found 30 / 20 / 50, expected amounts that rise"),
        ({"impact_high": 15.0}, "found 10 / 20 / 15, expected amounts that rise"),
        ({"impact_low": -1.0}, "found -1, expected 0 or more"),
        ({"impact_high": np.inf}, "found an infinite amount"),
        ({"risk_id": ["K1", "K1"]}, "more than once"),
        ({"project_id": "Project1"}, "Did you mean Project 1"),
    ],
)
def test_what_is_wrong_is_named(columns, words):
    with pytest.raises(ProblemsFound) as refused:
        simulate(_risks(2, **columns), projects=["Project 1", "Q22"])
    assert words in str(refused.value)


def test_impossible_requests_are_refused():
    with pytest.raises(PmobookError, match="at least 1 scenario"):
        simulate(_risks(), scenarios=0)
    with pytest.raises(PmobookError, match="expected 0 to 1"):
        simulate(_risks(), correlation=1.2)
    with pytest.raises(PmobookError, match="no distribution"):
        simulate(_risks(), distribution="normal")
    with pytest.raises(PmobookError, match="expected a loss for each scenario"):
        conditional_value_at_risk([])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.floats(0.05, 0.95))
def test_the_mean_of_the_worst_lies_between_mean_and_maximum(losses, level):
    found = conditional_value_at_risk(losses, level)
    slack = 1e-9 * max(1.0, *(abs(one) for one in losses))
    assert np.mean(losses) - slack <= found <= max(losses) + slack


@settings(max_examples=10, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_risk_never_costs_less(one, other):
    low, high = sorted((one, other))
    cheap, dear = (simulate(_risks(2, probability=chance), scenarios=500, seed=3).losses for chance in (low, high))
    assert (dear >= cheap - 1e-9).all()
