"""Jobs and what became of them as lines of JSON, for a process that is told through a pipe."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

from pmobook.record.place import place_of
from pmobook.run.job import Job, JobResult, Limits

__all__ = ["job_line", "read_job", "read_result", "result_line"]


def job_line(job: Job) -> bytes:
    """Return a job as one line."""
    return _line(dataclasses.asdict(job))


def read_job(line: bytes) -> Job:
    """Return the job that a line tells.

    Raises
    ------
    ValueError
        If the line is none of `job_line`.
    """
    told = _told(line)
    try:
        paths: dict[str, Any] = {name: place_of(str(told.pop(name))) for name in ("staged", "failed")}
        paths["source"] = Path(told.pop("source"))
        limits, after = Limits(**told.pop("limits")), tuple(told.pop("after"))
        return Job(**told, **paths, limits=limits, after=after)
    except (KeyError, TypeError) as error:
        message = f"no job: {error}"
        raise ValueError(message) from error


def result_line(result: JobResult) -> bytes:
    """Return what became of a job as one line, without the job: whoever asked for it knows it."""
    told = {field.name: getattr(result, field.name) for field in dataclasses.fields(result) if field.name != "job"}
    return _line({**told, **{name: told[name].isoformat() for name in ("started_at", "finished_at")}})


def read_result(line: bytes, job: Job) -> JobResult:
    """Return what a line tells of a job.

    Raises
    ------
    ValueError
        If the line is none of `result_line`.
    """
    told = _told(line)
    try:
        moments: dict[str, Any] = {name: dt.datetime.fromisoformat(told.pop(name)) for name in ("started_at", "finished_at")}
        return JobResult(job, **told, **moments)
    except (KeyError, TypeError) as error:
        message = f"no result: {error}"
        raise ValueError(message) from error


def _line(told: dict[str, object]) -> bytes:
    return json.dumps(told, default=str).encode() + b"\n"


def _told(line: bytes) -> dict[str, Any]:
    told = json.loads(line)
    if not isinstance(told, dict):
        message = f"no object: {line[:80]!r}"
        raise ValueError(message)  # noqa: TRY004 - what stands in a line, not what a caller passed
    return told
