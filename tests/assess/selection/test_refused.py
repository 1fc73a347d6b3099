"""What can't be read is refused in words that say where, what was found, and what to do; nothing is guessed."""

import math

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.loss_measures import conditional_value_at_risk
from pmobook.assess.selection import core_index, frontier, prices, select, transfer
from pmobook.errors import PmobookError, ProblemsFound

VALUE = {"a": 3, "b": 4, "c": 5}
COST = {"a": 3, "b": 4, "c": 5}
GOALS = pd.DataFrame({"g": [1, 2, 3], "h": [3, 2, 1]}, index=list("abc"))
NAN = math.nan


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"mandates": ["a"]}, "mandates, row 1: found 'a', expected project and in or out"),
        ({"mandates": "a"}, "mandates, row 1: found 'a'"),
        ({"mandates": {"a": "maybe"}}, "mandate of a: found 'maybe', expected in or out"),
        ({"mandates": {"a": None}}, "mandate of a: found 'nothing', expected in or out"),
        ({"mandates": [("a", "in"), ("a", "out")]}, "a is mandated in; a is mandated out"),
        ({"links": [("a", "b")]}, "links, row 1: found"),
        ({"links": "a requires b"}, "links, row 1: found 'a requires b', expected project, link and other project"),
        ({"links": {"requires": ["a"]}}, "links, requires, row 1: found 'a', expected project and other project"),
        ({"links": [{"project_id": "a", "link": "requires"}]}, "link of a to None"),
        ({"links": pd.DataFrame({"project_id": ["a"], "link": ["requires"]})}, "links: found no column other_project_id"),
        ({"links": [("a", "likes", "b")]}, "found 'likes', expected requires, excludes or together"),
        ({"links": [("a", "requires", "a")]}, "a link of a project to itself"),
        ({"links": [("a", "requires", NAN)]}, "link of a to nan"),
        (
            {"links": [("a", "excludes", "b")], "mandates": {"a": "in", "b": "in"}},
            "a is mandated in; b is mandated in; a excludes b",
        ),
        ({"links": [("a", "requires", "b")], "mandates": {"a": "in", "b": "out"}}, "a requires b; b is mandated out"),
        ({"groups": [["a", "b"]]}, "groups: found list, expected a name to its projects"),
        ({"groups": {"g": {"projects": "ab", "at_most": 1}}}, "Write the projects as a list"),
        ({"groups": {"g": {"projects": ["a"], "at_most": 1.5}}}, "found '1.5', expected whole numbers of 0 or more"),
        ({"groups": {"g": {"projects": ["a"], "at_most": NAN}}}, "found 'nan', expected whole numbers of 0 or more"),
        ({"groups": {"g": {"projects": ["a"], "at_least": -1}}}, "found '-1', expected whole numbers of 0 or more"),
        ({"losses": [["x", 2, 3]], "tolerance": 1}, "losses of risk: found missing losses"),
        ({"losses": [[1, 2, 3]], "tolerance": "much"}, "tolerance of risk: found nothing, expected an amount of money"),
        ({"losses": [1, 2, 3], "tolerance": 1}, "a row a scenario and 3 columns"),
        ({"losses": [[1, 2, 3]], "tolerance": 5, "cvar_level": 95}, "Write 95 % as 0.95"),
        ({"starts": {"a": [0.5]}}, "found '0.5', expected a whole number of periods"),
        ({"secondary": {"a": 1, "b": NAN, "c": 2}}, "secondary of b: found nothing"),
    ],
)
def test_rules_that_cannot_be_read_are_refused(rules, words):
    with pytest.raises(ProblemsFound) as refused:
        select(VALUE, COST, 9, **rules)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("value", "cost", "limits", "words"),
    [
        ([], [], [], "value: found no project"),
        ([1, NAN], [1, 1], 1, "value of 1: found nothing"),
        ([1, math.inf], [1, 1], 1, "value of 1: found inf, expected a finite number"),
        (pd.Series([1, pd.NA], dtype="Int64"), [1, 1], 1, "value of 1: found nothing"),
        (["1", 2], [1, 1], 1, "value of 0: found '1', expected a number of 0 or more"),
        ([True, 1], [1, 1], 1, "value of 0: found 'True'"),
        ([1, 2, 3], [1, 2], 3, "cost of 2, cost: found nothing"),
        ([1, 2], [1, -2], 3, "cost of 1, cost: found -2, expected a number of 0 or more"),
        ([1, 2], [1, 2], None, "limit: found nothing, expected numbers"),
        ([1, 2], [1, 2], NAN, "limit of cost: found nothing"),
        ([1, 2], [1, 2], "3", "limit: found '3', expected numbers"),
        (pd.DataFrame({"x": [1], "y": [2]}), [1], 1, "value: found a table with 2 columns"),
        (pd.Series([1, 2], index=["a", "a"]), pd.Series([1, 2], index=["a", "a"]), 3, "value of a: found a second row"),
    ],
)
def test_numbers_that_are_none_are_refused(value, cost, limits, words):
    with pytest.raises(ProblemsFound) as refused:
        select(value, cost, limits)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: select(VALUE, COST, 9, gap="small"), "are numbers; found None and 'small'"),
        (lambda: select(VALUE, COST, 9, time_limit=NAN), "time limit above 0"),
        (lambda: frontier(VALUE, COST, 9, points="all"), "The budgets of a frontier are numbers of 0 or more"),
        (lambda: frontier(VALUE, COST, 9, points=[NAN, 2]), "The budgets of a frontier are numbers of 0 or more"),
        (lambda: prices(VALUE, COST, 9, steps=0), "The step of cost must be above 0"),
        (lambda: core_index(GOALS, np.zeros((1, 2)), COST, 7), "a sum of zero"),
        (lambda: core_index(GOALS, {"g": 0, "h": 0}, COST, 7), "a sum of zero"),
        (
            lambda: core_index(GOALS, [("g", ">=", "h", 2), ("h", ">=", "g", 2)], COST, 7),
            "constraints that contradict each other",
        ),
        (lambda: core_index(GOALS.replace(2, -2), None, COST, 7), "value of b for g: found -2"),
        (lambda: transfer(VALUE, COST, 9, business_units={"a": "x"}, budgets={"x": 3}), "business unit of b: found nothing"),
        (lambda: conditional_value_at_risk([], 0.95), "found no scenario"),
        (lambda: conditional_value_at_risk([1, 2], 1), "found the level 1, expected"),
    ],
)
def test_questions_that_make_no_sense_are_refused(ask, words):
    with pytest.raises(PmobookError) as refused:
        ask()
    assert words in str(refused.value)


def test_links_in_a_circle_are_allowed_and_noted():
    best = select(VALUE, COST, 9, links=[("a", "requires", "b"), ("b", "requires", "a")])
    assert best.chosen == ("a", "b")
    assert best.notes == ("a and b require one another in a circle: they are chosen together or not at all.",)


def test_columns_of_one_and_weights_in_any_form_are_read():
    assert select(np.array([[1], [2]]), np.array([[1], [1]]), np.array([1])).chosen == (1,)
    forms = ({"g": 1, "h": 3}, [1, 3], [[0.25, 0.75]], pd.Series({"h": 3, "g": 1}), np.array([0.25, 0.75]))
    found = [core_index(GOALS, form, COST, 7, exact=False).weightings.to_numpy().tolist() for form in forms]
    assert found == [[[0.25, 0.75]]] * len(forms)


def test_the_smallest_amounts_are_told_apart():
    assert select([1e-12, 2e-12], [1e-9, 1e-9], 1e-9).chosen == (1,)
