"""What each way to mend a shortage costs, as it is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.forms import unknown_name
from pmobook.assess.tables import present
from pmobook.errors import Problem
from pmobook.vocabulary import quoted

__all__ = ["WAYS", "WayPrices", "read_prices"]

WAYS = ("hire", "contract", "delay", "drop")
"""From a month on until the end; for a month; a project by months; a project altogether."""

_ONCE = "hire_once"
_PEOPLE = ("hire", _ONCE, "contract")


@dataclass(frozen=True)
class WayPrices:
    """Prices by way.

    Attributes
    ----------
    hire, contract
        Role to price of a person-month.
    hire_once
        Role to what hiring one full-time equivalent costs once, beside the person-months.
    delay, drop
        Project to price of a month later, and of not being done at all.
    """

    hire: Mapping[Any, float]
    contract: Mapping[Any, float]
    delay: Mapping[Any, float]
    drop: Mapping[Any, float]
    hire_once: Mapping[Any, float] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is no price at all."""
        return not (self.hire or self.contract or self.delay or self.drop)

    def only(self, way: str) -> WayPrices:
        """Return the prices of one way alone."""
        return WayPrices(**{name: getattr(self, name) if name == way else {} for name in WAYS}, hire_once=self.hire_once)


def _rows(prices: Any) -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401 - as handed in
    if isinstance(prices, pd.DataFrame):
        yield from zip(prices["way"], prices["of"], prices["price"], strict=True)
        return
    for way, given in prices.items():
        if isinstance(given, (Mapping, pd.Series)):
            for of, price in given.items():
                yield way, of, price
        else:
            yield way, None, given


def read_prices(prices: Any, roles: Iterable[Any], projects: Iterable[Any], problems: list[Problem]) -> WayPrices:  # noqa: ANN401
    """Return prices; whatever is wrong with them is added to the problems.

    Parameters
    ----------
    prices
        ``hire``, ``contract``, ``delay``, ``drop`` to one price for all, or to role or project to price; or a frame (way, of,
        price). A way, role or project without a price can't be used. ``hire_once``: what hiring costs once, 0 unless given.
    roles, projects
        The names that there are.
    """
    known: dict[str, list[Any]] = {way: list(roles if way in _PEOPLE else projects) for way in (*WAYS, _ONCE)}
    found: dict[str, dict[Any, float]] = {way: {} for way in known}
    for way, of, price in () if prices is None else _rows(prices):
        where = f"price of {way}{'' if of is None else f', {of}'}"
        if way not in known:
            problems.append(unknown_name("prices", way, WAYS, "way", "Write hire, contract, delay or drop."))
        elif of is not None and of not in known[way]:
            noun = "role" if way in _PEOPLE else "project"
            problems.append(unknown_name(where, of, known[way], noun, "Correct the name, or remove the price."))
        elif not present(price):
            continue
        elif not isinstance(price, (int, float, np.number)) or isinstance(price, bool) or not 0 <= price < np.inf:
            problems.append(Problem(where, quoted(price), "a price of 0 or more", "Write the number, without a currency."))
        else:
            found[way] |= dict.fromkeys(known[way] if of is None else [of], float(price))
    return WayPrices(**found)
