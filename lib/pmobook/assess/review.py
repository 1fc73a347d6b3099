"""A quarter's review of a business unit: measures, money, benefits and governance read together, and said in three sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.benefits import BenefitsAssessment, assess_benefits
from pmobook.assess.briefing import Briefing, brief
from pmobook.assess.delivery import DeliveryAssessment, assess_delivery
from pmobook.assess.earned_value import MoneyAssessment, MoneyForms, assess_money
from pmobook.assess.findings import combine_findings
from pmobook.assess.governance import GovernanceAssessment, assess_governance
from pmobook.assess.handover import assess_handover
from pmobook.assess.performance import Charting, MeasuresAssessment, assess_measures
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.pack import History, InputPack
from pmobook.method.earned_value import earned_value_method
from pmobook.method.thresholds import thresholds

__all__ = ["HISTORIES", "Review", "review_quarter"]

HISTORIES = ("measures", "measure_values", "projects", "project_costs", "benefits")
"""Forms of which every pack up to the quarter is read."""


@dataclass(frozen=True, eq=False)
class Review:
    """What a quarter showed.

    Attributes
    ----------
    measures, delivered, money, benefits, governance
        The five assessments.
    findings
        Theirs together, the most severe first.
    briefing
        What changed, what stands out and what to decide, in a sentence each, with the findings and rows that each rests on.
    """

    measures: MeasuresAssessment
    delivered: DeliveryAssessment
    money: MoneyAssessment
    benefits: BenefitsAssessment
    governance: GovernanceAssessment
    findings: pd.DataFrame
    briefing: Briefing

    @property
    def headlines(self) -> tuple[str, ...]:
        """The result of each assessment in a sentence."""
        parts = (self.measures, self.delivered, self.money, self.benefits, self.governance)
        return tuple(part.headline for part in parts)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        return {
            "measure_status": self.measures.measure_status,
            "project_status": self.delivered.project_status,
            "earned_value": self.money.earned_value,
            "cost_curve": self.money.cost_curve,
            "benefit_status": self.benefits.benefit_status,
            "benefit_periods": self.benefits.benefit_periods,
            "investment": self.benefits.investment,
            **self.governance.tables,
            "findings": self.findings,
        }


def review_quarter(engagement: Engagement, pack: InputPack, histories: Mapping[str, History]) -> Review:
    """Assess measures, delivery, money, benefits and governance of one business unit in one quarter.

    Parameters
    ----------
    engagement
        How the organisation is assessed: when its fiscal year begins, when packs are due, at what rate money is discounted.
    pack
        The business unit's pack of the quarter. What depends on a form that was not handed in is not assessed, and said.
    histories
        By form, every pack's rows up to the quarter, for the forms of `HISTORIES`.

    Notes
    -----
    What the evidence implies about a project's confidence takes cost and finish from the delivery assessment, and what came of
    its benefits from the assessment of benefits.
    """
    unit, now, method = engagement.business_unit(pack.business_unit), pack.quarter, thresholds()
    past = {name: histories[name].frame for name in HISTORIES}
    projects, costs = pack.form("projects"), pack.form("project_costs")
    measures = assess_measures(
        pack.form("measures"), past["measure_values"], now, method.measures, unit, definitions=past["measures"],
        charting=Charting(year_starts=engagement.parameters.calendar.fiscal_year_starts),
    )  # fmt: skip
    delivered = assess_delivery(projects, costs, past["projects"], now, method, unit)
    forms = MoneyForms(projects, costs, past["projects"], past["project_costs"])
    money = assess_money(forms, now, method, earned_value_method(), unit)
    benefits = assess_benefits(
        pack.form("benefits"), past["benefits"], projects, costs, now, unit, engagement.parameters.discount_rate
    )
    governance = assess_governance(
        projects, pack.form("gates"), now, unit, project_status=delivered.project_status, history=past["projects"],
        benefits=benefits.realised_by_project, risks=pack.form("risks"),
    )  # fmt: skip
    late = assess_handover(pack.received, now, engagement.parameters.packs_due_days, histories["projects"].unread, unit)
    parts = (measures, delivered, money, benefits, governance)
    findings = combine_findings(*(part.findings for part in parts), late)
    briefing = brief(findings, measures.measure_status, delivered.project_status, delivered.previous_quarter)
    return Review(measures, delivered, money, benefits, governance, findings, briefing)
