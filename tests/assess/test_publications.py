"""The list of publications counts what became of every notebook, and each says what had changed."""

import datetime as dt

import pandas as pd

from pmobook.assess.publications import PUBLICATIONS, RUNS_EXPLAINED, explain_runs, list_publications

MOMENT = dt.datetime(2026, 10, 1, 9)  # noqa: DTZ001 - as it stands in a frame


def run(publication, unit="retail", notebook="10_maturity", status="ran", **others):
    digests = {name: name for name in ("fingerprint", "input_digest", "method_digest", "library_digest", "notebook_digest")}
    return {
        "quarter": "2026Q3", "business_unit": unit, "run_id": "r", "publication": publication, "notebook": notebook,
        "status": status, "reason": "", **digests, "inputs": None, "library_version": "1", "parameters": "{}", "seed": None,
        **others,
    }  # fmt: skip


def said(*numbers):
    rows = [(number, MOMENT, "2026Q3", "1") for number in numbers]
    return pd.DataFrame(rows, columns=["publication", "published_at", "quarter", "library_version"])


UNREAD = dict.fromkeys(("fingerprint", "input_digest", "method_digest", "library_digest", "notebook_digest", "parameters"))


def test_publications_are_listed_with_what_became_of_each_notebook():
    runs = pd.DataFrame([
        run(1), run(1, "logistics", status="failed", **UNREAD), run(2, status="kept"),
        run(2, "logistics", parameters='{"factor": 2.0}'),
    ])  # fmt: skip
    listed = list_publications(said(1, 2), runs)
    assert list(listed.columns) == list(PUBLICATIONS)
    shown = listed[["publication", "business_units", "ran", "kept", "failed", "skipped"]].to_numpy().tolist()
    assert shown == [[2, "logistics, retail", 1, 1, 0, 0], [1, "logistics, retail", 1, 0, 1, 0]]
    assert listed["parameters"].tolist()[0] == '{"factor": 2.0}'
    assert listed["parameters"].isna().tolist() == [False, True]


def test_the_same_inputs_give_the_same_digest_and_other_inputs_another():
    runs = pd.DataFrame([run(1), run(2, status="kept"), run(3, input_digest="other"), run(4, status="failed", **UNREAD)])
    four, three, two, one = list_publications(said(1, 2, 3, 4), runs)["inputs"]
    assert one == two != three
    assert pd.isna(four)


def test_nothing_published_gives_an_empty_list():
    assert list_publications(said(), pd.DataFrame([run(1)])).empty
    assert list_publications(said(1), pd.DataFrame([run(1)]).iloc[:0]).empty


def test_each_notebook_is_held_against_the_last_time_it_could_be_read():
    runs = pd.DataFrame([
        run(1), run(2, status="failed", **UNREAD), run(3, input_digest="other", method_digest="m2"),
        run(3, notebook="50_risk"), run(3, "logistics", status="failed", **UNREAD),
    ])  # fmt: skip
    explained = explain_runs(runs, 3, {("method_digest", "m2"): ("risk.yaml",)})
    assert list(explained.columns) == list(RUNS_EXPLAINED)
    assert explained["changed"].tolist() == [
        "not known: the pack could not be read",
        "inputs changed (which of them was not recorded); method changed: risk.yaml",
        "first time",
    ]
    assert explained["compared_with"].isna().tolist() == [True, False, True]
    assert explained["compared_with"].tolist()[1] == 1


def test_what_was_kept_had_changed_in_nothing():
    assert explain_runs(pd.DataFrame([run(1), run(2, status="kept")]), 2)["changed"].tolist() == ["nothing"]


def test_another_quarter_is_no_time_before():
    runs = pd.DataFrame([run(1, quarter="2026Q2"), run(2)])
    assert explain_runs(runs, 2)["changed"].tolist() == ["first time"]
