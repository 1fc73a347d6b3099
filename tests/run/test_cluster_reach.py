"""Nothing begins on a cluster unless every worker reaches what the runner reaches; who doesn't, and why, is told at once."""

import dataclasses
import re
import shutil

import pytest

from pmobook.errors import PmobookError
from pmobook.run.cluster_reach import check_workers
from pmobook.run.fingerprint import Workbook
from pmobook.run.job import Job


class Client:
    """Answers as a Dask client does, from workers of which each sees the files in its own way."""

    def __init__(self, **workers):
        self.workers = workers

    def run(self, function, *arguments, on_error):
        assert on_error == "return"
        return {name: see(function, *arguments) for name, see in self.workers.items()}


def well(function, *arguments):
    return function(*arguments)


@pytest.fixture
def job(engagement, notebooks, tmp_path):
    source, staging = notebooks / "10_goals.ipynb", tmp_path / "staging"
    given = {"engagement": str(engagement.folder), "staging": str(staging)}
    return Job("retail", "10_goals", source, given, staging / "x", tmp_path / "failed.ipynb", "failed.ipynb")


def faults(job, **workers):
    with pytest.raises(PmobookError) as refused:
        check_workers(Client(**workers), [job], Workbook.now())
    assert not list(job.staged.parent.iterdir())
    return str(refused.value)


def test_workers_that_reach_everything_pass_and_leave_nothing_behind(job):
    check_workers(Client(a=well, b=well), [job], Workbook.now())
    assert not list(job.staged.parent.iterdir())


def test_a_worker_without_the_engagement_is_named_with_the_file_that_it_misses(job):
    def misses(function, digests, mark):
        return function({f"/nowhere{name}": digest for name, digest in digests.items()}, mark)

    said = faults(job, a=well, b=misses)
    assert said.startswith("1 of the cluster's 2 workers can't take part; nothing was run.\n- b: it doesn't see /nowhere")
    assert said.endswith("needs the same version of the workbook and the same paths to the engagement and its notebooks.")


def test_a_folder_of_the_same_name_on_another_disk_is_recognised(job, tmp_path):
    def elsewhere(function, digests, mark):
        seen = function(digests, str(tmp_path / "mark"))
        shutil.rmtree(seen.written, ignore_errors=True)
        return dataclasses.replace(seen, written=f"{mark}.elsewhere")

    assert re.search(
        r"what it writes to .+ is not seen by the runner: it is another folder of the same name", faults(job, a=elsewhere)
    )


def test_a_notebook_with_another_content_is_named(job):
    def older(function, digests, mark):
        return function(dict.fromkeys(digests, "0"), mark)

    assert re.search(r"- a: it sees another .+(engagement\.yaml|10_goals\.ipynb) than the runner does", faults(job, a=older))


def test_a_worker_without_pmobook_and_one_that_fails_are_told(job):
    said = faults(job, a=lambda *_: ModuleNotFoundError("No module named 'pmobook'"), b=lambda *_: OSError("closed"))
    assert "- a: pmobook and all it needs are not installed there (No module named 'pmobook')" in said
    assert "- b: it could not be asked (OSError: closed)" in said


def test_of_many_workers_that_cannot_take_part_five_are_named_and_the_others_counted(job):
    many = {f"w{number}": lambda *_: OSError("closed") for number in range(7)}
    assert "\n- and 2 more\n" in faults(job, **many)
