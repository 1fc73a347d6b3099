"""The perception gap: how much higher one group rates a capability than another, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.agreement.quantiles import t_below, t_quantile
from pmobook.assess.agreement.ratings import Floats, as_ratings
from pmobook.assess.uncertainty.anonymity import why_hidden
from pmobook.assess.uncertainty.intervals import percentile_limits
from pmobook.assess.uncertainty.resampling import Resampling, draw_weights, resampling
from pmobook.errors import PmobookError
from pmobook.language import say

__all__ = ["PerceptionGaps", "perception_gaps"]

OVERALL = "overall"


@dataclass(frozen=True)
class PerceptionGaps:
    """How two groups' views differ.

    Attributes
    ----------
    gaps
        One row a capability and ``overall``: capability, shown, first_mean, second_mean, gap (first less second), low, high
        (resampled), welch_low, welch_high, welch_p, first_raters, second_raters, note. Where a gap is not shown all figures
        are missing, the numbers of raters too.
    first, second
        The groups.
    how
        The resampling.
    """

    gaps: pd.DataFrame
    first: str
    second: str
    how: Resampling


@dataclass(frozen=True, eq=False)
class _Group:
    """One group's ratings of the capabilities."""

    name: str
    table: Floats

    @property
    def raters(self) -> NDArray[np.int64]:
        """Of each capability, then of any."""
        answered = ~np.isnan(self.table)
        return np.array([*answered.sum(axis=0), answered.any(axis=1).sum()], dtype=np.int64)

    def means(self, weights: Floats) -> Floats:
        """(…, capabilities); NaN where nobody drawn rated it."""
        answered = ~np.isnan(self.table)
        with np.errstate(invalid="ignore"):
            return np.asarray(weights @ np.where(answered, self.table, 0.0) / (weights @ answered.astype(np.float64)))


def perception_gaps(
    ratings: pd.DataFrame,
    perspectives: pd.Series,
    first: str,
    second: str,
    minimum_group: int,
    *,
    how: Resampling | None = None,
) -> PerceptionGaps:
    """Mean rating of one group less that of another, per capability and overall: executives' view less the PMO's.

    Parameters
    ----------
    ratings
        Respondents by capabilities; missing where not assessed.
    perspectives
        Perspective by respondent, for everybody in `ratings`; missing where it is not known.
    first, second
        The two perspectives.
    minimum_group
        The smallest group of which anything is shown. A gap is also not shown where it would let the answers of fewer
        people than that be worked out from the total, see `may_show`.
    how
        How to resample, see `resampling`; the method's way if not given.

    Returns
    -------
    PerceptionGaps
        Every capability has its row, with the reason where it is not shown.

    Raises
    ------
    PmobookError
        If both groups are the same, a respondent stands twice or has no entry among the perspectives.

    Notes
    -----
    The overall gap is the mean of the gaps shown, each capability counting the same. Each group is resampled by itself and in
    whole persons; the interval is the expanded percentile interval for the smaller group. Welch's interval and p stand beside
    it for capabilities, where both groups have two raters and somebody differs.

    References
    ----------
    Welch (1947), Biometrika 34, 28-35; Hesterberg (2015), The American Statistician 69, 371-386.
    """
    how = how if how is not None else resampling()
    table, of_whom = _checked(ratings, perspectives, first, second)
    groups = [_Group(name, table[of_whom == name]) for name in (first, second)]
    reasons = _reasons(table, of_whom, (first, second), minimum_group)
    shown = np.array([not reason for reason in reasons], dtype=bool)
    counts = np.stack([group.raters for group in groups])
    means = np.stack([_with_overall(group.means(np.ones(len(group.table))), shown) for group in groups])
    limits = percentile_limits(_replicates(groups, shown, how), counts.min(axis=0), how)
    visible = shown & ~np.isnan(means).any(axis=0)
    rows = pd.DataFrame({"capability": [*map(str, ratings.columns), OVERALL], "shown": visible})
    figures = {
        "first_mean": means[0],
        "second_mean": means[1],
        "gap": means[0] - means[1],
        "low": limits.low,
        "high": limits.high,
        **_welch(groups, how.interval_share),
    }
    for name, values in figures.items():
        rows[name] = np.where(visible, values, np.nan)
    for name, count in zip(("first_raters", "second_raters"), counts, strict=True):
        rows[name] = pd.Series(np.where(visible, count, np.nan)).astype("Int64")
    notes = [
        reason or (note if seen else say("not shown: no capability may be shown"))
        for reason, note, seen in zip(reasons, limits.notes, visible, strict=True)
    ]
    rows["note"] = pd.Series(notes, dtype="str")
    return PerceptionGaps(rows, first, second, how)


