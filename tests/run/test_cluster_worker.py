"""What happens on a Dask worker, without Dask: processes beside it execute, and none outlives its batch."""

import dataclasses
import sys
import threading

import pytest

from pmobook.run.cluster_worker import _all, differences, end_children, execute_here, look_around
from pmobook.run.fingerprint import Workbook
from pmobook.run.job import Job, Limits

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its processes are ended by signals")


@pytest.fixture(scope="module")
def workbook():
    return Workbook.now()


@pytest.fixture
def make_job(small, tmp_path, engagement):
    def make(name, assess, limits=None):
        staging = tmp_path / "staging"
        runs_for = {"engagement": str(engagement.folder), "business_unit": "retail", "quarter": "2026Q3"}
        return Job(
            business_unit="retail",
            notebook=name,
            source=small.notebook(tmp_path / "notebooks", name, assess),
            parameters={**runs_for, "run_id": "aaaa", "staging": str(staging)},
            staged=staging / "2026Q3" / "retail" / name / "aaaa",
            failed=tmp_path / f"{name}.failed.ipynb",
            failed_shown_as=name,
            limits=limits or Limits(),
        )

    return make


@pytest.fixture
def batch(request):
    yield request.node.name
    end_children(request.node.name)


def test_a_process_that_is_killed_once_costs_nothing_and_is_used_again(make_job, small, tmp_path, workbook, batch):
    mark = tmp_path / "killed_before"
    kill = (
        f"import os, signal\nfrom pathlib import Path\nif not Path({str(mark)!r}).exists():\n    Path({str(mark)!r}).touch()\n"
        "    os.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGKILL)\n"
    )
    job = make_job("10_once", kill + small.weights)
    assert execute_here(job, batch, workbook).reason == ""
    assert (job.staged / "executed.ipynb").is_file()
    assert execute_here(make_job("20_after", small.weights), batch, workbook).reason == ""
    assert [child.process.poll() for child in _all[batch]].count(None) == 1


def test_a_notebook_beyond_its_time_is_ended(make_job, workbook, batch):
    job = make_job("10_slow", "import time\ntime.sleep(600)", Limits(notebook=2))
    assert execute_here(job, batch, workbook).reason == "It took longer than 2 seconds and was ended."


def test_when_its_run_ends_a_notebook_under_way_is_ended_and_not_tried_again(make_job, workbook, batch, tmp_path):
    begun = tmp_path / "begun"
    job = make_job("10_slow", f"import time\nfrom pathlib import Path\nPath({str(begun)!r}).touch()\ntime.sleep(600)")
    said = []
    thread = threading.Thread(target=lambda: said.append(execute_here(job, batch, workbook).reason))
    thread.start()
    while not begun.exists() and thread.is_alive():
        thread.join(0.05)
    end_children(batch)
    thread.join(30)
    assert said == ["Its run was stopped."]
    assert batch not in _all


def test_a_worker_that_joined_with_another_workbook_executes_nothing(make_job, workbook, batch):
    runner = dataclasses.replace(workbook, library_version="0.0.1")
    reason = execute_here(make_job("10_goals", "1 / 0"), batch, runner).reason
    assert reason == (
        f"It came to a Dask worker that joined later, and it has pmobook {workbook.library_version}, the runner 0.0.1."
    )
    assert batch not in _all


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"library_version": "0.0.1"}, "it has pmobook {version}, the runner 0.0.1"),
        (
            {"library_digest": "x"},
            "it has other code of pmobook, another Python or other versions of the packages than the runner",
        ),
        ({"method_digest": "x", "method_files": {}}, "its method differs from the runner's, first in "),
    ],
)
def test_what_differs_is_named(workbook, change, words):
    said = differences(workbook, dataclasses.replace(workbook, **change))
    assert said.startswith(words.format(version=workbook.library_version))
    assert bool(said) == bool(words)


def test_a_worker_shows_what_it_misses_and_what_it_sees_otherwise(tmp_path):
    (tmp_path / "same").write_bytes(b"")
    (tmp_path / "other").write_bytes(b"1")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # SHA-256 of nothing, FIPS 180-4
    digests = {str(tmp_path / name): empty for name in ("same", "other", "gone")}
    seen = look_around(digests, str(tmp_path / "no folder" / "mark"))
    assert seen.missing == (str(tmp_path / "gone"),)
    assert seen.other == (str(tmp_path / "other"),)
    assert seen.refusal == "No such file or directory"
