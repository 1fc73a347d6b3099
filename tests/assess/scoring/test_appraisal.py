import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring import appraisal_answers, score


@dataclass(frozen=True)
class Practice:
    practice_id: str
    level: int


@dataclass(frozen=True)
class Capability:
    capability_id: str
    weight: float
    practices: tuple[Practice, ...]


@dataclass(frozen=True)
class Area:
    area_id: str
    capabilities: tuple[Capability, ...]


@dataclass(frozen=True)
class Model:
    areas: tuple[Area, ...]


PRACTICES = tuple(Practice(f"budget_{level}{letter}", level) for level in (1, 2) for letter in "ab")
MODEL = Model((Area("money", (Capability("budget", 2.0, PRACTICES),)),))
QUARTER_END = dt.date(2026, 9, 30)


def findings(*rows):
    columns = ["level", "practice_id", "finding", "status", "evidence_ids", "instance", "significant_weakness"]
    frame = pd.DataFrame([dict(zip(columns, row, strict=False)) for row in rows], columns=columns)
    return frame.assign(capability_id="budget", row=range(2, 2 + len(rows)))


def evidence(**expires):
    return pd.DataFrame({"evidence_id": list(expires), "expires": pd.to_datetime(list(expires.values()))})


def ratings_of(found):
    return found.ratings.sort_values("practice")["rating"].round(3).tolist()


def test_every_practice_of_the_model_stands_in_the_answers():
    found = appraisal_answers(MODEL, findings((1, "budget_1a", "large")))
    assert found.findings == 1
    np.testing.assert_array_equal(ratings_of(found), [0.667, np.nan, np.nan, np.nan])
    result = score("weighted_mean", found.ratings)
    assert (result.overall["answers"], result.overall["answers_not_assessed"], result.overall["weight"]) == (1, 3, 2)


def test_a_finding_on_a_level_stands_for_its_practices_without_a_finding_of_their_own():
    found = appraisal_answers(MODEL, findings((1, None, "full"), (1, "budget_1b", "none")))
    np.testing.assert_array_equal(ratings_of(found), [1, 0, np.nan, np.nan])


def test_what_is_not_applicable_is_left_out():
    found = appraisal_answers(MODEL, findings((1, None, "full"), (2, "budget_2a", "not applicable"), (2, "budget_2b", "large")))
    result = score("cumulative_practices", found.ratings)
    assert result.overall["score"] == 2
    assert result.overall["not_applicable"] == 1


@pytest.mark.parametrize(
    ("counted", "statuses"),
    [
        ("all", {None, "draft", "submitted", "returned", "validated"}),
        ("submitted", {None, "submitted", "validated"}),
        ("validated", {"validated"}),
    ],
)
def test_what_the_policy_leaves_out_is_not_assessed_and_listed(counted, statuses):
    for status in (None, "draft", "submitted", "returned", "validated"):
        found = appraisal_answers(MODEL, findings((1, "budget_1a", "full", status)), counted=counted)
        assert found.ratings["rating"].notna().sum() == (1 if status in statuses else 0)
        assert len(found.not_counted) == (0 if status in statuses else 1)
    if counted == "validated":
        left_out = appraisal_answers(MODEL, findings((1, "budget_1a", "full")), counted=counted).not_counted
        assert left_out["reason"].tolist() == ["not reviewed; only validated findings count"]
        assert left_out["row"].tolist() == [2]


@pytest.mark.parametrize(
    ("named", "reason"),
    [
        (None, "no evidence is named; counts as partial"),
        ("E9", "the evidence E9 is not on the form evidence; counts as partial"),
        ("E1", "the evidence E1 has expired; counts as partial"),
        ("E1;E2", ""),
        ("E3", ""),
        ("E4", "the evidence E4 has expired; counts as partial"),
    ],
)
def test_where_evidence_is_required_a_finding_without_it_counts_as_partial_and_is_listed(named, reason):
    known = evidence(E1="2026-07-01", E2="2026-10-01", E3=None, E4="2026-09-30")
    given = findings((1, "budget_1a", "full", None, named))
    found = appraisal_answers(MODEL, given, evidence=known, evidence_policy="required", as_of=QUARTER_END)
    assert found.capped["reason"].tolist() == ([reason] if reason else [])
    assert ratings_of(found)[0] == (0.333 if reason else 1)


def test_where_evidence_is_advisory_a_finding_counts_as_it_is():
    assert appraisal_answers(MODEL, findings((1, "budget_1a", "full"))).capped.empty


def test_a_finding_of_partial_needs_no_evidence():
    found = appraisal_answers(MODEL, findings((1, "budget_1a", "partial")), evidence_policy="required", as_of=QUARTER_END)
    assert found.capped.empty


def test_missing_evidence_caps_the_level():
    given = findings((1, None, "full", None, "E1"), (2, None, "full", None, None))
    found = appraisal_answers(MODEL, given, evidence=evidence(E1=None), evidence_policy="required", as_of=QUARTER_END)
    assert score("cumulative_practices", found.ratings).overall["score"] == 1
    assert found.capped["practice_id"].tolist() == [""]


def test_projects_and_weaknesses_reach_the_rule_that_looks_at_them():
    given = findings((1, None, "full", None, None, "store refresh"), (1, "budget_1a", "full", None, None, "", "yes"))
    assert score("staged_goals", appraisal_answers(MODEL, given).ratings).overall["score"] == 0
    assert score("cumulative_practices", appraisal_answers(MODEL, given).ratings).overall["score"] == 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (findings((1, "budget_9z", "full")), "budget_9z at level 1 of budget, which the model lacks"),
        (findings((1, None, "full")).assign(capability_id="q"), "the capability q, which the model lacks"),
    ],
)
def test_what_the_model_lacks_is_refused(rows, words):
    with pytest.raises(ValueError, match=words):
        appraisal_answers(MODEL, rows)


def test_without_findings_everything_is_not_assessed():
    found = appraisal_answers(MODEL, findings())
    assert len(found.ratings) == 4
    assert found.ratings["rating"].isna().all()
