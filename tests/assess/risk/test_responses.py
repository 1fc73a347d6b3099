"""A response is worth what it takes off the exposure in the same scenarios, against what it costs."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.risk import response_worth, simulate
from pmobook.errors import ProblemsFound

TEN = {"impact_low": 10.0, "impact_likely": 10.0, "impact_high": 10.0}
"""An impact that is known to the cent."""


def _sure(**columns: object) -> pd.DataFrame:
    """Return two risks that are certain to cost 10 each."""
    frame = {"risk_id": ["A", "B"], "probability": [1.0, 1.0], **{name: [value] * 2 for name, value in TEN.items()}}
    return pd.DataFrame({**frame, **columns})


def test_what_sure_responses_save_is_exact():
    """A certain loss of 10 each; A's response leaves nothing, B's leaves 4: 16 of 20 saved, both on average and in bad cases."""
    found = response_worth(
        _sure(
            residual_probability=[0.0, None], residual_impact_low=[None, 4.0], residual_impact_likely=[None, 4.0],
            residual_impact_high=[None, 4.0], response_cost=[4.0, 12.0],
        ),
        scenarios=200,
    )  # fmt: skip
    assert (float(found.inherent.summary.mean), float(found.residual.summary.mean)) == (20.0, pytest.approx(4.0))
    table = found.table.set_index("risk_id")
    assert table["mean_saved"].to_dict() == {"A": 10.0, "B": pytest.approx(6.0)}
    assert table["bad_saved"].to_dict() == table["bad_saved_last"].to_dict() == {"A": 10.0, "B": pytest.approx(6.0)}
    assert table["verdict"].to_dict() == {"A": "pays", "B": "doesn't pay"}
    assert table["per_money"].to_dict() == {"A": 2.5, "B": pytest.approx(0.5)}
    assert (found.mean_saved.value, found.cost) == (pytest.approx(16.0), 16.0)


def test_a_rare_loss_is_worth_more_in_bad_cases_than_on_average():
    """A loss of 100 in one of 20 scenarios: avoiding it saves 5 on average and 100 in the worst twentieth."""
    rare = {"probability": [0.05], "impact_low": [100], "impact_likely": [100], "impact_high": [100], "residual_probability": [0]}
    found = response_worth({**rare, "response_cost": [20]}, scenarios=2**14).table.iloc[0]
    assert found["mean_saved"] == pytest.approx(5.0, abs=0.1)
    assert found["bad_saved"] == pytest.approx(100.0, abs=2.0)
    assert found["verdict"] == "pays in bad cases only"


def test_what_responses_take_off_bad_cases_together_is_not_their_sum():
    """Either of two risks makes a case bad, so that one response alone changes little, and both together nearly everything."""
    frame = pd.DataFrame(
        {
            "risk_id": ["A", "B"], "probability": [0.05, 0.05], "impact_low": [100, 100], "impact_likely": [100, 100],
            "impact_high": [100, 100], "residual_probability": [0, 0], "response_cost": [1, 1],
        }
    )  # fmt: skip
    found = response_worth(frame, scenarios=2**14, correlation=0, driver_correlation=0)
    table = found.table.set_index("risk_id")
    # Independent: 0.05² · 200 + (0.05 - 0.05²) · 100 a scenario in the worst twentieth, which is 105; one alone leaves 100.
    assert found.bad_saved.value == pytest.approx(105, abs=3)
    assert table["bad_saved"].max() == pytest.approx(5, abs=3)
    assert table["bad_saved_last"].min() == pytest.approx(100, abs=3)
    assert found.bad_saved_singly < 20


@settings(max_examples=20, deadline=None)
@given(
    risks=st.lists(
        st.tuples(st.floats(0.02, 0.98), st.floats(0, 1), st.floats(0.1, 5), st.sampled_from(["", "a", "b"])),
        min_size=1,
        max_size=4,
    )
)
def test_a_response_that_lowers_a_probability_never_raises_the_exposure(risks):
    frame = pd.DataFrame(
        {
            "probability": [one[0] for one in risks], "residual_probability": [one[0] * one[1] for one in risks],
            "impact_low": [one[2] for one in risks], "impact_likely": [2 * one[2] for one in risks],
            "impact_high": [4 * one[2] for one in risks], "driver": [one[3] for one in risks],
        }
    )  # fmt: skip
    found = response_worth(frame, scenarios=256)
    assert (found.residual.losses <= found.inherent.losses + 1e-6).all()
    assert (found.table["mean_saved"] >= -1e-9).all()
    assert found.table["mean_saved"].sum() == pytest.approx(found.mean_saved.value, abs=1e-9)


def test_where_no_response_is_estimated_what_is_left_is_what_there_is():
    found = response_worth(_sure(probability=[0.5, 0.2], response=["reduce", "accept"]), scenarios=500)
    assert np.array_equal(found.inherent.losses, found.residual.losses)
    assert not found.is_assessed
    assert found.table["verdict"].tolist() == ["effect not assessed"]
    assert found.table["note"].tolist() == ["nobody says what it would leave"]


def test_an_unchanged_residual_leaves_every_scenario_as_it_is():
    """Common random numbers: the same estimate gives the same losses to the last bit, so that a difference is no chance."""
    found = response_worth(_sure(probability=[0.5, 0.2], residual_probability=[0.5, 0.2]), scenarios=500)
    assert np.array_equal(found.inherent.losses, found.residual.losses)
    assert found.table["mean_saved_error"].tolist() == [0.0, 0.0]


def test_the_exposure_of_now_is_that_of_simulate():
    frame = _sure(probability=[0.5, 0.2], residual_probability=[0.1, None])
    same = simulate(frame, scenarios=500, tolerance=12)
    assert np.array_equal(response_worth(frame, scenarios=500, tolerance=12).inherent.losses, same.losses)


def test_a_cost_that_nobody_knows_is_no_cost_of_nothing_and_what_is_free_comes_first():
    frame = _sure(residual_probability=[0.0, 0.5], response_cost=[None, 0.0])
    table = response_worth(frame, scenarios=500).table
    assert table["risk_id"].tolist() == ["B", "A"]
    assert table["verdict"].tolist() == ["pays", "cost not assessed"]
    assert table["per_money"].isna().all()
    assert math.isnan(response_worth(frame, scenarios=500).cost)


def test_a_free_response_that_makes_it_worse_does_not_pay():
    found = response_worth(
        _sure(probability=[0.5, 0.5], residual_probability=[0.9, None], response_cost=[0, None]), scenarios=500
    )
    table = found.table.set_index("risk_id")
    assert table.loc["A", "mean_saved"] < 0
    assert table.loc["A", "verdict"] == "doesn't pay"


def test_a_risk_without_an_estimate_leaves_its_response_not_assessed():
    found = response_worth(_sure(probability=[None, 0.5], residual_probability=[0.1, 0.1]), scenarios=500)
    notes = dict(zip(found.table["risk_id"], found.table["note"], strict=True))
    assert notes == {"A": "the risk has no probability", "B": ""}


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"residual_probability": [1.4, None]}, "risk A, residual_probability: found 1.4, expected a number from 0 to 1"),
        ({"residual_probability": ["often", None]}, "risk A, residual_probability: found 'often', expected a number"),
        ({"residual_impact_low": [1.0, None]}, "found 1 / nothing / nothing, expected all three, or none"),
        ({"response_cost": [-2, 0]}, "risk A, response_cost: found -2, expected 0 or more"),
        ({"response_due": ["soon", None]}, "risk A, response_due: found 'soon', expected a day"),
        (
            {"residual_impact_low": [3, None], "residual_impact_likely": [2, None], "residual_impact_high": [4, None]},
            "found 3 / 2 / 4, expected amounts that rise",
        ),
        (
            {"residual_impact_low": [-1, None], "residual_impact_likely": [2, None], "residual_impact_high": [4, None]},
            "found -1 / 2 / 4, expected amounts of 0 or more",
        ),
    ],
)
def test_what_can_not_be_read_is_named(columns, words):
    with pytest.raises(ProblemsFound) as refused:
        response_worth(_sure(**columns), scenarios=100)
    assert words in str(refused.value)


def test_normal_impacts_take_a_residual_probability_and_no_residual_impacts():
    normal = {"mean": [10], "sd": [1], "probability": [0.5], "residual_probability": [0.0]}
    assert response_worth(normal, scenarios=500).residual.losses.max() == 0
    with pytest.raises(ProblemsFound, match="no residual impacts beside mean and sd"):
        response_worth({**normal, "residual_impact_low": [1]}, scenarios=500)
