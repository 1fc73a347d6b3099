"""Where judges disagree: on pairs, on options, on the ranking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pmobook.assess.priorities.judgements import Floats, Label
from pmobook.language import said_later

__all__ = ["CONCORDANCE_SOURCE", "concordance", "disagreement_on_options", "disagreement_on_pairs"]

CONCORDANCE_SOURCE = said_later(
    "Kendall's coefficient of concordance W, corrected for ties: Kendall and Babington Smith (1939), "
    "Annals of Mathematical Statistics 10, 275-287"
)


def _geometric_spread(logs: Floats) -> Floats:
    """Return the geometric standard deviation down the first axis, leaving out NaN; NaN below two values.

    The geometric standard deviation of a group's judgements is the measure of Saaty and Vargas (2007), Dispersion of group
    judgments, Mathematical and Computer Modelling 46, 918-925.
    """
    known = ~np.isnan(logs)
    count = known.sum(axis=0)
    few = np.maximum(count, 1)
    mean = np.where(known, logs, 0.0).sum(axis=0) / few
    squares = np.where(known, (logs - mean) ** 2, 0.0).sum(axis=0)
    return np.where(count > 1, np.exp(np.sqrt(squares / np.maximum(count - 1, 1))), np.nan)


def disagreement_on_options(weights: Floats, options: Sequence[Label]) -> pd.DataFrame:
    """Return lowest, highest, spread and geometric standard deviation of the judges' weights of each option.

    Parameters
    ----------
    weights
        (judges, options); a row of NaN where a judge's weights can't be known.
    """
    known = weights[~np.isnan(weights).any(axis=1)]
    none = np.full(len(options), np.nan)
    lowest, highest = (known.min(axis=0), known.max(axis=0)) if len(known) else (none, none)
    return pd.DataFrame(
        {
            "lowest": lowest,
            "highest": highest,
            "spread": highest - lowest,
            "geometric_standard_deviation": _geometric_spread(np.log(known)) if len(known) else none,
            "judges": np.full(len(options), len(known), dtype=np.int64),
        },
        index=pd.Index(list(options), name="option", tupleize_cols=False),
    )


def disagreement_on_pairs(options: Sequence[Label], logs: Floats, group: Floats) -> pd.DataFrame:
    """Return what the group makes of each pair, and how far the judges lie apart on it.

    Parameters
    ----------
    logs
        (judges, options, options): logarithms of the preferences of each judge who counts; NaN where not compared.
    group
        (options, options): logarithms of the group's preferences, filled.
    """
    first, second = np.triu_indices(len(options), 1)
    judged = logs[:, first, second]
    known = ~np.isnan(judged)
    count = known.sum(axis=0)
    lowest, highest = np.where(known, judged, np.inf).min(axis=0), np.where(known, judged, -np.inf).max(axis=0)
    return pd.DataFrame(
        {
            "option_a": [options[one] for one in first.tolist()],
            "option_b": [options[one] for one in second.tolist()],
            "judges": count,
            "preference": np.exp(group[first, second]),
            "lowest": np.where(count, np.exp(lowest), np.nan),
            "highest": np.where(count, np.exp(highest), np.nan),
            "geometric_standard_deviation": _geometric_spread(judged),
            "filled": count == 0,
        }
    )


def concordance(weights: Floats) -> float:
    """Agreement of the judges' rankings, Kendall's W with its correction for ties.

    Parameters
    ----------
    weights
        (judges, options); judges with NaN are left out.

    Returns
    -------
    float
        0 to 1; NaN below two judges or options, or if every judge weighs all alike.

    Examples
    --------
    >>> import numpy as np
    >>> concordance(np.array([[0.5, 0.3, 0.2], [0.6, 0.3, 0.1]]))
    1.0
    """
    # Weights equal but for rounding are a tie.
    known = np.round(weights[~np.isnan(weights).any(axis=1)], 9)
    judges, options = known.shape
    if judges < 2 or options < 2:
        return float("nan")
    below = (known[:, None, :] < known[:, :, None]).sum(axis=2)
    same = (known[:, None, :] == known[:, :, None]).sum(axis=2)
    ranks = below + (same + 1) / 2
    totals = ranks.sum(axis=0)
    ties = float((same**2 - 1).sum())
    possible = judges**2 * (options**3 - options) - judges * ties
    if possible <= 0:
        return float("nan")
    return float(12 * ((totals - totals.mean()) ** 2).sum() / possible)
