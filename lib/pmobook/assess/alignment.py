"""Alignment: whether projects and their money serve the goals that leadership set."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pmobook.assess.alignment_findings import Gaps, alignment_findings, alignment_headline
from pmobook.assess.alignment_judging import judging_findings
from pmobook.assess.alignment_sponsors import measure_findings, sponsor_findings, sponsor_load
from pmobook.assess.alignment_weights import GoalsWeighed, weigh_as_judged
from pmobook.assess.costs import NOTHING, ProjectMoney, add_up_costs
from pmobook.assess.findings import findings_table
from pmobook.assess.goals import GoalTree
from pmobook.assess.tables import ALIGNMENT, PROJECT_VALUES, build, present, rows_of, text_of
from pmobook.assess.wording import counted
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.language import say
from pmobook.method.alignment import AlignmentMethod, alignment_method
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
    goal_comparisons: pd.DataFrame = field(default_factory=pd.DataFrame)
    measures: pd.DataFrame = field(default_factory=pd.DataFrame)


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
    weighed
        How the goals got their weights: each judge's, their consistency and disagreement, and what could not be used.
    sponsors
        One row a sponsor, see `pmobook.assess.alignment_sponsors.sponsor_load`.
    """

    goal_weights: pd.DataFrame
    project_values: pd.DataFrame
    alignment: pd.DataFrame
    findings: pd.DataFrame
    workings: pd.DataFrame
    headline: str
    weighed: GoalsWeighed
    sponsors: pd.DataFrame

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
    """One project's impacts on goals without sub-goals (None is not assessed) and where its spend goes.

    Without any impact nobody has rated it. Its spend is known if every period has a cost, or if it has none yet.
    """

    row: Mapping[str, Any]
    impacts: Mapping[str, str | None]
    lowest: float
    highest: float
    spends: bool
    spend: float
    spend_known: bool
    shares: Mapping[str, float]
    goes_to: str
    note: str


_TO_GOALS, _TO_NO_GOAL, _TO_UNKNOWN = "goals", "", "not_assessed"


def assess_alignment(
    forms: AlignmentForms,
    scale: ImpactScale,
    limits: AlignmentThresholds,
    business_unit: BusinessUnit,
    method: AlignmentMethod | None = None,
) -> AlignmentAssessment:
    """Compare projects and their spend with the weights of the goals.

    Parameters
    ----------
    forms
        Goals, judges' comparisons of them, projects, their impacts and costs, measures. What depends on a form without rows is
        not assessed.
    scale
        What each impact is worth, and in which stages money counts as spend.
    limits
        When a difference between spend and weight is a finding.
    business_unit
        Named in sentences; its lead owns findings that have no owner of their own.
    method
        Which weights count first and how judgements become weights; that of ``params/method/alignment.yaml`` if not given.

    Raises
    ------
    PmobookError
        If the weights given can't be (see `pmobook.assess.goals.weigh_goals`). Judgements that can't be used are a finding.

    Notes
    -----
    *Strategic value* = sum over goals of weight times impact value, 0 to 1. A goal that a project does not name while it
    names others gets the impact none. An impact that is not assessed is anything from none to the highest: the value is
    then an interval and has no single figure. A project that names no goal at all has not been judged: its value is not
    assessed, anything from 0 to 1.

    An impact on a goal with sub-goals holds for each of them, unless the project names it or a goal in between.

    *Spend* of a project is its expected cost over all periods of the pack (actual where known, else forecast), for
    projects in a spending stage. It is split over the goals it serves in proportion to the impact values; goals' weights
    play no part, since they are what spend is compared with. Spend of projects whose every impact is none stands in a row
    of its own ("No goal"). So does spend of projects that nobody has rated, or whose impacts are all not assessed ("Impact
    not assessed"). Where only some are assessed, the spend goes to those.

    Where judges compared the goals, the weight has an interval that their disagreement implies; a share of spend within it is
    not called out of line, whatever its difference from the weight (see `pmobook.assess.alignment_weights.weigh_as_judged`).

    Spend on a goal is not assessed where no cost is known of any spending project that serves it. Where some is known, it is
    the sum of that; shares are of the spend that is known, and headline and findings say so.
    """
    rules = method if method is not None else alignment_method()
    weighed = weigh_as_judged(forms.goals, forms.goal_comparisons, rules.weights)
    tree = weighed.tree
    judged = not forms.project_goals.empty and not forms.goals.empty
    money = add_up_costs(forms.project_costs)
    projects = [
        _assess_project(row, _named(forms.project_goals, row["project_id"], tree), tree, scale, money)
        for row in forms.projects.to_dict(orient="records")
    ]
    values = build((_value_row(one, tree, judged) for one in projects), PROJECT_VALUES)
    costs_missing = forms.project_costs.empty
    alignment = build(_alignment_rows(projects, tree, costs_missing) if judged and projects else [], ALIGNMENT)
    gaps = _gaps(forms, projects)
    sponsors = sponsor_load(values, rules.sponsored_stages)
    lead = business_unit.lead or ""
    found = [
        *alignment_findings(tree, values, alignment, gaps, limits, lead),
        *judging_findings(weighed, limits, lead),
        *measure_findings(tree, forms.measures),
        *sponsor_findings(sponsors, values, rules.sponsored_stages, limits, lead),
    ]
    return AlignmentAssessment(
        goal_weights=tree.goal_weights,
        project_values=values,
        alignment=alignment,
        findings=findings_table(NOTEBOOK, found),
        workings=build((row for one in projects for row in _workings(one, tree, scale)), WORKINGS),
        headline=alignment_headline(values, alignment, gaps, business_unit.name),
        weighed=weighed,
        sponsors=sponsors,
    )


