"""One run of an engagement at a time."""

import os
import subprocess
import sys

import pytest

from pmobook.errors import PmobookError
from pmobook.record.lock import engagement_lock

HOLDER = """
import sys, time
from pathlib import Path
from pmobook.record.lock import engagement_lock
with engagement_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_run_is_told_who_holds_the_engagement_and_changes_nothing(tmp_path, holder):
    before = (tmp_path / "results" / "run.lock").read_bytes()
    with (
        pytest.raises(PmobookError, match=rf"under way \(process {holder.pid}, begun .*Nothing was changed"),
        engagement_lock(tmp_path),
    ):
        pytest.fail("the lock was taken twice")
    assert (tmp_path / "results" / "run.lock").read_bytes() == before


def test_the_lock_of_a_killed_process_does_not_stay(tmp_path, holder):
    holder.kill()
    holder.wait()
    with engagement_lock(tmp_path):
        assert f"process {os.getpid()}," in (tmp_path / "results" / "run.lock").read_text()


def test_a_lock_can_be_taken_again_after_it_ended_also_by_an_error(tmp_path):
    with pytest.raises(RuntimeError), engagement_lock(tmp_path):
        raise RuntimeError
    with engagement_lock(tmp_path):
        assert "process" in (tmp_path / "results" / "run.lock").read_text()


def test_engagements_do_not_hinder_each_other(tmp_path):
    with engagement_lock(tmp_path / "one"), engagement_lock(tmp_path / "other"):
        assert all((tmp_path / name / "results" / "run.lock").read_text() for name in ("one", "other"))
