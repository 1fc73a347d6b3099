"""The process beside a Dask worker that executes notebooks: jobs come through standard input, results go to standard output."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import sys
import threading
from typing import BinaryIO

from pmobook.kernels.switch import begin_to_warm_up
from pmobook.run.job import Job, JobResult, now
from pmobook.run.job_text import read_job, result_line

__all__ = ["main"]

_IDLE = 120
"""Seconds without a job after which it ends; its runner may have been killed."""


def main() -> None:
    """Execute what comes until standard input closes; that is also how it learns that its worker is gone."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints must not come between the answers
    jobs: queue.Queue[Job] = queue.Queue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, jobs), daemon=True).start()
    begin_to_warm_up()
    logging.getLogger("papermill").addHandler(logging.NullHandler())
    while True:
        try:
            job = jobs.get(timeout=_IDLE)
        except queue.Empty:
            return
        answers.write(result_line(_execute(job)))
        answers.flush()


def _receive(source: BinaryIO, jobs: queue.Queue[Job]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in source:
            jobs.put(read_job(line))
    os._exit(1)  # a kernel ends when the process that started it is gone


def _execute(job: Job) -> JobResult:
    from pmobook.run.notebook import execute  # noqa: PLC0415 - heavy: the kernels' fork server imports meanwhile

    begun_at = now()
    try:
        return execute(job)
    except Exception as error:  # noqa: BLE001 - recorded as the reason; the other notebooks go on
        reason = f"An error of ours while running the notebook ({type(error).__name__}: {error}). Please report it."
        return JobResult(job, reason, begun_at, now())


if __name__ == "__main__":
    main()
