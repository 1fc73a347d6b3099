"""What a scenario leads to: the best set, its proof, and what it changes against the board's present choice."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem
from pmobook.assess.selection import NothingFits, NothingFound, explain_infeasible, select
from pmobook.assess.wording import as_number
from pmobook.errors import ProblemsFound
from pmobook.language import say
from pmobook.what_if.scenario import Question, Scenario, question_of

__all__ = ["AT_ONCE", "Outcome", "outcome_of"]

AT_ONCE = 0.6
"""Seconds that a search may take while somebody waits for it; an answer cut short says what is proven of it."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """The best set of projects in a scenario.

    Attributes
    ----------
    scenario, shares
        What was tried, and each goal's share of all weight.
    worth
        By project, the strategic value under those weights, as far as its impacts are known.
    reasons
        By mandated project, why.
    chosen
        The best set; empty if there is none.
    value, money
        What it is worth and what it takes; missing if there is none.
    gap
        By how much another set could be better at most, as a share; 0 only with the proof, missing if there is no set,
        infinite if nothing is known.
    is_proven
        Whether the solver proved that no set is better.
    why_not
        Sentences that say why there is no set and what would allow one; empty if there is one.
    tight
        Limits of which less is left than any project that stays out needs.
    present, present_value, present_money
        The board's present choice as far as its costs are known, what it is worth under these weights and what it takes.
    enters, leaves
        What the best set adds to the present choice, and what it drops.
    tolerance, in_bad_cases, present_in_bad_cases
        What the projects chosen may lose in bad cases at the most, and what the best set and the present choice may lose, in
        money; missing without a tolerance, or if no risk was handed in.
    """

    scenario: Scenario
    shares: dict[str, float]
    worth: pd.Series
    reasons: dict[str, str]
    present: tuple[str, ...]
    present_value: float
    present_money: float
    chosen: tuple[str, ...] = ()
    value: float = math.nan
    money: float = math.nan
    gap: float = math.nan
    is_proven: bool = False
    why_not: tuple[str, ...] = ()
    tight: tuple[str, ...] = ()
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    tolerance: float = math.nan
    in_bad_cases: float = math.nan
    present_in_bad_cases: float = math.nan

    @property
    def is_possible(self) -> bool:
        """Whether there is a set."""
        return not self.why_not

    @property
    def proof(self) -> str:
        """What is proven, in words."""
        if not self.is_possible:
            return say("no set found")
        if self.is_proven:
            return say("proven: no other set is worth more")
        if not math.isfinite(self.gap):
            return say("not proven: how much better another set could be is not known")
        share = as_number(100 * self.gap, 2) if self.gap >= 0.0001 else say("less than 0.01")
        return say("not proven: another set could be worth up to {share}% more", share=share)


def outcome_of(problem: PortfolioProblem, scenario: Scenario, seconds: float = AT_ONCE) -> Outcome:
    """Find a scenario's best set and set it beside the board's present choice.

    Parameters
    ----------
    problem
        What there is to choose from.
    scenario
        What is tried.
    seconds
        The longest that the search may take.

    Raises
    ------
    PmobookError
        If no goal has weight, the budget is no amount, or the scenario is not one of this portfolio.

    Notes
    -----
    Where nothing keeps all limits, mandates and links, `Outcome.why_not` holds the smallest changes that would allow a set.
    """
    question = question_of(problem, scenario)
    asked, present = question.problem, question.problem.present_choice
    empty = Outcome(
        scenario=scenario, shares=question.shares, worth=question.arguments["value"], reasons=question.reasons,
        present=present, present_value=asked.value_of(present), present_money=asked.cost_of(present),
        tolerance=math.nan if asked.risk is None or asked.tolerance is None else asked.tolerance,
        present_in_bad_cases=_in_bad_cases(asked, present),
    )  # fmt: skip
    try:
        best = select(**question.arguments, time_limit=seconds)
    except NothingFits as nothing:
        return replace(empty, why_not=nothing.explanation.sentences)
    except NothingFound as nothing:
        return replace(empty, why_not=(str(nothing),))
    except ProblemsFound as found:
        return replace(empty, why_not=_contradictions(found, question))
    chosen = tuple(str(project) for project in best.chosen)
    return replace(
        empty, chosen=chosen, value=best.value, money=asked.cost_of(chosen), gap=best.gap, is_proven=best.is_proven,
        tight=_tight(question.arguments["cost"], best.slack, chosen),
        enters=tuple(project for project in chosen if project not in present),
        leaves=tuple(project for project in present if project not in chosen),
        in_bad_cases=_in_bad_cases(asked, chosen),
    )  # fmt: skip


def _in_bad_cases(problem: PortfolioProblem, projects: tuple[str, ...]) -> float:
    exposure = None if problem.tolerance is None else problem.exposure_of(projects)
    return math.nan if exposure is None else exposure.in_bad_cases


def _contradictions(found: ProblemsFound, question: Question) -> tuple[str, ...]:
    """Say what contradicts what, and the fewest mandates and links whose loss would end it."""
    said = tuple(str(problem) for problem in found.problems)
    try:
        explained = explain_infeasible(**question.arguments)
    except ProblemsFound:  # it isn't a contradiction that is wrong, and what is wrong has been said
        return said
    return said if explained.is_feasible else (*said, *explained.sentences)


def _tight(cost: pd.DataFrame, slack: pd.Series, chosen: Iterable[str]) -> tuple[str, ...]:
    """Return the limits of which less is left than the smallest need of a project that stays out."""
    out = cost.drop(index=list(chosen))
    left, needs = slack.to_dict(), out.where(out > 0).min()
    names = [
        str(name) for name, least in needs.items() if not math.isnan(least) and math.isfinite(left[name]) and left[name] < least
    ]
    return tuple(sorted(names, key=lambda name: name != MONEY))
