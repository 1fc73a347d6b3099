"""Scoring a long frame of ratings by any rule, with bounds for what is not assessed and the steps to each score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from pmobook.assess.scoring.arranging import Arranged, arrange
from pmobook.assess.scoring.evaluation import SHARE_RULES, evaluate, known_rule
from pmobook.assess.scoring.goal_stage_share import level_of_stage
from pmobook.assess.scoring.ladder import FirstNo
from pmobook.assess.scoring.layout import Evaluated, Layout, Numbers
from pmobook.assess.scoring.notes import above_what_was_seen, area_note, capability_note, unseen_levels
from pmobook.assess.scoring.reading import DEFAULT_SCALE_MAXIMUM, read_ratings
from pmobook.assess.scoring.scores import Bounds, Scores, assessed_shares, steps_table
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.method.scoring_rules import RuleName, ScoringConstants, scoring_rules
from pmobook.vocabulary import quoted

__all__ = ["LevelsNotSeen", "NotAssessed", "score"]

NotAssessed = Literal["exclude", "interval"]
LevelsNotSeen = Literal["left_out", "not_claimed"]
_OF_RATINGS = {"weighted_mean", "weakest_link", "weakest_link_nearness"}
_COUNTS = ["answers", "answers_not_assessed", "not_applicable", "capped", "undecided"]


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
    numbers = constants or scoring_rules().constants
    _check_choices(not_assessed, minimum_answers, least_share_for_level, first_no, levels_not_seen)
    answers = _fitted(name, read_ratings(ratings, numbers), numbers)
    top = _highest_level(name, answers, highest_level)
    large = numbers.finding_shares["large"]
    arranged = arrange(answers, top, area_weights, by_instance=name == "staged_goals", large=large)
    too_few = arranged.capabilities["answers"].to_numpy() < minimum_answers
    dropped = too_few[arranged.layout.capability_of_practice]
    shares, best = (np.where(dropped, np.nan, one) for one in (arranged.shares, arranged.best_shares))

    def compute(given: Numbers) -> Evaluated:
        return evaluate(name, arranged.layout, given, first_no=first_no, constants=numbers)

    claimed = compute(np.where(above_what_was_seen(arranged.layout, shares), 0.0, shares))
    found = claimed if levels_not_seen == "not_claimed" else compute(shares)
    worst, finest = compute(np.nan_to_num(shares, nan=0.0)), compute(np.nan_to_num(best, nan=1.0))
    policy = _Policy(not_assessed == "interval", least_share_for_level, minimum_answers, name not in SHARE_RULES)
    assessed = assessed_shares(arranged, shares)
    bounds = [
        Bounds(getattr(found, one), getattr(worst, one), getattr(finest, one), getattr(claimed, one))
        for one in ("capabilities", "areas", "overall")
    ]
    capabilities = _capabilities(arranged, shares, bounds[0], assessed[0], policy)
    return Scores(
        rule=name,
        scale_maximum=float(top) if policy.has_level else 1.0,
        capabilities=capabilities.drop(columns=["undecided", "capped"]),
        areas=_areas(arranged.layout, capabilities, bounds[1], assessed[1], policy),
        overall=_overall(arranged.layout, capabilities, bounds[2], assessed[2], policy),
        steps=steps_table(arranged.layout, shares, found),
        layout=arranged.layout,
        shares=shares,
    )


@dataclass(frozen=True)
class _Policy:
    interval: bool
    least: float
    minimum_answers: int
    has_level: bool


def _check_choices(not_assessed: str, minimum_answers: int, least: float, first_no: str, levels_not_seen: str) -> None:
    for given, allowed, what in (
        (not_assessed, ("exclude", "interval"), "policy for what is not assessed"),
        (first_no, ("below", "at"), "reading of the first no"),
        (levels_not_seen, ("left_out", "not_claimed"), "policy for levels not seen"),
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
    grouping = {"goal_stage_share": "domain", "service_sophistication": "layer"}.get(rule)
    if grouping:
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


def _capabilities(arranged: Arranged, shares: Numbers, bounds: Bounds, assessed: Numbers, policy: _Policy) -> pd.DataFrame:
    scores = bounds.table(assessed, interval=policy.interval, least=policy.least, has_level=policy.has_level)
    rows = pd.concat([arranged.capabilities, scores], axis=1)
    unseen = unseen_levels(arranged.layout, shares)
    rows["note"] = [
        _with_level_note(capability_note(row, policy.minimum_answers, levels), row, policy)
        for row, levels in zip(rows.itertuples(), unseen, strict=True)
    ]
    return _in_order(rows.astype({"note": "str"}), ["area", "capability"], ["capped", "undecided"])


def _areas(layout: Layout, capabilities: pd.DataFrame, bounds: Bounds, assessed: Numbers, policy: _Policy) -> pd.DataFrame:
    scores = bounds.table(assessed, interval=policy.interval, least=policy.least, has_level=policy.has_level)
    weights = layout.area_weights
    records = [
        {
            "area": area,
            **_totals(capabilities.loc[layout.area_of_capability == position]),
            **({} if weights is None else {"weight": float(weights[position])}),
        }
        for position, area in enumerate(layout.areas)
    ]
    kinds = {"area": "str", **dict.fromkeys(_TOTALS, "int64"), "weight": "float64"}
    rows = pd.concat([pd.DataFrame(records, columns=["area", *_TOTALS]).astype(kinds), scores], axis=1)
    weighted = [bool((layout.to_area[:, position] > 0).any()) for position in range(len(layout.areas))]
    rows["note"] = pd.Series(
        [
            _with_level_note(area_note(row, has_weight=has), row, policy)
            for row, has in zip(rows.itertuples(), weighted, strict=True)
        ],
        dtype="str",
    )
    return _in_order(rows, ["area"], ["capabilities", "capabilities_assessed"])


def _overall(layout: Layout, capabilities: pd.DataFrame, bounds: Bounds, assessed: Numbers, policy: _Policy) -> pd.Series[Any]:
    scores = bounds.table(assessed, interval=policy.interval, least=policy.least, has_level=policy.has_level)
    rows = pd.concat([pd.DataFrame([_totals(capabilities)]), scores], axis=1)
    has_weight = bool((layout.to_area > 0).any()) and (layout.area_weights is None or bool((layout.area_weights > 0).any()))
    rows["note"] = [_with_level_note(area_note(row, has_weight=has_weight), row, policy) for row in rows.itertuples()]
    ordered = _in_order(rows, [], ["capabilities", "capabilities_assessed"])
    return ordered.astype(object).iloc[0].rename("overall")


_TOTALS = ["weight", *_COUNTS, "capabilities", "capabilities_assessed"]


def _totals(capabilities: pd.DataFrame) -> dict[str, float]:
    """Return what capabilities add up to."""
    return {
        "weight": float(capabilities["weight"].sum()),
        **{name: int(capabilities[name].sum()) for name in _COUNTS},
        "capabilities": len(capabilities),
        "capabilities_assessed": int(capabilities["score"].notna().sum()),
    }


def _with_level_note(note: str, row: Any, policy: _Policy) -> str:  # noqa: ANN401 - a named tuple of a row
    withheld = policy.has_level and not pd.isna(row.score) and pd.isna(row.level)
    return "; ".join(filter(None, [note, "too little assessed to state a level" if withheld else ""]))


def _in_order(rows: pd.DataFrame, first: list[str], counts: list[str]) -> pd.DataFrame:
    scores = ["score", "lowest", "highest", "level"]
    return rows[
        [*first, *scores, "answers", "answers_not_assessed", "not_applicable", *counts, "weight", "share_assessed", "note"]
    ]
