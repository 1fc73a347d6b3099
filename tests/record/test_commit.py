"""Recording a batch: all of it is seen, or nothing."""

import dataclasses
import signal
import subprocess
import sys
import textwrap

import pytest

from pmobook.record import commit as committing
from pmobook.record import staging
from pmobook.record.frames import to_arrow
from pmobook.record.store import open_store
from pmobook.record.tables import TABLES
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")


def everything(folder):
    """All published rows of every table but the history of runs."""
    store = open_store(folder)
    return {name: store.table(name).to_json(orient="records", date_format="iso") for name in TABLES if name != "runs"}


def sentences(folder):
    rows = open_store(folder).table("findings")
    return sorted(zip(rows["business_unit"], rows["notebook"], rows["sentence"], strict=True))


def test_a_batch_is_recorded_with_its_runs(recorder):
    published = recorder.commit(recorder.stage(), recorder.stage("wholesale", run_id="bbbb"), failed=("online",))
    assert (published.number, published.business_units, published.failed) == (1, ("retail", "wholesale"), ("online",))
    store = open_store(recorder.folder)
    assert store.publications() == (published,)
    assert len(store.table("area_scores", Q3)) == 4
    assert store.table("runs")["status"].tolist() == ["failed", "ran", "ran"]


def test_what_a_business_unit_brings_replaces_its_rows_and_no_others(recorder):
    recorder.commit(recorder.stage(score=1.0), recorder.stage("wholesale", score=2.0, run_id="bbbb"))
    recorder.commit(recorder.stage(quarter="2026Q2", score=3.0, run_id="cccc"), quarter="2026Q2")
    recorder.commit(recorder.stage(score=4.0, run_id="dddd"))
    rows = open_store(recorder.folder).table("area_scores").dropna(subset="score")
    assert rows[["quarter", "business_unit", "score"]].to_numpy().tolist() == [
        ["2026Q2", "retail", 3.0],
        ["2026Q3", "retail", 4.0],
        ["2026Q3", "wholesale", 2.0],
    ]


def test_the_other_notebooks_of_a_business_unit_keep_their_rows(recorder):
    """Two notebooks share the findings table: one that runs alone leaves the other's findings."""
    recorder.commit(recorder.stage(score=1.0), recorder.stage(notebook="30_performance", run_id="bbbb", score=2.0))
    recorder.commit(recorder.stage(notebook="30_performance", run_id="cccc", score=3.0))
    assert sentences(recorder.folder) == [("retail", "10_maturity", "Scored 1.0."), ("retail", "30_performance", "Scored 3.0.")]
    assert open_store(recorder.folder).run_ids(Q3) == {"retail": {"10_maturity": "aaaa", "30_performance": "cccc"}}
    assert len(open_store(recorder.folder).table("area_scores")) == 2


def test_results_of_a_notebook_that_is_no_more_go_when_the_business_unit_is_replaced(recorder):
    recorder.commit(recorder.stage(), recorder.stage(notebook="30_performance", run_id="bbbb", score=2.0))
    recorder.commit(recorder.stage(notebook="30_performance", run_id="cccc", score=3.0), notebooks=("30_performance",))
    assert sentences(recorder.folder) == [("retail", "30_performance", "Scored 3.0.")]
    assert open_store(recorder.folder).table("area_scores").empty


def test_the_same_results_again_change_no_row(recorder):
    recorder.commit(recorder.stage())
    before = everything(recorder.folder)
    recorder.commit(recorder.stage())
    assert everything(recorder.folder) == before


def test_a_batch_in_which_all_failed_changes_no_row_and_is_told(recorder):
    recorder.commit(recorder.stage())
    before = everything(recorder.folder)
    recorder.commit(failed=("retail",))
    assert everything(recorder.folder) == before
    assert open_store(recorder.folder).outcomes(Q3)["status"].tolist() == ["failed"]


def test_results_of_another_quarter_are_refused_and_nothing_is_recorded(recorder):
    with pytest.raises(ValueError, match="2026Q2 don't belong once into a batch of 2026Q3"):
        recorder.commit(recorder.stage(quarter="2026Q2"))
    assert open_store(recorder.folder).is_empty


def test_no_index_or_other_column_slips_into_a_table(recorder):
    recorder.commit(recorder.stage(), recorder.stage("wholesale", run_id="bbbb"))
    assert list(open_store(recorder.folder).table("area_scores").columns) == TABLES["area_scores"].schema.names


@pytest.mark.parametrize("commits_before", [0, 1, 2])
def test_a_commit_that_breaks_off_between_tables_shows_nothing_and_is_undone_by_the_next(recorder, monkeypatch, commits_before):
    recorder.commit(recorder.stage(score=1.0), recorder.stage("wholesale", run_id="bbbb", score=2.0))
    before = everything(recorder.folder)
    with monkeypatch.context() as patched:
        break_off(patched, commits_before)
        with pytest.raises(OSError, match="no space left"):
            recorder.commit(recorder.stage(run_id="cccc", score=3.0), recorder.stage("wholesale", run_id="dddd", score=4.0))
    assert everything(recorder.folder) == before
    recorder.commit(recorder.stage(run_id="cccc", score=3.0))
    rows = open_store(recorder.folder).table("area_scores").dropna(subset="score")
    assert rows[["business_unit", "score"]].to_numpy().tolist() == [["retail", 3.0], ["wholesale", 2.0]]
    assert open_store(recorder.folder).table("runs")["publication"].tolist() == [1, 2, 1]


