"""Ways of answering that say little: the same rating throughout, only the middle, only the ends. Shown, never dropped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.agreement.ratings import Floats, RatingsLike, as_ratings
from pmobook.method.uncertainty import Uncertainty, uncertainty

__all__ = ["ResponsePatterns", "response_patterns"]

PATTERNS = ("straight_lining", "nearly_straight", "mid_point_only", "extreme_only")


@dataclass(frozen=True)
class ResponsePatterns:
    """How each respondent answered and how often each item was left out.

    Attributes
    ----------
    respondents
        One row a respondent: answered, not_assessed, share_not_assessed, distinct (ratings used), longest_run, modal_share,
        variability, straight_lining, nearly_straight, mid_point_only, extreme_only.
    items
        One row an item: answered, not_assessed, share_not_assessed.
    summary
        One row a pattern: respondents (who show it), share (of those who answered enough items to show one).
    judged
        How many respondents answered enough items.
    """

    respondents: pd.DataFrame
    items: pd.DataFrame
    summary: pd.DataFrame
    judged: int

    @property
    def straight_liners(self) -> pd.Index:
        """Who gave the same rating on every item answered."""
        return self.respondents.index[self.respondents["straight_lining"]]


def response_patterns(
    ratings: RatingsLike, *, lowest: float = 0, highest: float = 5, method: Uncertainty | None = None
) -> ResponsePatterns:
    """Find respondents whose answers may tell little: straight-lining, only the middle, only the ends, much left out.

    Parameters
    ----------
    ratings
        Respondents by items, items in the order in which they were asked; missing where not assessed.
    lowest, highest
        Ends of the rating scale.
    method
        The method's data; that of the workbook if not given.

    Returns
    -------
    ResponsePatterns
        A respondent with fewer answers than the method asks for shows no pattern; shares and measures of one who answered
        nothing are missing.

    Notes
    -----
    *Straight-lining*: the same rating on every item answered. *Nearly straight*: one rating makes up at least the method's
    share of the answers, but not all. *Mid-point only*: every answer is the middle of the scale, or one of the two middle
    options if their number is even. *Extreme only*: every answer is one of the two ends. *Longest run*: most answers in a row
    that are the same, skipping items not assessed. *Variability*: standard deviation of a respondent's own answers (divided by
    their number). None of it proves carelessness: who works in an office where everything stands at level 2 answers so.

    References
    ----------
    Johnson (2005), Journal of Research in Personality 39, 103-129 (longest run); Dunn, Heggestad, Shanock and Theilgard
    (2018), Journal of Business and Psychology 33, 105-121 (variability).
    """
    settings = (method if method is not None else uncertainty()).response_patterns
    given = as_ratings(ratings)
    values = given.table
    answered = ~np.isnan(values)
    count = answered.sum(axis=1)
    enough = count >= settings.fewest_answers.value
    modal, distinct = _modal_counts(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        modal_share = np.where(count > 0, modal / count, np.nan)
    straight = enough & (distinct == 1)
    middle = (lowest + highest) / 2
    rows = pd.DataFrame(
        {
            **_answers(answered, axis=1),
            "distinct": distinct,
            "longest_run": _longest_runs(values),
            "modal_share": modal_share,
            "variability": _variability(values, count, distinct),
            "straight_lining": straight,
            "nearly_straight": enough & ~straight & (modal_share >= settings.nearly_straight.value),
            "mid_point_only": enough & (~answered | (np.abs(values - middle) <= 0.5)).all(axis=1),
            "extreme_only": enough & (~answered | (values == lowest) | (values == highest)).all(axis=1),
        },
        index=given.raters,
    )
    judged = int(enough.sum())
    shown = rows[list(PATTERNS)].sum().astype(np.int64)
    summary = pd.DataFrame({"respondents": shown, "share": shown / judged if judged else np.nan})
    summary.index.name = "pattern"
    return ResponsePatterns(rows, pd.DataFrame(_answers(answered, axis=0), index=given.items), summary, judged)


def _answers(answered: NDArray[np.bool_], axis: int) -> dict[str, NDArray[np.int64] | Floats]:
    count = answered.sum(axis=axis)
    asked = answered.shape[axis]
    share = (asked - count) / asked if asked else np.full(len(count), np.nan)
    return {"answered": count, "not_assessed": asked - count, "share_not_assessed": share}


def _modal_counts(values: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, per respondent, how often the commonest rating stands and how many ratings were used."""
    ordered = np.sort(values, axis=1)  # missing last
    position = np.arange(values.shape[1])
    known = ~np.isnan(ordered)
    starts = known.copy()
    starts[:, 1:] &= ordered[:, 1:] != ordered[:, :-1]
    first = np.maximum.accumulate(np.where(starts, position, 0), axis=1)
    lengths = np.where(known, position - first + 1, 0)
    return lengths.max(axis=1, initial=0), starts.sum(axis=1)


def _longest_runs(values: Floats) -> NDArray[np.int64]:
    # Answers move to the left in the order asked, so that an item not assessed does not break a run.
    order = np.argsort(np.isnan(values), axis=1, kind="stable")
    answers = np.take_along_axis(values, order, axis=1)
    position = np.arange(values.shape[1])
    starts = np.ones(values.shape, dtype=bool)
    starts[:, 1:] = answers[:, 1:] != answers[:, :-1]
    first = np.maximum.accumulate(np.where(starts, position, 0), axis=1)
    return np.asarray(np.where(np.isnan(answers), 0, position - first + 1).max(axis=1, initial=0))


def _variability(values: Floats, count: NDArray[np.int64], distinct: NDArray[np.int64]) -> Floats:
    divisor = np.maximum(count, 1)
    mean = np.nansum(values, axis=1) / divisor
    spread = np.sqrt(np.nansum((values - mean[:, None]) ** 2, axis=1) / divisor)
    return np.where(count == 0, np.nan, np.where(distinct == 1, 0.0, spread))
