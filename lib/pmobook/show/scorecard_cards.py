"""The cards of a scorecard: one for each subject that results speak of."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.overview import (
    overview_of_delivery,
    overview_of_maturity,
    overview_of_measures,
    overview_of_spend,
)
from pmobook.assess.results import Results
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.method.scorecard import CardThreshold, ScorecardRules
from pmobook.show.figures import money, percent_change, share_as_percent
from pmobook.show.page import Card
from pmobook.show.words import counted, joined
from pmobook.vocabulary import NOT_ASSESSED, Quarter

__all__ = ["REPORTING", "reporting_card", "subject_cards"]

REPORTING = "reporting"
"""What the card on business units without results is made of: no figure of theirs."""


@dataclass(frozen=True)
class _Shares:
    """What a card's figure is judged by: its share, and that of the business units of both quarters, now and before."""

    now: float
    alike: float = math.nan
    before: float = math.nan

    @property
    def moved(self) -> str:
        """Which way it moved; every card's share is the better the smaller. Empty if there is nothing to compare."""
        if math.isnan(self.alike) or math.isnan(self.before):
            return ""
        # What reads the same has not moved.
        return (
            "same"
            if share_as_percent(self.alike) == share_as_percent(self.before)
            else "better"
            if self.alike < self.before
            else "worse"
        )


def _card(label: str, value: str, detail: str, shares: _Shares, threshold: CardThreshold, anchor: str, subject: str = "") -> Card:
    urgency = 0.0 if math.isnan(shares.now) else shares.now / threshold.act
    return Card(label, value, detail, threshold.kind(shares.now), urgency, shares.moved, anchor, subject or anchor)


def _of(part: int, whole: int) -> str:
    return say("{part:,} of {whole:,}", part=part, whole=whole) if whole else NOT_ASSESSED


def _was(quarter: Quarter | None, before: str, base: str) -> str:
    return "" if quarter is None or before == NOT_ASSESSED else f"{quarter}: {before}{base}"


