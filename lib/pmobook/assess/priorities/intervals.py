"""How far weights could lie elsewhere, given how judges disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.priorities.judgements import Floats, named
from pmobook.assess.priorities.least_squares import shares
from pmobook.assess.priorities.results import ByJudge, Priorities
from pmobook.assess.priorities.tree import GoalPriorities
from pmobook.assess.uncertainty.intervals import percentile_limits
from pmobook.assess.uncertainty.resampling import Resampling, draw_weights, resampling
from pmobook.assess.wording import listed
from pmobook.errors import PmobookError
from pmobook.language import say

__all__ = ["interval_weights"]


def interval_weights(
    by_judge: Priorities | GoalPriorities | ByJudge | Mapping[Any, Any] | pd.DataFrame, *, how: Resampling | None = None
) -> pd.DataFrame:
    """Interval of each option's weight that the judges' disagreement implies, to be shown beside its share of spend.

    Parameters
    ----------
    by_judge
        What `weights` or `weights_in_tree` return, their `by_judge`, or a table of judges by options.
    how
        How judges are resampled; the method's way if not given.

    Returns
    -------
    DataFrame
        By option: weight (of the group; the geometric mean of the judges' weights if only those were handed in), lowest and
        highest (of any judge), low and high (of the group, had other judges of the same kind been asked), judges, note. With
        fewer judges than the method asks for (5), low and high are missing and the note says so.

    Raises
    ------
    PmobookError
        If no judge has weights.

    Notes
    -----
    Whole judges are drawn with replacement and their weights combined by the geometric mean; `low` and `high` are expanded
    percentiles, see `pmobook.assess.uncertainty`. Judges without weights are left out and named; judges that don't count
    likewise.
    """
    table, voices, group = _table_of(by_judge)
    known = table.notna().all(axis=1).to_numpy() & (voices > 0)
    if not known.any():
        message = "No judge has weights, so there is no interval. Ask each judge for answers that connect all goals."
        raise PmobookError(message)
    held = table.to_numpy(dtype=np.float64)[known]
    count = np.full(held.shape[1], len(held), dtype=np.int64)
    chosen = how if how is not None else resampling()
    replicates = np.full((0, held.shape[1]), np.nan)
    if len(held) >= chosen.fewest:
        replicates = _resampled(np.log(np.maximum(held, 1e-300)), voices[known], chosen)
    limits = percentile_limits(replicates, count, chosen)
    left_out = [named(judge) for judge, one in zip(table.index, known, strict=True) if not one]
    aside = say("without {left_out}", left_out=listed(left_out)) if left_out else ""
    notes = ["; ".join(part for part in (note.replace("rater", "judge"), aside) if part) for note in limits.notes]
    middle = shares(voices[known] / voices[known].sum() @ np.log(np.maximum(held, 1e-300)))
    return pd.DataFrame(
        {
            "weight": middle if group is None else group.reindex(table.columns).to_numpy(dtype=np.float64),
            "lowest": held.min(axis=0),
            "highest": held.max(axis=0),
            "low": limits.low,
            "high": limits.high,
            "judges": count,
            "note": pd.Series(notes, dtype="str").to_numpy(),
        },
        index=pd.Index(list(table.columns), name="option", tupleize_cols=False),
    )


def _table_of(by_judge: Any) -> tuple[pd.DataFrame, Floats, pd.Series | None]:  # noqa: ANN401 - as handed in
    """Return judges by options, how much each counts, and the group's weights if they are known."""
    group = by_judge.weights if isinstance(by_judge, (Priorities, GoalPriorities)) else None
    if isinstance(by_judge, GoalPriorities):
        return by_judge.by_judge, by_judge.voices.to_numpy(dtype=np.float64), group
    judges = by_judge.by_judge if isinstance(by_judge, Priorities) else by_judge
    if isinstance(judges, ByJudge):
        return judges.weights, np.array([one.counts for one in judges.values()]), group
    table = judges if isinstance(judges, pd.DataFrame) else pd.DataFrame(dict(judges)).T
    return table, np.full(len(table), 1 / max(len(table), 1)), group


def _resampled(logs: Floats, voices: Floats, how: Resampling) -> Floats:
    parts = []
    for drawn in draw_weights(len(logs), how, "judges"):
        counted = drawn * voices
        parts.append(shares(counted / counted.sum(axis=1, keepdims=True) @ logs))
    return np.concatenate(parts)
