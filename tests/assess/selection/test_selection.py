"""The exact selection: known answers, every rule, ties, refusals."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.loss_measures import conditional_value_at_risk
from pmobook.assess.selection import NothingFits, select
from pmobook.errors import PmobookError, ProblemsFound

VALUE = {1: 8, 2: 11, 3: 6, 4: 4}
COST = {1: 5, 2: 7, 3: 4, 4: 3}
LIMIT = 14


def keeps_links(chosen, links):
    return all(
        (one not in chosen or other in chosen) if link == "requires"
        else not (one in chosen and other in chosen) if link == "excludes"
        else (one in chosen) == (other in chosen)
        for one, link, other in links
    )  # fmt: skip


def every_set(case):
    """Yield (value, cost in sum, ids) of every allowed set of a case."""
    value, cost, limits = case["value"], np.array(case["cost"]), np.array(case["limits"])
    for inside in itertools.product((False, True), repeat=len(value)):
        chosen = {at for at, one in enumerate(inside) if one}
        where = sorted(chosen)
        if (cost[where].sum(axis=0) > limits).any() or not keeps_links(chosen, case.get("links", ())):
            continue
        if any((at in chosen) != (side == "in") for at, side in case.get("mandates", {}).items()):
            continue
        if (
            "losses" in case
            and conditional_value_at_risk(np.array(case["losses"])[:, where].sum(axis=1), 0.8) > case["tolerance"] + 1e-9
        ):
            continue
        yield sum(value[at] for at in where), float(cost[where].sum()), tuple(where)


@st.composite
def cases(draw, most_projects=7, with_losses=False):
    """Draw a small selection with several limits, mandates and links that may contradict each other."""
    count, resources = draw(st.integers(1, most_projects)), draw(st.integers(1, 3))
    number = st.integers(0, 20)
    case = {
        "value": draw(st.lists(number, min_size=count, max_size=count)),
        "cost": draw(st.lists(st.lists(number, min_size=resources, max_size=resources), min_size=count, max_size=count)),
        "limits": draw(st.lists(st.integers(0, 60), min_size=resources, max_size=resources)),
    }
    project = st.integers(0, count - 1)
    rules = st.tuples(project, st.sampled_from(["requires", "excludes", "together"]), project)
    case["links"] = [one for one in draw(st.lists(rules, max_size=3, unique=True)) if one[0] != one[2]]
    case["mandates"] = draw(st.dictionaries(project, st.sampled_from(["in", "out"]), max_size=2))
    if with_losses:
        row = st.lists(st.integers(-10, 20), min_size=count, max_size=count)
        case["losses"] = draw(st.lists(row, min_size=1, max_size=6))
        case["tolerance"] = draw(st.integers(-5, 30))
    return case


def test_the_worked_case_beats_rank_and_cut():
    """Budget 14: the optimum is 21, rank and cut reaches 19, parts of projects 22."""
    best = select(VALUE, COST, LIMIT)
    assert best.chosen == (2, 3, 4)
    assert (best.value, best.waterline.value, best.linear_bound) == (21, 19, 22)
    assert (best.gap, best.is_proven, best.status) == (0, True, "proven optimal")
    assert best.use.tolist() == [14]
    assert best.slack.tolist() == [0]
    assert "proven optimal" in best.sentence


def test_petersen_problems_reach_their_proven_optimum(petersen):
    """Seven published project selections come out at the published optimum, proven."""
    for problem in petersen:
        best = select(problem["value"], np.array(problem["cost"]).T, problem["limits"])
        assert best.is_proven
        assert best.value == pytest.approx(problem["optimal_value"], abs=1e-9)
        assert (best.slack >= 0).all()


def test_published_problems_of_or_library_reach_their_optimum(or_library):
    """Up to 105 projects and 30 limits from OR-Library's mknap2 come out at the optimum printed there, proven."""
    for problem in or_library:
        best = select(problem["value"], np.array(problem["cost"]).T, problem["limits"], time_limit=math.inf)
        assert (best.value, best.is_proven) == (problem["optimal_value"], True), problem["id"]
        assert (best.slack >= 0).all()


