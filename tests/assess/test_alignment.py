from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.alignment import AlignmentForms, assess_alignment

GOALS = {"a": 60, "b": 40}
IMPACTS = ["none", "low", "moderate", "strong", "extreme", None]

unhurried = settings(deadline=None, max_examples=40)


@pytest.fixture(scope="session")
def assess(fill, unit, method, scale):
    """Assess goals (id to weight), projects (id to ({goal: impact}, cost or None[, stage]))."""

    def run(goals, projects, parents=None, owners=None, judges=None):
        parents, owners = parents or {}, owners or {}
        goal_rows = [
            {
                "goal_id": goal,
                "title": f"Goal {goal}",
                "owner": owners.get(goal, "Director"),
                "weight": weight,
                "parent_goal_id": parents.get(goal),
            }
            for goal, weight in goals.items()
        ]
        project_rows, impact_rows, cost_rows = [], [], []
        for project, (impacts, cost, *stage) in projects.items():
            project_rows.append(
                {
                    "project_id": project,
                    "title": project.upper(),
                    "stage": stage[0] if stage else "executing",
                    "sponsor": "Sponsor",
                }
            )
            impact_rows += [{"project_id": project, "goal_id": goal, "impact": impact} for goal, impact in impacts.items()]
            if cost is not None:
                cost_rows.append({"project_id": project, "period": "2026-07", "actual_cost": cost})
        forms = AlignmentForms(
            goals=fill("goals", goal_rows),
            projects=fill("projects", project_rows),
            project_goals=fill("project_goals", impact_rows),
            project_costs=fill("project_costs", cost_rows),
            goal_comparisons=fill(
                "goal_comparisons",
                [
                    {"judge": judge, "goal_a": "a", "goal_b": "b", "preference": preference}
                    for judge, preference in (judges or {}).items()
                ],
            ),
        )
        return assess_alignment(forms, scale, method.alignment, unit)

    return run


def value(assessment, project):
    rows = assessment.project_values
    (row,) = rows[rows["project_id"] == project].to_dict(orient="records")
    return row


def goal(assessment, goal_id):
    rows = assessment.alignment
    (row,) = rows[rows["goal_id"] == goal_id].to_dict(orient="records")
    return row


def sentences(assessment):
    return dict(zip(assessment.findings["finding_id"], assessment.findings["sentence"], strict=True))


def test_strategic_value_is_weight_times_impact_added_up(assess):
    got = assess(GOALS, {"p": ({"a": "strong", "b": "low"}, 10)})
    assert value(got, "p")["strategic_value"] == pytest.approx(0.6 * 0.6 + 0.4 * 0.1)
    assert value(got, "p")["goals_served"] == 2


def test_an_impact_not_assessed_makes_the_value_a_range_and_never_none(assess):
    row = value(assess(GOALS, {"p": ({"a": "strong", "b": None}, 10)}), "p")
    assert np.isnan(row["strategic_value"])
    assert (row["value_lowest"], row["value_highest"]) == pytest.approx((0.36, 0.76))
    assert row["impacts_not_assessed"] == 1
    assert row["note"] == "1 impact not assessed"


def test_a_goal_that_a_judged_project_does_not_name_is_not_served(assess):
    row = value(assess(GOALS, {"p": ({"a": "extreme"}, 10)}), "p")
    assert row["strategic_value"] == pytest.approx(0.6)


def test_a_project_without_any_row_has_not_been_rated_and_does_not_count_as_serving_no_goal(assess):
    got = assess(GOALS, {"p": ({}, 10), "q": ({"a": "low"}, 30)})
    row = value(got, "p")
    assert np.isnan(row["strategic_value"])
    assert (row["value_lowest"], row["value_highest"]) == (0, 1)
    assert row["note"] == "value not assessed: nobody has rated it against the goals"
    assert (goal(got, "")["projects"], goal(got, "")["spend"]) == (0, 0)
    assert goal(got, "not_assessed")["spend_share"] == 0.25
    assert goal(got, "not_assessed")["note"] == "nobody has rated 1 project of them"
    assert got.headline == "Retail has projects for 1 of 2 goals; 75% of spend serves a goal, for 25% no impact is assessed"
    said = sentences(got)
    assert said["projects_not_rated"] == "Nobody has rated 'P' against the goals; it takes 25% of spend."
    assert not {"project_without_goal:p", "spend_without_goal", "impacts_not_assessed"} & set(said)
    assert said["goal_without_project:b"].startswith("No project is known to serve the goal 'Goal b'")


