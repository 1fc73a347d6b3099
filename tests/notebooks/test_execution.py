from pathlib import Path

import pytest

from pmobook.record.staging import read_staged

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
TABLES = {
    "10_maturity": {
        "capability_scores",
        "area_scores",
        "level_probabilities",
        "score_movements",
        "agreement",
        "perception_gaps",
        "improvement_steps",
        "findings",
    },
    "20_goal_alignment": {"goal_weights", "project_values", "alignment", "findings"},
    "30_performance": {
        "measure_status",
        "project_status",
        "earned_value",
        "cost_curve",
        "benefit_status",
        "benefit_periods",
        "investment",
        "governance_status",
        "gate_record",
        "findings",
    },
    "40_portfolio": {"selection", "frontier", "findings"},
    "60_resources": {
        "capacity_balance",
        "allocation",
        "start_dates",
        "capacity_fixes",
        "role_waits",
        "skill_gaps",
        "skill_standing",
        "skill_clashes",
        "roadmap",
        "roadmap_links",
        "roadmap_marks",
        "findings",
    },
    "50_risk": {"risk_exposure", "risk_register", "risk_responses", "findings"},
}


@pytest.mark.parametrize("notebook", TABLES)
@pytest.mark.parametrize("business_unit", ["retail", "projects_only"])
def test_a_notebook_runs_to_its_end_and_stages_its_tables(executed, notebook, business_unit):
    outputs, staging = executed(notebook, business_unit)
    staged = read_staged(staging / "2026Q3" / business_unit / notebook / "a1")
    assert set(staged.digests) == TABLES[notebook]
    assert staged.table("findings").num_rows > 0
    assert not [output for output in outputs if output.output_type in ("stream", "error")]


def test_the_plan_says_that_nothing_is_recorded_yet_and_records_nothing(executed, page):
    _, staging = executed("70_improvement_plan", "retail")
    assert not read_staged(staging / "2026Q3" / "retail" / "70_improvement_plan" / "a1").digests
    html = page("70_improvement_plan", "retail")
    assert "<h2>There is nothing to plan for Retail: no results of this quarter are recorded yet.</h2>" in html
    assert "No results of 2026Q3 are recorded yet. Run the other notebooks first" in html


def test_maturity_says_its_result_first_and_how_much_it_rests_on(page):
    html = page("10_maturity", "retail")
    assert "<h2>Retail is not assessed far enough to compare any focus area with its target.</h2>" in html
    assert "at least 2 are asked for" in html
    assert 'role="img"' in html


def test_maturity_shows_every_exhibit_and_opens_each_score_to_its_answers(page):
    html = page("10_maturity", "retail")
    for words in (
        "By weighted mean of people", "No probabilities are stated", "Krippendorff", "Who was heard", "4 findings on practices",
        "What the next level takes by each rule", "P3M3", "no benchmark is shown", "Ratings: 3, 4. Mean: 7 ÷ 2 = 3.50.",
        "ring: 2026Q2", "Register of ideas", "Weighted mean</strong> (chosen)",
    ):  # fmt: skip
        assert words in html, words


def test_alignment_shows_spend_beside_weight(page):
    html = page("20_goal_alignment", "retail")
    assert "Retail has projects for 1 of 2 goals; 83% of spend serves a goal" in html
    assert "has no owner" in html
    assert "0.00 to 0.37" in html


def test_alignment_shows_judges_their_consistency_and_sponsors(page):
    """Judged 3 and 1 times as important, G1 weighs from a half to three quarters."""
    html = page("20_goal_alignment", "retail")
    for words in (
        "50% to 75%",
        "Weights judge by judge",
        "All judges together",
        "What sponsors carry",
        "Judgements, pair by pair",
    ):
        assert words in html, words
    assert "how far executives agree on the weights is not assessed" in page("20_goal_alignment", "projects_only")


def test_what_people_wrote_is_shown_as_text(page):
    assert "<within>" not in page("20_goal_alignment", "retail")
    assert "&lt;within&gt;" in page("20_goal_alignment", "retail")


def test_performance_shows_measures_and_projects_with_what_moved(page):
    html = page("30_performance", "retail")
    assert "Retail meets 0 of 1 target; 1 measure without a target" in html
    assert "rates its delivery red, down from amber in 2026Q2" in html
    assert "compared with the forecast of 2026Q2" in html
    assert "came on 20 October 2026, 5 days after it was due" in html
    assert "sponsor is new" in html
    assert "improving" in html


def test_skills_are_told_without_naming_anybody_on_the_page_or_on_record(executed, page):
    html = page("60_resources", "retail")
    for words in ("▲ 1 short", "Skills that hang on one person", "2 projects need it", "Hire 1 at level 2."):
        assert words in html, words
    outputs, staging = executed("60_resources", "retail")
    staged = read_staged(staging / "2026Q3" / "retail" / "60_resources" / "a1")
    recorded = "".join(str(staged.table(name).to_pylist()) for name in staged.digests)
    for hidden in ("NAMELESS", "Clerk of one"):
        assert hidden not in html + str(outputs) + recorded


def test_a_portfolio_without_money_to_come_is_not_assessed_and_says_what_was_left_out(page):
    html = page("40_portfolio", "retail")
    assert "best is not assessed: no project has a cost after the quarter" in html
    assert "New tills and Robots: impacts not assessed" in html
    assert "Not assessed: no project has a cost after the quarter." in html


@pytest.mark.parametrize(
    ("notebook", "words"),
    [
        ("10_maturity", "not assessed: the form responses was not handed in"),
        ("20_goal_alignment", "not assessed: the forms goals and project_goals were not handed in"),
        ("30_performance", "not assessed: the form measures was not handed in"),
        ("40_portfolio", "not assessed: the forms goals, project_goals and project_costs were not handed in"),
        ("50_risk", "is not assessed: the form risks was not handed in"),
        ("60_resources", "has enough people is not assessed: the forms capacity and demand hold nothing for the months"),
    ],
)
def test_a_form_that_was_not_handed_in_is_said_in_words(page, notebook, words):
    assert words in page(notebook, "projects_only")


@pytest.mark.parametrize("notebook", [*TABLES, "70_improvement_plan"])
def test_a_notebook_run_by_hand_works_on_the_demo_from_its_own_folder_and_records_nothing(notebook, cells_of, monkeypatch):
    monkeypatch.chdir(NOTEBOOKS)
    names = {}
    for tag, source in cells_of(NOTEBOOKS / f"{notebook}.ipynb"):
        if tag == "record":
            said = eval(source, names)
        elif tag != "words":
            exec(source, names)
    assert str(said) == "Run by hand: the results above were checked and not recorded."
