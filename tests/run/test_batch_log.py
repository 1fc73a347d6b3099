"""A batch leaves one line of JSON for each notebook, which can be read while it goes on."""

import datetime as dt
import json

from pmobook.run.batch import run_engagement
from pmobook.run.batch_log import BatchLog


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_is_there_as_soon_as_it_is_written_whatever_stands_in_it(tmp_path):
    log = BatchLog(tmp_path, "batch", keep=3)
    reason = 'a "quoted"\nreason \u202e 🎉 <script>'
    log.write("notebook", reason=reason, started=dt.datetime(2026, 10, 5, tzinfo=dt.UTC), seconds=1.5)
    (said,) = lines(log.path)
    assert (said["event"], said["reason"], said["seconds"]) == ("notebook", reason, 1.5)
    assert said["started"] == "2026-10-05T00:00:00.000+00:00"


def test_the_oldest_logs_go(tmp_path):
    for number in range(5):
        BatchLog(tmp_path, f"2026100{number}", keep=3).write("batch begins")
    assert sorted(path.stem for path in (tmp_path / "log").iterdir()) == ["20261002", "20261003", "20261004"]


def test_where_no_log_can_be_written_the_batch_goes_on(tmp_path):
    (tmp_path / "log").write_text("a file where a folder should be")
    BatchLog(tmp_path, "batch", keep=3).write("batch begins")
    assert (tmp_path / "log").is_file()


def test_a_batch_tells_of_its_beginning_each_notebook_and_its_end(engagement, notebooks, small):
    """One runs, one fails for its pack; times, memory, worker and kernel are those of what ran."""
    small.pack(engagement.folder, "wholesale", weight="two")
    report = run_engagement(engagement, notebook_folder=notebooks, workers=1)
    begins, *told, ends = lines(engagement.results / "log" / f"{report.batch_id}.jsonl")
    assert (begins["event"], begins["business_units"], begins["notebooks"], begins["workers"]) == (
        "batch begins", 2, ["10_goals"], 1,
    )  # fmt: skip
    by_unit = {one["business_unit"]: one for one in told}
    ran, failed = by_unit["retail"], by_unit["wholesale"]
    assert (ran["status"], ran["attempts"], ran["worker"], ran["reason"]) == ("ran", 1, 1, "")
    assert ran["seconds"] > 0
    assert ran["memory_mb"] > 10
    assert ran["kernel"] in {"warm", "ordinary"}
    assert len(ran["run_id"]) == 16
    assert (failed["status"], failed["attempts"], failed["worker"]) == ("failed", 0, None)
    assert "found 'two'" in failed["reason"]
    assert (ends["event"], ends["ran"], ends["failed"], ends["publication"], ends["exit_status"]) == ("batch ends", 1, 1, 1, 1)
    assert ends["seconds"] >= ends["seconds_to_record"] >= 0
