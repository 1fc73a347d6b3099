"""What a run would find is told without a run, each reason caused."""

from __future__ import annotations

import json

import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.record.lock import engagement_lock
from pmobook.run import fingerprint as taking
from pmobook.run.batch import run_engagement
from pmobook.run.status import EXIT_STATUSES, engagement_status, exit_status_of
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)


def told(engagement, notebooks, unit="retail", notebook="10_goals"):
    """The status and reason of one notebook, as a new process would find it."""
    found = engagement_status(open_engagement(engagement.folder), Q3, notebook_folder=notebooks)
    (row,) = found[(found["business_unit"] == unit) & (found["notebook"] == notebook)].to_dict(orient="records")
    return row["status"], row["reason"]


def declare(path, **reads):
    content = json.loads(path.read_text())
    content["metadata"]["pmobook"] = reads
    path.write_text(json.dumps(content))


@pytest.fixture
def method(tmp_path, monkeypatch):
    """A method of one file that the notebook reads and one that it doesn't, as far as fingerprints see."""
    folder = tmp_path / "method"
    folder.mkdir()
    for name in ("risk.yaml", "impact.yaml"):
        (folder / name).write_text("limit: 3")
    monkeypatch.setattr(taking, "method_folder", lambda: folder)
    return folder


def test_each_reason_is_told_as_it_is_caused(engagement, notebooks, small, method, monkeypatch):
    """From never run through current to each thing that can change, and back to current when it is undone."""
    notebook = notebooks / "10_goals.ipynb"
    declare(notebook, forms=["goals"], method=["risk.yaml"])
    assert told(engagement, notebooks) == ("missing", "never run")
    run_engagement(engagement, Q3, notebook_folder=notebooks)
    current = engagement_status(engagement, Q3, notebook_folder=notebooks)
    assert set(current["status"]) == {"current"}
    assert current["since"].notna().all()
    assert exit_status_of(current) == 0

    pack, file = engagement.folder / "inputs" / "retail" / "2026Q3" / "goals.csv", method / "risk.yaml"
    causes = {
        pack: (pack.read_text().replace("Grow", "Grow more"), "inputs changed: form goals"),
        file: ("limit: 4", "method changed: risk.yaml"),
        notebook: (notebook.read_text().replace("* factor", "* (factor)"), "notebook changed"),
        engagement.folder / "business_units" / "retail.yaml": ("name: New", "inputs changed: business_units/retail.yaml"),
    }
    for path, (said, reason) in causes.items():
        before = path.read_text()
        path.write_text(said)
        assert told(engagement, notebooks) == ("stale", reason)
        path.write_text(before)
        assert told(engagement, notebooks)[0] == "current"
    with monkeypatch.context() as patch:
        patch.setattr("pmobook.__version__", "99.0")
        assert told(engagement, notebooks)[1].startswith("pmobook changed: ")
    (method / "impact.yaml").write_text("limit: 5")
    assert told(engagement, notebooks)[0] == "current"

    pack.write_text(pack.read_text().replace("weight\nG1", "weight\nG2"))
    status, reason = told(engagement, notebooks)
    assert status == "failed"
    assert "G2" in reason
    pack.unlink()
    pack.parent.rmdir()
    assert told(engagement, notebooks) == ("missing", "no pack handed in for 2026Q3")
    assert told(engagement, notebooks, "wholesale")[0] == "current"


def test_what_failed_and_what_waits_for_it_are_told_until_something_changes(engagement, notebooks, small):
    """A run may be under way meanwhile: no lock is needed."""
    small.notebook(notebooks, "20_broken", "raise RuntimeError('surprise')")
    run_engagement(engagement, Q3, notebook_folder=notebooks, business_units=["retail"])
    with engagement_lock(engagement.folder):
        assert told(engagement, notebooks)[0] == "held back"
        status, reason = told(engagement, notebooks, notebook="20_broken")
    assert status == "failed"
    assert "surprise" in reason
    found = engagement_status(engagement, Q3, notebook_folder=notebooks)
    assert exit_status_of(found) == 5
    assert set(found.loc[found["business_unit"] == "wholesale", "reason"]) == {"never run"}
    small.pack(engagement.folder, "retail", weight="9")
    assert told(engagement, notebooks, notebook="20_broken") == ("stale", "inputs changed: form goals")


def test_the_worst_decides_what_a_timer_is_told(engagement, notebooks):
    found = engagement_status(engagement, Q3, notebook_folder=notebooks)
    for status, number in EXIT_STATUSES.items():
        assert exit_status_of(found.assign(status=["current", status])) == number
    assert exit_status_of(found.iloc[:0]) == 3


def test_what_does_not_exist_is_refused(engagement, notebooks):
    with pytest.raises(PmobookError, match="No business unit has handed in a pack for 2030Q1"):
        engagement_status(engagement, Quarter(2030, 1), notebook_folder=notebooks)
    with pytest.raises(PmobookError, match="Did you mean retail"):
        engagement_status(engagement, Q3, business_units=["retial"], notebook_folder=notebooks)
