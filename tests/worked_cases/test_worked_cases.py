"""Walk the cases that stand beside this file; each is one test with its own name."""

import functools
import importlib.util
import math
from pathlib import Path

import pandas as pd
import pytest

from pmobook.assess.alignment import AlignmentForms, assess_alignment
from pmobook.assess.costs import add_up_costs
from pmobook.assess.goals import weigh_goals
from pmobook.assess.maturity import assess_maturity
from pmobook.assess.performance import assurance, control_limits, judge_value, signals
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.method.impact import impact_scale
from pmobook.method.thresholds import thresholds
from pmobook.method.yaml_text import load_yaml

UNIT = BusinessUnit(name="Retail")


def cases():
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        for case in load_yaml(path):
            yield pytest.param(case, id=f"{path.stem}: {case['case']}")


def fill(name, rows):
    empty = empty_frame(form(name))
    return pd.DataFrame(
        {
            column: pd.Series([{"row": number, **row}.get(column) for number, row in enumerate(rows, 2)], dtype=kind)
            for column, kind in empty.dtypes.items()
        }
    )


def agree(found, expected):
    """Say whether a figure is the expected one; None expects "not assessed"."""
    if expected is None:
        return bool(pd.isna(found))
    return found == expected if isinstance(expected, str) else found == pytest.approx(expected)


@functools.cache
def maturity_cases():
    """Return tests/maturity_cases.py; tests are no package."""
    place = Path(__file__).parents[1] / "maturity_cases.py"
    specification = importlib.util.spec_from_file_location("maturity_cases", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def walk_maturity(given, expected):
    question = maturity_cases().question_of(
        given["ratings"],
        {area: (1, capabilities) for area, capabilities in given["areas"].items()},
        given["targets"],
        minimum_raters=given["minimum_raters"],
    )
    result = assess_maturity(question, thresholds().maturity)
    scores = result.area_scores
    for rule, by_area in expected.items():
        for area, figures in by_area.items():
            (row,) = scores[(scores["rule"] == rule) & (scores["area_id"] == area)].to_dict(orient="records")
            for name, figure in figures.items():
                assert agree(row[name], figure), f"{rule}, {area}, {name}: {row[name]}"


def named(key, name):
    return {key: name, "title": name, "definition": name}


def goals_form(goals):
    return fill(
        "goals",
        [
            {"goal_id": name, "title": name, "weight": goal["weight"], "parent_goal_id": goal.get("parent")}
            for name, goal in goals.items()
        ],
    )


def walk_goal_weights(given, expected):
    table = weigh_goals(goals_form(given["goals"])).goal_weights
    found = dict(zip(table["goal_id"], table["weight"], strict=True))
    assert all(agree(found[goal], weight) for goal, weight in expected.items()), found


def aligned(given):
    projects = {"p": given, **given.get("others", {})}
    impacts = [
        {"project_id": name, "goal_id": goal, "impact": one}
        for name, own in projects.items()
        for goal, one in own["impacts"].items()
    ]
    costs = [
        {"project_id": name, "period": "2026-07", "actual_cost": own["cost"]} for name, own in projects.items() if "cost" in own
    ]
    forms = AlignmentForms(
        goals=goals_form(given["goals"]),
        projects=fill("projects", [{"project_id": name, "title": name.upper(), "stage": "executing"} for name in projects]),
        project_goals=fill("project_goals", impacts),
        project_costs=fill("project_costs", costs),
    )
    return assess_alignment(forms, impact_scale(), thresholds().alignment, UNIT)


def walk_strategic_value(given, expected):
    row = aligned(given).project_values.to_dict(orient="records")[0]
    assert agree(row["strategic_value"], expected["value"])
    assert agree(row["value_lowest"], expected["lowest"])
    assert agree(row["value_highest"], expected["highest"])


def walk_spend(given, expected):
    table = aligned(given).alignment
    found = {goal or "no goal": spend for goal, spend in zip(table["goal_id"], table["spend"], strict=True)}
    assert found.keys() == expected.keys()
    assert all(agree(found[goal], spend) for goal, spend in expected.items()), found


def walk_status(given, expected):
    found = {value: judge_value(float(value), given["better"], given["target"], given["tolerance"]) for value in expected}
    assert found == expected


def walk_limits(given, expected):
    found = control_limits(given["values"])
    assert {name: round(getattr(found, name), 2) for name in expected} == expected


def walk_signal(given, expected):
    assert signals(given["values"], better=given["better"]).variation == expected


def walk_assurance(given, expected):
    limits = control_limits(given["values"])
    assert {target: str(assurance(limits, float(target), given["better"])) for target in expected} == expected


def walk_cost(given, expected):
    columns = {"planned": "planned_value", "actual": "actual_cost", "forecast": "forecast_cost"}
    rows = [{"project_id": "p", **{columns.get(name, name): figure for name, figure in one.items()}} for one in given["periods"]]
    money = add_up_costs(fill("project_costs", rows))["p"]
    found = {"planned": money.planned, "expected": money.expected, "variance": money.variance, "share": money.variance_share}
    assert all(agree(found[name], figure) for name, figure in expected.items()), found


@pytest.mark.parametrize("case", list(cases()))
def test_worked_case(case):
    assert case["why"]
    {
        "maturity": walk_maturity,
        "goal_weights": walk_goal_weights,
        "strategic_value": walk_strategic_value,
        "spend": walk_spend,
        "status": walk_status,
        "limits": walk_limits,
        "signal": walk_signal,
        "assurance": walk_assurance,
        "cost": walk_cost,
    }[case["assess"]](case["given"], case["expect"])


def test_not_a_number_agrees_with_nothing_but_not_assessed():
    assert agree(math.nan, None)
    assert not agree(math.nan, 1.0)
    assert not agree(1.0, None)
