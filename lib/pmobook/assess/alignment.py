"""Alignment: whether projects and their money serve the goals that leadership set."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.alignment_findings import alignment_findings, alignment_headline
from pmobook.assess.costs import NOTHING, ProjectMoney, add_up_costs
from pmobook.assess.findings import findings_table
from pmobook.assess.goals import GoalTree, weigh_goals
from pmobook.assess.tables import ALIGNMENT, PROJECT_VALUES, build, present, text_of
from pmobook.assess.wording import counted
from pmobook.inputs.engagement import BusinessUnit
from pmobook.method.impact import ImpactScale
from pmobook.method.thresholds import AlignmentThresholds

__all__ = ["AlignmentAssessment", "AlignmentForms", "assess_alignment"]

NOTEBOOK = "20_goal_alignment"

WORKINGS = {
    "project_id": "str", "goal_id": "str", "impact": "str", "impact_value": "float64", "weight": "float64",
    "contribution": "float64", "spend_share": "float64", "spend": "float64",
}  # fmt: skip


@dataclass(frozen=True)
class AlignmentForms:
    """The forms that alignment is assessed from; one without rows was not handed in."""

    goals: pd.DataFrame
    projects: pd.DataFrame
    project_goals: pd.DataFrame
    project_costs: pd.DataFrame


@dataclass(frozen=True)
class AlignmentAssessment:
    """How far projects serve goals, with everything needed to say how it was worked out.

    Attributes
    ----------
    goal_weights, project_values, alignment
        Tables of the results store.
    findings
        What a reader should know.
    workings
        One row for each project and goal it names: impact, its value, the goal's weight, contribution to strategic
        value (weight times value), share of the project's spend that goes to the goal, and that spend.
    headline
        The result in a sentence.
    """

    goal_weights: pd.DataFrame
    project_values: pd.DataFrame
    alignment: pd.DataFrame
    findings: pd.DataFrame
    workings: pd.DataFrame
    headline: str

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        return {
            "goal_weights": self.goal_weights,
            "project_values": self.project_values,
            "alignment": self.alignment,
            "findings": self.findings,
        }


@dataclass(frozen=True)
class _Project:
    """One project's impacts on goals without sub-goals (None is not assessed) and where its spend goes."""

    row: Mapping[str, Any]
    impacts: Mapping[str, str | None]
    lowest: float
    highest: float
    spends: bool
    spend: float
    shares: Mapping[str, float]
    goes_to: str
    note: str


_TO_GOALS, _TO_NO_GOAL, _TO_UNKNOWN = "goals", "", "not_assessed"


def assess_alignment(
    forms: AlignmentForms, scale: ImpactScale, limits: AlignmentThresholds, business_unit: BusinessUnit
) -> AlignmentAssessment:
    """Compare projects and their spend with the weights of the goals.

    Parameters
    ----------
    forms
        Goals, projects, their impacts and their costs. What depends on a form without rows is not assessed.
    scale
        What each impact is worth, and in which stages money counts as spend.
    limits
        When a difference between spend and weight is a finding.
    business_unit
        Named in sentences; its lead owns findings that have no owner of their own.

    Raises
    ------
    PmobookError
        If the goals' weights can't be (see `pmobook.assess.goals.weigh_goals`).

    Notes
    -----
    *Strategic value* = sum over goals of weight times impact value, 0 to 1. A goal that a project does not name while it
    names others gets the impact none. An impact that is not assessed is anything from none to the highest: the value is
    then an interval and has no single figure. A project that names no goal at all has not been judged: its value is not
    assessed, anything from 0 to 1.

    An impact on a goal with sub-goals holds for each of them that the project does not name itself.

    *Spend* of a project is its expected cost over all periods of the pack (actual where known, else forecast), for
    projects in a spending stage. It is split over the goals it serves in proportion to the impact values; goals' weights
    play no part, since they are what spend is compared with. Spend of projects without any impact stands in a row of its
    own ("No goal"), and so does spend of projects whose impacts are all not assessed. Where only some are assessed, the
    spend goes to those.
    """
    tree = weigh_goals(forms.goals)
    judged = not forms.project_goals.empty and not forms.goals.empty
    money = add_up_costs(forms.project_costs)
    projects = [
        _assess_project(row, _named(forms.project_goals, row["project_id"], tree), tree, scale, money)
        for row in forms.projects.to_dict(orient="records")
    ]
    values = build((_value_row(one, tree, judged) for one in projects), PROJECT_VALUES)
    alignment = build(_alignment_rows(projects, tree) if judged and projects else [], ALIGNMENT)
    missing = [name for name in ("goals", "projects", "project_goals", "project_costs") if getattr(forms, name).empty]
    found = alignment_findings(tree, values, alignment, missing, limits, business_unit.lead or "")
    return AlignmentAssessment(
        goal_weights=tree.goal_weights,
        project_values=values,
        alignment=alignment,
        findings=findings_table(NOTEBOOK, found),
        workings=build((row for one in projects for row in _workings(one, tree, scale)), WORKINGS),
        headline=alignment_headline(values, alignment, missing, business_unit.name),
    )


def _named(project_goals: pd.DataFrame, project_id: str, tree: GoalTree) -> dict[str, str | None]:
    """Return a project's impact on each goal without sub-goals that it names, itself or through a goal above."""
    rows = project_goals.loc[project_goals["project_id"] == project_id]
    impacts = {
        str(goal): str(impact) if present(impact) else None for goal, impact in zip(rows["goal_id"], rows["impact"], strict=True)
    }
    # Wider goals first, so that what is said of a goal itself, or of the nearest goal above it, has the last word.
    wider_first = sorted(impacts, key=lambda goal: -len(tree.leaves.get(goal, ())))
    return {leaf: impacts[goal] for goal in wider_first for leaf in tree.leaves.get(goal, ())}


