import pandas as pd
import pytest

from pmobook.assess.alignment import AlignmentForms, assess_alignment
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
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


def judged(judges, goals=("a", "b"), owner_given=1):
    """Assess goals that judges compared, given as judge to {(goal, goal): preference}."""
    forms = AlignmentForms(
        goals=fill("goals", *[{"goal_id": one, "title": f"Goal <{one}>", "weight": owner_given} for one in goals]),
        projects=fill(
            "projects", {"project_id": "p", "title": "Returns", "stage": "executing", "sponsor": "Director <of> Stores"}
        ),
        project_goals=fill("project_goals", {"project_id": "p", "goal_id": "a", "impact": "strong"}),
        project_costs=fill("project_costs", {"project_id": "p", "period": "2026-07", "actual_cost": 4}),
        goal_comparisons=fill(
            "goal_comparisons",
            *[
                {"judge": judge, "goal_a": one, "goal_b": other, "preference": preference}
                for judge, pairs in judges.items()
                for (one, other), preference in pairs.items()
            ],
        ),
    )
    return assess_alignment(forms, impact_scale(), thresholds().alignment, BusinessUnit(name="Retail"))


BOTH = {"Chair": {("a", "b"): 1}, "Treasurer": {("a", "b"): 9}}


def test_each_judge_s_weights_stand_beside_the_interval():
    html = alignment.judges_weights(judged(BOTH)).html
    assert html.count("<svg") == 1
    assert "50% to 90%" in html
    assert "Treasurer" in html
    assert "lowest to the highest weight that any of the 2 judges alone would give" in html
    weights = alignment.goal_weights(judged(BOTH)).html
    assert "50% to 90%" in weights
    assert "the weights given are shown and do not count" in weights


def test_one_judge_has_weights_and_no_interval():
    html = alignment.judges_weights(judged({"Chair": {("a", "b"): 3}})).html
    assert "75%" in html
    assert "at least two judges" in html


def test_consistency_is_told_in_words_with_the_pair_to_ask_again_and_the_index_it_is_measured_against():
    circle = {("a", "b"): 5, ("b", "c"): 5, ("a", "c"): 1 / 5}
    html = alignment.consistency(judged({"Treasurer": circle}, "abc")).html
    assert "contradictory (above 0.1)" in html
    assert "◆" in html
    assert "was judged" in html
    assert "Saaty (2005)" in html
    assert "Goal <a>" not in html


def test_without_judges_exhibits_say_so_and_why():
    for show in (alignment.judges_weights, alignment.consistency, alignment.how_weighed):
        assert "how far executives agree on the weights is not assessed" in show(assess()).html
    unusable = judged({"Chair": {("a", "b"): 3}}, "abc")
    assert "could not be used" in alignment.judges_weights(unusable).html
    assert "Not used: &#x27;Goal &lt;c&gt;&#x27;: no comparison with anything else" in alignment.how_weighed(unusable).html


def test_the_judgements_pair_by_pair_are_written_as_judges_write_them():
    html = alignment.how_weighed(judged({"Chair": {("a", "b"): 1 / 3}})).html
    assert ">1/3<" in html
    assert "Judgements count before weights given" in html


def test_spend_is_drawn_beside_the_interval_of_the_weight():
    html = alignment.spend_against_weight(judged(BOTH), POUNDS).html
    assert "lines: what the judges disagree about" in html
    assert "50% to 90%" in html
    assert ">above<" in html


def test_sponsors_stand_with_their_projects_and_money():
    html = alignment.sponsors(judged(BOTH), POUNDS).html
    assert "Director &lt;of&gt; Stores" in html
    assert "£4.0m" in html
    assert "selected and executing" in html
    assert "none named" in alignment.sponsors(assess(costs=False), POUNDS).html
