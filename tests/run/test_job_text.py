"""A job and what became of it come out of their lines as they went in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pmobook.run.job import Job, JobResult, Limits
from pmobook.run.job_text import job_line, read_job, read_result, result_line

JOB = Job(
    business_unit="retail",
    notebook="10_maturity",
    source=Path("notebooks/10_maturity.ipynb"),
    parameters={"quarter": "2026Q3", "seed": 7, "share": 0.1, "on": True, "none": None, "many": ["=cmd|", "\u202e\n\"'🎉"]},
    staged=Path("results/staging/a b"),
    failed=Path("results/failed.ipynb"),
    failed_shown_as="results/failed.ipynb",
    limits=Limits(start=1, cell=2, notebook=3, retries=4, memory=5.5),
    after=("10_maturity", "50_risk"),
)
NOON = dt.datetime(2026, 11, 27, 12, 0, 0, 123456, tzinfo=dt.UTC)


def test_a_job_is_one_line_and_comes_back_whole():
    line = job_line(JOB)
    assert line.count(b"\n") == 1
    assert read_job(line) == JOB


def test_what_became_of_it_is_one_line_and_comes_back_with_its_job():
    result = JobResult(JOB, "It failed:\nfor two reasons", NOON, NOON + dt.timedelta(seconds=2), False, 2, 41.5, "warm", 3)
    line = result_line(result)
    assert line.count(b"\n") == 1
    assert read_result(line, JOB) == result


@pytest.mark.parametrize("line", [b"", b"\n", b"[]\n", b"{}\n", b'{"reason": ""}\n', job_line(JOB)[:40]])
def test_half_a_line_is_refused_and_never_guessed_at(line):
    with pytest.raises(ValueError, match=r"no job|no object|Expecting|Unterminated"):
        read_job(line)
    with pytest.raises(ValueError, match=r"no result|no object|Expecting|Unterminated"):
        read_result(line, JOB)
