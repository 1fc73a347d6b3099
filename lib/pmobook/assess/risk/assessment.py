"""A business unit's exposure to risk: what its register may cost together, against what leadership tolerates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.findings import findings_table
from pmobook.assess.risk.findings import risk_findings, risk_headline
from pmobook.assess.risk.simulation import Simulation, simulate
from pmobook.assess.risk.summary import Figure, Summary, summarise
from pmobook.assess.tables import RISK_EXPOSURE, RISK_REGISTER, build, present, records_of, text_of
from pmobook.inputs.engagement import BusinessUnit, Money
from pmobook.method.risk import RiskMethod
from pmobook.vocabulary import Quarter

__all__ = ["NOTEBOOK", "RiskAssessment", "assess_risk"]

NOTEBOOK = "50_risk"

_GROUPINGS = ("category", "driver", "project_id")


@dataclass(frozen=True, eq=False)
class RiskAssessment:
    """How much a business unit may lose.

    Attributes
    ----------
    simulation
        Of all its risks together; None if no risk was handed in.
    exposure
        Table ``risk_exposure``: one row for the whole, and one for each category, driver and project.
    register
        Table ``risk_register``: one row a risk, the one that weighs most in bad cases first.
    findings, headline
        In words.
    tolerance
        What leadership tolerates, in money; NaN if it has said nothing.
    """

    simulation: Simulation | None
    exposure: pd.DataFrame
    register: pd.DataFrame
    findings: pd.DataFrame
    headline: str
    tolerance: float

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        return {"risk_exposure": self.exposure, "risk_register": self.register, "findings": self.findings}


def assess_risk(
    risks: pd.DataFrame, projects: pd.DataFrame, quarter: Quarter, method: RiskMethod, business_unit: BusinessUnit, money: Money
) -> RiskAssessment:
    """Simulate a register of risks and say what it may cost, what carries it, and which risks nobody looks after.

    Parameters
    ----------
    risks
        The form risks. A risk without an estimate is left out of the simulation and named: the exposure is then at least what is
        stated. Without rows nothing was handed in and nothing is assessed.
    projects
        The form projects, for titles.
    quarter
        The quarter assessed; its last day decides which reviews are stale.
    method
        How scenarios are drawn, and when a figure is a finding.
    business_unit
        Named in sentences; its tolerance, if it has one, and its lead, who owns what nobody else does.
    money
        Currency and scale, for sentences.

    Notes
    -----
    Tolerance is compared in two ways: the probability that the loss exceeds it, and the mean loss of the worst scenarios.
    """
    tolerance = business_unit.risk_tolerance.amount if business_unit.risk_tolerance else math.nan
    limit = None if math.isnan(tolerance) else tolerance
    simulation = simulate(risks, tolerance=limit) if len(risks) else None
    exposure = build(_exposures(simulation, limit) if simulation else (), RISK_EXPOSURE)
    register = build(_register(risks, projects, simulation, quarter, method) if simulation else (), RISK_REGISTER)
    found = risk_findings(exposure, register, tolerance, method.findings, business_unit, money)
    headline = risk_headline(exposure, tolerance, business_unit.name, money)
    return RiskAssessment(simulation, exposure, register, findings_table(NOTEBOOK, found), headline, tolerance)


def _exposures(simulation: Simulation, tolerance: float | None) -> Iterator[dict[str, Any]]:
    table, left_out = simulation.risks.table, simulation.risks.left_out
    note = f"{len(left_out)} without an estimate: at least this" if left_out else ""
    contributions = simulation.contributions
    whole = simulation.summary
    yield _row("total", "", len(table), whole, whole.cvar95, tolerance, note)
    for grouping in _GROUPINGS:
        losses, keys = simulation.losses_by(grouping), table[grouping].astype(str)
        for name in losses.columns:
            members = keys.index[keys == name]
            summary = summarise(losses[name].to_numpy(), simulation.plan.counts, whole.level, None)
            carried = math.fsum(contributions.loc[members, "in_bad_cases"])
            yield _row(grouping.removesuffix("_id"), str(name), len(members), summary, carried, None, "")


def _row(
    kind: str, subject: str, risks: int, summary: Summary, carried: float, tolerance: float | None, note: str
) -> dict[str, Any]:
    breach = summary.breach or Figure(math.nan, math.nan)
    return {
        "grouping": kind,
        "subject": subject,
        "risks": risks,
        "mean": summary.mean.value,
        "p50": summary.p50.value,
        "p80": summary.p80.value,
        "p95": summary.p95.value,
        "cvar95": summary.cvar95,
        "mean_error": summary.mean.error,
        "p95_error": summary.p95.error,
        "cvar95_error": summary.conditional_value_at_risk.error,
        "in_bad_cases": carried,
        "tolerance": math.nan if tolerance is None else tolerance,
        "breach_probability": breach.value,
        "breach_error": breach.error,
        "note": note,
    }


def _register(
    risks: pd.DataFrame, projects: pd.DataFrame, simulation: Simulation, quarter: Quarter, method: RiskMethod
) -> Iterator[dict[str, Any]]:
    titles = dict(zip(projects["project_id"].astype(str), projects["title"].astype(str), strict=True)) if len(projects) else {}
    contributions, left_out = simulation.contributions, simulation.risks.left_out
    order = {risk: place for place, risk in enumerate(contributions.index)}
    rows = sorted(records_of(risks), key=lambda row: order.get(str(row["risk_id"]), len(order)))
    for row in rows:
        risk = str(row["risk_id"])
        days = _days_since(row.get("reviewed_on"), quarter)
        yield {
            "risk_id": risk,
            "title": text_of(row["title"]),
            "project_id": text_of(row.get("project_id")),
            "project": titles.get(text_of(row.get("project_id")), ""),
            "category": text_of(row.get("category")),
            "driver": text_of(row.get("driver")),
            "owner": text_of(row.get("owner")),
            "response": text_of(row.get("response")),
            **{name: _number(row.get(name)) for name in ("probability", "impact_low", "impact_likely", "impact_high")},
            "mean": _number(contributions["mean"].get(risk)),
            "in_bad_cases": _number(contributions["in_bad_cases"].get(risk)),
            "days_since_review": days,
            "is_stale": math.isnan(days) or days > method.findings.stale_after.value,
            "note": _note(row, left_out.get(risk, "")),
        }


def _number(value: object) -> float:
    return float(value) if present(value) else math.nan  # type: ignore[arg-type]


def _note(row: Mapping[str, Any], missing: str) -> str:
    if not missing:
        return ""
    reasons = (text_of(row.get(f"{name}_not_assessed")) for name in ("probability", "impact_low", "impact_likely", "impact_high"))
    reason = next(filter(None, reasons), "")
    return f"not assessed: {missing}{f' ({reason})' if reason else ''}"


def _days_since(reviewed: object, quarter: Quarter) -> float:
    if not present(reviewed):
        return math.nan
    return float(max((pd.Timestamp(quarter.last_day) - pd.Timestamp(reviewed)).days, 0))  # type: ignore[arg-type]
