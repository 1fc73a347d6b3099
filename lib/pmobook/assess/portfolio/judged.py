"""What was worked out of a choice between projects, for tables, findings and exhibits alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pmobook.assess.portfolio.present import PresentChoice
from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.assess.portfolio.reversals import Reversal
from pmobook.assess.portfolio.views import Views
from pmobook.assess.selection import CoreIndex, Frontier, Infeasibility, Prices, Selection, SettlingJudgement

__all__ = ["Judged"]


@dataclass(frozen=True, eq=False)
class Judged:
    """A choice, the best one and what surrounds it; what could not be worked out is None.

    Attributes
    ----------
    problem, views, present
        What was judged.
    best
        The best choice under every limit, mandate and link.
    infeasible
        Why there is none, where nothing keeps them all.
    by_money_alone
        The best choice if people limited nothing; the best choice itself where they don't.
    frontier, frontier_is_exact
        The best value at each budget, and whether every budget at which the best choice changes is among them.
    prices
        Of mandates, links and limits.
    core, settling
        How sure each project is while weights are open, and which judgement would settle most.
    reversals
        For each project on which best and present choice differ, what the opposite would mean.
    decisive
        Projects left out that could come in if their impacts were assessed.
    """

    problem: PortfolioProblem
    views: Views
    present: PresentChoice
    best: Selection | None = None
    infeasible: Infeasibility | None = None
    by_money_alone: Selection | None = None
    frontier: Frontier | None = None
    frontier_is_exact: bool = False
    prices: Prices | None = None
    core: CoreIndex | None = None
    settling: SettlingJudgement | None = None
    reversals: Mapping[str, Reversal] = field(default_factory=dict)
    decisive: tuple[str, ...] = ()

    @property
    def starts(self) -> tuple[str, ...]:
        """Projects of the best choice that are not chosen at present."""
        return tuple(one for one in self.best.chosen if one not in self.present.projects) if self.best else ()

    @property
    def stops(self) -> tuple[str, ...]:
        """Projects chosen at present that the best choice leaves out."""
        return tuple(one for one in self.present.projects if one not in self.best.chosen) if self.best else ()

    @property
    def gain(self) -> float:
        """By how much the best choice is worth more than the present one, as a share of the present; missing without either."""
        if self.best is None or not self.present.value > 0:
            return float("nan")
        return self.best.value / self.present.value - 1

    def core_index(self, project: str) -> float:
        """Return how sure a project is, 0 to 1; missing where nobody has judged its impacts, or its cost is not known."""
        if self.core is None or project not in self.core.index.index or self.problem.value_by_goal.loc[project].isna().all():
            return float("nan")
        return float(self.core.index[project])
