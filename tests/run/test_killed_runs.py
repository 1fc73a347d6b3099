"""Killing a run at any moment loses nothing recorded and publishes no half quarter; the next run completes it."""

import json
import shutil
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.record.publication import read_publications
from pmobook.record.store import open_store
from pmobook.run.batch import run_engagement
from pmobook.vocabulary import Quarter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")

RUN = """
    import sys
    from pathlib import Path
    from pmobook.inputs.engagement import open_engagement
    from pmobook.run.batch import run_engagement
    if __name__ == "__main__":
        run_engagement(open_engagement(sys.argv[1]), notebook_folder=Path(sys.argv[2]))
"""

# What is seen in the results folder at the moment of the kill; results of earlier packs have already been published.
MOMENTS = {
    "it has the lock": "run.lock",
    "one notebook's results are complete": "staging/2026Q3/*/10_goals/*/complete.json",
    "one executed notebook is kept": "staging/2026Q3/*/10_goals/*/executed.ipynb",
    "both executed notebooks are kept": "staging/2026Q3/wholesale/10_goals/*/executed.ipynb",
    "a table is committed": "tables/goal_weights/_delta_log/00000000000000000002.json",
    "the runs are committed": "tables/runs/_delta_log/00000000000000000002.json",
    "it is published": "publications/000002.json",
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, small):
    """An engagement whose packs were published and then handed in anew, and what stands before and after the next run."""
    folder = tmp_path_factory.mktemp("prepared")
    engagement = small.engagement(folder / "engagement")
    small.notebook(folder / "notebooks", "10_goals", small.weights)
    run_engagement(engagement, notebook_folder=folder / "notebooks")
    for unit, weight in (("retail", "5"), ("wholesale", "6")):
        small.pack(engagement.folder, unit, weight)
    undisturbed = tmp_path_factory.mktemp("undisturbed") / "engagement"
    shutil.copytree(engagement.folder, undisturbed)
    run_engagement(open_engagement(undisturbed), notebook_folder=folder / "notebooks")
    return folder, small.published(engagement.folder), small.published(undisturbed)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_run_killed_when(moment, small, prepared, tmp_path):
    folder, before, after = prepared
    shutil.copytree(folder / "engagement", tmp_path / "engagement")
    engagement, notebooks = open_engagement(tmp_path / "engagement"), folder / "notebooks"
    results = engagement.folder / "results"
    standing = set(results.glob(MOMENTS[moment]))
    script = tmp_path / "run.py"
    script.write_text(textwrap.dedent(RUN))
    with subprocess.Popen([sys.executable, str(script), str(engagement.folder), str(notebooks)]) as process:
        if moment == "it has the lock":
            time.sleep(1)
        else:
            while process.poll() is None and not set(results.glob(MOMENTS[moment])) - standing:
                pass
        process.send_signal(signal.SIGKILL)
    whole = len(read_publications(results)) == 2
    assert small.published(engagement.folder) == (after if whole else before)
    run_engagement(engagement, notebook_folder=notebooks)
    assert small.published(engagement.folder) == after
    assert len(read_publications(results)) == 2
    for unit, standing_runs in open_store(engagement.folder).run_ids(Quarter.parse("2026Q3")).items():
        executed = json.loads((results / "notebooks" / "2026Q3" / unit / "10_goals.ipynb").read_text())
        assert executed["metadata"]["papermill"]["parameters"]["run_id"] == standing_runs["10_goals"]
    assert not list(results.rglob("executed.ipynb"))
