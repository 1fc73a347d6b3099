import pandas as pd

from pmobook.assess.reporting import find_reports
from pmobook.assess.results import Results
from pmobook.vocabulary import Quarter

QUARTERS = tuple(Quarter(2026, number) for number in (1, 2, 3))
RUNS = ["quarter", "business_unit", "notebook", "publication", "status", "reason"]


def reports(assessed, runs=(), quarter=QUARTERS[-1]):
    rows = pd.DataFrame(
        [(str(QUARTERS[place - 1]), unit) for place, unit in assessed], columns=["quarter", "business_unit"], dtype="str"
    )
    none = rows.iloc[:0]
    results = Results(QUARTERS, rows, none, none, none, none, pd.DataFrame(list(runs), columns=RUNS))
    return {report.business_unit: report for report in find_reports(results, quarter, ["a", "b", "c", "d", "e"])}


ASSESSED = [(1, "a"), (2, "a"), (3, "a"), (1, "b"), (2, "b"), (1, "c"), (3, "e")]


def test_a_business_unit_has_results_and_a_last_quarter_or_not():
    found = reports(ASSESSED)
    assert [found[unit].has_results for unit in "abcde"] == [True, False, False, False, True]
    assert [str(found[unit].last_assessed) for unit in "abcde"] == ["2026Q2", "2026Q2", "2026Q1", "None", "None"]


def test_who_never_reported_or_reported_last_time_is_due_and_who_was_dissolved_or_began_later_is_not():
    assert [reports(ASSESSED)[unit].is_due for unit in "abcde"] == [True, True, False, True, True]
    assert not reports(ASSESSED, quarter=QUARTERS[0])["e"].is_due


def test_the_reason_is_that_of_the_latest_run_of_each_notebook_and_stands_once():
    runs = [
        ("2026Q3", "c", "10", 1, "failed", "an old reason"),
        ("2026Q3", "c", "10", 2, "failed", "no sheet"),
        ("2026Q3", "c", "20", 2, "skipped", " no sheet "),
        ("2026Q3", "a", "10", 1, "failed", "mended since"),
        ("2026Q3", "a", "10", 2, "ran", None),
        ("2026Q2", "b", "10", 1, "failed", "another quarter"),
    ]
    found = reports(ASSESSED, runs)
    assert found["c"].reasons == ("no sheet",)
    assert found["c"].is_due, "a pack that fails shows that somebody meant to report"
    assert found["a"].reasons == found["b"].reasons == ()
    assert [found[unit].latest_run for unit in "abc"] == ["", "", "failed"]


def test_a_business_unit_without_a_pack_was_skipped_and_did_not_fail():
    found = reports(ASSESSED, [("2026Q3", "c", "10", 1, "skipped", "no pack handed in for 2026Q3")])["c"]
    assert (found.latest_run, found.reasons) == ("skipped", ("no pack handed in for 2026Q3",))


def test_a_notebook_that_was_only_held_back_has_no_reason_for_a_leader():
    held = "ready, but not recorded: 30_performance failed, and a business unit is recorded whole"
    runs = [("2026Q3", "c", "10", 1, "skipped", held), ("2026Q3", "c", "30", 1, "failed", "no sheet")]
    found = reports(ASSESSED, runs)["c"]
    assert (found.latest_run, found.reasons) == ("failed", ("no sheet",))
    assert reports(ASSESSED, runs[:1])["c"].reasons == ()
