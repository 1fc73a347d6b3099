"""A role or skill that forms share is written one way, or named as a problem: nobody is looked for in vain by a capital."""

import pandas as pd

from pmobook.inputs.spelling import find_other_spellings


def frame(column, *names):
    return pd.DataFrame({column: list(names), "row": range(2, len(names) + 2)})


def test_another_spelling_is_told_with_all_its_rows_and_the_first_one():
    frames = {
        "capacity": frame("role", "Project manager", "Analyst"),
        "demand": frame("role", "Project Manager", "Analyst", "Project Manager", "project  manager"),
    }
    found = find_other_spellings(frames)
    assert list(found) == ["demand"]
    first, second = found["demand"]
    assert (first.row, first.also, first.column, first.found) == (2, (4,), "role", "'Project Manager'")
    assert first.remedy == "Write 'Project manager', as the form capacity does."
    assert first.expected == "one spelling of a role in capacity, demand and skills"
    assert (second.row, second.also) == (5, ())


def test_within_one_form_too():
    (fault,) = find_other_spellings({"capacity": frame("role", "Analyst", "analyst")})["capacity"]
    assert (fault.row, fault.found) == (3, "'analyst'")


def test_skills_are_those_of_the_people_and_marks_make_another():
    frames = {
        "skills": frame("skill", "C", "C++", "SQL").assign(role="Engineer"),
        "skill_needs": frame("skill", "C#", "sql"),
    }
    (fault,) = find_other_spellings(frames)["skill_needs"]
    assert (fault.row, fault.found, fault.expected) == (3, "'sql'", "one spelling of a skill in skills and skill_needs")


def test_what_is_blank_missing_or_not_handed_in_is_no_spelling():
    assert find_other_spellings({}) == {}
    assert find_other_spellings({"capacity": frame("role", None, "Analyst"), "demand": frame("role")}) == {}