def _named(project_goals: pd.DataFrame, project_id: str, tree: GoalTree) -> dict[str, str | None]:
    """Return a project's impact on each goal without sub-goals that it names, itself or through a goal above."""
    rows = project_goals.loc[project_goals["project_id"] == project_id]
    impacts = {
        str(goal): str(impact) if present(impact) else None for goal, impact in zip(rows["goal_id"], rows["impact"], strict=True)
    }
    # Wider goals first, so that what is said of a goal itself, or of the nearest goal above it, has the last word.
    wider_first = sorted(impacts, key=lambda goal: tree.depths.get(goal, 0))
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
        spend_known=not spends or own.periods_expected == own.periods > 0,
        shares={goal: value / total for goal, value in serving.items()},
        goes_to=_TO_GOALS if serving else _TO_UNKNOWN if unknown or not impacts else _TO_NO_GOAL,
        note="; ".join(
            filter(
                None,
                [_impact_note(impacts, tree), own.spend_note if spends else say("no spend yet: {stage}", stage=row["stage"])],
            )
        ),
    )


def _impact_note(impacts: Mapping[str, str | None], tree: GoalTree) -> str:
    if not impacts:
        return say("value not assessed: nobody has rated it against the goals")
    unknown = sum(impact is None for impact in impacts.values())
    weightless = sum(goal not in tree.weights for goal in impacts) if tree.weights else 0
    notes = [say("{impact} not assessed", impact=counted(unknown, "impact"))] if unknown else []
    return "; ".join([*notes, say("{goal} it names without a weight", goal=counted(weightless, "goal"))] if weightless else notes)


def _value_row(one: _Project, tree: GoalTree, judged: bool) -> dict[str, Any]:
    can_say = judged and bool(tree.weights)
    exact = can_say and bool(one.impacts) and math.isclose(one.lowest, one.highest, abs_tol=1e-12)
    note = one.note if judged else say("value not assessed: goals or their impacts were not handed in")
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
        "note": say("value not assessed: {problem}", problem=tree.problem) if judged and tree.problem else note,
    }


