"""Exposure to risk: what the risks of a portfolio may cost together, and how sure that is."""

from pmobook.assess.loss_measures import conditional_value_at_risk, value_at_risk
from pmobook.assess.risk.drivers import standard_deviation_of_sum
from pmobook.assess.risk.enterprise import EnterpriseRisk, enterprise_risk
from pmobook.assess.risk.responses import ResponseWorth, response_worth
from pmobook.assess.risk.simulation import Simulation, simulate
from pmobook.assess.risk.summary import Figure, Summary

__all__ = [
    "EnterpriseRisk",
    "Figure",
    "ResponseWorth",
    "Simulation",
    "Summary",
    "conditional_value_at_risk",
    "enterprise_risk",
    "response_worth",
    "simulate",
    "standard_deviation_of_sum",
    "value_at_risk",
]
