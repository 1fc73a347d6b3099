"""A word for how good a measure of agreement is, with the source of the word."""

from __future__ import annotations

import math

from pmobook.errors import PmobookError
from pmobook.method.uncertainty import Uncertainty, uncertainty

__all__ = ["label_agreement"]


def label_agreement(statistic: str, value: float, method: Uncertainty | None = None) -> str:
    """Return the word that a measure of agreement deserves.

    Parameters
    ----------
    statistic
        ``krippendorff_alpha``, ``intraclass_correlation`` or ``within_group_agreement``.
    value
        Missing gives "not assessed".
    method
        The method's data; that of the workbook if not given.

    Raises
    ------
    PmobookError
        If the method has no words for the statistic.

    Examples
    --------
    >>> label_agreement("krippendorff_alpha", 0.7)
    'good for tentative conclusions'
    """
    labels = (method if method is not None else uncertainty()).labels
    if statistic not in labels:
        message = f"The method has no words for {statistic}, only for {', '.join(labels)}."
        raise PmobookError(message)
    if math.isnan(value):
        return "not assessed"
    bands = labels[statistic].bands
    # A band's bound belongs to the band; below the lowest bound there is no other word.
    return next((band.label for band in bands if value >= band.at_least), bands[-1].label)
