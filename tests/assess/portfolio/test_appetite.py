import datetime as dt

import pytest

from pmobook.assess.loss_measures import conditional_value_at_risk
from pmobook.assess.portfolio import RISK
from pmobook.assess.portfolio.exposures import exposure_by_choice

CERTAIN = [("K1", "A", 1.0, 3, 3, 3, None), ("K2", "B", 1.0, 2, 2, 2, None), ("K3", "C", 1.0, 1, 1, 1, None)]
EVERYTHING = {"budget": 20}


def tolerance(amount):
    return {"amount": amount, "dated": dt.date(2026, 7, 1), "set_by": "Board"}


def said(portfolio, kind):
    rows = portfolio.findings.loc[portfolio.findings["finding_id"].str.startswith(kind)]
    return " ".join(rows["sentence"]), list(rows["severity"])


def test_the_choice_is_held_to_the_tolerance_and_what_that_costs_is_said(assessed):
    """Shops lose 3, Tills 2, Lockers 1 for sure, 6 together; within 4 the two that are worth more stay."""
    free = assessed(unit=EVERYTHING, risks=CERTAIN)
    held = assessed(unit={**EVERYTHING, "risk_tolerance": tolerance(4)}, risks=CERTAIN)
    assert free.judged.best.chosen == ("A", "B", "C", "D")
    assert held.judged.best.chosen == ("B", "C", "D")
    assert held.judged.best.is_proven
    assert held.judged.without_tolerance.chosen == free.judged.best.chosen
    assert held.judged.price_of_tolerance == pytest.approx(free.judged.best.value - held.judged.best.value)
    sentence, severity = said(held, "tolerance_price")
    assert sentence.startswith("Without the tolerance for risk the goals could be served ")
    assert sentence.endswith(" more: 'Shops' would be done.")
    assert severity == ["watch"]


def test_a_loss_of_just_the_tolerance_is_tolerated(assessed):
    held = assessed(unit={**EVERYTHING, "risk_tolerance": tolerance(6)}, risks=CERTAIN)
    assert held.judged.best.chosen == ("A", "B", "C", "D")
    assert held.judged.price_of_tolerance == 0
    assert said(held, "tolerance_price") == ("", [])


def test_a_present_choice_beyond_the_tolerance_needs_a_decision_and_says_who_set_it(assessed):
    """Shops and Tills lose 5 where 4 is tolerated: a quarter more."""
    held = assessed(unit={**EVERYTHING, "risk_tolerance": tolerance(4)}, risks=CERTAIN)
    sentence, severity = said(held, "tolerance_exceeded")
    assert sentence == "What is chosen may lose 25% more in bad cases than is tolerated (set by Board on 1 July 2026)."
    assert severity == ["act"]
    assert held.judged.present.exceeded == {RISK: pytest.approx(1.0)}
    assert "has chosen more than its tolerance for risk allows" in held.headline


def test_without_a_tolerance_risk_is_known_and_limits_nothing(assessed):
    portfolio = assessed(unit=EVERYTHING, risks=CERTAIN)
    sentence, severity = said(portfolio, "no_risk_tolerance")
    assert sentence == "No tolerance for risk is set for Retail: what projects may lose is shown and limits nothing."
    assert severity == ["note"]
    assert portfolio.judged.without_tolerance is None
    assert portfolio.problem.exposure_of(["A", "B"]).mean == pytest.approx(5)
    assert RISK not in set(portfolio.limits["limit"])


def test_a_tolerance_without_the_form_risks_can_not_be_held_and_that_is_said(assessed):
    portfolio = assessed(unit={**EVERYTHING, "risk_tolerance": tolerance(4)})
    assert said(portfolio, "tolerance_without_risks") == (
        "The tolerance for risk can't be held: the form risks was not handed in.", ["watch"],
    )  # fmt: skip
    assert "Risk limits nothing here: the form risks was not handed in." in portfolio.problem.notes


def test_risks_without_an_estimate_are_named_with_their_project(assessed):
    portfolio = assessed(unit=EVERYTHING, risks=[*CERTAIN, ("K9", "C", None, 1, 2, 3, None)])
    sentence, severity = said(portfolio, "losses_in_part")
    assert sentence == "1 risk of 'Lockers' without an estimate: losses are at least what is stated."
    assert severity == ["watch"]


