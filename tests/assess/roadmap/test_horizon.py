"""The roadmap begins with the quarter assessed and reaches as far as its last date, within what the method allows."""

import pytest


@pytest.mark.parametrize(
    ("finish", "months", "last"),
    [("2026-12-31", 0, "2027Q3"), ("2027-09-30", 0, "2027Q3"), ("2027-10-01", 0, "2027Q4"), ("2027-09-30", 1, "2027Q4"),
     ("2029-09-30", 0, "2029Q3"), ("2040-01-01", 0, "2029Q3")],
)  # fmt: skip
def test_it_reaches_the_last_finish_between_four_and_twelve_quarters_ahead(plans, finish, months, last):
    found = plans.draw([plans.project("A", "2026-10-05", finish)], starts={"A": months})
    assert str(found.horizon.first) == "2026Q3"
    assert str(found.horizon.last) == last


def test_what_lies_beyond_or_is_past_is_not_drawn(plans):
    days = {
        "A": ("2026-10-05", "2027-03-31", "proposed"),
        "B": ("2031-01-05", "2032-03-31", "proposed"),
        "C": (None, None, "proposed"),
        "D": ("2025-01-06", "2026-06-30", "executing"),
        "E": ("2025-01-06", "2026-09-11", "closed"),
    }
    plan = [plans.project(key, *one) for key, one in days.items()]
    found = plans.draw(plan).projects.set_index("project_id")["is_drawn"]
    assert found.to_dict() == {"A": True, "B": False, "C": False, "D": False, "E": False}


def test_a_finished_project_with_a_gate_ahead_is_drawn(plans):
    plan = [plans.project("E", "2025-01-06", "2026-09-11", "benefits")]
    found = plans.draw(plan, gates=[{"project_id": "E", "gate": "G6", "due_on": "2027-01-15"}])
    assert found.projects["is_drawn"].tolist() == [True]
