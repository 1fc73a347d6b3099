"""Projects that have not begun may start later, where it is known who is there to do them."""

import pytest

MONTHS_OF_TWO_QUARTERS = ["2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"]
ONE_ANALYST = [("Analyst", month, 1.0) for month in MONTHS_OF_TWO_QUARTERS]


def rows(problem):
    return [(row.project_id, row.shift) for row in problem.later.itertuples()]


def test_money_and_people_move_along_by_quarters(problem):
    """Lockers cost 4 in the fourth quarter and take half an analyst in October; a quarter later, all of it in 2027Q1."""
    made = problem(
        demand=[("C", "Analyst", "2026-10", 0.5)], capacity=ONE_ANALYST, unit={"budget_by_quarter": {"2026Q4": 9, "2027Q1": 8}}
    )
    moved = made.later.set_index(["project_id", "shift"]).loc[("C", 1)]
    assert (moved["money"], moved["money 2026Q4"], moved["money 2027Q1"]) == (4.0, 0.0, 4.0)
    assert (moved["Analyst 2026Q4"], moved["Analyst 2027Q1"]) == (0.0, 0.5)
    planned = made.later.set_index(["project_id", "shift"]).loc[("C", 0)]
    assert (planned["money 2026Q4"], planned["Analyst 2026Q4"]) == (4.0, 0.5)


def test_quarters_that_only_a_later_start_reaches_hold_the_people_there_are(problem):
    """An analyst of three months, and a tenth more that may be booked."""
    made = problem(demand=[("C", "Analyst", "2026-10", 0.5)], capacity=ONE_ANALYST)
    assert made.later_limits.to_dict() == {"Analyst 2027Q1": pytest.approx(3.3)}


def test_a_start_never_moves_to_where_it_is_not_known_how_many_people_there_are(problem):
    """Capacity is known for one quarter more, so Lockers move by one and not by two."""
    made = problem(demand=[("C", "Analyst", "2026-10", 0.5)], capacity=ONE_ANALYST)
    assert rows(made) == [("C", 0), ("C", 1)]
    alone = problem(demand=[("C", "Analyst", "2026-10", 0.5)], capacity=ONE_ANALYST[:3])
    assert rows(alone) == []
    assert "C: no later start is tried, since it is not known how many people there are then." in alone.notes


def test_where_people_limit_nothing_starts_move_up_to_the_most_quarters(problem):
    assert rows(problem()) == [("C", 0), ("C", 1), ("C", 2)]


@pytest.mark.parametrize(
    "projects",
    [
        [("C", "Lockers", "executing", None, None, None)],
        [("C", "Lockers", "selected", None, None, None, "2026-09-30")],
    ],
)
def test_what_has_begun_keeps_its_start(problem, projects):
    assert rows(problem(projects=projects)) == []


def test_what_money_was_spent_on_keeps_its_start(problem):
    costs = [("C", "2026-09", 1.0, 0.2, None), ("C", "2026-10", 4.0, None, None)]
    assert rows(problem(project_costs=costs)) == []


def test_a_start_after_the_quarter_may_move(problem):
    made = problem(projects=[("C", "Lockers", "selected", None, None, None, "2026-10-01")])
    assert rows(made) == [("C", 0), ("C", 1), ("C", 2)]


def test_what_must_be_done_and_what_others_need_keeps_its_start_and_is_named(problem):
    made = problem(
        projects=[
            ("B", "Tills", "proposed", None, None, None), ("C", "Lockers", "proposed", None, None, None),
            ("D", "Cooling", "proposed", None, "yes", "Regulator"),
        ],
        project_links=[("B", "requires", "C")],
    )  # fmt: skip
    assert {project for project, _ in rows(made)} == {"B"}
    assert "D must be done and keeps its start." in made.notes
    assert "C keeps its start, since other projects need it." in made.notes


def test_an_engagement_can_switch_later_starts_off(problem):
    made = problem(may_shift=False)
    assert made.later is None
    assert made.with_later_starts is None
    assert any(note.startswith("No start moves: the engagement says so") for note in made.notes)


def test_the_start_as_planned_is_that_of_the_form_or_where_money_or_people_begin(problem):
    made = problem(projects=[
        ("A", "Shops", "executing", None, None, None, "2025-03-01"), ("B", "Tills", "proposed", None, None, None, "2027-05-02"),
        ("C", "Lockers", "proposed", None, None, None),
    ])  # fmt: skip
    assert {one: str(quarter) for one, quarter in made.planned_starts.items()} == {"A": "2026Q4", "B": "2027Q2", "C": "2026Q4"}


@pytest.mark.parametrize(
    ("finish", "shifts"),
    [("2026-09-30", [0, 1, 2]), ("2026-12-31", [0, 1, 2]), ("2027-01-01", [0, 2]), ("2027-03-31", [0, 2]), (None, [0, 1, 2])],
)
def test_a_project_starts_later_only_where_what_it_requires_is_finished(problem, finish, shifts):
    """Lockers are planned for the fourth quarter of 2026; Shops finish in that quarter, or in the next."""
    made = problem(
        projects=[
            ("A", "Shops", "executing", None, None, None, "2026-01-05", finish),
            ("C", "Lockers", "proposed", None, None, None, "2026-11-02"),
        ],
        project_links=[("C", "requires", "A")],
    )
    assert rows(made) == [("C", shift) for shift in shifts]


def test_a_project_that_finds_nothing_finished_in_time_keeps_its_start_and_is_named(problem):
    made = problem(
        projects=[
            ("A", "Shops", "executing", None, None, None, "2026-01-05", "2027-09-30"),
            ("C", "Lockers", "proposed", None, None, None, "2026-11-02"),
        ],
        project_links=[("C", "requires", "A")],
    )
    assert rows(made) == []
    assert "C: no later start is tried, since what it requires is not finished by the latest of them." in made.notes
