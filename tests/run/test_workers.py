"""Worker processes: none of their jobs is lost."""

import os

import pytest

from pmobook.run import workers as working
from pmobook.run.job import Job, Limits
from pmobook.run.workers import run_jobs


@pytest.fixture
def forked_workers():
    """Here they are spawned, as in a run by the command line."""


def run(jobs, tmp_path, count=2, stop=lambda: False):
    told = {"started": [], "finished": {}, "workers": {}, "attempts": {}}

    def finished(result):
        name = result.job.notebook
        told["finished"][name], told["workers"][name], told["attempts"][name] = result.reason, result.worker, result.attempts
        return not result.reason

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    run_jobs(
        jobs,
        count,
        scratch,
        started=lambda job: told["started"].append(job.notebook),
        finished=finished,
        stop=stop,
    )
    return told


def make_job(small, tmp_path, engagement, name, assess, limits=None):
    source = small.notebook(tmp_path / "notebooks", name, assess)
    runs_for = {"engagement": str(engagement.folder), "business_unit": "retail", "quarter": "2026Q3"}
    staging = tmp_path / "staging"
    return Job(
        business_unit="retail",
        notebook=name,
        source=source,
        parameters={**runs_for, "run_id": "aaaa", "staging": str(staging)},
        staged=staging / "2026Q3" / "retail" / name / "aaaa",
        failed=tmp_path / f"{name}.failed.ipynb",
        failed_shown_as=name,
        limits=limits or Limits(),
    )


def test_a_killed_worker_costs_only_its_own_job_and_only_the_second_time(small, tmp_path, engagement):
    """One job kills its worker each time, one the first time only, and one does nothing of the kind."""
    kill = "import os, signal\nfrom pathlib import Path\nworker = int(os.environ['JPY_PARENT_PID'])\n"
    mark = str(tmp_path / "killed_before")
    once = f"if not Path({mark!r}).exists():\n    Path({mark!r}).touch()\n    os.kill(worker, signal.SIGKILL)\n"
    jobs = [
        make_job(small, tmp_path, engagement, "10_always", kill + "os.kill(worker, signal.SIGKILL)"),
        make_job(small, tmp_path, engagement, "20_once", kill + once + small.weights),
        make_job(small, tmp_path, engagement, "30_never", small.weights),
    ]
    told = run(jobs, tmp_path)
    assert told["started"] == ["10_always", "20_once", "30_never"]
    assert (
        told["finished"]
        .pop("10_always")
        .startswith("The process that ran the notebook was killed 2 times. The machine may be short of memory.")
    )
    assert told["finished"] == {"20_once": "", "30_never": ""}


def test_a_notebook_beyond_its_time_is_ended_with_its_worker(small, tmp_path, engagement):
    job = make_job(small, tmp_path, engagement, "10_slow", "import time\ntime.sleep(60)", Limits(notebook=3))
    assert run([job], tmp_path)["finished"] == {"10_slow": "It took longer than 3 seconds and was ended."}


def test_when_asked_to_stop_nothing_more_begins_and_the_workers_have_ended(small, tmp_path, engagement):
    pid = tmp_path / "pid"
    imports = "import os, time\nfrom pathlib import Path\n"
    sleeps = f"{imports}Path({str(pid)!r}).write_text(os.environ['JPY_PARENT_PID'])\ntime.sleep(60)"
    jobs = [make_job(small, tmp_path, engagement, name, sleeps) for name in ("10_first", "20_second")]
    told = run(jobs, tmp_path, count=1, stop=lambda: pid.exists() and pid.read_text() != "")
    assert (told["started"], told["finished"]) == (["10_first"], {})
    try:
        os.kill(int(pid.read_text()), 0)
    except ProcessLookupError:
        pass
    else:
        raise AssertionError("the worker is still there")


def test_while_memory_is_short_no_notebook_begins_beside_another(small, tmp_path, engagement, monkeypatch):
    """They run one after the other, though two could at once."""
    monkeypatch.setattr(working, "megabytes_available", lambda: 0.0)
    marks = tmp_path / "marks"
    marks.mkdir()
    mark = f"from pathlib import Path\nmark = Path({str(marks)!r}) / NOTEBOOK\n"
    alone = f"{mark}assert not list(mark.parent.iterdir())\nmark.touch()\n"
    jobs = [make_job(small, tmp_path, engagement, name, alone + small.weights + "mark.unlink()\n") for name in ("10_a", "20_b")]
    assert run(jobs, tmp_path)["finished"] == {"10_a": "", "20_b": ""}


def test_no_further_try_is_made_where_none_is_wanted(small, tmp_path, engagement):
    kill = "import os, signal\nos.kill(int(os.environ['JPY_PARENT_PID']), signal.SIGKILL)"
    told = run([make_job(small, tmp_path, engagement, "10_always", kill, Limits(retries=0))], tmp_path)
    assert told["finished"]["10_always"].startswith("The process that ran the notebook was killed once.")


def test_a_worker_makes_way_for_a_new_one_after_so_many_notebooks(small, tmp_path, engagement, monkeypatch):
    method = working.running_method()
    once = method.notebooks_for_worker.model_copy(update={"value": 1.0})
    monkeypatch.setattr(working, "running_method", lambda: method.model_copy(update={"notebooks_for_worker": once}))
    jobs = [make_job(small, tmp_path, engagement, name, small.weights) for name in ("10_a", "20_b")]
    assert run(jobs, tmp_path, count=1)["workers"] == {"10_a": 1, "20_b": 2}


def test_a_kernel_that_takes_too_much_memory_is_ended_and_not_tried_again(small, tmp_path, engagement):
    greedy = "kept = bytearray(700_000_000)\nkept[::4096] = b'x' * len(kept[::4096])\nimport time\ntime.sleep(30)"
    told = run([make_job(small, tmp_path, engagement, "10_greedy", greedy, Limits(memory=600))], tmp_path)
    assert told["finished"]["10_greedy"].startswith(
        "The notebook's kernel took more than 600 MB of memory in cell assess and was ended."
    )
    assert told["attempts"]["10_greedy"] == 1
