"""Why a project is chosen or not: what the opposite decision would cost, found by an exact search each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.assess.portfolio.words import amount_in_words
from pmobook.assess.selection import NothingFits, NothingFound, Selection, select
from pmobook.assess.wording import as_number, listed
from pmobook.errors import ProblemsFound
from pmobook.language import said_later, say

__all__ = ["Reversal", "reversals"]

_NOTHING = 1e-9
_CANNOT = said_later("it can't be done")


@dataclass(frozen=True)
class Reversal:
    """What the opposite decision on one project would mean.

    Attributes
    ----------
    project
        Its id.
    is_possible
        Whether any choice keeps every limit with the opposite decision.
    price
        Value lost by it; missing if it is not possible.
    enters, leaves
        What else would change.
    hindrance
        Why it is not possible, in words.
    """

    project: str
    is_possible: bool
    price: float
    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    hindrance: str

    def reason(self, problem: PortfolioProblem, *, is_chosen: bool) -> str:
        """Say why the project is chosen, or why not."""
        moves = _moves(problem, self.enters, self.leaves)
        if not self.is_possible:
            return f"{(say('it must be done') if is_chosen else say(_CANNOT))}: {self.hindrance}"
        if self.price <= _NOTHING and not is_chosen and problem.value_highest[self.project] <= _NOTHING:
            return say("it brings nothing to any goal")
        if self.price <= _NOTHING:
            same = say("with or without it the value is the same")
            return f"{same}{(say(', and this way costs less') if not is_chosen else '')}"
        if is_chosen:
            return say("without it the value would be {price} lower{moves}", price=as_number(self.price, 3), moves=moves)
        return say("with it the value would be {price} lower{moves}", price=as_number(self.price, 3), moves=moves)


def _moves(problem: PortfolioProblem, enters: Sequence[str], leaves: Sequence[str]) -> str:
    said = []
    if leaves:
        said.append(say("{map} would have to go", map=listed(map(problem.named, leaves))))
    if enters:
        said.append(say("{map} would take its place", map=listed(map(problem.named, enters))))
    return f": {'; '.join(said)}" if said else ""


def reversals(problem: PortfolioProblem, best: Selection, projects: Sequence[str], time_limit: float) -> dict[str, Reversal]:
    """Return what the opposite decision on each of some projects would mean.

    Parameters
    ----------
    problem, best
        The choice and the best one.
    projects
        Ids to be asked about.
    time_limit
        Seconds for each search.
    """
    return {project: _reverse(problem, best, project, time_limit) for project in projects}


def _reverse(problem: PortfolioProblem, best: Selection, project: str, time_limit: float) -> Reversal:
    given = problem.arguments
    others = given["mandates"].loc[given["mandates"]["project_id"] != project]
    side = "out" if project in best.chosen else "in"
    forced = pd.DataFrame([{"project_id": project, "mandate": side, "reason": ""}])
    try:
        found = select(**{**given, "mandates": pd.concat([others, forced], ignore_index=True)}, time_limit=time_limit)
    except (NothingFits, NothingFound, ProblemsFound):
        hindrance = _hindrance(problem, project) if side == "in" else say("nothing keeps every limit and rule without it")
        return Reversal(project, is_possible=False, price=float("nan"), enters=(), leaves=(), hindrance=hindrance)
    return Reversal(
        project,
        is_possible=True,
        price=max(best.value - found.value, 0.0),
        enters=tuple(one for one in found.chosen if one not in best.chosen and one != project),
        leaves=tuple(one for one in best.chosen if one not in found.chosen and one != project),
        hindrance="",
    )


def _hindrance(problem: PortfolioProblem, project: str) -> str:
    """Return the limit that the project exceeds most, with all that it requires and all that must be done."""
    must = [str(one) for one in problem.mandates.loc[problem.mandates["decision"] == "in", "project_id"]]
    needed = _with_required(problem, [project])
    together = _with_required(problem, [project, *(one for one in must if one in problem.choosable)])
    for projects, who in (([project], say("it alone needs")), (needed, say("with what it requires it needs")),
                          (together, say("with what must be done it needs"))):  # fmt: skip
        over = {str(name): problem.cost_of(projects, str(name)) - float(limit) for name, limit in problem.limits.items()}
        amount, name = max(((amount, name) for name, amount in over.items()), default=(0.0, ""))
        if amount > _NOTHING:
            return say("{who} {amount_in_words} than there is", who=who, amount_in_words=amount_in_words(name, amount))
    return say("mandates and rules between projects leave no room for it")


def _with_required(problem: PortfolioProblem, projects: Sequence[str]) -> list[str]:
    """Return projects with all that comes with them."""
    found = list(projects)
    for one in found:
        for project, link, other in problem.links.itertuples(index=False, name=None):
            if project == one and link != "excludes" and other not in found:
                found.append(str(other))
            elif other == one and link == "together" and project not in found:
                found.append(str(project))
    return found
