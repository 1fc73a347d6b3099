"""What alignment means for its reader: goals without projects, projects without goals, money that goes elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from pmobook.assess.findings import Finding
from pmobook.assess.goals import GoalTree
from pmobook.assess.tables import present, rows_of
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.method.thresholds import AlignmentThresholds

__all__ = ["alignment_findings", "alignment_headline"]

_NEEDED = ("goals", "projects", "project_goals")


def alignment_headline(values: pd.DataFrame, alignment: pd.DataFrame, missing: Sequence[str], name: str) -> str:
    """Say in a sentence how many goals have a project and how much spend serves one."""
    lacking = [form for form in missing if form in _NEEDED]
    if lacking:
        return f"Whether projects of {name} serve its goals is not assessed: {_not_handed_in(lacking)}"
    goals = alignment.loc[~alignment["goal_id"].isin(["", "not_assessed"])]
    served = int(goals["projects"].gt(0).sum())
    sentence = f"{name} has projects for {served} of {counted(len(goals), 'goal')}"
    adrift = alignment.loc[alignment["goal_id"] == ""].iloc[0]
    if present(adrift["spend_share"]):
        return f"{sentence}; {as_percent(math.fsum(goals['spend_share']))} of spend serves a goal"
    return f"{sentence}; of {counted(len(values), 'project')}, {int(adrift['projects']) or 'none'} without a goal"


def _not_handed_in(forms: Sequence[str]) -> str:
    return f"the form {forms[0]} was not handed in" if len(forms) == 1 else f"the forms {listed(forms)} were not handed in"


def alignment_findings(
    tree: GoalTree,
    values: pd.DataFrame,
    alignment: pd.DataFrame,
    missing: Sequence[str],
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
    missing
        Forms that were not handed in.
    limits
        When a difference is a finding.
    lead
        Owns findings without an owner of their own.
    """
    lacking = [form for form in missing if form in _NEEDED]
    if lacking:
        sentence = f"Alignment with goals is not assessed: {_not_handed_in(lacking)}."
        yield Finding("alignment_forms_missing", "", "watch", sentence, lead)
    if "project_costs" in missing:
        sentence = "Spend on goals is not assessed: the form project_costs was not handed in."
        yield Finding("costs_missing", "", "watch", sentence, lead)
    yield from _on_goals(tree, lead)
    if lacking:
        return
    yield from _on_spend(tree, alignment, limits, lead)
    yield from _on_projects(values)


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


def _on_spend(tree: GoalTree, alignment: pd.DataFrame, limits: AlignmentThresholds, lead: str) -> Iterator[Finding]:
    owners = dict(rows_of(tree.goal_weights, "goal_id", "owner"))
    columns = ("goal_id", "title", "weight", "spend_share", "difference", "projects", "note")
    for goal_id, title, weight, share, difference, projects, note in rows_of(alignment, *columns):
        if goal_id == "":
            yield from _adrift(int(projects), share, limits, lead)
        elif goal_id == "not_assessed":
            sentence = f"{counted(int(projects), 'project')} can't be placed: no impact on any goal has been assessed."
            yield Finding("impacts_not_assessed", "", "watch", sentence, lead)
        elif projects == 0:
            heavy = present(weight) and weight >= limits.difference_watch.value
            carries = f", which carries {as_percent(weight)} of the weight" if present(weight) else ""
            serves = "is known to serve" if "impact" in note else "serves"
            sentence = f"No project {serves} the goal {_quoted(title)}{carries}."
            yield Finding(
                "goal_without_project", goal_id, "act" if heavy else "watch", sentence, owners[goal_id], weight if heavy else 0.0
            )
        elif present(difference) and abs(difference) >= limits.difference_watch.value:
            sentence = (
                f"The goal {_quoted(title)} carries {as_percent(weight)} of the weight and gets {as_percent(share)} of the spend."
            )
            severe = abs(difference) >= limits.difference_act.value
            yield Finding("spend_off_weight", goal_id, "act" if severe else "watch", sentence, owners[goal_id], abs(difference))


def _adrift(projects: int, share: float, limits: AlignmentThresholds, lead: str) -> Iterator[Finding]:
    if present(share) and share > 0:
        take = "takes" if projects == 1 else "take"
        sentence = f"{counted(projects, 'project')} without a goal {take} {as_percent(share)} of spend."
        yield Finding("spend_without_goal", "", "act" if share >= limits.no_goal_act.value else "watch", sentence, lead, share)


def _on_projects(values: pd.DataFrame) -> Iterator[Finding]:
    total = math.fsum(values["spend"].dropna())
    columns = ("project_id", "title", "sponsor", "goals_served", "impacts_not_assessed", "spend", "note")
    for project_id, title, sponsor, served, unknown, spend, note in rows_of(values, *columns):
        if served == 0 and unknown == 0:
            spending = present(spend) and spend > 0
            named = "no goal is named" not in note
            opening = f"{_quoted(title)} serves no goal" if named else f"No goal is named for {_quoted(title)}"
            takes = (
                f"{' and' if named else ', which'} takes {as_percent(spend / total)} of spend" if spending and total > 0 else ""
            )
            sentence = f"{opening}{takes}."
            yield Finding("project_without_goal", project_id, "watch" if spending else "note", sentence, sponsor)
        elif unknown:
            sentence = f"The strategic value of {_quoted(title)} is a range: {counted(unknown, 'impact')} not assessed."
            yield Finding("impact_not_assessed", project_id, "note", sentence, sponsor)


def _quoted(title: str) -> str:
    return f"'{title}'"
