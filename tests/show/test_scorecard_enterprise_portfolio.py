import dataclasses
import math
import re

import pandas as pd
import pytest

from pmobook.assess import tables as shapes
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.scorecard_context import context_of
from pmobook.show.scorecard_enterprise_portfolio import (
    budgets_between_business_units,
    goals_of_the_enterprise,
    sponsors_of_the_enterprise,
)

QUARTER = "2026Q3"


def text_of(exhibit):
    return " ".join(re.sub(r"<[^>]+>", " ", exhibit.html).split())


def rows_of(columns, *rows):
    """Rows of a table as recorded in the quarter; columns not named are missing."""
    filled = [{**dict.fromkeys(columns, None), **row} for row in rows]
    units = [row.pop("business_unit") for row in filled]
    kinds = {name: kind for name, kind in columns.items() if kind != "bool"}
    frame = shapes.build(filled, kinds)
    return frame.assign(quarter=QUARTER, business_unit=units, run_id="run")


def goal(unit, goal_id, title, weight, spend, projects):
    return {"business_unit": unit, "goal_id": goal_id, "title": title, "weight": weight, "spend": spend, "projects": projects}


def point(unit, place, budget, value, mark=""):
    return {"business_unit": unit, "point": place, "budget": budget, "cost": budget, "value": value, "mark": mark}


def project(unit, name, sponsor, spend):
    return {"business_unit": unit, "project_id": name, "title": f"{name} <new>", "stage": "executing", "sponsor": sponsor,
            "spend": spend}  # fmt: skip


@pytest.fixture
def context(engagement, results):
    """The page's view with some tables replaced."""

    def make(**tables):
        empty = {"alignment": shapes.ALIGNMENT, "frontier": shapes.FRONTIER, "project_values": shapes.PROJECT_VALUES}
        given = {name: rows_of(columns, *tables.get(name, ())) for name, columns in empty.items()}
        return context_of(engagement, dataclasses.replace(results, **given), QUARTER)

    return make


def budgets_said(made):
    said, figures = budgets_between_business_units(made)
    return text_of(stack(Exhibit(said), figures))


def test_goals_that_nobody_serves_and_money_off_the_weight_are_said_first(context):
    said = text_of(goals_of_the_enterprise(context(alignment=[
        goal("retail", "grow", "Grow <fast>", 0.5, 30.0, 2), goal("retail", "safe", "Stay safe", 0.5, 0.0, 0),
        goal("markets", "grow", "Grow <fast>", 1.0, 70.0, 3),
    ])))  # fmt: skip
    assert "No project of any business unit is known to serve &#x27;Stay safe&#x27;." in said
    assert "&#x27;Grow &lt;fast&gt;&#x27; gets more than it weighs: 100% of spend, weight 85%." in said
    assert "Spend of 2 business units together: £100m." in said


def test_a_business_unit_left_out_is_named_with_the_reason(context):
    said = text_of(goals_of_the_enterprise(context(alignment=[
        goal("retail", "grow", "Grow", 1.0, 20.0, 2), goal("markets", "grow", "Grow", 1.0, None, 3),
    ])))  # fmt: skip
    assert "Every goal is served" in said
    assert "is left out: what it spends is not assessed." in said


def test_without_goals_projects_or_frontiers_the_page_has_no_empty_panels(context):
    empty = context()
    assert sponsors_of_the_enterprise(empty).html == ""
    assert budgets_between_business_units(empty) == ("", Exhibit(""))
    assert "Not assessed: no goals were handed in" in goals_of_the_enterprise(empty).html


def test_moves_of_money_are_said_with_amount_givers_and_gain(context):
    """Apart 4 + 1 = 5; with all 4 in Markets 9: 80% more."""
    said = budgets_said(context(frontier=[
        point("retail", 0, 0.0, 0.0), point("retail", 1, 2.0, 4.0, "budget"), point("markets", 0, 1.0, 1.0),
        point("markets", 1, 2.0, 1.0, "present choice"), point("markets", 2, 4.0, 9.0),
    ]))  # fmt: skip
    assert "Move £2.0m from " in said
    assert ", and gain at least 80% of value." in said
    assert "what the present choice costs stands for it" in said


def test_where_no_move_helps_that_is_said(context):
    said = budgets_said(context(frontier=[
        point("retail", 0, 2.0, 4.0, "budget"), point("markets", 0, 2.0, 4.0, "budget"),
    ]))  # fmt: skip
    assert "would serve no goal better" in said


def test_a_business_unit_without_a_budget_takes_no_part_and_is_named(context):
    said = budgets_said(context(frontier=[
        point("retail", 0, 2.0, 4.0, "budget"), point("markets", 0, 2.0, math.nan),
    ]))  # fmt: skip
    assert "Only one business unit has a frontier" in said
    assert "takes no part: no choice keeps its mandates." in said


def test_sponsors_are_counted_over_business_units(context):
    said = text_of(sponsors_of_the_enterprise(context(project_values=[
        *(project("retail", f"R{place}", "Head of Change", 1.0) for place in range(4)),
        project("markets", "M1", "head of change", 1.0), project("markets", "M2", None, 1.0),
    ])))  # fmt: skip
    assert "Of 1 sponsor, 1 carries 5 projects or more under way." in said
    assert "Head of Change sponsors in more than one business unit." in said
    assert "1 project under way without a sponsor." in said
    assert "R0 &lt;new&gt;" in said


def test_long_lists_of_sponsors_are_folded(context):
    shown = sponsors_of_the_enterprise(context(project_values=[project("retail", f"R{n}", f"Head {n}", 1.0) for n in range(12)]))
    assert "Show 4 more sponsors" in shown.html


def test_every_panel_reads_what_was_recorded_before_there_were_these_columns(context):
    made = context(alignment=[goal("retail", "grow", "Grow", 1.0, 20.0, 2)], frontier=[point("retail", 0, 2.0, 4.0)])
    assert "takes no part: no budget is on record." in budgets_said(made)
    assert isinstance(goals_of_the_enterprise(made).html, str)
    assert pd.isna(made.now.frontier["value_without_other_limits"]).all()
