"""Which project requires which, and whether the dates let the required one finish first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pmobook.assess.roadmap.bars import NO_DATES, OVER
from pmobook.assess.tables import records_of, rows_of
from pmobook.language import say

__all__ = ["BROKEN", "CIRCLE", "KEPT", "PAST", "UNJUDGED", "find_circles", "judge_links"]

KEPT, BROKEN, CIRCLE, PAST, UNJUDGED = "kept", "broken", "circle", "past", "not assessed"


def find_circles(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return groups of projects of which each waits, directly or through others, for itself; each group sorted.

    Examples
    --------
    >>> find_circles([("A", "B"), ("B", "A"), ("C", "A")])
    [('A', 'B')]
    """
    names = sorted({one for pair in pairs for one in pair})
    if not names:
        return []
    at = {name: place for place, name in enumerate(names)}
    ends = np.array([[at[one], at[other]] for one, other in pairs])
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(names), len(names)))
    _, labels = connected_components(graph, directed=True, connection="strong")
    groups: dict[int, list[str]] = {}
    for name, label in zip(names, labels.tolist(), strict=True):
        groups.setdefault(label, []).append(name)
    alone = {one for one, other in pairs if one == other}
    return sorted(tuple(group) for group in groups.values() if len(group) > 1 or group[0] in alone)


def judge_links(links: pd.DataFrame, bars: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield one row for each pair of projects of which the first requires the other.

    Parameters
    ----------
    links
        The form project_links; ``requires`` counts, since it alone says what comes first.
    bars
        Table ``roadmap``.

    Notes
    -----
    *Kept*: the other finishes by the day of the start, or is over. *Past*: the project itself is over. *Circle*: each waits for
    the other. Without dates a link is not assessed. A project that was not levelled stands where it is planned.
    """
    required = links.loc[links["link"].astype("str").str.strip().str.casefold() == "requires"]
    pairs = sorted(set(rows_of(required, "project_id", "other_project_id")))
    circular = {(one, other) for group in find_circles(pairs) for one in group for other in group}
    known = {row["project_id"]: row for row in records_of(bars)}
    for project, other in pairs:
        one, two = known[project], known[other]
        start, finish = one["planned_start"], two["planned_finish"]
        after_start = start if pd.isna(one["levelled_start"]) else one["levelled_start"]
        after_finish = finish if pd.isna(two["levelled_finish"]) else two["levelled_finish"]
        planned = _state(one["state"], two["state"], start, finish, is_circular=(project, other) in circular)
        levelled = _state(one["state"], two["state"], after_start, after_finish, is_circular=(project, other) in circular)
        undated = [str(row["title"]) for row in (one, two) if row["state"] == NO_DATES]
        yield {
            "project_id": project,
            "other_project_id": other,
            "planned_start": start,
            "other_planned_finish": finish,
            "as_planned": planned,
            "overlap_days": (finish - start).days if planned == BROKEN else pd.NA,
            "levelled_start": after_start,
            "other_levelled_finish": after_finish,
            "as_levelled": levelled,
            "note": say("no dates: {undated}", undated=", ".join(undated)) if undated and planned == UNJUDGED else "",
        }


def _state(one: str, other: str, start: pd.Timestamp, finish: pd.Timestamp, *, is_circular: bool) -> str:
    if is_circular:
        return CIRCLE
    if one == OVER:
        return PAST
    if other == OVER:
        return KEPT
    if NO_DATES in {one, other}:
        return UNJUDGED
    return BROKEN if start < finish else KEPT
