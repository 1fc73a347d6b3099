import numpy as np
import pandas as pd
import pytest

from pmobook.assess.priorities.judgements import read_judgements
from pmobook.assess.priorities.siblings import given_shares, judgements_among
from pmobook.method.priorities import priorities_method


def form(*weights):
    table = pd.DataFrame({"goal_id": ["A", "B", "A1"], "parent_goal_id": [None, None, "A"], "weight": weights})
    return table.assign(title="", owner="")


SIBLINGS = {"": ["A", "B"], "A": ["A1"], "B": [], "A1": []}


def test_a_goal_without_weight_has_what_its_sub_goals_weigh():
    assert given_shares(form(None, 1, 3), SIBLINGS, "", 1.0).shares == pytest.approx({"A": 0.75, "B": 0.25})


def test_an_only_sub_goal_has_all_of_its_goals_weight():
    found = given_shares(form(1, 1, None), SIBLINGS, "A", 0.5)
    assert (found.shares, found.basis, found.note) == ({"A1": 1.0}, "equal share", "the only sub-goal of A")


def test_judges_who_said_nothing_among_siblings_are_not_among_them():
    scale = priorities_method().judging
    every = read_judgements([("one", "A", "B", 2), ("two", "C", "D", 3)], None, scale)
    found = judgements_among(every, ["A", "B"])
    assert found.judges == ("one",)
    assert np.exp(found.logs[0, 0, 1]) == pytest.approx(2)
    assert judgements_among(every, ["A", "C"]) is None
    assert judgements_among(None, ["A"]) is None
