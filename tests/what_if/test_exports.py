import csv
import io
import json
from dataclasses import replace

import pytest

from pmobook.what_if.exports import as_json, change_of, projects_csv, summary_csv
from pmobook.what_if.outcome import outcome_of
from pmobook.what_if.scenario import as_it_stands


@pytest.fixture
def outcomes(small):
    """One scenario that is possible, one that isn't."""
    scenario = as_it_stands(small)
    return [outcome_of(small, scenario), outcome_of(small, replace(scenario, name="Poor", budget=1.0))]


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_project_stands_once_a_scenario_with_what_it_changes(small, outcomes):
    table = rows(projects_csv(small, outcomes))
    assert len(table) == 6
    assert [(row["project_id"], row["change"]) for row in table[:3]] == [("a", "enters"), ("b", "leaves"), ("c", "stays in")]
    assert table[2]["reason"] == "law (Regulator)"
    assert change_of(outcomes[1], "a") == ""


def test_a_scenario_without_a_set_has_blanks_and_says_why(outcomes):
    table = rows(summary_csv(outcomes))
    assert table[0]["value"] == "0.75"
    assert table[1]["value"] == table[1]["gap"] == ""
    assert "One change is enough" in table[1]["why_not"]
    assert table[0]["weight of growth"] == "0.5"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", '=HYPERLINK("http://x")'])
def test_no_text_is_taken_for_a_formula(small, outcomes, text):
    named = [replace(outcomes[0], scenario=replace(outcomes[0].scenario, name=text), reasons={"c": text})]
    titled = replace(small, titles={**small.titles, "a": text})
    for table in (rows(projects_csv(titled, named)), rows(summary_csv(named))):
        cells = [cell for row in table for cell in row.values()]
        assert not [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t"))]
        assert f"'{text}" in cells


def test_json_holds_everything_and_no_number_that_json_does_not_know(small, outcomes):
    unlimited = outcome_of(small, replace(as_it_stands(small), budget=float("inf")))
    told = json.loads(as_json(small, [*outcomes, unlimited]), parse_constant=pytest.fail)
    assert told["scenarios"][0]["chosen"] == ["a", "c"]
    assert told["scenarios"][1]["value"] is None
    assert told["scenarios"][2]["budget"] is None
    assert told["projects"]["a"] == {"title": "Project a", "money": 4.0}
