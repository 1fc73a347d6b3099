"""Recording in an object store: the same rows as on a disk, and nothing half where it refuses in the middle."""

import pytest

from pmobook.errors import PmobookError
from pmobook.record import commit as committing
from pmobook.record.gathering import gather
from pmobook.record.lease import LeaseLost
from pmobook.record.methods_kept import changed_files, keep_method, kept_method
from pmobook.record.remote import RemotePath, StorageRefuses
from pmobook.record.staging import read_staged
from pmobook.record.store import open_store_at
from pmobook.record.tables import TABLES


@pytest.fixture
def remote(recorder, s3):
    recorder.results = RemotePath(f"{s3.bucket()}/pmo")
    return recorder


def rows(results):
    store = open_store_at(results)
    found = {name: store.table(name).to_json(orient="records", date_format="iso") for name in TABLES}
    return found | {"standing": str([(each.number, each.results) for each in store.publications()])}


def test_rows_are_those_of_a_disk(recorder, remote, tmp_path):
    kept = []
    for results in (tmp_path / "results", remote.results):
        recorder.results = results
        recorder.commit(recorder.stage(), recorder.stage("wholesale", run_id="bbbb"), failed=("online",))
        recorder.commit(recorder.stage(run_id="cccc", score=3.5))
        kept.append(rows(results))
    assert kept[0] == kept[1]


def test_what_was_published_before_stays_to_be_seen(remote):
    remote.commit(remote.stage(score=2.5))
    remote.commit(remote.stage(run_id="bbbb", score=3.5))
    store = open_store_at(remote.results)
    assert store.table("area_scores")["score"].max() == 3.5
    assert store.as_of(1).table("area_scores")["score"].max() == 2.5


@pytest.mark.parametrize(
    ("part", "methods", "after"),
    [
        ("/tables/", "PUT", 0),  # the first write
        ("/tables/", "PUT", 3),  # in the middle
        ("/tables/findings/_delta_log/", "PUT", 0),  # rows written, their commit not
        ("/tables/runs/", "PUT", 0),  # the last table
        ("/publications/", "PUT", 0),  # all tables, and not the statement that shows them
        ("/tables/", "GET HEAD", 2),
    ],
)
@pytest.mark.parametrize("status", [403, 503])
def test_a_storage_that_refuses_in_the_middle_shows_nothing_half_and_the_next_batch_is_whole(
    s3, remote, part, methods, after, status
):
    remote.commit(remote.stage(), remote.stage("wholesale", run_id="bbbb"))
    before = rows(remote.results)
    staged = remote.stage(run_id="cccc", score=3.5)
    with s3.refusing(status, part, methods, after), pytest.raises(StorageRefuses, match=str(status)):
        remote.commit(staged)
    assert rows(remote.results) == before
    remote.commit(staged)
    after_it = open_store_at(remote.results)
    assert len(after_it.publications()) == 2
    assert len(after_it.table("area_scores")) == 4
    assert after_it.table("area_scores", business_unit="retail")["score"].max() == 3.5
    assert len(after_it.table("runs")) == 3


def test_a_run_that_no_longer_holds_the_results_writes_no_more(remote):
    remote.commit(remote.stage())
    before = rows(remote.results)

    def lost():
        raise LeaseLost("lost")

    staged, runs = [remote.stage(run_id="bbbb")], open_store_at(remote.results).table("runs").drop(columns="publication")
    batch = committing.Batch("b", committing.Quarter.parse("2026Q3"), ("10_maturity",))
    with pytest.raises(LeaseLost):
        committing.commit(remote.results, staged, runs, batch, lost)
    assert rows(remote.results) == before


def test_a_write_of_somebody_else_in_between_is_never_published(remote, monkeypatch):
    """The other one's version would otherwise be shown as this batch's."""
    remote.commit(remote.stage())
    before = rows(remote.results)
    real = committing.write_deltalake

    def twice(target, *arguments, **options):
        real(target, *arguments, **options)
        real(str(target.table_uri), *arguments, storage_options=committing.options_at(remote.results), **options)

    refused = pytest.raises(PmobookError, match="was written to by somebody else meanwhile")
    with monkeypatch.context() as patch, refused:
        patch.setattr(committing, "write_deltalake", twice)
        remote.commit(remote.stage(run_id="bbbb"))
    assert rows(remote.results) == before


def test_waiting_results_are_whole_or_none(s3, remote):
    folder = remote.stage().folder
    assert (folder / "complete.json").is_file()
    (folder / "area_scores.parquet").write_bytes(b"half")
    assert read_staged(folder) is None
    with s3.refusing(403, "findings.parquet"), pytest.raises(StorageRefuses):
        remote.stage(run_id="bbbb")
    assert read_staged(folder.parent / "bbbb") is None


def test_what_others_recorded_is_gathered_from_there(remote):
    remote.commit(remote.stage(run_id="aaaa", quarter="2026Q2"), quarter="2026Q2")
    remote.stage(run_id="bbbb", score=3.5)
    runs = "2026Q3/10_maturity=bbbb,2026Q2/10_maturity=aaaa"
    found = gather(remote.folder, "retail", "2026Q3", runs, str(remote.results / "staging"))
    assert found.now["findings"]["sentence"].tolist() == ["Scored 3.5."]
    assert found.before["findings"]["sentence"].tolist() == ["Scored 2.5."]


def test_methods_are_kept_there(remote):
    one, other = (keep_method(remote.results, {"running.yaml": text}) for text in (b"a", b"b"))
    assert kept_method(remote.results, one) == {"running.yaml": b"a"}
    assert changed_files(remote.results, [one, other])[one, other] == ("running.yaml",)
    with pytest.raises(PmobookError, match="is not kept in s3://"):
        kept_method(remote.results, "0" * 64)


@pytest.mark.parametrize("part", ["/tables/area_scores/_delta_log/", "/tables/area_scores/quarter"])
def test_a_storage_that_refuses_a_reader_says_so(s3, remote, part):
    remote.commit(remote.stage())
    store = open_store_at(remote.results)
    with s3.refusing(403, part, "GET HEAD"), pytest.raises(StorageRefuses, match="refused access"):
        store.table("area_scores")
    assert len(store.table("area_scores")) == 2


def test_rows_that_somebody_removed_are_told_as_lost(remote):
    remote.commit(remote.stage())
    for path in (remote.results / "tables" / "area_scores").walk_files():
        if path.name.endswith(".parquet") and "_delta_log" not in path.parts:
            path.unlink()
    with pytest.raises(StorageRefuses, match=r"has lost what was written there \(404 Not Found\)"):
        open_store_at(remote.results).table("area_scores")
