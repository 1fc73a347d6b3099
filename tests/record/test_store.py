"""The results store as its readers see it."""

import pytest

from pmobook.errors import PmobookError
from pmobook.record.store import open_store
from pmobook.record.tables import TABLES
from pmobook.vocabulary import Quarter

Q2, Q3 = Quarter.parse("2026Q2"), Quarter.parse("2026Q3")


def test_before_anything_is_recorded_every_table_is_empty_and_typed(tmp_path):
    store = open_store(tmp_path)
    assert store.is_empty
    assert store.quarters() == ()
    assert store.publications() == ()
    assert store.run_ids(Q3) == {}
    for name, table in TABLES.items():
        frame = store.table(name, Q3, "retail")
        assert list(frame.columns) == table.schema.names
        assert frame.empty
    assert store.outcomes(Q3).empty
    assert list(tmp_path.iterdir()) == []


def test_tables_are_read_by_quarter_and_business_unit(recorder):
    recorder.commit(recorder.stage(quarter="2026Q2", score=1.0), quarter="2026Q2")
    recorder.commit(recorder.stage(score=2.0), recorder.stage("wholesale", score=3.0))
    store = open_store(recorder.folder)
    assert store.quarters() == (Q2, Q3)
    assert len(store.table("area_scores")) == 6
    assert store.table("area_scores", Q3, "wholesale")["score"].dropna().tolist() == [3.0]
    assert store.table("area_scores", Q2)["score"].dropna().tolist() == [1.0]
    assert store.table("area_scores", Q2, "wholesale").empty


def test_an_open_store_does_not_change_under_its_reader(recorder):
    recorder.commit(recorder.stage(score=1.0))
    store = open_store(recorder.folder)
    recorder.commit(recorder.stage(score=2.0, run_id="bbbb"))
    assert store.table("area_scores")["score"].dropna().tolist() == [1.0]
    assert open_store(recorder.folder).table("area_scores")["score"].dropna().tolist() == [2.0]


def test_the_store_can_be_seen_as_it_stood_at_any_publication(recorder):
    recorder.commit(recorder.stage(score=1.0))
    recorder.commit(recorder.stage(score=2.0, run_id="bbbb"))
    recorder.commit(recorder.stage("wholesale", quarter="2026Q2", score=3.0), quarter="2026Q2")
    first = open_store(recorder.folder).as_of(1)
    assert first.table("area_scores")["score"].dropna().tolist() == [1.0]
    assert first.run_ids(Q3) == {"retail": {"10_maturity": "aaaa"}}
    assert first.quarters() == (Q3,)
    assert [each.number for each in first.publications()] == [1]
    assert open_store(recorder.folder).run_ids(Q3) == {"retail": {"10_maturity": "bbbb"}}


def test_a_publication_that_does_not_exist_is_refused_in_words(recorder, tmp_path):
    with pytest.raises(PmobookError, match="There is none yet"):
        open_store(tmp_path).as_of(1)
    recorder.commit(recorder.stage())
    with pytest.raises(PmobookError, match=r"There is no publication 7\. They are numbered 1 to 1\."):
        open_store(recorder.folder).as_of(7)


def test_the_latest_outcome_of_each_notebook_is_told(recorder):
    recorder.commit(recorder.stage(), recorder.stage(notebook="30_performance", run_id="cccc"))
    recorder.commit(failed=("retail",))
    outcomes = open_store(recorder.folder).outcomes(Q3)
    assert outcomes[["business_unit", "notebook", "status", "publication"]].to_numpy().tolist() == [
        ["retail", "10_maturity", "failed", 2],
        ["retail", "30_performance", "ran", 1],
    ]


def test_an_unknown_table_or_a_hostile_business_unit_is_refused(recorder):
    store = open_store(recorder.folder)
    with pytest.raises(ValueError, match="did you mean area_scores"):
        store.table("area_score")
    with pytest.raises(ValueError, match="can't be the id"):
        store.table("area_scores", Q3, "x' OR '1' = '1")
