"""The register: how each benefit stands, from planned amounts, what came, and what is still expected."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.assess.benefits.curves import ramp_shape, slippage
from pmobook.assess.benefits.flows import Floats
from pmobook.assess.benefits.periods import months_of
from pmobook.assess.benefits.record import TrackRecord
from pmobook.assess.tables import BENEFIT_STATUS, build, records_of, text_of
from pmobook.assess.wording import counted
from pmobook.language import inside, say
from pmobook.method.benefits import BenefitsMethod
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["expected_share", "state_benefits"]


@dataclass(frozen=True)
class _Course:
    """One benefit's periods in order."""

    months: Floats
    planned: Floats
    actual: Floats
    expected: Floats
    is_due: npt.NDArray[np.bool_]


def _courses(periods: pd.DataFrame) -> dict[str, _Course]:
    """Return each benefit's periods, in order of its id."""
    if periods.empty:
        return {}
    months = months_of(periods["period"])["months"].to_numpy(dtype=np.float64)
    planned, actual, expected = (periods[name].to_numpy(dtype=np.float64) for name in ("planned", "actual", "expected"))
    due = periods["is_due"].to_numpy(dtype=bool)
    places = periods.groupby("benefit_id", sort=True).indices
    return {
        str(name): _Course(months[rows], planned[rows], actual[rows], expected[rows], due[rows]) for name, rows in places.items()
    }


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
    first = {str(one["benefit_id"]): one for one in records_of(benefits.drop_duplicates("benefit_id"))}
    # Empty cells agree with everything, so an owner may stand in a later row only.
    owners = {str(one): value for one, value in benefits.groupby("benefit_id")["owner"].first().items()}
    ratios = dict(zip(track.benefits["benefit_id"], track.benefits["forecast_ratio"], strict=True))
    rows = []
    for name, course in _courses(periods).items():
        told = first[name]
        row: dict[str, Any] = {
            "benefit_id": name, "project_id": text_of(told["project_id"]), "title": text_of(told["title"]),
            "owner": text_of(owners[name]).strip(), "kind": text_of(told["kind"]),
            "unit_of_measure": text_of(told["unit_of_measure"]), "stage": stages.get(str(told["project_id"])),
        }  # fmt: skip
        row |= _amounts(course) | _curve(course, row["kind"], method)
        row |= _claim(course, track) | {"forecast_ratio": ratios.get(name, math.nan)}
        row["standing"] = _standing(row, method)
        row["note"] = _note(row, course)
        rows.append({column: row[column] for column in BENEFIT_STATUS})
    return build(rows, BENEFIT_STATUS)


def _sum(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return math.fsum(known.tolist()) if len(known) else math.nan


def _amounts(course: _Course) -> dict[str, Any]:
    both = course.is_due & ~np.isnan(course.actual) & ~np.isnan(course.planned)
    planned_due, realised = _sum(course.planned[both]), _sum(course.actual[both])
    return {
        "planned": _sum(course.planned), "expected": _sum(course.expected), "planned_due": planned_due,
        "realised": realised, "realised_share": realised / planned_due if planned_due > 0 else math.nan,
        "periods": len(course.planned), "periods_due": int(course.is_due.sum()),
        "periods_overdue": int((course.is_due & np.isnan(course.actual)).sum()),
        "periods_not_assessed": int(np.isnan(course.expected).sum()),
    }  # fmt: skip


def _curve(course: _Course, kind: str, method: BenefitsMethod) -> dict[str, Any]:
    found = slippage(course.planned, course.expected, course.months, share=method.slip_share.value)
    is_judged = kind != "disbenefit"
    # Before the first and after the last planned amount nothing was planned.
    known = np.flatnonzero(~np.isnan(course.planned))
    whole = slice(known[0], known[-1] + 1) if len(known) else slice(0)
    return {
        "slip_months": found.later if is_judged else math.nan,
        "full_slip_months": found.full_later if is_judged else math.nan,
        "slip_sentence": found.sentence if is_judged else "",
        "ramp": ramp_shape(course.planned[whole], course.months[whole], method=method).shape,
    }


def _claim(course: _Course, track: TrackRecord) -> dict[str, float]:
    """Return what is still to come, and that as past claims turned out: forecasts as forecasts did, promises as promises."""
    expected, planned = course.expected[~course.is_due], course.planned[~course.is_due]
    to_come = _sum(expected)
    is_forecast = not math.isnan(to_come)
    past, claim = (track.forecast, to_come) if is_forecast else (track.planned, _sum(planned))
    low, middle, high = past.correct(claim)
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


def _note(row: dict[str, Any], course: _Course) -> str:
    notes = []
    if math.isnan(row["realised_share"]):
        why = (
            say("no period has ended") if not row["periods_due"]
            else say("no period due has both a planned and an actual amount") if math.isnan(row["planned_due"])
            else say("nothing was planned for the periods due")
        )  # fmt: skip
        notes.append(say("realised share not assessed: {why}", why=why))
    if row["periods_overdue"]:
        notes.append(say("{period} due without an actual amount", period=counted(row["periods_overdue"], "period")))
    ahead = int((np.isnan(course.expected) & ~course.is_due).sum())
    if ahead:
        notes.append(say("{period} to come without a forecast", period=counted(ahead, "period")))
    if np.isnan(row["slip_months"]) and row["slip_sentence"]:
        notes.append(inside(row["slip_sentence"].rstrip(".")))
    return "; ".join(notes)