def test_projects_that_serve_no_goal_and_projects_nobody_rated_are_listed_apart(assess):
    portfolio = {"z": ({}, 10), "p": ({}, 10), "i": ({}, 5, "idea"), "n": ({"a": "none"}, 20), "u": ({"a": None}, 0),
                 "q": ({"a": "low"}, 60)}  # fmt: skip
    got = assess(GOALS, portfolio)
    said = sentences(got)
    assert said["projects_not_rated"] == "Nobody has rated 'I', 'P' and 'Z' against the goals; they take 20% of spend."
    assert said["project_without_goal:n"] == "'N' serves no goal and takes 20% of spend."
    assert said["spend_without_goal"] == "1 project without a goal takes 20% of spend."
    assert said["impacts_not_assessed"] == "1 project can't be placed: no impact on any goal has been assessed."
    assert (goal(got, "not_assessed")["projects"], goal(got, "")["projects"]) == (4, 1)
    severities = dict(zip(got.findings["finding_id"], got.findings["severity"], strict=True))
    assert severities["projects_not_rated"] == "watch"


def test_spend_on_projects_nobody_rated_asks_for_no_action_on_spend_without_a_goal(assess):
    got = assess(GOALS, {"p": ({}, 99), "q": ({"a": "low", "b": "low"}, 1)})
    assert "spend_without_goal" not in sentences(got)


def test_a_project_whose_impacts_are_all_none_is_worth_zero_and_serves_no_goal(assess):
    got = assess(GOALS, {"p": ({"a": "none", "b": "none"}, 10)})
    assert value(got, "p")["strategic_value"] == 0
    assert goal(got, "")["projects"] == 1
    assert sentences(got)["project_without_goal:p"] == "'P' serves no goal and takes 100% of spend."


def test_spend_is_split_in_proportion_to_the_impacts(assess):
    """Strong 0.6 and moderate 0.3 split 90 into 60 and 30, whatever the goals weigh."""
    got = assess(GOALS, {"p": ({"a": "strong", "b": "moderate"}, 90)})
    assert goal(got, "a")["spend"] == pytest.approx(60)
    assert goal(got, "b")["spend_share"] == pytest.approx(1 / 3)
    assert goal(got, "a")["difference"] == pytest.approx(2 / 3 - 0.6)


def test_spend_of_a_project_whose_impacts_are_not_assessed_stands_in_a_row_of_its_own(assess):
    got = assess(GOALS, {"p": ({"a": None}, 10), "q": ({"b": "low"}, 30)})
    assert goal(got, "not_assessed")["title"] == "Impact not assessed"
    assert goal(got, "not_assessed")["spend_share"] == 0.25
    assert goal(got, "")["projects"] == 0
    assert goal(got, "a")["note"] == "1 impact on it not assessed"
    assert "No project is known to serve the goal 'Goal a'" in sentences(got)["goal_without_project:a"]


def test_an_idea_has_a_value_and_no_spend(assess):
    got = assess(GOALS, {"p": ({"a": "strong"}, 10, "idea"), "q": ({"b": "low"}, 5)})
    assert value(got, "p")["strategic_value"] == pytest.approx(0.36)
    assert np.isnan(value(got, "p")["spend"])
    assert value(got, "p")["note"] == "no spend yet: idea"
    assert goal(got, "a")["spend"] == 0
    assert goal(got, "a")["projects"] == 1


def test_spend_that_was_not_handed_in_is_not_zero(assess):
    got = assess(GOALS, {"p": ({"a": "strong"}, None)})
    assert np.isnan(goal(got, "a")["spend"])
    assert goal(got, "a")["note"] == "spend not assessed: no costs were handed in"
    assert sentences(got)["costs_missing"] == "Spend on goals is not assessed: the form project_costs was not handed in."
    assert got.headline == "Retail has projects for 1 of 2 goals; of 1 project, none without a goal"


