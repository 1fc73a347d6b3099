"""What a rating or an answer may be written as: a number, the word of a finding, yes or no."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.method.scoring_rules import FINDINGS, Finding, ScoringConstants
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["Rating", "as_rating", "as_truth"]

_YES = {"yes", "true", "y", "1", "1.0"}
_NO = {"no", "false", "n", "0", "0.0"}
_SHARES = {"yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}
_FINDINGS: dict[str, Finding] = {**{one: one for one in FINDINGS}, "fully": "full", "largely": "large", "partially": "partial"}
_NOT_APPLICABLE = {"not applicable", "n/a", "not offered"}


@dataclass(frozen=True)
class Rating:
    """What a cell says.

    Attributes
    ----------
    value
        The number, NaN if not assessed; None: not understood.
    is_share
        The number is a share of the scale, not a point on it.
    """

    value: float | None
    is_share: bool = False
    not_applicable: bool = False


def as_rating(value: Any, constants: ScoringConstants) -> Rating | None:  # noqa: ANN401 - whatever a cell holds
    """Read a rating; None if the cell is empty.

    Examples
    --------
    >>> from pmobook.method.scoring_rules import scoring_rules
    >>> [as_rating(one, scoring_rules().constants) for one in ("full", "3", True)]
    [Rating(value=1.0, is_share=True, not_applicable=False), Rating(value=3.0, is_share=False, not_applicable=False), \
Rating(value=1.0, is_share=True, not_applicable=False)]
    """
    if pd.isna(value):
        return None
    # numpy's truth values are no bool of Python's.
    if type(value).__name__ in {"bool", "bool_"}:
        return Rating(float(value), is_share=True)
    if isinstance(value, int | float):
        return Rating(float(value))
    text = str(value).strip().casefold()
    if not text or text.startswith(NOT_ASSESSED):
        return None
    if text in _NOT_APPLICABLE:
        return Rating(math.nan, not_applicable=True)
    share = constants.finding_shares[_FINDINGS[text]] if text in _FINDINGS else _SHARES.get(text)
    return _number(text) if share is None else Rating(share, is_share=True)


def _number(text: str) -> Rating:
    try:
        return Rating(float(text))
    except ValueError:
        return Rating(None)


def as_truth(value: Any, default: bool) -> bool | None:  # noqa: ANN401 - whatever a cell holds
    """Read a yes or no; the default if the cell is empty, None if it is not understood."""
    if pd.isna(value) or not str(value).strip():
        return default
    text = str(value).strip().casefold()
    return True if text in _YES else False if text in _NO else None
