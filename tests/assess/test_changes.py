import dataclasses

import pandas as pd
import pytest

from pmobook.assess.changes import AGAIN, FIRST, LOST, find_changes, mark_new_findings
from pmobook.assess.results import Results

EMPTY = pd.DataFrame(columns=["quarter", "business_unit", "run_id"])
AREAS = ["business_unit", "area_id", "is_chosen_rule", "score", "rule", "instrument"]


def results(areas=(), projects=(), measures=()):
    return Results(
        (),
        pd.DataFrame([(*(*area, "mean")[:5], "survey") for area in areas], columns=AREAS),
        EMPTY,
        pd.DataFrame(measures, columns=["business_unit", "measure_id", "title", "status"]),
        pd.DataFrame(
            [(*project, "executing")[:5] for project in projects],
            columns=["business_unit", "project_id", "title", "confidence", "stage"],
        ),
        EMPTY,
        EMPTY,
    )


@pytest.mark.parametrize(
    ("was", "now", "direction"),
    [
        (2.0, 2.2, "better"),
        (2.4, 2.6, "better"),
        (2.6, 2.4, "worse"),
        (2.0, 2.19, None),
        (None, 3.0, FIRST),
        (2.0, None, LOST),
        (None, None, None),
    ],
)
def test_a_score_is_listed_when_it_moved_far_enough_or_is_no_longer_there(was, now, direction):
    changes = find_changes(results([("retail", "a", True, now)]), results([("retail", "a", True, was)]), 0.2)
    assert changes["direction"].tolist() == ([direction] if direction else [])


def test_the_other_rule_and_the_whole_are_not_listed():
    before = results([("retail", "a", False, 1.0), ("retail", "overall", True, 1.0)])
    now = results([("retail", "a", False, 3.0), ("retail", "overall", True, 3.0)])
    assert find_changes(now, before, 0.2).empty


def test_a_business_unit_that_did_not_report_has_not_changed():
    before = results([("retail", "a", True, 3.0)], [("retail", "p", "P", "green")], [("retail", "m", "M", "met")])
    assert find_changes(results(), before, 0.2).empty
    assert find_changes(before, results(), 0.2).empty


def test_confidence_is_listed_when_both_ratings_are_known_and_differ():
    before = results(projects=[("r", "a", "A", "green"), ("r", "b", "B", None), ("r", "c", "C", "red"), ("r", "d", "D", "amber")])
    now = results(projects=[("r", "a", "A", "red"), ("r", "b", "B", "red"), ("r", "c", "C", "red"), ("r", "d", "D", "green")])
    changes = find_changes(now, before, 0.2)
    changes = changes[changes["direction"].isin(["better", "worse"])]
    assert changes[["subject", "direction", "before", "now", "size"]].to_numpy().tolist() == [
        ["a", "worse", "green", "red", 4.0],
        ["d", "better", "amber", "green", 2.0],
    ]


def test_a_measure_is_listed_when_it_begins_or_stops_to_miss_its_target():
    before = results(
        measures=[("r", key, key, status) for key, status in zip("abcd", ["near", "missed", "met", "met"], strict=True)]
    )
    now = results(
        measures=[("r", key, key, status) for key, status in zip("abcd", ["missed", "met", "near", "met"], strict=True)]
    )
    assert find_changes(now, before, 0.2)[["subject", "direction"]].to_numpy().tolist() == [["a", "worse"], ["b", "better"]]


def test_what_is_no_longer_assessed_or_is_again_or_for_the_first_time_is_listed_and_never_drops_out():
    before = results(
        [("r", "x", True, 2.0), ("r", "y", True, None), ("r", "z", True, None)],
        [("r", "p", "P", "red"), ("r", "q", "Q", None), ("r", "s", "S", None)],
        [("r", "m", "M", "missed"), ("r", "n", "N", "not assessed"), ("r", "o", "O", "not assessed")],
    )
    now = results(
        [("r", "x", True, None), ("r", "y", True, 2.0), ("r", "z", True, 2.0)],
        [("r", "p", "P", None), ("r", "q", "Q", "green"), ("r", "s", "S", "red")],
        [("r", "m", "M", "not assessed"), ("r", "n", "N", "met"), ("r", "o", "O", "missed")],
    )
    earlier = results([("r", "y", True, 1.0)], [("r", "q", "Q", "red")], [("r", "n", "N", "near")])
    changes = find_changes(now, before, 0.2, earlier)
    assert changes[["subject", "direction"]].to_numpy().tolist() == [
        *[[subject, LOST] for subject in "xpm"],
        *[[subject, AGAIN] for subject in "yqn"],
        *[[subject, FIRST] for subject in "zso"],
    ]


def test_a_project_or_measure_that_was_not_there_before_is_not_a_change():
    now = results(projects=[("r", "p", "P", "red")], measures=[("r", "m", "M", "missed")])
    assert find_changes(now, results(), 0.2).empty


def test_a_changed_scoring_rule_is_no_fall():
    before = results([("r", "a", True, 3.4, "mean"), ("r", "a", False, 2.0, "weakest")])
    now = results([("r", "a", False, 3.4, "mean"), ("r", "a", True, 2.0, "weakest")])
    assert find_changes(now, before, 0.2).empty
    fell = results([("r", "a", False, 3.4, "mean"), ("r", "a", True, 1.0, "weakest")])
    assert find_changes(fell, before, 0.2)[["direction", "before", "now"]].to_numpy().tolist() == [["worse", 2.0, 1.0]]


def test_the_worst_comes_first_and_focus_areas_before_projects_before_measures():
    before = results([("r", "a", True, 3.0), ("r", "b", True, 3.0)], [("r", "p", "P", "green")], [("r", "m", "M", "met")])
    now = results([("r", "a", True, 2.5), ("r", "b", True, 4.0)], [("r", "p", "P", "red")], [("r", "m", "M", "missed")])
    assert find_changes(now, before, 0.2)["subject"].tolist() == ["a", "p", "m", "b"]
    shuffled = dataclasses.replace(now, area_scores=now.area_scores.iloc[::-1])
    assert find_changes(shuffled, before, 0.2)["subject"].tolist() == ["a", "p", "m", "b"]


def test_a_finding_is_new_unless_the_same_notebook_found_it_for_the_same_business_unit():
    columns = ["business_unit", "notebook", "finding_id"]
    before = pd.DataFrame([("retail", "10", "x")], columns=columns)
    now = pd.DataFrame([("retail", "10", "x"), ("retail", "20", "x"), ("wealth", "10", "x")], columns=columns)
    assert mark_new_findings(now, before)["is_new"].tolist() == [False, True, True]


def test_a_project_that_begins_or_closes_does_not_count_as_first_or_no_longer_assessed():
    before = results(projects=[("r", "a", "A", "green", "executing"), ("r", "b", "B", None, "selected"), ("r", "c", "C", "red")])
    now = results(projects=[("r", "a", "A", None, "closed"), ("r", "b", "B", "green", "executing"), ("r", "c", "C", None)])
    changes = find_changes(now, before, 0.2)
    assert changes[["subject", "direction"]].to_numpy().tolist() == [["c", LOST]]