def test_one_project_without_costs_is_said_at_its_goal(assess):
    got = assess(GOALS, {"p": ({"a": "strong"}, None), "q": ({"a": "low"}, 5)})
    assert goal(got, "a")["note"] == "spend of 1 project not assessed"


def test_where_no_cost_of_a_goals_projects_is_known_its_spend_is_not_assessed(assess):
    got = assess({"a": 50, "b": 50}, {"p": ({"a": "strong"}, None), "q": ({"b": "strong"}, 10)})
    row = goal(got, "a")
    assert all(np.isnan(row[name]) for name in ("spend", "spend_share", "difference"))
    assert row["note"] == "spend of 1 project not assessed"
    said = sentences(got)
    assert "spend_off_weight:a" not in said
    assert said["spend_not_assessed:a"] == (
        "Spend on the goal 'Goal a' is not assessed: no cost is known of any project that serves it."
    )
    assert got.headline == (
        "Retail has projects for 2 of 2 goals; 100% of known spend serves a goal; spend of 1 project not assessed"
    )


def test_a_goal_served_by_ideas_alone_gets_no_spend_and_that_is_known(assess):
    got = assess(GOALS, {"p": ({"a": "strong"}, None, "idea"), "q": ({"b": "strong"}, 10)})
    assert goal(got, "a")["spend"] == 0
    assert got.headline == "Retail has projects for 2 of 2 goals; 100% of spend serves a goal"


def test_spend_of_projects_without_a_goal_is_not_assessed_where_no_cost_is_known(assess):
    got = assess(GOALS, {"p": ({"a": "none"}, None), "q": ({"a": "low"}, 10)})
    assert np.isnan(goal(got, "")["spend"])
    assert goal(got, "")["note"] == "spend of 1 project not assessed"
    assert sentences(got)["project_without_goal:p"] == "'P' serves no goal."


def off_weight(got, goal_id):
    rows = got.findings[got.findings["finding_id"] == f"spend_off_weight:{goal_id}"]
    return rows[["severity", "sentence"]].values.tolist()


def test_a_difference_that_unknown_spend_could_undo_is_watched_and_one_that_it_could_not_still_asks_for_action(assess):
    caveat = "of the known spend; spend of 1 project not assessed."
    known = {"p": ({"a": "low"}, 1), "q": ({"b": "low"}, 9)}
    elsewhere = assess(GOALS, {**known, "r": ({"b": "low"}, None)})
    assert off_weight(elsewhere, "a") == [["act", f"The goal 'Goal a' carries 60% of the weight and gets 10% {caveat}"]]
    assert off_weight(elsewhere, "b") == [["watch", f"The goal 'Goal b' carries 40% of the weight and gets 90% {caveat}"]]
    here = assess(GOALS, {**known, "r": ({"a": "low"}, None)})
    assert off_weight(here, "a") == [["watch", f"The goal 'Goal a' carries 60% of the weight and gets 10% {caveat}"]]


def test_spend_without_a_goal_asks_for_action_only_if_unknown_spend_could_not_undo_it(assess):
    def severity(portfolio):
        rows = assess(GOALS, portfolio).findings
        return rows.loc[rows["finding_id"] == "spend_without_goal", "severity"].tolist()

    known = {"p": ({"a": "none"}, 9), "q": ({"a": "low"}, 1)}
    assert severity(known) == ["act"]
    assert severity({**known, "r": ({"b": "low"}, None)}) == ["watch"]
    assert severity({**known, "r": ({"b": "none"}, None)}) == ["act"]


