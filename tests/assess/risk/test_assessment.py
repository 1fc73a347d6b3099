"""A register becomes an exposure: beyond tolerance or not, what carries it, and what nobody looks after."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.risk.assessment import assess_risk
from pmobook.inputs.engagement import BusinessUnit, Money, RiskTolerance
from pmobook.method.risk import risk_method
from pmobook.vocabulary import Quarter

MONEY = Money(currency="EUR")


def _form(**columns: object) -> pd.DataFrame:
    rows = {
        "risk_id": ["K1", "K2", "K3"], "project_id": ["P1", "P1", ""], "title": ["One", "Two", "Three"],
        "category": ["Supplier", "Supplier", "Market"], "probability": [0.5, 0.5, 0.2], "impact_low": [1.0, 1.0, 0.5],
        "impact_likely": [2.0, 2.0, 1.0], "impact_high": [4.0, 4.0, 2.0], "driver": ["supplier", "supplier", ""],
        "owner": ["Ann's role", "", "Ben's role"], "response": ["reduce", "accept", ""],
        "reviewed_on": pd.to_datetime(["2026-09-01", "2026-01-01", None]),
    }  # fmt: skip
    return pd.DataFrame({**rows, **columns})


PROJECTS = pd.DataFrame({"project_id": ["P1"], "title": ["Self-service returns"]})


def _assess(form: pd.DataFrame, tolerance: float | None = None):
    held = None if tolerance is None else RiskTolerance(amount=tolerance, dated=dt.date(2026, 1, 15), set_by="Board")
    unit = BusinessUnit(name="Retail", lead="Head of Retail PMO", risk_tolerance=held)
    return assess_risk(form, PROJECTS, Quarter.parse("2026Q3"), risk_method(), unit, MONEY)


def _sentences(found) -> dict[str, str]:
    return dict(zip(found.findings["finding_id"], found.findings["sentence"], strict=True))


def test_the_total_comes_first_and_groups_add_up_to_it():
    found = _assess(_form(), 5.0)
    whole = found.exposure.iloc[0]
    assert (whole["grouping"], whole["risks"]) == ("total", 3)
    for grouping in ("driver", "category", "project"):
        rows = found.exposure.loc[found.exposure["grouping"] == grouping]
        assert rows["mean"].sum() == pytest.approx(whole["mean"])
        assert rows["in_bad_cases"].sum() == pytest.approx(whole["cvar95"])
        assert rows["risks"].sum() == 3


def test_the_register_is_sorted_by_what_risks_weigh_in_bad_cases_and_names_the_project():
    found = _assess(_form(), 5.0).register
    assert found["in_bad_cases"].is_monotonic_decreasing
    assert found["risk_id"].tolist()[-1] == "K3"
    assert found.set_index("risk_id").loc["K1", "project"] == "Self-service returns"


def test_an_exposure_beyond_tolerance_asks_for_action_and_one_within_is_silent():
    beyond, within = _assess(_form(), 1.0), _assess(_form(), 1000.0)
    assert _sentences(beyond)["tolerance_exceeded"].startswith(
        "Losses exceed the EUR 1.0 million that leadership tolerates with a"
    )
    assert beyond.findings.iloc[0]["severity"] == "act"
    assert "tolerance_exceeded" not in _sentences(within)
    assert "within the EUR 1000.0 million" in within.headline.replace(",000", "000")


def test_without_a_tolerance_the_exposure_is_held_to_nothing_and_that_is_said():
    found = _assess(_form())
    assert "Leadership has set no tolerance" in _sentences(found)["tolerance_missing"]
    assert np.isnan(found.exposure.iloc[0]["breach_probability"])


def test_a_driver_that_carries_the_bad_cases_is_named_with_its_risks():
    assert _sentences(_assess(_form()))["driver_carries_exposure:supplier"].startswith("2 risks hang together on 'supplier'")


def test_risks_without_owner_review_or_estimate_are_named():
    found = _assess(_form(impact_high=[4.0, 4.0, np.nan]))
    said = _sentences(found)
    assert said["risk_without_owner:K2"] == "The risk 'Two' has no owner."
    assert said["risk_not_assessed:K3"] == "'Three' is not in the exposure: no impact high."
    assert "2 risks (K2 and K3) went unreviewed" in said["risks_stale"]
    assert "272 days old" in said["risks_stale"]
    assert found.exposure.iloc[0]["note"] == "1 without an estimate: at least this"
    assert np.isnan(found.register.set_index("risk_id").loc["K3", "mean"])


def test_a_form_that_was_not_handed_in_is_said_and_nothing_is_made_up():
    found = _assess(_form().head(0), 5.0)
    assert found.headline == "The exposure of Retail to risk is not assessed: the form risks was not handed in"
    assert found.exposure.empty
    assert found.register.empty
    assert list(_sentences(found)) == ["risks_missing"]


def test_a_form_without_any_estimate_is_not_an_exposure_of_nothing():
    found = _assess(_form(probability=[np.nan] * 3))
    assert "no risk has an estimate" in found.headline
