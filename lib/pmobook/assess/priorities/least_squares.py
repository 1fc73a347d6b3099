"""Weights by logarithmic least squares, which for complete judgements is the geometric mean of each row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pmobook.assess.priorities.judgements import Bools, Floats

__all__ = ["LeastSquares", "log_least_squares", "shares"]


@dataclass(frozen=True, eq=False)
class LeastSquares:
    """Fit of many sets of judgements at once.

    Attributes
    ----------
    logs
        (sets, options): logarithms of the weights, mean 0.
    spread
        (sets, options, options): the inverse of the normal equations on what sums to zero.
    left_out
        (sets, options, options): what the other judgements imply for the logarithm of a judged pair if that judgement is
        left out; NaN where the pair was not judged or nothing else connects the two.
    gain
        Same shape: by how much the sum of squares falls if that judgement is left out; NaN likewise.
    slack
        Same shape: 1 minus the leverage of a judged pair; near 0 where nothing else connects the two.
    """

    logs: Floats
    spread: Floats
    left_out: Floats
    gain: Floats
    slack: Floats


def log_least_squares(logs: Floats) -> LeastSquares:
    """Fit weights to judgements so that the squared errors of the logarithms are least.

    Parameters
    ----------
    logs
        (sets, options, options), antisymmetric, NaN where not judged; the judged pairs of each set connect all options.

    References
    ----------
    Crawford and Williams (1985), Journal of Mathematical Psychology 29, 387-405; for incomplete judgements Bozóki, Fülöp and
    Rónyai (2010). What a judgement would be without itself is the deleted residual of linear regression.
    """
    size = logs.shape[-1]
    known: Bools = ~np.isnan(logs) & ~np.eye(size, dtype=bool)
    degree = known.sum(axis=2)
    normal = np.eye(size) * degree[:, :, None] - known
    spread = np.linalg.inv(normal + 1 / size) - 1 / size
    values = (spread @ np.where(known, logs, 0.0).sum(axis=2)[:, :, None])[:, :, 0]
    own = np.diagonal(spread, axis1=1, axis2=2)
    slack = np.where(known, 1 - (own[:, :, None] + own[:, None, :] - 2 * spread), np.nan)
    error = logs - (values[:, :, None] - values[:, None, :])
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.where(slack > 1e-9, error / slack, np.nan)
    return LeastSquares(values, spread, logs - told, error * told, slack)


def shares(logs: Floats) -> Floats:
    """Turn logarithms of weights (last axis) into weights that sum to 1."""
    raised = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))
