"""Actions as the plan weighs them: what each answers, takes, should move, and waits for."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from pmobook.assess.plan.effect import NOT_ESTIMATED, Effect, because
from pmobook.assess.plan.effects import effects_of
from pmobook.assess.plan.gathered import Gathered
from pmobook.assess.plan.matters import Raised
from pmobook.assess.tables import OVERALL, records_of, text_of
from pmobook.language import said_later, say
from pmobook.method.improvement_plan import PlanMethod

__all__ = ["Proposal", "propose_actions"]

_LEVEL = "raise_level"
_ASKED = ("act", "watch")
_WHOLE = said_later("the whole portfolio")
_OF_STEP = said_later("Overall score after the step of the maturity plan less before it.")


@dataclass(frozen=True)
class Proposal:
    """One action that could be taken.

    Attributes
    ----------
    points
        What its findings are worth, without the effect.
    needs
        Actions that must come first.
    is_committed
        Whether it is agreed or under way, so that its effort is spent anyway.
    days, days_low, days_high
        Person-days; NaN if not assessed.
    effect
        On the figure of its severest finding; it counts for the worth.
    beside
        Effects on further figures, which add nothing to the worth.
    """

    action_id: str
    title: str
    matter: str
    subject: str
    why: str
    first_step: str
    owner: str
    severity: str
    points: float
    days: float
    days_low: float
    days_high: float
    effect: Effect = NOT_ESTIMATED
    beside: tuple[Effect, ...] = ()
    sources: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    status: str = "proposed"
    is_committed: bool = False
    cost: float = math.nan
    due_on: dt.date | None = None
    note: str = ""


def propose_actions(
    raised: Iterable[Raised],
    gathered: Gathered,
    method: PlanMethod,
    *,
    titles: Mapping[str, str],
    depends_on: Mapping[str, tuple[str, ...]],
    levels_a_point: float = 1.0,
) -> tuple[Proposal, ...]:
    """Return an action for each matter that asks for one, and for focus areas the steps of the maturity plan in its place.

    Parameters
    ----------
    raised
        What findings raise.
    titles
        Id of a goal, measure, project, risk, benefit or focus area to its title.
    depends_on
        Step of the maturity plan to the steps that must come first.
    levels_a_point
        Levels that one point of the chosen rule's score is: 1, or the highest level for rules of shares.
    """
    asked = [one for one in raised if one.severity in _ASKED]
    below = {one.subject: one for one in asked if one.matter.matter_id == _LEVEL}
    steps = records_of(gathered.table("improvement_steps")) if below else []
    planned = {str(step["area_id"]) for step in steps}
    found = [
        _of_matter(one, gathered, method, titles) for one in asked if one.subject not in planned or one not in below.values()
    ]
    return (*found, *_of_steps(steps, below, gathered, method, depends_on, levels_a_point))


def _of_matter(raised: Raised, gathered: Gathered, method: PlanMethod, titles: Mapping[str, str]) -> Proposal:
    matter, certainty = raised.matter, method.certainty
    first, *beside = effects_of(raised, gathered, certainty)
    return Proposal(
        action_id=raised.action_id,
        title=matter.title.replace("{subject}", f"'{_name(raised.subject, titles)}'" if raised.subject else say(_WHOLE)),
        matter=matter.matter_id,
        subject=raised.subject,
        why=str(raised.findings[0]["sentence"]),
        first_step=matter.first_step,
        owner=raised.owner or matter.who,
        severity=raised.severity,
        points=_points(raised, method),
        days=matter.effort_days,
        days_low=matter.effort_days * certainty.effort_low.value,
        days_high=matter.effort_days * certainty.effort_high.value,
        effect=first,
        beside=tuple(beside),
        sources=tuple(raised.sources),
    )


def _name(subject: str, titles: Mapping[str, str]) -> str:
    if subject in titles:
        return titles[subject]
    for mark in ("+", ">"):
        first, found, second = subject.partition(mark)
        if found and first in titles and second in titles:
            return say("{titles}' and '{titles_2}", titles=titles[first], titles_2=titles[second])
    return subject


def _points(raised: Raised, method: PlanMethod) -> float:
    worth = method.worth
    first: float = getattr(worth, raised.severity).value
    further = sum(one["severity"] in _ASKED for one in raised.findings[1:])
    return first * (1 + worth.further.value * min(further, worth.further_most.value))


def _of_steps(
    steps: list[dict[str, object]],
    below: Mapping[str, Raised],
    gathered: Gathered,
    method: PlanMethod,
    depends_on: Mapping[str, tuple[str, ...]],
    levels_a_point: float,
) -> Iterable[Proposal]:
    certainty, before = method.certainty, _score_before(gathered)
    ids = {str(step["action_id"]) for step in steps}
    for step in steps:
        area, days = str(step["area_id"]), float(step["person_days"])  # type: ignore[arg-type]
        after = float(step["score_after"])  # type: ignore[arg-type]
        gain = max(after - before, 0.0) * levels_a_point
        before, raised = after, below.get(area)
        beside = sum(str(one["area_id"]) == area for one in steps)
        effect = (
            because(say("The overall score is not assessed."))
            if math.isnan(gain)
            else Effect("level", OVERALL, certainty.level_low.value * gain, gain, gain, "levels", say(_OF_STEP), 1.0)
        )
        template = method.matter(_LEVEL)
        yield Proposal(
            action_id=f"step:{step['action_id']}",
            title=text_of(step["title"]),
            matter=_LEVEL,
            subject=area,
            why=str(raised.findings[0]["sentence"]) if raised else say("A step that others of the maturity plan need."),
            first_step=say(
                "Bring {capability_id} to level {level} as the maturity notebook describes it.",
                capability_id=step["capability_id"],
                level=step["level"],
            ),
            owner=raised.owner or template.who if raised else template.who,
            severity=raised.severity if raised else "",
            points=_points(raised, method) / beside if raised else 0.0,
            days=days,
            days_low=days * certainty.effort_low.value,
            days_high=days * certainty.effort_high.value,
            effect=effect,
            sources=tuple(raised.sources) if raised else (),
            needs=tuple(f"step:{one}" for one in depends_on.get(str(step["action_id"]), ()) if one in ids),
        )


def _score_before(gathered: Gathered) -> float:
    """Return the overall score from which the maturity plan starts: what is not assessed counts as not met."""
    scores = gathered.table("area_scores")
    whole = scores[(scores["area_id"] == OVERALL) & scores["is_chosen_rule"].astype(bool)]
    if whole.empty:
        return math.nan
    lowest, score = whole.iloc[0]["score_lowest"], whole.iloc[0]["score"]
    return float(score if pd.isna(lowest) else lowest)


def with_note(proposal: Proposal, note: str) -> Proposal:
    """Return a proposal with one more sentence in its note."""
    return replace(proposal, note=" ".join(filter(None, (proposal.note, note))))
