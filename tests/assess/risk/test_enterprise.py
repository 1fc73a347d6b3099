"""The organisation's exposure is that of all business units' risks together, held to leadership's tolerances."""

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.risk import enterprise_risk

REGISTER = pd.DataFrame(
    {
        "business_unit": ["retail", "supply"], "risk_id": ["K1", "K1"], "category": ["Supplier", "Market"],
        "driver": ["", ""], "project_id": ["P1", "P1"], "probability": [1.0, 1.0], "impact_low": [3.0, 5.0],
        "impact_likely": [3.0, 5.0], "impact_high": [3.0, 5.0], "residual_probability": [0.0, np.nan],
    }
)  # fmt: skip


def test_certain_losses_add_up_and_responses_take_theirs_off():
    """3 and 5 are lost for certain, 8 together; the response to the 3 leaves 5."""
    found = enterprise_risk(REGISTER, 6.0, {"Supplier": 2.0, "Market": 9.0, "Weather": 1.0})
    whole = found.exposure.iloc[0]
    assert (whole["mean"], whole["breach_probability"]) == (pytest.approx(8.0), 1.0)
    assert (whole["residual_mean"], whole["residual_breach_probability"]) == (pytest.approx(5.0), 0.0)
    assert found.categories["subject"].tolist() == ["Supplier", "Market", "Weather"]
    assert found.categories["breach_probability"].tolist()[:2] == [1.0, 0.0]
    assert found.categories["risks"].tolist() == [1, 1, 0]
    assert found.by_business_unit["business_unit"].tolist() == ["supply", "retail"]


def test_a_register_recorded_before_responses_were_has_none_left_over():
    found = enterprise_risk(REGISTER.drop(columns="residual_probability"), None)
    assert found.residual is None
    assert np.isnan(found.exposure.iloc[0]["residual_mean"])
    assert found.categories.empty


def test_without_a_register_nothing_is_assessed():
    found = enterprise_risk(REGISTER.head(0), 6.0)
    assert found.simulation is None
    assert found.exposure.empty


def test_what_leadership_may_set_a_tolerance_for_is_the_same_in_either_table():
    found = enterprise_risk(REGISTER, 6.0, {"Supplier": 2.0, "Weather": 1.0})
    wanted = found.exposure[found.exposure["grouping"].isin(["total", "category"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(found.limits, wanted)
    assert set(found.exposure["grouping"]) == {"total", "category", "driver", "project"}
