"""The sentences that head a scorecard: its finding, and what qualifies it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from pmobook.assess.overview import DeliveryOverview, MaturityOverview, MeasureOverview
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import inside, said_later, say, say_many
from pmobook.rounding import level_apart
from pmobook.show.figures import money, percent_change
from pmobook.show.words import counted, joined
from pmobook.vocabulary import NOT_ASSESSED, Quarter

__all__ = [
    "cost_sentence",
    "finding_sentence",
    "gap_sentence",
    "missing_sentence",
    "shortened",
    "stale_sentence",
    "unassessed_maturity",
    "unrated_sentence",
]


def finding_sentence(
    who: str, maturity: MaturityOverview, delivery: DeliveryOverview, measures: MeasureOverview, *, several: bool = False
) -> str:
    """Return the one sentence that matters most, from the first subject that was assessed.

    Parameters
    ----------
    who
        The business unit's or organisation's name.
    maturity, delivery, measures
        Its figures for the quarter.
    several
        Whether they are those of several business units, whose targets are counted together.
    """
    if maturity.compared and several:
        return say(
            "Business units of {who} meet {met} of {maturity_target}",
            who=who,
            met=maturity.met,
            maturity_target=counted(maturity.compared, "maturity target"),
        )
    if maturity.compared:
        areas = counted(maturity.compared, "focus area")
        if maturity.met == maturity.compared:
            return say(
                said_later("{who} meets its maturity targets in all {areas}")
                if maturity.compared > 1
                else said_later("{who} meets its maturity targets in {areas}"),
                who=who,
                areas=areas,
            )
        return say("{who} meets its maturity target in {met} of {areas}", who=who, met=maturity.met, areas=areas)
    subject = "" if several else f"{who}: "  # the organisation's name stands above its headline
    if delivery.rated:
        rated = counted(delivery.rated, "rated project")
        return say_many(
            "{subject}{low} of {rated} is red or amber/red",
            "{subject}{low} of {rated} are red or amber/red",
            delivery.low,
            subject=subject,
            low=delivery.low,
            rated=rated,
        )
    if measures.assessed:
        missed = counted(measures.assessed, "measure")
        return say_many(
            "{subject}{missed} of {missed_2} misses its target",
            "{subject}{missed} of {missed_2} miss their target",
            measures.missed,
            subject=subject,
            missed=measures.missed,
            missed_2=missed,
        )
    return say("{who} has not been assessed in this quarter", who=who)


def gap_sentence(maturity: MaturityOverview, names: Mapping[str, str], areas: Mapping[str, str]) -> str:
    """Return where the largest gap is; empty if no focus area is below its target.

    Parameters
    ----------
    maturity
        Of one business unit or of several.
    names
        Business unit id to its name; with several the sentence says which one. Without a name the id stands.
    areas
        Focus area id to its title.
    """
    gap = maturity.largest_gap
    if gap is None:
        return ""
    area = areas.get(gap.area_id, gap.area_id)
    where = inside(area, only_first=True)
    if len(names) > 1:
        where = f"{names.get(gap.business_unit, gap.business_unit)}, {where}"
    score, target = level_apart(gap.score, gap.target)
    return say("Largest gap: {where}, at {score} against a target of {target}.", where=where, score=score, target=target)


def missing_sentence(missing: int, business_units: int, quarter: Quarter) -> str:
    """Return how many business units have no results; empty if all have."""
    if not missing:
        return ""
    return say_many(
        "{n} of {business_unit} has no results for {quarter}.",
        "{n} of {business_unit} have no results for {quarter}.",
        missing,
        business_unit=counted(business_units, "business unit"),
        quarter=quarter,
    )


def stale_sentence(names: Sequence[str], quarter: Quarter) -> str:
    """Return whose latest run failed while earlier results of the same quarter stand; empty if nobody's."""
    if not names:
        return ""
    return say_many(
        "The latest run failed for {names}; its earlier results of {quarter} are shown.",
        "The latest run failed for {names}; their earlier results of {quarter} are shown.",
        len(names),
        names=joined(names),
        quarter=quarter,
    )


def cost_sentence(delivery: DeliveryOverview, money_of: Money) -> str:
    """Return how expected cost stands against plan; empty if no project has both."""
    if not delivery.costed:
        return ""
    projects = counted(delivery.costed, "project")
    text = say(
        "{projects} under way with a plan and a forecast: {expected_cost} expected against {planned_cost} planned",
        projects=projects,
        expected_cost=money(delivery.expected_cost, money_of),
        planned_cost=money(delivery.planned_cost, money_of),
    )
    share = percent_change(delivery.cost_variance_share, 1)
    return f"{text} ({share})." if share != NOT_ASSESSED else f"{text}."


def unrated_sentence(delivery: DeliveryOverview) -> str:
    """Return how many projects nobody rated; empty if none."""
    unrated = delivery.by_confidence[NOT_ASSESSED]
    if not unrated:
        return ""
    return say_many(
        "{unrated:,} of {project} has no confidence rating.",
        "{unrated:,} of {project} have no confidence rating.",
        unrated,
        unrated=unrated,
        project=counted(delivery.projects, "project"),
    )


def unassessed_maturity(area_scores: pd.DataFrame, quarter: Quarter) -> str:
    """Return the sentences that say that no focus area has a score, and why."""
    if area_scores.empty:
        return say("Maturity is not assessed: no results of it are published for {quarter}.", quarter=quarter)
    findings_only = "instrument" in area_scores and area_scores["instrument"].eq("appraisal").all()
    if findings_only:
        return say(
            "Maturity is not assessed: no finding on a practice counts for {quarter}. No level is guessed from anything else.",
            quarter=quarter,
        )
    # A number of raters that may not be shown is missing; it is not zero.
    if area_scores["raters"].notna().all() and not area_scores["raters"].sum():
        return say(
            "Maturity is not assessed: nobody handed in ratings for {quarter}. No level is guessed from anything else.",
            quarter=quarter,
        )
    known = area_scores["note"].dropna()
    known = known[known.str.strip() != ""]
    reason = f" ({known.value_counts().index[0]})" if len(known) else ""
    return say("Maturity is not assessed: there are ratings, but too few for a score{reason}.", reason=reason)


def shortened(text: str, most: int) -> str:
    """Return a text, cut where a page has no room for more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
