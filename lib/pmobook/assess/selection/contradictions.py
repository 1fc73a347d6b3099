"""Mandates and links that can't hold together, found before anything is solved, and circles, which can."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from pmobook.assess.selection.rules import Group, Link, Mandate
from pmobook.assess.selection.tables import Id
from pmobook.assess.wording import listed
from pmobook.errors import Problem
from pmobook.language import said_later, say

__all__ = ["find_contradictions", "notes_on"]

_REMEDY = said_later("Drop or change one of them.")


class _Reach:
    """What each project brings with it, through requires and together, and by which links."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.steps: dict[Id, list[tuple[Id, str]]] = {}
        for link in links:
            if link.link == "excludes":
                continue
            self.steps.setdefault(link.project, []).append((link.other, str(link)))
            if link.link == "together":
                self.steps.setdefault(link.other, []).append((link.project, str(link)))

    def of(self, project: Id) -> dict[Id, tuple[str, ...]]:
        """Return every project that comes with this one, each with the links that lead to it."""
        chains: dict[Id, tuple[str, ...]] = {project: ()}
        waiting = deque([project])
        while waiting:
            here = waiting.popleft()
            for other, said in self.steps.get(here, ()):
                if other not in chains:
                    chains[other] = (*chains[here], said)
                    waiting.append(other)
        return chains


def find_contradictions(
    projects: Sequence[Id], mandates: Sequence[Mandate], links: Sequence[Link], groups: Sequence[Group] = ()
) -> list[Problem]:
    """Return a problem for every mandate or link that contradicts others, naming the chain between them.

    Circular requirements are no contradiction: their projects are chosen together or not at all (`notes_on` says so).
    """
    inside = {one.project: one for one in mandates if one.side == "in"}
    outside = {one.project: one for one in mandates if one.side == "out"}
    reach, excluding = _Reach(links), [one for one in links if one.link == "excludes"]
    problems = [
        _clash(f"mandate of {project}", (str(inside[project]), str(outside[project])))
        for project in projects if project in inside and project in outside
    ]  # fmt: skip
    linked = [project for project in projects if project in reach.steps or project in inside]
    chains = {project: reach.of(project) for project in linked}
    for project, mandate in inside.items():
        for other, chain in chains[project].items():
            if other in outside and other != project:
                problems.append(_clash(f"mandate of {project}", (str(mandate), *chain, str(outside[other]))))
    for link in excluding:
        never = [project for project in projects if {link.project, link.other} <= set(chains.get(project, {project: ()}))]
        if never:
            comes = chains[never[0]]
            said = (*comes[link.project], *comes[link.other], str(link))
            whom = say("{projects} can never be chosen", projects=listed(map(str, never)))
            problems.append(
                Problem(f"links of {never[0]}", "; ".join(dict.fromkeys(said)), f"links that can hold: {whom}", _REMEDY)
            )
            continue
        one = next((each for each in inside.values() if link.project in chains[each.project]), None)
        two = next((each for each in inside.values() if link.other in chains[each.project]), None)
        if one and two:
            said = (str(one), *chains[one.project][link.project], str(two), *chains[two.project][link.other], str(link))
            problems.append(_clash(f"mandates of {one.project} and {two.project}", tuple(dict.fromkeys(said))))
    return problems + _group_clashes(groups, inside, outside)


def _clash(where: str, said: Sequence[str]) -> Problem:
    return Problem(where, "; ".join(said), "mandates and links that can hold together", _REMEDY)


def _group_clashes(groups: Iterable[Group], inside: dict[Id, Mandate], outside: dict[Id, Mandate]) -> list[Problem]:
    problems = []
    for group in groups:
        held = [str(inside[one]) for one in group.projects if one in inside]
        barred = [str(outside[one]) for one in group.projects if one in outside]
        if group.at_most is not None and len(held) > group.at_most:
            problems.append(_clash(f"group {group.name}", (str(group), *held)))
        if len(group.projects) - len(barred) < group.at_least:
            problems.append(_clash(f"group {group.name}", (str(group), *barred)))
    return problems


def notes_on(projects: Sequence[Id], mandates: Sequence[Mandate], links: Sequence[Link]) -> tuple[str, ...]:
    """Say which projects require one another in a circle, and which can't be chosen because of a mandate."""
    requires = [one for one in links if one.link == "requires"]
    reach, notes, seen = _Reach(requires), [], set()
    chains = {one.project: set(reach.of(one.project)) for one in requires}
    for project in projects:
        circle = [other for other in projects if other in chains.get(project, ()) and project in chains.get(other, ())]
        if len(circle) > 1 and project not in seen:
            seen.update(circle)
            notes.append(
                say(
                    "{projects} require one another in a circle: they are chosen together or not at all.",
                    projects=listed(map(str, circle)),
                )
            )
    whole = _Reach(links)
    outside = {one.project: one for one in mandates if one.side == "out"}
    for project in projects:
        barred = [other for other in whole.of(project) if other in outside] if project in whole.steps else []
        if barred and project not in outside:
            notes.append(
                say(
                    "{project} can't be chosen, because it needs {name}, and {mandate}.",
                    project=project,
                    name=barred[0],
                    mandate=outside[barred[0]],
                )
            )
    return tuple(notes)
