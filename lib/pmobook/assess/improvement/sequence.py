"""In which order, and when: what brings most for a day first, nothing before what it depends on, within the days a week has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pmobook.assess.improvement.actions import Action
from pmobook.assess.improvement.standing import Standing

__all__ = ["Scheduled", "in_order", "scheduled", "with_levels"]

Worth = Callable[[Sequence[Mapping[str, frozenset[int]]]], list[tuple[float, ...]]]

_SAME = 1e-9
"""Weeks and days a week closer than this are the same."""


@dataclass(frozen=True)
class Scheduled:
    """An action with its place in the calendar.

    Attributes
    ----------
    action
        What is done.
    after
        Those of the path's actions that must be finished first.
    start_week, finish_week
        Weeks from the start of the path: 0 is at once.
    """

    action: Action
    after: tuple[Action, ...]
    start_week: float
    finish_week: float


def with_levels(actions: Sequence[Action]) -> dict[str, frozenset[int]]:
    """Return the levels that actions bring about, by capability."""
    done: dict[str, frozenset[int]] = {}
    for action in actions:
        done[action.capability] = done.get(action.capability, frozenset()) | {action.level}
    return done


def in_order(standing: Standing, actions: Sequence[Action], worth: Worth) -> tuple[Action, ...]:
    """Return actions so that none comes before what it depends on, and among those possible the one that gains most a day.

    Parameters
    ----------
    standing
        What holds already.
    actions
        The path's actions, of which an order exists.
    worth
        What sets of levels brought about are worth, several figures each; a gain in the first figure counts most.
    """
    waiting, ordered = list(actions), list[Action]()
    while waiting:
        done = with_levels(ordered)
        possible = [action for action in waiting if standing.may_begin(action, done)]
        if not possible:
            message = f"actions that wait for one another: {', '.join(action.action_id for action in waiting)}"
            raise RuntimeError(message)
        before, *after = worth([done, *(with_levels([*ordered, action]) for action in possible)])
        ranks = {action: _rank(action, before, worths) for action, worths in zip(possible, after, strict=True)}
        chosen = min(possible, key=ranks.__getitem__)
        ordered.append(chosen)
        waiting.remove(chosen)
    return tuple(ordered)


def _rank(action: Action, before: tuple[float, ...], after: tuple[float, ...]) -> tuple[float | str, ...]:
    days = max(action.person_days, _SAME)
    gains = [round((now - then) / days, 12) for then, now in zip(before, after, strict=True)]
    return (*(-gain for gain in gains), action.person_days, action.weeks, action.action_id)


def scheduled(standing: Standing, ordered: Sequence[Action], days_per_week: float | None) -> tuple[Scheduled, ...]:
    """Place actions in the calendar, each as early as what it depends on and the days a week allow.

    Parameters
    ----------
    standing
        What holds already.
    ordered
        The path's actions; an earlier one takes the days first.
    days_per_week
        Person-days that all actions together may take in a week; None if only dependencies delay.

    Returns
    -------
    tuple of Scheduled
        By start, then as ordered. An action's days are spread evenly over its weeks; one that asks for more days a week
        than there are takes longer.
    """
    placed: list[Scheduled] = []
    for action in ordered:
        after = tuple(one.action for one in placed if _is_waited_for(standing, action, one.action))
        ready = max((one.finish_week for one in placed if one.action in after), default=0.0)
        weeks = action.weeks if days_per_week is None else max(action.weeks, action.person_days / days_per_week)
        start = ready if days_per_week is None else _earliest(placed, ready, weeks, action.person_days, days_per_week)
        placed.append(Scheduled(action, after, start, start + weeks))
    return tuple(sorted(placed, key=lambda one: one.start_week))


def _is_waited_for(standing: Standing, action: Action, other: Action) -> bool:
    return any(
        capability == other.capability and other.level in standing.missing(capability, level)
        for capability, level in standing.needs(action)
    )


def _earliest(placed: Sequence[Scheduled], ready: float, weeks: float, days: float, days_per_week: float) -> float:
    """Return the first moment from which there are enough days a week throughout."""
    moments = sorted({ready, *(one.finish_week for one in placed if one.finish_week > ready)})
    pace = days / weeks if weeks > 0 else 0.0
    return next(start for start in moments if _fits(placed, start, start + weeks, days_per_week - pace))


def _fits(placed: Sequence[Scheduled], start: float, finish: float, free: float) -> bool:
    running = [one for one in placed if one.start_week < finish - _SAME and one.finish_week > start + _SAME]
    moments = [start, *(one.start_week for one in running if one.start_week > start)]
    return all(
        sum(_pace(one) for one in running if one.start_week <= moment + _SAME and one.finish_week > moment + _SAME)
        <= free + _SAME
        for moment in moments
    )


def _pace(one: Scheduled) -> float:
    weeks = one.finish_week - one.start_week
    return one.action.person_days / weeks if weeks > 0 else 0.0
