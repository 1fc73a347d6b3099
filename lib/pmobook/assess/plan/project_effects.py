"""What recovering a project or a benefit should move: money over plan, months late, benefits no longer expected."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from pmobook.assess.plan.effect import Effect, because, gap_effect
from pmobook.assess.plan.gathered import Gathered, row_of
from pmobook.assess.plan.matters import Raised
from pmobook.language import say
from pmobook.method.improvement_plan import Certainty

__all__ = ["benefit_to_come", "cost_over_plan", "months_late", "recovery"]

_DAYS_A_MONTH = 365.25 / 12
_OF_TIME = ("late", "low_schedule_index", "stale_rating")
_OF_COST = ("over_cost", "low_cost_index", "above_whole_life_cost", "forecast_grew")


def benefit_to_come(benefit: str, gathered: Gathered, certainty: Certainty) -> Effect:
    """Return what may be won back of a benefit: planned and no longer expected in periods that have not ended.

    A period counts if both amounts are known. What did not come in periods that are over can't be won back.
    """
    row = row_of(gathered.table("benefit_status"), benefit_id=benefit)
    periods = gathered.table("benefit_periods")
    known = zip(*(periods[name].tolist() for name in ("benefit_id", "is_due", "planned", "expected")), strict=True)
    ahead = [planned - expected for one, is_due, planned, expected in known if one == benefit and not is_due]
    ahead = [short for short in ahead if not pd.isna(short)]
    if row is None or not ahead:
        return because(say("No period to come has both a planned and an expected amount."))
    sign = -1 if row["kind"] == "disbenefit" else 1
    gap = sign * math.fsum(ahead)
    if not gap > 1e-9:
        return because(say("What is short lies in periods that are over and can't be won back."))
    status = gathered.table("benefit_status")
    planned = status.loc[status["unit_of_measure"] == row["unit_of_measure"], "planned"].abs().dropna()
    basis = say("Planned less expected in periods to come.")
    return gap_effect("benefit", benefit, gap, certainty, str(row["unit_of_measure"]), basis, math.fsum(planned) or math.nan)


def recovery(raised: Raised, gathered: Gathered, certainty: Certainty) -> Iterator[Effect]:
    """Yield the figures of a project that findings are about, that of the severest first: months late, money over plan."""
    kinds = [str(one["finding_id"]).partition(":")[0] for one in raised.findings]
    named = dict.fromkeys("finish" if one in _OF_TIME else "cost" for one in kinds if one in _OF_TIME + _OF_COST)
    for figure in named:
        yield (_months if figure == "finish" else _money)(raised.subject, gathered, certainty)


def _months(project: str, gathered: Gathered, certainty: Certainty) -> Effect:
    months, basis, _ = months_late(project, gathered.table("project_status"), gathered.table("earned_value"))
    if not months > 0:
        return because(say("Its forecast is not later than its plan, or not known."))
    return gap_effect("finish", project, months, certainty, "months", f"{basis}.", 12.0)


def months_late(project: str, status: pd.DataFrame, earned: pd.DataFrame) -> tuple[float, str, str]:
    """Return by how many months a project is late, what that is read from, and the plan that it is held against.

    The forecast finish against the one first planned counts; without both, the duration at the pace so far against the planned
    one. NaN if neither is known.
    """
    row = row_of(status, project_id=project)
    if row is not None and not pd.isna(row["slip_days"]):
        against = say("the baseline") if row["schedule_basis"] == "baseline" else say("the one first told")
        months = float(row["slip_days"]) / _DAYS_A_MONTH
        return (
            months,
            say("Forecast finish against {against}", against=against),
            say("finish {reference_finish:%Y-%m-%d}", reference_finish=row["reference_finish"]),
        )
    row = row_of(earned, project_id=project)
    if row is None or pd.isna(row["forecast_duration"]) or pd.isna(row["planned_duration"]):
        return math.nan, "", ""
    late = float(row["forecast_duration"]) - float(row["planned_duration"])
    return (
        late,
        say("Duration at the pace so far against the plan"),
        say("duration {planned_duration}", planned_duration=row["planned_duration"]),
    )


def _money(project: str, gathered: Gathered, certainty: Certainty) -> Effect:
    earned = gathered.table("earned_value")
    row = row_of(earned, project_id=project)
    if row is None or pd.isna(row["eac_typical"]) or pd.isna(row["eac_atypical"]):
        return because(say("Work done is not valued, so what the rest will cost at the present rate is not known."))
    ahead = float(row["eac_typical"]) - float(row["eac_atypical"])
    if not ahead > 1e-9:
        return because(say("At the present rate the rest costs no more than planned; what is overspent is spent."))
    whole = row_of(earned, project_id="")
    scale = math.nan if whole is None else float(whole["budget_at_completion"])
    return gap_effect(
        "cost", project, ahead, certainty, "money", say("Cost of the rest at the present rate less its plan."), scale
    )


def cost_over_plan(project: str, earned: pd.DataFrame) -> tuple[float, float]:
    """Return by how much a project ends above its budget at the present rate, and that budget; NaN where not known."""
    row = row_of(earned, project_id=project)
    if row is None:
        return math.nan, math.nan
    return -float(row["variance_at_completion"]), float(row["budget_at_completion"])