def test_losses_stand_among_the_limits_and_are_the_mean_of_the_worst_scenarios(assessed):
    risks = [("K1", "A", 0.4, 1, 2, 5, "weather"), ("K2", "B", 0.6, 1, 2, 3, "weather")]
    portfolio = assessed(unit={**EVERYTHING, "risk_tolerance": tolerance(50)}, risks=risks)
    row = portfolio.limits.set_index("limit").loc[RISK]
    table = portfolio.problem.risk.by_project
    assert row["available"] == 50
    assert row["present"] == pytest.approx(conditional_value_at_risk(table[["A", "B"]].sum(axis=1), 0.95))
    assert row["wanted"] == pytest.approx(row["best"])


def test_the_expected_loss_of_each_project_is_recorded_and_missing_where_nothing_is_known(assessed):
    portfolio = assessed(unit=EVERYTHING, risks=[*CERTAIN[:2], ("K9", "C", None, 1, 2, 3, None)])
    lost = portfolio.selection.set_index("project_id")["expected_loss"]
    assert lost["A"] == pytest.approx(3)
    assert lost[["C", "D", "E"]].isna().all()


def test_nothing_within_the_tolerance_says_what_to_change(assessed):
    """Cooling must be done and loses 2, where 1 is tolerated."""
    portfolio = assessed(unit={**EVERYTHING, "risk_tolerance": tolerance(1)}, risks=[("K1", "D", 1.0, 2, 2, 2, None)])
    assert portfolio.judged.best is None
    sentence, severity = said(portfolio, "nothing_fits")
    assert sentence.startswith("No choice of projects keeps every limit and mandate.")
    assert "risk" in sentence
    assert severity == ["act"]


def test_risks_of_no_project_are_held_to_the_tolerance_with_those_of_the_projects_chosen(assessed):
    """2 is lost whatever is chosen: of a tolerance of 6, 4 is left for Shops (3), Tills (2) and Lockers (1)."""
    risks = [*CERTAIN, ("K7", None, 1.0, 2, 2, 2, None)]
    held = assessed(unit={**EVERYTHING, "risk_tolerance": tolerance(6)}, risks=risks)
    assert held.judged.best.chosen == ("B", "C", "D")
    assert held.problem.exposure_of(["B", "C"]).in_bad_cases == pytest.approx(5)
    assert held.judged.present.exceeded == {RISK: pytest.approx(1.0)}


def test_a_tolerance_that_the_risks_of_no_project_exceed_alone_leaves_no_choice(assessed):
    risks = [("K7", None, 1.0, 2, 2, 2, None)]
    held = assessed(unit={**EVERYTHING, "risk_tolerance": tolerance(1)}, risks=risks)
    assert held.judged.best is None
    assert said(held, "nothing_fits")[1] == ["act"]


def test_every_choice_and_every_point_of_the_frontier_says_what_it_may_lose(assessed):
    """Each project loses a known amount, so that exposure is exact: 5 for the present Shops and Tills."""
    held = assessed(unit={**EVERYTHING, "risk_tolerance": tolerance(4)}, risks=CERTAIN)
    rows = exposure_by_choice(held.judged).set_index("choice")
    present = rows.loc["The present choice"]
    assert (present["mean"], present["p80"], present["in_bad_cases"]) == tuple(pytest.approx(5.0) for _ in range(3))
    assert (present["breach_probability"], present["breach_error"]) == (1.0, 0.0)
    assert rows.loc["The best choice", "breach_probability"] == 0.0
    points = held.frontier
    assert points["cvar95"].max() <= 4 + 1e-9
    assert points["expected_loss"].tolist() == points["cvar95"].tolist() == pytest.approx(points["p80"].tolist())
    assert points["breach_probability"].eq(0).all()


def test_without_risks_the_frontier_s_losses_are_not_assessed(assessed):
    assert assessed(unit=EVERYTHING).frontier["cvar95"].isna().all()
