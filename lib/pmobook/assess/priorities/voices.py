"""How much each judge counts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from pmobook.assess.priorities.judgements import Floats, Label, named
from pmobook.assess.wording import listed
from pmobook.errors import Problem, ProblemsFound
from pmobook.vocabulary import quoted

__all__ = ["read_voices"]


def read_voices(judges: Sequence[Label], given: Mapping[Label, float] | pd.Series | None) -> Floats:
    """Return how much each judge counts, summing to 1.

    Raises
    ------
    ProblemsFound
        If a weight is missing, negative or no number, belongs to nobody, or all are 0.
    """
    if given is None:
        return np.full(len(judges), 1 / len(judges))
    table = dict(given.items())
    known = f"one of {listed(named(one) for one in judges)}"
    remedy = "Correct the name, or leave the judge out."
    problems = [
        Problem(f"judge weights, {named(judge)}", "a judge who made no comparison", known, remedy)
        for judge in table
        if judge not in judges
    ]
    found = [_read(judge, table, problems) for judge in judges]
    if not problems and sum(found) == 0:
        problems.append(
            Problem("judge weights", "weights that are all 0", "at least one above 0", "Give weight to those who are to count.")
        )
    if problems:
        raise ProblemsFound(problems)
    return np.array(found) / sum(found)


def _read(judge: Label, table: Mapping[Label, object], problems: list[Problem]) -> float:
    where = f"judge weights, {named(judge)}"
    cell = table.get(judge)
    try:
        value = float(cell) if not isinstance(cell, bool) else math.nan  # type: ignore[arg-type]
    except (TypeError, ValueError):
        value = math.nan
    if math.isfinite(value) and value >= 0:
        return value
    nothing = cell is None or (isinstance(cell, float) and math.isnan(cell))
    remedy = "Write 0 for a judge who is shown and does not count."
    problems.append(Problem(where, "nothing" if nothing else quoted(cell), "a number of 0 or more", remedy))
    return 0.0
