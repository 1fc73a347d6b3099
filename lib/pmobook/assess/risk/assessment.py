"""A business unit's exposure to risk: what its register may cost together, against what leadership tolerates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.findings import findings_table
from pmobook.assess.risk.exposures import exposures_of
from pmobook.assess.risk.findings import risk_findings, risk_headline
from pmobook.assess.risk.reading import IMPACTS
from pmobook.assess.risk.residual import RESIDUAL
from pmobook.assess.risk.responses import ResponseWorth, response_worth
from pmobook.assess.risk.simulation import Simulation
from pmobook.assess.tables import RISK_EXPOSURE, RISK_REGISTER, RISK_RESPONSES, build, present, records_of, text_of
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.method.risk import RiskMethod
from pmobook.vocabulary import Quarter

__all__ = ["NOTEBOOK", "RiskAssessment", "assess_risk"]

NOTEBOOK = "50_risk"


@dataclass(frozen=True, eq=False)
class RiskAssessment:
    """How much a business unit may lose.

    Attributes
    ----------
    worth
        All its risks simulated together, now and after their responses, and what each response is worth; None if no risk was
        handed in.
    exposure
        Table ``risk_exposure``: one row for the whole, and one for each category, driver and project.
    register
        Table ``risk_register``: one row a risk, the one that weighs most in bad cases first.
    responses
        Table ``risk_responses``: one row a response, the one that saves most for its money first.
    findings, headline
        In words.
    tolerance
        What leadership tolerates, in money; NaN if it has said nothing.
    """

    worth: ResponseWorth | None
    exposure: pd.DataFrame
    register: pd.DataFrame
    responses: pd.DataFrame
    findings: pd.DataFrame
    headline: str
    tolerance: float

    @property
    def simulation(self) -> Simulation | None:
        """Of all risks together, as they are now; None if no risk was handed in."""
        return self.worth.inherent if self.worth else None

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        return {
            "risk_exposure": self.exposure,
            "risk_register": self.register,
            "risk_responses": self.responses,
            "findings": self.findings,
        }


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
    The whole register is held to the tolerance: it is kept if the mean loss of the worst scenarios stays within it. How likely
    the loss exceeds it stands beside. A category is held to its own tolerance, by its own risks alone.
    """
    told = business_unit.risk_tolerance
    limit, by_category = (told.amount, told.by_category) if told else (None, {})
    worth = response_worth(risks, tolerance=limit) if len(risks) else None
    exposure = build(exposures_of(worth, limit, by_category) if worth else (), RISK_EXPOSURE)
    register = build(_register(risks, projects, worth.inherent, quarter, method) if worth else (), RISK_REGISTER)
    responses = worth.table if worth else build((), RISK_RESPONSES)
    tolerance = math.nan if limit is None else limit
    found = risk_findings(exposure, register, worth, tolerance, method.findings, business_unit, money, quarter)
    headline = risk_headline(exposure, tolerance, business_unit.name, money)
    return RiskAssessment(worth, exposure, register, responses, findings_table(NOTEBOOK, found), headline, tolerance)


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
            **{name: _number(row.get(name)) for name in ("probability", *IMPACTS, "response_cost", *RESIDUAL)},
            "response_due": row.get("response_due"),
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
    reasons = (text_of(row.get(f"{name}_not_assessed")) for name in ("probability", *IMPACTS))
    reason = next(filter(None, reasons), "")
    return say("not assessed: {missing}{reason}", missing=missing, reason=f" ({reason})" if reason else "")


def _days_since(reviewed: object, quarter: Quarter) -> float:
    if not present(reviewed):
        return math.nan
    return float(max((pd.Timestamp(quarter.last_day) - pd.Timestamp(reviewed)).days, 0))  # type: ignore[arg-type]
