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
    contradictions, circles
        Sentences on mandates and rules that can't hold together, and on projects that require one another in a circle.
    by_money_alone
        The best choice if people limited nothing; the best choice itself where they don't.
    without_tolerance
        The best choice if losses were no limit; None where they are none.
    later
        The best choice if projects that have not begun may start later; None where no start may move.
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
    contradictions: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    by_money_alone: Selection | None = None
    without_tolerance: Selection | None = None
    later: Selection | None = None
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

    @property
    def price_of_tolerance(self) -> float:
        """Value lost because of the tolerance for risk; missing where it is no limit, or nothing keeps it."""
        if self.best is None or self.without_tolerance is None:
            return float("nan")
        return max(self.without_tolerance.value - self.best.value, 0.0)

    @property
    def gain_of_later_starts(self) -> float:
        """Value gained by later starts; missing where no start may move."""
        if self.later is None:
            return float("nan")
        return max(self.later.value - (self.best.value if self.best else 0.0), 0.0)

    @property
    def moved(self) -> dict[str, int]:
        """Projects that start later than planned in the choice with later starts, with by how many quarters."""
        return {} if self.later is None else {str(one): shift for one, shift in self.later.shifts.items() if shift > 0}

    def start_of(self, project: str, shift: int = 0) -> str:
        """Return the quarter in which a project starts, so many quarters later than planned; empty if not known."""
        quarter = self.problem.planned_starts.get(project)
        if quarter is None:
            return ""
        for _ in range(shift):
            quarter = quarter.next
        return str(quarter)

    def core_index(self, project: str) -> float:
        """Return how sure a project is, 0 to 1; missing where nobody has judged its impacts, or its cost is not known."""
        if self.core is None or project not in self.core.index.index or self.problem.value_by_goal.loc[project].isna().all():
            return float("nan")
        return float(self.core.index[project])
