"""What became of a batch."""

import datetime as dt

import pytest

from pmobook.record.frames import to_arrow
from pmobook.record.tables import TABLES
from pmobook.run.fingerprint import Fingerprint
from pmobook.run.report import FAILED, KEPT, RAN, SKIPPED, BatchReport, Outcome, runs_frame
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")
BEGUN = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
TAKEN = Fingerprint("retail", "2026Q3", "10_goals", "i", "m", "1", "l", "n", "{}", None)


def outcome(status, fingerprint=TAKEN, unit="retail"):
    return Outcome(unit, "10_goals", status, "because", BEGUN, BEGUN + dt.timedelta(seconds=2.5), fingerprint)


@pytest.mark.parametrize(("statuses", "status"), [((RAN, KEPT, SKIPPED), 0), ((RAN, FAILED), 1), ((), 0)])
def test_a_run_ends_with_status_1_only_if_something_failed(statuses, status):
    report = BatchReport("b", Q3, tuple(outcome(one) for one in statuses), None)
    assert report.exit_status == status


def test_outcomes_become_rows_of_the_table_of_runs_with_and_without_a_fingerprint():
    frame = runs_frame((outcome(RAN), outcome(FAILED, None, "wholesale")), Q3, "b")
    rows = to_arrow(TABLES["runs"], frame.assign(publication=1), None).to_pylist()
    assert [row["run_id"] for row in rows] == [TAKEN.digest[:16], ""]
    assert [row["seconds"] for row in rows] == [2.5, 2.5]
    assert [row["fingerprint"] for row in rows] == [TAKEN.digest, None]
    assert rows[0]["started_at"] == BEGUN
