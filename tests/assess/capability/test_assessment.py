"""A pack becomes findings about skills: what is short, what hangs on one person, what nobody asks for; no person is named."""

import html

import pandas as pd
import pytest

from pmobook.assess.capability.assessment import assess_capability
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import SkillsPrivacy
from pmobook.method.capability import capability_method
from pmobook.show import capability as exhibits
from pmobook.vocabulary import Quarter

PROJECTS = pd.DataFrame({"project_id": ["P", "Q", "R"], "title": ["One", "Two", "Three"], "mandate": ["no", "no", "yes"]})
HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "Zoë Ängström",
    "\N{RIGHT-TO-LEFT OVERRIDE}evil\N{POP DIRECTIONAL FORMATTING}",
    "x" * 10_000,
    "quote\"'&amp;",
]


def skills(names=("a", "b", "c", "d", "e", "f")) -> pd.DataFrame:
    rows = [
        (names[0], "Engineer", "Migration", 4), (names[1], "Engineer", "Testing", 4), (names[2], "Engineer", "Testing", 2),
        (names[3], "Analyst", "Testing", 3), (names[4], "Analyst", "Painting", 5), (names[5], "Analyst", "Design", None),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["person_id", "role", "skill", "level"])


def needs() -> pd.DataFrame:
    rows = [
        ("P", "Migration", 4, "2026Q4", 1), ("Q", "Migration", 3, "2027Q1", 1), ("P", "Testing", 3, "2026Q4", 3),
        ("R", "Cooking", 2, "2026Q4", 1), ("Q", "Design", 2, "2026Q4", 1), ("P", "Testing", 3, "2026Q3", 9),
        ("P", "Testing", 3, "2028Q1", 9),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["project_id", "skill", "level", "period", "people"])


def assess(held=None, asked=None, **options):
    unit = BusinessUnit(name="Retail", lead="Head of Retail PMO")
    return assess_capability(
        skills() if held is None else held, needs() if asked is None else asked, PROJECTS, Quarter.parse("2026Q3"),
        capability_method(), unit, **options,
    )  # fmt: skip


def sentences(found) -> dict[str, str]:
    return dict(zip(found.findings["finding_id"], found.findings["sentence"], strict=True))


def test_each_matter_is_a_finding_with_the_lead_as_owner():
    found = assess()
    said = sentences(found)
    assert said["skill_short:cooking"] == (
        "'Cooking' lacks 1 person in 2026Q4; 1 mandated project competes for those who master it. Hire 1 at level 2."
    )
    assert said["skill_short:testing"] == (
        "'Testing' lacks 1 person in 2026Q4; 1 project competes for those who master it. Train 1 to level 3."
    )
    single = "One person masters 'Migration' at level 3 or above; 2 projects need it. Hire 1 at level 4."
    assert said["skill_single:migration"] == single
    assert said["skills_not_assessed"] == "Whether enough people master Design is not assessed."
    assert said["skills_not_needed"].startswith("Painting is a skill that people have")
    assert set(found.findings["owner"]) == {"Head of Retail PMO"}
    assert found.findings.set_index("finding_id").loc["skill_single:migration", "severity"] == "act"
    assert found.headline.startswith(
        "Retail is short of 2 of the 4 skills that its projects need, first of all Cooking, 1 person in"
    )


def test_what_mandated_projects_lack_comes_first_then_the_worth_of_what_is_at_stake():
    order = assess().standing.sort_values("place")["skill"].tolist()[:3]
    assert order == ["Cooking", "Testing", "Migration"]
    asked = pd.DataFrame(
        [("P", "A", 3, "2026Q4", 3), ("Q", "B", 3, "2026Q4", 1)], columns=["project_id", "skill", "level", "period", "people"]
    )
    assert assess(asked=asked).standing["skill"].tolist()[:2] == ["A", "B"]
    assert assess(asked=asked, values={"P": 0.1, "Q": 0.7}).standing["skill"].tolist()[:2] == ["B", "A"]


def test_history_and_what_is_too_far_ahead_is_left_out_and_said():
    found = assess()
    assert found.gaps.loc[found.gaps["skill"] == "Testing", "period"].tolist() == ["2026Q4"]
    assert found.notes[0] == "1 need has months of 2026Q3 or before: history, and left out."
    assert found.notes[1] == "1 need has months more than 12 months ahead: left out."


@pytest.mark.parametrize(("held", "asked", "missing"), [
    (skills(), needs().iloc[:0], "the form skill_needs was not handed in"),
    (skills().iloc[:0], needs(), "the form skills was not handed in"),
    (skills().iloc[:0], needs().iloc[:0], "neither the form skills nor skill_needs was handed in"),
])  # fmt: skip
def test_without_a_form_nothing_is_assessed_and_that_is_said(held, asked, missing):
    found = assess(held, asked)
    assert missing in found.headline
    assert found.gaps.empty
    assert found.standing.empty
    assert found.findings["finding_id"].tolist() == ["skills_missing"]


def _shown(found) -> str:
    drawn = [
        exhibits.skills_matrix(found), exhibits.single_points_of_failure(found), exhibits.needs_that_collide(found),
        exhibits.what_to_train_or_hire(found), exhibits.skills_by_role(found),
        exhibits.how_skills_were_held_against_needs(found, capability_method()),
    ]  # fmt: skip
    tables = [frame.to_csv() for frame in (*found.tables.values(), found.by_role, found.by_skill)]
    return html.unescape("\n".join([one.html for one in drawn])) + "\n".join(tables) + found.headline + "".join(found.notes)


def test_no_person_is_named_anywhere_unless_the_engagement_allows_it():
    codes = [f"{one}-{number}" for number, one in enumerate(HOSTILE)]
    said = _shown(assess(skills(codes)))
    assert not [code[:40] for code in codes if code in said or html.escape(code) in said]
    allowed = assess(skills(codes), privacy=SkillsPrivacy(show_single_people=True))
    assert allowed.standing.set_index("skill").loc["Migration", "single_person"] == codes[0]
    shown = exhibits.single_points_of_failure(allowed).html
    assert html.escape(codes[0]) in shown
    assert "<script>" not in shown


def test_the_role_of_a_single_master_is_not_told():
    found = assess(skills())
    assert "Engineer" not in "".join(frame.to_csv() for frame in found.tables.values())
    hidden = found.by_role[found.by_role["skill"] == "Migration"]
    assert hidden["people"].isna().all()


def test_an_engagement_raises_the_fewest_people_shown():
    assert assess().fewest == 3
    assert assess(privacy=SkillsPrivacy(fewest_people=5)).fewest == 5
    assert assess(privacy=SkillsPrivacy(show_single_people=True)).fewest == 1
