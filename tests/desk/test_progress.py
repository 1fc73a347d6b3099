import dataclasses
import datetime as dt

import pytest

from pmobook.desk.policy import Policy
from pmobook.desk.progress import items_of, not_counted, progress_of
from pmobook.desk.sheet import EvidenceRow, PracticeRow
from pmobook.method.maturity import maturity_model

MODEL = maturity_model("strategic_pmo")
POLICY = Policy("cumulative_practices", "all", "required", "exclude", dt.date(2026, 9, 30))
ROW = PracticeRow("idea_generation", 1, "idea_generation_1a", finding="full", status="validated", evidence_ids=("E1",))


def keyed(*rows):
    return {row.key: row for row in rows}


def test_each_practice_of_the_capability_is_an_item_level_by_level():
    items = items_of(MODEL, "idea_generation", {})
    assert [item.key.practice_id for item in items] == [one.practice_id for one in MODEL.practices_of("idea_generation")]
    assert items[0].title == "Practice 1a"
    assert items[0].evidence.startswith("Notes, mails")


def test_what_was_judged_for_a_level_or_a_project_is_an_item_too():
    rows = keyed(PracticeRow("idea_generation", 2, finding="full"), dataclasses.replace(ROW, instance="Stores"))
    titles = [item.title for item in items_of(MODEL, "idea_generation", rows)]
    assert "Level 2 as a whole" in titles
    assert titles.index("Practice 1a, in Stores") < titles.index("Level 2 as a whole")


def test_progress_counts_rated_evidenced_and_validated_and_keeps_not_assessed_apart():
    rows = keyed(ROW, dataclasses.replace(ROW, practice_id="idea_generation_1b", finding="not assessed", status="draft"))
    found = progress_of([MODEL.capability("idea_generation")], 5, rows, {"E1": EvidenceRow("E1", "Register")}, POLICY)
    total = len(MODEL.practices_of("idea_generation"))
    assert dataclasses.astuple(found) == (total, 1, 1, 1, 1, 1)


def test_expired_evidence_is_no_evidence():
    seen = {"E1": EvidenceRow("E1", "Register", expires="2026-01-01")}
    assert progress_of([MODEL.capability("idea_generation")], 5, keyed(ROW), seen, POLICY).evidenced == 0


def test_a_level_judged_as_a_whole_counts_for_its_practices():
    rows = keyed(PracticeRow("idea_generation", 1, finding="full"))
    found = progress_of([MODEL.capability("idea_generation")], 5, rows, {}, POLICY)
    assert found.rated == len(MODEL.practices_of("idea_generation", 1))


def many(**statuses):
    names = {"without": ""}
    rows = [
        dataclasses.replace(ROW, instance=f"{status}{number}", status=names.get(status, status))
        for status, count in statuses.items()
        for number in range(count)
    ]
    return keyed(*rows)


@pytest.mark.parametrize(
    ("rows", "counted", "said"),
    [
        (many(draft=12, submitted=48), "submitted", "12 of 60 findings are drafts and are not counted."),
        (many(draft=1, validated=1), "submitted", "1 of 2 findings is a draft and is not counted."),
        (many(returned=2, validated=1), "submitted", "2 of 3 findings were returned and are not counted."),
        (many(draft=1, submitted=2, without=1, validated=3), "validated",
         "4 of 7 findings are not counted: 1 drafts, 2 submitted, 1 without review."),
        (many(draft=2), "all", ""),
        ({}, "validated", ""),
    ],
)  # fmt: skip
def test_what_the_policy_leaves_out_is_said_with_its_number(rows, counted, said):
    assert not_counted(rows, counted) == said
