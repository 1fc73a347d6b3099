"""How sure each project is, over every weighting of the goals that the judgements allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.effort import Effort, effort_of
from pmobook.assess.selection.finding import find, solve
from pmobook.assess.selection.optimum import with_risk
from pmobook.assess.selection.programme import Programme, read_programme
from pmobook.assess.selection.rows import linear_of
from pmobook.assess.selection.selection import require_found
from pmobook.assess.selection.solver import relax
from pmobook.assess.selection.tables import Bools, Floats, Id, Ints, as_table
from pmobook.assess.selection.undominated import allowed_portfolios, free_options, undominated
from pmobook.assess.selection.verify import broken
from pmobook.assess.selection.waterline import project_weights
from pmobook.assess.selection.weightings import Weightings, admissible_weightings
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import said_later, say
from pmobook.method.selection import selection_method

__all__ = ["CoreIndex", "core_index"]

_EXACT = said_later(
    "share of all undominated portfolios that contain the project (Liesiö, Mild and Salo 2007), every portfolio compared"
)
_SAMPLED = said_later(
    "share of the different portfolios that are best under at least one of {} admissible weightings drawn, that contain the "
    "project; undominated portfolios that are best under none of them are not seen"
)

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class CoreIndex:
    """How sure each project is while the weights of the goals are open.

    Attributes
    ----------
    index
        By project: 1 it belongs to every good portfolio, 0 to none, in between more information pays.
    definition
        Which share it is, in words.
    is_exact
        Whether every portfolio was compared.
    chosen_share
        By project: the share of admissible weightings under whose best portfolio it is chosen.
    rank_shares
        Projects by ranks (1 is best): the share of admissible weightings under which it has this rank by value per cost.
    portfolios
        Projects by portfolios, whether the portfolio contains the project: those that the index counts.
    weightings
        Weightings by goals.
    best
        Weightings by projects, whether the project is in the best portfolio.
    gap
        The largest gap of any best portfolio; 0 if all are proven.
    """

    index: pd.Series
    definition: str
    is_exact: bool
    chosen_share: pd.Series
    rank_shares: pd.DataFrame
    portfolios: pd.DataFrame
    weightings: pd.DataFrame
    best: pd.DataFrame
    gap: float

    @property
    def open_projects(self) -> tuple[Id, ...]:
        """Projects whose index lies strictly between 0 and 1."""
        return tuple(self.index.index[(self.index > 0) & (self.index < 1)])


def core_index(  # noqa: PLR0913 - as `select`
    value_by_goal: Any,  # noqa: ANN401 - a table
    weights_set: Any,  # noqa: ANN401 - see `admissible_weightings`
    cost: Any,  # noqa: ANN401 - as for `select`
    limits: Any,  # noqa: ANN401
    *,
    n: int | None = None,
    seed: int | None = None,
    exact: bool | None = None,
    time_limit: float | None = None,
    gap: float | None = None,
    **rules: Any,  # noqa: ANN401
) -> CoreIndex:
    """Return how sure each project is over every weighting that the judgements allow, and its ranks with probabilities.

    Parameters
    ----------
    value_by_goal
        Projects by goals, 0 or more: what a project brings to each goal. A project's value is Σ weight by value.
    weights_set
        Constraints on the weights, or weightings; see `admissible_weightings`.
    cost, limits, **rules
        As for `select`.
    n, seed
        How many weightings are drawn, and the generator's starting number.
    exact
        Whether to compare every portfolio; by default if few enough projects are open.
    time_limit, gap
        Of each search.

    Raises
    ------
    ProblemsFound
        If anything handed in is wrong.
    NothingFits
        If no portfolio keeps the limits and mandates.

    Notes
    -----
    A portfolio is dominated if another is worth as much under every admissible weighting and more under one; it is enough to
    compare at the corners. Weightings handed in stand for all their mixtures.

    References
    ----------
    Liesiö, Mild and Salo, Preference programming for robust portfolio modeling and project selection, European Journal of
    Operational Research 181, 2007.
    """
    table, values = _values(value_by_goal, cost)
    programme, effort = read_programme(table.max(axis=1), cost, limits, **rules), effort_of(time_limit, gap)
    weightings = admissible_weightings(tuple(table.columns), weights_set, n, seed)
    require_found(programme, solve(programme, effort))
    option_values = values[programme.options.project]
    few = int(free_options(programme).sum()) <= selection_method().core_index.exact_up_to.value
    is_exact = few if exact is None else exact
    allowed = allowed_portfolios(programme) if is_exact else None
    found, which, worst = _best_portfolios(programme, option_values, weightings, effort, allowed)
    counted = found
    if allowed is not None:
        counted = undominated(allowed, allowed @ option_values @ weightings.corners.T)
    labels = pd.Index(programme.projects, name="project_id", tupleize_cols=False)
    holds = np.unique(counted @ programme.membership.T > 0.5, axis=0)
    best = (found @ programme.membership.T > 0.5)[which]
    return CoreIndex(
        index=pd.Series(holds.mean(axis=0), index=labels, name="core_index"),
        definition=say(_EXACT) if is_exact else say(_SAMPLED).format(f"{len(weightings.sample):,}"),
        is_exact=is_exact,
        chosen_share=pd.Series(best.mean(axis=0), index=labels, name="chosen_share"),
        rank_shares=_ranks(programme, values, weightings, labels),
        portfolios=pd.DataFrame(holds.T, index=labels),
        weightings=pd.DataFrame(weightings.sample, columns=table.columns),
        best=pd.DataFrame(best, columns=labels),
        gap=worst,
    )


def _values(value_by_goal: Any, cost: Any) -> tuple[pd.DataFrame, Floats]:  # noqa: ANN401 - as handed in
    table = as_table(value_by_goal, ())
    if not isinstance(value_by_goal, pd.DataFrame) and isinstance(cost, (pd.Series, pd.DataFrame)) and len(cost) == len(table):
        table = table.set_axis(as_table(cost, ()).index)
    table = table.apply(pd.to_numeric, errors="coerce").astype(np.float64)
    problems = [
        Problem(f"value of {project} for {goal}", "nothing" if np.isnan(cell) else f"{cell:g}", "a number of 0 or more",
                "Write the number; 0 if it brings nothing to the goal.")
        for project, row in table.iterrows() for goal, cell in row.items() if not 0 <= cell < np.inf
    ]  # fmt: skip
    if not len(table.columns):
        problems.append(Problem("value_by_goal", "no goal", "at least one goal", "Add a column for each goal."))
    if problems:
        raise ProblemsFound(problems)
    return table, table.to_numpy()


def _best_portfolios(
    programme: Programme, values: Floats, weightings: Weightings, effort: Effort, allowed: Bools | None
) -> tuple[Bools, Ints, float]:
    """Return the different best portfolios (portfolios, options), which of them each weighting has, and the largest gap.

    Only the objective differs between weightings: the best of the portfolios found so far begins each search, and often the
    relaxation or the options that reduced cost leaves open prove it best at once. Where all allowed portfolios are listed, one
    that none of them exceeds needs no search.
    """
    worth = None if allowed is None else allowed @ values
    linear, known = linear_of(programme), np.zeros((0, len(values)), dtype=np.bool_)
    which, worst = np.zeros(len(weightings.sample), dtype=np.int64), 0.0
    for at, weights in enumerate(weightings.sample):
        here = linear.with_objective(values @ weights)
        first = int((known @ here.objective).argmax()) if len(known) else None
        start = None if first is None else known[first]
        if first is not None and worth is not None and _is_best(known[first] @ values @ weights, worth @ weights):
            which[at] = first
            continue
        here, relaxation = with_risk(programme, here) if programme.risks else (here, relax(here))
        assert relaxation is not None, "a portfolio exists"
        optimum = find(here, relaxation, effort, lambda chosen: broken(programme, chosen), start)
        chosen = require_found(programme, optimum)
        # Rows of worst scenarios hold for every portfolio, so later weightings begin with them.
        linear = optimum.linear
        same = np.flatnonzero((known == chosen).all(axis=1))
        if not len(same):
            known, same = np.vstack([known, chosen[None, :]]), np.array([len(known)])
        which[at], worst = same[0], max(worst, optimum.gap)
    return known, which, worst


def _is_best(value: float, others: Floats) -> bool:
    return bool(value >= others.max() * (1 - _ROUNDING))


def _ranks(programme: Programme, values: Floats, weightings: Weightings, labels: pd.Index) -> pd.DataFrame:
    """Return how often each project has each rank by value per cost; equal projects share the better rank."""
    weight = project_weights(programme)
    worth = weightings.sample @ values.T
    ratio = np.where(weight > 0, worth / np.where(weight > 0, weight, 1.0), np.where(worth > 0, np.inf, 0.0))
    ranks = pd.DataFrame(ratio).rank(axis=1, method="min", ascending=False).to_numpy().astype(np.int64)
    count = len(labels)
    shares = np.stack([(ranks == rank).mean(axis=0) for rank in range(1, count + 1)], axis=1)
    return pd.DataFrame(shares, index=labels, columns=pd.Index(range(1, count + 1), name="rank"))
