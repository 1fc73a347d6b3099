"""The forms that a portfolio is made from."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

__all__ = ["PortfolioForms"]


@dataclass(frozen=True, eq=False)
class PortfolioForms:
    """The forms that a portfolio is made from; one without rows was not handed in."""

    goals: pd.DataFrame
    projects: pd.DataFrame
    project_goals: pd.DataFrame
    project_costs: pd.DataFrame
    project_links: pd.DataFrame
    capacity: pd.DataFrame
    demand: pd.DataFrame
    risks: pd.DataFrame = field(default_factory=pd.DataFrame)
