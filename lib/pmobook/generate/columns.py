"""The columns that generated packs fill in, form by form, in the order of the forms."""

from __future__ import annotations

import datetime as dt

__all__ = ["COLUMNS", "Cell", "PackForms", "Rows"]

Cell = str | int | float | dt.date | None
Rows = list[tuple[Cell, ...]]
PackForms = dict[str, Rows]
"""Form name to its rows; each row as long as the form's columns below, None for an empty cell."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "responses": ("respondent_id", "role", "capability_id", "rating", "comment"),
    "practices": (
        "capability_id", "level", "practice_id", "instance", "finding", "significant_weakness", "evidence_ids", "assessor",
        "note", "status", "reason", "validated_by", "changed_by", "changed_at",
    ),
    "evidence": ("evidence_id", "title", "location", "kind", "dated", "seen_by", "expires"),
    "goals": ("goal_id", "title", "owner", "purpose", "parent_goal_id", "weight"),
    "goal_comparisons": ("judge", "goal_a", "goal_b", "preference"),
    "projects": (
        "project_id", "title", "stage", "sponsor", "mandate", "mandated_by", "start", "baseline_finish", "forecast_finish",
        "confidence", "category", "whole_life_cost",
    ),
    "project_goals": ("project_id", "goal_id", "impact"),
    "project_links": ("project_id", "link", "other_project_id"),
    "project_costs": ("project_id", "period", "planned_value", "earned_value", "actual_cost", "forecast_cost", "currency"),
    "benefits": (
        "benefit_id", "project_id", "title", "owner", "kind", "unit_of_measure", "period", "planned", "forecast", "actual",
    ),
    "measures": ("measure_id", "title", "goal_id", "owner", "unit_of_measure", "better", "target", "tolerance"),
    "measure_values": ("measure_id", "period", "value", "claim", "change"),
    "risks": (
        "risk_id", "project_id", "title", "category", "probability", "impact_low", "impact_likely", "impact_high", "driver",
        "owner", "response", "reviewed_on", "response_cost", "response_due", "residual_probability", "residual_impact_low",
        "residual_impact_likely", "residual_impact_high",
    ),
    "capacity": ("role", "period", "fte"),
    "demand": ("project_id", "role", "period", "fte"),
    "skills": ("person_id", "role", "skill", "level"),
    "skill_needs": ("project_id", "skill", "level", "period", "people"),
    "gates": ("project_id", "gate", "due_on", "held_on", "decision", "decided_by", "conditions_open"),
    "actions": (
        "action_id", "title", "addresses", "owner", "due_on", "effort_days", "cost", "agreed_on", "status", "done_on", "figure",
        "figure_of", "figure_from", "figure_to",
    ),
}  # fmt: skip
