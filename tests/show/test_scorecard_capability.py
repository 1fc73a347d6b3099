"""Skills on the scorecards: what is short first, a bench in another business unit named, and nothing recorded said in words."""

from dataclasses import replace

import pytest

from pmobook.assess.capability.enterprise import skills_between_business_units, standings_by_business_unit
from pmobook.assess.tables import SKILL_STANDING, build
from pmobook.show.scorecard_business_unit import business_unit_scorecard
from pmobook.show.scorecard_enterprise import enterprise_scorecard

NAMES = {"a": "Retail", "b": "Wealth", "c": "Markets"}
EMPTY = {name: "" if kind == "str" else None for name, kind in SKILL_STANDING.items()}


def standing(*rows):
    built = build(({**EMPTY, **row} for row in (dict(row[1]) for row in rows)), SKILL_STANDING)
    return built.assign(quarter="2026Q3", business_unit=[unit for unit, _ in rows], run_id="r")


SHORT = {"skill": "Testing", "standing": "short", "place": 1, "gap_lowest": 2.0, "gap_highest": 2.0, "bench": 0.0, "projects": 2,
         "advice": "Hire 2 at level 3."}  # fmt: skip
COVERED = {"skill": "testing", "standing": "covered", "gap_lowest": 0.0, "gap_highest": 0.0, "bench": 3.0, "projects": 1}
SINGLE = {"skill": "Design", "standing": "hangs on one person", "place": 1, "gap_lowest": 0.0, "gap_highest": 0.0, "bench": 0.0,
          "projects": 1}  # fmt: skip
UNNEEDED = {"skill": "Design", "standing": "not needed"}


def test_a_skill_short_in_one_business_unit_names_who_has_a_bench():
    found = skills_between_business_units(standing(("a", SHORT), ("b", COVERED), ("c", SHORT)), NAMES)
    assert found.to_dict("records") == [
        {
            "skill": "Testing",
            "short_in": "Retail and Markets",
            "missing": 4.0,
            "single_in": "",
            "bench": 3.0,
            "bench_in": "Wealth",
        }
    ]


def test_people_of_a_business_unit_that_does_not_need_the_skill_are_no_bench():
    found = skills_between_business_units(standing(("a", SINGLE), ("b", UNNEEDED)), NAMES)
    assert found[["skill", "single_in", "bench_in", "bench"]].to_numpy().tolist() == [["Design", "Retail", "", 0.0]]


def test_standings_are_counted_by_business_unit_most_short_first():
    found = standings_by_business_unit(standing(("a", COVERED), ("b", SHORT), ("b", SINGLE), ("b", UNNEEDED)))
    assert found.to_numpy().tolist() == [["b", 2, 1, 1, 0], ["a", 1, 0, 0, 0]]


def test_covered_everywhere_leaves_nothing_to_say():
    assert skills_between_business_units(standing(("a", COVERED)), NAMES).empty
    assert skills_between_business_units(standing(("a", COVERED)).iloc[:0], NAMES).empty


@pytest.fixture
def with_skills(results):
    quarter = str(results.quarters[-1])
    first, second = sorted(results.business_units)[:2]
    rows = standing((first, SHORT), (first, SINGLE), (second, COVERED)).assign(quarter=quarter)
    return replace(results, skill_standing=rows), first


def test_the_panels_say_what_is_short_and_what_to_do(engagement, with_skills):
    published, first = with_skills
    own = business_unit_scorecard(engagement, published, first).skills.html
    assert own.index("Testing") < own.index("Hire 2 at level 3.")
    assert "hangs on one person" in own
    both = enterprise_scorecard(engagement, published).skills.html
    assert "Skills needed" in both
    assert "On the bench in" in both


def test_without_recorded_skills_they_are_not_assessed(engagement, results):
    assert "Not assessed: skills were not held against needs" in enterprise_scorecard(engagement, results).skills.html
