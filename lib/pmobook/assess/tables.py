"""The shape of every table that an assessment returns: columns in order, each of one kind.

Kinds are pandas': ``str`` (missing is NaN), ``float64`` (missing is NaN), ``Int64`` (missing is NA), ``bool``, ``boolean``
(missing is NA), ``datetime64[us]`` (missing is NaT). Shares are 0 to 1; money is in the engagement's scale; slips are in days.
"""

from __future__ import annotations

import functools
from collections import namedtuple
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

__all__ = [
    "ACTIONS",
    "ACTION_CHECKS",
    "AGREEMENT",
    "ALIGNMENT",
    "ALLOCATION",
    "AREA_SCORES",
    "BENEFIT_PERIODS",
    "BENEFIT_STATUS",
    "CAPABILITY_SCORES",
    "CAPACITY_BALANCE",
    "CAPACITY_FIXES",
    "COST_CURVE",
    "EARNED_VALUE",
    "FINDINGS",
    "FRONTIER",
    "GATE_RECORD",
    "GOAL_WEIGHTS",
    "GOVERNANCE_STATUS",
    "IMPROVEMENT_STEPS",
    "INVESTMENT",
    "LEVEL_PROBABILITIES",
    "MEASURE_STATUS",
    "OVERALL",
    "PERCEPTION_GAPS",
    "PROJECT_STATUS",
    "PROJECT_VALUES",
    "RISK_EXPOSURE",
    "RISK_REGISTER",
    "RISK_RESPONSES",
    "ROADMAP",
    "ROADMAP_LINKS",
    "ROADMAP_MARKS",
    "ROLE_WAITS",
    "SCORE_MOVEMENTS",
    "SELECTION",
    "SKILL_CLASHES",
    "SKILL_GAPS",
    "SKILL_STANDING",
    "START_DATES",
    "build",
    "each_row",
    "present",
    "records_of",
    "rows_of",
    "text_of",
]

OVERALL = "overall"
"""Stands in ``area_id`` for all focus areas together."""

