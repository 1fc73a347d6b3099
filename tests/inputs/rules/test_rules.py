"""Rules between columns and rows: silent on what is right or missing. What each refuses stands in ``tests/defects``."""

from __future__ import annotations

import pytest

from pmobook.inputs.rules import agreement, goals, overlaps
from pmobook.inputs.rules.registry import RULES
from pmobook.inputs.sheets import Row, Sheet
from pmobook.inputs.typed_frame import empty_frame, read_frame
from pmobook.method.forms import FORM_NAMES, form, forms


def frame(name: str, text: str):
    rows = tuple(Row(number, line.split(",")) for number, line in enumerate(text.strip().splitlines(), start=1))
    places = {heading: place for place, heading in enumerate(rows[0].cells)}
    return read_frame(Sheet(name, name, "line", rows), form(name), places)[0]


def test_rules_belong_to_forms():
    assert set(RULES) <= set(FORM_NAMES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_silent_on_a_form_without_rows_or_with_blank_cells(name):
    assert RULES[name](empty_frame(form(name))) == []
    heads = ",".join(forms()[name].column_names)
    assert RULES[name](frame(name, f"{heads}\n{',' * heads.count(',')}")) == []


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_silent_on_a_right_form(name, full_rows):
    assert RULES[name](frame(name, full_rows[name])) == []


@pytest.fixture
def full_rows():
    return {
        "actions": "action_id,title,status,agreed_on,due_on,done_on,figure,figure_of\n"
        "owners,a,done,2026-07-14,2026-09-30,2026-09-04,cost,P1\nother,b,proposed,,,,,",
        "benefits": "benefit_id,project_id,title,kind,unit_of_measure,period\n"
        "B1,P1,a,cashable,t,2026-07\nB1,P1,a,cashable,t,2026-08",
        "evidence": "evidence_id,title,dated,expires\nE1,a,2026-07-14,2026-07-14",
        "gates": "project_id,gate,held_on,decision\n"
        "P1,G1,2026-08-01,go\nP1,G2,,\nP1,G3,2026-08-01,not assessed\nP1,G4,,not assessed",
        "goal_comparisons": "judge,goal_a,goal_b,preference\nJ1,A,B,3\nJ2,B,A,3",
        "goals": "goal_id,title,parent_goal_id\nA,a,\nB,b,A\nC,c,B\nD,d,A\nE,e,unknown",
        "measures": "measure_id,target,tolerance\nM1,5,1\nM2,not assessed,1\nM3,,0\nM4,,",
        "practices": "capability_id,level,practice_id,instance,finding,note,assessor,status,reason,validated_by\n"
        "a,1,,,not applicable,no such projects,Lead,,,\na,2,,,full,,Lead,validated,,Second\na,2,a_2a,Refit,full,,Lead,draft,,\n"
        "a,3,a_3a,,full,,Lead,returned,too old,\na,3,a_3b,,full,,Lead,submitted,,\na,3,,Refit,full,,Lead,,,\nb,3,,,full,,Lead,,,",
        "project_costs": "project_id,period\nP1,2026Q2\nP1,2026-07\nP1,2026-08\nP2,2026Q3\nP1,FY2027/28",
        "project_links": "project_id,link,other_project_id\nP1,requires,P2\nP1,excludes,P3",
        "projects": "project_id,start,baseline_finish,forecast_finish\nP1,2026-01-01,2026-01-01,\nP2,,2026-01-01,2025-01-01",
        "risks": "risk_id,impact_low,impact_likely,impact_high,residual_impact_low,residual_impact_likely,residual_impact_high\n"
        "K1,1,1,1,,,\nK2,,2,,0,0,0\nK3,0,2,9,0,1,9",
        "skill_needs": "project_id,skill,level,period\nP1,a,3,2026Q2\nP1,a,4,2026-07\nP1,b,3,2026Q3\nP2,a,3,2026Q3",
        "skills": "person_id,role,skill\nS1,Analyst,a\nS1,Analyst,b\nS2,Planner,a",
    }


def test_a_circle_is_told_once_at_its_first_row_and_branches_into_it_are_not():
    (fault,) = goals.check(frame("goals", "goal_id,parent_goal_id\nX,B\nA,B\nB,C\nC,A\nY,X"))
    assert fault.row == 3
    assert "A > B > C > A" in fault.found


def test_a_long_line_of_parents_is_no_circle():
    lines = [f"G{number},G{number - 1}" for number in range(1, 3000)]
    assert goals.check(frame("goals", "goal_id,parent_goal_id\nG0,\n" + "\n".join(reversed(lines)))) == []


def test_each_month_inside_a_year_is_told_with_the_row_of_the_year():
    faults = overlaps.find_overlaps(
        frame("project_costs", "project_id,period\nP1,2026-04\nP1,FY2026/27\nP1,2027-03\nP1,2027-04"), "project_id"
    )
    assert [(fault.row, fault.found) for fault in faults] == [
        (3, "FY2026/27, which shares days with 2026-04 in row 2"),
        (4, "2027-03, which shares days with FY2026/27 in row 3"),
    ]


def test_the_same_period_twice_is_left_to_the_check_of_keys():
    assert (
        overlaps.find_overlaps(frame("project_costs", "project_id,period\nP1,2026Q3\nP1,2026Q3\nP1,2026-01"), "project_id") == []
    )


def test_an_empty_cell_agrees_with_everything():
    rows = frame("skills", "person_id,role\nS1,\nS1,Analyst\nS1,\nS1,Planner")
    (fault,) = agreement.find_disagreements(rows, "person_id", ["role"])
    assert fault.row == 5
    assert fault.found == "'Planner', while row 3 says 'Analyst'"
