"""Weights given directly, as shares."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.priorities.judgements import Label, named
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.vocabulary import quoted

__all__ = ["direct_weights"]


def direct_weights(values: Mapping[Label, float] | pd.Series | pd.DataFrame) -> pd.Series:
    """Weights as leadership gave them, on any scale, as shares that sum to 1.

    Parameters
    ----------
    values
        By option, 0 or more; or a table with one column of ids (option, goal_id) and one column weight.

    Returns
    -------
    Series
        By option.

    Raises
    ------
    ProblemsFound
        If a weight is missing, negative or no number, an option stands twice, or all are 0. A missing weight is no 0: leave the
        option out, or give it a weight.
    PmobookError
        If there is none at all.

    Examples
    --------
    >>> direct_weights({"civic": 34, "saturn": 27, "escort": 24, "clio": 28}).round(4).to_dict()
    {'civic': 0.3009, 'saturn': 0.2389, 'escort': 0.2124, 'clio': 0.2478}
    """
    pairs = _pairs(values)
    if not pairs:
        message = "There are no weights. Give each goal a number of 0 or more in the form goals."
        raise PmobookError(message)
    problems: list[Problem] = []
    labels = [label for label, _ in pairs]
    problems.extend(
        Problem(f"weight of {named(label)}", "a second weight", "each option once", "Remove one of the two.")
        for label in dict.fromkeys(one for spot, one in enumerate(labels) if one in labels[:spot])
    )
    held = np.array([_read(label, cell, problems) for label, cell in pairs])
    if not problems and held.sum() == 0:
        problems.append(Problem("weights", "weights that sum to zero", "at least one above 0", "Give weight to what matters."))
    if problems:
        raise ProblemsFound(problems)
    # Over the largest first: the sum of very large weights would be infinite.
    scaled = held / held.max()
    return pd.Series(scaled / scaled.sum(), index=pd.Index(labels, name="option", tupleize_cols=False), name="weight")


def _pairs(values: Any) -> list[tuple[Label, Any]]:  # noqa: ANN401 - as handed in
    if isinstance(values, pd.DataFrame):
        ids = next((name for name in ("option", "goal_id", "goal") if name in values.columns), None)
        if "weight" not in values.columns:
            message = "The table of weights has no column weight."
            raise PmobookError(message)
        column = values.set_index(ids)["weight"] if ids else values["weight"]
        return list(column.items())
    return list(values.items())


def _read(label: Label, cell: Any, problems: list[Problem]) -> float:  # noqa: ANN401 - any cell
    where = f"weight of {named(label)}"
    missing = cell is None or cell is pd.NA or (isinstance(cell, (float, np.floating)) and math.isnan(cell))
    try:
        value = float(cell) if not missing and not isinstance(cell, (bool, str)) else math.nan
    except (TypeError, ValueError):
        value = math.nan
    if math.isfinite(value) and value >= 0:
        return value
    if missing:
        problems.append(Problem(where, "nothing", "a number of 0 or more", "Give it a weight, or leave the option out."))
    else:
        remedy = "Correct its sign." if value < 0 else "Write a plain number, such as 30."
        problems.append(Problem(where, quoted(cell), "a number of 0 or more", remedy))
    return 0.0
