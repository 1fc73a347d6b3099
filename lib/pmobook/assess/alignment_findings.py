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
        return "known spend" if self.spend_caveat else "spend"

    @property
    def spend_caveat(self) -> str:
        """What has to be said beside a share of spend; empty if all of it is known."""
        said = {NOT_ASSESSED: self.spend_unknown, "known in part": self.spend_in_part}
        return "".join(f"; spend of {counted(number, 'project')} {what}" for what, number in said.items() if number)


def alignment_headline(values: pd.DataFrame, alignment: pd.DataFrame, gaps: Gaps, name: str) -> str:
    """Say in a sentence how many goals have a project and how much spend serves one."""
    lacking = [form for form in gaps.forms if form in _NEEDED]
    if lacking:
        return f"Whether projects of {name} serve its goals is not assessed: {_not_handed_in(lacking)}"
    goals = alignment.loc[~alignment["goal_id"].isin(["", "not_assessed"])]
    served = int(goals["projects"].gt(0).sum())
    sentence = f"{name} has projects for {served} of {counted(len(goals), 'goal')}"
    if alignment["spend_share"].notna().any():
        sentence += f"; {as_percent(math.fsum(goals['spend_share'].dropna()))} of {gaps.spend_said} serves a goal"
        unplaced = math.fsum(alignment.loc[alignment["goal_id"] == "not_assessed", "spend_share"].dropna())
        return f"{sentence}{f', for {as_percent(unplaced)} no impact is assessed' if unplaced > 0 else ''}{gaps.spend_caveat}"
    adrift = int(alignment.loc[alignment["goal_id"] == "", "projects"].iloc[0])
    sentence += f"; of {counted(len(values), 'project')}, {adrift or 'none'} without a goal"
    sentence += f" and {len(gaps.not_rated)} that nobody has rated" if gaps.not_rated else ""
    return sentence if "project_costs" in gaps.forms else f"{sentence}{gaps.spend_caveat}"


def _not_handed_in(forms: Sequence[str]) -> str:
    return f"the form {forms[0]} was not handed in" if len(forms) == 1 else f"the forms {listed(forms)} were not handed in"


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
        sentence = f"Alignment with goals is not assessed: {_not_handed_in(lacking)}."
        yield Finding("alignment_forms_missing", "", "watch", sentence, lead)
    if "project_costs" in gaps.forms:
        sentence = "Spend on goals is not assessed: the form project_costs was not handed in."
        yield Finding("costs_missing", "", "watch", sentence, lead)
    yield from _on_goals(tree, lead)
    if lacking:
        return
    yield from _on_spend(tree, alignment, gaps, limits, lead)
    yield from _on_projects(values, gaps, lead)


def _on_goals(tree: GoalTree, lead: str) -> Iterator[Finding]:
    if tree.problem and not tree.goal_weights.empty:
        sentence = f"Strategic value is not assessed: {tree.problem}. Leadership has to weigh the goals."
        yield Finding("weights_missing", "", "act", sentence, lead)
    for goal_id, title, owner, weight in rows_of(tree.goal_weights, "goal_id", "title", "owner", "weight"):
        if not owner:
            carries = f", which carries {as_percent(weight)} of the weight," if present(weight) and weight > 0 else ""
            yield Finding("goal_without_owner", goal_id, "watch", f"The goal {_quoted(title)}{carries} has no owner.", "")
        if not tree.problem and not present(weight) and goal_id in tree.leaf_ids:
            sentence = f"The goal {_quoted(title)} has no weight and counts nothing."
            yield Finding("goal_without_weight", goal_id, "watch", sentence, owner)


def _on_spend(tree: GoalTree, alignment: pd.DataFrame, gaps: Gaps, limits: AlignmentThresholds, lead: str) -> Iterator[Finding]:
    owners = dict(rows_of(tree.goal_weights, "goal_id", "owner"))
    for row in alignment.to_dict(orient="records"):
        if row["goal_id"] == "":
            yield from _adrift(int(row["projects"]), row["spend_share"], gaps, limits, lead)
        elif row["goal_id"] == "not_assessed":
            unplaced = int(row["projects"]) - len(gaps.not_rated)
            if unplaced:
                sentence = f"{counted(unplaced, 'project')} can't be placed: no impact on any goal has been assessed."
                yield Finding("impacts_not_assessed", "", "watch", sentence, lead)
        else:
            yield from _on_goal(row, owners[row["goal_id"]], gaps, limits)


