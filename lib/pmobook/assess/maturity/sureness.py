"""How sure the scores are: intervals, probabilities of levels, agreement, perception gaps and ways of answering."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.agreement import ResponsePatterns, response_patterns
from pmobook.assess.maturity.answers import SurveyAnswers
from pmobook.assess.maturity.question import MaturityPolicy, MaturityQuestion
from pmobook.assess.tables import AGREEMENT, LEVEL_PROBABILITIES, OVERALL, PERCEPTION_GAPS, build, each_row, rows_of
from pmobook.assess.uncertainty import bootstrap_agreement, bootstrap_levels_by_rules, perception_gaps, with_and_without
from pmobook.assess.wording import counted
from pmobook.inputs.perspectives import NOT_STATED, OTHER
from pmobook.language import say

__all__ = ["Interval", "Sureness", "how_sure"]

PMO = "pmo"
"""The perspective that every other is compared with."""

_STATISTICS = {
    ("krippendorff_alpha", "ordinal"): "krippendorff_alpha",
    ("intraclass_correlation", "ICC(2,1)"): "icc_2_1",
    ("intraclass_correlation", "ICC(2,k)"): "icc_2_k",
    ("r_wg_j", "uniform"): "r_wg_j",
    ("cronbach_alpha", ""): "cronbach_alpha",
}


@dataclass(frozen=True)
class Interval:
    """A score's interval, and how likely its level is reached."""

    low: float = math.nan
    high: float = math.nan
    probability: float = math.nan


@dataclass(frozen=True, eq=False)
class Sureness:
    """How sure a survey's scores are.

    Attributes
    ----------
    intervals
        Rule and scope (a capability, a focus area or ``overall``) to the score's interval.
    level_probabilities, agreement, perception_gaps
        Tables of those names.
    patterns
        Ways of answering; None without ratings, and in an anonymous survey where it would tell of too few people.
    without_straight_liners
        See `pmobook.assess.uncertainty.with_and_without`, by the chosen rule; no rows without ratings, and in an anonymous
        survey where what too few people answered could be worked out from it.
    note
        How to read the intervals.
    """

    intervals: Mapping[tuple[str, str], Interval] = field(default_factory=dict)
    level_probabilities: pd.DataFrame = field(default_factory=lambda: build((), LEVEL_PROBABILITIES))
    agreement: pd.DataFrame = field(default_factory=lambda: build((), AGREEMENT))
    perception_gaps: pd.DataFrame = field(default_factory=lambda: build((), PERCEPTION_GAPS))
    patterns: ResponsePatterns | None = None
    without_straight_liners: pd.DataFrame = field(default_factory=pd.DataFrame)
    note: str = ""

    def interval(self, rule: str, scope: str) -> Interval:
        """Return a score's interval; one without figures if none is stated."""
        return self.intervals.get((rule, scope), Interval())

    def probability(self, capability_id: str, level: int) -> float:
        """Return how likely a capability's level is reached with other respondents, by the chosen rule; NaN if not known."""
        return self._at_least.get((capability_id, level), math.nan)

    @cached_property
    def _at_least(self) -> dict[tuple[str, int], float]:
        known = self.level_probabilities
        return {(one, int(level)): at_least for one, level, at_least in rows_of(known, "capability_id", "level", "at_least")}


def how_sure(question: MaturityQuestion, answers: SurveyAnswers) -> Sureness:
    """Say how sure a survey's scores are, by resampling its respondents.

    Parameters
    ----------
    question
        For the rules and how answers count.
    answers
        People's ratings. Without any there is nothing to be sure of.
    """
    if answers.ratings.empty:
        return Sureness()
    policy = question.policy
    fewest = max(policy.fewest, 1)
    intervals: dict[tuple[str, str], Interval] = {}
    note, probabilities = "", build((), LEVEL_PROBABILITIES)
    told = [rule for rule in question.model.scoring_rules if not policy.tells_on_people("survey", rule)]
    for rule, found in bootstrap_levels_by_rules(answers.ratings, answers.layout, told, minimum_raters=fewest).items():
        reached = {(row.area, row.capability, int(row.level)): float(row.at_least) for row in each_row(found.probabilities)}
        for row in each_row(found.intervals):
            at_least = math.nan
            if not math.isnan(row.score):
                at_least = reached.get((row.area, row.capability, math.floor(round(row.score, 9))), math.nan)
            intervals[rule, _scope(row)] = Interval(row.low, row.high, at_least)
        if rule == policy.rule:
            note, probabilities = found.note, _probabilities(found.probabilities)
    patterns = response_patterns(answers.ratings, lowest=0, highest=question.model.highest_level)
    without = with_and_without(answers.ratings, answers.layout, policy.rule, minimum_raters=fewest)
    return Sureness(
        intervals=intervals,
        level_probabilities=probabilities,
        agreement=build(_agreement(question, answers), AGREEMENT),
        perception_gaps=build(_gaps(question, answers), PERCEPTION_GAPS),
        patterns=patterns if _may_tell(policy, patterns.summary["respondents"], patterns.judged) else None,
        without_straight_liners=without
        if _may_tell(policy, without["raters_without"], without["raters_with"])
        else without.iloc[:0],
        note=note,
    )


