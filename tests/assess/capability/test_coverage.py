"""Skills against needs: higher levels serve lower needs, people fill one place at a time, and what is not assessed stays open."""

import itertools
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.capability.coverage import skill_coverage
from pmobook.errors import PmobookError, ProblemsFound


def people(*rows: tuple[str, str, object]) -> pd.DataFrame:
    return pd.DataFrame([(person, "Analyst", skill, level) for person, skill, level in rows],
                        columns=["person_id", "role", "skill", "level"])  # fmt: skip


def needs(*rows: tuple[str, str, object, object, object]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["project_id", "skill", "level", "period", "people"])


def by_level(found) -> dict[int, dict[str, object]]:
    return found.table.set_index("level").to_dict("index")


def test_two_needs_and_one_person_leave_one_person_missing():
    found = skill_coverage(people(("a", "Testing", 3)), needs(("P", "Testing", 3, "2026Q4", 1), ("Q", "Testing", 3, "2026Q4", 1)))
    row = found.table.iloc[0]
    assert (row["needed"], row["able"], row["gap"], row["coverage"], row["projects"]) == (2, 1, 1, 0.5, 2)
    assert found.sentence == "1 of 1 skill needed is short: Testing, 1 person in 2026Q4."


def test_people_at_higher_levels_serve_lower_needs_after_their_own():
    held = people(("a", "Testing", 5), ("b", "Testing", 4), ("c", "Testing", 2))
    wanted = needs(("P", "Testing", 4, "2026Q4", 1), ("Q", "Testing", 3, "2026Q4", 2), ("R", "Testing", 2, "2026Q4", 1))
    rows = by_level(skill_coverage(held, wanted))
    # Two at level 4 or above: one serves level 4, one the first of level 3; the second of level 3 is missing; the third person
    # serves level 2.
    assert {level: row["gap"] for level, row in rows.items()} == {2: 0, 3: 1, 4: 0}
    assert {level: row["able"] for level, row in rows.items()} == {2: 3, 3: 2, 4: 2}
    assert rows[3]["needed_above"] == 1


def test_the_bench_is_what_is_left_when_lower_needs_are_met_too():
    held = people(*((name, "Testing", 5) for name in "abcd"))
    rows = by_level(skill_coverage(held, needs(("P", "Testing", 5, "2026Q4", 1), ("Q", "Testing", 2, "2026Q4", 2))))
    assert {level: row["bench"] for level, row in rows.items()} == {2: 1, 5: 1}


def test_a_quarter_shows_the_peak_of_its_months_and_not_their_sum():
    wanted = needs(("P", "Testing", 3, "2026-10", 2), ("P", "Testing", 3, "2026-11", 1), ("Q", "Testing", 3, "2026-11", 2))
    row = skill_coverage(people(("a", "Testing", 3)), wanted).table.iloc[0]
    assert (row["period"], row["peak_month"], row["needed"], row["gap"]) == ("2026Q4", "2026-11", 3, 2)


def test_a_financial_year_is_needed_in_each_of_its_quarters():
    found = skill_coverage(people(("a", "Testing", 3)), needs(("P", "Testing", 3, "FY2026/27", 1)))
    assert found.table["period"].tolist() == ["2026Q2", "2026Q3", "2026Q4", "2027Q1"]


def test_skills_that_share_their_only_person_collide_though_each_alone_is_covered():
    held = people(("a", "Testing", 4), ("a", "Design", 4))
    found = skill_coverage(held, needs(("P", "Testing", 3, "2026Q4", 1), ("Q", "Design", 4, "2026-12", 1)))
    assert found.table["gap"].tolist() == [0, 0]
    row = found.clashes.iloc[0]
    assert (row["skills"], row["peak_month"], row["needed"], row["able"], row["short"]) == (
        "Design and Testing",
        "2026-12",
        2,
        1,
        1,
    )


def test_a_chain_of_people_that_can_be_assigned_is_no_collision():
    held = people(("a", "A", 3), ("a", "B", 3), ("b", "B", 3), ("b", "C", 3), ("c", "C", 3))
    wanted = needs(*((skill, skill, 3, "2026Q4", 1) for skill in "ABC"))
    assert skill_coverage(held, wanted).clashes.empty
    without = skill_coverage(held[held["person_id"] != "c"], wanted).clashes
    assert without[["skills", "short"]].to_numpy().tolist() == [["A, B and C", 1.0]]


def test_what_a_skill_lacks_alone_is_not_counted_again_as_a_collision():
    found = skill_coverage(people(("a", "A", 3)), needs(("P", "A", 3, "2026Q4", 2), ("P", "B", 3, "2026Q4", 1)))
    assert found.table["gap"].tolist() == [1, 1]
    assert found.clashes.empty


def test_a_level_not_assessed_leaves_coverage_between_its_bounds():
    held = people(("a", "Testing", 3), ("b", "Testing", None), ("c", "Testing", "not assessed"))
    row = skill_coverage(held, needs(("P", "Testing", 3, "2026Q4", 4))).table.iloc[0]
    assert (row["gap_lowest"], row["gap_highest"]) == (1, 3)
    assert (row["coverage_lowest"], row["coverage_highest"]) == (0.25, 0.75)
    assert math.isnan(row["gap"])
    assert math.isnan(row["coverage"])
    assert row["note"] == "The level of 2 people not assessed."


