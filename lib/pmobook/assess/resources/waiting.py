"""How long work waits for people who are busy, and what it comes to if more arrives, or arrives less evenly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.balance import Balance
from pmobook.assess.selection.tables import Floats
from pmobook.assess.wording import as_percent
from pmobook.errors import PmobookError
from pmobook.language import say
from pmobook.method.resources import resources_method
from pmobook.rounding import measured

__all__ = ["SimulatedWait", "expected_wait", "simulate_wait", "waits_by_role"]


@dataclass(frozen=True, eq=False)
class SimulatedWait:
    """The mean wait in a simulation.

    Attributes
    ----------
    wait
        In mean durations of a piece of work.
    standard_error
        Of that mean, from independent runs.
    runs
        How many.
    """

    wait: float
    standard_error: float
    runs: int


def _checked(utilisation: float, people: float, *variations: float) -> None:
    numbers = {"utilisation": utilisation, "people": people}
    numbers |= {say("variation {place}", place=place): one for place, one in enumerate(variations, start=1)}
    bad = [f"{name} {number:g}" for name, number in numbers.items() if not 0 <= number < math.inf]
    if bad or people <= 0:
        message = (
            f"A wait needs a utilisation and variations of 0 or more and people above 0; found {', '.join(bad) or 'people 0'}."
        )
        raise PmobookError(message)


def _variations(arrivals: float | None, work: float | None) -> tuple[float, float]:
    method = resources_method().waiting
    return (
        method.arrivals_variation.value if arrivals is None else float(arrivals),
        method.work_variation.value if work is None else float(work),
    )


def expected_wait(
    utilisation: float,
    people: float = 1,
    *,
    arrivals_variation: float | None = None,
    work_variation: float | None = None,
) -> float:
    """Return how long a piece of work waits for people of a role on average, in its own mean duration.

    Parameters
    ----------
    utilisation
        Work that arrives over what the people can do, 0 or more. From 1 on the queue grows for ever: the wait is infinite.
    people
        How many share the queue.
    arrivals_variation, work_variation
        Coefficients of variation of the times between arrivals and of the durations; the method's unless given.

    Returns
    -------
    float
        Mean wait in the queue over mean duration.

    Raises
    ------
    PmobookError
        If a number is negative or missing.

    Notes
    -----
    wait = V·U with V = (ca² + cs²) / 2 and U = u^(√(2(m+1)) - 1) / (m(1 - u)): Kingman's formula, for several people with
    Sakasegawa's exponent. Exact for one person with arrivals and work of pure chance: u / (1 - u).

    References
    ----------
    Kingman, Mathematical Proceedings of the Cambridge Philosophical Society 57, 1961; Sakasegawa, Annals of the Institute of
    Statistical Mathematics 29, 1977; Hopp and Spearman, Factory Physics, chapter 8.

    Examples
    --------
    >>> [round(expected_wait(share), 2) for share in (0.5, 0.8, 0.9)]
    [1.0, 4.0, 9.0]
    """
    arrivals, work = _variations(arrivals_variation, work_variation)
    _checked(utilisation, people, arrivals, work)
    if utilisation >= 1:
        return math.inf
    if utilisation == 0:
        return 0.0
    exponent = math.sqrt(2 * (people + 1)) - 1
    return float((arrivals**2 + work**2) / 2 * utilisation**exponent / (people * (1 - utilisation)))


def _drawn(chance: np.random.Generator, mean: float, variation: float, size: tuple[int, int]) -> Floats:
    if variation == 0:
        return np.full(size, mean)
    shape = 1 / variation**2
    return chance.gamma(shape, mean / shape, size)


def simulate_wait(
    utilisation: float,
    people: int = 1,
    *,
    arrivals_variation: float | None = None,
    work_variation: float | None = None,
    seed: int | None = None,
) -> SimulatedWait:
    """Return the mean wait of work for people in a simulation, with its standard error.

    Parameters
    ----------
    utilisation
        Below 1.
    people, arrivals_variation, work_variation
        As for `expected_wait`; a whole number of people.
    seed
        The method's unless given. The same seed gives the same figures.

    Raises
    ------
    PmobookError
        If a number is negative or missing, or the utilisation 1 or more.

    Notes
    -----
    Times between arrivals and durations are gamma distributed; work is done in the order of its arrival by whoever is free
    first. Each run begins with nobody busy, and its first pieces of work don't count.
    """
    method = resources_method().waiting
    arrivals, work = _variations(arrivals_variation, work_variation)
    _checked(utilisation, people, arrivals, work)
    if utilisation >= 1 or people != int(people):
        message = f"A simulated wait needs a utilisation below 1 and whole people; found {utilisation:g} and {people:g}."
        raise PmobookError(message)
    runs, count = int(method.runs.value), int(method.projects.value)
    if utilisation == 0:
        return SimulatedWait(0.0, 0.0, runs)
    chance = np.random.default_rng(int(method.seed.value) if seed is None else seed)
    between = _drawn(chance, 1 / (utilisation * people), arrivals, (count, runs))
    lasts = _drawn(chance, 1.0, work, (count, runs))
    busy = np.zeros((runs, int(people)))  # how long each person is still busy when the next piece arrives
    waits = np.empty((count, runs))
    every = np.arange(runs)
    for number in range(count):
        busy = np.maximum(busy - between[number][:, None], 0.0)
        first = busy.argmin(axis=1)
        waits[number] = busy[every, first]
        busy[every, first] += lasts[number]
    means = waits[int(count * method.warm_up.value) :].mean(axis=0)
    return SimulatedWait(float(means.mean()), float(means.std(ddof=1) / math.sqrt(runs)), runs)


def waits_by_role(
    found: Balance,
    *,
    arrivals_variation: float | None = None,
    work_variation: float | None = None,
    more: float = 0.1,
) -> pd.DataFrame:
    """Return how long work waits for each role as busy as it is planned to be, and if more of it arrives.

    Parameters
    ----------
    found
        From `balance`.
    arrivals_variation, work_variation
        As for `expected_wait`.
    more
        The share by which more work arrives in the second figure.

    Returns
    -------
    DataFrame
        One row for each role: role, people (mean full-time equivalents over the months assessed), utilisation, wait,
        wait_if_even (arrivals by the clock), wait_if_more, sentence. Waits are in mean durations of a piece of work; infinite
        where more arrives than can be done; NaN where the utilisation is not assessed.
    """
    rows: list[dict[str, Any]] = []
    for role, months, capacity, busy in zip(
        *(found.by_role[name] for name in ("role", "months_assessed", "capacity", "utilisation")), strict=True
    ):
        people = capacity / months if months else math.nan
        known = not math.isnan(busy) and people > 0

        def wait(share: float, arrivals: float | None = arrivals_variation, people: float = max(people, 1.0)) -> float:
            return expected_wait(share, people, arrivals_variation=arrivals, work_variation=work_variation)

        waits = (wait(busy), wait(busy, 0.0), wait(busy * (1 + more))) if known else (math.nan,) * 3
        rows.append(
            {"role": role, "people": people, "utilisation": busy if known else math.nan, "wait": waits[0],
             "wait_if_even": waits[1], "wait_if_more": waits[2], "sentence": _sentence(role, busy, waits, more)}
        )  # fmt: skip
    columns = ["role", "people", "utilisation", "wait", "wait_if_even", "wait_if_more", "sentence"]
    return pd.DataFrame(rows, columns=columns)


def _sentence(role: Any, busy: float, waits: tuple[float, ...], more: float) -> str:  # noqa: ANN401 - a name
    if math.isnan(waits[0]):
        return say("How long work waits for {role} is not assessed.", role=role)
    if math.isinf(waits[0]):
        return say("{role}: more work arrives than can be done; it waits longer every month.", role=role)
    then = say("for ever longer") if math.isinf(waits[2]) else say("{waits} times", waits=measured(waits[2]))
    return say(
        "{role}, {busy} busy: work waits {waits} times as long as it takes; if {more} more arrives, {then}.",
        role=role,
        busy=as_percent(busy),
        waits=measured(waits[0]),
        more=as_percent(more),
        then=then,
    )
