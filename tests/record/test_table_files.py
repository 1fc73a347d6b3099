"""The files behind the tables: never replaced by an empty table in silence, and safe before they are published."""

import os
import shutil
from pathlib import Path

import pytest
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from pmobook.errors import PmobookError
from pmobook.record import commit as committing
from pmobook.record import table_files
from pmobook.record.publication import write_publication
from pmobook.record.store import open_store
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")


def lose(folder: Path) -> None:
    shutil.rmtree(folder)


def lose_the_log(folder: Path) -> None:
    for entry in (folder / "_delta_log").iterdir():
        entry.unlink()


def go_back_to_an_older_copy(folder: Path) -> None:
    newest = max((folder / "_delta_log").glob("*.json"))
    newest.unlink()


@pytest.mark.parametrize("harm", [lose, lose_the_log, go_back_to_an_older_copy])
@pytest.mark.parametrize("table", ["area_scores", "runs"])
def test_a_lost_table_is_not_made_anew(recorder, harm, table):
    """Made anew it would be empty, and what other business units had would be gone without a word."""
    recorder.commit(recorder.stage(), recorder.stage("wholesale", run_id="bbbb"))
    staged = recorder.stage(score=4.0, run_id="cccc")
    harm(recorder.results / "tables" / table)
    with pytest.raises(PmobookError, match=rf"tables/{table} is lost or damaged.*Bring the folder back from a backup"):
        recorder.commit(staged)
    assert len(open_store(recorder.folder).publications()) == 1
    with pytest.raises(PmobookError, match="from a backup"):
        open_store(recorder.folder).table(table)


def test_a_table_brought_back_from_a_backup_is_used_again(recorder, tmp_path):
    recorder.commit(recorder.stage(), recorder.stage("wholesale", run_id="bbbb"))
    place = recorder.results / "tables" / "area_scores"
    shutil.copytree(place, tmp_path / "backup")
    shutil.rmtree(place)
    staged = recorder.stage(score=4.0, run_id="cccc")
    with pytest.raises(PmobookError):
        recorder.commit(staged)
    shutil.copytree(tmp_path / "backup", place)
    recorder.commit(staged)
    assert len(open_store(recorder.folder).table("area_scores", Q3)) == 4


def test_everything_a_publication_names_is_safe_on_the_disk_before_it_is_written(recorder, monkeypatch):
    """A publication that survives a loss of power must not name versions that didn't."""
    synced: set[Path] = set()
    folders: set[Path] = set()

    def sync_file(path: Path) -> None:
        os.stat(path)  # noqa: PTH116 - it must exist
        synced.add(path)

    def publish(results, publication):
        for name, version in publication.table_versions.items():
            folder = results / "tables" / name
            log = folder / "_delta_log"
            rows = {folder / file for file in DeltaTable(folder, version=version).get_add_actions().column("path").to_pylist()}
            entries = {log / f"{number:020d}.json" for number in range(version + 1)}
            assert rows | entries <= synced
            assert {log, folder, folder.parent, results} | {file.parent for file in rows} <= folders
        write_publication(results, publication)

    monkeypatch.setattr(table_files, "sync_file", sync_file)
    monkeypatch.setattr(table_files, "sync_folder", folders.add)
    monkeypatch.setattr(committing, "write_publication", publish)
    recorder.commit(recorder.stage(), recorder.stage("wholesale", run_id="bbbb"))
    recorder.commit(recorder.stage(score=4.0, run_id="cccc"))
    assert len(open_store(recorder.folder).publications()) == 2


def test_checkpoints_are_made_safe_too(recorder, monkeypatch):
    recorder.commit(recorder.stage())
    folder = recorder.results / "tables" / "runs"
    DeltaTable(folder).create_checkpoint()
    synced: list[str] = []
    monkeypatch.setattr(table_files, "sync_file", lambda path: synced.append(path.name))
    table_files.sync_versions(folder, 1, 1)
    assert synced == ["00000000000000000001.checkpoint.parquet", "_last_checkpoint"]


@pytest.mark.parametrize(
    "said",
    [
        "Generic LocalFileSystem error: Unable to copy data to file: No space left on device (os error 28)",
        "Failed to parse parquet: External: Generic LocalFileSystem error: Unable to open: No space left on device (os error 28)",
        "Generic S3 error: Error performing PUT: No space left on device (os error 28)\nmore",
    ],
)
@pytest.mark.parametrize("kind", [DeltaError, OSError])
def test_a_table_that_storage_refuses_is_told_with_its_place_and_what_to_do(kind, said, tmp_path):
    with pytest.raises(PmobookError) as refused, table_files.say_if_storage_refuses(tmp_path / "area_scores"):
        raise kind(said)
    assert str(refused.value) == (
        f"{tmp_path / 'area_scores'} can't be written: No space left on device (os error 28). Nothing was published, and what "
        "has run is kept. Check that the disk has room and that you may write there, then run the same command again."
    )


@pytest.mark.parametrize("error", [DeltaError("Invalid data: a column too many"), OSError("not about storage"), ValueError("x")])
def test_an_error_of_ours_in_a_commit_stays_one(error, tmp_path):
    with pytest.raises(type(error), match=str(error)), table_files.say_if_storage_refuses(tmp_path):
        raise error
