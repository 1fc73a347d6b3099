"""The organisation's exposure: the recorded risks of all business units simulated together."""

from __future__ import annotations

import functools
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.risk.exposures import GROUPINGS, exposures_of
from pmobook.assess.risk.responses import ResponseWorth, response_worth
from pmobook.assess.risk.simulation import Simulation
from pmobook.assess.tables import RISK_EXPOSURE, build

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
    worth
        The risks now and after their responses; None if none was recorded.
    by_category
        What leadership tolerates of single categories.
    """

    simulation: Simulation | None
    by_business_unit: pd.DataFrame
    tolerance: float
    worth: ResponseWorth | None
    by_category: Mapping[str, float]

    @property
    def residual(self) -> Simulation | None:
        """The same scenarios once every response that is estimated is carried out; None if none is."""
        return self.worth.residual if self.worth is not None and self.worth.is_assessed else None

    @functools.cached_property
    def exposure(self) -> pd.DataFrame:
        """As the table ``risk_exposure``, of all business units together: the total, and each category, driver and project."""
        return self._exposure(GROUPINGS)

    @functools.cached_property
    def limits(self) -> pd.DataFrame:
        """The rows of `exposure` that leadership may set a tolerance for, the total and the categories, at less cost."""
        return self._exposure(("category",))

    def _exposure(self, groupings: Collection[str]) -> pd.DataFrame:
        if self.worth is None:
            return build((), RISK_EXPOSURE)
        tolerance = None if math.isnan(self.tolerance) else self.tolerance
        return build(exposures_of(self.worth, tolerance, self.by_category, groupings), RISK_EXPOSURE)

    @property
    def categories(self) -> pd.DataFrame:
        """Categories that leadership has set a tolerance for, the likeliest to exceed it first."""
        rows = self.limits.loc[self.limits["grouping"].eq("category") & self.limits["tolerance"].notna()]
        return rows.sort_values(["breach_probability", "subject"], ascending=[False, True], kind="stable", ignore_index=True)


def enterprise_risk(
    register: pd.DataFrame, tolerance: float | None, by_category: Mapping[str, float] | None = None
) -> EnterpriseRisk:
    """Simulate the risks of all business units together.

    Parameters
    ----------
    register
        The recorded table risk_register of one quarter, with ``business_unit``. Risks without an estimate are left out and named.
    tolerance
        The loss that leadership tolerates in total, in the engagement's money.
    by_category
        The same for single categories, over all business units.

    Notes
    -----
    Risks with the same driver move together across business units too: that is why the organisation's bad cases cost more than
    independent business units' would.
    """
    columns = ["business_unit", "risks", "mean", "in_bad_cases"]
    limit = math.nan if tolerance is None else tolerance
    if register.empty:
        return EnterpriseRisk(None, pd.DataFrame(columns=columns), limit, None, {})
    unit, risk = register["business_unit"].astype(str), register["risk_id"].astype(str)
    worth = response_worth(register.assign(risk_id=unit + "/" + risk), tolerance=tolerance)
    simulation = worth.inherent
    parts = simulation.contributions.join(simulation.risks.table["business_unit"])
    grouped = parts.groupby("business_unit", sort=True)
    found = grouped[["mean", "in_bad_cases"]].sum().assign(risks=grouped.size()).reset_index()
    ordered = found[columns].sort_values("in_bad_cases", ascending=False, kind="stable")
    return EnterpriseRisk(simulation, ordered.reset_index(drop=True), limit, worth, by_category or {})
