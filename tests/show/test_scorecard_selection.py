from dataclasses import replace

import pandas as pd
import pytest

from pmobook.assess.tables import SELECTION
from pmobook.show.scorecard_context import context_of
from pmobook.show.scorecard_selection import selection_panel


@pytest.fixture
def panel(engagement, results):
    """Show the panel of one business unit whose table selection holds these rows."""

    def make(*rows):
        frame = pd.DataFrame(
            [{**dict.fromkeys(SELECTION), "quarter": "2026Q3", "business_unit": "retail", "run_id": "a", **row} for row in rows],
            columns=["quarter", "business_unit", "run_id", *SELECTION],
        )
        return selection_panel(context_of(engagement, replace(results, selection=frame), "2026Q3", "retail")).html

    return make


def test_what_starts_and_stops_is_named_with_both_choices_worth(panel):
    html = panel(
        {"project_id": "A", "title": "Shops", "is_chosen": False, "is_current": True, "value": 0.1, "cost": 4.0},
        {"project_id": "B", "title": "Lockers", "is_chosen": True, "is_current": False, "value": 0.5, "cost": 3.0},
        {"project_id": "C", "title": "Robots", "is_chosen": None, "is_current": False},
    )
    assert "The best choice: 1 project, value 0.50" in html
    assert "the present one: 1 project, value 0.10" in html
    assert "stop" in html
    assert "start" in html
    assert "Robots" not in html


def test_a_present_choice_that_is_the_best_is_said_to_be(panel):
    html = panel({"project_id": "A", "title": "Shops", "is_chosen": True, "is_current": True, "value": 0.1, "cost": 4.0})
    assert "The present choice of 1 project is the best" in html


def test_what_was_not_compared_is_not_assessed(panel):
    assert "Not assessed: no project was compared." in panel()
    undecided = {"project_id": "A", "title": "Shops", "is_chosen": None, "is_current": True}
    assert "Not assessed: no choice of projects could be found." in panel(undecided)


def test_what_would_start_later_is_said_with_its_quarter(panel):
    given = {"is_chosen": True, "is_current": True, "value": 0.1, "cost": 4.0, "is_chosen_later": True, "planned_start": "2026Q4"}
    html = panel(
        {"project_id": "A", "title": "Shops", **given, "later_start": "2026Q4"},
        {"project_id": "B", "title": "Lockers", **given, "later_start": "2027Q1"},
    )
    assert "If starts may move, the best choice begins &#x27;Lockers&#x27; in 2027Q1, later than planned." in html


def test_nothing_is_said_of_later_starts_where_none_was_recorded(panel):
    html = panel({"project_id": "A", "title": "Shops", "is_chosen": True, "is_current": True, "value": 0.1, "cost": 4.0})
    assert "If starts may move" not in html
