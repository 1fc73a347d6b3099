"""Exhibits of skills: status by shape and word, bounds where something is not assessed, and hostile names as text."""

import pandas as pd

from pmobook.assess.capability.assessment import assess_capability
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.method.capability import capability_method
from pmobook.show import capability as exhibits
from pmobook.vocabulary import Quarter

PROJECTS = pd.DataFrame({"project_id": ["P", "Q"], "title": ["One", "Two"], "mandate": ["no", "no"]})


def _assess(held, asked):
    skills = pd.DataFrame(held, columns=["person_id", "role", "skill", "level"])
    needs = pd.DataFrame(asked, columns=["project_id", "skill", "level", "period", "people"])
    unit = BusinessUnit(name="Retail")
    return assess_capability(skills, needs, PROJECTS, Quarter.parse("2026Q3"), capability_method(), unit)


def _mixed():
    held = [("a", "R", "Testing", 3), ("b", "R", "Design", None), ("c", "R", "Design", 3)]
    asked = [
        ("P", "Testing", 3, "2026Q4", 2), ("Q", "Testing", 3, "2027Q1", 1), ("P", "Design", 3, "2026Q4", 2),
        ("Q", "Drawing", 2, "2026Q4", None),
    ]  # fmt: skip
    return _assess(held, asked)


def test_the_matrix_says_short_covered_and_not_assessed_in_words_and_shapes():
    drawn = exhibits.skills_matrix(_mixed()).html
    assert "▲ 1 short" in drawn
    assert "● met" in drawn
    assert "○ 0 to 1 short" in drawn
    assert "○ not assessed" in drawn
    assert "no need" in drawn


def test_what_to_do_stands_beside_its_skill_and_what_is_not_rated_is_to_be_rated():
    drawn = exhibits.what_to_train_or_hire(_mixed()).html
    assert "Hire 1 at level 3." in drawn
    assert "First rate the 1 person whose level is not assessed." in drawn
    assert "First say how many people are needed." in drawn


def test_a_skill_on_one_person_is_told_without_the_person():
    drawn = exhibits.single_points_of_failure(_assess([("a", "R", "Testing", 3)], [("P", "Testing", 3, "2026Q4", 1)])).html
    assert "Testing" in drawn
    assert "Who the one person is, is not shown." in drawn


def test_without_forms_every_exhibit_says_so():
    found = _assess([], [])
    for draw in (exhibits.skills_matrix, exhibits.single_points_of_failure, exhibits.needs_that_collide,
                 exhibits.what_to_train_or_hire):  # fmt: skip
        assert "Not assessed" in draw(found).html
    assert "too few people are listed" in exhibits.skills_by_role(found).html


def test_hostile_names_of_skills_and_roles_appear_as_text():
    name = "<script>alert('x')</script>"
    held = [(str(number), name, name, 3) for number in range(3)]
    found = _assess(held, [("P", name, 3, "2026Q4", 4)])
    for draw in (exhibits.skills_matrix, exhibits.what_to_train_or_hire, exhibits.skills_by_role):
        drawn = draw(found).html
        assert "<script>" not in drawn
        assert "&lt;script&gt;" in drawn


def test_the_workings_say_how_much_was_held_against_how_much():
    drawn = exhibits.how_skills_were_held_against_needs(_mixed(), capability_method()).html
    assert "3 people in the inventory." in drawn
    assert "no count of fewer than 3 people of a role is shown" in drawn
