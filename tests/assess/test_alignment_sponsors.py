import numpy as np
import pandas as pd
import pytest

from pmobook.assess.alignment_sponsors import measure_findings, sponsor_findings, sponsor_load
from pmobook.assess.goals import weigh_goals
from pmobook.assess.tables import PROJECT_VALUES, build

STAGES = ("selected", "executing")


def projects(*rows):
    """Return the table of project values from (title, sponsor, stage, spend)."""
    blank = dict.fromkeys(PROJECT_VALUES)
    return build(
        (
            {**blank, "project_id": title, "title": title, "sponsor": sponsor, "stage": stage, "spend": spend}
            for title, sponsor, stage, spend in rows
        ),
        PROJECT_VALUES,
    )


def told(values, method):
    found = sponsor_findings(sponsor_load(values, STAGES), values, STAGES, method.alignment, "Head of PMO")
    return {one.finding_id: (one.severity, one.sentence) for one in found}


def test_a_sponsor_s_load_counts_what_is_under_way_and_its_money():
    rows = projects(("A", "Director", "executing", 30), ("B", " director", "selected", 10), ("C", "Director", "closed", 500),
                    ("D", "Chair", "executing", 60), ("E", None, "executing", None))  # fmt: skip
    load = sponsor_load(rows, STAGES)
    assert load["sponsor"].tolist() == ["Director", "Chair", ""]
    assert load["projects"].tolist() == [2, 1, 1]
    assert load["all_projects"].tolist() == [3, 1, 1]
    assert load["spend_share"].tolist()[:2] == [0.4, 0.6]


def test_spend_that_nobody_knows_is_not_zero():
    load = sponsor_load(projects(("A", "Director", "executing", None), ("B", "Chair", "idea", None)), STAGES)
    assert np.isnan(load.loc[load["sponsor"] == "Director", "spend"].iloc[0])
    assert load.loc[load["sponsor"] == "Director", "spend_not_assessed"].iloc[0] == 1
    assert load.loc[load["sponsor"] == "Chair", "spend"].iloc[0] == 0


def test_without_projects_there_is_no_load():
    assert sponsor_load(projects(), STAGES).empty


@pytest.mark.parametrize(("count", "is_told"), [(4, False), (5, True)])
def test_a_sponsor_of_five_projects_under_way_is_named(method, count, is_told):
    rows = projects(*((f"P{number}", "Director", "executing", 1) for number in range(count)), ("Z", "Chair", "executing", 99))
    found = told(rows, method)
    assert ("sponsor_load:Director" in found) is is_told
    if is_told:
        assert found["sponsor_load:Director"] == (
            "watch", "Director sponsors 5 projects under way, with 5% of the spend on such projects.",
        )  # fmt: skip


@pytest.mark.parametrize(("spend", "is_told"), [(59, False), (60, True)])
def test_a_sponsor_of_three_fifths_of_the_spend_is_noted(method, spend, is_told):
    found = told(projects(("A", "Director", "executing", spend), ("B", "Chair", "executing", 100 - spend)), method)
    assert ("sponsor_load:Director" in found) is is_told


def test_a_sponsor_without_others_beside_is_no_finding(method):
    assert told(projects(("A", "Director", "executing", 5)), method) == {}


def test_projects_under_way_without_a_sponsor_are_named_and_ideas_are_not(method):
    found = told(projects(("A", None, "executing", 5), ("B", " ", "selected", 5), ("C", None, "idea", None)), method)
    assert found == {"projects_without_sponsor": ("watch", "2 projects under way have no sponsor: 'A' and 'B'.")}


def measured(fill, goals, measures):
    rows = [{"goal_id": goal, "title": goal, "owner": "Director", "weight": 1, "parent_goal_id": above} for goal, above in goals]
    form = fill("measures", [{"measure_id": f"m{number}", "title": "M", "goal_id": goal} for number, goal in enumerate(measures)])
    return {one.finding_id: one.sentence for one in measure_findings(weigh_goals(fill("goals", rows)), form)}


def test_a_goal_that_no_measure_names_is_told_and_a_wider_goal_by_those_below_it(fill):
    found = measured(fill, [("a", None), ("x", "a"), ("y", "a")], ["x", None])
    assert found == {"goal_without_measure:y": "No measure tells how far the goal 'y' has come."}


def test_without_the_form_measures_nothing_is_said_of_single_goals(fill):
    assert list(measured(fill, [("a", None)], [])) == ["measures_missing"]
    assert measured(fill, [], []) == {}


def test_loads_of_several_business_units_add_up_in_one_table():
    one, other = projects(("A", "Director", "executing", 1)), projects(("B", "Director", "executing", 3))
    load = sponsor_load(pd.concat([one, other], ignore_index=True), STAGES)
    assert (load["projects"].tolist(), load["spend"].tolist()) == ([2], [4])