@settings(max_examples=60, deadline=None)
@given(cases())
def test_it_finds_what_trying_every_set_finds(case):
    """Value, tie-break and use equal those of enumeration; where no set is allowed, that is said and nothing returned."""
    allowed = list(every_set(case))
    given_in = (case["value"], case["cost"], case["limits"])
    rules = {"links": case["links"], "mandates": case["mandates"]}
    try:
        best = select(*given_in, **rules)
    except NothingFits:
        assert not allowed
    except ProblemsFound as refused:
        contradicting = "can be chosen" in str(refused) or "can hold" in str(refused)
        assert contradicting or not allowed
    else:
        value = max(one[0] for one in allowed)
        cost = min(one[1] for one in allowed if one[0] == value)
        assert (best.value, float(best.use.sum())) == (value, cost)
        places = min(sum(one[2]) + len(one[2]) for one in allowed if one[:2] == (value, cost))
        assert sum(best.chosen) + len(best.chosen) == places
        assert best.is_tie_settled


@settings(max_examples=40, deadline=None)
@given(cases(with_losses=True))
def test_money_at_risk_stays_within_the_tolerance(case):
    """With scenarios of loss the best set whose mean of the worst losses is tolerable is found."""
    case |= {"links": [], "mandates": {}}
    allowed = list(every_set(case))
    try:
        best = select(
            case["value"], case["cost"], case["limits"], losses=case["losses"], tolerance=case["tolerance"], cvar_level=0.8
        )
    except NothingFits:
        assert not allowed
    else:
        assert best.value == max(one[0] for one in allowed)
        assert best.use["risk: risk"] <= case["tolerance"] + 1e-6


def test_whatever_has_labels_or_an_order_is_accepted():
    """Series, frames, dictionaries, lists and arrays give the same set."""
    ids = [1, 2, 3, 4]
    frame = pd.DataFrame({"project_id": ids, "money": [5, 7, 4, 3]})
    assert select(pd.Series(VALUE), pd.Series(COST), {"cost": 14}).chosen == (2, 3, 4)
    assert select(pd.Series(VALUE), frame, pd.Series({"money": 14})).chosen == (2, 3, 4)
    assert select([8, 11, 6, 4], frame, [14]).chosen == (2, 3, 4)
    assert select(np.array([8, 11, 6, 4]), [[5], [7], [4], [3]], 14).chosen == (1, 2, 3)
    assert select(VALUE, {"money": COST}, {"money": 14}).chosen == (2, 3, 4)


def test_finite_decimals_are_added_exactly():
    """0.1 + 0.2 fits a limit of 0.3, and 14.000001 does not fit a limit of 14."""
    assert select([1, 1], [0.1, 0.2], 0.3).chosen == (0, 1)
    assert select([3, 2], [14.000001, 1], 14).chosen == (1,)
    assert select([3, 2], [14.0000001, 1], 14).chosen == (1,)
    assert select([3, 3, 3], [1 / 3, 1 / 3, 1 / 3], 1).chosen == (0, 1, 2)


def test_a_project_without_value_is_not_taken():
    """Of sets of equal value the cheapest is taken, then the one whose projects come first."""
    assert select([5, 0], [1, 1], 2).chosen == (0,)
    assert select([5, 5, 5], [2, 1, 1], 1).chosen == (1,)


def test_another_secondary_objective_breaks_ties_otherwise():
    """A resource or a number a project can decide between sets of equal value."""
    cost = pd.DataFrame({"money": [1, 2], "people": [9, 1]})
    assert select([5, 5], cost, {"money": 2, "people": 9}, secondary="money").chosen == (0,)
    assert select([5, 5], cost, {"money": 2, "people": 9}, secondary="people").chosen == (1,)
    assert select([5, 5], cost, {"money": 2, "people": 9}, secondary=[3, 1]).chosen == (1,)
    with pytest.raises(ProblemsFound, match="one of money, people"):
        select([5, 5], cost, {"money": 2, "people": 9}, secondary="time")


def test_alternatives_are_other_sets_of_the_same_value():
    """Sets of equal value are listed, and within a share those nearly as good."""
    best = select({"a": 5, "b": 5, "c": 4}, {"a": 1, "b": 1, "c": 1}, 1, alternatives=5)
    assert best.chosen == ("a",)
    assert [one.chosen for one in best.alternatives] == [("b",)]
    near = select({"a": 5, "b": 5, "c": 4}, {"a": 1, "b": 1, "c": 1}, 1, alternatives=5, alternatives_within=0.2)
    assert [(one.chosen, one.value) for one in near.alternatives] == [(("b",), 5), (("c",), 4)]