def _checked(ratings: pd.DataFrame, perspectives: pd.Series, first: str, second: str) -> tuple[Floats, NDArray[np.str_]]:
    if first == second:
        message = f"A gap lies between two perspectives; both are {first}."
        raise PmobookError(message)
    if ratings.index.has_duplicates or perspectives.index.has_duplicates:
        message = "A respondent stands more than once. Keep one row for each."
        raise PmobookError(message)
    unknown = [str(one) for one in ratings.index if one not in perspectives.index]
    if unknown:
        message = f"Respondents without an entry among the perspectives: {', '.join(unknown)}. Leave it missing if unknown."
        raise PmobookError(message)
    of_whom = perspectives.reindex(ratings.index)
    return as_ratings(ratings).table, np.array(["" if pd.isna(one) else str(one) for one in of_whom], dtype=np.str_)


def _reasons(table: Floats, of_whom: NDArray[np.str_], pair: tuple[str, str], minimum: int) -> list[str]:
    """Return, by capability and overall, why the gap is not shown; an empty text where it is."""
    answered = ~np.isnan(table)
    answered = np.column_stack([answered, answered.any(axis=1)])
    names = sorted({*of_whom.tolist(), *pair})
    reasons = []
    for column in answered.T:
        hidden = why_hidden({name: int(column[of_whom == name].sum()) for name in names}, minimum)
        reasons.append("; ".join(f"{name}: {hidden[name]}" for name in pair if hidden[name]))
    return reasons


def _with_overall(means: Floats, shown: NDArray[np.bool_]) -> Floats:
    """Add the mean over the capabilities shown as the last of the last axis."""
    some = means[..., shown[:-1]]
    known = ~np.isnan(some)
    with np.errstate(invalid="ignore"):
        overall = np.where(known, some, 0.0).sum(axis=-1, keepdims=True) / known.sum(axis=-1, keepdims=True)
    return np.concatenate([means, overall], axis=-1)


def _replicates(groups: list[_Group], shown: NDArray[np.bool_], how: Resampling) -> Floats:
    parts = []
    # Streams are named after the groups: turning the question round turns the sign of the answer and nothing else.
    for weights in zip(*(draw_weights(len(group.table), how, stream=group.name) for group in groups), strict=True):
        gap = groups[0].means(weights[0]) - groups[1].means(weights[1])
        parts.append(_with_overall(gap, shown))
    return np.concatenate(parts)


def _welch(groups: list[_Group], share: float) -> dict[str, Floats]:
    """Welch's interval and two-sided p of each capability's gap; missing overall."""
    raters = np.stack([group.raters[:-1] for group in groups]).astype(np.float64)
    means = np.stack([group.means(np.ones(len(group.table))) for group in groups])
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = [np.nansum((group.table - mean) ** 2, axis=0) for group, mean in zip(groups, means, strict=True)]
        error = np.where(raters > 1, np.stack(spread) / (raters - 1) / raters, np.nan)
        whole = error.sum(axis=0)
        df = whole**2 / (error**2 / (raters - 1)).sum(axis=0)
        gap = means[0] - means[1]
        reach = t_quantile((1 + share) / 2, df) * np.sqrt(whole)
        p = 2 * t_below(-np.abs(gap) / np.sqrt(whole), df)
    defined = whole > 0
    columns = {"welch_low": gap - reach, "welch_high": gap + reach, "welch_p": p}
    return {name: np.append(np.where(defined, values, np.nan), np.nan) for name, values in columns.items()}
