"""A business unit's governance: its gates, decisions and conditions, and confidence beside the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.findings import findings_table
from pmobook.assess.governance.agreement import RatingAgreement, compare_ratings, judge_agreement
from pmobook.assess.governance.evidence import ImpliedRating
from pmobook.assess.governance.figures import implied_of, other_evidence
from pmobook.assess.governance.findings import governance_findings, governance_headline
from pmobook.assess.governance.gate_summary import GateSummary, summarise_gates, summary_of
from pmobook.assess.governance.gates import record_gates
from pmobook.assess.governance.reading import Rows, quarter_of, read_rating
from pmobook.assess.governance.staleness import Standing, rating_standing
from pmobook.assess.tables import GOVERNANCE_STATUS, build, records_of, text_of
from pmobook.assess.wording import counted
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.language import inside, of_method, say, word
from pmobook.method.governance import GovernanceMethod, governance_method
from pmobook.method.thresholds import Thresholds, thresholds
from pmobook.vocabulary import NOT_ASSESSED, Quarter

__all__ = ["NOTEBOOK", "GovernanceAssessment", "assess_governance"]

NOTEBOOK = "30_performance"


@dataclass(frozen=True, eq=False)
class GovernanceAssessment:
    """How a business unit's projects are governed.

    Attributes
    ----------
    governance_status
        One row a project.
    gate_record
        One row a gate.
    findings
        Gates overdue or passed over, decisions without an owner, conditions open long, ratings beside the evidence.
    headline
        The result in a sentence.
    gates
        All gates of the business unit together.
    agreement
        Owners' ratings beside what the evidence implies, over projects in a followed stage.
    implied
        Project id to what the evidence implies, with every dimension: why it is what it is.
    standing
        Project id to how long its rating has stood; projects without an earlier or present pack are absent.
    quarter
        The quarter assessed.
    """

    governance_status: pd.DataFrame
    gate_record: pd.DataFrame
    findings: pd.DataFrame
    headline: str
    gates: GateSummary
    agreement: RatingAgreement
    implied: Mapping[str, ImpliedRating]
    standing: Mapping[str, Standing]
    quarter: Quarter

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table, without the findings."""
        return {"governance_status": self.governance_status, "gate_record": self.gate_record}


def assess_governance(  # noqa: PLR0913 - each source of evidence is an argument of its own
    projects: pd.DataFrame,
    gates: pd.DataFrame,
    quarter: Quarter | str,
    business_unit: BusinessUnit,
    *,
    project_status: Rows | None = None,
    history: Rows | None = None,
    benefits: pd.Series | Mapping[str, Any] | None = None,
    risks: Rows | None = None,
    method: GovernanceMethod | None = None,
    limits: Thresholds | None = None,
) -> GovernanceAssessment:
    """Follow up gates, decisions and conditions, and put every owner's rating beside what the evidence implies.

    Parameters
    ----------
    projects
        The form projects of the quarter's pack.
    gates
        The form gates; without rows it was not handed in, and what rests on it is not assessed.
    quarter
        The quarter that is assessed.
    business_unit
        Named in sentences; its lead owns what no sponsor does.
    project_status
        Table project_status, for cost and schedule; None: neither is evidence.
    history
        The form projects of every pack up to the quarter, with ``reported_in``; None: how long ratings stand is not assessed.
    benefits
        Project id to the share of planned benefits that is realised and forecast; None or NaN: not assessed.
    risks
        The form risks; None or no rows: not assessed.
    method
        Bands, rules and limits of findings.
    limits
        Gives the stages in which confidence is followed.

    Notes
    -----
    Gates: `record_gates`. What evidence implies: `imply_rating`. Agreement: `compare_ratings`. Staleness: `rating_standing`.
    """
    rules, followed = method or governance_method(), (limits or thresholds()).followed_stages
    now = quarter_of(quarter)
    record = record_gates(gates, now, rules.gates)
    by_project: dict[str, list[dict[str, Any]]] = {}
    for row in records_of(record):
        by_project.setdefault(row["project_id"], []).append(row)
    summaries = {project: summary_of(own, now, rules.gates) for project, own in by_project.items()}
    standing = rating_standing(history, now, rules.staleness) if history is not None and len(history) else {}
    other = other_evidence(projects, project_status, benefits, risks, rules)
    rows = projects.to_dict(orient="records")
    implied = {one: implied_of(one, summaries.get(one), other, rules) for one in (str(row["project_id"]) for row in rows)}
    status = build(
        (_row(row, summaries.get(str(row["project_id"])), implied, standing, rules) for row in rows), GOVERNANCE_STATUS
    )
    compared = status.loc[status["stage"].isin(followed)]
    agreement = compare_ratings(compared["owner_rating"], compared["implied_rating"], rules.agreement)
    together = summarise_gates(record, now, rules.gates)
    moved = {project: stood.said for project, stood in standing.items()}
    found = governance_findings(status, by_project, together, agreement, rules, followed, business_unit, moved=moved)
    return GovernanceAssessment(
        governance_status=status,
        gate_record=record,
        findings=findings_table(NOTEBOOK, found),
        headline=governance_headline(together, agreement, business_unit.name, has_gates=not record.empty),
        gates=together,
        agreement=agreement,
        implied=implied,
        standing=standing,
        quarter=now,
    )


