"""What a run puts below results, and what a run that was cut short left undone there."""

import pandas as pd
import pytest

from pmobook.record.commit import Batch, commit
from pmobook.record.staging import stage
from pmobook.record.store import open_store
from pmobook.run.report import runs_frame
from pmobook.run.results_folder import ResultsFolder
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")
UNKNOWN = dict.fromkeys(["owner", "low", "high", "method", "judges", "consistency_ratio", "note"])
GOALS = pd.DataFrame({"goal_id": ["G1"], "title": "Grow", "weight_given": 1, "weight": 1, **UNKNOWN})


@pytest.fixture
def folder(tmp_path):
    return ResultsFolder(tmp_path / "results", Q3)


def put_ready(folder, run_id):
    stage(folder.staging, "10_goals", "retail", Q3, run_id, {"goal_weights": GOALS})
    (folder.staged("retail", "10_goals", run_id) / "executed.ipynb").write_text(run_id)


def test_results_are_ready_only_together_with_the_executed_notebook(folder):
    put_ready(folder, "aaaa")
    assert folder.ready("retail", "10_goals", "aaaa").run_id == "aaaa"
    (folder.staged("retail", "10_goals", "aaaa") / "executed.ipynb").unlink()
    assert folder.ready("retail", "10_goals", "aaaa") is None
    folder.discard("retail", "10_goals", "aaaa")
    assert not folder.staged("retail", "10_goals", "aaaa").exists()


def test_what_a_run_killed_after_publishing_left_is_put_in_its_place(folder):
    put_ready(folder, "aaaa")
    failed = folder.failed("retail", "10_goals")
    failed.parent.mkdir(parents=True)
    failed.write_text("an earlier failure")
    batch = Batch("b", Q3, ["10_goals"])
    commit(folder.results, [folder.ready("retail", "10_goals", "aaaa")], runs_frame((), Q3, "b"), batch)
    folder.settle(open_store(folder.results.parent))
    assert folder.executed("retail", "10_goals").read_text() == "aaaa"
    assert not failed.exists()
    assert not list(folder.staging.glob("*/*/*"))


def test_what_is_not_published_stays_where_it_waits(folder):
    put_ready(folder, "aaaa")
    folder.settle(open_store(folder.results.parent))
    assert folder.ready("retail", "10_goals", "aaaa") is not None
    assert not folder.executed("retail", "10_goals").exists()


def test_files_are_named_as_a_person_finds_them_and_no_name_leads_elsewhere(folder):
    assert folder.shown(folder.failed("retail", "10_goals")) == "results/notebooks/2026Q3/retail/10_goals.failed.ipynb"
    with pytest.raises(ValueError, match="no ids"):
        folder.executed("../retail", "10_goals")
