"""A Dask cluster of separate processes: the same results as on one machine, and nothing half published when it breaks."""

import io
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from dask_cluster import DEADLINE, Cluster, wait_until
from forked import Program
from pmobook.errors import PmobookError
from pmobook.record.publication import read_publications
from pmobook.record.remote import RemotePath
from pmobook.record.store import open_store
from pmobook.record.tables import TABLES
from pmobook.run.batch import run_engagement
from pmobook.run.job import Limits
from pmobook.run.report import FAILED, KEPT, RAN

pytest.importorskip("distributed", reason="the extra cluster is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its processes are ended by signals")

SLOW = "import time\nfrom pathlib import Path\nPath(MARK).touch()\nwhile not Path(GO).exists():\n    time.sleep(0.05)\n"


@pytest.fixture
def cluster(tmp_path_factory):
    """A scheduler without workers, to be broken."""
    made = Cluster(tmp_path_factory.mktemp("dask"))
    yield made
    made.end()


@pytest.fixture(scope="module")
def whole_cluster(tmp_path_factory):
    """A scheduler and two workers that stay whole."""
    made = Cluster(tmp_path_factory.mktemp("dask"))
    made.worker()
    made.worker()
    yield made
    made.end()


@pytest.fixture
def start_run():
    """Start a run on a cluster in a process of its own; it is ended with the test."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom pmobook.errors import PmobookError\n"
        "from pmobook.inputs.engagement import open_engagement\nfrom pmobook.run.batch import run_engagement\n"
        "try:\n"
        "    report = run_engagement(open_engagement(sys.argv[1]), notebook_folder=Path(sys.argv[2]), scheduler=sys.argv[3],\n"
        "                            storage=sys.argv[4] if len(sys.argv) > 4 else None)\n"
        "except PmobookError as error:\n    sys.exit(str(error))\n"
        "sys.exit([(one.business_unit, one.reason) for one in report.rows if one.reason] or 0)\n"
    )
    started = []

    def start(*arguments: object) -> Program:
        started.append(Program(script, *arguments, stdout=None, stderr=subprocess.PIPE))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def as_bytes(frame) -> bytes:
    """A table as the bytes of Arrow, which tell a missing text from an empty one and one number from the next."""
    sink = io.BytesIO()
    table = pa.Table.from_pandas(frame, preserve_index=False)
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue()


def slow(small, folder: Path, name: str = "10_goals") -> tuple[Path, Path]:
    """Write a notebook that says when it has begun and ends when it is told to."""
    begun, go = folder / "begun", folder / "go"
    text = SLOW.replace("MARK", repr(str(begun))).replace("GO", repr(str(go)))
    small.notebook(folder / "notebooks", name, text + small.weights)
    return begun, go


def test_results_are_the_same_as_on_one_machine_and_are_kept_the_same(small, whole_cluster, tmp_path):
    """Two business units, two notebooks, two workers."""
    notebooks = tmp_path / "notebooks"
    small.notebook(notebooks, "10_goals", small.weights)
    small.notebook(notebooks, "20_findings", small.findings)
    here, there = small.engagement(tmp_path / "here"), small.engagement(tmp_path / "there")
    run_engagement(here, notebook_folder=notebooks)
    report = run_engagement(there, notebook_folder=notebooks, scheduler=whole_cluster.address)
    assert [(one.status, one.reason) for one in report.rows] == [(RAN, "")] * 4
    assert small.published(there.folder) == small.published(here.folder)
    again = run_engagement(there, notebook_folder=notebooks, scheduler=whole_cluster.address)
    assert [one.status for one in again.rows] == [KEPT] * 4
    assert not list((there.results / "staging").rglob(".reach*"))


def test_a_worker_killed_over_a_job_costs_nothing(small, cluster, start_run, tmp_path, engagement):
    """The job goes to the worker that came meanwhile, and its results are there whole."""
    first = cluster.worker()
    begun, go = slow(small, tmp_path)
    running = start_run(engagement.folder, tmp_path / "notebooks", cluster.address)
    wait_until(begun.exists)
    first.send_signal(signal.SIGKILL)
    go.touch()
    cluster.worker()
    _, said = running.communicate(timeout=DEADLINE)
    assert (running.returncode, said) == (0, "")
    assert len(read_publications(engagement.results)) == 1


def test_a_scheduler_that_goes_away_stops_the_run_and_nothing_is_published(small, cluster, start_run, tmp_path, engagement):
    cluster.worker()
    begun, _ = slow(small, tmp_path)
    running = start_run(engagement.folder, tmp_path / "notebooks", cluster.address)
    wait_until(begun.exists)
    cluster.scheduler.send_signal(signal.SIGKILL)
    _, said = running.communicate(timeout=DEADLINE)
    assert running.returncode == 1
    assert said.strip().splitlines()[-1] == (
        f"The Dask scheduler at {cluster.address} went away. Nothing was published; what had ended is kept. Start it and its "
        "workers, then run the same command again."
    )
    assert read_publications(engagement.results) == ()


def test_a_worker_with_another_workbook_is_refused_before_anything_runs(cluster, engagement, notebooks, tmp_path):
    other = "import pmobook\npmobook.__version__ = '0.0.7'\n"
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(other)
    cluster.worker(PYTHONPATH=str(site))
    with pytest.raises(PmobookError, match=r"1 of the cluster's 1 workers can't take part; nothing was run\.") as refused:
        run_engagement(engagement, notebook_folder=notebooks, scheduler=cluster.address)
    assert "it has pmobook 0.0.7, the runner " in str(refused.value)
    assert not list((engagement.results / "staging").rglob("*.json"))


def test_without_a_scheduler_at_the_address_nothing_runs(engagement, notebooks, monkeypatch):
    monkeypatch.setattr("pmobook.run.cluster._ANSWER_WITHIN", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(PmobookError, match=f"No Dask scheduler answers at '{nobody}'"):
            run_engagement(engagement, notebook_folder=notebooks, scheduler=nobody)
    assert read_publications(engagement.results) == ()


@pytest.mark.parametrize("address", ["nonsense", "http://127.0.0.1:8786", "tcp://", "tcp://127.0.0.1", "tls://127.0.0.1:port"])
def test_what_is_no_address_of_a_scheduler_is_refused_at_once(engagement, notebooks, address):
    """No client is made of it: one would print a traceback half a minute later."""
    with pytest.raises(PmobookError, match=r"No Dask scheduler answers at .*such as tcp://10\.0\.0\.5:8786\."):
        run_engagement(engagement, notebook_folder=notebooks, scheduler=address)
    assert read_publications(engagement.results) == ()


def test_a_notebook_that_fails_on_a_worker_says_what_it_says_on_one_machine(small, whole_cluster, tmp_path, engagement):
    small.notebook(tmp_path / "notebooks", "10_goals", "raise ValueError('no goals')")
    report = run_engagement(
        engagement, notebook_folder=tmp_path / "notebooks", scheduler=whole_cluster.address, business_units=["retail"]
    )
    (only,) = report.rows
    assert only.status == FAILED
    assert only.reason.startswith("An error of ours in cell assess (ValueError: ")


def test_results_in_an_object_store_are_the_same_though_a_worker_dies(small, s3, cluster, start_run, tmp_path, engagement):
    """Workers have no folder in common but the inputs; the job of the one that is killed goes to the other."""
    address = f"{s3.bucket()}/pmo"
    first = cluster.worker()
    begun, go = slow(small, tmp_path)
    running = start_run(engagement.folder, tmp_path / "notebooks", cluster.address, address)
    wait_until(begun.exists)
    first.send_signal(signal.SIGKILL)
    go.touch()
    cluster.worker()
    cluster.worker()
    _, said = running.communicate(timeout=DEADLINE)
    assert (running.returncode, said) == (0, "")
    here = small.engagement(tmp_path / "here")
    run_engagement(here, notebook_folder=tmp_path / "notebooks")
    there, local = open_store(engagement.folder, address), open_store(here.folder)
    for name in TABLES:
        if name != "runs":
            assert as_bytes(there.table(name)) == as_bytes(local.table(name)), name
    assert there.publications()[0].results == local.publications()[0].results
    assert len(there.publications()) == 1
    assert not RemotePath(f"{address}/staging").is_dir()


def test_a_worker_that_cant_reach_the_storage_is_refused_before_anything_runs(s3, cluster, engagement, notebooks):
    address = f"{s3.bucket()}/pmo"
    cluster.worker(AWS_ENDPOINT_URL="http://127.0.0.1:9")
    with pytest.raises(PmobookError, match=r"1 of the cluster's 1 workers can't take part; nothing was run\.") as refused:
        run_engagement(engagement, notebook_folder=notebooks, scheduler=cluster.address, storage=address)
    assert f"it can't write to {address}/staging (The storage at " in str(refused.value)
    assert [path.name for path in RemotePath(address).walk_files()] == ["engagement.json"]


def test_a_kernel_that_takes_too_much_memory_is_ended_on_a_worker_as_on_one_machine(
    small, whole_cluster, tmp_path, engagement, monkeypatch
):
    small.notebook(tmp_path / "notebooks", "10_goals", "held = b'1' * 900_000_000\nimport time\ntime.sleep(60)")
    monkeypatch.setattr("pmobook.run.batch._limits", lambda *_: Limits(memory=700))
    report = run_engagement(
        engagement, notebook_folder=tmp_path / "notebooks", scheduler=whole_cluster.address, business_units=["retail"]
    )
    (only,) = report.rows
    assert only.reason.startswith("The notebook's kernel took more than 700 MB of memory in cell assess and was ended.")
    assert read_publications(engagement.results)[0].failed == ("retail",)
