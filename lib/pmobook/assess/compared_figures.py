"""The figures of a quarter that are held against those of another: each in one row, whatever table it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.results import with_instrument
from pmobook.assess.tables import build

__all__ = ["FIGURES", "KEYS", "compared_figures"]

KEYS = ["business_unit", "about", "subject", "figure"]

FIGURES = {
    "business_unit": "str", "about": "str", "subject": "str", "figure": "str", "title": "str", "unit_of_measure": "str",
    "value": "float64", "said": "str", "coverage": "str", "notebook": "str",
}  # fmt: skip

_MONEY = "money"


@dataclass(frozen=True)
class _Figure:
    """Where a figure stands: its table and column, what it is about, and the columns that tell how much it rests on."""

    table: str
    about: str
    subject: str
    column: str
    unit: str
    title: str = "title"
    coverage: tuple[str, ...] = ()
    only: tuple[str, str] | None = None
    notebook: str = "30_performance"


def _group(names: str, **common: Any) -> tuple[_Figure, ...]:  # noqa: ANN401 - a figure\'s own fields
    """Return figures of one table from ``column: unit of measure`` texts; a unit in angle brackets names a column."""
    pairs = (one.split(":") for one in names.split(", "))
    return tuple(_Figure(column=column.strip(), unit=unit.strip(), **common) for column, unit in pairs)


_RISKS: dict[str, Any] = {
    "table": "risk_exposure",
    "subject": "subject",
    "title": "subject",
    "coverage": ("risks",),
    "notebook": "50_risk",
}
_FIGURES = (
    *_group("weight: share, spend: money, spend_share: share, difference: share", table="alignment", about="goal",
            subject="goal_id", notebook="20_goal_alignment"),
    *_group("value: <unit_of_measure>, status: words, probability_of_target: share", table="measure_status", about="measure",
            subject="measure_id"),
    *_group("confidence: words, expected_cost: money, cost_variance_share: share, slip_days: days", table="project_status",
            about="project", subject="project_id"),
    *_group("cost_index: ratio, schedule_index: ratio, eac_typical: money, variance_at_completion: money",
            table="earned_value", about="money of a project", subject="project_id"),
    *_group("expected: <unit_of_measure>, realised_share: share, standing: words", table="benefit_status", about="benefit",
            subject="benefit_id", coverage=("periods_not_assessed", "periods_overdue")),
    *_group("npv: money, npv_to_come: money", table="investment", about="investment", subject="project_id"),
    *_group("gates_overdue: count, days_overdue: days, conditions_open: count, difference: bands, implied_rating: words",
            table="governance_status", about="governance of a project", subject="project_id", coverage=("dimensions",)),
    *_group("mean: money, p80: money, cvar95: money, breach_probability: share", about="exposure", only=("grouping", "total"),
            **_RISKS),
    *_group("mean: money", about="exposure of a category", only=("grouping", "category"), **_RISKS),
)  # fmt: skip


def compared_figures(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the figures of one quarter that can be held against another's.

    Parameters
    ----------
    tables
        Recorded tables by name, narrowed to the quarter; one that is not there has no figures.

    Returns
    -------
    DataFrame
        Columns of ``FIGURES``; ``KEYS`` tell two rows apart. ``value`` is missing where the figure is not assessed, and of
        figures in words, which stand in ``said``. ``coverage`` says how much the figure rests on; two quarters in which it is
        the same rest on as much. ``unit_of_measure`` is ``money`` for the engagement's currency and scale.
    """
    parts = [_from(tables[one.table], one) for one in _FIGURES if one.table in tables and one.column in tables[one.table]]
    for name, read in (
        ("area_scores", _levels),
        ("measure_status", _share_met),
        ("capacity_balance", _shortages),
        ("findings", _findings),
    ):
        if name in tables:
            parts.append(read(tables[name]))
    found = pd.concat([part for part in parts if len(part)] or [build((), FIGURES)], ignore_index=True)
    return found.sort_values(KEYS, kind="stable", ignore_index=True)[list(FIGURES)]


