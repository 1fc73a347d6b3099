"""A register becomes an exposure: beyond tolerance or not, what carries it, and what nobody looks after."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.risk.assessment import assess_risk
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.tolerances import RiskTolerance
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
    assert "within the EUR 1000.0 million" in within.headline.replace("EUR 1,000 ", "EUR 1000.0 ")


def test_without_a_tolerance_the_exposure_is_held_to_nothing_and_that_is_said():
    found = _assess(_form())
    assert "Leadership has set no tolerance" in _sentences(found)["tolerance_missing"]
    assert np.isnan(found.exposure.iloc[0]["breach_probability"])


def test_a_driver_that_carries_the_bad_cases_is_named_with_its_risks():
    assert _sentences(_assess(_form()))["driver_carries_exposure:supplier"].startswith(
        "'supplier' is the common cause of 2 risks"
    )


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


def _with_categories(form: pd.DataFrame, **by_category: float):
    held = RiskTolerance(amount=100.0, by_category=by_category, dated=dt.date(2026, 1, 15), set_by="Board")
    unit = BusinessUnit(name="Retail", lead="Head of Retail PMO", risk_tolerance=held)
    return assess_risk(form, PROJECTS, Quarter.parse("2026Q3"), risk_method(), unit, MONEY)


def test_a_category_is_held_to_its_own_tolerance_by_its_own_risks():
    """The only risk of 'Market' happens in one scenario of five and then costs 0.4 or more."""
    found = _with_categories(_form(), Market=0.01)
    row = found.exposure.set_index(["grouping", "subject"]).loc[("category", "Market")]
    assert row["breach_probability"] == pytest.approx(0.2, abs=4 * row["breach_error"] + 1e-3)
    said = _sentences(found)
    assert said["category_exceeds_tolerance:Market"].startswith("Losses from 'Market' exceed the EUR 0.01 million")
    assert "tolerance_exceeded" not in said
    assert "category_exceeds_tolerance:Market" not in _sentences(_with_categories(_form(), Market=50.0))


def test_a_tolerance_that_no_risk_meets_is_named_with_the_category_that_may_be_meant():
    found = _with_categories(_form(), suppliers=5.0, Weather=1.0)
    said = _sentences(found)
    assert said["tolerance_of_no_risk:suppliers"].endswith("Is 'Supplier' meant?")
    assert "no risk with an estimate is in that category." in said["tolerance_of_no_risk:Weather"]
    row = found.exposure.set_index("subject").loc["Weather"]
    assert (row["risks"], np.isnan(row["breach_probability"])) == (0, True)


def test_categories_and_drivers_spelled_alike_are_named():
    said = _sentences(_assess(_form(category=["Supplier", "supplier", "Market"], driver=["steel price", "Steel-price", ""])))
    assert (
        said["categories_alike:supplier"] == "'Supplier' and 'supplier' count as 2 categories. Write them alike if they are one."
    )
    assert said["drivers_alike:steelprice"].startswith("'Steel-price' and 'steel price' count as 2 drivers.")


def _with_responses(tolerance: float, **columns: object):
    given = {
        "response_cost": [0.1, 5.0, None], "residual_probability": [0.1, 0.45, None],
        "response_due": pd.to_datetime(["2026-12-31", "2026-09-30", None]),
    }  # fmt: skip
    return _assess(_form(**{**given, **columns}), tolerance)


def test_the_exposure_that_responses_leave_stands_beside_that_of_now():
    found = _with_responses(5.0)
    whole = found.exposure.iloc[0]
    assert whole["residual_mean"] < whole["mean"]
    assert whole["residual_cvar95"] < whole["cvar95"]
    assert whole["residual_breach_probability"] < whole["breach_probability"]
    for grouping in ("driver", "category", "project"):
        rows = found.exposure.loc[found.exposure["grouping"] == grouping]
        assert rows["residual_mean"].sum() == pytest.approx(whole["residual_mean"])
    without = _assess(_form(), 5.0).exposure.iloc[0]
    assert np.isnan(without["residual_mean"])
    assert np.isnan(without["residual_breach_probability"])


def test_a_response_that_does_not_pay_or_is_due_is_a_finding_of_the_risk_s_owner():
    found = _with_responses(5.0)
    said = _sentences(found)
    assert said["response_does_not_pay:K2"].startswith("The response to 'Two' costs EUR 5.0 million and saves EUR 0.1")
    assert "response_does_not_pay:K1" not in said
    assert said["response_due:K2"].startswith("The response to 'Two' was due on 30 September 2026.")
    assert "response_due:K1" not in said
    owners = dict(zip(found.findings["finding_id"], found.findings["owner"], strict=True))
    assert owners["response_due:K2"] == "Head of Retail PMO"


def test_leadership_learns_whether_the_responses_bring_losses_within_tolerance():
    enough = _with_responses(3.0, probability=[0.9, 0.0, 0.0], residual_probability=[0.0, None, None])
    assert _sentences(enough)["responses_enough"].startswith(
        "The responses planned would bring losses within tolerance: from EUR"
    )
    assert "responses_not_enough" in _sentences(_with_responses(1.0))


def test_responses_without_effect_or_cost_are_counted():
    said = _sentences(_assess(_form(response=["reduce", "avoid", ""], residual_probability=[None, 0.1, None]), 5.0))
    assert said["responses_without_effect"].startswith("1 of 2 responses don't say what they would leave")
    assert said["responses_without_cost"].endswith("(K2).")


def test_every_figure_of_the_exposure_has_its_error():
    row = _with_responses(5.0).exposure.iloc[0]
    for name in ("mean", "p50", "p80", "p95", "cvar95", "in_bad_cases", "breach", "residual_mean", "residual_cvar95"):
        assert row[f"{name}_error"] >= 0


def test_a_loss_at_the_tolerance_is_too_close_to_tell():
    bad = float(_assess(_form(), 5.0).exposure.iloc[0]["cvar95"])
    assert "too close to the EUR" in _assess(_form(), bad).headline
