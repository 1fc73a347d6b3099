"""One sentence for each section of a business unit's page: what there is to know if nothing is opened."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.overview import is_followed, overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.language import said_later, say, say_many, word
from pmobook.show.figures import number, percent_change, share_as_percent
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_words import gap_sentence
from pmobook.show.words import counted
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["section_answer"]


def section_answer(context: Context, anchor: str) -> str:
    """Return what a section of a business unit's page has to say in a sentence.

    Parameters
    ----------
    context
        The page's; of one business unit.
    anchor
        The section's name. Empty is returned for one whose body says it itself, and where nothing is assessed.
    """
    said = {
        "maturity": _maturity,
        "alignment": _alignment,
        "performance": _performance,
        "projects": _projects,
        "money": _money,
        "benefits": _benefits,
        "governance": _governance,
        "skills": _skills,
        "roadmap": _roadmap,
    }.get(anchor)
    return "" if said is None else said(context)


def _maturity(context: Context) -> str:
    found = overview_of_maturity(context.now.area_scores)
    if not found.compared:
        return ""
    met = say_many(
        "{met} of {n} focus area meets its target.", "{met} of {n} focus areas meet their target.", found.compared, met=found.met
    )
    gap = gap_sentence(found, {context.business_unit: ""}, context.areas)
    return f"{met} {gap}".strip()


def _alignment(context: Context) -> str:
    rows = context.now.alignment
    known = rows.loc[(rows["goal_id"].fillna("") != "") & rows["difference"].notna()]
    if known.empty:
        return ""
    apart = known.assign(width=known["difference"].abs()).sort_values(["width", "goal_id"], ascending=[False, True]).iloc[0]
    share, weight = share_as_percent(apart["spend_share"]), share_as_percent(apart["weight"])
    if apart["difference"] > 0:
        said = said_later("Furthest apart: '{title}' gets more than it weighs, {share} of spend for a weight of {weight}.")
        return say(said, title=apart["title"], share=share, weight=weight)
    said = said_later("Furthest apart: '{title}' gets less than it weighs, {share} of spend for a weight of {weight}.")
    return say(said, title=apart["title"], share=share, weight=weight)


def _performance(context: Context) -> str:
    found = overview_of_measures(context.now.measure_status)
    if not found.assessed:
        return ""
    return say(
        "Of {measures}: {missed} off target, {near} near it, {unknown} not assessed.",
        measures=counted(found.assessed + found.not_assessed, "measure"),
        missed=found.missed,
        near=found.near,
        unknown=found.not_assessed,
    )


def _projects(context: Context) -> str:
    found = overview_of_delivery(context.now.project_status, context.stages)
    if not found.projects:
        return ""
    rated = say("Of {rated}, {low} red or amber/red.", rated=counted(found.rated, "rated project"), low=found.low)
    late = say("Forecast to finish late: {late} of {scheduled} with dates.", late=found.late, scheduled=found.scheduled)
    cost = percent_change(found.cost_variance_share, 1)
    if cost == NOT_ASSESSED:
        return f"{rated} {late} {say('Cost against plan is not assessed.')}"
    return f"{rated} {late} {say('Expected cost stands at {cost} against plan.', cost=cost)}"


def _money(context: Context) -> str:
    rows = context.now.earned_value
    known = rows.loc[(rows["project_id"].fillna("") != "") & rows["cost_index"].notna() & rows["stage"].isin(context.stages)]
    if known.empty:
        return ""
    dear = known.sort_values(["cost_index", "title"], kind="stable").iloc[0]
    return say(
        "Paying more for work than planned: {below} of {projects}. The lowest CPI is {index}, of '{title}'.",
        below=int((known["cost_index"] < 1).sum()),
        projects=counted(len(known), "project"),
        index=number(dear["cost_index"], 2),
        title=dear["title"],
    )


def _benefits(context: Context) -> str:
    rows = context.now.benefit_status
    if rows.empty:
        return ""
    counts = rows["standing"].value_counts()
    return say(
        "Behind what was promised: {late} of {due} due by now; {unknown} not assessed.",
        late=int(counts.get("behind", 0) + counts.get("far behind", 0)),
        due=counted(len(rows) - int(counts.get("not due yet", 0)), "benefit"),
        unknown=int(counts.get(NOT_ASSESSED, 0)),
    )


def _governance(context: Context) -> str:
    rows = context.now.governance_status
    followed = rows.loc[is_followed(rows["stage"], context.stages)]
    if followed.empty:
        return ""
    return say(
        "Gates overdue: {overdue}. Rated better by their owner than the evidence implies: {rosy} of {projects}.",
        overdue=_total(followed["gates_overdue"]),
        rosy=int((followed["agreement"] == "optimistic").sum()),
        projects=counted(len(followed), "project"),
    )


def _skills(context: Context) -> str:
    rows = context.now.skill_standing
    if rows.empty:
        return ""
    counts = sorted(rows["standing"].value_counts().items(), key=lambda one: (-one[1], str(one[0])))
    standings = ", ".join(f"{count} {word(str(standing))}" for standing, count in counts)
    return say("{skills}: {standings}.", skills=counted(len(rows), "skill"), standings=standings)


def _roadmap(context: Context) -> str:
    rows = context.now.roadmap
    drawn = rows.loc[rows["is_drawn"].fillna(value=False).astype(bool)]
    if drawn.empty:
        return ""
    return say(
        "{projects} under way or to come; later than planned for want of people: {later}.",
        projects=counted(len(drawn), "project"),
        later=int((drawn["months_later"].fillna(0) > 0).sum()),
    )


def _total(values: pd.Series) -> int:
    return int(values.fillna(0).sum())
