import datetime as dt

import pytest

from pmobook.assess.maturity.answers import appraise
from pmobook.assess.maturity.evidence import coverage, practice_workings


def covered(ask, practices, **more):
    question = ask(practices=practices, instrument="appraisal", **more)
    return coverage(question, appraise(question, question.practices, question.evidence))


def worked(ask, practices, **more):
    question = ask(practices=practices, instrument="appraisal", **more)
    return practice_workings(question, appraise(question, question.practices, question.evidence))


def of_planning(found):
    one = found.of("planning")
    return one.practices, one.assessed, one.evidenced


def test_practices_are_counted_as_there_as_assessed_and_as_evidenced(ask, see_levels):
    """Five practices; four have a finding; full and large are met, partial and none are not."""
    assert of_planning(covered(ask, see_levels("planning", ["full", "large", "partial", "none"]))) == (5, 4, 2)


def test_a_capability_that_nobody_looked_at_has_practices_and_nothing_else(ask, see):
    found = covered(ask, [see("budgets", 1)])
    assert of_planning(found) == (5, 0, 0)
    assert of_planning(covered(ask, [])) == (5, 0, 0)


def test_what_does_not_apply_is_no_practice_of_this_pmo(ask, see):
    assert of_planning(covered(ask, [see("planning", 1, "not applicable"), see("planning", 2)])) == (4, 1, 1)


def test_a_draft_that_something_does_not_apply_does_not_take_it_away(ask, see):
    rows = [see("planning", 1, "not applicable", status="draft")]
    assert of_planning(covered(ask, rows, counted="submitted")) == (5, 0, 0)


@pytest.mark.parametrize(
    ("expires", "ids", "evidenced"),
    [
        (None, "e1", 1),
        (dt.date(2026, 10, 1), "e1", 1),
        (dt.date(2026, 9, 30), "e1", 0),
        (None, None, 0),
        (None, "e9", 0),
        (dt.date(2026, 9, 30), "e1;e2", 1),
    ],
)
@pytest.mark.parametrize("counts", ["required", "advisory"])
def test_a_met_practice_is_evidenced_by_evidence_that_holds_beyond_the_quarter_whether_or_not_it_is_asked_for(
    ask, see, expires, ids, evidenced, counts
):
    evidence = [{"evidence_id": "e1", "title": "Minutes", "expires": expires}, {"evidence_id": "e2", "title": "Plan"}]
    found = covered(ask, [see("planning", 1, evidence_ids=ids)], evidence=evidence, evidence_counts=counts)
    assert of_planning(found) == (5, 1, evidenced)
    assert found.capped == (1 - evidenced if counts == "required" else 0)


def test_findings_are_counted_by_status_and_by_what_became_of_them(ask, see):
    rows = [see("planning", 1, status="draft"), see("planning", 2, status="validated"), see("planning", 3),
            see("planning", 4, evidence_ids=None)]  # fmt: skip
    found = covered(ask, rows, counted="submitted")
    assert (found.findings, found.not_counted, found.capped) == (4, 1, 1)
    assert found.by_status == {"draft": 1, "validated": 1, "": 2}


def test_a_practice_that_several_projects_show_counts_once_and_is_worked_out_for_each(ask, see):
    rows = [see("planning", 1, "full", instance="North"), see("planning", 1, "none", instance="South")]
    assert of_planning(covered(ask, rows)) == (5, 1, 1)
    level = worked(ask, rows).query("capability_id == 'planning' and level == 1")
    assert level["instance"].tolist() == ["North", "South"]
    assert level["share_met"].tolist() == [1, 0]


def test_workings_say_of_each_practice_what_was_found_what_it_counts_as_and_why(ask, see, row):
    rows = [see("planning", 1), see("planning", 2, "large", evidence_ids=None), see("planning", 3, status="draft")]
    workings = worked(ask, rows, counted="submitted")
    assert len(workings) == 15
    good = row(workings, practice_id="planning_1a")
    assert (good["finding"], good["share_met"], good["evidence"], good["reason"]) == ("full", 1, "Minutes of the board", "")
    assert good["statement"] == "Planning is done as level 1 asks."
    capped = row(workings, practice_id="planning_2a")
    assert capped["share_met"] == pytest.approx(1 / 3)
    assert capped["reason"] == "no evidence is named; counts as partial"
    draft = row(workings, practice_id="planning_3a")
    assert draft["share_met"] != draft["share_met"]
    assert (draft["status"], draft["reason"]) == ("draft", "draft; only submitted findings count")
    unseen = row(workings, practice_id="planning_4a")
    assert (unseen["finding"], unseen["reason"]) == ("", "")


def test_a_finding_on_a_whole_level_stands_behind_each_of_its_practices(ask, see, row):
    workings = worked(ask, [see("planning", 2, practice_id=None, evidence_ids=None)])
    assert row(workings, practice_id="planning_2a")["finding"] == "full"
    assert row(workings, practice_id="planning_2a")["reason"] == "no evidence is named; counts as partial"
