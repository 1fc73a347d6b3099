"""The improvement plans of all business units together: what each takes, and what leadership must decide."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

__all__ = ["EnterprisePlan", "enterprise_plan"]

_COMMITTED = ("agreed", "under way")


@dataclass(frozen=True, eq=False)
class EnterprisePlan:
    """Plans of several business units in one quarter.

    Attributes
    ----------
    chosen
        The actions that fit, of all business units: by owner, then by day, then by business unit and rank. An owner's actions
        stand together whichever business unit they are for.
    waiting
        How many don't fit, or can't be chosen because nobody said what effort there is.
    to_agree
        Of those that fit, how many nobody has agreed to yet: leadership decides.
    severe_waiting
        Of those that wait, how many answer a finding that needs a decision.
    effort_days, cost
        Of what fits, as far as it is known; cost is NaN if none is.
    without_effort, without_cost
        How many of those that fit have none.
    """

    chosen: pd.DataFrame
    waiting: int
    to_agree: int
    severe_waiting: int
    effort_days: float
    cost: float
    without_effort: int
    without_cost: int


def enterprise_plan(actions: pd.DataFrame) -> EnterprisePlan:
    """Add up the plans of all business units.

    Parameters
    ----------
    actions
        Table ``actions`` of one quarter, with its stamp.
    """
    fits = actions["fits"].fillna(value=False).astype(bool)
    chosen, waits = actions[fits], actions[~fits]
    costs = chosen["cost"].dropna()
    return EnterprisePlan(
        chosen=chosen.sort_values(["owner", "due_on", "business_unit", "rank"], kind="stable", ignore_index=True),
        waiting=len(waits),
        to_agree=int((~chosen["status"].isin(_COMMITTED)).sum()),
        severe_waiting=int((waits["severity"] == "act").sum()),
        effort_days=math.fsum(chosen["effort_days"].dropna()),
        cost=math.fsum(costs) if len(costs) else math.nan,
        without_effort=int(chosen["effort_days"].isna().sum()),
        without_cost=int(chosen["cost"].isna().sum()),
    )