def _may_tell(policy: MaturityPolicy, some: pd.Series[int], every: pd.Series[int] | int) -> bool:
    """Say whether counts, and what is left of the whole, are those of nobody or of enough people."""
    counts = np.concatenate([np.asarray(some, dtype=np.int64), np.asarray(every - some, dtype=np.int64)])
    return not policy.anonymous or bool(((counts == 0) | (counts >= policy.minimum_group)).all())


def _scope(row: Any) -> str:  # noqa: ANN401 - a named tuple of a row
    return str(row.capability or row.area)


def _probabilities(found: pd.DataFrame) -> pd.DataFrame:
    rows = found.loc[(found["level"] > 0) & found["at_least"].notna()]
    shown = pd.DataFrame(
        {
            "area_id": rows["area"],
            "capability_id": rows["capability"],
            "level": rows["level"],
            "at_least": rows["at_least"].round(9),
        }
    )
    return shown.reset_index(drop=True).astype(LEVEL_PROBABILITIES)


def _agreement(question: MaturityQuestion, answers: SurveyAnswers) -> Iterator[dict[str, Any]]:
    for area in (*question.model.areas, None):
        columns = [one.capability_id for one in area.capabilities] if area else list(question.model.capability_ids)
        yield from _agreement_of(area.area_id if area else OVERALL, answers.ratings[columns].dropna(how="all"), question)


def _agreement_of(area_id: str, ratings: pd.DataFrame, question: MaturityQuestion) -> Iterator[dict[str, Any]]:
    items, top = ratings.shape[1], question.model.highest_level
    hidden = question.policy.anonymous and len(ratings) < question.policy.minimum_group
    if len(ratings) < 2 or hidden:
        note = _too_few(len(ratings), question.policy, hidden=hidden)
        for statistic in _STATISTICS.values():
            yield _agreement_row(
                area_id, statistic, (math.nan, math.nan, math.nan), (pd.NA if hidden else len(ratings), items), note
            )
        return
    found = bootstrap_agreement(ratings, lowest=0, highest=top, levels=("ordinal",), incomplete="raters")
    for row in each_row(found):
        known = _STATISTICS.get((row.statistic, row.form))
        if known and question.policy.anonymous and row.raters < question.policy.minimum_group:
            note = _too_few(0, question.policy, hidden=True)
            yield _agreement_row(area_id, known, (math.nan, math.nan, math.nan), (pd.NA, items), note)
        elif known:
            yield _agreement_row(area_id, known, (row.value, row.low, row.high), (int(row.raters), items), str(row.note))


def _too_few(raters: int, policy: MaturityPolicy, *, hidden: bool) -> str:
    if hidden:
        return say("not shown: fewer than {minimum_group} people answered", minimum_group=policy.minimum_group)
    return say("not assessed: {person} rated, at least 2 are needed", person=counted(raters, "person", "people"))


def _agreement_row(
    area_id: str, statistic: str, figures: tuple[float, float, float], counts: tuple[Any, int], note: str
) -> dict[str, Any]:
    value, low, high = (round(figure, 9) for figure in figures)
    return {
        "area_id": area_id, "statistic": statistic, "value": value, "low": low, "high": high, "raters": counts[0],
        "items": counts[1], "note": note,
    }  # fmt: skip


def _gaps(question: MaturityQuestion, answers: SurveyAnswers) -> Iterator[dict[str, Any]]:
    """Yield every perspective's gap to the PMO's own view."""
    least = question.policy.minimum_group if question.policy.anonymous else 1
    # The full reason would count the people who are too few.
    hidden = say("not shown: fewer than {least} people answered, or what fewer answered could be worked out", least=least)
    present = set(answers.perspectives)
    if PMO not in present:
        return
    for perspective in (one.perspective_id for one in question.model.perspectives):
        if perspective in {PMO, OTHER, NOT_STATED} or perspective not in present:
            continue
        found = perception_gaps(answers.ratings, answers.perspectives, perspective, PMO, least)
        for row in each_row(found.gaps):
            whole = row.capability == OVERALL
            yield {
                "area_id": OVERALL if whole else question.model.area_of(row.capability).area_id,
                "capability_id": "" if whole else row.capability,
                "perspective": perspective,
                "gap": np.round(row.gap, 9),
                "low": np.round(row.low, 9),
                "high": np.round(row.high, 9),
                "raters": row.first_raters,
                "raters_of_pmo": row.second_raters,
                "note": row.note if row.shown or not question.policy.anonymous else hidden,
            }
