"""The same inputs give the same bytes in every table but the history of runs, however and wherever a batch runs."""

import os
import shutil
import subprocess
import sys

import pytest

from blows import digest
from dask_cluster import Cluster
from pmobook.generate.organisation import generate
from pmobook.record.store import open_store
from pmobook.record.tables import TABLES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its processes are ended by signals")

RUN = """
import sys
from pmobook import cli
from pmobook.run import batch
if __name__ == "__main__":
    if sys.argv.pop(1) == "backwards":
        batch.longest_first = lambda jobs, durations: jobs[::-1]
    cli.main()
"""
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LANG": "de_DE.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}
WAYS = {
    "one worker, ordinary kernels": ("forwards", ["--workers", "1", "--cold"], {}),
    "three workers, in another order, zone, language and order of hashes": ("backwards", ["--workers", "3"], ELSEWHERE),
}


def tables_after(folder, order, options, variables, storage=None):
    """Run an engagement in a process of its own; return the digest of every table but the history of runs."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, order, "run", str(folder), *options],
        env={**os.environ, **variables}, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    names = [name for name in TABLES if name != "runs"]
    return {name: digest(rows) for name, rows in open_store(folder, storage).tables(names).items()}


@pytest.fixture(scope="module")
def packs(tmp_path_factory):
    """A business unit with packs of two quarters."""
    folder = tmp_path_factory.mktemp("packs") / "small"
    generate(folder, business_units=1, quarters=2, respondents=5, projects=4)
    return folder


@pytest.fixture(scope="module")
def reference(packs, tmp_path_factory):
    """What two workers with warm kernels record."""
    folder = tmp_path_factory.mktemp("reference") / "small"
    shutil.copytree(packs, folder)
    return tables_after(folder, "forwards", ["--workers", "2"], {})


def test_the_reference_has_rows_in_most_tables(packs, reference):
    empty = {name: digest(rows) for name, rows in open_store(packs).tables(reference).items()}
    assert sum(reference[name] != empty[name] for name in reference) > len(reference) / 2


@pytest.mark.parametrize("way", WAYS)
def test_the_same_by(way, packs, reference, tmp_path):
    shutil.copytree(packs, tmp_path / "small")
    assert tables_after(tmp_path / "small", *WAYS[way]) == reference


def test_the_same_on_a_cluster_of_two_processes(packs, reference, tmp_path):
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    shutil.copytree(packs, tmp_path / "small")
    cluster = Cluster(tmp_path)
    try:
        cluster.worker()
        cluster.worker(**ELSEWHERE)
        assert tables_after(tmp_path / "small", "forwards", ["--scheduler", cluster.address], {}) == reference
    finally:
        cluster.end()


def test_the_same_in_an_object_store(packs, reference, s3, tmp_path):
    """On one machine; tests/run/test_cluster.py has a cluster write there."""
    shutil.copytree(packs, tmp_path / "small")
    address = f"{s3.bucket()}/pmo"
    assert tables_after(tmp_path / "small", "forwards", ["--storage", address], {}, address) == reference
