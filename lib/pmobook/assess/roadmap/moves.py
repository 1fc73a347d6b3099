"""By how many months levelling moves each project, in whatever form that is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.outcome import Levelling
from pmobook.assess.tables import present, text_of
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.vocabulary import nearest, quoted

__all__ = ["Move", "read_moves"]

_MONTHS = ("months_later", "moved_by")
_REASONS = ("held_by", "what_holds_it", "holds", "reason", "why")


@dataclass(frozen=True)
class Move:
    """By how many months a project starts later than planned, and what holds it up."""

    months: int
    held_by: str = ""


def read_moves(starts: Any, known: pd.Series) -> dict[str, Move]:  # noqa: ANN401 - as handed in
    """Return project to its move; a project that was not levelled is absent.

    Parameters
    ----------
    starts
        What `pmobook.assess.resources.level` returns; a frame with ``project_id``, ``months_later`` (or ``moved_by``) and perhaps
        ``held_by`` (or ``reason``); project to months; or None if nothing was levelled. Missing months: not levelled.
    known
        Ids of the form projects.

    Raises
    ------
    PmobookError
        If a frame lacks its columns.
    ProblemsFound
        If a project is unknown or stands there twice, or months are negative or no whole number.
    """
    problems: list[Problem] = []
    moves: dict[str, Move] = {}
    ids = set(known)
    for project, months, reason in _rows(starts):
        where = f"start dates, project {quoted(project)}"
        if project not in ids:
            close = nearest(project, ids)
            remedy = f"Did you mean {quoted(close)}?" if close else "Add the project to the form projects, or leave it out."
            problems.append(Problem(where, "no such project", "an id of the form projects", remedy))
        elif project in moves:
            problems.append(Problem(where, "two rows or more", "one row a project", "Remove the others."))
        elif present(months):
            if not _is_whole(months):
                problems.append(Problem(where, quoted(months), "a whole number of months of 0 or more",
                                        "A project is not brought forward by levelling."))  # fmt: skip
                continue
            moves[project] = Move(int(months), text_of(reason) if int(months) else "")
    if problems:
        raise ProblemsFound(problems)
    return moves


def _is_whole(months: object) -> bool:
    if isinstance(months, (bool, np.bool_)) or not isinstance(months, (int, float, np.integer, np.floating)):
        return False
    return float(months).is_integer() and float(months) >= 0


def _rows(starts: Any) -> Iterator[tuple[str, Any, Any]]:  # noqa: ANN401 - as handed in
    if starts is None:
        return
    table = starts.table if isinstance(starts, Levelling) else starts
    if isinstance(table, pd.DataFrame):
        months = next((one for one in _MONTHS if one in table.columns), None)
        if len(table) and (months is None or "project_id" not in table.columns):
            message = "Start dates need the columns project_id and months_later."
            raise PmobookError(message)
        reason = next((one for one in _REASONS if one in table.columns), None)
        if months is not None:
            said = table[reason] if reason else pd.Series("", index=table.index)
            for project, number, why in zip(table["project_id"], table[months], said, strict=True):
                yield str(project), number, why
    elif isinstance(table, (Mapping, pd.Series)):
        for project, number in table.items():
            yield str(project), number, ""
    else:
        message = "Start dates are a levelled plan, a table of project_id and months_later, or project to months."
        raise PmobookError(message)
