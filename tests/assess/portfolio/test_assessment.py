import pandas as pd
import pytest

from pmobook.assess.tables import FRONTIER, SELECTION


def said(portfolio, kind):
    rows = portfolio.findings.loc[portfolio.findings["finding_id"].str.startswith(kind)]
    return " ".join(rows["sentence"]), list(rows["severity"])


def test_the_best_choice_stops_and_starts_with_reasons(assessed):
    """Budget 8, present A, B, D for 8: C is worth more than A for the same money."""
    portfolio = assessed(unit={"budget": 8})
    judged = portfolio.judged
    assert judged.best.chosen == ("B", "C", "D")
    assert (judged.starts, judged.stops) == (("C",), ("A",))
    assert judged.best.is_proven
    moves = portfolio.moves.set_index("project_id")
    assert moves.loc["C", "move"] == "starts"
    assert "without it the value would be" in moves.loc["C", "reason"]
    assert moves.loc["A", "move"] == "stops"
    assert "Lockers would have to go" in moves.loc["A", "reason"]
    assert moves.loc["D", "reason"] == "it must be done: required by Regulator"
    assert moves.loc["E", "move"] == "can't be chosen"


def test_a_better_choice_is_a_finding_with_its_gain(assessed):
    portfolio = assessed(unit={"budget": 8})
    sentence, severity = said(portfolio, "better_choice")
    assert sentence.startswith("Stopping 'Shops' and starting 'Lockers' would serve the goals ")
    assert sentence.endswith("more, at 100% of the present cost.")
    assert severity == ["act"]
    assert portfolio.headline.startswith("Retail could serve its goals ")


def test_the_best_present_choice_is_said_to_be_the_best(assessed):
    projects = [("B", "Tills", "executing", None, None, None), ("C", "Lockers", "selected", None, None, None)]
    portfolio = assessed(projects=projects, unit={"budget": 8})
    assert portfolio.headline == "No other choice would serve the goals of Retail better than the present one within its limits"
    assert said(portfolio, "better_choice") == ("", [])


def test_more_than_the_budget_is_a_finding(assessed):
    portfolio = assessed(unit={"budget": 4})
    assert said(portfolio, "budget_exceeded") == ("What is chosen still costs 100% more than the budget.", ["act"])
    assert "has chosen more than its budgets allow" in portfolio.headline


def test_people_who_are_not_there_are_named_with_role_and_quarter(assessed):
    demand = [("A", "Analyst", "2026-10", 1.0), ("B", "Analyst", "2026-10", 1.0)]
    portfolio = assessed(demand=demand, capacity=[("Analyst", "2026-10", 1.0)], unit={"budget": 20})
    sentence, _ = said(portfolio, "people_exceeded")
    assert "needs 0.9 person-months more of Analyst in 2026Q4 than may be booked" in sentence
    assert portfolio.judged.by_money_alone.value > portfolio.judged.best.value
    assert "Shops" in said(portfolio, "people_worth")[0]


def test_a_mandate_has_a_price_and_belongs_to_who_asked_for_it(assessed):
    portfolio = assessed(unit={"budget": 7})
    sentence, _ = said(portfolio, "mandate_price")
    assert sentence.startswith("Without the mandate of 'Cooling' the goals could be served ")
    owner = portfolio.findings.loc[portfolio.findings["finding_id"] == "mandate_price:D", "owner"]
    assert list(owner) == ["Regulator"]


def test_a_mandate_without_a_cost_needs_action(assessed):
    projects = [("B", "Tills", "executing", None, None, None), ("E", "Robots", "idea", None, "yes", "Regulator")]
    sentence, severity = said(assessed(projects=projects), "mandate_without_cost")
    assert sentence == "'Robots' must be done, but what it costs is not assessed: no money is kept for it."
    assert severity == ["act"]


def test_no_budget_is_a_finding_and_the_present_money_the_limit(assessed):
    sentence, _ = said(assessed(unit={"budget": None}), "no_budget")
    assert "No budget is set for Retail" in sentence


