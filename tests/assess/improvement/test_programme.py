"""The cheapest path against every set of actions there is, for every rule."""

import numpy as np
import pytest

from pmobook.assess.improvement import cheapest_path_from, programme
from pmobook.assess.improvement.actions import read_actions
from pmobook.assess.improvement.programme import Limits, Programme
from pmobook.assess.improvement.solver import Optimum
from pmobook.assess.improvement.standing import Standing
from pmobook.assess.scoring import SHARE_RULES
from pmobook.method.scoring_rules import RULE_NAMES

SEEDS = range(30)


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_no_set_of_actions_is_cheaper_and_none_is_missed(rule, draw, enumerate_sets):
    """Person-days, weeks and place by id are those of the best of all sets; out of reach only where no set reaches it."""
    paths = 0
    for seed in SEEDS:
        case, chance = draw(seed), np.random.default_rng(seed)
        sets = enumerate_sets(case, rule)
        area = case.layout.areas[-1] if seed % 3 == 0 else None
        scores = sets.scores(area)
        reached = np.unique(scores[~np.isnan(scores)])
        # A score that some set reaches exactly, and one that is likely to lie between.
        targets = [chance.uniform(0, 1 if rule in SHARE_RULES else 3), *([chance.choice(reached)] if len(reached) else [])]
        for target in targets:
            path = cheapest_path_from(case.layout, case.shares, case.actions, rule, target, area=area)
            found = sets.cost_of(path.actions) if path.is_reachable else None
            assert found == sets.cheapest(target, area), (seed, target)
            assert path.is_proven
            paths += len(path.actions) > 0
    assert paths > 10


def test_actions_that_wait_for_one_another_are_never_both_chosen(draw):
    case = draw(0)
    rows = case.actions.head(0).to_dict(orient="list") | {
        "action_id": ["a", "b"],
        "capability": ["elsewhere", "nowhere"],
        "level": [1, 1],
        "person_days": [1.0, 1.0],
        "weeks": [1.0, 1.0],
        "depends_on": [[("nowhere", 1)], [("elsewhere", 1)]],
        "title": ["A", "B"],
    }
    standing = Standing(case.layout, case.shares, read_actions(type(case.actions)(rows)), 0.5)
    waiting = Programme(standing, Limits(), 1000)
    waiting.add({0: 1.0}, least=1)
    assert waiting.solve() is None


def test_a_set_that_is_ruled_out_takes_its_parts_with_it(draw):
    case = draw(1)
    actions = read_actions(case.actions)
    standing = Standing(case.layout, case.shares, actions, 0.5)
    asked = Programme(standing, Limits(), 1000)
    assert asked.solve().actions == ()
    asked.demand_more_than(())
    assert len(asked.solve().actions) == 1


def test_a_search_that_stops_early_says_how_far_from_proven_it_is(draw, monkeypatch):
    case = draw(1)
    actions = read_actions(case.actions)
    standing = Standing(case.layout, case.shares, actions, 0.5)
    chosen = np.array([action is standing.useful_actions[0] for action in standing.useful_actions])
    days = standing.useful_actions[0].person_days
    stopped = Optimum(chosen, bound=0.0, is_proven=False)
    monkeypatch.setattr(programme, "minimise", lambda *_: stopped)
    solution = Programme(standing, Limits(), 10).solve()
    assert days > 0
    assert (solution.is_proven, solution.gap) == (False, 1.0)
