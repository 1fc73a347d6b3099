"""A past quarter comes out again by the method of its day, in a place of its own, and what differs from that day is told."""

import json
import shutil

import pandas as pd
import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pool import pool_digest, read_pool
from pmobook.method.places import METHOD_OF_ANOTHER_DAY, method_folder
from pmobook.record.store import open_store
from pmobook.run.apart import copy_apart, run_apart
from pmobook.run.batch import run_engagement
from pmobook.run.method_of_day import method_of, standing_runs
from pmobook.run.recompute import Recomputed, recompute
from pmobook.terminal_compare import recomputed_lines
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")


def test_a_quarter_comes_out_again_by_the_method_of_its_day(engagement, notebooks, tmp_path, monkeypatch, small):
    """The method has changed since, and so has a pack: the first makes no difference, the second is named."""
    shutil.copytree(method_folder(), tmp_path / "then")
    (tmp_path / "then" / "only_then.yaml").write_text("limit: 3\n")
    monkeypatch.setenv(METHOD_OF_ANOTHER_DAY, str(tmp_path / "then"))
    run_engagement(engagement, Q3, business_units=["retail"], notebook_folder=notebooks, parameters={"factor": 2.0})
    monkeypatch.delenv(METHOD_OF_ANOTHER_DAY)
    before = small.published(engagement.folder)
    again = recompute(engagement, Q3, notebook_folder=notebooks)
    assert again.is_identical
    assert again.rows == 2
    assert again.notes == ()
    small.pack(engagement.folder, "retail", weight="7")
    again = recompute(engagement, Q3, notebook_folder=notebooks)
    assert again.differing == {"goal_weights": 2}
    assert again.notes == ("since publication inputs changed: form goals (1 of 1 results)",)
    assert "- goal_weights: 2 rows" in list(recomputed_lines(again, "2026Q3"))
    assert small.published(engagement.folder) == before


def test_what_could_not_be_computed_again_is_told_and_not_called_different():
    again = Recomputed({}, 0, (), ("retail, 10_goals failed: 1 problem",))
    assert not again.is_identical
    assert list(recomputed_lines(again, "2026Q3")) == [
        "2026Q3 could not be computed again in full:", "retail, 10_goals failed: 1 problem",
    ]  # fmt: skip


def test_a_method_that_this_version_cannot_read_is_named(engagement, notebooks, tmp_path):
    (tmp_path / "then").mkdir()
    with copy_apart(engagement, None) as (folder, method):
        assert method is None
        assert sorted(path.name for path in folder.iterdir()) == ["business_units", "engagement.yaml", "inputs"]
        choice = {"business_units": ["retail"], "notebook_folder": str(notebooks)}
        with pytest.raises(PmobookError, match="could not be computed again by the method of that day, which this version may"):
            run_apart(folder, tmp_path / "then", Q3, choice)
    assert not folder.exists()


def test_the_engagement_s_own_contributions_are_known_as_its_own_in_the_copy_too(engagement):
    """Otherwise a business unit would be set beside itself when a quarter is computed again."""
    record = {"quarter": "2026Q3", "rule": "weighted_mean", "instrument": "survey", "raters": "5 to 9",
              "areas": {"delivery": {"score": 2.5}}}  # fmt: skip
    content = {"format": "pmobook exchange 1", "contribution_id": "0123456789abcdef" * 2, "model_id": "strategic_pmo",
               "model_version": "1.0", "records": [record]}  # fmt: skip
    for folder in ("pool", "contributed"):
        (engagement.folder / folder).mkdir()
        (engagement.folder / folder / "ours.json").write_text(json.dumps(content), encoding="utf-8")
    with copy_apart(engagement, None) as (folder, _):
        copied = open_engagement(folder)
        assert read_pool(copied).own == 1
        assert read_pool(copied).frame.empty
        assert pool_digest(copied) == pool_digest(engagement)


def test_what_was_never_published_cannot_be_computed_again(engagement):
    with pytest.raises(PmobookError, match=r"Nothing is recorded for 2026Q3. There are results for no quarter"):
        standing_runs(open_store(engagement.folder), Q3)


def test_results_of_several_methods_are_told_to_be_computed_apart():
    runs = pd.DataFrame({"method_digest": ["a" * 64, "b" * 64]})
    with pytest.raises(PmobookError, match=r"made with 2 methods \(aaaaaaaaaaaa, bbbbbbbbbbbb\).*with --business-unit"):
        method_of(runs, Q3)
    with pytest.raises(PmobookError, match="doesn't know by which method"):
        method_of(runs.iloc[:0], Q3)
