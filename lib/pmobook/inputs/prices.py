"""What it costs to have enough people: the engagement's prices of hiring, contracting, delaying and dropping."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping

from pydantic import Field, field_validator

from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import quoted, same_words

__all__ = ["Prices"]

_PEOPLE = ("hire", "hire_once", "contract")
_PROJECTS = ("delay", "drop")


class Prices(Definition):
    """Prices in the engagement's money, dated; each one for all, or by role or project. What has no price is not done."""

    dated: dt.date
    set_by: str = Field(min_length=1)
    hire: float | dict[str, float] | None = None
    """A person-month of somebody hired, who stays until the projects planned no longer need anybody."""
    hire_once: float | dict[str, float] | None = None
    """What hiring one full-time equivalent costs beside that, once."""
    contract: float | dict[str, float] | None = None
    """A person-month of a contractor."""
    delay: float | dict[str, float] | None = None
    """A month by which a project that has not begun starts later."""
    drop: float | dict[str, float] | None = None
    """Not doing a project that has not begun."""

    @field_validator(*_PEOPLE, *_PROJECTS, mode="before")
    @classmethod
    def _are_prices(cls, value: object) -> object:
        if value is None:
            return None
        if not isinstance(value, dict):
            return _price(value)
        spelt: dict[str, str] = {}
        for name in map(str, value):
            other = spelt.setdefault(same_words(name), name)
            if other != name:
                message = f"one price a name; {quoted(other)} and {quoted(name)} differ in nothing but capitals or blanks"
                raise ValueError(message)
        return {str(name): _price(price, f" for {name}") for name, price in value.items()}

    def of(self, roles: Collection[str], projects: Collection[str]) -> dict[str, dict[str, float]]:
        """Return way to role or project to price, for those named alone; a role is found whatever its capitals and blanks.

        Parameters
        ----------
        roles
            Roles that somebody can be hired or contracted for.
        projects
            Projects that can be delayed or dropped.
        """
        known: Mapping[str, Collection[str]] = {**dict.fromkeys(_PEOPLE, roles), **dict.fromkeys(_PROJECTS, projects)}
        found: dict[str, dict[str, float]] = {}
        for way, names in known.items():
            given = getattr(self, way)
            if isinstance(given, dict):
                alike = {same_words(name): price for name, price in given.items()} if way in _PEOPLE else {}
                priced = {name: given.get(name, alike.get(same_words(name))) for name in names}
                found[way] = {name: price for name, price in priced.items() if price is not None}
            elif given is not None:
                found[way] = dict.fromkeys(names, given)
        return {way: prices for way, prices in found.items() if prices}

    def named(self) -> dict[str, list[str]]:
        """Return way to the roles or projects that it has a price of its own for."""
        return {way: list(given) for way in (*_PEOPLE, *_PROJECTS) if isinstance(given := getattr(self, way), dict)}


def _price(value: object, whose: str = "") -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= float(value) < math.inf:  # type: ignore[arg-type]
        message = f"a price of 0 or more{whose}, without a currency; found {quoted(value)}"
        raise ValueError(message)
    return float(value)  # type: ignore[arg-type]