CAPABILITY_SCORES = {
    "area_id": "str", "capability_id": "str", "instrument": "str", "score": "float64", "level": "Int64", "low": "float64",
    "high": "float64", "score_lowest": "float64", "score_highest": "float64", "target": "float64", "gap": "float64",
    "priority": "float64", "priority_band": "str", "raters": "Int64", "answers_not_assessed": "Int64", "lowest": "float64",
    "highest": "float64", "self_rating": "float64", "evidence_rating": "float64", "practices": "Int64",
    "practices_assessed": "Int64", "practices_evidenced": "Int64", "note": "str",
}  # fmt: skip
AREA_SCORES = {
    "area_id": "str", "rule": "str", "instrument": "str", "is_chosen_rule": "bool", "score": "float64",
    "scale_maximum": "float64", "level": "Int64", "low": "float64", "high": "float64", "probability": "float64",
    "score_lowest": "float64", "score_highest": "float64", "target": "float64", "gap": "float64", "capabilities": "Int64",
    "capabilities_assessed": "Int64", "raters": "Int64", "note": "str",
}  # fmt: skip
SCORE_MOVEMENTS = {
    "area_id": "str", "beside": "str", "before": "float64", "now": "float64", "world": "float64", "evidence": "float64",
    "raters": "float64", "note": "str",
}  # fmt: skip
LEVEL_PROBABILITIES = {
    "area_id": "str", "capability_id": "str", "level": "Int64", "at_least": "float64",
}  # fmt: skip
AGREEMENT = {
    "area_id": "str", "statistic": "str", "value": "float64", "low": "float64", "high": "float64", "raters": "Int64",
    "items": "Int64", "note": "str",
}  # fmt: skip
PERCEPTION_GAPS = {
    "area_id": "str", "capability_id": "str", "perspective": "str", "gap": "float64", "low": "float64", "high": "float64",
    "raters": "Int64", "raters_of_pmo": "Int64", "note": "str",
}  # fmt: skip
IMPROVEMENT_STEPS = {
    "step": "Int64", "action_id": "str", "area_id": "str", "capability_id": "str", "level": "Int64", "title": "str",
    "person_days": "float64", "weeks": "float64", "start_week": "float64", "finish_week": "float64",
    "start": "datetime64[us]", "finish": "datetime64[us]", "person_days_so_far": "float64", "score_after": "float64",
    "note": "str",
}  # fmt: skip
GOAL_WEIGHTS = {
    "goal_id": "str", "title": "str", "owner": "str", "weight_given": "float64", "weight": "float64", "low": "float64",
    "high": "float64", "method": "str", "judges": "Int64", "consistency_ratio": "float64", "note": "str",
}  # fmt: skip
PROJECT_VALUES = {
    "project_id": "str", "title": "str", "stage": "str", "sponsor": "str", "strategic_value": "float64",
    "value_lowest": "float64", "value_highest": "float64", "spend": "float64", "goals_served": "Int64",
    "impacts_not_assessed": "Int64", "note": "str",
}  # fmt: skip
ALIGNMENT = {
    "goal_id": "str", "title": "str", "weight": "float64", "weight_low": "float64", "weight_high": "float64",
    "spend": "float64", "spend_share": "float64", "difference": "float64", "standing": "str", "projects": "Int64", "note": "str",
}  # fmt: skip
MEASURE_STATUS = {
    "measure_id": "str", "title": "str", "goal_id": "str", "owner": "str", "unit_of_measure": "str", "better": "str",
    "period": "str", "value": "float64", "target": "float64", "tolerance": "float64", "status": "str",
    "previous_value": "float64", "change": "float64", "trend": "str", "values": "Int64", "history": "str", "claim": "str",
    "centre": "float64", "lower": "float64", "upper": "float64", "is_trial": "boolean", "variation": "str", "direction": "str",
    "signals": "str", "assurance": "str", "probability_of_target": "float64", "seasonal": "boolean", "rebased_at": "str",
    "note": "str",
}  # fmt: skip
PROJECT_STATUS = {
    "project_id": "str", "title": "str", "stage": "str", "sponsor": "str", "confidence": "str", "confidence_note": "str",
    "previous_confidence": "str", "confidence_movement": "str", "planned_cost": "float64", "expected_cost": "float64",
    "cost_variance": "float64", "cost_variance_share": "float64", "cost_note": "str", "schedule_basis": "str",
    "reference_finish": "datetime64[us]", "forecast_finish": "datetime64[us]", "slip_days": "float64",
    "schedule_note": "str",
}  # fmt: skip
EARNED_VALUE = {
    "project_id": "str", "title": "str", "stage": "str", "sponsor": "str", "projects": "Int64", "as_of": "str",
    "planned_value": "float64", "earned_value": "float64", "actual_cost": "float64", "budget_at_completion": "float64",
    "cost_variance": "float64", "schedule_variance": "float64", "cost_index": "float64", "schedule_index": "float64",
    "eac_typical": "float64", "eac_atypical": "float64", "eac_combined": "float64", "variance_at_completion": "float64",
    "to_complete_index": "float64", "to_complete_index_forecast": "float64", "share_complete": "float64",
    "share_spent": "float64", "forecast_total": "float64", "forecast_basis": "str", "whole_life_cost": "float64",
    "first_approved": "float64", "earned_schedule": "float64", "actual_time": "float64", "planned_duration": "float64",
    "schedule_index_time": "float64", "forecast_duration": "float64", "forecast_change": "float64",
    "forecast_since_first": "float64", "forecast_since_first_share": "float64", "finish_moved_days": "float64",
    "range_middle": "float64", "range_cautious": "float64", "class_size": "Int64", "note": "str",
}  # fmt: skip
COST_CURVE = {
    "project_id": "str", "period": "str", "planned": "float64", "earned": "float64", "actual": "float64", "forecast": "float64",
}  # fmt: skip
SELECTION = {
    "project_id": "str", "title": "str", "stage": "str", "is_chosen": "boolean", "is_current": "boolean", "value": "float64",
    "cost": "float64", "core_index": "float64", "mandate": "str", "waterline_rank": "Int64", "in_waterline": "boolean",
    "expected_loss": "float64", "planned_start": "str", "is_chosen_later": "boolean", "later_start": "str",
    "note": "str",
}  # fmt: skip
FRONTIER = {
    "point": "Int64", "budget": "float64", "value": "float64", "value_without_other_limits": "float64", "enters": "str",
    "leaves": "str", "is_proven": "boolean", "cost": "float64", "mark": "str",
    "expected_loss": "float64", "p80": "float64", "cvar95": "float64", "cvar95_error": "float64",
    "breach_probability": "float64", "breach_error": "float64",
}  # fmt: skip
GATE_RECORD = {
    "project_id": "str", "gate": "str", "place": "Int64", "due_on": "datetime64[us]", "held_on": "datetime64[us]",
    "status": "str", "days_late": "float64", "decision": "str", "decided_by": "str", "decision_days": "float64",
    "conditions_open": "Int64", "conditions_days": "float64", "note": "str",
}  # fmt: skip
GOVERNANCE_STATUS = {
    "project_id": "str", "title": "str", "stage": "str", "sponsor": "str", "gates_due": "Int64", "gates_held": "Int64",
    "gates_held_when_due": "Int64", "gates_late": "Int64", "gates_overdue": "Int64", "gates_skipped": "Int64",
    "days_overdue": "float64", "next_gate": "str", "next_gate_due": "datetime64[us]", "decisions_without_owner": "Int64",
    "conditions_open": "Int64", "conditions_days": "float64", "owner_rating": "str", "implied_rating": "str",
    "difference": "Int64", "agreement": "str", "cost_band": "str", "schedule_band": "str", "benefits_band": "str",
    "risk_band": "str", "gates_band": "str", "cost_figure": "float64", "schedule_figure": "float64",
    "benefits_figure": "float64", "risk_figure": "float64", "gates_figure": "float64", "dimensions": "Int64",
    "reason": "str", "quarters_unchanged": "Int64", "is_stale": "boolean", "note": "str",
}  # fmt: skip
BENEFIT_STATUS = {
    "benefit_id": "str", "project_id": "str", "title": "str", "owner": "str", "kind": "str", "unit_of_measure": "str",
    "stage": "str", "planned": "float64", "expected": "float64", "planned_due": "float64", "realised": "float64",
    "realised_share": "float64", "periods": "Int64", "periods_due": "Int64", "periods_overdue": "Int64",
    "periods_not_assessed": "Int64", "slip_months": "float64", "full_slip_months": "float64", "ramp": "str", "standing": "str",
    "to_come": "float64", "corrected_low": "float64", "corrected": "float64", "corrected_high": "float64",
    "forecast_ratio": "float64", "note": "str",
}  # fmt: skip
BENEFIT_PERIODS = {
    "benefit_id": "str", "period": "str", "project_id": "str", "is_due": "bool", "planned": "float64", "forecast": "float64",
    "actual": "float64", "expected": "float64", "basis": "str", "planned_cumulative": "float64",
    "expected_cumulative": "float64", "actual_cumulative": "float64", "note": "str",
}  # fmt: skip
INVESTMENT = {
    "project_id": "str", "title": "str", "stage": "str", "sponsor": "str", "first_month": "str", "last_month": "str",
    "cost": "float64", "benefits": "float64", "npv": "float64", "npv_lowest": "float64", "npv_cashable": "float64",
    "npv_planned": "float64", "npv_to_come": "float64", "irr": "float64", "irr_status": "str", "irr_note": "str",
    "payback_years": "float64", "payback_note": "str", "cost_of_delay": "float64", "discount_rate": "float64",
    "convention": "str", "note": "str",
}  # fmt: skip
RISK_EXPOSURE = {
    "grouping": "str", "subject": "str", "risks": "Int64", "mean": "float64", "p50": "float64", "p80": "float64",
    "p95": "float64", "cvar95": "float64", "mean_error": "float64", "p50_error": "float64", "p80_error": "float64",
    "p95_error": "float64", "cvar95_error": "float64", "in_bad_cases": "float64", "in_bad_cases_error": "float64",
    "tolerance": "float64", "breach_probability": "float64", "breach_error": "float64", "residual_mean": "float64",
    "residual_mean_error": "float64", "residual_p80": "float64", "residual_p80_error": "float64", "residual_cvar95": "float64",
    "residual_cvar95_error": "float64", "residual_breach_probability": "float64", "residual_breach_error": "float64",
    "note": "str",
}  # fmt: skip
RISK_REGISTER = {
    "risk_id": "str", "title": "str", "project_id": "str", "project": "str", "category": "str", "driver": "str", "owner": "str",
    "response": "str", "probability": "float64", "impact_low": "float64", "impact_likely": "float64", "impact_high": "float64",
    "mean": "float64", "in_bad_cases": "float64", "response_cost": "float64", "response_due": "datetime64[us]",
    "residual_probability": "float64", "residual_impact_low": "float64", "residual_impact_likely": "float64",
    "residual_impact_high": "float64", "days_since_review": "float64", "is_stale": "bool", "note": "str",
}  # fmt: skip
RISK_RESPONSES = {
    "rank": "Int64", "risk_id": "str", "title": "str", "owner": "str", "response": "str", "due": "datetime64[us]",
    "cost": "float64", "mean_saved": "float64", "mean_saved_error": "float64", "bad_saved": "float64",
    "bad_saved_error": "float64", "bad_saved_last": "float64", "bad_saved_last_error": "float64", "per_money": "float64",
    "verdict": "str", "note": "str",
}  # fmt: skip
ROADMAP = {
    "project_id": "str", "title": "str", "stage": "str", "sponsor": "str", "category": "str", "is_mandated": "bool",
    "whole_life_cost": "float64", "state": "str", "planned_start": "datetime64[us]", "planned_finish": "datetime64[us]",
    "levelled_start": "datetime64[us]", "levelled_finish": "datetime64[us]", "months_later": "Int64", "held_by": "str",
    "is_drawn": "bool", "benefits_to_come": "float64", "benefits_less_in_year": "float64", "benefits_less_in_all": "float64",
    "place": "Int64", "note": "str",
}  # fmt: skip
ROADMAP_LINKS = {
    "project_id": "str", "other_project_id": "str", "planned_start": "datetime64[us]", "other_planned_finish": "datetime64[us]",
    "as_planned": "str", "overlap_days": "Int64", "levelled_start": "datetime64[us]",
    "other_levelled_finish": "datetime64[us]", "as_levelled": "str", "note": "str",
}  # fmt: skip
ROADMAP_MARKS = {
    "project_id": "str", "mark": "str", "subject": "str", "title": "str", "planned_on": "datetime64[us]",
    "levelled_on": "datetime64[us]", "held_on": "datetime64[us]", "state": "str", "owner": "str", "amount": "float64",
    "unit_of_measure": "str", "note": "str",
}  # fmt: skip
SKILL_GAPS = {
    "skill": "str", "level": "Int64", "period": "str", "peak_month": "str", "needed": "float64", "needs_not_assessed": "Int64",
    "needed_above": "float64", "able": "Int64", "able_highest": "Int64", "coverage": "float64", "coverage_lowest": "float64",
    "coverage_highest": "float64", "gap": "float64", "gap_lowest": "float64", "gap_highest": "float64", "bench": "float64",
    "projects": "Int64", "note": "str",
}  # fmt: skip
SKILL_STANDING = {
    "skill": "str", "standing": "str", "place": "Int64", "holders": "Int64", "not_rated": "Int64", "projects": "Int64",
    "needed": "float64", "gap": "float64", "gap_lowest": "float64", "gap_highest": "float64", "worst_period": "str",
    "quarters_short": "Int64", "bench": "float64", "single_level": "Int64", "single_projects": "Int64", "single_person": "str",
    "projects_hurt": "Int64", "mandated_hurt": "Int64", "value_hurt": "float64", "train": "Int64", "within_reach": "Int64",
    "hire": "Int64", "advice": "str", "note": "str",
}  # fmt: skip
SKILL_CLASHES = {
    "period": "str", "skills": "str", "peak_month": "str", "needed": "float64", "able": "Int64", "short": "float64",
    "note": "str",
}  # fmt: skip
CAPACITY_BALANCE = {
    "role": "str", "period": "str", "capacity": "float64", "demand": "float64", "needs_not_assessed": "Int64",
    "surplus": "float64", "deficit": "float64", "least_deficit": "float64", "utilisation": "float64", "note": "str",
}  # fmt: skip
ALLOCATION = {
    "rank": "Int64", "project_id": "str", "title": "str", "role": "str", "period": "str", "needed": "float64", "given": "float64",
    "short": "float64", "note": "str",
}  # fmt: skip
START_DATES = {
    "project_id": "str", "title": "str", "rank": "Int64", "standing": "str", "planned_start": "str", "planned_finish": "str",
    "start": "str", "finish": "str", "months_later": "Int64", "held_role": "str", "held_in": "str", "waits_for": "str",
    "reason": "str", "gap": "float64", "note": "str",
}  # fmt: skip
CAPACITY_FIXES = {
    "way": "str", "project_id": "str", "title": "str", "role": "str", "period": "str", "until": "str", "amount": "float64",
    "unit_of_measure": "str", "price": "float64", "least_price": "float64", "note": "str",
}  # fmt: skip
ROLE_WAITS = {
    "role": "str", "people": "float64", "utilisation": "float64", "wait": "float64", "wait_if_even": "float64",
    "wait_if_uneven": "float64", "wait_if_more": "float64", "without_end": "str", "note": "str",
}  # fmt: skip
ACTIONS = {
    "action_id": "str", "title": "str", "matter": "str", "subject": "str", "why": "str", "first_step": "str", "owner": "str",
    "due_on": "datetime64[us]", "effort_days": "float64", "effort_low": "float64", "effort_high": "float64", "cost": "float64",
    "effect_kind": "str", "effect_of": "str", "effect_low": "float64", "effect_likely": "float64", "effect_high": "float64",
    "effect_unit_of_measure": "str", "effect_basis": "str", "moves_too": "str",
    "worth": "float64", "rank": "Int64", "rank_best": "Int64", "rank_worst": "Int64", "fits": "boolean", "status": "str",
    "severity": "str", "findings": "Int64", "source_findings": "str", "needs": "str", "note": "str",
}  # fmt: skip
ACTION_CHECKS = {
    "action_id": "str", "title": "str", "owner": "str", "due_on": "datetime64[us]", "status_before": "str", "status": "str",
    "done_on": "datetime64[us]", "outcome": "str", "figure": "str", "figure_of": "str", "unit_of_measure": "str",
    "before": "float64", "expected": "float64", "now": "float64", "change": "float64", "noise": "float64", "verdict": "str",
    "note": "str",
}  # fmt: skip
FINDINGS = {
    "finding_id": "str", "notebook": "str", "subject": "str", "severity": "str", "sentence": "str", "owner": "str",
    "sort": "Int64",
}  # fmt: skip


