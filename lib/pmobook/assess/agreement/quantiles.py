"""Probabilities and quantiles of the distributions that intervals rest on.

The special functions are imported when first needed: they take a tenth of a second, and most of what runs needs none.
Missing or impossible arguments give NaN.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from pmobook.assess.agreement.ratings import Floats

__all__ = ["f_above", "f_quantile", "normal_below", "normal_quantile", "t_below", "t_quantile"]


def f_above(value: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> Floats:
    """Probability that F with `df1` and `df2` degrees of freedom exceeds a value."""
    from scipy import special  # noqa: PLC0415 - see above

    return np.asarray(special.fdtrc(df1, df2, value), dtype=np.float64)


def f_quantile(probability: ArrayLike, df1: ArrayLike, df2: ArrayLike) -> Floats:
    """Value that F with `df1` and `df2` degrees of freedom stays below with a probability."""
    from scipy import special  # noqa: PLC0415 - see above

    return np.asarray(special.fdtri(df1, df2, probability), dtype=np.float64)


def t_below(value: ArrayLike, df: ArrayLike) -> Floats:
    """Probability that Student's t stays at or below a value."""
    from scipy import special  # noqa: PLC0415 - see above

    return np.asarray(special.stdtr(df, value), dtype=np.float64)


def t_quantile(probability: ArrayLike, df: ArrayLike) -> Floats:
    """Value that Student's t stays below with a probability."""
    from scipy import special  # noqa: PLC0415 - see above

    return np.asarray(special.stdtrit(df, probability), dtype=np.float64)


def normal_below(value: ArrayLike) -> Floats:
    """Probability that a standard normal stays at or below a value."""
    from scipy import special  # noqa: PLC0415 - see above

    return np.asarray(special.ndtr(value), dtype=np.float64)


def normal_quantile(probability: ArrayLike) -> Floats:
    """Value that a standard normal stays below with a probability; infinite for 0 and 1."""
    from scipy import special  # noqa: PLC0415 - see above

    return np.asarray(special.ndtri(probability), dtype=np.float64)
