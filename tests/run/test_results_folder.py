"""What a run puts below results, and what a run that was cut short left undone there."""

import pandas as pd
import pytest

from pmobook.record.commit import Batch, commit
from pmobook.record.remote import RemotePath
from pmobook.record.staging import stage
from pmobook.record.store import open_store, open_store_at
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


def test_in_an_object_store_all_is_found_with_one_question_each(s3, monkeypatch):
    """As many questions for a hundred business units as for one."""
    folder = ResultsFolder(RemotePath(f"{s3.bucket()}/pmo"), Q3)
    stage(folder.staging, "10_goals", "retail", Q3, "aaaa", {"goal_weights": GOALS})
    (folder.staged("retail", "10_goals", "aaaa") / "executed.ipynb").write_bytes(b"aaaa")
    asked, walk = [], RemotePath.walk_files
    monkeypatch.setattr(RemotePath, "walk_files", lambda path: asked.append(path) or walk(path))
    assert folder.is_left("retail", "10_goals", "aaaa")
    assert not folder.is_left("retail", "10_goals", "bbbb")
    assert not folder.has_executed("retail", "10_goals")
    assert not folder.has_executed("wholesale", "10_goals")
    assert len(asked) == 2

    commit(folder.results, [folder.ready("retail", "10_goals", "aaaa")], runs_frame((), Q3, "b"), Batch("b", Q3, ["10_goals"]))
    folder.failed("retail", "10_goals").write_bytes(b"an earlier failure")
    folder.settle(open_store_at(folder.results))
    later = ResultsFolder(folder.results, Q3)
    assert (later.has_executed("retail", "10_goals"), later.is_left("retail", "10_goals", "aaaa")) == (True, False)
    assert folder.executed("retail", "10_goals").read_bytes() == b"aaaa"
    assert not folder.failed("retail", "10_goals").exists()
    assert folder.shown(folder.failed("retail", "10_goals")) == f"{folder.results}/notebooks/2026Q3/retail/10_goals.failed.ipynb"
