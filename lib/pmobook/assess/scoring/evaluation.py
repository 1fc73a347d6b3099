"""One entry to all scoring rules, for arrays of shares: what resampling and optimising call many times."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pmobook.assess.scoring.bands import PLACES
from pmobook.assess.scoring.coverage_sum import coverage_sum
from pmobook.assess.scoring.cumulative_practices import cumulative_practices
from pmobook.assess.scoring.goal_stage_share import goal_stage_share
from pmobook.assess.scoring.ladder import FirstNo, ladder
from pmobook.assess.scoring.layout import Evaluated, Layout, Numbers
from pmobook.assess.scoring.nplf_bands import nplf_bands
from pmobook.assess.scoring.service_sophistication import service_sophistication
from pmobook.assess.scoring.staged_goals import staged_goals
from pmobook.assess.scoring.weakest_link import weakest_link
from pmobook.assess.scoring.weakest_link_nearness import weakest_link_nearness
from pmobook.assess.scoring.weighted_mean import weighted_mean
from pmobook.errors import PmobookError
from pmobook.method.scoring_rules import RULE_NAMES, RuleName, ScoringConstants, scoring_rules
from pmobook.vocabulary import nearest, quoted

__all__ = ["SHARE_RULES", "STRICTER", "evaluate", "known_rule", "levels_of"]

SHARE_RULES: frozenset[RuleName] = frozenset({"goal_stage_share", "service_sophistication"})
"""Rules whose scores run from 0 to 1 and carry no level."""

STRICTER: tuple[tuple[RuleName, RuleName], ...] = (
    ("weakest_link", "weighted_mean"),
    ("weakest_link", "weakest_link_nearness"),
    ("weakest_link_nearness", "weakest_link"),
    ("weakest_link_nearness", "weighted_mean"),
    ("staged_goals", "cumulative_practices"),
    ("ladder", "cumulative_practices"),
    ("ladder", "nplf_bands"),
    ("ladder", "coverage_sum"),
)
"""Pairs of a stricter and a laxer rule: on the same complete answers the first never scores above the second, for no capability,
area or the whole. Where answers are missing it holds for `lowest` and `highest`; only the `highest` of staged
goals, which supposes that a person decides in favour where projects differ, can lie above that of cumulative practices."""

# By these rules an area can seem better than it could be at best: a capability too little assessed to have a score may be
# known to stop low, and one without practices at higher levels can't reach them. What is known limits the area.
_LIMITED_BY_THE_UNASSESSED: frozenset[RuleName] = frozenset(
    {"cumulative_practices", "staged_goals", "nplf_bands", "coverage_sum", "ladder"}
)


def known_rule(rule: str) -> RuleName:
    """Return the name of a rule.

    Raises
    ------
    PmobookError
        If there is no such rule; the message names all of them.
    """
    for name in RULE_NAMES:
        if name == rule:
            return name
    guess = nearest(str(rule), RULE_NAMES)
    hint = f"Did you mean {guess}? " if guess else ""
    message = f"There is no scoring rule {quoted(rule)}. {hint}The rules are {', '.join(RULE_NAMES)}."
    raise PmobookError(message)


def levels_of(scores: Numbers) -> Numbers:
    """Return the whole levels that scores have reached; what is lost to arithmetic is given back, NaN stays NaN.

    Examples
    --------
    >>> levels_of(np.array([2.9999999999, 2.99, np.nan]))
    array([ 3.,  2., nan])
    """
    return np.floor(np.round(scores, PLACES))


def evaluate(
    rule: str,
    layout: Layout,
    shares: Numbers,
    *,
    first_no: FirstNo = "below",
    constants: ScoringConstants | None = None,
) -> Evaluated:
    """Score shares by a rule, many samples at once.

    Parameters
    ----------
    rule
        One of the ten.
    layout
        Where each practice stands.
    shares
        (..., P) share of each practice met, 0 to 1; NaN is "not assessed" and left out.
    first_no
        For the ladder: see `ladder`.
    constants
        The numbers that rules use; those of the method if not given.

    Returns
    -------
    Evaluated
        Of shapes (..., C), (..., A) and (...); NaN is "not assessed".

    Raises
    ------
    PmobookError
        If there is no such rule.
    ValueError
        If the last axis of `shares` is not the layout's practices.
    """
    name = known_rule(rule)
    given = np.asarray(shares, dtype=np.float64)
    if given.shape[-1:] != (len(layout.practices),):
        message = f"shares of shape {given.shape}, expected (..., {len(layout.practices)}): one for each practice of the layout"
        raise ValueError(message)
    numbers = constants or scoring_rules().constants
    counting = layout.practice_weights > 0
    compute = _rules(numbers, first_no)[name]
    counted = given if counting.all() else np.where(counting, given, np.nan)
    found = compute(layout, counted)
    if name in _LIMITED_BY_THE_UNASSESSED and bool(np.isnan(counted[..., counting]).any()):
        best = compute(layout, np.where(counting & np.isnan(counted), 1.0, counted))
        areas, overall = np.minimum(found.areas, best.areas), np.minimum(found.overall, best.overall)
        return Evaluated(found.capabilities, areas, overall, found.intermediates)
    return found


def _rules(constants: ScoringConstants, first_no: FirstNo) -> dict[RuleName, Callable[[Layout, Numbers], Evaluated]]:
    return {
        "weighted_mean": weighted_mean,
        "weakest_link": weakest_link,
        "weakest_link_nearness": weakest_link_nearness,
        "cumulative_practices": lambda layout, shares: cumulative_practices(layout, shares, constants),
        "staged_goals": lambda layout, shares: staged_goals(layout, shares, constants),
        "nplf_bands": lambda layout, shares: nplf_bands(layout, shares, constants),
        "coverage_sum": coverage_sum,
        "ladder": lambda layout, shares: ladder(layout, shares, first_no),
        "goal_stage_share": lambda layout, shares: goal_stage_share(layout, shares, constants),
        "service_sophistication": service_sophistication,
    }