def test_a_start_that_moves_makes_room():
    """Two projects that want the same year both fit once one may start a year later."""
    cost = pd.DataFrame({"y1": [6, 6], "y2": [0, 0]}, index=["a", "b"])
    limits = {"y1": 6, "y2": 6}
    assert select({"a": 5, "b": 4}, cost, limits).chosen == ("a",)
    moved = select({"a": 5, "b": 4}, cost, limits, starts={"b": [0, 1]}, periods=["y1", "y2"])
    assert (moved.chosen, moved.shifts) == (("a", "b"), {"a": 0, "b": 1})
    told = select({"a": 5, "b": 4}, cost, limits, starts={"b": {0: None, 1: {"y1": 0, "y2": 6, "value": 3}}})
    assert (told.value, told.shifts["b"]) == (8, 1)
    with pytest.raises(ProblemsFound, match="outside the 2 periods"):
        select({"a": 5, "b": 4}, cost, limits, starts={"b": [2]}, periods=["y1", "y2"])


def test_groups_bound_how_many_are_chosen():
    """At least and at most so many of a group."""
    best = select([9, 8, 1], [1, 1, 1], 2, groups={"safety": {"projects": [2], "at_least": 1}})
    assert best.chosen == (0, 2)
    assert select([9, 8, 1], [1, 1, 1], 3, groups={"new": {"projects": [0, 1], "at_most": 1}}).chosen == (0, 2)


def test_everything_wrong_is_said_at_once():
    """Negative and missing values and costs, limits without a number and unknown ids come in one list."""
    with pytest.raises(ProblemsFound) as refused:
        select({"a": -1, "b": None, "c": 2}, {"a": 2, "b": float("nan"), "d": 4}, -1, mandates={"x": "in"})
    text = str(refused.value)
    missing = ("value of b: found nothing", "cost of b, cost: found nothing")
    for words in (*missing, "value of a: found -1", "limit of cost: found -1", "cost: found 'd'"):
        assert words in text
    with pytest.raises(ProblemsFound, match="Did you mean alpha"):
        select({"alpha": 1}, {"alpha": 1}, 1, mandates={"alpa": "in"})


def test_a_resource_without_limit_is_refused_and_inf_is_not():
    """No limit has to be said."""
    cost = pd.DataFrame({"money": [1], "people": [1]})
    with pytest.raises(ProblemsFound, match="Write inf"):
        select([1], cost, {"money": 1})
    assert select([1], cost, {"money": 1, "people": math.inf}).slack["people"] == math.inf


def test_an_answer_cut_short_is_never_called_optimal():
    """A search that ends early says by how much another set could be better."""
    chance = np.random.default_rng(5)
    cost = chance.integers(1, 1000, (200, 20))
    best = select(cost.sum(axis=1) / 20 + 500 * chance.random(200), cost, cost.sum(axis=0) * 0.25, time_limit=0.3)
    assert not best.is_proven
    assert best.gap > 0
    assert best.status == "stopped at the time limit"
    assert "not proven optimal: another set could be worth at most" in best.sentence
    assert (best.slack >= 0).all()


def test_impossible_efforts_are_refused():
    """A time limit of zero and a gap of one make no search."""
    for effort in ({"time_limit": 0}, {"gap": 1}):
        with pytest.raises(PmobookError, match="time limit above 0"):
            select([1], [1], 1, **effort)


@settings(max_examples=30, deadline=None)
@given(cases(most_projects=4), st.data())
def test_moved_starts_agree_with_trying_every_start(case, data):
    """With shifts of one period allowed, the best value is that of trying every set and every start."""
    count, periods = len(case["value"]), len(case["limits"])
    cost = np.array(case["cost"])
    cost[:, -1] = 0
    shifts = [data.draw(st.sampled_from([[0], [0, 1]])) if periods > 1 else [0] for _ in range(count)]
    moved = [{0: row, 1: np.concatenate([[0], row[:-1]])} for row in cost]
    value = max(
        sum(one for one, choice in zip(case["value"], choices, strict=True) if choice is not None)
        for choices in itertools.product(*([None, *allowed] for allowed in shifts))
        if (sum((moved[at][c] for at, c in enumerate(choices) if c is not None), np.zeros(periods)) <= case["limits"]).all()
    )
    best = select(case["value"], cost, case["limits"], starts=dict(enumerate(shifts)), periods=list(range(periods))
                  if periods > 1 else ["cost"])  # fmt: skip
    assert best.value == value