def test_a_cost_known_for_some_periods_only_is_said(fill, scale, method, unit):
    costs = [{"project_id": "p", "period": "2026-07", "actual_cost": 5}, {"project_id": "p", "period": "2026-08"}]
    forms = AlignmentForms(
        goals=fill("goals", [{"goal_id": "a", "title": "A", "weight": 1}]),
        projects=fill("projects", [{"project_id": "p", "title": "P", "stage": "executing"}]),
        project_goals=fill("project_goals", [{"project_id": "p", "goal_id": "a", "impact": "low"}]),
        project_costs=fill("project_costs", costs),
    )
    got = assess_alignment(forms, scale, method.alignment, unit)
    assert goal(got, "a")["note"] == "spend of 1 project known in part"
    assert got.headline == (
        "Retail has projects for 1 of 1 goal; 100% of known spend serves a goal; spend of 1 project known in part"
    )
    unknown = replace(forms, project_costs=fill("project_costs", costs[1:]))
    assert goal(assess_alignment(unknown, scale, method.alignment, unit), "a")["note"] == (
        "spend not assessed: no project's cost is known"
    )
    idea = replace(forms, projects=forms.projects.assign(stage="idea"))
    assert goal(assess_alignment(idea, scale, method.alignment, unit), "a")["note"] == (
        "no spend yet: no project is in a stage that spends"
    )


def test_the_nearest_goal_has_the_last_word_even_over_a_single_sub_goal(assess):
    goals, parents = {"top": 1, "x": 1}, {"x": "top"}
    for named in ({"top": "low", "x": "strong"}, {"x": "strong", "top": "low"}):
        assert value(assess(goals, {"p": (named, 1)}, parents), "p")["strategic_value"] == pytest.approx(0.6)


def test_an_impact_on_a_wider_goal_holds_for_the_goals_below_it_unless_they_are_named(assess):
    goals, parents = {"top": 1, "x": 1, "y": 1}, {"x": "top", "y": "top"}
    got = assess(goals, {"p": ({"top": "strong"}, 1), "q": ({"x": "extreme", "top": "low"}, 1)}, parents)
    assert value(got, "p")["strategic_value"] == pytest.approx(0.6)
    assert value(got, "q")["strategic_value"] == pytest.approx(0.5 * 1 + 0.5 * 0.1)
    assert set(got.alignment["goal_id"]) == {"x", "y", ""}


def test_a_heavy_goal_without_a_project_asks_for_action_from_its_owner(assess):
    got = assess({"a": 95, "b": 5}, {"p": ({"b": "low"}, 1)}, owners={"a": "Chief of Stores"})
    row = got.findings[got.findings["finding_id"] == "goal_without_project:a"].to_dict(orient="records")[0]
    assert row["severity"] == "act"
    assert row["owner"] == "Chief of Stores"
    assert row["sentence"] == "No project serves the goal 'Goal a', which carries 95% of the weight."


def test_goals_without_owner_or_weight_are_named(assess):
    got = assess({"a": 1, "b": None}, {"p": ({"b": "low"}, 1)}, owners={"b": None})
    said = sentences(got)
    assert said["goal_without_owner:b"] == "The goal 'Goal b' has no owner."
    named = sentences(assess({"a": 3, "b": 1}, {}, owners={"b": None}))
    assert named["goal_without_owner:b"] == "The goal 'Goal b', which carries 25% of the weight, has no owner."
    assert said["goal_without_weight:b"] == "The goal 'Goal b' has no weight and counts nothing."
    assert value(got, "p")["note"] == "1 goal it names without a weight"


@pytest.mark.parametrize(("shares", "severity"), [((0.69, 0.31), None), ((0.71, 0.29), "watch"), ((0.81, 0.19), "act")])
def test_spend_off_the_weight_is_watched_from_a_tenth_and_asks_for_action_from_a_fifth(assess, shares, severity):
    got = assess(GOALS, {"p": ({"a": "low"}, shares[0]), "q": ({"b": "low"}, shares[1])})
    rows = got.findings[got.findings["finding_id"] == "spend_off_weight:a"]
    assert rows["severity"].tolist() == ([severity] if severity else [])


def two_goals(assess, share, judges):
    """Assess two goals of which a gets the share of all spend."""
    return assess(GOALS, {"p": ({"a": "low"}, share), "q": ({"b": "low"}, 1 - share)}, judges=judges)


