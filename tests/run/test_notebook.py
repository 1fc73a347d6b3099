"""Executing one notebook, and why it failed."""

import json
import os
import shutil
import sys

import nbformat
import pytest

from pmobook.record.staging import read_staged, staged_folder
from pmobook.run.job import EXECUTED, Job, Limits
from pmobook.run.notebook import execute


@pytest.fixture
def make_job(engagement, tmp_path, small, monkeypatch):
    """A job for a notebook whose assess cell is given, in a folder whose name has braces and blanks."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    (tmp_path / "runtime").mkdir()

    def make(assess, limits=None, other_cells=None, **given):
        source = small.notebook(tmp_path / "note {books}", "10_goals", assess, **(other_cells or {}))
        staging = tmp_path / "staging {here}"
        runs_for = {"engagement": str(engagement.folder), "business_unit": "retail", "quarter": "2026Q3"}
        return Job(
            business_unit="retail",
            notebook="10_goals",
            source=source,
            parameters={**runs_for, "run_id": "aaaa", "staging": str(staging), **given},
            staged=staged_folder(staging, "2026Q3", "retail", "10_goals", "aaaa"),
            failed=tmp_path / "results" / "10_goals.failed.ipynb",
            failed_shown_as="results/10_goals.failed.ipynb",
            limits=limits or Limits(),
        )

    return make


def test_a_notebook_runs_with_its_parameters_and_leaves_results_and_itself(make_job, small):
    job = make_job(small.weights, factor=3.0)
    source = job.source.read_bytes()
    result = execute(job)
    assert result.reason == ""
    assert result.started_at < result.finished_at
    staged = read_staged(job.staged)
    assert staged.table("goal_weights")["weight_given"].to_pylist() == [6.0, 3.0]
    executed = nbformat.read(job.staged / EXECUTED, as_version=4)
    assert "Recorded for retail, 2026Q3: goal weights (2)." in json.dumps(executed.cells[-1].outputs)
    assert executed.metadata.papermill.input_path == "10_goals.ipynb"
    assert job.source.read_bytes() == source
    assert not job.failed.exists()


def test_a_mistake_of_who_filled_in_the_form_is_told_in_its_own_words(make_job):
    words = "inputs/retail/2026Q3/goals.csv, line 2: found 'x', expected y. Do z."
    result = execute(make_job(f"from pmobook.errors import PmobookError\nraise PmobookError({words!r})"))
    assert result.reason == words


def test_a_mistake_of_ours_names_cell_kind_and_file_and_the_notebook_is_kept_that_far(make_job):
    job = make_job("len(goals)\nraise KeyError('surprise')")
    reason = execute(job).reason
    assert reason.startswith("An error of ours in cell assess (KeyError: ''surprise''")
    assert reason.endswith("As far as it got: results/10_goals.failed.ipynb")
    kept = nbformat.read(job.failed, as_version=4)
    assert "This notebook stopped." in kept.cells[0].source
    assert "Traceback" in json.dumps(kept.cells[4].outputs)
    assert not (job.staged / EXECUTED).exists()


def test_a_notebook_that_records_nothing_has_failed(make_job, small):
    assert "ended without recording results" in execute(make_job(small.weights, other_cells={"record": ""})).reason


def test_a_cell_that_takes_too_long_is_ended_and_named(make_job):
    reason = execute(make_job("import time\ntime.sleep(60)", limits=Limits(cell=4), other_cells={"load": ""})).reason
    assert reason == "cell assess took longer than 4 seconds. As far as it got: results/10_goals.failed.ipynb"


def test_a_kernel_that_dies_once_gets_another_try(make_job, small, tmp_path):
    mark = tmp_path / "died_before"
    dies_once = (
        f"import os\nfrom pathlib import Path\nmark = Path({str(mark)!r})\n"
        "if not mark.exists():\n    mark.touch()\n    os._exit(1)\n"
    )
    job = make_job(dies_once + small.weights)
    assert execute(job).reason == ""
    assert mark.exists()
    assert not job.failed.exists()


def test_a_kernel_that_dies_twice_is_told_with_its_cell(make_job):
    reason = execute(make_job("import os\nos._exit(1)")).reason
    assert reason.startswith("The notebook's kernel died in cell assess, 2 times.")


def test_a_notebook_records_the_same_bytes_from_a_warm_kernel_and_from_an_ordinary_one(make_job, small, monkeypatch):
    recorded, forked = [], []
    for switch in ("1", "0"):
        monkeypatch.setenv("PMOBOOK_WARM_KERNELS", switch)
        job = make_job("import os\nprint('worker', os.getppid())\n" + small.weights)
        assert execute(job).reason == ""
        files = sorted(job.staged.rglob("*"))
        recorded.append({path.name: path.read_bytes() for path in files if path.is_file() and path.name != EXECUTED})
        forked.append(f"worker {os.getpid()}" not in (job.staged / EXECUTED).read_text(encoding="utf-8"))
        shutil.rmtree(job.staged)
    assert recorded[0] == recorded[1]
    assert any(name.endswith(".parquet") for name in recorded[0])
    assert forked == [sys.platform == "linux", False]