def test_where_nothing_fits_the_smallest_change_is_said_and_the_rest_goes_on(assessed):
    portfolio = assessed(unit={"budget": 0.5})
    assert portfolio.judged.best is None
    assert portfolio.headline == "No choice of projects keeps every limit and mandate of Retail"
    assert "raise the limit of money by 0.5" in said(portfolio, "nothing_fits")[0]
    assert portfolio.selection["is_chosen"].isna().all()
    assert portfolio.frontier["value"].notna().any()


def test_contradictory_mandates_and_links_are_explained(assessed):
    projects = [("A", "Shops", "executing", None, "yes", None), ("B", "Tills", "executing", None, "yes", None)]
    portfolio = assessed(projects=projects, project_links=[("A", "excludes", "B")])
    assert "drop the" in said(portfolio, "nothing_fits")[0]


def test_nothing_assessed_says_so_and_fills_tables_without_figures(assessed):
    portfolio = assessed(goals=[], project_goals=[], weights={})
    assert "is not assessed: the forms goals and project_goals were not handed in" in portfolio.headline
    assert len(portfolio.findings) == 1
    assert portfolio.frontier.empty
    assert portfolio.selection["value"].isna().all()


def test_tables_have_their_columns(assessed):
    portfolio = assessed()
    assert list(portfolio.selection.columns) == list(SELECTION)
    assert list(portfolio.frontier.columns) == list(FRONTIER)
    assert set(portfolio.tables) == {"selection", "frontier", "findings"}
    row = portfolio.selection.set_index("project_id").loc["E"]
    assert pd.isna(row["is_chosen"])
    assert pd.isna(row["value"])
    assert "0.00 to 0.30, counted as 0.00" in row["note"]


def test_the_frontier_never_falls_and_holds_the_best_choice(assessed):
    portfolio = assessed(unit={"budget": 8})
    points = portfolio.frontier
    assert portfolio.judged.frontier_is_exact
    assert points["value"].dropna().is_monotonic_increasing
    assert (points["value_without_other_limits"] >= points["value"]).all()
    at_budget = points.loc[points["budget"] == 8.0, "value"]
    assert at_budget.item() == pytest.approx(portfolio.judged.best.value)


def test_a_project_that_brings_nothing_is_never_chosen_and_never_open(assessed):
    impacts = [("A", "grow", "none"), ("B", "grow", "strong"), ("C", "grow", "low"), ("D", "care", "low")]
    portfolio = assessed(project_goals=impacts, unit={"budget": 20})
    row = portfolio.selection.set_index("project_id").loc["A"]
    assert not row["is_chosen"]
    assert row["core_index"] == 0
    assert "it brings nothing to any goal" in row["note"]
    assert "A" not in ";".join(portfolio.frontier["enters"]).split(";")


def test_an_impact_that_could_decide_is_named(assessed):
    impacts = [("B", "grow", "strong"), ("C", "grow", None), ("D", "care", "low"), ("A", "grow", "low")]
    sentence, _ = said(assessed(project_goals=impacts, unit={"budget": 8}), "decisive_impact")
    assert sentence == "Judging what 'Lockers' brings to the goals could change the choice: its impacts are not assessed."


def test_the_order_of_projects_changes_no_figure(assessed, problem):
    first = assessed(unit={"budget": 8})
    rows = list(reversed([
        ("A", "Shops", "executing", None, "no", None), ("B", "Tills", "executing", None, None, None),
        ("C", "Lockers", "proposed", None, None, None), ("D", "Cooling", "selected", None, "yes", "Regulator"),
        ("E", "Robots", "idea", None, None, None),
    ]))  # fmt: skip
    second = assessed(projects=rows, unit={"budget": 8})
    assert set(second.judged.best.chosen) == set(first.judged.best.chosen)
    assert second.judged.best.value == first.judged.best.value
