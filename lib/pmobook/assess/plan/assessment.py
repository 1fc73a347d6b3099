"""The improvement plan of a business unit: what to do next, who, by when, and what became of the last plan."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from pmobook.assess.findings import findings_table
from pmobook.assess.improvement import actions_of, read_actions
from pmobook.assess.plan.agreed import with_agreed
from pmobook.assess.plan.checks import check_actions
from pmobook.assess.plan.choice import Ranked, choose_actions, rank_actions
from pmobook.assess.plan.effect import Effect
from pmobook.assess.plan.findings import plan_findings, plan_headline
from pmobook.assess.plan.gathered import Gathered
from pmobook.assess.plan.matters import Raised, gather_matters, routes_of
from pmobook.assess.plan.proposal import Proposal, propose_actions
from pmobook.assess.tables import ACTIONS, build, text_of
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Improvement
from pmobook.language import say
from pmobook.method.improvement_plan import PlanMethod
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import Quarter

__all__ = ["NOTEBOOK", "PlanAssessment", "assess_plan"]

NOTEBOOK = "70_improvement_plan"

_TITLED = {
    "alignment": "goal_id", "measure_status": "measure_id", "project_status": "project_id", "benefit_status": "benefit_id",
    "risk_register": "risk_id",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class PlanAssessment:
    """What a business unit should do next.

    Attributes
    ----------
    gathered
        What it is made of.
    actions
        Table ``actions``, what fits first, by rank.
    checks
        Table ``action_checks``.
    routes
        Every finding gathered, with its action or why it has none.
    findings, headline
        In words.
    effort_days, budget
        What there is for a quarter; None: nobody has said.
    """

    gathered: Gathered
    actions: pd.DataFrame
    checks: pd.DataFrame
    routes: pd.DataFrame
    findings: pd.DataFrame
    headline: str
    effort_days: float | None
    budget: float | None

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table; nothing if nothing was gathered."""
        if self.gathered.is_empty:
            return {}
        return {"actions": self.actions, "action_checks": self.checks, "findings": self.findings}


def assess_plan(  # noqa: PLR0913 - each is a part of the question
    gathered: Gathered,
    form: pd.DataFrame,
    form_before: pd.DataFrame,
    quarter: Quarter,
    method: PlanMethod,
    business_unit: BusinessUnit,
    *,
    available: Improvement,
    model: MaturityModel,
    days_per_week: float | None = None,
) -> PlanAssessment:
    """Gather findings into matters, answer each with an action, and choose what fits the effort of the next quarter.

    Parameters
    ----------
    gathered
        Results of the other notebooks. Without any, nothing is planned and nothing recorded.
    form, form_before
        The form actions of this pack and of the last one, without rows if not handed in.
    quarter
        The quarter assessed; what fits is due by the end of the next one.
    method
        Which finding belongs to which matter, and what actions are worth.
    business_unit
        Named in sentences; its lead owns what names nobody else, and its tolerance scales the worth of less exposure.
    available
        Person-days and money there are for a quarter.
    model
        The maturity model, for titles and for what its actions depend on.
    days_per_week
        Person-days a week, from which the effort of a quarter follows if ``available`` gives none.

    Notes
    -----
    Effects are estimates and are given with a lowest and a highest; an action without a figure is ranked by its findings alone.
    """
    told = gathered.table("findings")
    told = told[told["notebook"] != NOTEBOOK]
    raised = gather_matters(told, method)
    titles = _titles(gathered, model)
    proposals = propose_actions(
        raised, gathered, method, titles=titles, depends_on=_dependencies(model), levels_a_point=_levels_a_point(gathered, model)
    )
    proposals = with_agreed(proposals, form)
    effort = _effort(available, days_per_week, method)
    tolerance = business_unit.risk_tolerance.amount if business_unit.risk_tolerance else math.nan
    ranked = rank_actions(proposals, method, tolerance)
    costs = {one.action_id: _cost(one, available) for one in proposals}
    fits = choose_actions(ranked, effort, available.budget, costs)
    actions = build(_rows(ranked, fits, costs, quarter, business_unit.lead or ""), ACTIONS)
    checks = check_actions(form, form_before, gathered, quarter, method.certainty)
    found = () if gathered.is_empty else plan_findings(actions, checks, effort, business_unit, handed_in=bool(len(form)))
    return PlanAssessment(
        gathered=gathered,
        actions=actions,
        checks=checks,
        routes=routes_of(told, raised, _answers(raised, proposals), method),
        findings=findings_table(NOTEBOOK, found),
        headline=_nothing(business_unit) if gathered.is_empty else plan_headline(actions, effort, business_unit.name, quarter),
        effort_days=effort,
        budget=available.budget,
    )