def _from(rows: pd.DataFrame, one: _Figure) -> pd.DataFrame:
    if one.only:
        rows = rows[rows[one.only[0]] == one.only[1]]
    in_words = one.unit == "words"
    column = rows[one.column]
    unit = rows[one.unit[1:-1]].astype("str") if one.unit.startswith("<") else "" if in_words else one.unit
    return _typed(
        pd.DataFrame({
            "business_unit": rows["business_unit"],
            "about": one.about,
            "subject": rows[one.subject].fillna(""),
            "figure": one.column,
            "title": rows[one.title].fillna(""),
            "unit_of_measure": unit,
            "value": np.nan if in_words else column.astype("float64"),
            "said": column if in_words else "",
            "coverage": _covered(rows, one.coverage),
            "notebook": one.notebook,
        })
    )  # fmt: skip


def _covered(rows: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    words = pd.Series("", index=rows.index, dtype="str")
    for column in columns:
        if column in rows:
            words += ("" if column == columns[0] else ", ") + column.replace("_", " ") + " " + rows[column].astype("str")
    return words


def _levels(area_scores: pd.DataFrame) -> pd.DataFrame:
    chosen = with_instrument(area_scores)
    chosen = chosen[chosen["is_chosen_rule"].fillna(False).astype(bool)]
    share = chosen["scale_maximum"] == 1
    return _typed(
        pd.DataFrame({
            "business_unit": chosen["business_unit"], "about": "focus area", "subject": chosen["area_id"], "figure": "score",
            "title": chosen["area_id"], "unit_of_measure": np.where(share, "share", "levels"), "value": chosen["score"],
            "said": "", "coverage": _covered(chosen, ("capabilities_assessed", "raters")), "notebook": "10_maturity",
        })
    )  # fmt: skip


def _share_met(measure_status: pd.DataFrame) -> pd.DataFrame:
    assessed = measure_status["status"].isin(["met", "near", "missed"])
    counted = pd.DataFrame({
        "business_unit": measure_status["business_unit"], "assessed": assessed, "met": measure_status["status"] == "met",
    }).groupby("business_unit", as_index=False).sum()  # fmt: skip
    return _typed(
        pd.DataFrame({
            "business_unit": counted["business_unit"], "about": "measures", "subject": "", "figure": "share_met",
            "title": "measures that meet their target", "unit_of_measure": "share",
            "value": counted["met"] / counted["assessed"].where(counted["assessed"] > 0), "said": "",
            "coverage": "assessed " + counted["assessed"].astype("str"), "notebook": "30_performance",
        })
    )  # fmt: skip


def _shortages(capacity_balance: pd.DataFrame) -> pd.DataFrame:
    """Person-months lacking of each role over the months that both capacity and needs are known of."""
    rows = capacity_balance[["business_unit", "role", "deficit", "needs_not_assessed"]]
    summed = rows.groupby(["business_unit", "role"], as_index=False).agg(
        deficit=("deficit", lambda one: one.sum(min_count=1)),
        months=("deficit", "count"),
        unknown=("needs_not_assessed", "sum"),
    )
    return _typed(
        pd.DataFrame({
            "business_unit": summed["business_unit"], "about": "capacity", "subject": summed["role"], "figure": "deficit",
            "title": summed["role"], "unit_of_measure": "person-months", "value": summed["deficit"].astype("float64"),
            "said": "",
            "coverage": "months " + summed["months"].astype("str") + ", needs not assessed " + summed["unknown"].astype("str"),
            "notebook": "60_resources",
        })
    )  # fmt: skip


def _findings(findings: pd.DataFrame) -> pd.DataFrame:
    return _typed(
        pd.DataFrame({
            "business_unit": findings["business_unit"], "about": "finding",
            "subject": findings["notebook"] + " " + findings["finding_id"], "figure": "severity",
            "title": findings["sentence"].fillna(""), "unit_of_measure": "", "value": np.nan, "said": findings["severity"],
            "coverage": "", "notebook": findings["notebook"],
        })
    ).drop_duplicates(KEYS)  # fmt: skip


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.astype(FIGURES)
