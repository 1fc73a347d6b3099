"""Delivery and spend, one row a business unit: the lower half of the enterprise scorecard."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.overview import DeliveryOverview, overview_of_delivery, overview_of_spend
from pmobook.language import say, say_many
from pmobook.show.confidence_bar import confidence_bar, confidence_legend
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import money, percent_change, share_as_percent
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_drill import leading_deeper
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["delivery_by_business_unit", "spend_by_business_unit"]


def _business_unit_column(context: Context, section_of_its: str) -> Column:
    return Column(
        "business_unit",
        say("Business unit"),
        form=lambda unit: context.business_unit_link(str(unit), section_of_its),
        is_html=True,
    )


def delivery_by_business_unit(context: Context) -> Exhibit:
    """Show each business unit's projects by delivery confidence, with cost and schedule beside them."""
    title = say("Delivery: confidence, dates and cost")
    overviews = {
        str(unit): overview_of_delivery(projects, context.stages)
        for unit, projects in context.now.project_status.groupby("business_unit")
    }
    rows = [_delivery_row(unit, overview) for unit, overview in overviews.items() if overview.projects]
    if not rows:
        return topic(
            "projects",
            title,
            say("Not assessed: no business unit handed in projects for {quarter}.", quarter=context.quarter),
            Exhibit(""),
        )
    columns = [
        _business_unit_column(context, "projects"),
        Column("bar", say("Confidence"), is_html=True),
        Column("low", say("Red or amber/red"), align="right"),
        Column("cost", say("Cost against plan"), align="right"),
        Column("late", say("Forecast late"), align="right"),
    ]
    ordered = pd.DataFrame(rows).sort_values(["order", "projects", "business_unit"], ascending=[True, False, True])
    body = table(*leading_deeper(context, ordered, columns, "projects"), title, caption_shown=False)
    return topic(
        "projects",
        title,
        _delivery_said(overview_of_delivery(context.now.project_status, context.stages)),
        Exhibit(f'<div class="pmo-bars">{body.html}</div>{confidence_legend()}'),
        opens=say("Show projects by the confidence that their owners rate"),
    )


def _delivery_said(found: DeliveryOverview) -> str:
    rated = say_many(
        "{low} of {rated_project} is red or amber/red",
        "{low} of {rated_project} are red or amber/red",
        found.low,
        low=found.low,
        rated_project=counted(found.rated, "rated project"),
    )
    late = say_many(
        "{late} of {scheduled} with dates is forecast to finish late",
        "{late} of {scheduled} with dates are forecast to finish late",
        found.late,
        late=found.late,
        scheduled=found.scheduled,
    )
    cost = percent_change(found.cost_variance_share, 1)
    dearer = (
        say("cost against plan is not assessed")
        if cost == NOT_ASSESSED
        else say("expected cost stands at {cost} against plan", cost=cost)
    )
    return f"{rated}; {late}; {dearer}."


def _delivery_row(unit: str, overview: DeliveryOverview) -> dict[str, object]:
    return {
        "business_unit": unit,
        "bar": confidence_bar(overview.by_confidence),
        "projects": overview.projects,
        "low": say("{low} of {rated}", low=overview.low, rated=overview.rated) if overview.rated else NOT_ASSESSED,
        "cost": percent_change(overview.cost_variance_share, 1),
        "late": say("{late} of {scheduled}", late=overview.late, scheduled=overview.scheduled)
        if overview.scheduled
        else NOT_ASSESSED,
        "order": -overview.low,
    }


def spend_by_business_unit(context: Context) -> Exhibit:
    """Show, for each business unit with goals, where spend departs most from their weight; nothing if there are none.

    The widest difference either way is named.
    """
    rows = []
    for unit, goals in context.now.alignment.groupby("business_unit"):
        weighed = goals[goals["difference"].notna() & (goals["goal_id"].fillna("") != "")]
        if len(weighed):
            rows.append(_spend_row(context, str(unit), goals, weighed.sort_values(["difference", "goal_id"])))
    if not rows:
        return Exhibit("")
    title = say("Spend of each business unit against the weight of its goals")
    columns = [
        _business_unit_column(context, "alignment"),
        Column("low", say("Goal with least for its weight")),
        Column("high", say("Goal with most for its weight")),
        Column("without", say("On no goal"), align="right"),
        Column("total", say("Spend"), align="right"),
    ]
    ordered = pd.DataFrame(rows).sort_values(["order", "business_unit"])
    body = table(*leading_deeper(context, ordered, columns, "alignment"), title)
    return Exhibit(f'<div class="pmo-texts">{body.html}</div>')


def _spend_row(context: Context, unit: str, goals: pd.DataFrame, weighed: pd.DataFrame) -> dict[str, object]:
    overview = overview_of_spend(goals)
    titles, shares = weighed["title"].tolist(), weighed["spend_share"].tolist()
    weights, differences = weighed["weight"].tolist(), weighed["difference"].tolist()
    texts = [
        say(
            "{title}: {share} of spend, weight {weight}",
            title=title,
            share=share_as_percent(share),
            weight=share_as_percent(weight),
        )
        for title, share, weight in zip(titles, shares, weights, strict=True)
    ]
    return {
        "business_unit": unit,
        "low": texts[0] if differences[0] < 0 else say("none below its weight"),
        "high": texts[-1] if differences[-1] > 0 else say("none above its weight"),
        "without": share_as_percent(overview.share_without_goal),
        "total": money(overview.total, context.money),
        "order": differences[0],
    }
