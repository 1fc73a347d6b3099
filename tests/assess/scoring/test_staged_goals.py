import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring import score
from pmobook.assess.scoring.staged_goals import characterise
from pmobook.errors import ProblemsFound

FULL, LARGE, PARTIAL, NONE = 1, 2 / 3, 1 / 3, 0


# SCAMPI A: how the characterisation of the whole follows from that of each project.
@pytest.mark.parametrize(
    ("instances", "expected"),
    [
        ([FULL, FULL], (FULL, FULL)),
        ([FULL, LARGE], (LARGE, LARGE)),
        ([PARTIAL, PARTIAL], (PARTIAL, PARTIAL)),
        ([FULL, PARTIAL], (PARTIAL, LARGE)),
        ([LARGE, NONE], (NONE, LARGE)),
        ([PARTIAL, NONE], (NONE, PARTIAL)),
    ],
)
def test_projects_together_characterise_the_practice(instances, expected):
    assert characterise(np.array(instances), LARGE) == pytest.approx(expected)


def by_project(*findings, **more):
    projects = [f"project {number}" for number in range(len(findings))]
    place = {"area": "a", "capability": "x", "level": 1, "practice": "p"}
    return pd.DataFrame({**place, "rating": list(findings), "instance": projects}).assign(**more)


def test_projects_that_differ_need_a_decision_and_until_then_do_not_satisfy(value):
    found = score("staged_goals", by_project("full", "none"))
    row = found.capabilities.iloc[0]
    assert (row["score"], row["lowest"], row["highest"]) == (0, 0, 1)
    assert "1 practice counted as not met until a person decides" in row["note"]
    assert "1 practice counted as not met" in found.overall["note"]


def test_a_recorded_decision_stands():
    assert score("staged_goals", by_project("full", "none", decision=["large", None])).overall["score"] == 1
    assert score("staged_goals", by_project("full", "full", decision="partial")).overall["score"] == 0


def test_the_judgement_on_the_whole_stands_where_projects_differ():
    whole = by_project("large").assign(instance="")
    assert score("staged_goals", pd.concat([by_project("full", "none"), whole], ignore_index=True)).overall["score"] == 1


def test_a_significant_weakness_leaves_the_goal_unsatisfied_whatever_the_findings_say():
    found = score("staged_goals", by_project("full", "full", significant_weakness=["no", "yes"]))
    assert found.overall["score"] == 0
    assert score("cumulative_practices", by_project("full", "full", significant_weakness=["no", "yes"])).overall["score"] == 1


def test_an_area_takes_the_lowest_of_its_capabilities(practices):
    found = score("staged_goals", practices({"x": {1: [1]}, "y": {1: [1], 2: [1]}}))
    assert found.areas["score"].tolist() == [1]


def test_decisions_that_differ_are_refused():
    with pytest.raises(ProblemsFound, match="row 1, column decision: found another decision on p"):
        score("staged_goals", by_project("full", "none", decision=["large", "none"]))