def _both(now: pd.DataFrame, before: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return the rows before of business units that have rows in both quarters, and how many those are if not all."""
    units, were = set(now["business_unit"].tolist()), set(before["business_unit"].tolist())
    shared = before[before["business_unit"].isin(units)]
    return shared, "" if units == were else say(
        " in the {business_unit} of both quarters", business_unit=counted(len(units & were), "business unit")
    )


def _alike(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the rows now of business units that have rows before: what has moved is told of the same ones."""
    return now[now["business_unit"].isin(set(before["business_unit"].tolist()))]


def subject_cards(
    now: Results, before: Results, earlier: Quarter | None, money_of: Money, stages: Collection[str], rules: ScorecardRules
) -> list[Card]:
    """Return the cards of one quarter, beside the quarter before.

    Parameters
    ----------
    now, before
        Results narrowed to one quarter each, of one business unit or of all. Only business units with results of a
        subject in both are compared; if they are not all, the card says how many.
    earlier
        The quarter of `before`; None if there is none.
    money_of
        Currency and scale.
    stages
        Stages of projects that are followed.
    rules
        When a card turns amber or red.
    """
    return [
        *_maturity_and_measures(now, before, earlier, rules),
        *_delivery(now, before, earlier, money_of, stages, rules),
        _spend(now, before, earlier, money_of, rules),
    ]


def _maturity_and_measures(now: Results, before: Results, earlier: Quarter | None, rules: ScorecardRules) -> list[Card]:
    compared, held = now.area_scores[now.area_scores["gap"].notna()], before.area_scores[before.area_scores["gap"].notna()]
    scores_before, of_scores = _both(compared, held)
    measures_before, of_measures = _both(now.measure_status, before.measure_status)
    maturity, was = overview_of_maturity(now.area_scores), overview_of_maturity(scores_before)
    measures, were = overview_of_measures(now.measure_status), overview_of_measures(measures_before)
    return [
        _card(
            say("Focus areas below target"),
            _of(maturity.compared - maturity.met, maturity.compared),
            _was(earlier, _of(was.compared - was.met, was.compared), of_scores),
            _Shares(
                maturity.share_missed, overview_of_maturity(_alike(now.area_scores, scores_before)).share_missed, was.share_missed
            ),
            rules.cards.targets_missed,
            "maturity",
        ),
        _card(
            say("Measures that miss their target"),
            _of(measures.missed, measures.assessed),
            _was(earlier, _of(were.missed, were.assessed), of_measures),
            _Shares(
                measures.share_missed,
                overview_of_measures(_alike(now.measure_status, measures_before)).share_missed,
                were.share_missed,
            ),
            rules.cards.measures_missed,
            "performance",
        ),
    ]


def _delivery(
    now: Results, before: Results, earlier: Quarter | None, money_of: Money, stages: Collection[str], rules: ScorecardRules
) -> list[Card]:
    delivery = overview_of_delivery(now.project_status, stages)
    projects_before, base = _both(now.project_status, before.project_status)
    was = overview_of_delivery(projects_before, stages)
    alike = overview_of_delivery(_alike(now.project_status, projects_before), stages)
    cost = (
        say(
            "{expected_cost} expected, {planned_cost} planned",
            expected_cost=money(delivery.expected_cost, money_of),
            planned_cost=money(delivery.planned_cost, money_of),
        )
        if delivery.costed
        else ""
    )
    return [
        _card(
            say("Projects rated red or amber/red"),
            _of(delivery.low, delivery.rated),
            _was(earlier, _of(was.low, was.rated), base),
            _Shares(delivery.share_low, alike.share_low, was.share_low),
            rules.cards.low_confidence,
            "projects",
        ),
        _card(
            say("Expected cost against plan"),
            percent_change(delivery.cost_variance_share, 1),
            cost,
            _Shares(delivery.cost_variance_share, alike.cost_variance_share, was.cost_variance_share),
            rules.cards.cost_overrun,
            "money",
            "projects",
        ),
        _card(
            say("Projects forecast to finish late"),
            _of(delivery.late, delivery.scheduled),
            _was(earlier, _of(was.late, was.scheduled), base),
            _Shares(delivery.share_late, alike.share_late, was.share_late),
            rules.cards.late_projects,
            "projects",
        ),
    ]


def _spend(now: Results, before: Results, earlier: Quarter | None, money_of: Money, rules: ScorecardRules) -> Card:
    # Spend is compared with goals only where goals were handed in.
    has_goals = bool((now.alignment["goal_id"].fillna("") != "").any())
    goals_before, base = _both(now.alignment, before.alignment)
    spend, was = overview_of_spend(now.alignment), overview_of_spend(goals_before)
    alike = overview_of_spend(_alike(now.alignment, goals_before)).share_without_goal
    share = spend.share_without_goal if has_goals else math.nan
    detail = (
        say("{without_goal} of {total}", without_goal=money(spend.without_goal, money_of), total=money(spend.total, money_of))
        if has_goals and spend.total > 0
        else ""
    )
    then = _was(earlier, share_as_percent(was.share_without_goal), base) if has_goals else ""
    return _card(
        say("Spend that serves no goal"),
        share_as_percent(share),
        ". ".join(filter(None, [detail, then])),
        _Shares(share, alike if has_goals else math.nan, was.share_without_goal),
        rules.cards.spend_without_goal,
        "alignment",
    )


def reporting_card(missing: Sequence[str], business_units: int, rules: ScorecardRules) -> Card:
    """Return the card that says how many business units have no results; `missing` are their names."""
    share = len(missing) / business_units
    few = (
        joined(missing)
        if len(missing) <= 2
        else say("{missing} and {other}", missing=missing[0], other=counted(len(missing) - 1, "other"))
    )
    detail = few if missing else say("All {business_units} reported", business_units=business_units)
    value = say("{missing} of {business_units}", missing=len(missing), business_units=business_units)
    return _card(
        say("Business units without results"), value, detail, _Shares(share), rules.cards.not_reported, "maturity", REPORTING
    )
