"""How the present choice of projects of each business unit stands beside the best one."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.tables import build

__all__ = ["STANDINGS", "portfolio_standings"]

STANDINGS = {
    "business_unit": "str", "present_projects": "Int64", "present_value": "float64", "present_cost": "float64",
    "best_projects": "Int64", "best_value": "float64", "best_cost": "float64", "starts": "Int64", "stops": "Int64",
}  # fmt: skip


def portfolio_standings(selection: pd.DataFrame) -> pd.DataFrame:
    """Return what the present and the best choice of projects of each business unit hold, bring and still cost.

    Parameters
    ----------
    selection
        Table of that name for one quarter. A project for which no choice was found is left out; a business unit with no
        other has no row.

    Returns
    -------
    DataFrame
        Columns of `STANDINGS`, by business unit: projects, value and cost still to spend of both choices, and how many
        projects the best one would start and stop. A value is the sum over those that are assessed; missing if none is.
    """
    known = selection[selection["is_chosen"].notna() & selection["is_current"].notna()]
    rows = []
    for unit, projects in known.groupby("business_unit", sort=True):
        best, present = (projects[name].astype("bool") for name in ("is_chosen", "is_current"))
        rows.append({
            "business_unit": str(unit),
            **_held(projects[present], "present"),
            **_held(projects[best], "best"),
            "starts": int((best & ~present).sum()),
            "stops": int((present & ~best).sum()),
        })  # fmt: skip
    return build(rows, STANDINGS)


def _held(projects: pd.DataFrame, choice: str) -> dict[str, object]:
    # Of no project at all the sum is zero; of projects none of which is assessed it isn't known.
    least = min(1, len(projects))
    return {
        f"{choice}_projects": len(projects),
        f"{choice}_value": projects["value"].sum(min_count=least),
        f"{choice}_cost": projects["cost"].sum(min_count=least),
    }