def _nothing(unit: BusinessUnit) -> str:
    return say("There is nothing to plan for {name}: no results of this quarter are recorded yet", name=unit.name)


def _effort(available: Improvement, days_per_week: float | None, method: PlanMethod) -> float | None:
    if available.effort_days is not None or days_per_week is None:
        return available.effort_days
    return days_per_week * method.weeks_a_quarter.value


def _titles(gathered: Gathered, model: MaturityModel) -> Mapping[str, str]:
    titles = {area.area_id: area.title for area in model.areas}
    for table, key in _TITLED.items():
        rows = gathered.table(table)
        titles |= {text_of(one): text_of(title) for one, title in zip(rows[key], rows["title"], strict=True) if text_of(one)}
    return titles


def _dependencies(model: MaturityModel) -> dict[str, tuple[str, ...]]:
    """Return each action of the model to those that may have to come first: lower levels, and what it depends on."""
    every = read_actions(actions_of(model))
    return {
        one.action_id: tuple(
            other.action_id
            for other in every
            if (other.capability == one.capability and other.level < one.level)
            or any(other.capability == capability and other.level <= level for capability, level in one.depends_on)
        )
        for one in every
    }


def _levels_a_point(gathered: Gathered, model: MaturityModel) -> float:
    scores = gathered.table("area_scores")
    tops = scores.loc[scores["is_chosen_rule"].astype(bool), "scale_maximum"].dropna()
    return model.highest_level / float(tops.iloc[0]) if len(tops) else 1.0


def _answers(raised: Iterable[Raised], proposals: Iterable[Proposal]) -> dict[str, str]:
    """Return each matter's id to the first action that answers its findings."""
    first: dict[str, str] = {}
    for one in proposals:
        for source in one.sources:
            first.setdefault(source, one.action_id)
    return {one.action_id: first[one.sources[0]] for one in raised if one.sources[0] in first}


def _cost(proposal: Proposal, available: Improvement) -> float:
    if not math.isnan(proposal.cost) or available.day_cost is None:
        return proposal.cost
    return proposal.days * available.day_cost


def _as_record(effect: Effect) -> dict[str, Any]:
    return {name: value for name, value in asdict(effect).items() if name != "scale"}


def _rows(
    ranked: Iterable[Ranked], fits: Mapping[str, bool] | None, costs: Mapping[str, float], quarter: Quarter, lead: str
) -> Iterator[dict[str, Any]]:
    """Yield actions, what fits first, then by rank."""
    for one in sorted(ranked, key=lambda each: (not (fits or {}).get(each.proposal.action_id, False), each.rank)):
        action, is_taken = one.proposal, None if fits is None else fits[one.proposal.action_id]
        due = action.due_on or (quarter.next.last_day if is_taken else None)
        unknown = say("Its effort isn't assessed and counts as nothing.") if math.isnan(action.days) else ""
        yield {
            "action_id": action.action_id,
            "title": action.title,
            "matter": action.matter,
            "subject": action.subject,
            "why": action.why,
            "first_step": action.first_step,
            "owner": action.owner or lead,
            "due_on": pd.Timestamp(due) if due else pd.NaT,
            "effort_days": action.days,
            "effort_low": action.days_low,
            "effort_high": action.days_high,
            "cost": costs[action.action_id],
            "effect_kind": action.effect.kind,
            "effect_of": action.effect.of,
            "effect_low": action.effect.low,
            "effect_likely": action.effect.likely,
            "effect_high": action.effect.high,
            "effect_unit_of_measure": action.effect.unit_of_measure,
            "effect_basis": action.effect.basis,
            "moves_too": json.dumps([_as_record(effect) for effect in action.beside], ensure_ascii=False),
            "worth": one.worth,
            "rank": one.rank,
            "rank_best": one.rank_best,
            "rank_worst": one.rank_worst,
            "fits": is_taken,
            "status": action.status,
            "severity": action.severity,
            "findings": len(action.sources),
            "source_findings": json.dumps(list(action.sources), ensure_ascii=False),
            "needs": json.dumps(list(action.needs)),
            "note": " ".join(filter(None, (action.note, unknown))),
        }
