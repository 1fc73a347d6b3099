"""How sure a level is: resample the respondents and see what the level comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.agreement.ratings import Floats
from pmobook.assess.scoring import SHARE_RULES, Evaluated, Layout, evaluate, known_rule, levels_of
from pmobook.assess.uncertainty.intervals import corrected_probability, percentile_limits
from pmobook.assess.uncertainty.resampling import Resampling, draw_weights, one_hot, resampling
from pmobook.assess.uncertainty.shares import (
    enough,
    evaluate_ratings,
    rated_table,
    raters_by_scope,
    scopes,
    survey_shares,
)
from pmobook.language import say

__all__ = ["BootstrappedLevels", "bootstrap_levels", "bootstrap_levels_by_rules"]


@dataclass(frozen=True)
class BootstrappedLevels:
    """Scores with their intervals, and the probability of each level.

    Attributes
    ----------
    intervals
        One row a capability, area and the whole: scope, area, capability, score, low, high, raters, note. Missing low and
        high: no interval, for the reason in the note.
    probabilities
        The same and level: ``at_least`` (the level or higher), ``exactly`` (that level), ``resampled`` (the share of
        resamples that reach it, before the correction for small groups). Empty by rules whose scores carry no level.
    rule
        By which it was scored.
    how
        The resampling.
    note
        How to read it, in a sentence or two.
    """

    intervals: pd.DataFrame
    probabilities: pd.DataFrame
    rule: str
    how: Resampling
    note: str


def bootstrap_levels(
    ratings: pd.DataFrame,
    layout: Layout,
    rule: str,
    *,
    minimum_raters: int = 1,
    how: Resampling | None = None,
) -> BootstrappedLevels:
    """Interval and level probabilities of every capability, every focus area and the whole, under any scoring rule.

    Parameters
    ----------
    ratings
        Respondents by capabilities, levels 0 to the highest; missing where not assessed. Whole persons are resampled, so what
        a person says of one capability stays together with what they say of the others.
    layout
        Areas, capabilities and weights; its practices are the levels of capabilities.
    rule
        One of the scoring rules.
    minimum_raters
        A capability rated by fewer is not assessed, as in the score itself.
    how
        How to resample, see `resampling`; the method's way if not given.

    Returns
    -------
    BootstrappedLevels
        A missing score is "not assessed". With fewer raters than the method asks for there is no interval and no probability.

    Raises
    ------
    PmobookError
        If the rule is unknown, a capability is not in the layout, or a rating is no level.

    Notes
    -----
    The interval is the expanded percentile interval, see `percentile_limits`; probabilities carry the same correction. Both
    answer how the result could have come out with other respondents of the same kind. They know nothing of a bias that all
    respondents share. Where the group is small, or the rule moves in whole levels, read them as a guide: people who all say
    the same leave no doubt in any resample, and a probability of 1 then means that nobody asked disagreed. In a resample
    without a rater of a capability that capability is not assessed.

    References
    ----------
    Efron and Tibshirani (1993), An introduction to the bootstrap; Hesterberg (2015), The American Statistician 69, 371-386.
    """
    name = known_rule(rule)
    return bootstrap_levels_by_rules(ratings, layout, [name], minimum_raters=minimum_raters, how=how)[name]


def bootstrap_levels_by_rules(
    ratings: pd.DataFrame,
    layout: Layout,
    rules: Iterable[str],
    *,
    minimum_raters: int = 1,
    how: Resampling | None = None,
) -> dict[str, BootstrappedLevels]:
    """Intervals and level probabilities under several scoring rules, from the same resamples; see `bootstrap_levels`.

    Returns
    -------
    dict
        Rule to what `bootstrap_levels` finds, in the order of `rules`.

    Raises
    ------
    PmobookError
        If a rule is unknown, a capability is not in the layout, or a rating is no level.
    """
    names = [known_rule(rule) for rule in rules]
    how = how if how is not None else resampling()
    table = rated_table(ratings, layout)
    rated = enough(table, minimum_raters)
    resampled = list(_resampled_shares(table, layout, rated, how))
    rows, raters = scopes(layout), raters_by_scope(table, layout, rated)
    found: dict[str, BootstrappedLevels] = {}
    for rule in names:
        scored = _flat(evaluate_ratings(table, layout, rule, minimum_raters))
        replicates = np.concatenate([_flat(evaluate(rule, layout, shares)) for shares in resampled])
        found[rule] = _levels(rule, rows, layout.highest_level, scored, replicates, raters, how)
    return found


def _levels(
    rule: str, rows: pd.DataFrame, top: int, scored: Floats, replicates: Floats, raters: NDArray[np.int64], how: Resampling
) -> BootstrappedLevels:
    """Return what (resamples, scopes) say of (scopes,), the scores."""
    limits = percentile_limits(replicates, raters, how)
    missing = np.isnan(scored)
    notes = ["not assessed" if gone else note for gone, note in zip(missing, limits.notes, strict=True)]
    intervals = pd.DataFrame(
        {
            **_columns(rows),
            "score": scored,
            "low": np.where(missing, np.nan, limits.low),
            "high": np.where(missing, np.nan, limits.high),
            "raters": raters,
            "note": pd.array(notes, dtype="str"),
        }
    )
    stated = np.array([not note for note in notes], dtype=bool)
    levels = 0 if rule in SHARE_RULES else top + 1
    probabilities = _probabilities(rows, replicates, raters, stated, levels)
    return BootstrappedLevels(intervals, probabilities, rule, how, _reading(how, raters, stated))


def _columns(rows: pd.DataFrame) -> dict[str, Any]:
    # Arrays, not Series: a table of them is made in a quarter of the time, and there is one for every rule.
    return {str(name): rows[name].array for name in rows}


def _flat(scores: Evaluated) -> Floats:
    return np.concatenate([scores.capabilities, scores.areas, np.asarray(scores.overall)[..., None]], axis=-1)


def _resampled_shares(table: Floats, layout: Layout, rated: Floats, how: Resampling) -> Iterator[Floats]:
    """Yield (some resamples, practices): the share of raters who see each level or higher, until every resample is drawn."""
    shape = (len(layout.capabilities), layout.highest_level + 1)
    given = one_hot(table, np.arange(shape[1], dtype=np.float64))
    for weights in draw_weights(len(table), how):
        yield survey_shares((weights @ given).reshape(-1, *shape), layout, rated)


def _probabilities(
    rows: pd.DataFrame, replicates: Floats, raters: NDArray[np.int64], stated: NDArray[np.bool_], levels: int
) -> pd.DataFrame:
    """Return a row for each scope and each of the levels 0 up."""
    reached = levels_of(replicates)
    defined = (~np.isnan(reached)).sum(axis=0)
    resampled = np.full((len(rows), levels), np.nan)
    for level in range(levels):
        np.divide((reached >= level).sum(axis=0), defined, out=resampled[:, level], where=stated)
    at_least = corrected_probability(resampled, raters[:, np.newaxis])
    above = np.column_stack([at_least[:, 1:], np.zeros(len(rows))]) if levels else at_least
    each = np.repeat(np.arange(len(rows)), levels)
    return pd.DataFrame(
        {
            **{name: column.take(each) for name, column in _columns(rows).items()},
            "level": np.tile(np.arange(levels), len(rows)),
            "at_least": at_least.ravel(),
            "exactly": (at_least - above).ravel(),
            "resampled": resampled.ravel(),
        }
    )


def _reading(how: Resampling, raters: NDArray[np.int64], stated: NDArray[np.bool_]) -> str:
    sentence = say(
        "Intervals hold {interval_share:.0%} of {resamples:,} resamples of the respondents, "
        "widened for small groups; they say how the result could have come out with other "
        "respondents of the same kind.",
        interval_share=how.interval_share,
        resamples=how.resamples,
    )
    if not stated.any():
        return say("No interval is stated: fewer than {fewest} people rated, or nothing is assessed.", fewest=how.fewest)
    smallest = int(raters[stated].min())
    return (
        say("{sentence} With groups as small as {smallest} read them as a guide.", sentence=sentence, smallest=smallest)
        if smallest < how.small_group
        else sentence
    )
