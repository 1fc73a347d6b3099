"""The results store as its readers see it."""

import datetime as dt

import numpy as np
import pandas as pd
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


@pytest.mark.parametrize(
    "when", ["2", 2, np.int64(2), " 2 ", "9999-12-30", dt.date(9999, 12, 30), dt.datetime(9999, 1, 1, tzinfo=dt.UTC)]
)
def test_any_past_state_can_be_seen_by_number_day_or_moment(recorder, when):
    recorder.commit(recorder.stage(score=1.0))
    recorder.commit(recorder.stage(score=2.0, run_id="bbbb"))
    assert open_store(recorder.folder).at(when).table("area_scores")["score"].dropna().tolist() == [2.0]


def test_a_moment_shows_what_was_published_by_then_and_not_what_came_after(recorder):
    first = recorder.commit(recorder.stage(score=1.0))
    second = recorder.commit(recorder.stage(score=2.0, run_id="bbbb"))
    store = open_store(recorder.folder)
    assert store.at(first.committed_at).publications()[-1].number == 1
    assert store.at(second.committed_at - dt.timedelta(microseconds=1)).publications()[-1].number == 1
    naive = second.committed_at.replace(tzinfo=None).isoformat()
    assert store.at(naive).publications()[-1].number == 2
    east = second.committed_at.astimezone(dt.timezone(dt.timedelta(hours=9))).isoformat()
    assert store.at(east).publications()[-1].number == 2
    assert store.at(second.committed_at.date()).publications()[-1].number == 2


@pytest.mark.parametrize("when", ["", "soon", "2026-13-01", "<script>", "9" * 40, 2.0, None, True, pd.NaT, "-1", "\u0662"])
def test_what_is_no_publication_day_or_moment_is_refused_in_words(recorder, when):
    recorder.commit(recorder.stage())
    with pytest.raises(PmobookError, match="neither the number of a publication nor a day or moment"):
        open_store(recorder.folder).at(when)


def test_a_moment_before_anything_was_published_is_refused_in_words(recorder, tmp_path):
    with pytest.raises(PmobookError, match="Nothing has been published yet"):
        open_store(tmp_path).at("2026-10-05")
    recorder.commit(recorder.stage())
    with pytest.raises(PmobookError, match=r"Nothing was published by 1999-12-31 23:59 UTC\. The first publication was on 20"):
        open_store(recorder.folder).at("1999-12-31")


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
