"""Goals, spend and sponsors over all business units together."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.alignment_sponsors import sponsor_load
from pmobook.assess.tables import build, present, records_of, rows_of, text_of
from pmobook.assess.wording import as_plain_text, counted, listed
from pmobook.language import said_later, say

__all__ = ["EnterpriseAlignment", "enterprise_alignment", "enterprise_sponsors"]

GOALS = {
    "goal_id": "str", "title": "str", "business_units": "Int64", "weight": "float64", "weight_lowest": "float64",
    "weight_highest": "float64", "spend": "float64", "spend_share": "float64", "difference": "float64", "projects": "Int64",
    "served_by": "Int64", "note": "str",
}  # fmt: skip
_NOT_GOALS = {"": said_later("No goal"), "not_assessed": said_later("Impact not assessed")}


@dataclass(frozen=True, eq=False)
class EnterpriseAlignment:
    """What all business units together spend on each goal, beside what leadership's weights ask for.

    Attributes
    ----------
    goals
        One row a goal, the heaviest first: goal_id; title; business_units that name it; weight, the share of all spend that it
        would get if every business unit spent as its own weights say; weight_lowest and weight_highest of any business unit;
        spend and spend_share; difference (spend_share less weight); projects that serve it; served_by, business units with such
        a project; note. Then spend on no goal (empty goal_id) and on projects whose impacts nobody has assessed.
    total
        Money spent in all business units whose spend and weights are known; missing if there is none.
    counted
        Ids of these business units.
    left_out
        Business unit to why its spend or weights do not count.
    """

    goals: pd.DataFrame
    total: float
    counted: tuple[str, ...]
    left_out: Mapping[str, str]

    @property
    def real_goals(self) -> pd.DataFrame:
        """The rows that are goals."""
        return self.goals.loc[~self.goals["goal_id"].isin(list(_NOT_GOALS))]

    @property
    def orphans(self) -> pd.DataFrame:
        """The goals that no project of any business unit is known to serve."""
        return self.real_goals.loc[self.real_goals["projects"] == 0]


def enterprise_alignment(alignment: pd.DataFrame) -> EnterpriseAlignment:
    """Add up spend and weights of goals over business units; goals with the same id are the same goal.

    Parameters
    ----------
    alignment
        Table of that name for one quarter, of any number of business units. Columns goal_id, title, weight, spend, projects and
        business_unit count.

    Notes
    -----
    Leaders of business units may weigh the same goal differently. The weight of goal g for the enterprise is
    Σ over business units of w(unit, g) · spend(unit) ÷ Σ spend(unit): what its share of all spend would be if each business unit
    spent as it says. A goal that a business unit does not name weighs 0 there. A business unit without known spend, or without
    weights, can't be added up: it is left out of weights and spend and named; its projects still count as serving goals.
    """
    rows = alignment.assign(
        goal_id=alignment["goal_id"].map(text_of), _unit=alignment["business_unit"].astype(str)
    ) if len(alignment) else alignment.assign(_unit=pd.Series(dtype="str"))  # fmt: skip
    spends = {str(unit): _sum(theirs["spend"]) for unit, theirs in rows.groupby("_unit", sort=True)}
    weighed = {str(unit) for unit, theirs in rows.groupby("_unit") if theirs["weight"].notna().any()}
    left_out = {
        unit: say("no goal has a weight") if unit not in weighed else say("what it spends is not assessed")
        for unit, spend in spends.items() if unit not in weighed or not spend > 0
    }  # fmt: skip
    included = tuple(unit for unit in spends if unit not in left_out)
    total = math.fsum(spends[unit] for unit in included) if included else math.nan
    found = [_goal_row(str(goal), theirs, spends, included, total) for goal, theirs in rows.groupby("goal_id", sort=True)]
    order = {"": 1, "not_assessed": 2}
    table = build(found, GOALS)
    ordered = table.assign(_place=[order.get(goal, 0) for goal in table["goal_id"]]).sort_values(
        ["_place", "weight", "title"], ascending=[True, False, True], ignore_index=True
    )
    return EnterpriseAlignment(ordered[list(GOALS)], total, included, left_out)


def _sum(amounts: pd.Series) -> float:
    known = amounts.dropna()
    return math.fsum(known) if len(known) else math.nan


def _goal_row(
    goal: str, theirs: pd.DataFrame, spends: Mapping[str, float], included: tuple[str, ...], total: float
) -> dict[str, object]:
    is_goal = goal not in _NOT_GOALS
    known = theirs.loc[theirs["_unit"].isin(included)]
    weight = math.nan
    if is_goal and included:
        weight = math.fsum(w * spends[unit] for unit, w in rows_of(known, "_unit", "weight") if present(w)) / total
    spend = _sum(known["spend"]) if included else math.nan
    # A goal that only business units left out name has no spend that could be compared.
    spend = 0.0 if is_goal and included and known.empty else spend
    share = spend / total if total > 0 else math.nan
    projects = theirs["projects"].dropna().astype("float64")
    titles = dict.fromkeys(text_of(one) for one in theirs["title"] if text_of(one))
    unknown = int(known["spend"].isna().sum())
    notes = (
        [say("spend on it not assessed in {business_unit}", business_unit=counted(unknown, "business unit"))] if unknown else []
    )
    notes += [say("called differently: {titles}", titles=listed(titles))] if len(titles) > 1 and is_goal else []
    return {
        "goal_id": goal,
        "title": say(_NOT_GOALS.get(goal, "")) or next(iter(titles), goal),
        "business_units": int(theirs["_unit"].nunique()),
        "weight": weight,
        "weight_lowest": float(theirs["weight"].min()) if is_goal else math.nan,
        "weight_highest": float(theirs["weight"].max()) if is_goal else math.nan,
        "spend": spend,
        "spend_share": share,
        "difference": share - weight,
        "projects": int(projects.sum()),
        "served_by": int(theirs.loc[theirs["projects"].fillna(0).gt(0), "_unit"].nunique()),
        "note": "; ".join(notes),
    }


def enterprise_sponsors(project_values: pd.DataFrame, stages: Collection[str]) -> pd.DataFrame:
    """Return what each sponsor answers for over all business units; names that differ in capitals alone are one.

    Parameters
    ----------
    project_values
        Table of that name for one quarter, of any number of business units.
    stages
        Stages in which a project takes its sponsor's time.

    Returns
    -------
    DataFrame
        As `pmobook.assess.alignment_sponsors.sponsor_load`, with business_units, in which the sponsor has projects in these
        stages, and titles, the titles of those projects.
    """
    load = sponsor_load(project_values, stages)
    under_way = project_values.loc[project_values["stage"].isin(list(stages))]
    where: dict[str, set[str]] = {}
    titles: dict[str, list[str]] = {}
    for row in records_of(under_way):
        who = as_plain_text(text_of(row["sponsor"])).casefold()
        where.setdefault(who, set()).add(str(row["business_unit"]))
        titles.setdefault(who, []).append(text_of(row["title"]))
    names = [str(one).casefold() for one in load["sponsor"]]
    return load.assign(
        business_units=pd.array([len(where.get(name, ())) for name in names], dtype="Int64"),
        titles=pd.Series([listed(titles.get(name, ())) for name in names], dtype="str", index=load.index),
    )
