from fractions import Fraction

from pmobook.generate.goals import goal_rows, is_renewed


def test_the_strategy_is_renewed_with_the_last_year(timeline):
    assert [is_renewed(timeline, position) for position in range(8)] == [False] * 5 + [True] * 3


def test_goals_of_the_organisation_are_the_same_in_every_business_unit(demo):
    common = [[row[:5] for row in goal_rows(one.shared, one.story, renewed=True)[:6]] for one in demo.values()]
    assert all(rows == common[0] for rows in common)


def test_what_goals_weigh_differs_between_business_units_and_changes_with_the_strategy(demo):
    given = {
        (name, renewed): tuple(row[5] for row in goal_rows(one.shared, one.story, renewed=renewed)[:6])
        for name, one in demo.items()
        for renewed in (False, True)
    }
    assert len(set(given.values())) == 12


def test_a_business_units_own_goal_has_a_parent_and_no_weight(demo):
    own = goal_rows(demo["technology"].shared, demo["technology"].story, renewed=True)[6]
    assert own[4] == "digital_core"
    assert own[5].startswith("not assessed: ")


def test_three_executives_compare_each_pair_once(unit):
    for rows in unit.comparisons.values():
        assert len(rows) == 3 * 15
        assert len({(row[0], frozenset(row[1:3])) for row in rows}) == 45


def test_judgements_agree_with_the_weights_on_the_whole(unit):
    weights = unit.story.weights
    agree = clash = 0
    for _, first, second, preference in unit.comparisons[True]:
        if not str(preference).startswith("not assessed"):
            stated, given = Fraction(preference) - 1, weights[first] - weights[second]
            agree += stated * given > 0
            clash += stated * given < 0
    assert agree > 4 * clash


def test_every_goal_of_the_organisation_that_no_project_serves_is_on_purpose(demo, timeline):
    """At least one business unit has a goal without any project."""
    unserved = 0
    for one in demo.values():
        served = {row[1] for row in one.forms(7)["project_goals"] if row[2] != "none"}
        unserved += any(goal.goal_id not in served for goal in one.shared.goals)
    assert unserved >= 2
