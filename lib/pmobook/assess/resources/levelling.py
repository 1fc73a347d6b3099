"""Start dates that the people there are can deliver: projects scheduled under the limits of every role."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from pmobook.assess.resources.bounds import least_delay, least_makespans
from pmobook.assess.resources.building import Task, build_network, check_beyond, read_task
from pmobook.assess.resources.by_period import search_by_period
from pmobook.assess.resources.heuristic import place_by_rank, quick_schedule, shift_left
from pmobook.assess.resources.network import NO_DEADLINE, Network
from pmobook.assess.resources.outcome import Levelling, Solved, outcome_of
from pmobook.assess.resources.refusals import NoScheduleFound, NoStartFits
from pmobook.assess.resources.solver import DELAY, LATENESS, MAKESPAN, Effort, Found, search
from pmobook.assess.resources.supply import LAST
from pmobook.assess.resources.unmendable import find_unmendable, late_sentences, unmendable_table
from pmobook.assess.selection.tables import Ints
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.language import say
from pmobook.method.resources import resources_method

__all__ = ["level"]


def level(  # noqa: PLR0913 - everything that a schedule can depend on
    activities: Any,  # noqa: ANN401 - a table in whatever form it is at hand
    capacity: Any,  # noqa: ANN401
    precedences: Any = None,  # noqa: ANN401
    *,
    demand: Any = None,  # noqa: ANN401
    ranking: Any = None,  # noqa: ANN401
    weights: Any = None,  # noqa: ANN401
    objective: str | None = None,
    beyond: str = LAST,
    leave_out: bool = False,
    time_limit: float | None = None,
    effort: float | None = None,
) -> Levelling:
    """Return when each project can start so that no role is ever needed beyond its capacity.

    Parameters
    ----------
    activities
        A row an activity or project: its id (``project_id``, ``activity``, ``id`` or the index), ``duration`` in periods and a
        column a role with what it needs throughout; perhaps ``planned_start`` (it is not brought forward), ``earliest_start``,
        ``deadline`` (the last month, or the number by which it has finished), ``weight``, ``rank``. Also id to duration, or
        durations alone. Or demand by month (project_id, role, period, fte), which says all of it.
    capacity
        Role to amount; or by period: a frame (role, period, fte), a frame of periods by roles, or role to amounts.
    precedences
        Pairs (before, after), or with a lag in periods (negative: may overlap by so many); a frame of these; id to the ids that
        wait for it; or the form ``project_links``, of which ``requires`` counts.
    demand
        What activities need where the table doesn't say it: activities by roles, or by month (project_id, role, period, fte).
    ranking
        Ids, the most important first, or id to rank.
    weights
        Id to the weight of a delay by one period. Without them, n for the first of n projects ranked, down to 1 for the last.
    objective
        ``delay``: least weighted delay of starts after their plan; ``makespan``: everything finished as soon as possible. Unless
        given: ``delay`` where there is a ranking, a weight or a calendar, else ``makespan``.
    beyond
        After the last period for which capacity is given there is as much as in it (``last``) or nobody (``nothing``).
    leave_out
        Whether projects that no start can staff, or with a need that is not assessed, are left out and named rather than refused.
    time_limit, effort
        Seconds by the clock, and the solver's units of work; the method's unless given. With seconds alone, the clock decides,
        and so what is found can depend on the machine. Infinite: until the proof.

    Returns
    -------
    Levelling

    Raises
    ------
    ProblemsFound
        If anything handed in is missing, negative, double, unknown or circular, or a need or a capacity is not assessed.
    NoStartFits
        If no start dates can mend it: a project that needs more of a role than there ever is, deadlines too early together.
    NoScheduleFound
        If none that keeps the deadlines was found in the time allowed.

    Notes
    -----
    Resource-constrained project scheduling, solved by constraint programming (CP-SAT) from a schedule made at once by serial
    generation with forward-backward improvement; weighted delays that it doesn't prove soon, by a programme over periods
    (HiGHS). An answer that is not proven carries the best bound known and the gap. With the clock unused, the same input gives
    the same answer, in whatever order its rows stand.

    References
    ----------
    Kolisch and Sprecher, PSPLIB, European Journal of Operational Research 96, 1997.

    Examples
    --------
    >>> import pandas as pd
    >>> demand = pd.DataFrame({"project_id": ["A", "B", "B", "C"], "role": "Analyst", "fte": [0.6, 0.6, 0.6, 0.4],
    ...                        "period": ["2026-07", "2026-07", "2026-08", "2026-07"]})
    >>> found = level(demand, {"Analyst": 1}, ranking=["A", "B", "C"])
    >>> found.starts.tolist(), found.is_proven
    (['2026-07', '2026-08', '2026-07'], True)
    >>> print(found.moves[0])
    B starts 1 month later, in August 2026: in July 2026 it would need 0.6 of Analyst, of which 0 is left beside A and C.
    """
    check_beyond(beyond)
    limits = _effort(time_limit, effort)
    task = read_task(activities, capacity, precedences, demand=demand, ranking=ranking, weights=weights)
    chosen = objective or (DELAY if task.is_ranked or task.is_calendar else MAKESPAN)
    if chosen not in {DELAY, MAKESPAN}:
        message = f"objective is '{DELAY}' or '{MAKESPAN}'; found {objective!r}."
        raise PmobookError(message)
    kept, unknown = _assessed(task, leave_out=leave_out)
    network = build_network(kept, beyond)
    unmendable = find_unmendable(network)
    if unmendable and not leave_out:
        raise NoStartFits([one.sentence for one in unmendable], unmendable_table(unmendable))
    kept = kept.without(one.name for one in unmendable)
    network = build_network(kept, beyond) if unmendable else network
    answer = _solve(network, chosen, limits)
    return outcome_of(task, network, answer, chosen, (unmendable, unknown))


def _effort(time_limit: float | None, work: float | None) -> Effort:
    method = resources_method().levelling
    seconds = method.time_limit.value if time_limit is None else float(time_limit)
    units = float(work) if work is not None else method.work.value if time_limit is None else math.inf
    if not seconds > 0 or not units > 0:
        message = f"A search needs a time limit and an effort above 0; found {seconds:g} seconds and {units:g}."
        raise PmobookError(message)
    return Effort(min(seconds, 1e7), units, int(method.seed.value))


def _assessed(task: Task, *, leave_out: bool) -> tuple[Task, tuple[tuple[Any, str], ...]]:
    """Return the task without projects whose needs are not assessed, and these."""
    open_ones = [one for one in task.activities if one.unknown]
    if open_ones and not leave_out:
        raise ProblemsFound(
            Problem(f"activity {one.name}, {', '.join(str(role) for role in one.unknown)}", "a need that is not assessed",
                    "a number, 0 if it needs nobody", "Assess the need, or leave such projects out (leave_out=True).")
            for one in open_ones
        )  # fmt: skip
    out = {
        one.name: say("needs of {role} are not assessed", role=", ".join(str(role) for role in one.unknown)) for one in open_ones
    }
    while waiting := {after: before for before, after, _ in task.links if before in out and after not in out}:
        out |= {after: say("it waits for {before}", before=before) for after, before in waiting.items()}
    return task.without(out), tuple(out.items())


def _solve(network: Network, objective: str, limits: Effort) -> Solved:
    method = resources_method().levelling
    count = len(network.activities)
    measure = network.makespan_of if objective == MAKESPAN else network.delay_of
    by_rank = place_by_rank(network, range(count))
    bounds = least_makespans(network) if objective == MAKESPAN else {"links": least_delay(network)}
    least = max(bounds.values(), default=0)
    best: Ints | None = by_rank if network.keeps_everything(by_rank) else None
    if best is None or measure(best) > least:
        quick = quick_schedule(network, range(count), measure, int(method.tries.value), limits.seed)
        if network.keeps_everything(quick) and (best is None or measure(quick) < measure(best)):
            best = quick
    if best is not None and measure(best) <= least:
        return Solved(shift_left(network, best), measure(best), "proof", by_rank, bounds)
    found = _search(network, objective, limits, best, least)
    starts = _better(found, best, measure)
    if starts is None:
        raise _refusal(network, found, limits)
    shifted = shift_left(network, starts)
    if not network.keeps_everything(shifted) or measure(shifted) > measure(starts):
        message = "the schedule found does not keep every limit"
        raise RuntimeError(message)
    bound = measure(shifted) if found.is_proven else min(found.bound, measure(shifted))
    stopped = "proof" if bound == measure(shifted) else found.stopped_by
    return Solved(shifted, bound, stopped, by_rank, bounds)


def _search(network: Network, objective: str, limits: Effort, best: Ints | None, least: int) -> Found:
    """Return what constraint programming finds; for weighted delays not proven soon, what a programme over periods does."""
    if objective == MAKESPAN or best is None:
        return search(network, objective, limits, best, least)
    method = resources_method().levelling
    share = method.first_share.value
    first = search(network, objective, replace(limits, seconds=limits.seconds * share, work=limits.work * share), best, least)
    if first.is_proven:
        return first
    hint = best if first.starts is None else min(best, first.starts, key=network.delay_of)
    nodes = np.inf if np.isinf(limits.work) else np.ceil(method.nodes.value * limits.work / method.work.value)
    second = search_by_period(
        network, replace(limits, seconds=limits.seconds * (1 - share)), float(nodes), hint, max(first.bound, least)
    )
    if second is None:
        return search(network, objective, limits, hint, max(first.bound, least))
    starts = hint if second.starts is None else min(hint, second.starts, key=network.delay_of)
    is_proven = network.delay_of(starts) <= second.bound
    clocked = "clock" in {first.stopped_by, second.stopped_by}
    stopped = "proof" if is_proven else "clock" if clocked else "work"
    return Found(starts, second.bound, is_proven=is_proven, is_impossible=False, stopped_by=stopped)


def _better(found: Found, best: Ints | None, measure: Any) -> Ints | None:  # noqa: ANN401 - a schedule to a number
    every = [one for one in (best, found.starts) if one is not None]
    return min(every, key=measure) if every else None


def _refusal(network: Network, found: Found, limits: Effort) -> PmobookError:
    """Return the deadlines that can't be kept together, or that there are too few people in all."""
    if not found.is_impossible:
        return NoScheduleFound()
    nearest = search(network, LATENESS, limits) if (network.latest < NO_DEADLINE).any() else found
    if nearest.starts is not None:
        late = np.maximum(nearest.starts + network.durations - network.latest, 0)
        return NoStartFits(late_sentences(network, late), unmendable_table(()))
    if not nearest.is_impossible:
        return NoScheduleFound()
    said = say(
        "There are too few people in the periods given for all projects together. Give capacity for later ones, or drop some."
    )
    return NoStartFits([said], unmendable_table(()))
