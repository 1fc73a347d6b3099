"""What a maturity model must not contradict: ids that are used twice, levels that do not exist, actions in a circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pmobook.errors import Problem
from pmobook.method.capabilities import Action, Capability, FocusArea
from pmobook.method.model_definition import MaturityModel
from pmobook.vocabulary import is_id, nearest, quoted

__all__ = ["Node", "find_circle", "find_contradictions", "find_wrong_ids", "in_words"]

Node = tuple[str, int]
"""A level of a capability."""

_WRITTEN = "lower-case letters, digits and underscores, a letter first, 63 characters at most"


def find_wrong_ids(areas: Iterable[FocusArea], file_of: Callable[[str], str]) -> list[Problem]:
    """Return a problem for each id that is malformed, or stands for two things of a kind.

    Parameters
    ----------
    areas
        The focus areas of a model.
    file_of
        Area id to how messages name its file.
    """
    problems = []
    first: dict[tuple[str, str], str] = {}
    for kind, one, where in _ids(areas, file_of):
        if not is_id(one):
            problems.append(Problem(where, quoted(one), f"an id: {_WRITTEN}", f"Correct the {kind}."))
        elif (kind, one) in first:
            found = f"{quoted(one)} a second time (first in {first[kind, one]})"
            problems.append(Problem(where, found, f"each {kind} once in the model", "Give one of the two another id."))
        else:
            first[kind, one] = where
    return problems


def _ids(areas: Iterable[FocusArea], file_of: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """Return each id with its kind and its place."""
    for area in areas:
        name = file_of(area.area_id)
        yield "area_id", area.area_id, f"{name}, area_id"
        for capability in area.capabilities:
            where = f"{name}, {capability.capability_id}"
            yield "capability_id", capability.capability_id, where
            yield from (("practice_id", one.practice_id, f"{where}, practices") for one in capability.practices)
            yield from (("action_id", one.action_id, f"{where}, actions") for one in capability.actions)


def find_contradictions(model: MaturityModel, header: str, file_of: Callable[[str], str]) -> list[Problem]:
    """Return everything in a model that contradicts itself; what it merely lacks is none of it.

    Parameters
    ----------
    model
        The model.
    header
        How messages name the file that lists perspectives.
    file_of
        Area id to how messages name its file.
    """
    problems = _wrong_perspectives(model, header)
    for area in model.areas:
        for capability in area.capabilities:
            problems += _wrong_in(capability, model, f"{file_of(area.area_id)}, {capability.capability_id}")
    if problems:
        return problems
    circle = find_circle(model)
    if circle:
        where = f"{file_of(model.area_of(circle[0][0]).area_id)}, {circle[0][0]}, actions"
        shown = " needs ".join(in_words(node) for node in circle[:12]) + (" …" if len(circle) > 12 else "")
        problems.append(
            Problem(where, f"dependencies in a circle ({shown})", "actions that can be put in an order",
                    "Take one of these dependencies out.")
        )  # fmt: skip
    return problems


def _wrong_perspectives(model: MaturityModel, header: str) -> list[Problem]:
    problems = []
    ids: set[str] = set()
    roles: dict[str, str] = {}
    for perspective in model.perspectives:
        one = perspective.perspective_id
        where = f"{header}, perspectives > {one}"
        if not is_id(one) or one in ids:
            problems.append(Problem(where, quoted(one), f"an id of its own: {_WRITTEN}", "Correct the perspective_id."))
        ids.add(one)
        for role in perspective.roles:
            plain = " ".join(role.split()).casefold()
            if plain in roles:
                found = f"the role {quoted(role)}, which belongs to {roles[plain]} too"
                problems.append(Problem(where, found, "each role once", "Take it out of one of the two."))
            roles.setdefault(plain, one)
    return problems


def _wrong_in(capability: Capability, model: MaturityModel, where: str) -> list[Problem]:
    top = model.highest_level
    problems = []
    asked = [one.perspective_id for one in model.perspectives]
    for one in capability.questions:
        if one not in asked:
            guess = nearest(one, asked)
            known = ", ".join(asked) or "none yet"
            remedy = f"Did you mean {guess}?" if guess else "Correct it, or add the perspective to model.yaml."
            problems.append(Problem(f"{where}, questions", quoted(one), f"a perspective that model.yaml lists ({known})", remedy))
    problems += [
        Problem(f"{where}, levels", quoted(level), f"a level from 0 to {top}", "Correct the level.")
        for level in capability.levels
        if level not in model.levels
    ]
    levelled = [(f"practices > {practice.practice_id}", practice.level) for practice in capability.practices]
    levelled += [(f"actions > {action.action_id}", action.to_level) for action in capability.actions]
    problems += [
        Problem(f"{where}, {place}", f"level {level}", f"a level from 1 to {top}, the model's highest", "Correct the level.")
        for place, level in levelled
        if level > top
    ]
    for action in capability.actions:
        problems += _wrong_dependencies(action, model, f"{where}, actions > {action.action_id}, depends_on")
    return problems


def _wrong_dependencies(action: Action, model: MaturityModel, where: str) -> list[Problem]:
    problems = []
    for dependency in action.depends_on:
        if dependency.capability_id not in model.capability_ids:
            guess = nearest(dependency.capability_id, model.capability_ids)
            remedy = f"Did you mean {guess}?" if guess else "Correct the id, or take the dependency out."
            problems.append(Problem(where, quoted(dependency.capability_id), "a capability of the model", remedy))
        elif dependency.level > model.highest_level:
            expected = f"a level from 1 to {model.highest_level}, the model's highest"
            problems.append(Problem(where, f"level {dependency.level}", expected, "Correct the level."))
    return problems


def find_circle(model: MaturityModel) -> list[Node]:
    """Return levels of capabilities that need each other in turn, the first again at the end; empty if there are none.

    A level needs the level below and everything that any action to it depends on.
    """
    needs: dict[Node, list[Node]] = {}
    for capability in model.capabilities:
        for level in range(1, model.highest_level + 1):
            others = [(one.capability_id, one.level) for action in capability.actions_to(level) for one in action.depends_on]
            below = [(capability.capability_id, level - 1)] if level > 1 else []
            needs[capability.capability_id, level] = list(dict.fromkeys([*below, *others]))
    settled: set[Node] = set()
    for start in needs:
        path: list[Node] = []
        waiting: list[Iterator[Node]] = [iter([start])]
        while waiting:
            node = next(waiting[-1], None)
            if node is None:
                waiting.pop()
                if path:
                    settled.add(path.pop())
            elif node in path:
                return [*path[path.index(node) :], node]
            elif node not in settled:
                path.append(node)
                waiting.append(iter(needs.get(node, ())))
    return []


def in_words(node: Node | Sequence[object]) -> str:
    """Name a level of a capability: ``roadmaps at level 3``."""
    return f"{node[0]} at level {node[1]}"
