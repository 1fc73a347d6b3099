"""The organisation's exposure: the recorded risks of all business units simulated together."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.risk.simulation import Simulation, simulate

__all__ = ["EnterpriseRisk", "enterprise_risk"]


@dataclass(frozen=True, eq=False)
class EnterpriseRisk:
    """What all business units may lose together.

    Attributes
    ----------
    simulation
        Of every recorded risk; None if none was recorded.
    by_business_unit
        business_unit, risks, mean, in_bad_cases (its part of the organisation's mean loss in the worst scenarios), the largest
        part first.
    tolerance
        What leadership tolerates in total; NaN if it has said nothing.
    """

    simulation: Simulation | None
    by_business_unit: pd.DataFrame
    tolerance: float


def enterprise_risk(register: pd.DataFrame, tolerance: float | None) -> EnterpriseRisk:
    """Simulate the risks of all business units together.

    Parameters
    ----------
    register
        The recorded table risk_register of one quarter, with ``business_unit``. Risks without an estimate are left out and named.
    tolerance
        The loss that leadership tolerates in total, in the engagement's money.

    Notes
    -----
    Risks with the same driver move together across business units too: that is why the organisation's bad cases cost more than
    independent business units' would.
    """
    columns = ["business_unit", "risks", "mean", "in_bad_cases"]
    limit = math.nan if tolerance is None else tolerance
    if register.empty:
        return EnterpriseRisk(None, pd.DataFrame(columns=columns), limit)
    rows = register.assign(risk_id=register["business_unit"].astype(str) + "/" + register["risk_id"].astype(str))
    simulation = simulate(rows, tolerance=tolerance)
    parts = simulation.contributions.join(simulation.risks.table["business_unit"])
    grouped = parts.groupby("business_unit", sort=True)
    found = grouped[["mean", "in_bad_cases"]].sum().assign(risks=grouped.size()).reset_index()
    ordered = found[columns].sort_values("in_bad_cases", ascending=False, kind="stable")
    return EnterpriseRisk(simulation, ordered.reset_index(drop=True), limit)
