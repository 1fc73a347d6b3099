"""What an appraisal rests on: practices seen, findings that count, evidence that bears them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pmobook.assess.maturity.answers import appraise
from pmobook.assess.maturity.question import MaturityQuestion
from pmobook.assess.scoring import AppraisalAnswers
from pmobook.assess.tables import build, each_row, text_of

__all__ = ["Coverage", "CoverageOf", "coverage", "practice_workings"]

WORKINGS = {
    "area_id": "str", "capability_id": "str", "level": "Int64", "practice_id": "str", "statement": "str", "finding": "str",
    "share_met": "float64", "status": "str", "evidence": "str", "instance": "str", "reason": "str",
}  # fmt: skip
_MET = ("full", "large")


@dataclass(frozen=True)
class CoverageOf:
    """A capability's practices: how many apply, have a finding that counts, and are met with valid evidence."""

    practices: int = 0
    assessed: int = 0
    evidenced: int = 0


@dataclass(frozen=True)
class Coverage:
    """How far an appraisal has come.

    Attributes
    ----------
    by_capability
        Capability to its counts.
    findings, not_counted, capped
        Findings handed in, left out by the engagement's policy, and counted as less than they say for lack of evidence.
    by_status
        Status to the number of findings; "" for those handed in without one.
    """

    by_capability: Mapping[str, CoverageOf]
    findings: int
    not_counted: int
    capped: int
    by_status: Mapping[str, int]

    def of(self, capability_id: str) -> CoverageOf:
        """Return a capability's counts; zeros without practices."""
        return self.by_capability.get(capability_id, CoverageOf())


def coverage(question: MaturityQuestion, appraisal: AppraisalAnswers) -> Coverage:
    """Count what an appraisal rests on.

    A practice is evidenced if a finding of full or large on it is borne by evidence that has not all expired, whether or not
    the engagement lets a lack of it count.
    """
    strict = replace(question, policy=replace(question.policy, evidence="required"))
    workings = practice_workings(question, appraise(strict, question.practices, question.evidence))
    # A finding that does not count has a reason: the practice may well apply.
    applies = workings.loc[(workings["finding"] != "not applicable") | (workings["reason"] != "")]
    by_practice = (
        applies.assign(
            is_met=applies["finding"].isin(_MET) & (applies["reason"] == "") & (applies["evidence"] != ""),
            is_assessed=applies["share_met"].notna(),
        )
        .groupby(["capability_id", "level", "practice_id"])[["is_assessed", "is_met"]]
        .any()
    )
    of_capability = by_practice.groupby(level="capability_id")
    practices, sums = of_capability.size(), of_capability.sum()
    counted = {str(one): CoverageOf(int(practices[one]), *map(int, sums.loc[one])) for one in practices.index}
    statuses = question.practices["status"].fillna("").value_counts()
    return Coverage(
        by_capability=counted,
        findings=appraisal.findings,
        not_counted=len(appraisal.not_counted),
        capped=len(appraisal.capped),
        by_status={str(status): int(count) for status, count in statuses.items()},
    )


def practice_workings(question: MaturityQuestion, appraisal: AppraisalAnswers) -> pd.DataFrame:
    """Return every practice with what was found, what it counts as and why: columns of `WORKINGS`.

    A practice judged for several projects has a row for each; one that nobody looked at has a row without a finding.
    """
    statements = {key: practice.statement for key, (_, practice) in question.model.places_of_practices.items()}
    titles = dict(zip(question.evidence["evidence_id"], question.evidence["title"], strict=True))
    limited = pd.concat([appraisal.capped, appraisal.not_counted], ignore_index=True)
    reasons = {_place(row): str(row.reason) for row in each_row(limited)}
    given = {_place(row): row for row in each_row(question.practices)}
    rows = []
    for answer in each_row(appraisal.ratings):
        place = (answer.capability, int(answer.level), answer.practice, answer.instance)
        whole = (answer.capability, int(answer.level), "", answer.instance)
        row = given.get(place, given.get(whole))
        named = "" if row is None else text_of(row.evidence_ids)
        rows.append(
            {
                "area_id": answer.area,
                "capability_id": answer.capability,
                "level": answer.level,
                "practice_id": answer.practice,
                "statement": statements.get(answer.practice, ""),
                "finding": "" if row is None else text_of(row.finding),
                "share_met": answer.rating,
                "status": "" if row is None else text_of(row.status),
                "evidence": "; ".join(titles.get(one, one) for one in named.split(";") if one),
                "instance": answer.instance,
                "reason": reasons.get(place, reasons.get(whole, "")),
            }
        )
    return build(rows, WORKINGS)


def _place(row: Any) -> tuple[str, int, str, str]:  # noqa: ANN401 - a named tuple of a row
    """Return what tells findings apart."""
    return str(row.capability_id), int(row.level), text_of(row.practice_id), text_of(row.instance)
