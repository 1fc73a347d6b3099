"""The organisation's money: the business units' earned value added up, like with like."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.earned_value.indices import Indices, indices
from pmobook.assess.earned_value.wording import cost_in_words
from pmobook.assess.wording import as_number, counted, listed
from pmobook.language import say

__all__ = ["EnterpriseMoney", "enterprise_curve", "enterprise_money"]

_SUMMED = ("planned_value", "earned_value", "actual_cost", "budget_at_completion")


@dataclass(frozen=True, eq=False)
class EnterpriseMoney:
    """How the organisation's projects under way stand.

    Attributes
    ----------
    by_business_unit
        One row a business unit: business_unit, projects, and the money columns of the table earned_value.
    indices
        Of the sums over the business units that are assessed.
    forecast_total
        Sum of their projects' own forecasts; missing if one is not known.
    projects
        How many projects are added up.
    not_assessed
        Business units without earned value.
    headline
        The result in a sentence.
    """

    by_business_unit: pd.DataFrame
    indices: Indices
    forecast_total: float
    projects: int
    not_assessed: tuple[str, ...]
    headline: str


def enterprise_money(
    recorded: pd.DataFrame | Mapping[str, pd.DataFrame] | Iterable[pd.DataFrame],
    organisation: str = "The organisation",
    names: Mapping[str, str] | None = None,
) -> EnterpriseMoney:
    """Add up the business units' money of one quarter.

    Parameters
    ----------
    recorded
        The recorded table earned_value of one quarter: one frame with ``business_unit``, several such, or one for each business
        unit by its id. Only the rows of business units as a whole count, those with an empty project_id.
    organisation
        Named in the headline.
    names
        Business unit id to its name, for the headline; one that is not here goes by its id.

    Raises
    ------
    ValueError
        If a business unit has two such rows, as it has when quarters are mixed.

    Notes
    -----
    A business unit without planned value, earned value, cost or budget is left out of every sum and named. Indices are of
    the sums, never means of indices.
    """
    rows = _whole_rows(recorded)
    units = rows["business_unit"].astype(str)
    if units.duplicated().any():
        message = f"more than one row for {', '.join(sorted(set(units[units.duplicated()])))}: hand over one quarter"
        raise ValueError(message)
    known = rows[list(_SUMMED)].notna().all(axis=1)
    there = rows.loc[known]
    own = _sum(there["forecast_total"])
    pv, ev, ac, bac = (_sum(there[name]) for name in _SUMMED)
    found = indices(pv, ev, ac, bac, None if math.isnan(own) else own)
    projects = int(there["projects"].fillna(0).sum())
    missing = tuple(units[~known])
    called = tuple((names or {}).get(unit, unit) for unit in missing)
    return EnterpriseMoney(rows, found, own, projects, missing, _headline(organisation, found, projects, called))


def _whole_rows(recorded: pd.DataFrame | Mapping[str, pd.DataFrame] | Iterable[pd.DataFrame]) -> pd.DataFrame:
    if isinstance(recorded, pd.DataFrame):
        frames = [recorded]
    elif isinstance(recorded, Mapping):
        frames = [frame.assign(business_unit=unit) for unit, frame in recorded.items()]
    else:
        frames = list(recorded)
    filled = [frame for frame in frames if not frame.empty]
    if not filled:
        names = ("business_unit", "projects", "forecast_total", *_SUMMED)
        return pd.DataFrame({name: pd.Series(dtype="float64") for name in names})
    rows = pd.concat(filled, ignore_index=True)
    whole = rows.loc[rows["project_id"].fillna("") == ""]
    return whole.sort_values("business_unit", kind="stable").reset_index(drop=True)


def _sum(values: pd.Series) -> float:
    return math.fsum(values.tolist()) if len(values) else math.nan


def _headline(organisation: str, found: Indices, projects: int, missing: tuple[str, ...]) -> str:
    left_out = say("; not assessed: {missing}", missing=listed(missing)) if missing else ""
    if math.isnan(found.cpi):
        return say("{organisation}: earned value is not assessed{left_out}", organisation=organisation, left_out=left_out)
    said = say(
        "of {project} under way, {cost_in_words} (CPI {cpi})",
        project=counted(projects, "project"),
        cost_in_words=cost_in_words(found.cpi),
        cpi=as_number(found.cpi, 2),
    )
    return f"{organisation}: {said}{left_out}"


def enterprise_curve(recorded: pd.DataFrame) -> pd.DataFrame:
    """Add up the business units' cost curves of one quarter month by month.

    Parameters
    ----------
    recorded
        The recorded table cost_curve of one quarter, with ``business_unit``; only rows with an empty project_id count.

    Returns
    -------
    DataFrame
        period, planned, earned, actual, forecast, business_units (how many are added up). A business unit whose curve has
        ended keeps its last amount, one that has not begun adds nothing; a line that one lacks altogether leaves it out.
    """
    rows = recorded.loc[recorded["project_id"].fillna("") == ""]
    units = [own.set_index("period").sort_index() for _, own in rows.groupby("business_unit", sort=True)]
    able = [own for own in units if own[["planned", "earned", "actual"]].notna().any().all()]
    periods = sorted({str(period) for own in able for period in own.index})
    lines = {name: _added(able, name, periods) for name in ("planned", "earned", "actual", "forecast")}
    return pd.DataFrame({"period": pd.Series(periods, dtype="str"), **lines}).assign(business_units=len(able))


def _added(units: list[pd.DataFrame], name: str, periods: list[str]) -> list[float]:
    """Return the sum over business units; past lines end with the first that ends, the forecast begins where they end."""
    if not units:
        return []
    columns = []
    for own in units:
        expected = own["actual"].where(own["actual"].notna(), own["forecast"])
        line = (expected if name == "forecast" else own[name]).reindex(periods).ffill()
        columns.append(line.fillna(0.0))
    total = pd.concat(columns, axis=1).sum(axis=1)
    last = max(str(own["actual"].last_valid_index()) for own in units)
    index = pd.Series(periods, index=periods)
    if name in {"earned", "actual"}:
        total = total.where(index <= last)
    if name == "forecast":
        total = total.where(index >= last)
    return [float(value) for value in total]
