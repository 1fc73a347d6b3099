"""How findings count: by which rule, from which status on, and with what evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pmobook.desk.sheet import EvidenceRow, PracticeRow
from pmobook.inputs.engagement import Engagement
from pmobook.method.scoring_rules import RuleName
from pmobook.vocabulary import Quarter

__all__ = ["Policy", "counts", "has_valid_evidence", "policy_of"]

_COUNTED = {
    "all": {"", "draft", "submitted", "returned", "validated"},
    "submitted": {"", "submitted", "validated"},
    "validated": {"validated"},
}


@dataclass(frozen=True)
class Policy:
    """How the engagement wants findings to count.

    Attributes
    ----------
    last_day
        Of the quarter: evidence must hold beyond it.
    """

    rule: RuleName
    counted: Literal["all", "submitted", "validated"]
    evidence: Literal["required", "advisory"]
    not_assessed: Literal["exclude", "interval"]
    last_day: dt.date


def policy_of(engagement: Engagement, business_unit: str, quarter: Quarter) -> Policy:
    """Return how a business unit's findings count in a quarter."""
    given = engagement.parameters
    rule = engagement.business_unit(business_unit).scoring_rule or given.scoring_rule
    return Policy(rule, given.appraisal.counted, given.appraisal.evidence, given.not_assessed, quarter.last_day)


def counts(row: PracticeRow, counted: str) -> bool:
    """Say whether a finding counts by the engagement's policy; one without a status was handed in as submitted."""
    return row.status in _COUNTED[counted]


def has_valid_evidence(row: PracticeRow, evidence: Mapping[str, EvidenceRow], last_day: dt.date) -> bool:
    """Say whether a finding names evidence that still holds after the quarter."""
    return any(one in evidence and evidence[one].holds_on(last_day.isoformat()) for one in row.evidence_ids)
