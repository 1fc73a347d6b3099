"""What changed between two runs is named, and what nobody can know counts as changed."""

import json

import pandas as pd
import pytest

from pmobook.assess.dependences import differences

RUN = {
    "input_digest": "i", "inputs": json.dumps({"form risks": "1", "form projects": "1", "pack of 2026Q2": "1"}),
    "method_digest": "m", "library_version": "1.0", "library_digest": "l", "notebook_digest": "n", "parameters": "{}",
    "seed": pd.NA,
}  # fmt: skip


def said(**changes):
    return differences(RUN, RUN | changes, {("m", "m2"): ("thresholds.yaml",)}).reasons


def test_the_same_run_differs_in_nothing():
    found = differences(RUN, dict(RUN))
    assert found.reasons == ()
    assert not found.way


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"inputs": json.dumps({"form risks": "2", "form projects": "1", "pack of 2026Q2": "1"})}, "inputs changed: form risks"),
        ({"inputs": json.dumps({"form risks": "2", "form goals": "1"})},
         "inputs changed: forms goals, projects and risks; pack of 2026Q2"),
        ({"inputs": RUN["inputs"]}, "inputs changed: the files, but nothing that they say"),
        ({"inputs": None}, "inputs changed (which of them was not recorded)"),
        ({"inputs": float("nan")}, "inputs changed (which of them was not recorded)"),
        ({"inputs": "no json"}, "inputs changed (which of them was not recorded)"),
    ],
)  # fmt: skip
def test_changed_inputs_are_named(changes, words):
    assert said(input_digest="j", **changes) == (words,)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method_digest": "m2"}, "method changed: thresholds.yaml"),
        ({"method_digest": "m3"}, "method changed"),
        ({"method_digest": None}, "method changed"),
        ({"library_version": "1.1", "library_digest": "k"}, "pmobook changed: 1.0 to 1.1"),
        ({"library_digest": "k"}, "pmobook changed: 1.0 both times, but its code or the packages beneath it differ"),
        ({"notebook_digest": "o"}, "notebook changed"),
        ({"parameters": '{"factor": 2.0}'}, "parameters changed: factor default to 2.0"),
        ({"seed": 7}, "seed changed"),
    ],
)
def test_a_change_of_the_way_from_inputs_to_results_is_named(changes, words):
    assert said(**changes) == (words,)
    assert differences(RUN, RUN | changes).way


def test_everything_that_changed_is_named_at_once():
    assert len(said(input_digest="j", method_digest="m2", notebook_digest="o", parameters='{"a": "<script>"}')) == 4


def test_of_runs_that_recorded_what_they_read_only_that_differs():
    """Another form and another file of the method are no difference; a folder's files are named where they are known."""
    read = {"inputs": '{"form risks": "1"}', "method_read": '{"maturity": "1", "risk.yaml": "1"}'}
    before = RUN | {"method_digest": "a"} | read
    now = before | {"input_digest": "b", "method_digest": "b"}
    assert differences(before, now).reasons == ()
    now |= {"inputs": '{"form risks": "2"}', "method_read": '{"maturity": "2", "risk.yaml": "1"}'}
    assert differences(before, now).reasons == ("inputs changed: form risks", "method changed: maturity")
    files = {("a", "b"): ("impact.yaml", "maturity/own/model.yaml")}
    assert differences(before, now, files).method_files == ("maturity/own/model.yaml",)
