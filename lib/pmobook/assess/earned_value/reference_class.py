"""A reference class: what the organisation's past projects came to, beside what was first approved for them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmobook.assess.earned_value.amounts import Floats
from pmobook.assess.earned_value.drift import totals_by_report
from pmobook.assess.wording import as_percent, counted
from pmobook.language import say
from pmobook.method.earned_value import EarnedValueMethod

__all__ = ["FINAL_COST", "WHOLE_LIFE_COST", "ReferenceClass", "past_outcomes", "recorded_outcomes", "reference_class"]

FINAL_COST, WHOLE_LIFE_COST = "final cost", "whole-life cost"

_COLUMNS = {
    "business_unit": "str", "project_id": "str", "basis": "str", "first_cost": "float64", "last_cost": "float64",
    "ratio": "float64", "first_reported": "str", "last_reported": "str",
}  # fmt: skip


def past_outcomes(costs: pd.DataFrame, projects: pd.DataFrame, method: EarnedValueMethod) -> pd.DataFrame:
    """Return what each past project came to, beside what was first approved for it.

    Parameters
    ----------
    costs, projects
        The forms project_costs and projects of every pack, with ``reported_in`` and, for several business units, their
        ``business_unit``. A project whose cost is not known gives no outcome.
    method
        Which stages are finished.

    Returns
    -------
    DataFrame
        business_unit, project_id, basis, first_cost, last_cost, ratio, first_reported, last_reported. Of a project in a
        finished stage the basis is ``final cost``: what it cost in its last pack, beside the planned total of the first pack
        with one. Of one that left its business unit's list the basis is ``whole-life cost``: that of its last pack beside
        that of its first.
    """
    listed, spent = _with_unit(projects), _with_unit(costs)
    if listed.empty:
        return _table(pd.DataFrame(columns=list(_COLUMNS)))
    totals = pd.concat(
        [totals_by_report(rows).assign(business_unit=unit) for unit, rows in spent.groupby("business_unit", sort=True)]
        or [totals_by_report(spent).assign(business_unit=pd.Series(dtype="str"))],
        ignore_index=True,
    )
    key = ["business_unit", "project_id"]
    joined = listed.merge(totals, on=[*key, "reported_in"], how="left").sort_values([*key, "reported_in"], kind="stable")
    latest = joined.groupby("business_unit")["reported_in"].transform("max")
    last = joined.groupby(key)["reported_in"].transform("max")
    finished = joined["stage"].isin(method.finished_stages) & (joined["reported_in"] == last)
    ended = _any(finished, joined, key)
    left = (last < latest) & ~ended
    return _table(
        pd.concat(
            [
                _first_and_last(joined.loc[ended], key, "planned_total", "forecast_total", FINAL_COST),
                _first_and_last(joined.loc[left], key, "whole_life_cost", "whole_life_cost", WHOLE_LIFE_COST),
            ],
            ignore_index=True,
        )
    )


def _with_unit(frame: pd.DataFrame) -> pd.DataFrame:
    given = frame if "business_unit" in frame else frame.assign(business_unit=pd.Series("", index=frame.index, dtype="str"))
    return given.astype({"project_id": "str", "reported_in": "str", "business_unit": "str"})


def _any(holds: pd.Series, joined: pd.DataFrame, key: list[str]) -> pd.Series:
    return holds.groupby([joined[name] for name in key]).transform("any")


def _first_and_last(rows: pd.DataFrame, key: list[str], first: str, last: str, basis: str) -> pd.DataFrame:
    """Return the first known amount of one column beside the last known of another; a whole-life cost is needed twice."""
    grouped = rows.groupby(key, sort=True)
    firsts = rows.loc[rows[first].notna()].groupby(key)
    found = pd.DataFrame(
        {
            "basis": basis,
            "first_cost": firsts[first].first(),
            "last_cost": rows.loc[rows[last].notna()].groupby(key)[last].last(),
            "first_reported": firsts["reported_in"].first(),
            "last_reported": grouped["reported_in"].last(),
            "reports": firsts[first].size(),
        }
    ).reset_index()
    usable = (found["first_cost"] > 0) & (found["last_cost"] > 0) & ((found["reports"] > 1) | (first != last))
    kept = found.loc[usable]
    return kept.assign(ratio=kept["last_cost"] / kept["first_cost"])


def _table(found: pd.DataFrame) -> pd.DataFrame:
    return found.reindex(columns=list(_COLUMNS)).astype(_COLUMNS).reset_index(drop=True)


def recorded_outcomes(recorded: pd.DataFrame, method: EarnedValueMethod) -> pd.DataFrame:
    """Return what finished projects of all business units came to, from the recorded table earned_value.

    Parameters
    ----------
    recorded
        Rows of any quarters, with ``quarter`` and ``business_unit``. Of each project the latest row counts; rows of business
        units as a whole and of projects not finished don't.
    method
        Which stages are finished.

    Returns
    -------
    DataFrame
        As `past_outcomes`, on the basis ``final cost``.
    """
    known = recorded["project_id"].fillna("").ne("") & recorded["forecast_basis"].eq("periods")
    rows = recorded.loc[known].sort_values("quarter", kind="stable")
    key = ["business_unit", "project_id"]
    first = rows.drop_duplicates(key).set_index(key)["quarter"]
    last = rows.drop_duplicates(key, keep="last")
    ended = last.loc[last["stage"].isin(method.finished_stages) & (last["first_approved"] > 0) & (last["forecast_total"] > 0)]
    found = ended.assign(
        basis=FINAL_COST,
        first_cost=ended["first_approved"],
        last_cost=ended["forecast_total"],
        ratio=ended["forecast_total"] / ended["first_approved"],
        first_reported=[str(first[unit, project]) for unit, project in zip(*(ended[name] for name in key), strict=True)],
        last_reported=ended["quarter"],
    )
    return _table(found)


@dataclass(frozen=True, eq=False)
class ReferenceClass:
    """How far past projects' costs went beyond what was first approved.

    Attributes
    ----------
    ratios
        Cost at the end as a multiple of that first approved, in rising order.
    basis
        What is compared: ``final cost`` or ``whole-life cost``; empty if there is no past project.
    fewest
        How many projects it takes.
    middle, cautious
        The multiple that half, and that the cautious share of the past projects stayed within; missing if they are too few.
    middle_share, cautious_share
        These shares.
    """

    ratios: Floats
    basis: str
    fewest: int
    middle: float
    cautious: float
    middle_share: float
    cautious_share: float

    @property
    def size(self) -> int:
        """How many past projects it rests on."""
        return len(self.ratios)

    @property
    def is_enough(self) -> bool:
        """Whether they are enough for a range."""
        return self.size >= self.fewest

    @property
    def shortage(self) -> str:
        """How many past projects there are and how many it takes."""
        there = counted(self.size, "past project") + (say(" has") if self.size == 1 else say(" have"))
        return say(
            "only {there} a cost at the end and one at the beginning, and it takes {fewest}", there=there, fewest=self.fewest
        )

    @property
    def sentence(self) -> str:
        """What the class says, or why it says nothing."""
        if not self.is_enough:
            return say("No range: {shortage}", shortage=self.shortage)
        ends = say("a final cost") if self.basis == FINAL_COST else say("a last whole-life cost")
        return say(
            "Of {past_project}, {middle_share} ended with {ends} of at most {middle} of what was "
            "first approved, {cautious_share} with at most {cautious}",
            past_project=counted(self.size, "past project"),
            middle_share=as_percent(self.middle_share),
            ends=ends,
            middle=as_percent(self.middle),
            cautious_share=as_percent(self.cautious_share),
            cautious=as_percent(self.cautious),
        )


def reference_class(outcomes: pd.DataFrame, method: EarnedValueMethod) -> ReferenceClass:
    """Return the range that past projects' costs stayed within.

    Parameters
    ----------
    outcomes
        From `past_outcomes`, or any frame with ``ratio`` and ``basis``.
    method
        How many projects it takes, and which shares of them are given.

    Notes
    -----
    Final costs are used; whole-life costs only where final costs are too few. A share of the projects "stayed within" the
    smallest of their ratios that at least this share does not exceed (the inverse of the empirical distribution).

    References
    ----------
    B. Flyvbjerg, From Nobel Prize to project management: getting risks right, Project Management Journal 37(3), 2006.
    """
    fewest = int(method.fewest_in_class.value)
    by_basis = {
        basis: np.sort(outcomes.loc[outcomes["basis"] == basis, "ratio"].dropna().to_numpy(dtype=np.float64))
        for basis in (FINAL_COST, WHOLE_LIFE_COST)
    }
    enough = [basis for basis, ratios in by_basis.items() if len(ratios) >= fewest]
    basis = enough[0] if enough else max(by_basis, key=lambda one: len(by_basis[one]))
    ratios = by_basis[basis]
    shares = method.range_middle.value, method.range_cautious.value
    middle, cautious = (_stayed_within(ratios, share) if enough else math.nan for share in shares)
    return ReferenceClass(ratios, basis if len(ratios) else "", fewest, middle, cautious, *shares)


def _stayed_within(ratios: Floats, share: float) -> float:
    # A share of 0.8 of ten projects is eight of them, whatever binary makes of 0.8 times 10.
    return float(ratios[max(math.ceil(round(share * len(ratios), 9)) - 1, 0)])