def test_spend_within_what_the_judges_disagree_about_is_noted_and_not_called_off_the_weight(assess):
    """Judged 1 and 9 times as important: from a half to nine tenths of the weight, three quarters together."""
    got = two_goals(assess, 0.55, {"Chair": 1, "Treasurer": 9})
    row = goal(got, "a")
    assert (row["weight_low"], row["weight_high"], row["standing"]) == (pytest.approx(0.5), pytest.approx(0.9), "within")
    said = sentences(got)
    assert "spend_off_weight:a" not in said
    assert said["spend_within_disagreement:a"] == (
        "The goal 'Goal a' carries 75% of the weight (by its judges 50% to 90%) and gets 55% of the spend, "
        "within what the judges disagree about."
    )
    assert "spend_within_disagreement:a" not in sentences(two_goals(assess, 0.7, {"Chair": 1, "Treasurer": 9}))


@pytest.mark.parametrize(("share", "standing"), [(0.5, "within"), (0.499, "below"), (0.9, "within"), (0.901, "above")])
def test_the_ends_of_the_interval_belong_to_it(assess, share, standing):
    assert goal(two_goals(assess, share, {"Chair": 1, "Treasurer": 9}), "a")["standing"] == standing


@pytest.mark.parametrize(("share", "severity"), [(0.72, "note"), (0.6, "watch"), (0.5, "act")])
def test_spend_beyond_what_the_judges_disagree_about_is_as_severe_as_it_is_far(assess, share, severity):
    got = two_goals(assess, share, {"Chair": 3, "Treasurer": 3})
    rows = got.findings[got.findings["finding_id"] == "spend_off_weight:a"]
    assert rows["severity"].tolist() == [severity]
    assert "beyond what the judges disagree about" in rows["sentence"].iloc[0]


def test_one_judge_leaves_the_usual_thresholds(assess):
    got = two_goals(assess, 0.70, {"Chair": 3})
    assert "spend_off_weight:a" not in sentences(got)
    assert np.isnan(goal(got, "a")["weight_low"])


def test_judgements_that_cannot_be_used_leave_the_weights_given_and_a_finding(assess):
    got = assess({**GOALS, "c": 100}, {"p": ({"a": "low"}, 1)}, judges={"Chair": 3})
    assert goal(got, "c")["weight"] == 0.5
    assert "'Goal c': no comparison with anything else" in sentences(got)["judgements_set_aside:top"]


def test_without_usable_weights_no_value_is_made_up(assess):
    got = assess({"a": 0, "b": 0}, {"p": ({"a": "low"}, 1)})
    row = value(got, "p")
    assert np.isnan(row["strategic_value"])
    assert np.isnan(row["value_highest"])
    assert row["note"] == "value not assessed: the goals' weights sum to zero"
    assert "Leadership has to weigh the goals." in sentences(got)["weights_missing"]


def test_missing_forms_are_named_and_nothing_is_compared(assess):
    got = assess({}, {"p": ({}, 10)})
    assert got.alignment.empty
    assert got.headline == (
        "Whether projects of Retail serve its goals is not assessed: the forms goals and project_goals were not handed in"
    )
    assert sentences(got) == {
        "alignment_forms_missing": ("Alignment with goals is not assessed: the forms goals and project_goals were not handed in.")
    }
    assert value(got, "p")["spend"] == 10


def test_an_empty_pack_is_assessed_as_nothing(assess):
    got = assess({}, {})
    assert got.project_values.empty
    assert got.workings.empty
    assert len(got.findings) == 2


def test_when_credits_outweigh_costs_there_is_no_share_of_spend(assess):
    got = assess(GOALS, {"p": ({"a": "low"}, -5)})
    assert goal(got, "a")["spend"] == -5
    assert np.isnan(goal(got, "a")["spend_share"])


def test_workings_add_up_to_value_and_spend(assess):
    got = assess(GOALS, {"p": ({"a": "strong", "b": "low"}, 70)})
    assert got.workings["contribution"].sum() == pytest.approx(value(got, "p")["strategic_value"])
    assert got.workings["spend"].sum() == pytest.approx(70)


impacts = st.fixed_dictionaries({}, optional={"a": st.sampled_from(IMPACTS), "b": st.sampled_from(IMPACTS)})
spends = st.one_of(st.none(), st.just(0.0), st.floats(0.01, 100))  # no coin is smaller
portfolios = st.dictionaries(st.sampled_from("pqr"), st.tuples(impacts, spends), min_size=1, max_size=3)


