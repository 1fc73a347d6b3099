"""Which options judgements connect: only between those can weights be known."""

from __future__ import annotations

from collections.abc import Sequence

from pmobook.assess.priorities.judgements import Bools, Label, named
from pmobook.assess.wording import listed
from pmobook.errors import Problem

__all__ = ["connected_groups", "find_gaps", "words_for_groups"]


def connected_groups(known: Bools) -> list[list[int]]:
    """Return groups of options (positions) that comparisons connect, by their first option.

    Parameters
    ----------
    known
        (options, options): true where two were compared.
    """
    waiting, groups = list(range(len(known))), []
    while waiting:
        group, edge = {waiting[0]}, [waiting[0]]
        while edge:
            one = edge.pop()
            new = {other for other in waiting if known[one, other] and other not in group}
            group |= new
            edge.extend(new)
        groups.append(sorted(group))
        waiting = [option for option in waiting if option not in group]
    return groups


def words_for_groups(groups: Sequence[Sequence[int]], options: Sequence[Label]) -> str:
    """Write groups as they stand in a sentence."""
    return listed([f"({listed(named(options[one]) for one in group)})" for group in groups], most=4)


def find_gaps(known: Bools, options: Sequence[Label], where: str) -> list[Problem]:
    """Return what keeps weights from being known: options that nobody compared, and groups that nothing connects."""
    groups = connected_groups(known)
    if len(groups) == 1:
        return []
    alone = [group[0] for group in groups if len(group) == 1]
    linked = [group for group in groups if len(group) > 1]
    problems = [
        Problem(
            f"{where}, {named(options[one])}",
            "no comparison with anything else",
            "at least one judgement of it by somebody",
            f"Ask at least one judge to compare {named(options[one])} with another option, or leave it out.",
        )
        for one in alone
    ]
    if len(linked) > 1:
        one, other = linked[0][0], linked[1][0]
        problems.append(
            Problem(
                where,
                f"{len(linked)} groups that nobody compared with each other: {words_for_groups(linked, options)}",
                "a chain of comparisons that links all options, since weights between unconnected groups can't be known",
                f"Ask for a comparison across them, as of {named(options[one])} with {named(options[other])}.",
            )
        )
    return problems
