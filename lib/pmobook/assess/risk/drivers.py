"""What moves risks together: common drivers, and a base that all share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.risk.reading import Risks
from pmobook.errors import PmobookError
from pmobook.method.risk import risk_method

__all__ = ["Drivers", "read_drivers", "standard_deviation_of_sum"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Drivers:
    """How each risk depends on what it shares with others.

    Attributes
    ----------
    names
        Drivers, in order; the first is the base that all risks share, the empty text, if there is one.
    base, shared, own
        (risks,): loadings on the base, on the risk's own driver, and on nothing else; their squares sum to 1.
    place
        (risks,): which driver each risk has; -1 for none.
    """

    names: tuple[str, ...]
    base: float
    shared: Floats
    own: Floats
    place: NDArray[np.int64]


def read_drivers(risks: Risks, correlation: float | None, driver_correlation: float | None) -> Drivers:
    """Return the loadings of risks; parameters as for `simulate`.

    Raises
    ------
    PmobookError
        If a correlation lies outside 0 to 1, or the base lies above that of a driver.
    """
    method = risk_method()
    base = method.base_correlation.value if correlation is None else float(correlation)
    given = max(method.driver_correlation.value, base) if driver_correlation is None else float(driver_correlation)
    if not 0 <= base <= given <= 1:
        message = (
            f"Correlations: found {base:g} between any two risks and {given:g} with a common driver, expected 0 to 1, rising."
        )
        raise PmobookError(message)
    driver = risks.table["driver"].tolist()
    names = tuple(sorted({one for one in driver if one}))
    at = {name: place for place, name in enumerate(names)}
    place = np.array([at.get(one, -1) for one in driver], dtype=np.int64)
    shared = np.where(place >= 0, math.sqrt(given - base), 0.0)
    return Drivers(names, math.sqrt(base), shared, np.sqrt(np.maximum(1.0 - base - shared**2, 0.0)), place)


def standard_deviation_of_sum(deviations: Any, correlation: float = 0.0) -> float:  # noqa: ANN401 - a series, list or array
    """Return the standard deviation of the sum of risks, any two of them equally correlated.

    Parameters
    ----------
    deviations
        Standard deviation of each risk, in money.
    correlation
        Between any two of them, -1 to 1.

    Notes
    -----
    The square root of Σσ² + correlation · ((Σσ)² - Σσ²).

    Examples
    --------
    >>> round(standard_deviation_of_sum([100] * 10)), round(standard_deviation_of_sum([100] * 10, 0.3))
    (316, 608)
    """
    each = np.asarray(deviations, dtype=np.float64)
    squares = float((each**2).sum())
    variance = squares + correlation * (float(each.sum()) ** 2 - squares)
    if not -1 <= correlation <= 1 or np.isnan(each).any() or variance < -1e-9 * squares:
        message = (
            f"A correlation of {correlation:g} was found; expected one from -1 to 1 that every pair of these risks can have."
        )
        raise PmobookError(message)
    return math.sqrt(max(variance, 0.0))
