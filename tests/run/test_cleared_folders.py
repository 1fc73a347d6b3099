"""What may be deleted below the results may be deleted in the middle of a quarter: the next run completes it."""

import shutil

import pytest

from pmobook.errors import PmobookError
from pmobook.record.store import open_store
from pmobook.run.batch import run_engagement
from pmobook.run.report import KEPT, RAN

CLEARED = ("packs_read", "staging", "log")


@pytest.fixture
def results(engagement, notebooks, small):
    """The results of one business unit's pack; the other's came in afterwards."""
    shutil.rmtree(engagement.folder / "inputs" / "wholesale")
    run_engagement(engagement, notebook_folder=notebooks, workers=1)
    small.pack(engagement.folder, "wholesale", "4")
    return engagement.results


@pytest.mark.parametrize("names", [(name,) for name in CLEARED] + [CLEARED], ids=" ".join)
def test_deleted_between_two_runs(names, engagement, notebooks, results):
    for name in names:
        shutil.rmtree(results / name, ignore_errors=True)
    report = run_engagement(engagement, notebook_folder=notebooks, workers=1)
    assert [(one.business_unit, one.status) for one in report.rows] == [("retail", KEPT), ("wholesale", RAN)]
    assert len(list((results / "log").glob("*.jsonl"))) == (1 if "log" in names else 2)


def test_deleted_while_a_notebook_runs(engagement, notebooks, results, small):
    """What waited to be recorded is missed, in words, and only that has to run again."""
    small.notebook(notebooks, "20_deletes", DELETES + small.findings)
    with pytest.raises(PmobookError, match=r"10_goals.* was removed before the results in it could be recorded\."):
        run_engagement(engagement, notebook_folder=notebooks, workers=1, business_units=["wholesale"])
    assert len(open_store(engagement.folder).publications()) == 1
    small.notebook(notebooks, "20_deletes", small.findings)
    again = run_engagement(engagement, notebook_folder=notebooks, workers=1)
    assert [(one.business_unit, one.notebook, one.status) for one in again.rows] == [
        ("retail", "10_goals", KEPT),
        ("retail", "20_deletes", RAN),
        ("wholesale", "10_goals", RAN),
        ("wholesale", "20_deletes", RAN),
    ]


DELETES = f"""\
import shutil
from pathlib import Path
for name in {CLEARED!r}:
    shutil.rmtree(Path(engagement) / "results" / name)
"""
