"""A small engagement and a small notebook for each test of runs."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_engagement
from forked import ForkedWorkers
from pmobook.inputs.engagement import Engagement
from pmobook.run import reading_ahead, workers


@pytest.fixture(autouse=True)
def forked_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin the workers of runs in this process at once; test_workers.py and runs by the command line spawn theirs."""
    for module in (workers, reading_ahead):
        monkeypatch.setattr(module, "_SPAWN", ForkedWorkers())


@pytest.fixture
def engagement(tmp_path: Path) -> Engagement:
    return small_engagement.make_engagement(tmp_path / "engagement")


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """One notebook that records goal weights."""
    folder = tmp_path / "notebooks"
    small_engagement.write_notebook(folder, "10_goals", small_engagement.WEIGHTS)
    return folder


@pytest.fixture(scope="session")
def small():
    """The makers of small engagements, for tests that need others."""

    class Makers:
        engagement = staticmethod(small_engagement.make_engagement)
        notebook = staticmethod(small_engagement.write_notebook)
        pack = staticmethod(small_engagement.write_pack)
        published = staticmethod(small_engagement.published)
        weights, findings = small_engagement.WEIGHTS, small_engagement.FINDINGS
        parameters, load = small_engagement.PARAMETERS, small_engagement.LOAD

    return Makers
