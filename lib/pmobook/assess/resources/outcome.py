"""A levelled plan as it is handed back: starts, moves and their reasons, use of every role, and how good it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.building import Task
from pmobook.assess.resources.months import label_of, month_words
from pmobook.assess.resources.moves import Move, explain_moves, move_sentence
from pmobook.assess.resources.network import Network
from pmobook.assess.resources.solver import MAKESPAN
from pmobook.assess.resources.unmendable import Unmendable, unmendable_table
from pmobook.assess.selection.tables import Ints
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.language import say, say_many
from pmobook.rounding import measured

__all__ = ["Levelling", "Solved", "outcome_of"]


@dataclass(frozen=True, eq=False)
class Solved:
    """A schedule and how good it is known to be.

    Attributes
    ----------
    starts
        (activities,).
    bound
        What no schedule can be below.
    stopped_by
        ``proof``, ``work`` or ``clock``.
    by_rank
        The schedule that serves projects one by one.
    bounds
        Lower bounds by what they rest on.
    """

    starts: Ints
    bound: int
    stopped_by: str
    by_rank: Ints
    bounds: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class Levelling:
    """A plan that the people there are can deliver.

    Attributes
    ----------
    starts, finishes
        By activity, in the order handed in: the period of its start; and the last month in which it runs, where periods are
        months, or the number of the period before which it has finished. Missing: left out.
    makespan
        Periods from the first one to the last finish.
    objective
        ``delay`` or ``makespan``.
    value, bound
        What the objective comes to, and what no plan can be below.
    gap
        (value - bound) / value; 0 if it is proven.
    is_proven
        Whether no plan is better.
    status
        ``proven optimal``, ``stopped at the effort allowed``, ``stopped at the time limit``.
    is_repeatable
        Whether the same input gives the same plan on every machine: not if the clock stopped the search.
    bounds
        Lower bounds by what they rest on.
    value_by_rank
        What the objective comes to if projects are placed one by one by rank, without a search; NaN if that misses a deadline.
    table
        One row for each activity placed: project_id, rank, weight, planned_start, start, moved_by, duration, finish, reason,
        waits_for, lacking_role and lacking_in (the role and period in the way of an earlier start; None: people aren't).
    moves
        One sentence for each activity that starts later than planned, the longest delay first.
    use, capacity
        Periods by roles, full-time equivalents, over the makespan.
    unmendable
        Left out because no start can staff them: project_id, role, needed, most, sentence.
    not_assessed
        Left out because a need is not assessed: (project_id, why).
    notes
        What was assumed, in sentences.
    sentence
        In words.
    """

    starts: pd.Series
    finishes: pd.Series
    makespan: int
    objective: str
    value: float
    bound: float
    gap: float
    is_proven: bool
    status: str
    is_repeatable: bool
    bounds: Mapping[str, float]
    value_by_rank: float
    table: pd.DataFrame
    moves: tuple[str, ...]
    use: pd.DataFrame
    capacity: pd.DataFrame
    unmendable: pd.DataFrame
    not_assessed: tuple[tuple[Any, str], ...]
    notes: tuple[str, ...]
    sentence: str


def _status(solved: Solved, value: int) -> str:
    if solved.bound == value:
        return say("proven optimal")
    return say("stopped at the time limit") if solved.stopped_by == "clock" else say("stopped at the effort allowed")


def outcome_of(
    task: Task,
    network: Network,
    solved: Solved,
    objective: str,
    left_out: tuple[Sequence[Unmendable], tuple[tuple[Any, str], ...]],
) -> Levelling:
    """Return a schedule in the words of whoever handed the task in."""

    def label(time: int) -> Any:  # noqa: ANN401 - a text, or the number itself
        return label_of(task.origin + time, is_calendar=task.is_calendar)

    scale = 1 if objective == MAKESPAN else network.weight_whole.factor
    measure = network.makespan_of if objective == MAKESPAN else network.delay_of
    value = measure(solved.starts)
    moves = explain_moves(network, solved.starts, label)
    use, capacity = _by_period(network, solved.starts, label)
    ordered = sorted(moves.values(), key=lambda one: (-one.periods, one.activity))
    gap = (value - solved.bound) / value if value > solved.bound else 0.0
    return Levelling(
        starts=_column(task, network, [label(int(time)) for time in solved.starts], "start"),
        finishes=_column(task, network, _finishes(task, network, solved.starts, label), "finish"),
        makespan=network.makespan_of(solved.starts),
        objective=objective,
        value=value / scale,
        bound=solved.bound / scale,
        gap=gap,
        is_proven=solved.bound == value,
        status=_status(solved, value),
        is_repeatable=solved.stopped_by != "clock",
        bounds={name: number / scale for name, number in solved.bounds.items()},
        value_by_rank=measure(solved.by_rank) / scale if network.keeps_everything(solved.by_rank) else np.nan,
        table=_table(task, network, solved.starts, moves, label),
        moves=tuple(move_sentence(network, one, label(int(solved.starts[one.activity]))) for one in ordered),
        use=use,
        capacity=capacity,
        unmendable=unmendable_table(left_out[0]),
        not_assessed=left_out[1],
        notes=tuple(_notes(task, network, left_out)),
        sentence=_sentence(task, network, solved, objective, label),
    )


def _finishes(task: Task, network: Network, starts: Ints, label: Callable[[int], Any]) -> list[Any]:
    ends = starts + network.durations
    if not task.is_calendar:
        return [label(int(end)) for end in ends]
    return [label(int(max(end - 1, start))) for end, start in zip(ends, starts, strict=True)]


def _column(task: Task, network: Network, cells: list[Any], name: str) -> pd.Series:
    known = dict(zip(network.activities, cells, strict=True))
    index = pd.Index(list(task.names), name="project_id", tupleize_cols=False)
    missing = len(known) < len(index)
    kind = "str" if task.is_calendar else "Int64" if missing else "int64"
    return pd.Series([known.get(one) for one in index], index=index, dtype=kind, name=name)


def _by_period(network: Network, starts: Ints, label: Callable[[int], Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    use = network.use_of(starts)[:, : max(network.makespan_of(starts), 0)]
    width = use.shape[1]
    index = pd.Index([label(time) for time in range(width)], name="period")
    columns = pd.Index(network.roles, name="role", tupleize_cols=False)
    there = network.profile[:, :width]
    factors = np.array([whole.factor for whole in network.whole], dtype=np.float64)
    amounts = [pd.DataFrame((one / factors[:, None]).T if len(factors) else None, index=index, columns=columns, dtype="float64")
               for one in (use, there)]  # fmt: skip
    return amounts[0], amounts[1]


def _table(task: Task, network: Network, starts: Ints, moves: Mapping[int, Move], label: Callable[[int], Any]) -> pd.DataFrame:
    finishes = _finishes(task, network, starts, label)
    ranks = {one.name: one.rank for one in task.activities}
    rows = [
        {
            "project_id": name, "rank": ranks[name],
            "weight": int(network.weights[at]) / network.weight_whole.factor,
            "planned_start": label(int(network.planned[at])), "start": label(int(starts[at])),
            "moved_by": int(starts[at] - network.planned[at]), "duration": int(network.durations[at]), "finish": finishes[at],
            "reason": moves[at].reason if at in moves else "",
            "waits_for": ", ".join(str(one) for one in moves[at].waits_for) if at in moves else "",
            "lacking_role": moves[at].role if at in moves else None,
            "lacking_in": label(time) if at in moves and (time := moves[at].time) is not None else None,
        }
        for at, name in enumerate(network.activities)
    ]  # fmt: skip
    columns = ["project_id", "rank", "weight", "planned_start", "start", "moved_by", "duration", "finish", "reason", "waits_for"]
    return pd.DataFrame(rows, columns=[*columns, "lacking_role", "lacking_in"]).astype({"rank": "float64"})


def _notes(task: Task, network: Network, left_out: tuple[Sequence[Unmendable], tuple[tuple[Any, str], ...]]) -> list[str]:
    notes = list(task.supply.notes)
    notes += [say("Left out: {sentence}", sentence=one.sentence) for one in left_out[0]]
    notes += [say("Left out: {name}, {why}.", name=name, why=why) for name, why in left_out[1]]
    rounded = [str(role) for role, whole in zip(network.roles, network.whole, strict=True) if not whole.is_exact]
    if rounded:
        notes.append(say("Amounts of {rounded} are rounded to a millionth.", rounded=listed(rounded)))
    return notes


def _sentence(task: Task, network: Network, solved: Solved, objective: str, label: Callable[[int], Any]) -> str:
    count = len(network.activities)
    if not count:
        return say("There is nothing to schedule.")
    unit = "month" if task.is_calendar else "period"
    end = network.makespan_of(solved.starts)
    moved = int((solved.starts > network.planned).sum())
    of_projects = task.is_calendar or task.is_ranked
    counted_things = counted(count, "project") if of_projects else counted(count, "activity", "activities")
    if objective == MAKESPAN:
        head = say_many(
            "{counted} takes {counted_2} with the people there are",
            "{counted} take {counted_2} with the people there are",
            count,
            counted=counted_things,
            counted_2=counted(end, unit),
        )
        value, what = end, counted(solved.bound, unit)
    else:
        last = say(", the last in {label}", label=month_words(label(int(solved.starts.max())))) if moved else ""
        head = (
            say_many(
                "{moved} of {counted} starts later than planned{last}",
                "{moved} of {counted} start later than planned{last}",
                moved,
                moved=moved,
                counted=counted_things,
                last=last,
            )
            if moved
            else say("Every project can start as planned")
        )
        value = network.delay_of(solved.starts)
        what = say("a weighted delay of {bound}", bound=measured(solved.bound / network.weight_whole.factor))
    if solved.bound == value:
        return say("{head}; proven: no start dates do better.", head=head)
    share = as_percent((value - solved.bound) / value, 1)
    return say("{head}; not proven: no start dates can do better than {what}, {share} less.", head=head, what=what, share=share)
