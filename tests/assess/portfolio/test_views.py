import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.portfolio import views_of
from pmobook.assess.priorities import weights_in_tree

WEIGHTS = pd.Series({"grow": 0.5, "save": 0.3, "care": 0.2})


def test_without_judges_every_weighting_keeps_the_ranking():
    views = views_of(WEIGHTS)
    table = views.weightings
    assert len(table) == 250
    assert (table["grow"] >= table["save"] - 1e-12).all()
    assert (table["save"] >= table["care"] - 1e-12).all()
    assert "ranks the goals as leadership does" in views.words


@given(st.lists(st.floats(0, 10), min_size=1, max_size=6).filter(lambda given: sum(given) > 0.1))
def test_weightings_are_never_negative_and_add_up_to_one(given_weights):
    total = sum(given_weights)
    weights = pd.Series([one / total for one in given_weights], index=[f"g{place}" for place in range(len(given_weights))])
    table = views_of(weights).weightings
    assert (table.to_numpy() >= 0).all()
    assert np.allclose(table.sum(axis=1), 1)


def test_judges_stand_for_all_mixtures_of_what_they_said():
    goals = pd.DataFrame({"goal_id": ["grow", "save"], "title": ["Grow", "Save"]})
    comparisons = pd.DataFrame(
        [("J1", "grow", "save", 3.0), ("J2", "grow", "save", 1 / 3)], columns=["judge", "goal_a", "goal_b", "preference"]
    )
    judged = weights_in_tree(goals, comparisons)
    views = views_of(judged.weights, judged)
    assert views.weightings["grow"].min() >= 0.25 - 1e-9
    assert views.weightings["grow"].max() <= 0.75 + 1e-9
    assert "what 2 judges said" in views.words
