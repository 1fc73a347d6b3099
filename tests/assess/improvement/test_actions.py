import pandas as pd
import pytest

from pmobook.assess.improvement import read_actions
from pmobook.errors import ProblemsFound


def one(**cells):
    return pd.DataFrame([{"action_id": "a", "capability": "risk", "level": 2, "person_days": 5, **cells}])


@pytest.mark.parametrize(
    "written",
    [
        "budget:2; roadmaps: 1",
        "budget@2,roadmaps:1",
        [("budget", 2), ("roadmaps", 1)],
        (("budget", 2), ("roadmaps", 1)),
        [{"capability_id": "budget", "level": 2}, {"capability": "roadmaps", "level": 1}],
        ["budget:2", "roadmaps:1"],
        [("budget", 2), ("budget", 2), ("roadmaps", 1)],
    ],
)
def test_dependencies_may_be_written_as_text_pairs_or_mappings(written):
    (action,) = read_actions(one(depends_on=written))
    assert action.depends_on == (("budget", 2), ("roadmaps", 1))


@pytest.mark.parametrize("blank", [None, "", float("nan"), [], ()])
def test_no_dependency_may_be_written_in_any_way_that_is_blank(blank):
    assert read_actions(one(depends_on=blank))[0].depends_on == ()


def test_a_single_pair_is_one_dependency():
    assert read_actions(one(depends_on=("budget", 2)))[0].depends_on == (("budget", 2),)


def test_columns_may_be_named_as_in_the_model_and_some_left_out():
    frame = pd.DataFrame([{"action_id": "a", "capability_id": "risk", "to_level": 2, "person_days": "5"}])
    (action,) = read_actions(frame)
    assert (action.capability, action.level, action.person_days, action.weeks, action.title) == ("risk", 2, 5, 0, "a")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"level": 1.5}, "action a, level: found 1.5, expected a whole number"),
        ({"level": 0}, "action a, level: found '0', expected a number, 1 or more"),
        ({"person_days": float("nan")}, "action a, person_days: found 'nan', expected a number, 0 or more"),
        ({"weeks": "soon"}, "action a, weeks: found 'soon'"),
        ({"depends_on": "budget"}, "action a, depends_on: found 'budget', expected capability:level"),
        ({"depends_on": [("budget", "high")]}, "action a, depends_on"),
    ],
)
def test_what_can_not_be_read_is_named(cells, words):
    with pytest.raises(ProblemsFound, match=words):
        read_actions(one(**cells))


def test_a_missing_column_and_a_repeated_id_are_named():
    with pytest.raises(ProblemsFound, match="also the column person_days"):
        read_actions(one().drop(columns=["person_days"]))
    with pytest.raises(ProblemsFound, match="action a: found the id more than once"):
        read_actions(pd.concat([one(), one()]))
