"""Results in an object store are one run's at a time, and nobody's for long after a run that died."""

import dataclasses
import datetime as dt
import json
import os
import subprocess
import sys

import pytest

from pmobook.record import lease
from pmobook.record.lease import Holder, LeaseLost, hold_results
from pmobook.record.lock import RunUnderWay
from pmobook.record.remote import RemotePath, StorageRefuses


@pytest.fixture
def results(s3):
    return RemotePath(f"{s3.bucket()}/pmo")


def elsewhere(**changed: object) -> Holder:
    """A run on another machine."""
    return dataclasses.replace(Holder.this_run(), holder="other", host="elsewhere", machine="another machine", **changed)


def write(results, holder: Holder, number: int = 7):
    place = results / "lock" / f"{number:06d}.json"
    place.write_bytes(json.dumps(dataclasses.asdict(holder)).encode())
    return place


def test_a_second_run_is_refused_with_the_first_ones_name_and_changes_nothing(results):
    with hold_results(results) as confirm:
        confirm()
        before = [(path, path.read_bytes()) for path in results.walk_files()]
        with pytest.raises(RunUnderWay, match=f"process {os.getpid()} on .*Nothing was changed"), hold_results(results):
            pass
        assert [(path, path.read_bytes()) for path in results.walk_files()] == before
        confirm()
    assert results.walk_files() == []
    with hold_results(results):
        pass


def test_a_run_elsewhere_holds_until_its_time_has_passed(results):
    place = write(results, elsewhere())
    with (
        pytest.raises(RunUnderWay, match=r"should it have been killed, its hold ends by itself at .* UTC"),
        hold_results(results),
    ):
        pass
    long_ago = (dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)).isoformat()
    write(results, elsewhere(until=long_ago))
    with hold_results(results) as confirm:
        assert [path.name for path in results.walk_files()] == ["000008.json"]
        assert not place.exists()
        confirm()


@pytest.mark.skipif(not lease._machine(), reason="this system doesn't say which process is which")
def test_a_run_of_this_machine_that_was_killed_holds_nothing(results):
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    write(results, dataclasses.replace(Holder.this_run(), process=int(ended.stdout)))
    with hold_results(results) as confirm:
        confirm()
        assert len(list(results.walk_files())) == 1


def test_a_run_that_another_took_over_from_may_write_no_more(results):
    with hold_results(results) as confirm:
        write(results, elsewhere())
        with pytest.raises(LeaseLost, match=r"It published nothing\. Run again\."):
            confirm()


def test_a_run_that_slept_too_long_may_write_no_more(results, monkeypatch):
    with hold_results(results) as confirm:
        later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)

        class Clock(dt.datetime):
            @classmethod
            def now(cls, tz=None):
                return later

        with monkeypatch.context() as patch:
            patch.setattr(lease.dt, "datetime", Clock)
            with pytest.raises(LeaseLost):
                confirm()


def test_two_that_come_at_once_are_never_both_let_in(results, monkeypatch):
    """The other note appears between the first look and the own note."""
    create = RemotePath.create

    def late(path, content):
        write(results, elsewhere(), number=1)
        create(path, content)

    monkeypatch.setattr(RemotePath, "create", late)
    with pytest.raises(RunUnderWay, match="elsewhere"), hold_results(results):
        pass


def test_a_storage_that_overwrites_what_it_should_only_create_is_refused(results, monkeypatch):
    monkeypatch.setattr(RemotePath, "create", RemotePath.write_bytes)
    refused = pytest.raises(StorageRefuses, match=r"Nothing was run\. Keep results in a storage with conditional writes")
    with refused, hold_results(results):
        pass


def test_a_note_that_cant_be_read_holds_nothing_back(results):
    (results / "lock" / "000003.json").write_bytes(b"{")
    with hold_results(results):
        assert [path.name for path in results.walk_files()] == ["000004.json"]


def test_a_run_holds_on_while_it_lasts(results, monkeypatch):
    """A third of the time later, the note says a later moment."""
    method = lease.running_method()
    short = method.model_copy(update={"seconds_of_lease": method.seconds_of_lease.model_copy(update={"value": 1.5})})
    monkeypatch.setattr(lease, "running_method", lambda: short)
    with hold_results(results) as confirm:
        (note,) = results.walk_files()
        before = json.loads(note.read_bytes())["until"]
        deadline = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)
        while json.loads(note.read_bytes())["until"] == before:
            assert dt.datetime.now(dt.UTC) < deadline
        confirm()


def test_on_a_disk_the_lock_ends_with_its_process(tmp_path):
    with hold_results(tmp_path / "results") as confirm:
        confirm()
        with pytest.raises(RunUnderWay), hold_results(tmp_path / "results"):
            pass
