"""Packs that pass every check of their forms and still can't be decided: the notebooks say so, each in its own words."""

import re
from pathlib import Path

import pytest

from pmobook.errors import ProblemsFound

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
ENGAGEMENT = "organisation: Northwind Stores\nmoney: {currency: GBP, scale: million}\n"
UNIT = "name: Retail\nlead: Head of Retail PMO\nbudget: 9\n"
FORMS = {
    "goals": "goal_id,title,owner,weight\nG1,Serve <well>,Director of Service,60\nG2,Waste less,,30\nG3,Grow,,10\n",
    "projects": (
        "project_id,title,stage,sponsor,mandate,mandated_by,start\nP1,Self-service,executing,Director of Stores,,,2026-01-05\n"
        "P2,New tills,executing,Director of Stores,,,2026-02-02\nP3,Lockers,proposed,,,,2026-10-05\n"
    ),
    "project_goals": "project_id,goal_id,impact\nP1,G1,strong\nP2,G2,extreme\nP3,G3,extreme\n",
    "project_costs": "project_id,period,forecast_cost\nP1,2026-10,4\nP2,2026-11,3\nP3,2026-10,2\n",
}
MANDATED = (
    FORMS["projects"]
    .replace("Stores,,,2026-01", "Stores,yes,Board,2026-01")
    .replace("Stores,,,2026-02", "Stores,yes,Regulator,2026-02")
)


@pytest.fixture
def opened(tmp_path, cells_of):
    """Run a notebook's cells on a pack with forms replaced, and return its names."""

    def run(notebook, engagement="", unit="", **forms):
        (tmp_path / "business_units").mkdir()
        (tmp_path / "engagement.yaml").write_text(ENGAGEMENT + engagement, encoding="utf-8")
        (tmp_path / "business_units" / "retail.yaml").write_text(UNIT + unit, encoding="utf-8")
        pack = tmp_path / "inputs" / "retail" / "2026Q3"
        pack.mkdir(parents=True)
        for name, text in {**FORMS, **forms}.items():
            (pack / f"{name}.csv").write_text(text, encoding="utf-8")
        names = {}
        for tag, source in cells_of(NOTEBOOKS / f"{notebook}.ipynb"):
            if tag in {"parameters", "load", "assess", "show"}:
                exec(source, names)
            if tag == "parameters":
                names["engagement"] = str(tmp_path)
        return names

    return run


def findings(assessed):
    rows = assessed.findings
    return {name.split(":")[0]: said for name, said in zip(rows["finding_id"], rows["sentence"], strict=True)}


def shown(names, exhibit, *given):
    return " ".join(re.sub(r"<[^>]+>", " ", getattr(names["exhibits"], exhibit)(*given).html).split())


def test_projects_that_require_one_another_in_a_circle_stand_or_fall_together(opened):
    links = "project_id,link,other_project_id\nP1,requires,P2\nP2,requires,P3\nP3,requires,P1\n"
    portfolio = opened("40_portfolio", project_links=links)["portfolio"]
    said = findings(portfolio)["rules_in_a_circle"]
    assert (
        said
        == "'Self-service', 'New tills' and 'Lockers' require one another in a circle: they are chosen together or not at all."
    )
    assert set(portfolio.judged.best.chosen) == {"P1", "P2", "P3"}


def test_rules_that_contradict_each_other_are_named_and_no_choice_is_called_the_best(opened):
    links = "project_id,link,other_project_id\nP1,requires,P2\nP2,requires,P3\nP1,excludes,P3\n"
    names = opened("40_portfolio", project_links=links)
    portfolio = names["portfolio"]
    assert portfolio.judged.best is None
    assert findings(portfolio)["rules_contradict"] == (
        "'Self-service' requires 'New tills'; 'New tills' requires 'Lockers'; 'Self-service' excludes 'Lockers': "
        "'Self-service' can never be chosen. Drop or change one of them."
    )
    assert "contradict each other" in portfolio.headline
    assert portfolio.selection["is_chosen"].isna().all()
    assert "can never be chosen" in shown(names, "result", portfolio)


def test_two_rules_of_the_same_two_projects_that_contradict_each_other_are_refused_with_their_rows(opened):
    with pytest.raises(ProblemsFound, match="row 2 says requires for the same two projects"):
        opened("40_portfolio", project_links="project_id,link,other_project_id\nP1,requires,P2\nP1,excludes,P2\n")


def test_mandates_that_exclude_each_other_are_named_with_the_smallest_change(opened):
    links = "project_id,link,other_project_id\nP1,excludes,P2\n"
    portfolio = opened("40_portfolio", projects=MANDATED, project_links=links)["portfolio"]
    said = findings(portfolio)
    assert (
        "'Self-service' is mandated in; 'New tills' is mandated in; 'Self-service' excludes 'New tills'"
        in said["rules_contradict"]
    )
    assert "drop the mandate: 'Self-service' is mandated in" in said["nothing_fits"]


