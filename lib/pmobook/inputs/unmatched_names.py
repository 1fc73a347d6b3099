"""Prices in engagement.yaml for roles and projects that no pack holds: they would be passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator

from pmobook.errors import Problem
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.pack import InputPack, examine
from pmobook.vocabulary import Quarter, nearest, quoted, same_words

__all__ = ["find_unmatched_names"]

_PROJECTS = ("delay", "drop")
_ALIKE = 0.85
"""Beyond it a role is taken for another one that was written wrongly."""
_FORMS_WITH_ROLES = ("capacity", "demand", "skills")


def find_unmatched_names(engagement: Engagement, quarter: Quarter) -> tuple[list[Problem], list[Problem]]:
    """Return what is wrong with the names that have a price of their own, and what is merely of no use this time.

    Parameters
    ----------
    engagement
        The engagement, with its prices.
    quarter
        The packs of this quarter are looked at, and each business unit's latest one before it, as far as they can be read. No
        more packs are read than it takes to find every name; none, if no price is for a name.

    Returns
    -------
    tuple
        A problem for each project that no pack holds, and for each role that none holds while one holds a role written much like
        it. Then, in the same words, the roles that are like no other: a list of prices may name roles that nobody needs now.
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
            return [], []
    wrong: list[Problem] = []
    unused: list[Problem] = []
    for way, names in named.items():
        is_project = way in _PROJECTS
        for name in names:
            if (is_project, _key(name, is_project=is_project)) in sought:
                guess = nearest(name, list(known[is_project]), _ALIKE)
                (wrong if is_project or guess else unused).append(_problem(way, name, guess, quarter))
    return wrong, unused


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


def _problem(way: str, name: str, guess: str | None, quarter: Quarter) -> Problem:
    is_project = way in _PROJECTS
    kind, forms = ("project", "projects") if is_project else ("role", "capacity, demand or skills")
    remedy = f"Did you mean {guess}?" if guess else "Correct it, or remove the price."
    if not is_project and not guess:
        remedy = "Leave it if the role may be needed again; else correct it, or remove the price."
    expected = f"a {kind} that a pack of {quarter}, or of the quarter before, names in {forms}"
    return Problem(f"engagement.yaml, prices > {way}", quoted(name), expected, remedy)
