"""Figures that can't be right or can't be used: each is named for the one who can mend it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pmobook.assess.earned_value.projects import ProjectMoney
from pmobook.assess.findings import Finding
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.language import say
from pmobook.method.thresholds import EarnedValueThresholds
from pmobook.vocabulary import Period

__all__ = ["data_findings"]


def data_findings(one: ProjectMoney, limits: EarnedValueThresholds, owner: str) -> Iterator[Finding]:
    """Yield a finding for each thing about a project's amounts that can't be right.

    Parameters
    ----------
    one
        The project's money.
    limits
        How far earned value may pass the budget.
    owner
        Who can mend it.
    """
    for kind, sentence in (
        ("zero_budget", _zero_budget(one)),
        ("cost_without_plan", _cost_without_plan(one)),
        ("earned_before_cost", _earned_before_cost(one)),
        ("earned_above_budget", _earned_above_budget(one, limits)),
        ("actual_cost_ahead", _actual_ahead(one)),
        ("missing_periods", _missing_periods(one)),
    ):
        if sentence:
            yield Finding(kind, one.project_id, "watch", say("'{title}' {sentence}.", title=one.title, sentence=sentence), owner)


def _zero_budget(one: ProjectMoney) -> str:
    return (
        say("has planned values that add up to nothing: without a budget no index can be stated") if one.indices.bac == 0 else ""
    )


def _cost_without_plan(one: ProjectMoney) -> str:
    rows = one.costs.rows
    if rows["planned"].notna().any():
        return ""
    spent = int((rows["actual"].fillna(0.0) != 0).sum())
    if not spent:
        return ""
    return say(
        "spent money in {period} and has no planned value: cost can't be compared with any plan", period=counted(spent, "period")
    )


def _earned_before_cost(one: ProjectMoney) -> str:
    rows = one.costs.rows
    ended = rows["has_ended"].to_numpy(dtype=bool)
    earned, spent = (np.flatnonzero((rows[name] > 0).to_numpy() & ended) for name in ("earned", "spent"))
    month = rows["month"].to_numpy()
    if not earned.size or (spent.size and month[spent[0]] <= month[earned[0]]):
        return ""
    first = rows.iloc[earned[0]]
    if pd.isna(first["spent"]):
        return ""  # its cost is not known, which is not the same as none
    since = (
        say("its first cost is of {said}", said=_said(rows["period"].iloc[spent[0]])) if spent.size else say("has no cost at all")
    )
    return say("earned value in {said}, and {since}", said=_said(first["period"]), since=since)


def _earned_above_budget(one: ProjectMoney, limits: EarnedValueThresholds) -> str:
    budget, earned = one.indices.bac, one.indices.ev
    if budget > 0 and earned > budget * (1 + limits.earned_above_budget.value):
        return say("earned {earned} more than its whole plan is worth", earned=as_percent(earned / budget - 1, 1))
    return ""


def _actual_ahead(one: ProjectMoney) -> str:
    rows = one.costs.rows
    ahead = (rows["is_ahead"] & rows["actual"].notna()).to_numpy()  # a longer period that has begun may hold its cost so far
    if not ahead.any():
        return ""
    periods = rows["period"].to_numpy()[ahead]
    return say(
        "has an actual cost in {period} to come: {map}", period=counted(len(periods), "period"), map=listed(map(_said, periods))
    )


def _missing_periods(one: ProjectMoney) -> str:
    rows = one.costs.rows
    begins = (rows["month"] - rows["months"] + 1).to_numpy()
    months = int((begins[1:] - rows["month"].to_numpy()[:-1] - 1).clip(min=0).sum())
    return say("has no row for {month} between its first period and its last", month=counted(months, "month")) if months else ""


def _said(period: str) -> str:
    return Period.parse(str(period)).in_words
