"""Why no set is possible, and the smallest changes that make one possible, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pmobook.assess.selection.effort import effort_of
from pmobook.assess.selection.finding import solve
from pmobook.assess.selection.programme import Programme, read_programme
from pmobook.assess.selection.relaxing import Elastic, Relaxed
from pmobook.assess.selection.tables import Id
from pmobook.assess.wording import as_percent, counted
from pmobook.language import said_later, say
from pmobook.method.selection import selection_method
from pmobook.rounding import number

__all__ = ["Change", "Infeasibility", "explain", "explain_infeasible"]

_DROPPED = {
    "mandate": said_later("drop the mandate: {rule}"),
    "link": said_later("drop the link: {rule}"),
    "group": said_later("drop the group: {rule}"),
}


@dataclass(frozen=True)
class Change:
    """One thing to relax.

    Attributes
    ----------
    kind
        ``limit``, ``tolerance``, ``mandate``, ``link`` or ``group``.
    what
        The resource, the risk, the mandate, the link or the group, in words.
    amount
        By how much a limit or tolerance has to rise; missing for what is dropped.
    share
        The same as a share of the limit; missing if the limit is 0 or the thing is dropped.
    sentence
        What to do.
    project
        Whose mandate it is.
    """

    kind: str
    what: str
    amount: float
    share: float
    sentence: str
    project: Id | None = None


@dataclass(frozen=True)
class Infeasibility:
    """Whether a selection is possible, and what would make it so.

    Attributes
    ----------
    is_feasible
        Whether some set keeps everything as it stands.
    changes
        The fewest things to relax; among equally few, the least in proportion.
    alternatives
        Other groups of changes, as few.
    is_proven
        Whether it is proven that no fewer changes suffice.
    sentences
        All of it in words.
    """

    is_feasible: bool
    changes: tuple[Change, ...]
    alternatives: tuple[tuple[Change, ...], ...]
    is_proven: bool
    sentences: tuple[str, ...]


def explain_infeasible(value: Any, cost: Any, limits: Any, **rules: Any) -> Infeasibility:  # noqa: ANN401 - as for `select`
    """Return the smallest changes to limits, tolerances, mandates, links and groups that allow a set of projects.

    Parameters
    ----------
    value, cost, limits, **rules
        As for `select`: mandates, links, groups, starts, periods, losses, tolerance, cvar_level. Here mandates and links may
        contradict each other.

    Raises
    ------
    ProblemsFound
        If anything handed in is missing, negative, unknown or double.

    Notes
    -----
    An elastic programme: each limit may be exceeded and each rule broken, which counts 1 each; the count is minimised first,
    then the sum of excess ÷ limit, a rule dropped counting as the method's ``mandate_weight``.
    """
    programme = read_programme(value, cost, limits, contradictions_allowed=True, **rules)
    return explain(programme)


def explain(programme: Programme) -> Infeasibility:
    """Return the smallest changes that allow a set of projects; see `explain_infeasible`."""
    method, effort = selection_method().infeasible, effort_of()
    free = replace(programme, options=replace(programme.options, value=np.zeros(len(programme.options.value))))
    if _sides_agree(programme) and solve(free, effort).chosen is not None:
        return Infeasibility(is_feasible=True, changes=(), alternatives=(), is_proven=True,
                             sentences=(say("A set that keeps everything is possible."),))  # fmt: skip
    elastic = Elastic(programme, method.mandate_weight.value)
    found: list[Relaxed] = []
    for _ in range(1 + int(method.most_alternatives.value)):
        relaxed = elastic.least(effort.time_limit, None if not found else len(found[0].dropped) + len(found[0].excess))
        if relaxed is None:
            break
        found.append(relaxed)
        elastic.forbid(relaxed)
    groups = [_changes(programme, one) for one in found]
    changes, others = (groups[0], tuple(groups[1:])) if groups else ((), ())
    return Infeasibility(
        is_feasible=False, changes=changes, alternatives=others, is_proven=bool(found) and found[0].is_proven,
        sentences=_sentences(changes, others),
    )  # fmt: skip


def _sides_agree(programme: Programme) -> bool:
    return len({one.project for one in programme.mandates}) == len(programme.mandates)


def _sentences(changes: Sequence[Change], others: Sequence[Sequence[Change]]) -> tuple[str, ...]:
    if not changes:
        return (say("No change was found that allows a set."),)
    head = (
        say("One change is enough:")
        if len(changes) == 1
        else say("{change} together are enough:", change=counted(len(changes), "change"))
    )
    first = f"{head} {'; '.join(change.sentence for change in changes)}."
    return (first, *(say("Or instead: {sentence}.", sentence="; ".join(change.sentence for change in other)) for other in others))


def _amount(figure: float) -> str:
    text = number(figure, 6)
    return text.rstrip("0").rstrip(".")


def _changes(programme: Programme, relaxed: Relaxed) -> tuple[Change, ...]:
    changes = []
    for (kind, place), amount in relaxed.excess.items():
        name = str(programme.resources[place]) if kind == "limit" else programme.risks[place].name
        limit = float(programme.limits[place]) if kind == "limit" else programme.risks[place].tolerance
        share = amount / limit if limit > 0 else float("nan")
        by = say(", {share} more", share=as_percent(share, 1)) if limit > 0 else ""
        said = say(
            said_later("raise the limit of {name} by {amount}, from {amount_2} to {amount_3}{by}")
            if kind == "limit"
            else said_later("raise the tolerance for {name} by {amount}, from {amount_2} to {amount_3}{by}"),
            name=name,
            amount=_amount(amount),
            amount_2=_amount(limit),
            amount_3=_amount(limit + amount),
            by=by,
        )
        changes.append(Change(kind, name, amount, share, said))
    rules: dict[str, Sequence[Any]] = {"mandate": programme.mandates, "link": programme.links, "group": programme.groups}
    for kind, place in relaxed.dropped:
        rule = rules[kind][place]
        changes.append(
            Change(
                kind,
                str(rule),
                float("nan"),
                float("nan"),
                say(_DROPPED[kind], rule=rule),
                getattr(rule, "project", None),
            )
        )
    return tuple(changes)
