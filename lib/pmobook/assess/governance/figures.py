"""The evidence of every project, gathered from what other assessments found."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.governance.evidence import ImpliedRating, imply_rating
from pmobook.assess.governance.gate_summary import GateSummary
from pmobook.assess.governance.losses import expected_losses
from pmobook.assess.governance.reading import Rows, figure_by_project, frame_of
from pmobook.assess.tables import present, records_of, text_of
from pmobook.assess.wording import as_days, counted, is_unassessed, reason_of
from pmobook.language import say
from pmobook.method.governance import GovernanceMethod
from pmobook.vocabulary import Confidence

__all__ = ["OtherEvidence", "implied_of", "other_evidence"]


@dataclass(frozen=True)
class OtherEvidence:
    """What is known of projects from other forms and assessments, by project id.

    Attributes
    ----------
    status
        Rows of table project_status.
    benefits
        Share of planned benefits realised and forecast; NaN or absent: not assessed.
    losses, risks_left_out
        Expected loss in money, and risks that could not be counted.
    costs
        Whole-life cost, or what is planned over the periods known, that losses are a share of.
    """

    status: Mapping[str, Mapping[str, Any]]
    benefits: Mapping[str, float]
    losses: Mapping[str, float]
    risks_left_out: Mapping[str, int]
    costs: Mapping[str, float]


def other_evidence(
    projects: pd.DataFrame,
    project_status: Rows | None,
    benefits: pd.Series | Mapping[str, Any] | None,
    risks: Rows | None,
    method: GovernanceMethod,
) -> OtherEvidence:
    """Gather what is known of every project apart from its gates."""
    rows = pd.DataFrame() if project_status is None else pd.DataFrame(project_status)
    status = {str(row["project_id"]): row for row in records_of(rows)}
    losses, left_out = ({}, {}) if risks is None or not len(risks) else expected_losses(risks, method)
    with_costs = frame_of(projects, "projects", ("project_id",), ("whole_life_cost",))
    costs = figure_by_project(with_costs.set_index("project_id")["whole_life_cost"], "whole_life_cost")
    for project, cost in costs.items():
        if not cost > 0:
            costs[project] = float(status.get(project, {}).get("planned_cost", math.nan))
    return OtherEvidence(status, figure_by_project(benefits, say("benefits realised")), losses, left_out, costs)


def implied_of(project: str, gates: GateSummary | None, other: OtherEvidence, method: GovernanceMethod) -> ImpliedRating:
    """Return what the evidence implies about one project, and why what is missing is missing."""
    status = other.status.get(project, {})
    missing = {
        "cost": _why(status, "cost_note", say("cost against plan is not known")),
        "schedule": _why(status, "schedule_note", say("its finish against plan is not known")),
        "benefits": say("no benefits were due, or they are not known"),
    }
    figures = {
        "cost": _figure(status.get("cost_variance_share")),
        "schedule": _figure(status.get("slip_days")),
        "benefits": other.benefits.get(project, math.nan),
    }
    figures["risk"], missing["risk"] = _risk(project, other)
    figures["gates"], missing["gates"] = _gate_figure(gates)
    return imply_rating(figures, method, caps=_caps(gates, method), missing=missing)


def _figure(value: object) -> float:
    return float(value) if present(value) else math.nan  # type: ignore[arg-type]


def _why(status: Mapping[str, Any], name: str, otherwise: str) -> str:
    note = text_of(status.get(name))
    parts = [reason_of(part) for part in note.split("; ") if is_unassessed(part)]
    return parts[0] if parts else otherwise


def _risk(project: str, other: OtherEvidence) -> tuple[float, str]:
    loss, cost = other.losses.get(project, math.nan), other.costs.get(project, math.nan)
    if project not in other.losses:
        # An empty register is no evidence that there is no risk.
        return math.nan, say("no risk is recorded")
    if math.isnan(loss):
        return math.nan, say("{risk} without probability or likely impact", risk=counted(other.risks_left_out[project], "risk"))
    if not cost > 0:
        return math.nan, say("its cost is not known, or not above zero")
    return loss / cost, ""


def _gate_figure(gates: GateSummary | None) -> tuple[float, str]:
    if gates is None or not (gates.due or gates.skipped):
        return math.nan, say("no gate was due")
    return (0.0 if math.isnan(gates.days_overdue) else gates.days_overdue), ""


def _caps(gates: GateSummary | None, method: GovernanceMethod) -> dict[str, tuple[Confidence, str]]:
    if gates is None:
        return {}
    if gates.skipped:
        return {"gates": (method.gate_skipped, say("{gate} skipped", gate=counted(gates.skipped, "gate")))}
    if gates.conditions_days >= method.gates.conditions_act.value:
        return {
            "gates": (
                method.gate_conditions,
                say("conditions open for {conditions_days}", conditions_days=as_days(gates.conditions_days)),
            )
        }
    return {}
