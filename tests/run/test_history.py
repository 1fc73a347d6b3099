"""The history of an engagement: older records, business units that have left, and hostile words included."""

import dataclasses

import pandas as pd
import pytest

from pmobook.errors import PmobookError
from pmobook.record.commit import Batch, commit
from pmobook.record.methods_kept import keep_method
from pmobook.run.fingerprint import Fingerprint
from pmobook.run.history import publication_detail, publication_history
from pmobook.run.job import now
from pmobook.run.report import Outcome, runs_frame
from pmobook.terminal_history import as_json, detail_table, history_table
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")
TAKEN = Fingerprint("retail", "2026Q3", "10_goals", "i", "m" * 64, "1", "l", "n", "{}", None, '{"form goals": "1"}')


def publish(engagement, *outcomes, older=False):
    rows = runs_frame(outcomes, Q3, "20261001T090000Z")
    rows = rows.assign(inputs=None) if older else rows
    batch = Batch("20261001T090000Z", Q3, ("10_goals",))
    return commit(engagement.results, (), rows, batch)


def outcome(status="ran", reason="", unit="retail", **changes):
    return Outcome(unit, "10_goals", status, reason, now(), now(), dataclasses.replace(TAKEN, business_unit=unit, **changes))


def test_before_anything_is_published_the_next_step_is_told(engagement):
    with pytest.raises(PmobookError, match=r"Nothing has been recorded yet. Assess the business units with: pmobook run"):
        publication_history(engagement)


def test_forms_that_changed_are_named_and_older_records_say_that_they_cannot_be(engagement):
    publish(engagement, outcome(input_digest="h"), older=True)
    publish(engagement, outcome())
    publish(engagement, outcome(input_digest="j", inputs='{"form goals": "2", "form risks": "1"}'))
    assert publication_history(engagement)["publication"].tolist() == [3, 2, 1]
    said = [publication_detail(engagement, number)["changed"].tolist() for number in (1, 2, 3)]
    assert said == [
        ["first time"],
        ["inputs changed (which of them was not recorded)"],
        ["inputs changed: forms goals and risks"],
    ]


def test_files_of_the_method_that_changed_are_named_if_both_methods_are_kept(engagement):
    one = keep_method(engagement.results, {"risk.yaml": b"1", "a.yaml": b"1"})
    other = keep_method(engagement.results, {"risk.yaml": b"2", "a.yaml": b"1"})
    for digest in (one, other):
        publish(engagement, outcome(method_digest=digest))
    assert publication_detail(engagement, 2)["changed"].tolist() == ["method changed: risk.yaml"]


def test_history_is_narrowed_to_a_business_unit_and_a_quarter(engagement):
    publish(engagement, outcome(), outcome(unit="wholesale"))
    publish(engagement, outcome("failed", "It can't be read.", unit="wholesale"))
    assert publication_history(engagement, business_units=["retail"])["publication"].tolist() == [1]
    assert publication_history(engagement, Quarter.parse("2026Q2")).empty
    assert publication_detail(engagement, 1, ["wholesale"])["business_unit"].tolist() == ["wholesale"]
    with pytest.raises(PmobookError, match="Nothing was ever published of a business unit 'retial'; did you mean retail"):
        publication_history(engagement, business_units=["retial"])
    with pytest.raises(PmobookError, match="There is no publication 9"):
        publication_detail(engagement, 9)


def test_hostile_words_stand_in_a_terminal_and_in_json_as_text(engagement):
    hostile = '{"note": "[red]<script>\\u001b[2J\\u202e"}'
    publish(engagement, outcome(parameters=hostile, reason="[bold]=cmd|' /C calc'!A0"))
    history, detail = publication_history(engagement), publication_detail(engagement, 1)
    for table in (history_table(history, "A\x1b[2J[red]B"), detail_table(detail, 1)):
        assert "\x1b" not in str(table.title) + str(table.caption)
    assert pd.read_json(pd.io.common.StringIO(as_json(detail)), dtype=False)["reason"].tolist() == ["[bold]=cmd|' /C calc'!A0"]
    assert "\x1b" not in as_json(history)
