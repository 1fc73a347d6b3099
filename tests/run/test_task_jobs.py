"""A task's job carries everything its notebook needs, and inputs that moved meanwhile are told in words."""

import shutil

from pmobook.run.catalogue import find_notebooks
from pmobook.run.fingerprint import Workbook, take_fingerprint
from pmobook.run.input_contents import input_contents
from pmobook.run.job import Limits
from pmobook.run.plan import Task
from pmobook.run.results_folder import ResultsFolder
from pmobook.run.task_jobs import job_of, what_moved
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")


def test_a_job_says_what_runs_for_whom_and_where_results_go(engagement, notebooks):
    (notebook,) = find_notebooks(notebooks)
    taken = take_fingerprint("retail", Q3, notebook, input_contents(engagement, "retail", Q3), Workbook.now(), {})
    folder = ResultsFolder(engagement.results, Q3)
    job = job_of(Task("retail", notebook, {}, taken, after=("10_first",)), engagement, Q3, folder, Limits())
    assert (job.business_unit, job.notebook, job.after) == ("retail", notebook.name, ("10_first",))
    assert job.parameters["run_id"] == taken.run_id
    assert job.parameters["quarter"] == "2026Q3"
    assert taken.run_id in str(job.staged)


def test_inputs_that_changed_or_went_are_told_and_those_that_stand_are_not(engagement):
    before = input_contents(engagement, "retail", Q3).digest
    assert what_moved(engagement, "retail", Q3, before) == ""
    pack = engagement.pack_folder("retail", Q3)
    (pack / "goals.csv").write_text("goal_id,title\nG1,Another\n", encoding="utf-8")
    assert what_moved(engagement, "retail", Q3, before) == "The input pack changed while it was being assessed. Run again."
    shutil.rmtree(pack)
    assert "Run again." in what_moved(engagement, "retail", Q3, before)
