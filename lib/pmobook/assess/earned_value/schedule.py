"""Earned schedule: how far along its plan a project is in time, which still tells late from on time once all work is done."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.earned_value.amounts import Floats, numbers_of, quotient
from pmobook.errors import PmobookError
from pmobook.language import say

__all__ = ["EarnedSchedule", "earned_schedule"]

_ALIASES = {
    "es": "earned_schedule", "at": "actual_time", "pd": "planned_duration", "spi_t": "schedule_performance_index_time",
    "sv_t": "schedule_variance_time", "ieac_t": "forecast_duration", "tspi": "to_complete_schedule_index",
    "bac": "budget_at_completion",
}  # fmt: skip
_NEARLY = 1e-9
"""Of the budget: sums of decimal fractions differ by less than this in binary."""


@dataclass(frozen=True, eq=False)
class EarnedSchedule:
    """A project's progress in periods of its plan; NaN is "not assessed", and `note` says why.

    The field's abbreviations are other names for the same values: ``es``, ``at``, ``pd``, ``spi_t``, ``sv_t``, ``ieac_t``,
    ``tspi``.

    Attributes
    ----------
    earned_schedule
        ES: the time at which the plan had what is earned now, in periods from its start. An array if several values of EV
        were given, and so are the others that depend on it.
    actual_time
        AT: periods gone by.
    planned_duration
        PD: periods until the plan first reaches its budget.
    budget_at_completion
        What the plan ends with.
    schedule_performance_index_time
        SPI(t) = ES / AT; below 1 is late.
    schedule_variance_time
        SV(t) = ES - AT in periods; below zero is late.
    forecast_duration
        PD / SPI(t): how many periods the project will take if it goes on as so far.
    to_complete_schedule_index
        (PD - ES) / (PD - AT): the SPI(t) that the rest needs to finish on time.
    note
        What a reader must know, in a sentence; empty if nothing.
    """

    earned_schedule: Any
    actual_time: Any
    planned_duration: float
    budget_at_completion: float
    schedule_performance_index_time: Any
    schedule_variance_time: Any
    forecast_duration: Any
    to_complete_schedule_index: Any
    note: str

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a number or an array
        if name in _ALIASES:
            return getattr(self, _ALIASES[name])
        message = f"earned schedule has no {name!r}; its abbreviations are {', '.join(_ALIASES)}"
        raise AttributeError(message)


def earned_schedule(
    planned_cumulative: object, earned_cumulative: object, actual_time: object = None, *, begins_at_zero: bool = False
) -> EarnedSchedule:
    """Return how far along its plan a project is in time, and how long it will take.

    Parameters
    ----------
    planned_cumulative
        Planned value from the start to the end of period 1, 2, 3…, over the whole plan, oldest first; a list, an array or a
        column. Periods are of one length.
    earned_cumulative
        Earned value from the start until now; or one for the end of each period so far, and then every result is an array.
    actual_time
        Periods gone by since the start. If not given: 1, 2, 3… for several earned values; for a single one it is not known
        and SPI(t) is not assessed.
    begins_at_zero
        Whether the first planned (and, of several, earned) value stands before period 1.

    Raises
    ------
    PmobookError
        If an amount is no number, the plan is no list, or there are more or fewer times than earned values.

    Notes
    -----
    ES = n + (EV - PV_n) / (PV_n+1 - PV_n), where n is the last period with PV_n <= EV. What is earned at or beyond the
    budget stands at the planned duration. Where the plan pauses, every time within the pause fits; the one nearest to
    the actual time is taken (without a time, the last), so that a project is neither early nor late by a pause. A plan that
    falls (a credit) is read at its highest so far. A plan with a gap is not assessed.

    References
    ----------
    W. Lipke, Schedule is different, The Measurable News, March 2003; ISO 21508:2018.

    Examples
    --------
    >>> got = earned_schedule([100, 250, 400], 325, actual_time=3)
    >>> got.es, round(got.spi_t, 3), got.sv_t, round(got.forecast_duration, 2)
    (2.5, 0.833, -0.5, 3.6)
    >>> late = earned_schedule([100, 250, 400], [50, 200, 300, 400])
    >>> late.es.round(3).tolist(), late.spi_t.round(3).tolist()
    ([0.5, 1.667, 2.333, 3.0], [0.5, 0.833, 0.778, 0.75])
    """
    plan, earned, times = _read(planned_cumulative, earned_cumulative, actual_time, begins_at_zero=begins_at_zero)
    wrong = _why_no_plan(plan)
    if wrong:
        return _pack(
            earned, np.full(earned.shape, np.nan), times, (math.nan, math.nan), [say("not assessed: {wrong}", wrong=wrong)]
        )
    rising = np.maximum.accumulate(np.concatenate([[0.0], plan]))
    budget = float(rising[-1])
    rising[rising >= budget * (1 - _NEARLY)] = budget
    duration = float(np.argmax(rising == budget))
    return _pack(earned, _times_earned(rising, earned, times), times, (duration, budget), _notes(plan, rising, earned, times))


def _read(plan: object, earned: object, time: object, *, begins_at_zero: bool) -> tuple[Floats, Floats, Floats]:
    planned, done = numbers_of(_listed(plan), "planned_cumulative"), numbers_of(_listed(earned), "earned_cumulative")
    if planned.ndim != 1 or done.ndim > 1:
        message = "planned_cumulative: found no list, expected the planned value at the end of each period, oldest first."
        raise PmobookError(message)
    first = 0 if begins_at_zero else 1
    if time is None:
        times = np.arange(first, first + done.size, dtype=np.float64) if done.ndim else np.array(np.nan)
    else:
        times = numbers_of(_listed(time), "actual_time")
    if times.ndim and times.shape != done.shape:
        message = f"actual_time: found {times.size} times beside {max(done.size, 1)} earned values, expected one for each."
        raise PmobookError(message)
    return planned[1 - first :], done, np.broadcast_to(times, done.shape).astype(np.float64)


def _listed(value: object) -> object:
    return value.iloc[:, 0] if isinstance(value, pd.DataFrame) and value.shape[1] == 1 else value


def _why_no_plan(plan: Floats) -> str:
    if plan.size == 0:
        return say("there is no plan")
    if np.isnan(plan).any():
        return say("the plan has a gap")
    return say("nothing is planned") if plan.max() <= 0 else ""


def _times_earned(rising: Floats, earned: Floats, times: Floats) -> Floats:
    """Return ES: between the first and the last time at which the plan had what is earned, the one nearest to now."""
    budget = rising[-1]
    near = np.where(np.abs(earned - budget) <= budget * _NEARLY, budget, np.minimum(earned, budget))
    periods = np.arange(rising.size, dtype=np.float64)
    first_at, last_at = np.searchsorted(rising, near, side="left"), np.searchsorted(rising, near, side="right") - 1
    inner = np.clip(np.where(np.isnan(near), 0, last_at), 0, rising.size - 2)
    step = rising[inner + 1] - rising[inner]
    between = periods[inner] + np.divide(near - rising[inner], step, out=np.zeros(near.shape), where=step > 0)
    on_plan = last_at >= first_at  # the plan has exactly this value, once or through a pause
    last = np.where(near == budget, first_at, last_at)
    chosen = np.where(np.isnan(times), last, np.clip(times, np.minimum(first_at, last), last))
    found = np.where(on_plan, chosen, between)
    return np.asarray(np.where(np.isnan(near) | (near < 0), np.nan, found), dtype=np.float64)


def _notes(plan: Floats, rising: Floats, earned: Floats, times: Floats) -> list[str]:
    notes = []
    if (np.diff(np.concatenate([[0.0], plan])) < 0).any():
        notes.append(say("the plan falls in a period; it is read at its highest so far"))
    if (earned > rising[-1] * (1 + _NEARLY)).any():
        notes.append(say("more was earned than the plan holds; it counts as all of it"))
    if (earned < 0).any():
        notes.append(say("not assessed: earned value is below zero"))
    if np.isnan(times).any():
        notes.append(say("the time gone by is not known, so SPI(t) is not assessed"))
    elif (times <= 0).any():
        notes.append(say("no time has gone by, so SPI(t) is not assessed"))
    return notes


def _pack(earned: Floats, es: Floats, times: Floats, plan: tuple[float, float], notes: list[str]) -> EarnedSchedule:
    duration, budget = plan
    spi = quotient(es, np.where(times > 0, times, np.nan))
    left = duration - times
    if np.isnan(earned).any():
        notes = [*notes, say("not assessed: no earned value")]
    return EarnedSchedule(
        earned_schedule=_as_given(es),
        actual_time=_as_given(times),
        planned_duration=duration,
        budget_at_completion=budget,
        schedule_performance_index_time=_as_given(spi),
        schedule_variance_time=_as_given(es - times),
        forecast_duration=_as_given(quotient(np.full(es.shape, duration), spi)),
        to_complete_schedule_index=_as_given(quotient(duration - es, np.where(left > 0, left, np.nan))),
        note="; ".join(notes),
    )


def _as_given(array: Floats) -> Any:  # noqa: ANN401 - a number or an array
    return array if array.ndim else array.item()
