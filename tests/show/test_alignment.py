import pandas as pd
import pytest

from pmobook.assess.alignment import AlignmentForms, assess_alignment
from pmobook.inputs.engagement import BusinessUnit, Money
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.method.impact import impact_scale
from pmobook.method.thresholds import thresholds
from pmobook.show import alignment

POUNDS = Money(currency="GBP")


def fill(name, *rows):
    kinds = empty_frame(form(name)).dtypes.drop("row")
    return pd.DataFrame({column: pd.Series([row.get(column) for row in rows], dtype=kind) for column, kind in kinds.items()})


def assess(costs=True, goals=True):
    forms = AlignmentForms(
        goals=fill(
            "goals",
            *[
                {"goal_id": "a", "title": "Serve <all> customers within one day", "weight": 3, "owner": "Director"},
                {"goal_id": "b", "title": "Waste less", "weight": 1},
            ]
            * goals,
        ),
        projects=fill(
            "projects",
            {"project_id": "p", "title": "Returns", "stage": "executing"},
            {"project_id": "q", "title": "Robots", "stage": "idea"},
        ),
        project_goals=fill(
            "project_goals",
            *[
                {"project_id": "p", "goal_id": "a", "impact": "extreme"},
                {"project_id": "q", "goal_id": "b", "impact": None},
            ]
            * goals,
        ),
        project_costs=fill("project_costs", *[{"project_id": "p", "period": "2026-07", "actual_cost": 12.34}] * costs),
    )
    return assess_alignment(forms, impact_scale(), thresholds().alignment, BusinessUnit(name="Retail"))


@pytest.fixture(scope="module")
def assessed():
    return assess()


def test_goals_show_what_was_given_and_its_share(assessed):
    html = alignment.goal_weights(assessed).html
    assert "Serve &lt;all&gt; customers" in html
    assert "75%" in html
    assert "none named" in html


def test_spend_is_drawn_beside_the_weight_with_its_figures_below(assessed):
    html = alignment.spend_against_weight(assessed, POUNDS).html
    assert html.count("<svg") == 1
    assert "Bars: share of spend; ticks: weight" in html
    assert "+25%" in html
    assert "£12.3m" in html
    assert "No goal" in html


def test_without_spend_the_figures_stand_alone_and_say_so():
    html = alignment.spend_against_weight(assess(costs=False), POUNDS).html
    assert "<svg" not in html
    assert "spend not assessed: no costs were handed in" in html


def test_without_goals_a_sentence_says_so():
    got = assess(goals=False)
    assert (
        "Not assessed: goals, projects or their impacts were not handed in." in alignment.spend_against_weight(got, POUNDS).html
    )
    assert "Not assessed: the form goals was not handed in." in alignment.goal_weights(got).html
    assert "No impact of a project on a goal was handed in." in alignment.how_valued(got, POUNDS).html
    assert "not assessed" in alignment.project_values(got, POUNDS).html


def test_a_value_that_is_not_fully_assessed_is_drawn_as_a_range(assessed):
    html = alignment.project_values(assessed, POUNDS).html
    assert "0.00 to 0.25" in html
    assert "stroke-dasharray" in html
    assert html.index("Returns") < html.index("Robots")


def without_goals(impacts, costs=()):
    rows = [{"project_id": name, "goal_id": "a", "impact": impact} for name, impact in impacts.items()]
    projects = [{"project_id": name, "title": name.title(), "stage": "executing"} for name in ("never", "none", "open", "well")]
    spent = [{"project_id": name, "period": "2026-07", "actual_cost": cost} for name, cost in costs]
    forms = AlignmentForms(
        goals=fill("goals", {"goal_id": "a", "title": "Waste less", "weight": 3}, {"goal_id": "b", "title": "Grow", "weight": 1}),
        projects=fill("projects", *projects),
        project_goals=fill("project_goals", *rows),
        project_costs=fill("project_costs", *spent),
    )
    return assess_alignment(forms, impact_scale(), thresholds().alignment, BusinessUnit(name="Retail"))


def test_projects_that_serve_no_goal_stand_apart_from_those_nobody_has_rated():
    got = without_goals({"none": "none", "open": None, "well": "strong"})
    html = alignment.projects_without_goals(got, POUNDS).html
    assert html.index(">serves no goal<") < html.index(">no impact assessed<") < html.index(">nobody has rated it<")
    assert html.index(">None<") < html.index(">Open<") < html.index(">Never<")
    assert "Well" not in html


def test_projects_without_a_goal_are_not_assessed_without_the_forms_and_may_be_none_at_all():
    everyone = without_goals(dict.fromkeys(("never", "none", "open", "well"), "strong"))
    assert "Every project serves a goal." in alignment.projects_without_goals(everyone, POUNDS).html
    assert "Not assessed: goals, projects" in alignment.projects_without_goals(assess(goals=False), POUNDS).html


def test_a_goal_whose_spend_is_not_known_is_drawn_without_a_bar_and_says_why():
    got = without_goals({"none": "none", "well": "strong"}, [("none", 5)])
    html = alignment.spend_against_weight(got, POUNDS).html
    assert "spend not assessed)" in html
    assert "spend of 1 project not assessed" in html


def test_workings_show_what_each_impact_adds(assessed):
    html = alignment.how_valued(assessed, POUNDS).html
    assert "0.750" in html
    assert "100%" in html