def test_a_need_not_assessed_is_named_and_never_zero():
    found = skill_coverage(
        people(("a", "Testing", 3)), needs(("P", "Testing", 3, "2026Q4", None), ("Q", "Design", 2, "2026Q4", 1))
    )
    row = found.table[found.table["skill"] == "Testing"].iloc[0]
    assert math.isnan(row["needed"])
    assert math.isnan(row["gap"])
    assert math.isnan(row["gap_highest"])
    assert row["needs_not_assessed"] == 1
    assert any("P needs is not assessed" in note for note in found.notes)
    assert found.by_skill.set_index("skill")["is_covered"].isna()["Testing"]


def test_names_are_compared_without_regard_to_capitals_and_spaces():
    found = skill_coverage(people(("a", "Process  Modelling", 3)), needs(("P", " process modelling", 3, "2026Q4", 1)))
    assert found.table[["skill", "gap"]].to_numpy().tolist() == [["Process Modelling", 0.0]]


def test_parts_of_people_add_up():
    found = skill_coverage(people(("a", "Testing", 3)), needs(*((name, "Testing", 3, "2026Q4", 0.4) for name in "PQR")))
    assert found.table.iloc[0][["needed", "gap"]].tolist() == [1.2, 0.2]


def test_nothing_handed_in_is_not_assessed():
    found = skill_coverage([], [])
    assert found.table.empty
    assert found.sentence == "Whether skills are covered is not assessed: no need is known."


def test_every_problem_is_named_at_once_and_no_person():
    held = people(("secret-7", "Testing", 6), ("secret-8", "Testing", 2.5), ("secret-9", "Design", 3), ("secret-9", "design", 4))
    wanted = needs(
        ("P", "Testing", 0, "2026Q4", 1), ("P", "Testing", 3, "2026Q4", -1), ("P", "Testing", 3, "soon", 1),
        ("Z", "Testing", 3, "2027Q1", 1), ("P", "Design", 3, "2027Q1", 1), ("P", "Design", 3, "2027-02", 1),
    )  # fmt: skip
    with pytest.raises(ProblemsFound) as raised:
        skill_coverage(held, wanted, projects=["P"])
    said = str(raised.value)
    for words in (
        "skills, row 1, column level: found 6, expected a whole level from 0 to 5",
        "skills, row 2, column level: found 2.5",
        "skills, row 4 ('design'): found the same person and skill as in row 3",
        "skill_needs, row 1, column level: found 0, expected a whole level from 1 to 5",
        "skill_needs, row 2, column people: found -1, expected 0 or more",
        "skill_needs, row 3, column period: found 'soon'",
        "skill_needs, row 4, column project_id: found 'Z', expected a project that is known (P)",
        "skill_needs, row 6 ('P', 'Design', 2027-02): found a second need beside row 5",
    ):
        assert words in said
    assert "secret" not in said


def test_a_table_without_a_column_is_refused_by_its_name():
    with pytest.raises(PmobookError, match="skills: the table lacks level"):
        skill_coverage(pd.DataFrame({"person_id": [], "role": [], "skill": []}), [])


SKILLS = "ABC"
a_person = st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 5), max_size=3)
a_need = st.tuples(
    st.sampled_from(SKILLS), st.integers(1, 5), st.sampled_from(["2026-10", "2026-11", "2027Q1"]), st.integers(0, 3)
)


def _tables(persons, wanted):
    held = [(f"p{number}", skill, level) for number, person in enumerate(persons) for skill, level in person.items()]
    return people(*held), needs(*((f"P{number}", *one) for number, one in enumerate(wanted)))


@settings(max_examples=15, deadline=None)
@given(st.lists(a_person, max_size=5), a_person, st.lists(a_need, min_size=1, max_size=5))
def test_one_more_person_never_lowers_coverage(persons, newcomer, wanted):
    before = skill_coverage(*_tables(persons, wanted)).table.set_index(["skill", "level", "period"])
    after = skill_coverage(*_tables([*persons, newcomer], wanted)).table.set_index(["skill", "level", "period"])
    assert (after["coverage"] >= before["coverage"]).all()
    assert (after["bench"] >= before["bench"]).all()


@settings(max_examples=15, deadline=None)
@given(st.lists(a_person, max_size=5), st.lists(a_need, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(persons, wanted, chance):
    held, asked = _tables(persons, wanted)
    again = skill_coverage(*(frame.sample(frac=1, random_state=chance.randrange(1000)) for frame in (held, asked)))
    found = skill_coverage(held, asked)
    for name in ("table", "by_skill", "clashes"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(again, name))


@settings(max_examples=15, deadline=None)
@given(st.lists(a_person, max_size=4), st.lists(st.tuples(st.sampled_from(SKILLS), st.integers(1, 5)), max_size=4))
def test_gaps_and_collisions_together_are_what_no_assignment_can_meet(persons, places):
    """Every way of giving people to needs is tried."""
    found = skill_coverage(*_tables(persons, [(skill, level, "2026Q4", 1) for skill, level in places]))
    best = 0
    for chosen in itertools.product([None, *range(len(places))], repeat=len(persons)):
        taken = [place for place in chosen if place is not None]
        serves = all(
            place is None or person.get(places[place][0], 0) >= places[place][1]
            for person, place in zip(persons, chosen, strict=True)
        )
        if serves and len(set(taken)) == len(taken):
            best = max(best, len(taken))
    assert found.table["gap"].sum() + found.clashes["short"].sum() == len(places) - best
