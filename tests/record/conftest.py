"""Small results to stage, commit and read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from pmobook.record.commit import Batch, commit
from pmobook.record.publication import Publication
from pmobook.record.staging import StagedResults, read_staged, stage, staged_folder
from pmobook.vocabulary import Quarter

NOTEBOOKS = ("10_maturity", "30_performance")


def scores(score: float = 2.5) -> pd.DataFrame:
    """Two rows of area_scores, one of them not assessed."""
    return pd.DataFrame(
        {
            "area_id": ["portfolio", "finance"],
            "rule": "weighted_mean",
            "instrument": "survey",
            "is_chosen_rule": True,
            "score": [score, None],
            "scale_maximum": 5.0,
            "level": pd.array([int(score), None], "Int64"),
            "low": [score - 0.2, None],
            "high": [score + 0.2, None],
            "probability": [0.9, None],
            "score_lowest": [score, None],
            "score_highest": [score, None],
            "target": [3.0, None],
            "gap": [3.0 - score, None],
            "capabilities": 4,
            "capabilities_assessed": [4, 0],
            "raters": [5, 0],
            "note": ["", "Nobody rated it."],
        }
    )


def findings(notebook: str, sentence: str = "Finance is not assessed.") -> pd.DataFrame:
    """One finding of a notebook."""
    return pd.DataFrame(
        {
            "finding_id": ["not_assessed"],
            "notebook": [notebook],
            "subject": ["finance"],
            "severity": ["watch"],
            "sentence": [sentence],
            "owner": [None],
            "sort": [1],
        }
    )


class Recorder:
    """Stages and commits small results of an engagement's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.results = folder / "results"

    def stage(self, business_unit="retail", notebook="10_maturity", quarter="2026Q3", run_id="aaaa", score=2.5) -> StagedResults:
        tables = {"findings": findings(notebook, f"Scored {score}.")}
        if notebook == "10_maturity":
            tables["area_scores"] = scores(score)
        stage(self.results / "staging", notebook, business_unit, quarter, run_id, tables)
        found = read_staged(staged_folder(self.results / "staging", quarter, business_unit, notebook, run_id))
        assert found is not None
        return found

    def commit(self, *staged: StagedResults, quarter="2026Q3", status="ran", **batch) -> Publication:
        batch.setdefault("notebooks", NOTEBOOKS)
        return commit(
            self.results,
            staged,
            runs(staged, quarter, status, batch.get("failed", ())),
            Batch(batch_id="20261001T090000Z", quarter=Quarter.parse(quarter), **batch),
        )


def runs(staged, quarter, status, failed) -> pd.DataFrame:
    """Rows of the table runs, one for each staged result and failed business unit."""
    moment = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
    rows = [(each.business_unit, each.notebook, each.run_id, status) for each in staged]
    rows += [(unit, "10_maturity", "", "failed") for unit in failed]
    frame = pd.DataFrame(rows, columns=["business_unit", "notebook", "run_id", "status"])
    return frame.assign(
        quarter=quarter, batch_id="20261001T090000Z", reason="", fingerprint="f", input_digest="i", method_digest="m",
        inputs=None, method_read=None, library_version="1", library_digest="l", notebook_digest="n", parameters="{}", seed=None,
        started_at=moment, finished_at=moment, seconds=0.5,
    )  # fmt: skip


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    return Recorder(tmp_path)


@pytest.fixture
def make_scores():
    return scores


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    return {"area_scores": scores(), "findings": findings("10_maturity")}
