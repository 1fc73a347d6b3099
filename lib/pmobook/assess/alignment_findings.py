"""What alignment means for its reader: goals without projects, projects without goals, money that goes elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.findings import Finding
from pmobook.assess.goals import GoalTree
from pmobook.assess.tables import present, rows_of, text_of
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.language import said_later, say, say_many, word
from pmobook.method.thresholds import AlignmentThresholds
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["Gaps", "alignment_findings", "alignment_headline"]

_NEEDED = ("goals", "projects", "project_goals")
_MOST_NAMED = 12


@dataclass(frozen=True)
class Gaps:
    """What is not known of alignment.

    Attributes
    ----------
    forms
        Forms that were not handed in.
    not_rated
        Ids of projects without a single row in the form project_goals: nobody has rated them.
    spend_unknown
        How many projects in a spending stage have no known cost at all.
    spend_unknown_on
        How many of these go to each goal, by goal id as in the table alignment.
    spend_in_part
        How many projects in a spending stage have a known cost in some periods and none in others.
    """

    forms: tuple[str, ...]
    not_rated: frozenset[str]
    spend_unknown: int
    spend_unknown_on: Mapping[str, int]
    spend_in_part: int

    @property
    def spend_said(self) -> str:
        """How spend is called where shares of it are told."""
        return say("known spend") if self.spend_caveat else say("spend")

    @property
    def spend_caveat(self) -> str:
        """What has to be said beside a share of spend; empty if all of it is known."""
        said = {word(NOT_ASSESSED): self.spend_unknown, say("known in part"): self.spend_in_part}
        return "".join(
            say("; spend of {project} {what}", project=counted(number, "project"), what=what)
            for what, number in said.items()
            if number
        )


def alignment_headline(values: pd.DataFrame, alignment: pd.DataFrame, gaps: Gaps, name: str) -> str:
    """Say in a sentence how many goals have a project and how much spend serves one."""
    lacking = [form for form in gaps.forms if form in _NEEDED]
    if lacking:
        return say(
            "Whether projects of {name} serve its goals is not assessed: {not_handed_in}",
            name=name,
            not_handed_in=_not_handed_in(lacking),
        )
    goals = alignment.loc[~alignment["goal_id"].isin(["", "not_assessed"])]
    served = int(goals["projects"].gt(0).sum())
    sentence = say("{name} has projects for {served} of {goal}", name=name, served=served, goal=counted(len(goals), "goal"))
    if alignment["spend_share"].notna().any():
        sentence += say(
            "; {fsum} of {spend_said} serves a goal",
            fsum=as_percent(math.fsum(goals["spend_share"].dropna())),
            spend_said=gaps.spend_said,
        )
        unplaced = math.fsum(alignment.loc[alignment["goal_id"] == "not_assessed", "spend_share"].dropna())
        more = say(", for {unplaced} no impact is assessed", unplaced=as_percent(unplaced)) if unplaced > 0 else ""
        return f"{sentence}{more}{gaps.spend_caveat}"
    adrift = int(alignment.loc[alignment["goal_id"] == "", "projects"].iloc[0])
    sentence += say(
        "; of {project}, {adrift} without a goal", project=counted(len(values), "project"), adrift=adrift or say("none")
    )
    sentence += say(" and {not_rated} that nobody has rated", not_rated=len(gaps.not_rated)) if gaps.not_rated else ""
    return sentence if "project_costs" in gaps.forms else f"{sentence}{gaps.spend_caveat}"


def _not_handed_in(forms: Sequence[str]) -> str:
    return (
        say("the form {forms} was not handed in", forms=forms[0])
        if len(forms) == 1
        else say("the forms {forms} were not handed in", forms=listed(forms))
    )


def alignment_findings(
    tree: GoalTree,
    values: pd.DataFrame,
    alignment: pd.DataFrame,
    gaps: Gaps,
    limits: AlignmentThresholds,
    lead: str,
) -> Iterator[Finding]:
    """Yield findings on goals, projects and spend.

    Parameters
    ----------
    tree
        Goals with their weights.
    values, alignment
        Results; what is missing in them is "not assessed" and is said, never taken for zero.
    gaps
        What is not known: forms, ratings, costs.
    limits
        When a difference is a finding.
    lead
        Owns findings without an owner of their own.

    Notes
    -----
    A difference asks for action only if projects without any known cost could not undo it: a goal that gets too little while
    none of them serves it would get a smaller share still. Otherwise it is watched. A cost that is missing for some periods
    of a project is said and changes nothing else. Where judges compared the goals, only a difference beyond what they
    disagree about is called off the weight; one that would otherwise be watched is noted as lying within.
    """
    lacking = [form for form in gaps.forms if form in _NEEDED]
    if lacking:
        sentence = say("Alignment with goals is not assessed: {not_handed_in}.", not_handed_in=_not_handed_in(lacking))
        yield Finding("alignment_forms_missing", "", "watch", sentence, lead)
    if "project_costs" in gaps.forms:
        sentence = say("Spend on goals is not assessed: the form project_costs was not handed in.")
        yield Finding("costs_missing", "", "watch", sentence, lead)
    yield from _on_goals(tree, lead)
    if lacking:
        return
    yield from _on_spend(tree, alignment, gaps, limits, lead)
    yield from _on_projects(values, gaps, lead)


def _on_goals(tree: GoalTree, lead: str) -> Iterator[Finding]:
    if tree.problem and not tree.goal_weights.empty:
        sentence = say("Strategic value is not assessed: {problem}. Leadership has to weigh the goals.", problem=tree.problem)
        yield Finding("weights_missing", "", "act", sentence, lead)
    for goal_id, title, owner, weight in rows_of(tree.goal_weights, "goal_id", "title", "owner", "weight"):
        if not owner:
            carries = (
                say(", which carries {weight} of the weight,", weight=as_percent(weight))
                if present(weight) and weight > 0
                else ""
            )
            yield Finding(
                "goal_without_owner",
                goal_id,
                "watch",
                say("The goal {quoted}{carries} has no owner.", quoted=_quoted(title), carries=carries),
                "",
            )
        if not tree.problem and not present(weight) and goal_id in tree.leaf_ids:
            sentence = say("The goal {quoted} has no weight and counts nothing.", quoted=_quoted(title))
            yield Finding("goal_without_weight", goal_id, "watch", sentence, owner)


def _on_spend(tree: GoalTree, alignment: pd.DataFrame, gaps: Gaps, limits: AlignmentThresholds, lead: str) -> Iterator[Finding]:
    owners = dict(rows_of(tree.goal_weights, "goal_id", "owner"))
    for row in alignment.to_dict(orient="records"):
        if row["goal_id"] == "":
            yield from _adrift(int(row["projects"]), row["spend_share"], gaps, limits, lead)
        elif row["goal_id"] == "not_assessed":
            unplaced = int(row["projects"]) - len(gaps.not_rated)
            if unplaced:
                sentence = say(
                    "{project} can't be placed: no impact on any goal has been assessed.", project=counted(unplaced, "project")
                )
                yield Finding("impacts_not_assessed", "", "watch", sentence, lead)
        else:
            yield from _on_goal(row, owners[row["goal_id"]], gaps, limits)


def _on_goal(row: Mapping[Any, Any], owner: str, gaps: Gaps, limits: AlignmentThresholds) -> Iterator[Finding]:
    goal_id, title, weight, difference = row["goal_id"], _quoted(row["title"]), row["weight"], row["difference"]
    unknown_here = gaps.spend_unknown_on.get(goal_id, 0)
    if row["projects"] == 0:
        heavy = present(weight) and weight >= limits.difference_watch.value
        carries = say(", which carries {weight} of the weight", weight=as_percent(weight)) if present(weight) else ""
        serves = say("is known to serve") if gaps.not_rated or "impact" in row["note"] else "serves"
        sentence = say("No project {serves} the goal {title}{carries}.", serves=serves, title=title, carries=carries)
        yield Finding("goal_without_project", goal_id, "act" if heavy else "watch", sentence, owner, weight if heavy else 0.0)
    elif unknown_here and not present(row["spend"]):
        if "project_costs" not in gaps.forms:
            sentence = say(
                "Spend on the goal {title} is not assessed: no cost is known of any project that serves it.", title=title
            )
            yield Finding("spend_not_assessed", goal_id, "watch", sentence, owner)
    elif present(difference):
        yield from _on_difference(row, owner, gaps, limits)


def _on_difference(row: Mapping[Any, Any], owner: str, gaps: Gaps, limits: AlignmentThresholds) -> Iterator[Finding]:
    """Name spend that is off the weight by more than its judges disagree; without an interval, by more than is usual."""
    difference, standing = row["difference"], text_of(row["standing"])
    far, size = abs(difference) >= limits.difference_watch.value, abs(difference)
    if not far and standing not in {"above", "below"}:
        return
    goal_id, unknown_here = row["goal_id"], gaps.spend_unknown_on.get(row["goal_id"], 0)
    gets = say("gets {spend_share} of the {spend_said}", spend_share=as_percent(row["spend_share"]), spend_said=gaps.spend_said)
    carries = say(
        "The goal {quoted} carries {weight} of the weight", quoted=_quoted(row["title"]), weight=as_percent(row["weight"])
    )
    if standing:
        carries += say(
            " (by its judges {weight_low} to {weight_high})",
            weight_low=as_percent(row["weight_low"]),
            weight_high=as_percent(row["weight_high"]),
        )
        gets += say(
            said_later(", within what the judges disagree about")
            if standing == "within"
            else said_later(", beyond what the judges disagree about")
        )
    sentence = say("{carries} and {gets}{spend_caveat}.", carries=carries, gets=gets, spend_caveat=gaps.spend_caveat)
    if standing == "within":
        yield Finding("spend_within_disagreement", goal_id, "note", sentence, owner, size)
        return
    firm = not gaps.spend_unknown or (difference < 0 and not unknown_here)
    severe = firm and size >= limits.difference_act.value
    yield Finding("spend_off_weight", goal_id, "act" if severe else "watch" if far else "note", sentence, owner, size)


def _adrift(projects: int, share: float, gaps: Gaps, limits: AlignmentThresholds, lead: str) -> Iterator[Finding]:
    if present(share) and share > 0:
        said = say(
            "{share} of {spend_said}{spend_caveat}",
            share=as_percent(share),
            spend_said=gaps.spend_said,
            spend_caveat=gaps.spend_caveat,
        )
        sentence = say_many(
            "{n} project without a goal takes {said}.", "{n:,} projects without a goal take {said}.", projects, said=said
        )
        firm = gaps.spend_unknown == gaps.spend_unknown_on.get("", 0)
        severe = firm and share >= limits.no_goal_act.value
        yield Finding("spend_without_goal", "", "act" if severe else "watch", sentence, lead, share)


def _on_projects(values: pd.DataFrame, gaps: Gaps, lead: str) -> Iterator[Finding]:
    total = math.fsum(values["spend"].dropna())
    yield from _on_not_rated(values.loc[values["project_id"].isin(gaps.not_rated)], total, gaps, lead)
    columns = ("project_id", "title", "sponsor", "goals_served", "impacts_not_assessed", "spend")
    for project_id, title, sponsor, served, unknown, spend in rows_of(values, *columns):
        if unknown:
            sentence = say(
                "The strategic value of {quoted} is a range: {impact} not assessed.",
                quoted=_quoted(title),
                impact=counted(unknown, "impact"),
            )
            yield Finding("impact_not_assessed", project_id, "note", sentence, sponsor)
        elif served == 0 and project_id not in gaps.not_rated:
            spending = present(spend) and spend > 0
            takes = (
                say(" and takes {spend} of {spend_said}", spend=as_percent(spend / total), spend_said=gaps.spend_said)
                if spending and total > 0
                else ""
            )
            sentence = say("{quoted} serves no goal{takes}.", quoted=_quoted(title), takes=takes)
            yield Finding("project_without_goal", project_id, "watch" if spending else "note", sentence, sponsor)


def _on_not_rated(rows: pd.DataFrame, total: float, gaps: Gaps, lead: str) -> Iterator[Finding]:
    if rows.empty:
        return
    spend = math.fsum(rows["spend"].dropna())
    take = say("it takes") if len(rows) == 1 else say("they take")
    takes = (
        say("; {take} {spend} of {spend_said}", take=take, spend=as_percent(spend / total), spend_said=gaps.spend_said)
        if spend > 0 and total > 0
        else ""
    )
    named = listed((_quoted(title) for title in sorted(rows["title"])), most=_MOST_NAMED)
    yield Finding(
        "projects_not_rated",
        "",
        "watch",
        say("Nobody has rated {named} against the goals{takes}.", named=named, takes=takes),
        lead,
    )


def _quoted(title: str) -> str:
    return say("'{title}'", title=title)
