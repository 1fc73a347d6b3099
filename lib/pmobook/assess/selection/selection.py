"""The set of projects that serves the goals best under every limit, mandate and link, with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.loss_measures import conditional_value_at_risk
from pmobook.assess.selection.contradictions import notes_on
from pmobook.assess.selection.effort import Effort, effort_of
from pmobook.assess.selection.finding import solve
from pmobook.assess.selection.infeasible import explain
from pmobook.assess.selection.optimum import Optimum
from pmobook.assess.selection.programme import Programme, read_programme
from pmobook.assess.selection.refusals import NothingFits, NothingFound
from pmobook.assess.selection.tables import Bools, Floats, Id
from pmobook.assess.selection.ties import Alternative, alternatives_of, secondary_cost, settle_ties
from pmobook.assess.selection.verify import broken, exact_total
from pmobook.assess.selection.waterline import Waterline, draw_waterline
from pmobook.assess.wording import as_number, as_percent, counted
from pmobook.language import say
from pmobook.rounding import measured

__all__ = ["Selection", "best_of", "require_found", "select"]


@dataclass(frozen=True, eq=False)
class Selection:
    """A set of projects and what is proven of it.

    Attributes
    ----------
    chosen
        Ids of the projects, in the order handed in.
    value
        What they bring together.
    gap
        By how much another set could be better at most, as a share of the value; 0 if none can.
    is_proven
        Whether the solver proved that no set is better.
    status
        ``proven optimal``, ``within the gap asked for`` or ``stopped at the time limit``.
    bound
        The value that no allowed set exceeds, as far as proven.
    use, slack
        By resource: what is used of each limit and what is left (infinite without a limit); for each tolerance
        ``risk: name``, the mean of the worst losses and what it stays below the tolerance.
    shifts
        By chosen project, by how many periods its start moves.
    alternatives
        Other sets of the same value, or within the share asked for.
    waterline
        The ranking by value per cost and its cut.
    linear_bound
        The value if parts of projects could be done.
    is_tie_settled
        Whether it is proven that no set of the same value costs less, or equals it and stands first.
    notes
        Sentences about circles and projects that can't be chosen.
    sentence
        The result in words.
    """

    chosen: tuple[Id, ...]
    value: float
    gap: float
    is_proven: bool
    status: str
    bound: float
    use: pd.Series
    slack: pd.Series
    shifts: Mapping[Id, int]
    alternatives: tuple[Alternative, ...]
    waterline: Waterline
    linear_bound: float
    is_tie_settled: bool
    notes: tuple[str, ...]
    sentence: str


def select(  # noqa: PLR0913 - everything that a selection can depend on
    value: Any,  # noqa: ANN401 - whatever has a number a project
    cost: Any,  # noqa: ANN401 - whatever has a number a project and resource
    limits: Any,  # noqa: ANN401 - whatever has a number a resource
    *,
    mandates: Any = None,  # noqa: ANN401
    links: Any = None,  # noqa: ANN401
    groups: Any = None,  # noqa: ANN401
    starts: Any = None,  # noqa: ANN401
    periods: Any = None,  # noqa: ANN401
    losses: Any = None,  # noqa: ANN401
    tolerance: Any = None,  # noqa: ANN401
    cvar_level: float | None = None,
    time_limit: float | None = None,
    gap: float | None = None,
    secondary: Any = None,  # noqa: ANN401
    alternatives: int = 0,
    alternatives_within: float = 0.0,
) -> Selection:
    """Return the set of projects with the most value that keeps every limit, mandate and link.

    Parameters
    ----------
    value
        By project, 0 or more: a series, a dictionary, a list or array, or a frame with one column (and ``project_id``). A bare
        list takes its ids from the cost table, or counts from 0.
    cost
        Projects by resources, 0 or more: money in total, money or role-months by period are all resources alike.
    limits
        By resource; ``inf`` where there is none.
    mandates
        A frame (project_id, mandate, reason), or project to ``in`` or ``out``, alone or with a reason.
    links
        A frame (project_id, link, other_project_id) or rows of these: requires, excludes or together.
    groups
        Name to ``{"projects": […], "at_least": 1, "at_most": 2}``.
    starts, periods
        Start dates that may move; see `read_options`.
    losses, tolerance, cvar_level
        Scenarios by projects in money, and the most that the mean of the worst losses may be (CVaR; the method's level, 0.95,
        unless given). A column named by the empty text is lost whatever is chosen and counts too. Several categories: name to
        table and name to tolerance.
    time_limit, gap
        Seconds for the search, and the share at which it may stop; the method's unless given. Infinite: until the proof.
    secondary
        What breaks ties, least first: total cost over all resources unless given as a resource, some of them, or a number a
        project. Of sets that still tie, the one whose projects come first is taken (least sum of places).
    alternatives, alternatives_within
        How many other sets to list, and by what share of the value they may fall short.

    Returns
    -------
    Selection

    Raises
    ------
    ProblemsFound
        If anything handed in is missing, negative, unknown, double or contradictory.
    NothingFits
        If no set keeps all limits; its text says what to change, as little as possible.
    NothingFound
        If none was found within the time limit, and none proven impossible.

    Notes
    -----
    Maximise Σ value·x over x in {0, 1} under Σ cost·x ≤ limit, solved by HiGHS. Every answer is verified by exact addition.

    Examples
    --------
    >>> best = select({1: 8, 2: 11, 3: 6, 4: 4}, {1: 5, 2: 7, 3: 4, 4: 3}, 14)
    >>> best.chosen, best.value, best.waterline.value, best.linear_bound
    ((2, 3, 4), 21.0, 19.0, 22.0)
    >>> print(best.sentence)
    3 of 4 projects, value 21, proven optimal: no other set that keeps every limit is worth more.
    """
    effort = effort_of(time_limit, gap)
    programme = read_programme(
        value, cost, limits, mandates=mandates, links=links, groups=groups, starts=starts, periods=periods,
        losses=losses, tolerance=tolerance, cvar_level=cvar_level,
    )  # fmt: skip
    return best_of(programme, effort, secondary_cost(programme, secondary), (alternatives, alternatives_within))


def require_found(programme: Programme, optimum: Optimum) -> Bools:
    """Return the set found.

    Raises
    ------
    NothingFits, NothingFound
        If there is none.
    """
    if optimum.chosen is not None:
        return optimum.chosen
    if optimum.bound == -np.inf:
        raise NothingFits(explain(programme))
    raise NothingFound


def best_of(programme: Programme, effort: Effort, secondary: Floats, others: tuple[int, float] = (0, 0.0)) -> Selection:
    """Return the selection of a programme; see `select`."""
    optimum = solve(programme, effort)
    require_found(programme, optimum)
    chosen, is_settled = settle_ties(programme, optimum, secondary, effort.time_limit)
    if broken(programme, chosen) or not optimum.linear.holds(chosen):
        message = "the set found does not keep every limit and link"
        raise RuntimeError(message)
    count, within = others
    more = alternatives_of(programme, optimum, chosen, secondary, (count, within, effort.time_limit)) if count > 0 else ()
    factor, value = optimum.linear.scale.factor, exact_total(programme.options.value, chosen)
    use, slack = _use(programme, chosen)
    proven = optimum.is_proven
    status = (
        say("proven optimal") if proven
        else say("within the gap asked for") if optimum.gap <= effort.gap
        else say("stopped at the time limit")
    )  # fmt: skip
    return Selection(
        chosen=programme.projects_of(chosen),
        value=value,
        gap=optimum.gap,
        is_proven=proven,
        status=status,
        bound=value if proven else optimum.bound / factor,
        use=use,
        slack=slack,
        shifts=programme.shifts_of(chosen),
        alternatives=more,
        waterline=draw_waterline(programme),
        linear_bound=value if optimum.relaxation is None else optimum.relaxation.bound / factor,
        is_tie_settled=is_settled,
        notes=notes_on(programme.projects, programme.mandates, programme.links),
        sentence=_sentence(programme, chosen, value, optimum.gap),
    )


def _use(programme: Programme, chosen: Bools) -> tuple[pd.Series, pd.Series]:
    use = [exact_total(column, chosen) for column in programme.options.cost.T]
    names: list[Id] = [*programme.resources, *(say("risk: {name}", name=risk.name) for risk in programme.risks)]
    use += [
        conditional_value_at_risk(risk.of(risk.losses[:, programme.options.project] @ chosen), risk.level)
        for risk in programme.risks
    ]
    limits = [*programme.limits, *(risk.tolerance for risk in programme.risks)]
    index = pd.Index(names, name="limit", tupleize_cols=False)
    left = np.array(limits) - np.array(use)
    # Where a limit is used up, the difference of two sums can be off by the last digit.
    left[np.abs(left) <= 1e-12 * np.maximum(1.0, np.abs(use))] = 0.0
    return pd.Series(use, index=index, name="use"), pd.Series(left, index=index, name="slack")


def _sentence(programme: Programme, chosen: Bools, value: float, gap: float) -> str:
    count = len(programme.projects_of(chosen))
    head = say(
        "{count} of {project}, value {value}",
        count=count,
        project=counted(len(programme.projects), "project"),
        value=measured(value),
    )
    if gap == 0:
        return say("{head}, proven optimal: no other set that keeps every limit is worth more.", head=head)
    if not np.isfinite(gap):
        return say("{head}, not proven optimal; how much better another set could be is not known.", head=head)
    return say("{head}, not proven optimal: another set could be worth at most {share} more.", head=head, share=_share(gap))


def _share(gap: float) -> str:
    return f"{as_number(100 * gap, 2)}%" if gap >= 0.0001 else say("less than {fixed}", fixed=as_percent(0.0001, 2))
