"""The register: how each benefit stands, from planned amounts, what came, and what is still expected."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.benefits.curves import ramp_shape, slippage
from pmobook.assess.benefits.periods import months_of
from pmobook.assess.benefits.record import TrackRecord
from pmobook.assess.tables import BENEFIT_STATUS, build, text_of
from pmobook.assess.wording import counted
from pmobook.method.benefits import BenefitsMethod
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["expected_share", "state_benefits"]


def state_benefits(
    benefits: pd.DataFrame, periods: pd.DataFrame, projects: pd.DataFrame, track: TrackRecord, method: BenefitsMethod
) -> pd.DataFrame:
    """Say for every benefit what share has been realised, how late it is and what is still to come.

    Parameters
    ----------
    benefits
        The form benefits of the quarter's pack.
    periods
        Table benefit_periods.
    projects
        The form projects, for the stage; may be without rows.
    track
        What past claims came to; new ones are shown beside what these make of them, and never replaced.
    method
        When a benefit is behind.

    Returns
    -------
    DataFrame
        Table benefit_status. *Realised share* is actual ÷ planned over the periods due where both are known; it is missing where
        there is none, or nothing above zero was planned. For a disbenefit more than planned is worse, and slippage isn't judged.
    """
    stages = {str(one): text_of(stage) for one, stage in zip(projects["project_id"], projects["stage"], strict=True)}
    spans = months_of(periods["period"])["months"] if len(periods) else pd.Series(dtype="int64")
    first = benefits.drop_duplicates("benefit_id").set_index("benefit_id")
    # Empty cells agree with everything, so an owner may stand in a later row only.
    owners = benefits.groupby("benefit_id")["owner"].first()
    ratios = dict(zip(track.benefits["benefit_id"], track.benefits["forecast_ratio"], strict=True))
    rows = []
    for name, group in periods.groupby("benefit_id", sort=True):
        told = first.loc[name]
        row: dict[str, Any] = {
            "benefit_id": str(name), "project_id": text_of(told["project_id"]), "title": text_of(told["title"]),
            "owner": text_of(owners[name]).strip(), "kind": text_of(told["kind"]),
            "unit_of_measure": text_of(told["unit_of_measure"]), "stage": stages.get(str(told["project_id"])),
        }  # fmt: skip
        row |= _amounts(group) | _curve(group, spans[group.index], row["kind"], method)
        row |= _claim(group, track) | {"forecast_ratio": ratios.get(name, math.nan)}
        row["standing"] = _standing(row, method)
        row["note"] = _note(row, group)
        rows.append({column: row[column] for column in BENEFIT_STATUS})
    return build(rows, BENEFIT_STATUS)


def _sum(values: pd.Series) -> float:
    known = values.dropna()
    return math.fsum(known) if len(known) else math.nan


def _amounts(group: pd.DataFrame) -> dict[str, Any]:
    due = group.loc[group["is_due"]]
    both = due.loc[due["actual"].notna() & due["planned"].notna()]
    planned_due, realised = _sum(both["planned"]), _sum(both["actual"])
    return {
        "planned": _sum(group["planned"]), "expected": _sum(group["expected"]), "planned_due": planned_due,
        "realised": realised, "realised_share": realised / planned_due if planned_due > 0 else math.nan,
        "periods": len(group), "periods_due": len(due), "periods_overdue": int(due["actual"].isna().sum()),
        "periods_not_assessed": int(group["expected"].isna().sum()),
    }  # fmt: skip


def _curve(group: pd.DataFrame, spans: pd.Series, kind: str, method: BenefitsMethod) -> dict[str, Any]:
    found = slippage(group["planned"], group["expected"], spans, share=method.slip_share.value)
    is_judged = kind != "disbenefit"
    # Before the first and after the last planned amount nothing was planned.
    planned = group["planned"].loc[group["planned"].first_valid_index() : group["planned"].last_valid_index()]
    return {
        "slip_months": found.later if is_judged else math.nan,
        "full_slip_months": found.full_later if is_judged else math.nan,
        "slip_sentence": found.sentence if is_judged else "",
        "ramp": ramp_shape(planned, spans[planned.index], method=method).shape,
    }


def _claim(group: pd.DataFrame, track: TrackRecord) -> dict[str, float]:
    """Return what is still to come, and that as past claims turned out: forecasts as forecasts did, promises as promises."""
    ahead = group.loc[~group["is_due"]]
    forecast = ahead["expected"].notna()
    promised = ahead["planned"].where(~forecast)
    to_come = _sum(ahead["expected"])
    parts = [(to_come, track.forecast)] if forecast.any() else [(_sum(promised), track.planned)]
    low, middle, high = (sum(ends) for ends in zip(*(past.correct(amount) for amount, past in parts), strict=True))
    return {"to_come": to_come, "corrected_low": low, "corrected": middle, "corrected_high": high}


def expected_share(row: Mapping[str, Any]) -> float:
    """Return what a benefit is expected to bring in all as a share of its plan; NaN where either isn't wholly known."""
    return row["expected"] / row["planned"] if row["planned"] > 0 and not row["periods_not_assessed"] else math.nan


def _standing(row: dict[str, Any], method: BenefitsMethod) -> str:
    share, slip, is_loss = row["realised_share"], row["slip_months"], row["kind"] == "disbenefit"
    total = expected_share(row)
    if is_loss:
        share, total = (1 / one if one > 0 else math.nan if math.isnan(one) else 1.0 for one in (share, total))
    slack = 1e-9
    if share < method.realised_act.value - slack or slip >= method.slip_act.value - slack:
        return "far behind"
    if share < method.realised_watch.value - slack or total < method.realised_watch.value - slack or (
        slip >= method.slip_watch.value - slack
    ):  # fmt: skip
        return "behind"
    if not math.isnan(share):
        return "on course"
    return "not due yet" if not row["periods_due"] and not math.isnan(row["to_come"]) else NOT_ASSESSED


def _note(row: dict[str, Any], group: pd.DataFrame) -> str:
    notes = []
    if math.isnan(row["realised_share"]):
        why = (
            "no period has ended" if not row["periods_due"]
            else "no period due has both a planned and an actual amount" if math.isnan(row["planned_due"])
            else "nothing was planned for the periods due"
        )  # fmt: skip
        notes.append(f"realised share not assessed: {why}")
    if row["periods_overdue"]:
        notes.append(f"{counted(row['periods_overdue'], 'period')} due without an actual amount")
    ahead = int((group["expected"].isna() & ~group["is_due"]).sum())
    if ahead:
        notes.append(f"{counted(ahead, 'period')} to come without a forecast")
    if np.isnan(row["slip_months"]) and row["slip_sentence"]:
        notes.append(row["slip_sentence"].rstrip(".").lower())
    return "; ".join(notes)
