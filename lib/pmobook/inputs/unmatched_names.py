"""Prices in engagement.yaml for roles and projects that no pack holds: they would be passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator

from pmobook.errors import Problem
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.pack import InputPack, examine
from pmobook.vocabulary import Quarter, nearest, quoted, same_words

__all__ = ["find_unmatched_names"]

_PROJECTS = ("delay", "drop")
_FORMS_WITH_ROLES = ("capacity", "demand", "skills")


def find_unmatched_names(engagement: Engagement, quarter: Quarter) -> list[Problem]:
    """Return a problem for each role or project that has a price of its own and stands in no pack.

    Parameters
    ----------
    engagement
        The engagement, with its prices.
    quarter
        The packs of this quarter are looked at, and each business unit's latest one before it, as far as they can be read. No
        more packs are read than it takes to find every name; none, if no price is for a name.
    """
    prices = engagement.parameters.prices
    named = prices.named() if prices else {}
    sought = {(way in _PROJECTS, _key(name, is_project=way in _PROJECTS)) for way, names in named.items() for name in names}
    known: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for pack in _packs(engagement, quarter) if sought else ():
        for is_project, name in _names(pack):
            known[is_project].setdefault(name)
            sought.discard((is_project, _key(name, is_project=is_project)))
        if not sought:
            return []
    return [
        _problem(way, name, list(known[way in _PROJECTS]), quarter)
        for way, names in named.items()
        for name in names
        if (way in _PROJECTS, _key(name, is_project=way in _PROJECTS)) in sought
    ]


def _key(name: str, *, is_project: bool) -> str:
    return name if is_project else same_words(name)


def _packs(engagement: Engagement, quarter: Quarter) -> Iterator[InputPack]:
    units = engagement.reporting(quarter)
    yield from (examine(engagement, unit, quarter)[0] for unit in units if quarter in engagement.quarters(unit))
    for unit in units:
        before = [one for one in engagement.quarters(unit) if one < quarter]
        if before:
            yield examine(engagement, unit, before[-1])[0]


def _names(pack: InputPack) -> Iterator[tuple[bool, str]]:
    for form in _FORMS_WITH_ROLES:
        if pack.handed_in(form):
            yield from ((False, str(role)) for role in pack.form(form)["role"].dropna().unique())
    if pack.handed_in("projects"):
        yield from ((True, str(project)) for project in pack.form("projects")["project_id"].dropna().unique())


def _problem(way: str, name: str, known: list[str], quarter: Quarter) -> Problem:
    is_project = way in _PROJECTS
    kind, forms = ("project", "projects") if is_project else ("role", "capacity, demand or skills")
    guess = nearest(name, known)
    remedy = f"Did you mean {guess}?" if guess else "Correct it, or remove the price."
    expected = f"a {kind} that a pack of {quarter}, or of the quarter before, names in {forms}"
    return Problem(f"engagement.yaml, prices > {way}", quoted(name), expected, remedy)