def test_mandates_beyond_the_budget_say_by_how_much(opened):
    """They cost 4 and 3 where 5 may be spent."""
    portfolio = opened("40_portfolio", projects=MANDATED, unit="budget_by_quarter: {2026Q4: 5}\n")["portfolio"]
    assert "raise the limit of money 2026Q4 by 2, from 5 to 7" in findings(portfolio)["nothing_fits"]


def test_weights_that_sum_to_zero_leave_value_and_choice_not_assessed(opened):
    names = opened("20_goal_alignment", goals="goal_id,title,owner,weight\nG1,Serve,A,0\nG2,Waste less,B,0\nG3,Grow,C,0\n")
    said = findings(names["alignment"])["weights_missing"]
    assert said == "Strategic value is not assessed: the goals' weights sum to zero. Leadership has to weigh the goals."


def test_without_a_weight_no_choice_is_made(opened):
    portfolio = opened("40_portfolio", goals="goal_id,title,owner,weight\nG1,Serve,A,0\nG2,Waste less,B,0\nG3,Grow,C,0\n")[
        "portfolio"
    ]
    assert findings(portfolio) == {
        "portfolio_not_assessed": "Which projects would serve the goals best is not assessed: no goal has a weight."
    }


def test_a_goal_that_nobody_compared_is_named_and_the_weights_given_count(opened):
    names = opened("20_goal_alignment", goal_comparisons="judge,goal_a,goal_b,preference\nChair,G1,G2,3\n")
    said = findings(names["alignment"])["judgements_set_aside"]
    assert "'Grow': no comparison with anything else" in said
    assert "weights given" in said
    assert names["alignment"].goal_weights.set_index("goal_id")["weight"].to_dict() == pytest.approx(
        {"G1": 0.6, "G2": 0.3, "G3": 0.1}
    )


def test_a_judge_who_answered_1_to_everything_is_named_and_counts(opened):
    judged = "judge,goal_a,goal_b,preference\nChair,G1,G2,1\nChair,G1,G3,1\nChair,G2,G3,1\n"
    names = opened("20_goal_alignment", goal_comparisons=judged)
    assert findings(names["alignment"])["judge_remark"].startswith("Chair answered 1 to all 3 pairs")
    assert list(names["alignment"].goal_weights["weight"]) == pytest.approx([1 / 3, 1 / 3, 1 / 3])


@pytest.mark.parametrize(("said", "first"), [("", 1 / 3), ("goal_weights: judged\n", 1 / 3), ("goal_weights: given\n", 0.6)])
def test_the_engagement_decides_in_both_notebooks_which_weights_count(opened, said, first):
    judged = "judge,goal_a,goal_b,preference\nChair,G1,G2,1\nChair,G1,G3,1\nChair,G2,G3,1\n"
    names = opened("40_portfolio", engagement=said, goal_comparisons=judged)
    assert names["problem"].weights["G1"] == pytest.approx(first)


def test_given_weights_count_in_the_alignment_notebook_too(opened):
    judged = "judge,goal_a,goal_b,preference\nChair,G1,G2,1\nChair,G1,G3,1\nChair,G2,G3,1\n"
    names = opened("20_goal_alignment", engagement="goal_weights: given\n", goal_comparisons=judged)
    assert names["alignment"].goal_weights.set_index("goal_id").loc["G1", "weight"] == pytest.approx(0.6)
    assert "Weights given count before judgements" in shown(names, "how_weighed", names["alignment"])


def test_risk_is_held_to_leadership_s_tolerance_from_the_pack_s_form(opened):
    """Self-service loses 3 for certain, where 2 is tolerated."""
    risks = (
        "risk_id,project_id,title,probability,impact_low,impact_likely,impact_high,driver,owner\n"
        "K1,P1,Late,1,3,3,3,,Buyer\nK2,P2,Dear,not assessed: no quote yet,1,2,3,,Buyer\n"
    )
    names = opened("40_portfolio", unit="risk_tolerance: {amount: 2, dated: 2026-07-01, set_by: Board}\n", risks=risks)
    portfolio = names["portfolio"]
    assert portfolio.judged.best.chosen == ("P2", "P3")
    said = findings(portfolio)
    assert said["losses_in_part"] == "1 risk of 'New tills' without an estimate: losses are at least what is stated."
    assert said["tolerance_exceeded"].endswith("(set by Board on 1 July 2026).")
    assert "without an estimate" in shown(names, "risk", portfolio, names["money"])


def test_a_start_moves_to_where_money_is_and_the_engagement_can_forbid_it(opened):
    """In 2026Q4 there are 8 for 9; Lockers, 2, wait for the next quarter."""
    portfolio = opened("40_portfolio", unit="budget_by_quarter: {2026Q4: 8}\n")["portfolio"]
    assert "'Lockers' 1 quarter later, in 2027Q1" in findings(portfolio)["later_starts"]
    assert portfolio.judged.moved == {"P3": 1}


def test_no_start_moves_where_the_engagement_says_so(opened):
    names = opened("40_portfolio", engagement="start_shifts: false\n", unit="budget_by_quarter: {2026Q4: 8}\n")
    assert names["portfolio"].judged.later is None
    assert "the engagement says so" in shown(names, "later_starts", names["portfolio"], names["money"])
