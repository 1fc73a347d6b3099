"""Draw the respondents anew, many times, and count everything at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pmobook.assess.agreement.ratings import Floats
from pmobook.errors import PmobookError
from pmobook.method.uncertainty import Uncertainty, uncertainty

__all__ = ["Resampling", "draw_weights", "one_hot", "resampling"]

_AT_A_TIME = 250
"""Resamples drawn together: enough for fast matrix products, few enough to stay far below a gigabyte."""


@dataclass(frozen=True)
class Resampling:
    """How respondents are resampled.

    Attributes
    ----------
    resamples
        How often.
    interval_share
        Share of resamples inside an interval.
    seed
        Of the generator PCG64.
    fewest
        Raters for an interval to be stated.
    least_share
        Of resamples in which a statistic must be defined.
    most_values
        Distinct ratings that data may hold.
    small_group
        Below so many raters a note warns that an interval is a guide.
    """

    resamples: int
    interval_share: float
    seed: int
    fewest: int
    least_share: float
    most_values: int
    small_group: int


def resampling(
    method: Uncertainty | None = None,
    *,
    resamples: int | None = None,
    interval_share: float | None = None,
    seed: int | None = None,
) -> Resampling:
    """Return how to resample: the method's way, unless a value is given.

    Raises
    ------
    PmobookError
        If a value given is impossible.
    """
    known = method if method is not None else uncertainty()
    chosen = Resampling(
        resamples=int(known.bootstrap.resamples.value) if resamples is None else resamples,
        interval_share=known.bootstrap.interval_share.value if interval_share is None else interval_share,
        seed=int(known.bootstrap.seed.value) if seed is None else seed,
        fewest=int(known.fewest_raters.interval.value),
        least_share=known.bootstrap.least_share_of_resamples.value,
        most_values=int(known.bootstrap.most_distinct_values.value),
        small_group=int(known.bootstrap.small_group.value),
    )
    if chosen.resamples < 1 or chosen.seed < 0 or not 0 < chosen.interval_share < 1:
        message = (
            f"Resampling needs at least one resample, a seed of 0 or more and an interval share between 0 and 1; found "
            f"{chosen.resamples}, {chosen.seed} and {chosen.interval_share}."
        )
        raise PmobookError(message)
    return chosen


def draw_weights(respondents: int, how: Resampling, stream: str = "") -> Iterator[Floats]:
    """Draw as many respondents as there are, with replacement, again and again.

    Parameters
    ----------
    respondents
        How many there are.
    how
        Gives the number of resamples and the seed.
    stream
        Names an independent series of draws with the same seed, one for each group drawn by itself.

    Yields
    ------
    ndarray
        (some resamples, respondents): how often each person was drawn. The same seed gives the same numbers.
    """
    entropy = np.random.SeedSequence([how.seed, *stream.encode()])
    generator = np.random.Generator(np.random.PCG64(entropy))
    for start in range(0, how.resamples, _AT_A_TIME):
        some = min(_AT_A_TIME, how.resamples - start)
        if respondents == 0:
            yield np.zeros((some, 0))
            continue
        drawn = generator.integers(0, respondents, size=(some, respondents), dtype=np.int64)
        drawn += np.arange(some)[:, None] * respondents
        yield np.bincount(drawn.ravel(), minlength=some * respondents).reshape(some, respondents).astype(np.float64)


def one_hot(table: Floats, values: Floats) -> Floats:
    """Return (respondents, items times values): 1 where a respondent gave that value to that item.

    A product with weights counts every value of every item in every resample. Counts of whole people are exact in floating
    point in whatever order they are added, so they do not depend on the machine.
    """
    return np.asarray((table[:, :, None] == values).reshape(len(table), table.shape[1] * len(values)), dtype=np.float64)