def build(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Return rows as a table of exactly these columns and kinds, also when there are none.

    Raises
    ------
    KeyError
        If a row lacks a column or has one too many.
    """
    every = list(rows)
    for row in every:
        if row.keys() != columns.keys():
            message = f"the row differs from its table in {', '.join(sorted(row.keys() ^ columns.keys()))}"
            raise KeyError(message)
    return pd.DataFrame({name: _column([row[name] for row in every], kind) for name, kind in columns.items()})


def _column(values: list[Any], kind: Any) -> Any:  # noqa: ANN401 - a kind by name, and its array
    # A table of arrays is made in half the time of one of Series, whose indices would be compared. Only a Series refuses
    # a fraction among whole numbers.
    return pd.Series(values, dtype=kind).array if kind == "int64" else pd.array(values, dtype=kind)


def present(value: object) -> bool:
    """Say whether a cell of a form holds something; zero and an empty text do."""
    return value is not None and not bool(pd.isna(value))  # type: ignore[call-overload]


def rows_of(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """Return a frame's rows as tuples of the named columns."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """Return a frame's rows as named tuples, whose columns' kinds the type checker can't know."""
    return map(_row_kind(tuple(frame.columns))._make, zip(*(column.tolist() for _, column in frame.items()), strict=True))


@functools.lru_cache(maxsize=256)
def _row_kind(columns: tuple[Hashable, ...]) -> Any:  # noqa: ANN401 - a class of named tuples
    # Making the class takes longer than reading a small table; it depends on the names alone.
    return namedtuple("Row", map(str, columns), rename=True)  # noqa: PYI024 - its fields are known only here


def records_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows, each as column to value."""
    names, columns = [str(name) for name in frame.columns], [_native(column) for _, column in frame.items()]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _native(column: pd.Series) -> list[Any]:
    """Return a column's values, numbers of numpy's as Python's own also where a column of mixed values holds them."""
    values: list[Any] = column.tolist()
    if column.dtype != np.dtype("object"):
        return values
    return [value.item() if isinstance(value, (np.number, np.bool_)) else value for value in values]


def text_of(value: object) -> str:
    """Return a cell of a form as text; a missing one as an empty text."""
    return str(value) if present(value) else ""