@unhurried
@given(portfolios)
def test_values_lie_between_their_bounds_and_shares_of_spend_add_up(assess, portfolio):
    got = assess(GOALS, portfolio)
    values = got.project_values.dropna(subset=["value_lowest"])
    assert ((values["value_lowest"] >= 0) & (values["value_highest"] <= 1)).all()
    assert (values["value_lowest"] <= values["value_highest"]).all()
    shares = got.alignment["spend_share"].dropna()
    assert shares.empty or shares.sum() == pytest.approx(1)


@unhurried
@given(portfolios, st.sampled_from("ab"))
def test_a_stronger_impact_never_lowers_a_projects_value(assess, portfolio, raised):
    before = assess(GOALS, portfolio).project_values
    stronger = {name: ({**given_impacts, raised: "extreme"}, cost) for name, (given_impacts, cost) in portfolio.items()}
    after = assess(GOALS, stronger).project_values
    known = before["strategic_value"].notna() & after["strategic_value"].notna()
    assert (after.loc[known, "strategic_value"] >= before.loc[known, "strategic_value"] - 1e-12).all()


@unhurried
@given(portfolios)
def test_the_order_of_projects_makes_no_difference_to_goals(assess, portfolio):
    turned = dict(reversed(portfolio.items()))
    one, other = assess(GOALS, portfolio).alignment, assess(GOALS, turned).alignment
    assert one.equals(other)


def tables_in_order(forms, scale, method, unit):
    """Return headline and every table with its rows in the order of their ids."""
    got = assess_alignment(forms, scale, method.alignment, unit)
    keys = {"goal_weights": ["goal_id"], "project_values": ["project_id"], "alignment": ["goal_id"], "findings": ["finding_id"],
            "workings": ["project_id", "goal_id"]}  # fmt: skip
    return got.headline, {name: getattr(got, name).sort_values(key, ignore_index=True) for name, key in keys.items()}


TREE = {"top": None, "x": "top", "y": "x", "side": None, "left": "side", "right": "side"}


@unhurried
@given(st.data())
def test_the_order_of_rows_in_any_form_makes_no_difference(fill, scale, method, unit, data):
    weights = st.sampled_from([None, 1, 2, 5])
    goals = [
        {"goal_id": one, "title": one, "owner": None, "weight": data.draw(weights), "parent_goal_id": parent}
        for one, parent in TREE.items()
    ]
    projects = [{"project_id": one, "title": one, "stage": data.draw(st.sampled_from(["executing", "idea"]))} for one in "pqr"]
    impact_rows = data.draw(st.dictionaries(st.tuples(st.sampled_from("pqr"), st.sampled_from(list(TREE))),
                                            st.sampled_from(IMPACTS), max_size=8))  # fmt: skip
    costs = data.draw(st.dictionaries(st.tuples(st.sampled_from("pqr"), st.sampled_from(["2026-07", "2026-08"])),
                                      st.sampled_from([None, 0.1, 0.2, 7.3]), max_size=6))  # fmt: skip
    forms = AlignmentForms(
        goals=fill("goals", goals),
        projects=fill("projects", projects),
        project_goals=fill("project_goals", [{"project_id": one, "goal_id": on, "impact": impact}
                                             for (one, on), impact in impact_rows.items()]),
        project_costs=fill("project_costs", [{"project_id": one, "period": period, "actual_cost": cost,
                                              "actual_cost_not_assessed": None if cost else f"reason {period}"}
                                             for (one, period), cost in costs.items()]),
    )  # fmt: skip
    shuffled = {}
    for field in fields(forms):
        rows = getattr(forms, field.name)
        shuffled[field.name] = rows.iloc[data.draw(st.permutations(range(len(rows))))].reset_index(drop=True)
    headline, tables = tables_in_order(forms, scale, method, unit)
    again, others = tables_in_order(AlignmentForms(**shuffled), scale, method, unit)
    assert headline == again
    for name, table in tables.items():
        columns = [column for column in table if column != "sort"]
        assert table[columns].equals(others[name][columns]), name