def _row(
    project: Mapping[Any, Any],
    gates: GateSummary | None,
    implied: Mapping[str, ImpliedRating],
    standing: Mapping[str, Standing],
    method: GovernanceMethod,
) -> dict[str, Any]:
    found = implied[str(project["project_id"])]
    owner, stood = read_rating(project.get("confidence")), standing.get(str(project["project_id"]))
    compared = owner is not None and found.rating is not None
    return {
        "project_id": str(project["project_id"]),
        **{name: text_of(project.get(name)) for name in ("title", "stage", "sponsor")},
        **_of_gates(gates),
        "owner_rating": None if owner is None else str(owner),
        "implied_rating": None if found.rating is None else str(found.rating),
        "difference": owner.rank - found.rating.rank if compared else None,  # type: ignore[union-attr]
        "agreement": judge_agreement(owner, found.rating, method.agreement),
        **{f"{one.dimension}_band": None if one.band is None else str(one.band) for one in found.evidence},
        **{f"{one.dimension}_figure": one.figure for one in found.evidence},
        "dimensions": len(found.known),
        "reason": found.reason,
        "quarters_unchanged": None if stood is None else stood.quarters,
        "is_stale": None if stood is None else stood.is_stale,
        "note": "; ".join(filter(None, [_of_owner(owner, project), _of_standing(stood), *_of_evidence(found)])),
    }


def _of_gates(gates: GateSummary | None) -> dict[str, Any]:
    """Return a project's columns on gates; without a row in the form they are not known, not none."""
    names = {
        "gates_due": "due", "gates_held": "held", "gates_held_when_due": "held_when_due", "gates_late": "late",
        "gates_overdue": "overdue", "gates_skipped": "skipped", "days_overdue": "days_overdue", "next_gate": "next_gate",
        "next_gate_due": "next_due", "decisions_without_owner": "without_owner", "conditions_open": "conditions_open",
        "conditions_days": "conditions_days",
    }  # fmt: skip
    if gates is None:
        return {**dict.fromkeys(names), "next_gate": ""}
    return {column: getattr(gates, name) for column, name in names.items()}


def _of_owner(owner: object, project: Mapping[Any, Any]) -> str:
    if owner is not None:
        return ""
    return say(
        "rating {not_assessed}: {get}",
        not_assessed=NOT_ASSESSED,
        get=text_of(project.get("confidence_not_assessed")) or say("none was given"),
    )


def _of_standing(stood: Standing | None) -> str:
    if stood is None or not stood.quarters:
        return ""
    return say(
        "rated so since {since} ({quarter}){said}",
        since=stood.since,
        quarter=counted(stood.quarters, "quarter"),
        said=f"; {stood.said}" if stood.said else "",
    )


def _of_evidence(found: ImpliedRating) -> list[str]:
    return [f"{inside(of_method(one.title))} {word(NOT_ASSESSED)}: {one.reason}" for one in found.evidence if one.band is None]
