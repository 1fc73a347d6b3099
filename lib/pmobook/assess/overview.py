"""What many results come to: the figures of the scorecards' headlines and cards."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = [
    "DeliveryOverview",
    "Gap",
    "MaturityOverview",
    "MeasureOverview",
    "SpendOverview",
    "is_followed",
    "overview_of_delivery",
    "overview_of_maturity",
    "overview_of_measures",
    "overview_of_spend",
]

OVERALL = "overall"
"""The focus area id of a business unit as a whole."""


def _share(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


@dataclass(frozen=True)
class Gap:
    """A focus area below its target: score, target and their difference in levels."""

    business_unit: str
    area_id: str
    score: float
    target: float
    gap: float


@dataclass(frozen=True)
class MaturityOverview:
    """Focus areas counted over business units, by each one's chosen scoring rule.

    Attributes
    ----------
    areas
        Focus areas with a row, whether assessed or not.
    assessed
        Of these, with a score.
    compared
        Of these, with a target too.
    met
        Of these, with a score of at least the target.
    largest_gap
        The focus area furthest below its target, or None.
    overall
        Business unit to its overall score; not assessed ones are left out.
    """

    areas: int
    assessed: int
    compared: int
    met: int
    largest_gap: Gap | None
    overall: dict[str, float]

    @property
    def share_missed(self) -> float:
        """Share (0 to 1) of the compared focus areas that miss their target; NaN if none is compared."""
        return _share(self.compared - self.met, self.compared)


def overview_of_maturity(area_scores: pd.DataFrame) -> MaturityOverview:
    """Count focus areas that meet their target.

    Parameters
    ----------
    area_scores
        Table of that name for one quarter. A focus area without a score counts as not assessed, never as missed.
    """
    chosen = area_scores[area_scores["is_chosen_rule"].astype(bool)]
    whole = chosen[(chosen["area_id"] == OVERALL) & chosen["score"].notna()]
    areas = chosen[chosen["area_id"] != OVERALL]
    compared = areas[areas["gap"].notna()]
    below = compared[compared["gap"] > 0].sort_values(["gap", "business_unit", "area_id"], ascending=[False, True, True])
    return MaturityOverview(
        areas=len(areas),
        assessed=int(areas["score"].notna().sum()),
        compared=len(compared),
        met=len(compared) - len(below),
        largest_gap=_gap(below.iloc[0]) if len(below) else None,
        overall=dict(zip(whole["business_unit"].tolist(), whole["score"].tolist(), strict=True)),
    )


def _gap(row: pd.Series) -> Gap:
    return Gap(str(row["business_unit"]), str(row["area_id"]), float(row["score"]), float(row["target"]), float(row["gap"]))


@dataclass(frozen=True)
class MeasureOverview:
    """Measures counted by status."""

    met: int
    near: int
    missed: int
    not_assessed: int

    @property
    def assessed(self) -> int:
        """Measures with a status against their target."""
        return self.met + self.near + self.missed

    @property
    def share_missed(self) -> float:
        """Share (0 to 1) of the measures with a status that miss their target; NaN if none has one."""
        return _share(self.missed, self.assessed)


def overview_of_measures(measure_status: pd.DataFrame) -> MeasureOverview:
    """Count measures by status; whatever has no status counts as not assessed."""
    counts = measure_status["status"].value_counts()
    met, near, missed = (int(counts.get(status, 0)) for status in ("met", "near", "missed"))
    return MeasureOverview(met, near, missed, len(measure_status) - met - near - missed)


@dataclass(frozen=True)
class DeliveryOverview:
    """Projects counted by delivery confidence, and what they come to in money and time.

    Attributes
    ----------
    projects
        All that are followed.
    by_confidence
        Confidence (worst first, then "not assessed") to the number of projects.
    costed
        Projects with a planned and an expected cost.
    planned_cost, expected_cost
        Their sums, in the engagement's money scale; NaN if no project has both.
    scheduled
        Projects with a finish they are held to and a forecast finish.
    late
        Of these, forecast to finish after it.
    """

    projects: int
    by_confidence: dict[str, int]
    costed: int
    planned_cost: float
    expected_cost: float
    scheduled: int
    late: int

    @property
    def rated(self) -> int:
        """Projects with a delivery confidence."""
        return self.projects - self.by_confidence[NOT_ASSESSED]

    @property
    def low(self) -> int:
        """Projects rated red or amber/red."""
        return self.by_confidence[Confidence.RED] + self.by_confidence[Confidence.AMBER_RED]

    @property
    def share_low(self) -> float:
        """Share (0 to 1) of the rated projects that are red or amber/red; NaN if none is rated."""
        return _share(self.low, self.rated)

    @property
    def cost_variance(self) -> float:
        """Expected less planned cost; positive is dearer."""
        return self.expected_cost - self.planned_cost

    @property
    def cost_variance_share(self) -> float:
        """Cost variance as a share of the planned cost; NaN without one."""
        return _share(self.cost_variance, self.planned_cost) if self.planned_cost > 0 else math.nan

    @property
    def share_late(self) -> float:
        """Share (0 to 1) of the scheduled projects that are late; NaN if none is scheduled."""
        return _share(self.late, self.scheduled)


def is_followed(stage: pd.Series, stages: Collection[str]) -> pd.Series:
    """Say for each project's stage whether it is followed: one of `stages`, or none given (missing or an empty text)."""
    return stage.isin(list(stages)) | (stage.fillna("") == "")


def overview_of_delivery(project_status: pd.DataFrame, stages: Collection[str]) -> DeliveryOverview:
    """Count projects by delivery confidence and add up what they cost.

    Parameters
    ----------
    project_status
        Table of that name for one quarter.
    stages
        Stages that are followed; projects in others (ideas, closed) are left out, projects without a stage are not.
    """
    followed = project_status[is_followed(project_status["stage"], stages)]
    counts = followed["confidence"].fillna(NOT_ASSESSED).value_counts()
    rated = {str(one): int(counts.get(one, 0)) for one in Confidence}
    costed = followed[followed["planned_cost"].notna() & followed["expected_cost"].notna()]
    slips = followed["slip_days"].dropna()
    return DeliveryOverview(
        projects=len(followed),
        by_confidence={**rated, NOT_ASSESSED: len(followed) - sum(rated.values())},
        costed=len(costed),
        planned_cost=math.fsum(costed["planned_cost"]) if len(costed) else math.nan,
        expected_cost=math.fsum(costed["expected_cost"]) if len(costed) else math.nan,
        scheduled=len(slips),
        late=int((slips > 0).sum()),
    )


@dataclass(frozen=True)
class SpendOverview:
    """Spend beside goals: total, and what of it serves no goal, in the engagement's money scale."""

    total: float
    without_goal: float

    @property
    def share_without_goal(self) -> float:
        """Share (0 to 1) of spend on projects that serve no goal; NaN without any spend."""
        return _share(self.without_goal, self.total) if self.total > 0 else math.nan


def overview_of_spend(alignment: pd.DataFrame) -> SpendOverview:
    """Add up spend by whether it serves a goal; the row without a goal id is spend on no goal."""
    spend = alignment[alignment["spend"].notna()]
    without = spend[spend["goal_id"].fillna("") == ""]
    return SpendOverview(
        total=math.fsum(spend["spend"]) if len(spend) else math.nan,
        without_goal=math.fsum(without["spend"]) if len(spend) else math.nan,
    )
