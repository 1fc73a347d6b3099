"""A business unit's money: earned value, forecasts and how they moved, beside what its past came to."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pmobook.assess.earned_value.curves import by_month
from pmobook.assess.earned_value.drift import forecast_drift
from pmobook.assess.earned_value.findings import money_findings, money_headline
from pmobook.assess.earned_value.projects import ProjectMoney, read_projects
from pmobook.assess.earned_value.records import Joint, cost_curve_table, earned_value_table, join_projects
from pmobook.assess.earned_value.reference_class import ReferenceClass, past_outcomes, reference_class
from pmobook.assess.findings import findings_table
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.method.earned_value import EarnedValueMethod
from pmobook.method.thresholds import Thresholds
from pmobook.vocabulary import Quarter

__all__ = ["MoneyAssessment", "MoneyForms", "assess_money"]

NOTEBOOK = "30_performance"


@dataclass(frozen=True, eq=False)
class MoneyForms:
    """What money is assessed from.

    Attributes
    ----------
    projects, project_costs
        The forms of the quarter's pack.
    projects_history, project_costs_history
        The same forms of every pack up to the quarter and with it, with ``reported_in``.
    """

    projects: pd.DataFrame
    project_costs: pd.DataFrame
    projects_history: pd.DataFrame
    project_costs_history: pd.DataFrame


@dataclass(frozen=True, eq=False)
class MoneyAssessment:
    """How projects' money stands and what it is heading for.

    Attributes
    ----------
    earned_value, cost_curve, findings
        Tables of the results store.
    by_month
        Money of all projects under way in each month alone: period, planned, earned, actual, forecast (to come).
    drift
        How each project's forecast moved from pack to pack (`forecast_drift`).
    outcomes
        What past projects came to (`past_outcomes`).
    past
        The reference class they make.
    projects
        Each project's money with everything it was worked out from.
    joint
        The projects under way together.
    headline
        The result in a sentence.
    """

    earned_value: pd.DataFrame
    cost_curve: pd.DataFrame
    by_month: pd.DataFrame
    drift: pd.DataFrame
    outcomes: pd.DataFrame
    past: ReferenceClass
    projects: tuple[ProjectMoney, ...]
    joint: Joint
    findings: pd.DataFrame
    headline: str

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        return {"earned_value": self.earned_value, "cost_curve": self.cost_curve, "findings": self.findings}


def assess_money(
    forms: MoneyForms,
    quarter: Quarter,
    thresholds: Thresholds,
    method: EarnedValueMethod,
    business_unit: BusinessUnit,
    outcomes: pd.DataFrame | None = None,
) -> MoneyAssessment:
    """Say for every project what its work was worth beside cost and plan, what it will cost, and how that forecast moved.

    Parameters
    ----------
    forms
        See `MoneyForms`. A missing amount is "not assessed" and so is what depends on it; the table's note says why.
    quarter
        The quarter that is assessed.
    thresholds
        When a figure is a finding, and which stages are under way.
    method
        Which stages are finished, and what a reference class takes.
    business_unit
        Named in sentences; its lead owns findings without a sponsor.
    outcomes
        What past projects of the whole organisation came to, from `past_outcomes`; the business unit's own if not given.

    Notes
    -----
    Amounts to date: `pmobook.assess.earned_value.costs`. The business unit's figures add up the projects under way whose planned
    value, earned value, cost and budget are all known.
    """
    drift = forecast_drift(forms.project_costs_history, forms.projects_history)
    found = past_outcomes(forms.project_costs_history, forms.projects_history, method) if outcomes is None else outcomes
    past = reference_class(found, method)
    moneys = read_projects(forms.projects, forms.project_costs, drift, quarter, past)
    joint = join_projects(moneys, thresholds.followed_stages, quarter)
    missing = forms.project_costs.empty
    said = money_findings(moneys, joint, past, thresholds, business_unit.lead or "", costs_missing=missing)
    return MoneyAssessment(
        earned_value=earned_value_table(moneys, joint, past),
        cost_curve=cost_curve_table(moneys, joint),
        by_month=by_month(joint.curve),
        drift=drift,
        outcomes=found,
        past=past,
        projects=moneys,
        joint=joint,
        findings=findings_table(NOTEBOOK, said),
        headline=money_headline(joint, business_unit.name, costs_missing=missing),
    )
