import pytest

from pmobook.assess.portfolio.ranking import rank_probabilities


def test_probabilities_of_each_rank_come_from_the_weightings_tried(assessed):
    judged = assessed(unit={"budget": 8}).judged
    rows = rank_probabilities(judged).set_index("project_id")
    shares = judged.core.rank_shares
    for project in rows.index:
        assert rows.loc[project, "probability"] == pytest.approx(shares.loc[project].max())
        assert shares.loc[project, rows.loc[project, "likeliest"]] == pytest.approx(shares.loc[project].max())
        assert rows.loc[project, "best"] <= rows.loc[project, "likeliest"] <= rows.loc[project, "worst"]


def test_one_goal_alone_leaves_nothing_open(assessed):
    """With one goal every weighting is the same, so each project has one rank for sure."""
    goals = [("grow", "Grow", None)]
    rows = rank_probabilities(assessed(goals=goals, weights={"grow": 1.0}, unit={"budget": 20}).judged)
    assert (rows["probability"] == 1).all()
    assert (rows["best"] == rows["worst"]).all()


def test_among_the_first_is_a_probability_that_never_exceeds_one(assessed):
    rows = rank_probabilities(assessed(unit={"budget": 8}).judged)
    assert rows["among_first"].between(0, 1).all()


def test_where_nothing_is_assessed_there_are_no_ranks(assessed):
    assert rank_probabilities(assessed(goals=[], project_goals=[], weights={}).judged).empty