def break_off(patched, commits_before):
    original, done = committing.write_deltalake, []

    def write(*args, **kwargs):
        if len(done) == commits_before:
            raise OSError("no space left")
        done.append(1)
        original(*args, **kwargs)

    patched.setattr(committing, "write_deltalake", write)


KILLED = """
    import os, signal, sys
    from pathlib import Path
    import pandas as pd
    from pmobook.record import commit as committing
    from pmobook.record.staging import read_staged
    from pmobook.record.store import open_store
    from pmobook.vocabulary import Quarter

    folder, at = Path(sys.argv[1]), sys.argv[2]
    def die(*args, **kwargs):
        os.kill(os.getpid(), signal.SIGKILL)
    if at == "publication":
        committing.write_publication = die
    else:
        original, left = committing.write_deltalake, [int(at)]
        def write(*args, **kwargs):
            left[0] -= 1
            die() if left[0] < 0 else original(*args, **kwargs)
        committing.write_deltalake = write
    results = folder / "results"
    staged = [read_staged(path) for path in sorted(results.glob("staging/2026Q3/*/*/killed"))]
    runs = open_store(folder).table("runs").drop(columns="publication")
    committing.commit(results, staged, runs, committing.Batch("killed", Quarter.parse("2026Q3"), ["10_maturity"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("at", ["1", "2", "publication"])
def test_a_process_killed_between_commits_publishes_nothing(recorder, at):
    recorder.commit(recorder.stage(score=1.0))
    before = everything(recorder.folder)
    recorder.stage(run_id="killed", score=5.0)
    recorder.stage("wholesale", run_id="killed", score=5.0)
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(recorder.folder), at], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert everything(recorder.folder) == before
    recorder.commit(recorder.stage(run_id="killed", score=5.0))
    rows = open_store(recorder.folder).table("area_scores")
    assert rows["business_unit"].unique().tolist() == ["retail"]
    assert rows["score"].dropna().tolist() == [5.0]
    assert not list((recorder.results / "publications").glob("*.partial"))


def test_reading_does_not_abort_the_process_at_its_end(recorder):
    """Delta Lake's reader through pyarrow ended Python with an abort one time in four."""
    recorder.commit(recorder.stage())
    code = "import sys; from pmobook.record.store import open_store; print(len(open_store(sys.argv[1]).table('area_scores')))"
    for _ in range(4):
        ended = subprocess.run([sys.executable, "-c", code, str(recorder.folder)], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stdout.strip()) == (0, "2")


def test_results_of_an_earlier_version_stay_readable_beside_those_of_this_one(recorder, monkeypatch):
    """A version that knew one instrument only recorded no column for it; a later one adds it to the same table."""
    now = TABLES["area_scores"]
    younger = {"instrument", "scale_maximum", "low", "high", "probability", "score_lowest", "score_highest"}
    own = tuple(column for column in now.own_columns if column.name not in younger)
    then = dataclasses.replace(now, own_columns=own, key=("area_id", "rule"), younger_keys=frozenset())
    with monkeypatch.context() as patched:
        for module in (committing, staging):
            patched.setattr(module, "TABLES", {**TABLES, "area_scores": then})
        patched.setattr(
            staging, "to_arrow", lambda table, frame, stamp: to_arrow(table, frame.drop(columns=younger & {*frame}), stamp)
        )
        recorder.commit(recorder.stage(score=1.0, quarter="2026Q2"), quarter="2026Q2")
    recorder.commit(recorder.stage(run_id="bbbb", score=2.0))
    rows = open_store(recorder.folder).table("area_scores").dropna(subset="score")
    assert rows[["quarter", "score"]].to_numpy().tolist() == [["2026Q2", 1.0], ["2026Q3", 2.0]]
    assert rows["instrument"].isna().tolist() == [True, False]


def test_a_column_that_is_described_in_other_words_than_when_its_table_was_made_stops_no_commit(recorder, monkeypatch):
    now = TABLES["area_scores"]
    own = tuple(dataclasses.replace(column, meaning=f"once: {column.meaning}") for column in now.own_columns)
    with monkeypatch.context() as patched:
        for module in (committing, staging):
            patched.setattr(module, "TABLES", {**TABLES, "area_scores": dataclasses.replace(now, own_columns=own)})
        recorder.commit(recorder.stage(score=1.0, quarter="2026Q2"), quarter="2026Q2")
    recorder.commit(recorder.stage(run_id="bbbb", score=2.0))
    rows = open_store(recorder.folder).table("area_scores").dropna(subset="score")
    assert rows[["quarter", "score"]].to_numpy().tolist() == [["2026Q2", 1.0], ["2026Q3", 2.0]]
