"""Which activity waits for which, as it is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.forms import unknown_name
from pmobook.assess.tables import present
from pmobook.errors import Problem
from pmobook.vocabulary import quoted

__all__ = ["find_circle", "read_links"]

_BEFORE = ("before", "predecessor", "from")
_AFTER = ("after", "successor", "to")


def _rows(links: Any) -> Iterator[tuple[Any, Any, Any]]:  # noqa: ANN401 - as handed in
    """Return links as (before, after, lag)."""
    if links is None:
        return
    if isinstance(links, pd.DataFrame):
        yield from _of_frame(links)
    elif isinstance(links, (Mapping, pd.Series)):
        for before, afters in links.items():
            several = isinstance(afters, Iterable) and not isinstance(afters, str)
            for after in afters if several else [afters]:
                if present(after):
                    yield before, after, 0
    else:
        for row in links:
            cells = (row["before"], row["after"], row.get("lag", 0)) if isinstance(row, Mapping) else tuple(row)
            if len(cells) == 3 and cells[1] == "requires":
                yield cells[2], cells[0], 0
            elif len(cells) in {2, 3}:
                yield cells[0], cells[1], cells[2] if len(cells) == 3 else 0
            else:
                yield cells, None, 0


def _of_frame(links: pd.DataFrame) -> Iterator[tuple[Any, Any, Any]]:
    if {"project_id", "link", "other_project_id"} <= set(links.columns):
        required = links[links["link"].eq("requires")]
        for project, other in zip(required["project_id"], required["other_project_id"], strict=True):
            yield other, project, 0
        return
    before = next((name for name in _BEFORE if name in links.columns), links.columns[0])
    after = next((name for name in _AFTER if name in links.columns), links.columns[min(1, len(links.columns) - 1)])
    lags = links["lag"].tolist() if "lag" in links.columns else [0] * len(links)
    yield from zip(links[before].tolist(), links[after].tolist(), lags, strict=True)


def read_links(links: Any, known: Sequence[Any], problems: list[Problem]) -> list[tuple[Any, Any, int]]:  # noqa: ANN401
    """Return links as (before, after, lag), each pair once with its longest lag; what is wrong is added to the problems.

    Parameters
    ----------
    links
        Pairs (before, after), or with a lag in periods; a frame with those columns; id to the ids that wait for it; or the form
        ``project_links`` (project_id, link, other_project_id), of which ``requires`` counts: the other project finishes first.
    known
        The ids that there are.
    """
    names = set(known)
    found: dict[tuple[Any, Any], int] = {}
    for before, after, lag in _rows(links):
        where = f"link {before} - {after}"
        is_whole = isinstance(lag, (int, float, np.number)) and present(lag) and float(lag).is_integer()
        strange = [one for one in (before, after) if one not in names]
        problems.extend(unknown_name(where, one, names, "activity", "Add the activity, or remove the link.") for one in strange)
        if not is_whole and present(lag):
            problems.append(Problem(where, quoted(lag), "a lag in whole periods", "Write 0 if there is none."))
        elif before == after:
            problems.append(Problem(where, "an activity that waits for itself", "two activities", "Remove the link."))
        elif not strange:
            pair = (before, after)
            found[pair] = max(found.get(pair, -(2**31)), int(lag) if present(lag) else 0)
    if not problems and (circle := find_circle(found)):
        path = " - ".join(str(one) for one in [*circle, circle[0]])
        problems.append(Problem("links", path, "no activity that waits for itself", "Remove one link of the circle."))
    return [(before, after, lag) for (before, after), lag in found.items()]


def find_circle(pairs: Iterable[tuple[Any, Any]]) -> list[Any]:
    """Return activities of which each waits for the one before it and the first for the last; empty if there is no circle."""
    before: dict[Any, list[Any]] = {}
    for one, other in pairs:
        before.setdefault(other, []).append(one)
    while True:
        free = [name for name, waits in before.items() if not any(one in before for one in waits)]
        if not free:
            break
        for name in free:
            del before[name]
    if not before:
        return []
    path = [min(before, key=str)]
    while True:
        following = next(one for one in sorted(before[path[-1]], key=str) if one in before)
        if following in path:
            return list(reversed(path[path.index(following) :]))
        path.append(following)
