"""A Dask cluster of separate processes on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from forked import Program

DEADLINE = 240
DASK = "import dask\ndask.config.refresh()\nfrom dask.cli import run_cli\nrun_cli()\n"
_FROM_THE_START = {"PYTHONPATH", "PYTHONHASHSEED"}
"""Variables that count from the start of a process; where others are given, one is forked."""


class Cluster:
    """A scheduler and workers, each a process of its own, all ended with the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen | Program] = []
        where = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(where))
        wait_until(lambda: where.exists() and where.read_text().endswith("}"))
        self.address = json.loads(where.read_text())["address"]

    def worker(self, **environment: str) -> subprocess.Popen | Program:
        number = len(self.processes)
        scratch = self.folder / f"worker{number}"
        return self._start(
            "worker", self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard",
            "--local-directory", str(scratch), **environment,
        )  # fmt: skip

    def _start(self, *command: str, **environment: str) -> subprocess.Popen | Program:
        variables = {"DASK_DISTRIBUTED__DASHBOARD__LINK": "", **environment}
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            if _FROM_THE_START & set(environment):
                asked = [sys.executable, "-c", DASK, *command]
                process = subprocess.Popen(asked, stdout=log, stderr=log, env={**os.environ, **variables})
            else:
                process = Program(DASK, *command, stdout=log, stderr=log, variables=variables)
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait(DEADLINE)


def wait_until(happened) -> None:
    deadline = time.monotonic() + DEADLINE
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
