"""Whether every level of every capability can be reached by the actions of a maturity model."""

from __future__ import annotations

from collections.abc import Callable

from pmobook.method.model_checks.finding import LintFinding
from pmobook.method.model_definition import MaturityModel
from pmobook.method.model_structure import Node, in_words

__all__ = ["find_unreachable", "reachable_levels"]


def reachable_levels(model: MaturityModel) -> frozenset[Node]:
    """Return each level of each capability that some set of actions leads to, from level 0 of everything.

    A level is reached if the level below is and all that at least one of its actions depends on is.
    """
    reached: set[Node] = {(one, 0) for one in model.capability_ids}
    waiting = [(one.capability_id, level) for one in model.capabilities for level in range(1, model.highest_level + 1)]
    while True:
        new = {node for node in waiting if (node[0], node[1] - 1) in reached and not _lacking(model, node, reached)}
        if not new:
            return frozenset(reached)
        reached |= new
        waiting = [node for node in waiting if node not in new]


def _lacking(model: MaturityModel, node: Node, reached: set[Node] | frozenset[Node]) -> list[Node]:
    """Return what the least demanding action to a level still needs; the level itself if it has no action."""
    needs = [
        [(one.capability_id, one.level) for one in action.depends_on if (one.capability_id, one.level) not in reached]
        for action in model.actions_of(*node)
    ]
    return min(needs, key=len) if needs else [node]


def find_unreachable(model: MaturityModel, file_of: Callable[[str], str]) -> list[LintFinding]:
    """Return a finding for the first level of each capability that its actions cannot reach.

    A step without any action is left to the check of what is missing; here stand levels whose actions wait for something
    that nothing leads to.
    """
    reached = reachable_levels(model)
    findings = []
    for capability in model.capabilities:
        for level in range(1, model.highest_level + 1):
            node = (capability.capability_id, level)
            if node in reached:
                continue
            if capability.actions_to(level):
                needed = ", ".join(in_words(one) for one in _lacking(model, node, reached))
                where = f"{file_of(model.area_of(capability.capability_id).area_id)}, {capability.capability_id}, actions"
                found = f"level {level} out of reach: it needs {needed}, which no action leads to"
                findings.append(LintFinding(where, found, "a way to every level", "Add the action, or take the dependency out."))
            break
    return findings
