"""Evidence is listed with its day, the role of whoever saw it, whether it has expired, and whose findings name it."""

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import pytest

from pmobook.show.maturity import evidence_seen


def with_evidence(rows, ids=()):
    """What the exhibit reads of an assessment, and nothing else."""
    capabilities = ["intake", "benefits", "intake", "gone"]
    practices = pd.DataFrame({"capability_id": capabilities[: len(ids)], "evidence_ids": list(ids)})
    one, other = (
        SimpleNamespace(capability_id="intake", title="Intake"),
        SimpleNamespace(capability_id="benefits", title="Benefits"),
    )
    return SimpleNamespace(
        question=SimpleNamespace(
            evidence=pd.DataFrame(rows),
            practices=practices,
            last_day=dt.date(2026, 9, 30),
            model=SimpleNamespace(capabilities=(one, other)),
        )
    )


def document(**known):
    given = {"evidence_id": "E1", "title": "Board minutes", "location": None, "kind": "record", "seen_by": "Lead assessor"}
    return given | {"dated": pd.Timestamp("2026-07-14"), "expires": pd.NaT} | known


def test_a_document_stands_with_its_day_who_saw_it_and_what_rests_on_it(text):
    said = text(evidence_seen(with_evidence([document()], ["E1", "E2; E1", None, "E11"])))
    assert "Board minutes record 14 July 2026 Lead assessor Intake (1), Benefits (1)" in said


def test_findings_are_counted_capability_by_capability_and_one_the_model_lacks_by_its_id(text):
    said = text(evidence_seen(with_evidence([document()], ["E1", None, "E1;E2", "E1"])))
    assert "Lead assessor Intake (2), gone (1)" in said


@pytest.mark.parametrize(("days", "word"), [(-1, ", expired"), (0, ", expired"), (1, "")])
def test_evidence_expires_on_its_day(text, days, word):
    day = pd.Timestamp("2026-09-30") + pd.Timedelta(days=days)
    said = text(evidence_seen(with_evidence([document(expires=day)])))
    assert f"{day.day} {day.month_name()} {day.year}{word} 0" in said


def test_what_nobody_said_reads_so_and_hostile_words_are_text(text):
    hostile = document(title="<script>alert(1)</script>", kind=None, dated=pd.NaT, seen_by="  ")
    exhibit = evidence_seen(with_evidence([hostile, document(evidence_id="E2")]))
    assert "<script>" not in exhibit.html
    assert "<script>alert(1)</script> not said not said not said 0" in text(exhibit)


def test_without_evidence_it_says_so(nothing, text):
    assert text(evidence_seen(nothing)) == "No evidence was handed in: nothing rests on a document that can be looked up."
