"""Scoring a long frame of ratings by any rule, with bounds for what is not assessed and the steps to each score."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import numpy as np
import pandas as pd

from pmobook.assess.scoring.arranging import Arranged, arrange
from pmobook.assess.scoring.evaluation import SHARE_RULES, evaluate, known_rule
from pmobook.assess.scoring.goal_stage_share import level_of_stage
from pmobook.assess.scoring.ladder import FirstNo
from pmobook.assess.scoring.layout import Evaluated, Layout, Numbers
from pmobook.assess.scoring.notes import above_what_was_seen
from pmobook.assess.scoring.reading import DEFAULT_SCALE_MAXIMUM, read_ratings
from pmobook.assess.scoring.score_tables import Policy, areas_table, capabilities_table, overall_row
from pmobook.assess.scoring.scores import Bounds, Scores, assessed_shares
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.language import say
from pmobook.method.scoring_rules import RuleName, ScoringConstants, scoring_rules
from pmobook.vocabulary import quoted

__all__ = ["LevelsNotSeen", "NotAssessed", "score", "score_by_rules"]

NotAssessed = Literal["exclude", "interval"]
LevelsNotSeen = Literal["left_out", "not_claimed"]
_OF_RATINGS = {"weighted_mean", "weakest_link", "weakest_link_nearness"}
_GROUPED_BY = {"goal_stage_share": ("domain", "stage"), "service_sophistication": ("layer",)}
"""The columns by which a rule groups answers in its own way; the first takes the place of the area."""


def score(  # noqa: PLR0913 - every choice has its own name, and all but two have a default
    rule: str,
    ratings: pd.DataFrame,
    *,
    not_assessed: NotAssessed = "exclude",
    minimum_answers: int = 1,
    highest_level: int | None = None,
    area_weights: Mapping[str, float] | None = None,
    least_share_for_level: float = 0.5,
    levels_not_seen: LevelsNotSeen = "left_out",
    first_no: FirstNo = "below",
    constants: ScoringConstants | None = None,
) -> Scores:
    """Score ratings by one of the ten rules, per capability, focus area and overall, with the steps on the way.

    Parameters
    ----------
    rule
        weighted_mean, weakest_link, weakest_link_nearness, cumulative_practices, staged_goals, nplf_bands, coverage_sum, ladder,
        goal_stage_share or service_sophistication.
    ratings
        One row a rating, in any order. Letter case of column names, and spaces for underscores, don't matter.

        - area, capability, rating: required. A missing rating, or the text "not assessed", is not assessed. Besides a number, a
          rating may be a word: full, large, partial, none, yes, no, or "not applicable".
        - level: 1 and up. Missing: the rating is of the capability as a whole and is spread over levels; a rating of 2.5 of 5
          holds levels 1 and 2, half of level 3 and nothing above.
        - practice: missing: the row stands for the level as a whole.
        - scale maximum: the highest rating that can be given; 5 where missing (1 for ratings in words).
        - weight: of the row. A capability weighs the mean of its rows; where rows differ, they also weigh practices within it. A
          weight of 0 counts nothing. 1 where the whole column is missing or empty; a single empty cell is refused.
        - respondent: who rated; several ratings of one practice are averaged.
        - instance: the project or team looked at; empty: the judgement on the whole, which stands where instances differ.
        - decision: what was decided for the whole, as a rating; it stands above all ratings of the practice.
        - significant_weakness, applicable, evidenced: yes or no. What is not applicable is left out; what is not evidenced counts
          as partial at most.
        - layer (strategic, tactical, operational) takes the place of the area for service_sophistication, domain for
          goal_stage_share; stage names a practice's stage (and its level, where that is missing).
        - depends_on: practices, capabilities or "capability:level", with semicolons between; for goal_stage_share.
    not_assessed
        ``exclude``: left out of the score. ``interval``: a score is stated only if the worst and the best case agree. The lowest
        and the highest score are given in either case.
    minimum_answers
        A capability with fewer ratings is not assessed.
    highest_level
        The top of the scale. If not given: the highest level named or, for ratings of capabilities as a whole (and for means,
        which average any ratings), the largest scale maximum.
    area_weights
        Area to its weight in the whole, for rules that average areas. If not given, the whole averages all assessed capabilities
        by weight: the sum of rating times weight over the sum of weights.
    least_share_for_level
        A level is stated only where at least this share is assessed, by weight.
    levels_not_seen
        What becomes of the levels above the highest of which anything is assessed. ``left_out``: as everything that is not
        assessed, so that a mean is over the levels that were looked at; no level is stated beyond them all the same.
        ``not_claimed``: they add nothing to the score, which is then at least this; for an appraisal that stops at a level.
    first_no
        For the ladder: see `ladder`.
    constants
        The numbers that rules use; those of the method if not given.

    Returns
    -------
    Scores
        Capabilities and areas in alphabetical order, so that the order of rows changes nothing.

    Raises
    ------
    PmobookError
        If there is no such rule or policy; the message names those there are.
    ProblemsFound
        With every row that can't be scored.

    Examples
    --------
    >>> ratings = pd.DataFrame({"area": ["a", "a"], "capability": ["b", "c"], "rating": [2, 5], "weight": [2, 1]})
    >>> found = score("weighted_mean", ratings)
    >>> float(found.overall["score"]), int(found.overall["level"])
    (3.0, 3)
    """
    name = known_rule(rule)
    return score_by_rules(
        [name],
        ratings,
        not_assessed=not_assessed,
        minimum_answers=minimum_answers,
        highest_level=highest_level,
        area_weights=area_weights,
        least_share_for_level=least_share_for_level,
        levels_not_seen=levels_not_seen,
        first_no=first_no,
        constants=constants,
    )[name]


def score_by_rules(  # noqa: PLR0913 - the choices of `score`
    rules: Iterable[str],
    ratings: pd.DataFrame,
    *,
    not_assessed: NotAssessed = "exclude",
    minimum_answers: int = 1,
    highest_level: int | None = None,
    area_weights: Mapping[str, float] | None = None,
    least_share_for_level: float = 0.5,
    levels_not_seen: LevelsNotSeen = "left_out",
    first_no: FirstNo = "below",
    constants: ScoringConstants | None = None,
) -> dict[str, Scores]:
    """Score the same ratings by several rules; see `score` for ratings and choices.

    Parameters
    ----------
    rules
        Names of rules, in the order in which their scores are returned.

    Returns
    -------
    dict
        Rule to scores: the same as by `score` one by one, in less time, since ratings are read and arranged only once.

    Raises
    ------
    PmobookError
        If there is no such rule or policy; the message names those there are.
    ProblemsFound
        With every row that can't be scored.

    Examples
    --------
    >>> ratings = pd.DataFrame({"area": ["a", "a"], "capability": ["b", "c"], "rating": [2, 5]})
    >>> found = score_by_rules(["weighted_mean", "weakest_link"], ratings)
    >>> {rule: float(scores.overall["score"]) for rule, scores in found.items()}
    {'weighted_mean': 3.5, 'weakest_link': 2.0}
    """
    names = [known_rule(rule) for rule in rules]
    numbers = constants or scoring_rules().constants
    _check_choices(not_assessed, minimum_answers, least_share_for_level, first_no, levels_not_seen)
    read = read_ratings(ratings, numbers)
    large = numbers.finding_shares["large"]
    arrangements: dict[tuple[str, int, bool], Arranged] = {}
    scored: dict[str, Scores] = {}
    for name in names:
        grouped = name if any((read[column] != "").any() for column in _GROUPED_BY.get(name, ())) else ""
        answers = _fitted(name, read, numbers) if grouped else read
        top = _highest_level(name, answers, highest_level)
        by_instance = name == "staged_goals" and bool((read["instance"] != "").any())
        if (grouped, top, by_instance) not in arrangements:
            arranged = arrange(answers, top, area_weights, by_instance=by_instance, large=large)
            arrangements[grouped, top, by_instance] = arranged
        compute = functools.partial(evaluate, name, first_no=first_no, constants=numbers)
        policy = Policy(not_assessed == "interval", least_share_for_level, minimum_answers, name not in SHARE_RULES)
        scored[name] = _scored(name, arrangements[grouped, top, by_instance], compute, policy, levels_not_seen)
    return scored


def _scored(
    rule: RuleName, arranged: Arranged, compute: Callable[[Layout, Numbers], Evaluated], policy: Policy, levels_not_seen: str
) -> Scores:
    layout = arranged.layout
    too_few = arranged.capabilities["answers"].to_numpy() < policy.minimum_answers
    dropped = too_few[layout.capability_of_practice]
    shares, best = (np.where(dropped, np.nan, one) for one in (arranged.shares, arranged.best_shares))
    found = compute(layout, shares)

    def computed(given: Numbers) -> Evaluated:
        """Return what is computed from shares: what was found, where these are the same, as in a complete survey."""
        return found if np.array_equal(given, shares, equal_nan=True) else compute(layout, given)

    claimed = computed(np.where(above_what_was_seen(layout, shares), 0.0, shares))
    worst, finest = computed(np.nan_to_num(shares, nan=0.0)), computed(np.nan_to_num(best, nan=1.0))
    stated = claimed if levels_not_seen == "not_claimed" else found
    assessed = assessed_shares(arranged, shares)
    bounds = [
        Bounds(getattr(stated, one), getattr(worst, one), getattr(finest, one), getattr(claimed, one))
        for one in ("capabilities", "areas", "overall")
    ]
    capabilities = capabilities_table(arranged, shares, bounds[0], assessed[0], policy)
    return Scores(
        rule=rule,
        scale_maximum=float(layout.highest_level) if policy.has_level else 1.0,
        capabilities=capabilities,
        areas=areas_table(arranged, capabilities, bounds[1], assessed[1], policy),
        overall=overall_row(arranged, capabilities, bounds[2], assessed[2], policy),
        layout=layout,
        shares=shares,
        evaluated=stated,
    )


def _check_choices(not_assessed: str, minimum_answers: int, least: float, first_no: str, levels_not_seen: str) -> None:
    for given, allowed, what in (
        (not_assessed, ("exclude", "interval"), say("policy for what is not assessed")),
        (first_no, ("below", "at"), say("reading of the first no")),
        (levels_not_seen, ("left_out", "not_claimed"), say("policy for levels not seen")),
    ):
        if given not in allowed:
            message = f"There is no {what} {quoted(given)}: choose {' or '.join(allowed)}."
            raise PmobookError(message)
    if minimum_answers < 1:
        message = f"minimum_answers is {minimum_answers}: at least 1, since nothing is scored without an answer."
        raise PmobookError(message)
    if not 0 <= least <= 1:
        message = f"least_share_for_level is {least}: a share from 0 to 1."
        raise PmobookError(message)


def _fitted(rule: RuleName, answers: pd.DataFrame, constants: ScoringConstants) -> pd.DataFrame:
    """Return answers grouped as the rule reports them: by domain or layer, with levels that stages stand for."""
    fitted = answers.copy()
    for grouping in _GROUPED_BY.get(rule, ())[:1]:
        fitted["area"] = fitted["area"].where(fitted[grouping] == "", fitted[grouping])
    if rule == "goal_stage_share":
        levels = fitted["stage"].map({stage: level_of_stage(stage, constants) for stage in set(fitted["stage"])})
        fitted["level"] = fitted["level"].where(fitted["level"].notna(), levels.astype("float64"))
    return fitted


def _highest_level(rule: RuleName, answers: pd.DataFrame, given: int | None) -> int:
    highest_named = answers["level"].max()
    if given is not None:
        if given < 1 or highest_named > given:
            found = f"level {highest_named:g}" if highest_named > given else f"highest_level {given}"
            raise ProblemsFound([Problem("ratings", found, f"levels 1 to {given}", "Correct the level, or highest_level.")])
        return int(given)
    whole = answers["level"].isna() | (rule in _OF_RATINGS)
    largest = answers.loc[whole, "scale_maximum"].max()
    highest = np.nanmax([one for one in (highest_named, largest) if not pd.isna(one)] or [DEFAULT_SCALE_MAXIMUM])
    return max(int(np.ceil(highest)), 1)
