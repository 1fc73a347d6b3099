"""In which order projects are served, as it is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.forms import unknown_name
from pmobook.assess.tables import present
from pmobook.errors import Problem
from pmobook.vocabulary import quoted

__all__ = ["read_ranking"]


def _ranked(ranking: Any, problems: list[Problem]) -> list[Any]:  # noqa: ANN401 - as handed in
    """Return projects from a table of ranks, the first first."""
    if isinstance(ranking, pd.DataFrame):
        frame = ranking.reset_index() if "project_id" not in ranking.columns else ranking
        if "rank" not in frame.columns:
            return list(frame["project_id"])
        pairs = list(zip(frame["project_id"], frame["rank"], strict=True))
    else:
        pairs = list(ranking.items())
    numbered: dict[float, Any] = {}
    for project, rank in pairs:
        number = float(rank) if present(rank) and isinstance(rank, (int, float, np.number)) else None
        if number is None:
            problems.append(
                Problem(f"rank of {project}", quoted(rank), "a number", "Write 1 for the project that is served first.")
            )
        elif number in numbered:
            problems.append(
                Problem(f"rank of {project}", f"{number:g}, as for {numbered[number]}", "each rank once",
                        "Decide which of the two is served first.")
            )  # fmt: skip
        else:
            numbered[number] = project
    return [numbered[number] for number in sorted(numbered)]


def read_ranking(ranking: Any, needing: Iterable[Any], problems: list[Problem]) -> tuple[Any, ...]:  # noqa: ANN401 - as handed in
    """Return projects in the order in which they are served; whatever is wrong is added to the problems.

    Parameters
    ----------
    ranking
        Ids, the first first; or project to rank (1 is first), as a dictionary, a frame (project_id, rank) or a series of numbers
        whose index holds the ids. A series of texts is a list.
    needing
        The projects that need people; each must have a rank.
    """
    by_number = isinstance(ranking, pd.Series) and not pd.api.types.is_numeric_dtype(ranking.dtype)
    is_table = isinstance(ranking, (pd.DataFrame, Mapping)) or (isinstance(ranking, pd.Series) and not by_number)
    found = len(problems)
    order = _ranked(ranking, problems) if is_table else list(ranking)
    twice = {one for one in order if order.count(one) > 1} if len(set(order)) < len(order) else set()
    problems.extend(
        Problem("ranking", f"{project} twice", "each project once", "Remove one of the two.")
        for project in sorted(twice, key=str)
    )
    if len(problems) > found:
        return tuple(order)
    known = set(order)
    problems.extend(
        unknown_name("demand, column project_id", project, known, "project", "Give the project a rank.")
        for project in sorted({one for one in needing if one not in known}, key=str)
    )
    return tuple(order)