def _gaps(forms: AlignmentForms, projects: list[_Project]) -> Gaps:
    unknown = [one for one in projects if one.spends and math.isnan(one.spend)]
    places = {place for one in unknown for place in _places(one)}
    return Gaps(
        forms=tuple(name for name in ("goals", "projects", "project_goals", "project_costs") if getattr(forms, name).empty),
        not_rated=frozenset(str(one.row["project_id"]) for one in projects if not one.impacts),
        spend_unknown=len(unknown),
        spend_unknown_on={place: sum(place in _places(one) for one in unknown) for place in places},
        spend_in_part=sum(not one.spend_known for one in projects) - len(unknown),
    )


def _places(one: _Project) -> Mapping[str, float]:
    """Return the goals that a project's spend goes to, or the row for none, with the share of each."""
    return one.shares or {one.goes_to: 1.0}


def _alignment_rows(projects: list[_Project], tree: GoalTree, costs_missing: bool) -> list[dict[str, Any]]:
    titles = dict(rows_of(tree.goal_weights, "goal_id", "title"))
    bounds = {goal: (low, high) for goal, low, high in rows_of(tree.goal_weights, "goal_id", "low", "high")}
    known = [one.spend for one in projects if not math.isnan(one.spend)]
    total = math.fsum(known) if known else math.nan
    places = {**{goal: titles[goal] for goal in tree.leaf_ids}, _TO_NO_GOAL: say("No goal")}
    if any(one.goes_to == _TO_UNKNOWN for one in projects):
        places[_TO_UNKNOWN] = say("Impact not assessed")
    rows = []
    for place, title in places.items():
        those = [one for one in projects if place in _places(one)]
        spend = math.nan if math.isnan(total) else _spend_on(place, those)
        share, weight = spend / total if total > 0 else math.nan, tree.weights.get(place, math.nan)
        low, high = bounds.get(place, (math.nan, math.nan))
        no_money = _why_no_money(projects, costs_missing) if math.isnan(total) else _spend_note(those)
        rows.append(
            {
                "goal_id": place,
                "title": title,
                "weight": weight,
                "weight_low": low,
                "weight_high": high,
                "spend": spend,
                "spend_share": share,
                "difference": share - weight,
                "standing": _standing(share, low, high),
                "projects": len(those),
                "note": "; ".join(filter(None, [_rating_note(place, projects), no_money])),
            }
        )
    return rows


def _standing(share: float, low: float, high: float) -> str | None:
    """Say where a share stands to what the judges disagree about."""
    if math.isnan(share) or math.isnan(low):
        return None
    if low - 1e-9 <= share <= high + 1e-9:
        return "within"
    return "above" if share > high else "below"


def _spend_on(place: str, those: list[_Project]) -> float:
    """Return what is known to go there: zero if nothing that goes there spends, missing if all that does is unknown."""
    spending = [one for one in those if one.spends]
    known = [one.spend * _places(one)[place] for one in spending if not math.isnan(one.spend)]
    return math.nan if spending and not known else math.fsum(known)


def _rating_note(place: str, projects: list[_Project]) -> str:
    if place == _TO_UNKNOWN:
        unrated = sum(not one.impacts for one in projects)
        return say("nobody has rated {project} of them", project=counted(unrated, "project")) if unrated else ""
    unjudged = sum(place in one.impacts and one.impacts[place] is None for one in projects)
    return say("{impact} on it not assessed", impact=counted(unjudged, "impact")) if unjudged else ""


def _why_no_money(projects: list[_Project], costs_missing: bool) -> str:
    if costs_missing:
        return say("spend not assessed: no costs were handed in")
    if any(one.spends for one in projects):
        return say("spend not assessed: no project's cost is known")
    return say("no spend yet: no project is in a stage that spends")


def _spend_note(those: list[_Project]) -> str:
    unknown = sum(one.spends and math.isnan(one.spend) for one in those)
    in_part = sum(not one.spend_known for one in those) - unknown
    notes = [say("spend of {project} not assessed", project=counted(unknown, "project"))] if unknown else []
    return "; ".join([*notes, say("spend of {project} known in part", project=counted(in_part, "project"))] if in_part else notes)


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
