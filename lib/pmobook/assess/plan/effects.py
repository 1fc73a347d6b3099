"""What an action should move, as far as it can be computed from what the notebooks recorded."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from pmobook.assess.plan.effect import NO_FIGURE, NOT_ESTIMATED, Effect, because, gap_effect
from pmobook.assess.plan.gathered import Gathered, row_of
from pmobook.assess.plan.matters import Raised
from pmobook.assess.plan.people_effects import lack_of_role, lack_of_skill, staffing
from pmobook.assess.plan.project_effects import benefit_to_come, recovery
from pmobook.language import say
from pmobook.method.improvement_plan import Certainty

__all__ = ["effects_of"]


def effects_of(raised: Raised, gathered: Gathered, certainty: Certainty) -> tuple[Effect, ...]:
    """Return what the action that answers a matter should move, the figure of its severest finding first.

    Returns
    -------
    tuple of Effect
        At least one; where nothing can be computed, one that is not estimated and says why.

    Notes
    -----
    Alignment: the difference between a goal's share of spend and its weight; at least what brings the share to the nearer end of
    what the judges disagree about. Exposure: what the driver, the risk or the excess over the tolerance adds to the mean loss of
    the worst twentieth of scenarios. Measure: from the latest value to the target. Benefit: what was planned and is no longer
    expected in periods to come. Cost: what the rest would cost above its plan at the present rate. Months: from the plan to the
    forecast. People and skills: what is missing. Of all but alignment a weak and a fair response close a share, and a complete
    one closes all.
    """
    found = [one for one in _computed(raised, gathered, certainty) if not math.isnan(one.likely) or one.basis]
    estimated = [one for one in found if not math.isnan(one.likely)]
    return tuple(estimated or found[:1] or [NOT_ESTIMATED])


def _computed(raised: Raised, gathered: Gathered, certainty: Certainty) -> Iterator[Effect]:
    match raised.matter.moves:
        case "alignment":
            yield _alignment(raised, gathered)
        case "exposure":
            yield _exposure(raised, gathered, certainty)
        case "measure":
            yield _measure(raised, gathered, certainty)
        case "benefit":
            yield benefit_to_come(raised.subject, gathered, certainty)
        case "delivery":
            yield from recovery(raised, gathered, certainty)
        case "staffing":
            yield from staffing(raised, gathered, certainty)
        case "people":
            yield lack_of_role(raised.subject, gathered, certainty)
        case "skill":
            yield lack_of_skill(raised.subject, gathered, certainty)
        case "nothing":
            yield because(say(NO_FIGURE))


def _alignment(raised: Raised, gathered: Gathered) -> Effect:
    if raised.matter.per != "subject" and raised.matter.matter_id != "spend_without_goal":
        return because(say("It settles what goals weigh; which spend that moves is only seen afterwards."))
    row = row_of(gathered.table("alignment"), goal_id=raised.subject)
    if row is None:
        return because(say("No shares of spend are recorded."))
    share = 0.0 if pd.isna(row["spend_share"]) and row["projects"] == 0 else float(row["spend_share"])
    if math.isnan(share):
        return because(say("The spend on it is not known."))
    if not raised.subject:
        basis = say("Share of spend that serves no goal.")
        found = Effect("alignment", "", 0.0, share, share, say("share of spend"), basis, 1.0)
        return found if share > 0 else because(say("No spend is known that serves no goal."))
    if pd.isna(row["weight"]):
        return because(say("The goal has no weight yet."))
    ends = [float(row[name]) for name in ("weight_low", "weight", "weight_high") if not pd.isna(row[name])]
    apart = [abs(share - end) for end in ends]
    within = min(ends) <= share <= max(ends) and len(ends) > 1
    low, likely = 0.0 if within else min(apart), abs(share - float(row["weight"]))
    basis = say("Share of spend against the goal's weight and what its judges disagree about.")
    return Effect("alignment", raised.subject, low, likely, max(apart), say("share of spend"), basis, 1.0)


def _exposure(raised: Raised, gathered: Gathered, certainty: Certainty) -> Effect:
    low, likely = certainty.exposure_low.value, certainty.exposure_likely.value
    if raised.matter.per != "subject":
        row = row_of(gathered.table("risk_exposure"), grouping="total", subject="")
        basis, gap = say("Mean loss of the worst twentieth of scenarios, above the tolerance."), _excess(row)
    elif raised.matter.matter_id == "within_category":
        row = row_of(gathered.table("risk_exposure"), grouping="category", subject=raised.subject)
        basis, gap = say("Mean loss of the category's worst twentieth of scenarios, above its tolerance."), _excess(row)
    else:
        by_driver = row_of(gathered.table("risk_exposure"), grouping="driver", subject=raised.subject)
        by_risk = row_of(gathered.table("risk_register"), risk_id=raised.subject)
        row = by_driver if any(str(one["finding_id"]).startswith("driver") for one in raised.findings) else by_risk
        gap = math.nan if row is None else float(row["in_bad_cases"])
        basis = say("What it adds to the mean loss of the worst twentieth of scenarios.")
    if not gap > 0:
        return because(say("Its part of the losses in bad cases is not known, or none."))
    return Effect("exposure", raised.subject, low * gap, likely * gap, gap, "money", basis)


def _excess(row: pd.Series | None) -> float:
    return math.nan if row is None else float(row["cvar95"]) - float(row["tolerance"])


def _measure(raised: Raised, gathered: Gathered, certainty: Certainty) -> Effect:
    row = row_of(gathered.table("measure_status"), measure_id=raised.subject)
    if row is None or pd.isna(row["value"]) or pd.isna(row["target"]):
        return because(say("The measure has no latest value, or no target."))
    short = float(row["target"]) - float(row["value"])
    short = -short if row["better"] == "lower" else short
    if not short > 0:
        return because(say("The measure is at its target today."))
    return gap_effect(
        "measure", raised.subject, short, certainty, str(row["unit_of_measure"]), say("Latest value to the target.")
    )
