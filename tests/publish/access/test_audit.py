"""A line of the log is one line of JSON, whatever a stranger writes into it."""

import datetime as dt
import json

import pytest

from pmobook.publish.access.audit import audit_line

NOW = dt.datetime(2026, 7, 1, 14, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def test_it_says_who_what_and_when_in_universal_time():
    line = audit_line("refused", person="rita", address="10.0.0.1", path="/enterprise", reason="not granted", now=NOW)
    assert json.loads(line) == {
        "log": "access", "when": "2026-07-01T12:30:00+00:00", "event": "refused", "person": "rita", "from": "10.0.0.1",
        "path": "/enterprise", "reason": "not granted",
    }  # fmt: skip


@pytest.mark.parametrize("text", ['a\n{"event": "signed in"}', "\u2028\u202e\x1b[2J", "x" * 10_000, '"}', "\ud800"])
def test_a_stranger_s_text_stays_one_short_line_of_plain_characters(text):
    line = audit_line("sign-in failed", person=text, address="", path=text, reason="", now=NOW)
    assert line.isascii()
    assert line.isprintable()
    assert len(line) < 5000
    assert json.loads(line)["event"] == "sign-in failed"
