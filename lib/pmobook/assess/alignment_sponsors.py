"""What sponsors carry, and which goals nobody can tell the progress of."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from typing import Any

import pandas as pd

from pmobook.assess.findings import Finding
from pmobook.assess.goals import GoalTree
from pmobook.assess.tables import build, present, rows_of
from pmobook.assess.wording import as_percent, as_plain_text, counted, listed
from pmobook.language import say, say_many
from pmobook.method.thresholds import AlignmentThresholds

__all__ = ["SPONSORS", "measure_findings", "sponsor_findings", "sponsor_load"]

SPONSORS = {
    "sponsor": "str", "projects": "Int64", "all_projects": "Int64", "spend": "float64", "spend_share": "float64",
    "spend_not_assessed": "Int64",
}  # fmt: skip
_MOST_NAMED = 12


def sponsor_load(values: pd.DataFrame, stages: Collection[str]) -> pd.DataFrame:
    """Return what each sponsor answers for.

    Parameters
    ----------
    values
        Table project_values, of one business unit or several.
    stages
        Stages in which a project takes its sponsor's time.

    Returns
    -------
    DataFrame
        One row a sponsor, the greatest number of projects first: projects in these stages, all_projects in any; spend of the
        first (missing if no cost of them is known), its share of the spend of all projects in these stages, and of how many of
        them the spend is not assessed. Projects without a sponsor come last, under an empty name.
    """
    named = [as_plain_text(str(one)) if present(one) else "" for one in values["sponsor"]]
    first: dict[str, str] = {}
    for name in named:
        first.setdefault(name.casefold(), name)
    under_way = values["stage"].isin(list(stages))
    held = values.assign(_who=[name.casefold() for name in named], _now=under_way)
    total = math.fsum(held.loc[under_way, "spend"].dropna())
    rows: list[dict[str, Any]] = []
    for who, theirs in held.groupby("_who", sort=True):
        now = theirs.loc[theirs["_now"]]
        known = now["spend"].dropna()
        spend = math.nan if len(now) and known.empty else math.fsum(known)
        rows.append(
            {
                "sponsor": first[str(who)],
                "projects": len(now),
                "all_projects": len(theirs),
                "spend": spend,
                "spend_share": spend / total if total > 0 else math.nan,
                "spend_not_assessed": len(now) - len(known),
            }
        )
    ordered = sorted(rows, key=lambda row: (not row["sponsor"], -row["projects"], row["sponsor"]))
    return build(ordered, SPONSORS)


def sponsor_findings(
    sponsors: pd.DataFrame, values: pd.DataFrame, stages: Collection[str], limits: AlignmentThresholds, lead: str
) -> Iterator[Finding]:
    """Yield findings on sponsors who carry much, and on projects under way without one.

    That all spend is one sponsor's is nothing to tell where nobody else sponsors a project under way.
    """
    others = int((sponsors["sponsor"].ne("") & sponsors["projects"].gt(0)).sum()) > 1
    columns = ("sponsor", "projects", "spend_share", "spend_not_assessed")
    for sponsor, projects, share, unknown in rows_of(sponsors, *columns):
        if not sponsor:
            continue
        many = projects >= limits.sponsor_projects.value
        heavy = others and present(share) and share >= limits.sponsor_spend.value
        if many or heavy:
            known = say("known spend") if unknown else say("spend")
            money = (
                say(", with {share} of the {known} on such projects", share=as_percent(share), known=known)
                if present(share)
                else ""
            )
            sentence = say(
                "{sponsor} sponsors {project} under way{money}.",
                sponsor=sponsor,
                project=counted(projects, "project"),
                money=money,
            )
            yield Finding("sponsor_load", sponsor, "watch" if many else "note", sentence, sponsor, float(projects))
    nobody = values["sponsor"].fillna("").str.strip().eq("") & values["stage"].isin(list(stages))
    titles = sorted(values.loc[nobody, "title"])
    if titles:
        sentence = say_many(
            "{n} project under way has no sponsor: {quoted_list}.",
            "{n:,} projects under way have no sponsor: {quoted_list}.",
            len(titles),
            quoted_list=_quoted_list(titles),
        )
        yield Finding("projects_without_sponsor", "", "watch", sentence, lead, float(len(titles)))


def measure_findings(tree: GoalTree, measures: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding on each lowest goal that no measure names; a wider goal is told by those below it.

    Without the form measures nothing can be said, and that is said once.
    """
    if tree.goal_weights.empty:
        return
    if measures.empty:
        sentence = say("Whether goals have a measure is not assessed: the form measures was not handed in.")
        yield Finding("measures_missing", "", "note", sentence, "")
        return
    named = {str(goal) for goal in measures["goal_id"] if present(goal)}
    for goal_id, title, owner in rows_of(tree.goal_weights, "goal_id", "title", "owner"):
        if goal_id in tree.leaf_ids and goal_id not in named:
            sentence = say("No measure tells how far the goal '{title}' has come.", title=title)
            yield Finding("goal_without_measure", goal_id, "watch", sentence, owner, tree.weights.get(goal_id, 0.0))


def _quoted_list(titles: list[str]) -> str:
    return listed((say("'{title}'", title=title) for title in titles), most=_MOST_NAMED)