def _on_goal(row: Mapping[Any, Any], owner: str, gaps: Gaps, limits: AlignmentThresholds) -> Iterator[Finding]:
    goal_id, title, weight, difference = row["goal_id"], _quoted(row["title"]), row["weight"], row["difference"]
    unknown_here = gaps.spend_unknown_on.get(goal_id, 0)
    if row["projects"] == 0:
        heavy = present(weight) and weight >= limits.difference_watch.value
        carries = f", which carries {as_percent(weight)} of the weight" if present(weight) else ""
        serves = "is known to serve" if gaps.not_rated or "impact" in row["note"] else "serves"
        sentence = f"No project {serves} the goal {title}{carries}."
        yield Finding("goal_without_project", goal_id, "act" if heavy else "watch", sentence, owner, weight if heavy else 0.0)
    elif unknown_here and not present(row["spend"]):
        if "project_costs" not in gaps.forms:
            sentence = f"Spend on the goal {title} is not assessed: no cost is known of any project that serves it."
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
    gets = f"gets {as_percent(row['spend_share'])} of the {gaps.spend_said}"
    carries = f"The goal {_quoted(row['title'])} carries {as_percent(row['weight'])} of the weight"
    if standing:
        carries += f" (by its judges {as_percent(row['weight_low'])} to {as_percent(row['weight_high'])})"
        gets += f", {'within' if standing == 'within' else 'beyond'} what the judges disagree about"
    sentence = f"{carries} and {gets}{gaps.spend_caveat}."
    if standing == "within":
        yield Finding("spend_within_disagreement", goal_id, "note", sentence, owner, size)
        return
    firm = not gaps.spend_unknown or (difference < 0 and not unknown_here)
    severe = firm and size >= limits.difference_act.value
    yield Finding("spend_off_weight", goal_id, "act" if severe else "watch" if far else "note", sentence, owner, size)


def _adrift(projects: int, share: float, gaps: Gaps, limits: AlignmentThresholds, lead: str) -> Iterator[Finding]:
    if present(share) and share > 0:
        take = "takes" if projects == 1 else "take"
        said = f"{as_percent(share)} of {gaps.spend_said}{gaps.spend_caveat}"
        sentence = f"{counted(projects, 'project')} without a goal {take} {said}."
        firm = gaps.spend_unknown == gaps.spend_unknown_on.get("", 0)
        severe = firm and share >= limits.no_goal_act.value
        yield Finding("spend_without_goal", "", "act" if severe else "watch", sentence, lead, share)


def _on_projects(values: pd.DataFrame, gaps: Gaps, lead: str) -> Iterator[Finding]:
    total = math.fsum(values["spend"].dropna())
    yield from _on_not_rated(values.loc[values["project_id"].isin(gaps.not_rated)], total, gaps, lead)
    columns = ("project_id", "title", "sponsor", "goals_served", "impacts_not_assessed", "spend")
    for project_id, title, sponsor, served, unknown, spend in rows_of(values, *columns):
        if unknown:
            sentence = f"The strategic value of {_quoted(title)} is a range: {counted(unknown, 'impact')} not assessed."
            yield Finding("impact_not_assessed", project_id, "note", sentence, sponsor)
        elif served == 0 and project_id not in gaps.not_rated:
            spending = present(spend) and spend > 0
            takes = f" and takes {as_percent(spend / total)} of {gaps.spend_said}" if spending and total > 0 else ""
            sentence = f"{_quoted(title)} serves no goal{takes}."
            yield Finding("project_without_goal", project_id, "watch" if spending else "note", sentence, sponsor)


def _on_not_rated(rows: pd.DataFrame, total: float, gaps: Gaps, lead: str) -> Iterator[Finding]:
    if rows.empty:
        return
    spend = math.fsum(rows["spend"].dropna())
    take = "it takes" if len(rows) == 1 else "they take"
    takes = f"; {take} {as_percent(spend / total)} of {gaps.spend_said}" if spend > 0 and total > 0 else ""
    named = listed((_quoted(title) for title in sorted(rows["title"])), most=_MOST_NAMED)
    yield Finding("projects_not_rated", "", "watch", f"Nobody has rated {named} against the goals{takes}.", lead)


def _quoted(title: str) -> str:
    return f"'{title}'"
