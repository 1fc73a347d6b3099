import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.desk.review import STEPS, edited, refusal, same_person, taken
from pmobook.desk.sheet import PracticeRow
from pmobook.errors import PmobookError

MAKER, SECOND, MOMENT = "Lead assessor", "Second assessor", "2026-10-05T14:30:00Z"
STATUSES = ["", "draft", "submitted", "returned", "validated"]


def finding(status="draft", **others):
    row = PracticeRow("idea_generation", 1, "idea_generation_1a", finding="large", assessor=MAKER, status=status)
    return dataclasses.replace(row, validated_by=SECOND if status == "validated" else "", **others)


ALLOWED = {
    ("edit", ""): {MAKER, SECOND}, ("edit", "draft"): {MAKER, SECOND}, ("edit", "returned"): {MAKER, SECOND},
    ("submit", ""): {MAKER}, ("submit", "draft"): {MAKER}, ("submit", "returned"): {MAKER},
    ("take back", "submitted"): {MAKER},
    ("validate", "submitted"): {SECOND},
    ("return", "submitted"): {SECOND}, ("return", "validated"): {SECOND},
}  # fmt: skip


@pytest.mark.parametrize("person", [MAKER, SECOND])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("step", ["edit", *STEPS])
def test_who_may_do_what_is_this_table_and_nothing_else(step, status, person):
    allowed = person in ALLOWED.get((step, status), set())
    assert (refusal(finding(status), step, person, "Minutes lack a decision.") is None) == allowed


@pytest.mark.parametrize("step", ["edit", *STEPS])
def test_nobody_does_anything_without_a_role(step):
    assert "Enter your role first" in refusal(finding("submitted"), step, "  ")


@pytest.mark.parametrize(
    ("step", "status", "person", "words"),
    [
        ("validate", "submitted", " lead  ASSESSOR", "a second person must validate it"),
        ("submit", "draft", SECOND, "Only Lead assessor, who made this finding, can submit."),
        ("validate", "draft", SECOND, "this is a draft"),
        ("edit", "submitted", MAKER, "Take it back to change it."),
        ("edit", "submitted", SECOND, "Return it to Lead assessor with a reason"),
        ("edit", "validated", MAKER, "Second assessor validated it"),
        ("return", "submitted", SECOND, "Write the reason"),
    ],
)
def test_a_refusal_says_who_could(step, status, person, words):
    assert words in refusal(finding(status), step, person)
    with pytest.raises(PmobookError, match=r"\w"):
        (
            edited(finding(status), finding(status), person, MOMENT)
            if step == "edit"
            else taken(finding(status), step, person, MOMENT)
        )


def test_what_is_not_rated_is_not_submitted():
    assert "no rating" in refusal(finding(finding=""), "submit", MAKER)


def test_a_return_keeps_its_reason_until_the_finding_is_validated():
    returned = taken(finding("submitted"), "return", SECOND, MOMENT, " No decision in the minutes. ")
    assert (returned.status, returned.reason) == ("returned", "No decision in the minutes.")
    again = edited(returned, dataclasses.replace(returned, note="Decision on page 2."), MAKER, MOMENT)
    assert (again.status, again.reason) == ("draft", "No decision in the minutes.")
    submitted = taken(again, "submit", MAKER, MOMENT)
    validated = taken(submitted, "validate", SECOND, MOMENT)
    assert (validated.status, validated.reason, validated.validated_by) == ("validated", "", SECOND)


def test_whoever_changes_the_rating_makes_the_finding_and_a_note_makes_nobody_its_maker():
    rated = edited(finding(), finding(finding="full"), SECOND, MOMENT)
    assert (rated.assessor, rated.changed_by, rated.changed_at) == (SECOND, SECOND, MOMENT)
    noted = edited(finding(), finding(note="Seen."), SECOND, MOMENT)
    assert (noted.assessor, noted.changed_by) == (MAKER, SECOND)


@given(st.lists(st.tuples(st.sampled_from(["edit", *STEPS]), st.sampled_from([MAKER, SECOND, "Third"])), max_size=12))
def test_no_way_leads_to_a_finding_validated_by_its_maker(ways):
    row = finding("")
    for step, person in ways:
        if refusal(row, step, person, "reason") is None:
            after = dataclasses.replace(row, finding="full" if row.finding != "full" else "large")
            row = edited(row, after, person, MOMENT) if step == "edit" else taken(row, step, person, MOMENT, "reason")
    assert row.status != "validated" or not same_person(row.validated_by, row.assessor)
