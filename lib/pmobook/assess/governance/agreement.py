"""Owners' ratings beside what the evidence implies: who is more hopeful, by how much, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pmobook.assess.agreement.ratings import Floats
from pmobook.assess.governance.reading import read_rating
from pmobook.assess.uncertainty.intervals import expanded_tail
from pmobook.assess.wording import as_number, counted
from pmobook.errors import PmobookError
from pmobook.language import say
from pmobook.method.governance import AgreementMethod, governance_method
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["RatingAgreement", "compare_ratings", "judge_agreement", "sign_test"]

_HIGHEST = len(Confidence) - 1


@dataclass(frozen=True)
class RatingAgreement:
    """Owners' ratings of several projects beside what the evidence implies.

    Attributes
    ----------
    compared, not_compared
        Projects with both ratings, and those that lack one.
    optimistic, agrees, pessimistic
        Of those compared: the owner is more hopeful than the evidence, as hopeful, less hopeful.
    mean_difference
        Owner less implied, in bands; above zero is optimistic. Missing if none is compared.
    low, high
        Its interval; missing if too few are compared, or if all differ by the same.
    probability
        Exact sign test, two-sided: how likely so uneven a split of optimistic and pessimistic would be if owners erred either way
        alike. Missing if none differs.
    weighted_kappa
        Agreement beyond chance, quadratic weights, 1 at most; missing if all ratings of both sides are the same.
    note
        Why there is no interval; empty if there is one.
    """

    compared: int
    not_compared: int
    optimistic: int
    agrees: int
    pessimistic: int
    mean_difference: float
    low: float
    high: float
    probability: float
    weighted_kappa: float
    note: str

    @property
    def is_biased(self) -> bool:
        """Whether the interval of the mean difference leaves out zero."""
        return not math.isnan(self.low) and (self.low > 0 or self.high < 0)

    @property
    def in_words(self) -> str:
        """What it comes to, in a sentence without its full stop."""
        if not self.compared:
            return say("Ratings are {not_assessed} against the evidence: no project has both", not_assessed=NOT_ASSESSED)
        counts = say(
            "optimistic for {optimistic}, in line for {agrees} and pessimistic for {pessimistic}",
            optimistic=self.optimistic,
            agrees=self.agrees,
            pessimistic=self.pessimistic,
        )
        way = say("above") if self.mean_difference > 0 else say("below")
        said = say("Of {project} compared, owners are {counts}", project=counted(self.compared, "project"), counts=counts)
        if not self.mean_difference:
            return said
        return say(
            "{said}; on average {mean_difference} bands {way} the evidence",
            said=said,
            mean_difference=as_number(abs(self.mean_difference)),
            way=way,
        )


def judge_agreement(owner: Any, implied: Any, method: AgreementMethod | None = None) -> str:  # noqa: ANN401 - any cell
    """Say whether an owner is optimistic, pessimistic or agrees with the evidence; not assessed if a rating is missing.

    Examples
    --------
    >>> judge_agreement("G", "amber"), judge_agreement("R", "red"), judge_agreement("red", "A/R"), judge_agreement(None, "R")
    ('optimistic', 'agrees', 'pessimistic', 'not assessed')
    """
    one, other = read_rating(owner), read_rating(implied)
    if one is None or other is None:
        return NOT_ASSESSED
    difference = one.rank - other.rank
    if abs(difference) <= (method or governance_method().agreement).agrees_within.value:
        return "agrees"
    return "optimistic" if difference > 0 else "pessimistic"


def compare_ratings(owner: Iterable[Any], implied: Iterable[Any], method: AgreementMethod | None = None) -> RatingAgreement:
    """Count how owners' ratings lie beside those implied, and measure the lean with its interval.

    Parameters
    ----------
    owner, implied
        Ratings of the same projects in the same order. A missing one leaves the project out, and it is counted.
    method
        What counts as agreement, when an interval is stated, the generator's seed.

    Raises
    ------
    PmobookError
        If the two differ in length, or a rating is none of the five.

    Notes
    -----
    The interval is the percentile interval of the mean difference over projects drawn anew with replacement, expanded for small
    numbers (`pmobook.assess.uncertainty.intervals`). The sign test leaves out projects in agreement.

    References
    ----------
    GAO-16-494 (2016), IT Dashboard: Agencies need to fully consider risks when rating their major investments.
    """
    rules = method or governance_method().agreement
    ones, others = list(owner), list(implied)
    if len(ones) != len(others):
        message = f"{len(ones)} ratings of owners stand beside {len(others)} implied. Give both for the same projects."
        raise PmobookError(message)
    pairs = [(read_rating(one), read_rating(other)) for one, other in zip(ones, others, strict=True)]
    both = [(one.rank, other.rank) for one, other in pairs if one is not None and other is not None]
    ranks = np.array(both, dtype=np.float64).reshape(len(both), 2)
    differences = ranks[:, 0] - ranks[:, 1]
    within = rules.agrees_within.value
    above, below = int((differences > within).sum()), int((differences < -within).sum())
    low, high, note = _interval(differences, rules)
    return RatingAgreement(
        compared=len(both),
        not_compared=len(pairs) - len(both),
        optimistic=above,
        agrees=len(both) - above - below,
        pessimistic=below,
        mean_difference=float(differences.mean()) if both else math.nan,
        low=low,
        high=high,
        probability=sign_test(above, below),
        weighted_kappa=_weighted_kappa(ranks),
        note=note,
    )


def _interval(differences: Floats, method: AgreementMethod) -> tuple[float, float, str]:
    fewest = int(method.fewest_projects.value)
    if len(differences) < fewest:
        return (
            math.nan,
            math.nan,
            say(
                "no interval: {project} compared, and it takes {fewest}",
                project=counted(len(differences), "project"),
                fewest=fewest,
            ),
        )
    if np.ptp(differences) == 0:
        return math.nan, math.nan, say("no interval: all projects compared differ by the same")
    generator = np.random.Generator(np.random.PCG64(int(method.seed.value)))
    # Sorted, so that the order of the projects doesn't matter.
    drawn = generator.integers(0, len(differences), size=(int(method.resamples.value), len(differences)))
    means = np.sort(differences)[drawn].mean(axis=1)
    tail = expanded_tail((1 - method.interval_share.value) / 2, len(differences))
    low, high = np.quantile(means, (tail, 1 - tail))
    return float(low), float(high), ""


def sign_test(above: int, below: int) -> float:
    """Probability, two-sided and exact, of so uneven a split if either way were as likely; missing if there is nothing to split.

    Examples
    --------
    >>> sign_test(5, 0), sign_test(3, 3)
    (0.0625, 1.0)
    """
    total = above + below
    if total == 0:
        return math.nan
    tail = sum(math.comb(total, one) for one in range(max(above, below), total + 1))
    # Whole numbers: two powers of two divide exactly however many projects there are.
    return float(min(1.0, 2 * tail / 2**total))


def _weighted_kappa(ranks: Floats) -> float:
    """Return 1 less the mean squared distance over the one expected by chance; NaN without any spread."""
    if not len(ranks):
        return math.nan
    counts = [np.bincount(ranks[:, side].astype(int), minlength=_HIGHEST + 1) / len(ranks) for side in (0, 1)]
    places = np.arange(_HIGHEST + 1)
    expected = float((np.outer(*counts) * (places[:, None] - places) ** 2).sum())
    if expected == 0:
        return math.nan
    return 1 - float(((ranks[:, 0] - ranks[:, 1]) ** 2).mean()) / expected
