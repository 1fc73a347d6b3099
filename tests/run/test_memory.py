"""Memory that is left is told as it is, and a process that takes too much is ended."""

import subprocess
import sys

import psutil
import pytest

from pmobook.run.memory import KernelWatch, megabytes_available

GREEDY = "import time; kept = bytearray(200_000_000); kept[::4096] = b'x' * len(kept[::4096]); time.sleep(60)"


def group(place, limit, current="0", stat=""):
    for name, said in (("memory.max", limit), ("memory.current", current), ("memory.stat", stat)):
        (place / name).write_text(said)
    return place


def test_a_container_s_limit_counts_where_it_is_less_than_the_machine_has(tmp_path):
    assert megabytes_available(group(tmp_path, f"{300 << 20}", f"{200 << 20}", f"anon 5\ninactive_file {50 << 20}\n")) == 150
    assert megabytes_available(group(tmp_path, f"{300 << 20}", f"{400 << 20}")) == 0


@pytest.mark.parametrize("limit", ["max", "", str(1 << 60)])
def test_without_a_limit_it_is_the_machine_s(tmp_path, limit):
    machine = psutil.virtual_memory().total / (1 << 20)
    assert 0 < megabytes_available(group(tmp_path, limit)) <= machine
    assert 0 < megabytes_available(tmp_path / "nowhere") <= machine


def test_a_process_that_takes_more_than_it_may_is_ended():
    with subprocess.Popen([sys.executable, "-c", GREEDY]) as process:
        watch = KernelWatch(100)
        watch.begin(process.pid)
        assert process.wait(60) != 0
    assert watch.has_ended_it
    assert watch.peak > 100


def test_a_process_that_takes_less_is_left_alone_and_one_that_is_gone_is_no_matter():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        watch = KernelWatch(10_000)
        watch.begin(process.pid)
        process.communicate(b"\n", timeout=60)
        assert process.returncode == 0
    watch.begin(process.pid)
    watch.stop()
    assert not watch.has_ended_it
