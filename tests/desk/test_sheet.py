import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow, problems_of, tidied

RATED = PracticeRow("idea_generation", 1, "idea_generation_1a", finding="full", assessor="Lead assessor")


def test_a_row_is_about_a_practice_in_a_project_or_in_the_whole():
    assert RATED.key == Key("idea_generation", 1, "idea_generation_1a", "")


def test_not_assessed_is_written_with_its_reason_and_is_no_rating():
    row = dataclasses.replace(RATED, finding="not assessed", not_assessed_because="on leave")
    assert row.cells["finding"] == "not assessed: on leave"
    assert not row.is_rated
    assert RATED.is_rated


def test_who_changed_a_row_and_when_makes_no_other_row_of_it():
    later = dataclasses.replace(RATED, changed_by="Second assessor", changed_at="2026-10-05T14:30:00Z")
    assert later.says_the_same_as(RATED)
    assert not later.says_the_same_as(dataclasses.replace(RATED, note="No."))
    assert not later.says_the_same_as(None)


def test_a_sound_row_has_no_problem():
    assert problems_of(dataclasses.replace(RATED, evidence_ids=("E01",)), ["E01"]) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"finding": "not applicable"}, "why the practice does not apply"),
        ({"evidence_ids": ("E9",)}, "found the evidence 'E9'"),
        ({"note": "x" * 2001}, "at most 2,000 characters"),
        ({"note": "\x00"}, "control character"),
        ({"finding": ""}, "no finding"),
        ({"assessor": ""}, "no assessor"),
    ],
)
def test_what_a_pack_would_be_refused_for_is_told_before_it_is_saved(changes, words):
    (problem,) = problems_of(dataclasses.replace(RATED, **changes), ["E01"])
    assert words in str(problem)
    assert problem.where.startswith("idea_generation_1a")


def test_evidence_needs_an_id_and_a_title_and_may_not_expire_before_its_date():
    assert {problem.found for problem in problems_of(EvidenceRow(""))} == {"no evidence id", "no title"}
    (wrong,) = problems_of(EvidenceRow("E1", "Minutes", dated="2026-07-02", expires="2026-07-01"))
    assert "before its date" in wrong.found


def test_evidence_holds_until_the_day_before_it_expires():
    row = EvidenceRow("E1", "Minutes", expires="2026-10-01")
    assert row.holds_on("2026-09-30")
    assert not row.holds_on("2026-10-01")
    assert EvidenceRow("E1", "Minutes").holds_on("2099-01-01")


@given(st.text(max_size=60))
def test_tidying_a_text_twice_changes_nothing_more(text):
    once = tidied(dataclasses.replace(RATED, note=text, evidence_ids=(text,)))
    assert tidied(once) == once