def _assess_project(
    row: Mapping[Any, Any],
    impacts: Mapping[str, str | None],
    tree: GoalTree,
    scale: ImpactScale,
    money: Mapping[str, ProjectMoney],
) -> _Project:
    weights, worth = tree.weights, scale.worth
    known = {goal: worth[impact] for goal, impact in impacts.items() if impact is not None}
    unknown = [goal for goal in impacts if goal not in known]
    lowest = math.fsum(weights.get(goal, 0.0) * value for goal, value in known.items())
    highest = lowest + math.fsum(weights.get(goal, 0.0) for goal in unknown) if impacts else 1.0
    serving = {goal: value for goal, value in known.items() if value > 0}
    total = math.fsum(serving.values())
    own = money.get(str(row["project_id"]), NOTHING)
    spends = row["stage"] in scale.spending_stages
    return _Project(
        row=row,
        impacts=impacts,
        lowest=lowest,
        highest=min(highest, 1.0),
        spends=spends,
        spend=own.expected_known if spends else math.nan,
        shares={goal: value / total for goal, value in serving.items()},
        goes_to=_TO_GOALS if serving else _TO_UNKNOWN if unknown else _TO_NO_GOAL,
        note="; ".join(
            filter(None, [_impact_note(impacts, tree), own.spend_note if spends else f"no spend yet: {row['stage']}"])
        ),
    )


def _impact_note(impacts: Mapping[str, str | None], tree: GoalTree) -> str:
    if not impacts:
        return "value not assessed: no goal is named for it"
    unknown = sum(impact is None for impact in impacts.values())
    weightless = sum(goal not in tree.weights for goal in impacts) if tree.weights else 0
    notes = [f"{counted(unknown, 'impact')} not assessed"] if unknown else []
    return "; ".join([*notes, f"{counted(weightless, 'goal')} it names without a weight"] if weightless else notes)


def _value_row(one: _Project, tree: GoalTree, judged: bool) -> dict[str, Any]:
    can_say = judged and bool(tree.weights)
    exact = can_say and bool(one.impacts) and math.isclose(one.lowest, one.highest, abs_tol=1e-12)
    note = one.note if judged else "value not assessed: goals or their impacts were not handed in"
    return {
        "project_id": str(one.row["project_id"]),
        "title": text_of(one.row["title"]),
        "stage": text_of(one.row["stage"]),
        "sponsor": text_of(one.row["sponsor"]),
        "strategic_value": one.lowest if exact else math.nan,
        "value_lowest": one.lowest if can_say else math.nan,
        "value_highest": one.highest if can_say else math.nan,
        "spend": one.spend,
        "goals_served": len(one.shares),
        "impacts_not_assessed": sum(impact is None for impact in one.impacts.values()),
        "note": f"value not assessed: {tree.problem}" if judged and tree.problem else note,
    }


def _alignment_rows(projects: list[_Project], tree: GoalTree) -> list[dict[str, Any]]:
    titles = dict(zip(tree.goal_weights["goal_id"], tree.goal_weights["title"], strict=True))
    total = _total([one.spend for one in projects])
    rows = []
    for goal in tree.leaf_ids:
        serving = [one for one in projects if goal in one.shares]
        # With money known somewhere, a goal that no project spends on gets a spend of zero: that is a fact, not a gap.
        spend = math.fsum(one.spend * one.shares[goal] for one in serving if not math.isnan(one.spend))
        unknown = sum(one.spends and math.isnan(one.spend) for one in serving)
        unjudged = sum(goal in one.impacts and one.impacts[goal] is None for one in projects)
        notes = [f"{counted(unjudged, 'impact')} on it not assessed"] if unjudged else []
        note = "; ".join([*notes, f"spend of {counted(unknown, 'project')} not assessed"] if unknown else notes)
        rows.append(_alignment_row((goal, titles[goal], tree.weights.get(goal, math.nan)), spend, total, len(serving), note))
    for goes_to, title in ((_TO_NO_GOAL, "No goal"), (_TO_UNKNOWN, "Impact not assessed")):
        those = [one for one in projects if one.goes_to == goes_to]
        spend = math.fsum(one.spend for one in those if not math.isnan(one.spend))
        if those or goes_to == _TO_NO_GOAL:
            rows.append(_alignment_row((goes_to, title, math.nan), spend, total, len(those), ""))
    return rows


def _total(spends: list[float]) -> float:
    known = [spend for spend in spends if not math.isnan(spend)]
    return math.fsum(known) if known else math.nan


def _alignment_row(goal: tuple[str, str, float], spend: float, total: float, projects: int, note: str) -> dict[str, Any]:
    goal_id, title, weight = goal
    share = spend / total if total > 0 else math.nan
    no_money = "spend not assessed: no costs were handed in" if math.isnan(total) else ""
    return {
        "goal_id": goal_id,
        "title": title,
        "weight": weight,
        "spend": math.nan if math.isnan(total) else spend,
        "spend_share": share,
        "difference": share - weight,
        "projects": projects,
        "note": no_money or note,
    }


def _workings(one: _Project, tree: GoalTree, scale: ImpactScale) -> list[dict[str, Any]]:
    rows = []
    for goal, impact in one.impacts.items():
        value = math.nan if impact is None else scale.worth[impact]
        weight = tree.weights.get(goal, math.nan)
        share = one.shares.get(goal, 0.0 if impact is not None else math.nan)
        rows.append(
            {
                "project_id": str(one.row["project_id"]),
                "goal_id": goal,
                "impact": impact,
                "impact_value": value,
                "weight": weight,
                "contribution": value * weight,
                "spend_share": share,
                "spend": one.spend * share,
            }
        )
    return rows
