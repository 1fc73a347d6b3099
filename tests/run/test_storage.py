"""Results in an object store: the same rows as on a disk, nothing half when it refuses, and every reader finds them."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.publish.site import Site
from pmobook.record.publication import read_publications
from pmobook.record.remote import RemotePath, StorageRefuses
from pmobook.record.store import open_store
from pmobook.run.batch import run_engagement
from pmobook.run.history import publication_history
from pmobook.run.report import KEPT, RAN
from pmobook.run.status import CURRENT, engagement_status

DEADLINE = 240


@pytest.fixture
def notebooks(small, tmp_path):
    folder = tmp_path / "notebooks"
    small.notebook(folder, "10_goals", small.weights)
    return folder


@pytest.fixture
def address(s3):
    return f"{s3.bucket()}/pmo"


@pytest.fixture
def engagement(small, tmp_path, address, monkeypatch):
    """An engagement whose file names the storage."""
    monkeypatch.delenv("PMOBOOK_STORAGE", raising=False)
    made = small.engagement(tmp_path / "engagement")
    with (made.folder / "engagement.yaml").open("a") as file:
        file.write(f"storage: {address}\n")
    return open_engagement(made.folder)


def test_rows_and_runs_are_those_of_a_disk_and_every_reader_finds_them(s3, small, engagement, address, notebooks, tmp_path, call):
    here = small.engagement(tmp_path / "here")
    run_engagement(here, notebook_folder=notebooks)
    report = run_engagement(engagement, notebook_folder=notebooks)
    assert [(one.status, one.reason) for one in report.rows] == [(RAN, "")] * 2
    assert small.published(engagement.folder) == small.published(here.folder)
    assert [one.status for one in run_engagement(engagement, notebook_folder=notebooks).rows] == [KEPT] * 2

    places = {str(path).removeprefix(address) for path in RemotePath(address).walk_files()}
    assert {"/notebooks/2026Q3/retail/10_goals.ipynb", "/notebooks/2026Q3/wholesale/10_goals.ipynb"} <= places
    assert not [place for place in places if place.startswith(("/staging", "/lock"))]
    assert {path.name for path in engagement.results.iterdir()} == {"log", "packs_read"}

    assert set(engagement_status(engagement, notebook_folder=notebooks)["status"]) == {CURRENT}
    assert list(publication_history(engagement)["publication"]) == [1]
    assert Site(engagement.folder).published().publication == report.publication.batch_id
    _, printed = call("results", here.folder, "--storage", address)
    assert "2026Q3" in printed
    _, printed = call("history", here.folder, "--storage", address, "--json")
    assert json.loads(printed)[0]["publication"] == 1
    assert open_store(here.folder, address).publications() == open_store(engagement.folder).publications()

    kept = [path.read_bytes() for path in RemotePath(address).walk_files()]
    kept += [path.read_bytes() for path in engagement.folder.rglob("*") if path.is_file()]
    secrets = [s3.environment[name].encode() for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
    assert not [secret for content in kept for secret in secrets if secret in content]


def test_a_storage_that_refuses_what_is_published_shows_nothing_half_and_the_next_run_goes_on(s3, small, engagement, notebooks):
    with s3.refusing(403, "/publications/"), pytest.raises(StorageRefuses, match="403 Forbidden"):
        run_engagement(engagement, notebook_folder=notebooks)
    assert open_store(engagement.folder).is_empty
    again = run_engagement(engagement, notebook_folder=notebooks)
    assert [(one.status, one.reason) for one in again.rows] == [(KEPT, "ready from an earlier run")] * 2
    assert len(open_store(engagement.folder).table("goal_weights")) == 4


def test_a_storage_that_refuses_a_notebooks_results_fails_that_notebook_in_words(s3, engagement, notebooks):
    with s3.refusing(403, "/staging/2026Q3/retail/"):
        report = run_engagement(engagement, notebook_folder=notebooks)
    retail, wholesale = report.rows
    assert retail.reason.startswith("The storage at s3://")
    assert "refused access (403 Forbidden)" in retail.reason
    assert (wholesale.status, wholesale.reason) == (RAN, "")
    again = run_engagement(engagement, notebook_folder=notebooks)
    assert [one.status for one in again.rows] == [RAN, KEPT]


def test_a_run_that_is_killed_leaves_nothing_half_and_the_next_goes_on(s3, small, engagement, tmp_path, notebooks):
    """Killed over the second business unit's notebook, while the first one's results wait."""
    begun, go = tmp_path / "begun", tmp_path / "go"
    wait = (
        "import time\nfrom pathlib import Path\n"
        f"while business_unit == 'wholesale' and not Path({str(go)!r}).exists():\n"
        f"    Path({str(begun)!r}).touch()\n    time.sleep(0.05)\n"
    )
    small.notebook(notebooks, "10_goals", wait + small.weights)
    script = (
        "import sys\nfrom pathlib import Path\nfrom pmobook.inputs.engagement import open_engagement\n"
        "from pmobook.run.batch import run_engagement\n"
        "if __name__ == '__main__':\n"
        "    run_engagement(open_engagement(sys.argv[1]), notebook_folder=Path(sys.argv[2]), workers=1)\n"
    )
    program = tmp_path / "run.py"
    program.write_text(script)
    running = subprocess.Popen([sys.executable, program, engagement.folder, notebooks], start_new_session=True)
    try:
        deadline = time.monotonic() + DEADLINE
        while not begun.exists():
            assert time.monotonic() < deadline
            time.sleep(0.05)
        with pytest.raises(PmobookError, match=f"process {running.pid} on "):
            run_engagement(engagement, notebook_folder=notebooks)
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(DEADLINE)
    assert read_publications(open_store(engagement.folder).results) == ()
    go.touch()
    report = run_engagement(engagement, notebook_folder=notebooks)
    assert [one.status for one in report.rows] == [KEPT, RAN]
    here = small.engagement(tmp_path / "here")
    run_engagement(here, notebook_folder=notebooks)
    assert small.published(engagement.folder) == small.published(here.folder)


def test_two_engagements_never_share_one_place(small, engagement, address, notebooks, tmp_path):
    run_engagement(engagement, notebook_folder=notebooks)
    other = small.engagement(tmp_path / "other")
    path = other.folder / "engagement.yaml"
    path.write_text(path.read_text().replace("Example Trading", "Another Firm"))
    with pytest.raises(PmobookError, match="holds the results of Example Trading, and this engagement is Another Firm's"):
        run_engagement(open_engagement(other.folder), notebook_folder=notebooks, storage=address)


def test_a_folder_of_this_machine_may_be_named_too(small, notebooks, tmp_path):
    here, there = small.engagement(tmp_path / "here"), small.engagement(tmp_path / "there")
    run_engagement(here, notebook_folder=notebooks)
    run_engagement(there, notebook_folder=notebooks, storage=f"file://{tmp_path}/kept")
    assert (tmp_path / "kept" / "publications" / "000001.json").is_file()
    named = open_store(there.folder, f"{tmp_path}/kept")
    assert named.table("goal_weights").equals(open_store(here.folder).table("goal_weights"))
    assert open_store(there.folder).is_empty
