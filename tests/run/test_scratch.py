"""Scratch folders go with their run; what the dead left goes with the next run, and what is in use stays."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pmobook.run.scratch import clear_after_the_dead, scratch_folder

KILLED = """\
import os, signal, sys
from pmobook.run.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "file").write_text("figures")
    print(folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder of a killed run stays")
def test_what_a_killed_run_left_goes_and_what_a_live_one_uses_stays(temporary):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    left = temporary / Path(killed.stdout.strip()).name
    assert (left / "deep" / "file").is_file()
    with scratch_folder() as first:
        (first / "file").write_text("in use")
        assert not left.exists()
        with scratch_folder() as second:
            assert (first / "file").read_text() == "in use"
            assert first != second
    assert list(temporary.iterdir()) == []


def test_what_is_not_a_runs_folder_is_left_alone(temporary):
    (temporary / "pmo_notes").mkdir()
    (temporary / "pmo.txt").write_text("a file")
    (temporary / "elsewhere").mkdir()
    (temporary / "elsewhere" / "held").touch()
    (temporary / "pmolink").symlink_to(temporary / "elsewhere")
    clear_after_the_dead()
    assert sorted(path.name for path in temporary.iterdir()) == ["elsewhere", "pmo.txt", "pmo_notes", "pmolink"]


def test_a_folder_half_cleared_is_gone_on_with(temporary):
    (temporary / "pmoa").mkdir()
    (temporary / "pmoa" / "held").touch()
    clear_after_the_dead()
    assert list(temporary.iterdir()) == []
