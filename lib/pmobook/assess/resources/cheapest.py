"""The cheapest way to have enough people: hire, contract, delay or drop, with its price."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.balance import Balance, balance_people
from pmobook.assess.resources.forms import DIGITS
from pmobook.assess.resources.links import read_links
from pmobook.assess.resources.mending import Mending, Shortage, hiring_price, mend, shortage_of
from pmobook.assess.resources.months import month_words
from pmobook.assess.resources.people import REFUSE, People, read_people
from pmobook.assess.resources.prices import WAYS, WayPrices, read_prices
from pmobook.assess.wording import counted
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say
from pmobook.method.resources import resources_method
from pmobook.rounding import measured

__all__ = ["Fix", "cheapest_fix", "fix_people"]

_COLUMNS = ["way", "project_id", "role", "period", "until", "amount", "unit_of_measure", "price"]


@dataclass(frozen=True, eq=False)
class Fix:
    """What to do so that nobody goes short.

    Attributes
    ----------
    actions
        One row for each: way (hire, contract, delay, drop), project_id, role, period, until, amount, unit_of_measure, price.
    price
        Of all together; NaN if it is not assessed.
    bound
        What no fix can cost less than.
    is_proven
        Whether none is cheaper.
    by_way
        The price of each way alone; NaN where it can't mend everything alone, or has no price.
    deficit
        Person-months that are missing if nothing is done.
    status
        ``proven cheapest``, ``stopped at the time limit``, ``nothing to mend``, ``can't be mended``, ``not assessed``.
    notes
        What was assumed or left out, in sentences.
    sentence
        In words.
    """

    actions: pd.DataFrame
    price: float
    bound: float
    is_proven: bool
    by_way: Mapping[str, float]
    deficit: float
    status: str
    notes: tuple[str, ...]
    sentence: str


def cheapest_fix(
    capacity: Any,  # noqa: ANN401 - a table in whatever form it is at hand
    demand: Any,  # noqa: ANN401
    prices: Any = None,  # noqa: ANN401
    *,
    links: Any = None,  # noqa: ANN401
    longest_delay: int | None = None,
    missing_capacity: str = REFUSE,
) -> Fix:
    """Return the cheapest mix of hiring, contracting, delaying and dropping after which nobody goes short.

    Parameters
    ----------
    capacity, demand, missing_capacity
        As for `balance`.
    prices
        ``hire`` and ``contract``: the price of a person-month, one for all or by role; ``hire_once``: what hiring
        costs beside it. ``delay``: the price of a month by which a project starts later; ``drop``: the price of not doing it;
        one for all or by project. What has no price is not done.
    links
        Which project waits for which, as for `level`; one that waits for a project dropped is dropped too.
    longest_delay
        Months; the method's unless given.

    Returns
    -------
    Fix

    Raises
    ------
    ProblemsFound
        As for `balance`, and for a price that is negative or of something unknown.

    Notes
    -----
    A mixed-integer programme solved exactly by HiGHS: each project starts as planned, later by whole months, or not at all;
    contracts last a month; whoever is hired stays, and is paid, until the last month in which anybody is needed as planned.
    After the last month given, capacity goes on as in it. Amounts are full-time equivalents of any size.

    Examples
    --------
    >>> demand = pd.DataFrame({"project_id": list("ABCD"), "role": "Analyst", "period": "2026-07", "fte": 0.4})
    >>> fix = cheapest_fix({"Analyst": 1}, demand, {"contract": 9000, "delay": {"C": 3000, "D": 1000}})
    >>> fix.price, fix.actions[["way", "project_id", "amount"]].values.tolist()
    (2800.0, [['contract', '', 0.2], ['delay', 'D', 1.0]])
    """
    people = read_people(capacity, demand, missing_capacity=missing_capacity)
    return fix_people(people, balance_people(people), prices, links=links, longest_delay=longest_delay)


def fix_people(
    people: People,
    before: Balance,
    prices: Any = None,  # noqa: ANN401 - as above
    *,
    links: Any = None,  # noqa: ANN401
    longest_delay: int | None = None,
) -> Fix:
    """Return the cheapest mix for capacity and demand that are read and balanced already."""
    problems: list[Problem] = []
    projects = list(dict.fromkeys(people.demand["project_id"]))
    given = read_prices(prices, list(dict.fromkeys(people.capacity["role"])), projects, problems)
    pairs = read_links(links, projects, problems)
    months = resources_method().fix.longest_delay.value if longest_delay is None else longest_delay
    if problems:
        raise ProblemsFound(problems)
    notes = (*before.notes, *_notes(people, given))
    if not before.total_deficit > 0:
        said = (
            say("Nothing is missing: there is nothing to mend.")
            if not before.months_not_assessed
            else say("Nothing is known to be missing.")
        )
        return _nothing(notes, said, before.total_deficit, "nothing to mend", 0.0)
    if given.is_empty:
        missing = measured(before.total_deficit)
        said = say(
            "{missing} person-months are missing; what mending it costs is not assessed: there are no prices.", missing=missing
        )
        return _nothing(notes, said, before.total_deficit, "not assessed", np.nan)
    shortage = shortage_of(people, pairs, int(months))
    found = mend(shortage, given)
    by_way = {way: _alone(shortage, given, way) for way in WAYS}
    if found is None:
        said = say("No mix of what has a price mends it. Give a price to contracting, or to dropping projects.")
        return _nothing(notes, said, before.total_deficit, "can't be mended", np.nan)
    actions = pd.DataFrame(list(_actions(people, shortage, found, given)), columns=_COLUMNS)
    price = round(float(actions["price"].sum()), DIGITS) + 0.0
    status = say("proven cheapest") if found.is_proven else say("stopped at the time limit")
    return Fix(
        actions, price, price if found.is_proven else found.bound, found.is_proven, by_way, before.total_deficit, status, notes,
        _sentence(actions, price, found),
    )  # fmt: skip


def _alone(shortage: Shortage, prices: WayPrices, way: str) -> float:
    found = None if prices.only(way).is_empty else mend(shortage, prices.only(way))
    return np.nan if found is None else found.price


def _nothing(notes: tuple[str, ...], sentence: str, deficit: float, status: str, price: float) -> Fix:
    empty = pd.DataFrame(columns=_COLUMNS)
    is_done = status == "nothing to mend"
    return Fix(empty, price, price, is_done, dict.fromkeys(WAYS, price), deficit, status, notes, sentence)


def _notes(people: People, prices: WayPrices) -> Iterator[str]:
    missing = [way for way in WAYS if not getattr(prices, way)]
    if missing and not prices.is_empty:
        yield say("Not considered, for want of a price: {missing}.", missing=", ".join(missing))
    if people.demand["fte"].isna().any():
        yield say("Needs that are not assessed are not mended: the price is the least it can be.")


def _actions(people: People, shortage: Shortage, found: Mending, prices: WayPrices) -> Iterator[dict[str, Any]]:
    end = people.label(shortage.end)

    def row(way: str, amount: float, unit: str, price: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - names
        blank = {"project_id": "", "role": "", "period": "", "until": ""}
        amounts = {"amount": round(amount, DIGITS), "unit_of_measure": unit, "price": round(price, DIGITS) + 0.0}
        return {"way": way, **blank, **more, **amounts}

    for (role, slot), fte in sorted(found.hired.items(), key=str):
        price = fte * hiring_price(prices, role, shortage.end - slot + 1)
        yield row("hire", fte, say("full-time equivalents"), price, role=role, period=people.label(slot), until=end)
    for (role, slot), fte in sorted(found.contracted.items(), key=str):
        label = people.label(slot)
        yield row("contract", fte, "person-months", fte * prices.contract[role], role=role, period=label, until=label)
    for project, months in found.delayed.items():
        label = people.label(shortage.first[project] + months)
        yield row("delay", float(months), "months", months * prices.delay[project], project_id=project, period=label)
    for project in found.dropped:
        yield row("drop", 1.0, "projects", prices.drop[project], project_id=project)


def _said(way: str, project: Any, role: Any, period: Any, amount: float) -> str:  # noqa: ANN401 - names
    if way == "hire":
        return say("hire {amount} of {role} from {period}", amount=measured(amount), role=role, period=month_words(period))
    if way == "contract":
        return say("contract {amount} of {role} in {period}", amount=measured(amount), role=role, period=month_words(period))
    return (
        say("delay {project} by {month}", project=project, month=counted(int(amount), "month"))
        if way == "delay"
        else say("drop {project}", project=project)
    )


def _sentence(actions: pd.DataFrame, price: float, found: Mending) -> str:
    cells = [actions[name] for name in ("way", "project_id", "role", "period", "amount")]
    parts = [_said(*row) for row in zip(*cells, strict=True)]
    shown = parts if len(parts) <= 6 else [*parts[:5], say("{parts} more", parts=len(parts) - 5)]
    proof = (
        say("no other mix is cheaper")
        if found.is_proven
        else say("no other mix can cost less than {bound}", bound=measured(found.bound))
    )
    return say("Cheapest: {shown}; {price} in all, {proof}.", shown=", ".join(shown), price=measured(price), proof=proof)
