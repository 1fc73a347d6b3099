import json

import pytest

from pmobook.assess.performance import assess_measures
from pmobook.vocabulary import Quarter


@pytest.fixture(scope="session")
def assess(fill, method, unit):
    """Assess measures (id to changes of a plain measure) with values (id to a list, the last of September 2026)."""

    def run(measures, values):
        plain = {
            "title": "Calls answered",
            "goal_id": "G1",
            "owner": "Head of Service",
            "unit_of_measure": "percent",
            "better": "higher",
            "target": 85,
        }
        months = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)][:21]
        rows = [
            {"measure_id": name, "period": period, "value": value, "claim": "Improved."}
            for name, given in values.items()
            for period, value in zip(months[len(months) - len(given) :], given, strict=True)
        ]
        return assess_measures(
            fill("measures", [{"measure_id": name, **plain, "title": name.upper(), **more} for name, more in measures.items()]),
            fill("measure_values", rows).assign(reported_in="2026Q3"),
            Quarter.parse("2026Q3"),
            method.measures,
            unit,
        )

    return run


def status(assessment, measure_id):
    rows = assessment.measure_status
    (row,) = rows[rows["measure_id"] == measure_id].to_dict(orient="records")
    return row


def told(assessment):
    rows = assessment.findings
    return {one["finding_id"]: (one["severity"], one["sentence"]) for one in rows.to_dict(orient="records")}


def test_a_measure_is_shown_with_its_value_change_trend_and_history(assess):
    row = status(assess({"m": {}}, {"m": [78, 79, 80, 81, 82, 83, 86]}), "m")
    assert (row["status"], row["value"], row["previous_value"], row["change"], row["trend"]) == ("met", 86, 83, 3, "improving")
    assert json.loads(row["history"])[-1] == ["2026-09", 86]
    assert (row["period"], row["values"], row["claim"]) == ("2026-09", 7, "Improved.")


def test_a_missed_target_asks_for_action_unless_it_is_improving(assess):
    got = assess({"m": {}, "n": {}, "o": {}}, {"m": [82, 81, 80, 79, 78, 77, 70], "n": [56, 58, 60, 62, 64, 66, 70], "o": [50]})
    missed = "stands at 70 (percent), against a target of at least 85"
    assert told(got)["target_missed:m"] == ("act", f"'M' {missed}, and is getting worse.")
    assert told(got)["target_missed:n"] == ("watch", f"'N' {missed}, though it is improving.")
    assert told(got)["target_missed:o"] == ("act", "'O' stands at 50 (percent), against a target of at least 85.")


def test_a_measure_to_lower_misses_a_target_of_at_most(assess):
    got = assess({"m": {"better": "lower", "target": 3, "unit_of_measure": "percent of material"}}, {"m": [4.2894]})
    assert told(got)["target_missed:m"][1] == "'M' stands at 4.29 (percent of material), against a target of at most 3."


def test_a_met_target_that_is_getting_worse_is_watched(assess):
    got = assess({"m": {}}, {"m": [98, 97, 96, 95, 94, 93, 88]})
    sentence = "'M' is getting worse: it stands at 88 (percent) and still meets its target of at least 85."
    assert told(got)["measure_worsening:m"] == ("watch", sentence)


def test_a_near_target_says_on_which_side_and_is_watched_when_getting_worse(assess):
    lower = {"better": "lower", "tolerance": 3}
    got = assess(
        {"m": {"tolerance": 3}, "n": lower, "o": {"tolerance": 3}}, {"m": [83], "n": [87], "o": [98, 97, 96, 95, 94, 93, 84]}
    )
    said = told(got)
    assert said["target_near:m"] == (
        "note",
        "'M' stands at 83 (percent), just below its target of at least 85 and within tolerance.",
    )
    assert said["target_near:n"] == (
        "note",
        "'N' stands at 87 (percent), just above its target of at most 85 and within tolerance.",
    )
    sentence = "'O' is getting worse: it stands at 84 (percent), just below its target of at least 85."
    assert said["measure_worsening:o"] == ("watch", sentence)


def test_a_value_just_short_of_its_target_does_not_read_as_the_target(assess):
    got = assess({"m": {}}, {"m": [84.98]})
    assert told(got)["target_missed:m"][1] == "'M' stands at 84.98 (percent), against a target of at least 85."


def test_a_measure_without_target_still_says_where_it_stands(assess):
    said = told(assess({"m": {"target": None}}, {"m": [98, 97, 96, 95, 94, 93, 84]}))
    assert said["measure_without_target:m"][1] == "'M' stands at 84 (percent) and has no target, so nobody is held to it."
    assert said["measure_worsening:m"][1] == "'M' is getting worse: it stands at 84 (percent)."


def test_a_unit_of_measure_stays_text_on_one_line(assess):
    hostile = {"unit_of_measure": "<b>per\ncent</b> \u202e{0} %s"}
    assert told(assess({"m": hostile}, {"m": [50]}))["target_missed:m"][1] == (
        "'M' stands at 50 (<b>per cent</b> {0} %s), against a target of at least 85."
    )


def test_what_is_missing_of_a_measure_is_a_finding(assess):
    got = assess({"m": {"owner": None, "target": None, "target_not_assessed": "under review"}, "n": {}}, {"m": [80]})
    assert told(got)["measure_without_owner:m"] == ("watch", "The measure 'M' has no owner.")
    assert told(got)["measure_without_target:m"][1] == "'M' stands at 80 (percent) and has no target, so nobody is held to it."
    assert told(got)["measure_not_assessed:n"][1] == "'N' is not assessed: no value was handed in."
    assert status(got, "m")["note"] == "not judged: no target (under review)"
    assert got.headline == ("No measure of Retail is held against a target; 1 measure without a target; 1 measure not assessed")


def test_only_measures_with_target_and_value_count_as_targets(assess):
    one = assess({"m": {}, "n": {"target": None}}, {"m": [90], "n": [90]})
    assert one.headline == "Retail meets 1 of 1 target; 1 measure without a target"
    more = assess({"m": {}, "n": {"target": None}, "o": {}, "p": {}, "q": {"target": None}}, {"m": [90], "n": [90], "o": [10]})
    assert more.headline == "Retail meets 1 of 2 targets; 2 measures without a target; 1 measure not assessed"
    assert assess({"m": {}}, {"m": [90]}).headline == "Retail meets 1 of 1 target"


def test_without_the_form_one_finding_says_so(assess):
    got = assess({}, {})
    assert got.measure_status.empty
    assert told(got) == {
        "measures_missing": ("watch", "Performance against targets is not assessed: the form measures was not handed in.")
    }
    assert "the form measures was not handed in" in got.headline


def test_without_any_values_one_finding_says_so_instead_of_one_for_each_measure(assess):
    got = assess({"m": {}, "n": {}}, {})
    assert list(told(got)) == ["measure_values_missing"]
    assert got.points.empty
    assert set(got.measure_status["status"]) == {"not assessed"}
    assert got.measure_status["trend"].isna().all()
