"""When a figure becomes a finding: thresholds as data."""

from __future__ import annotations

import functools

from pydantic import Field, model_validator

from pmobook.method.places import method_folder
from pmobook.method.yaml_text import Definition, load_model

__all__ = [
    "AlignmentThresholds",
    "DeliveryThresholds",
    "EarnedValueThresholds",
    "MaturityThresholds",
    "MeasureThresholds",
    "Threshold",
    "Thresholds",
    "thresholds",
]


class Threshold(Definition):
    """A number of the method, what it counts and why it stands there."""

    value: float = Field(ge=0, strict=False)
    unit_of_measure: str = Field(min_length=3)
    description: str = Field(min_length=10)


class MaturityThresholds(Definition):
    """For focus areas below their target, and for figures that are not sure."""

    gap_act: Threshold
    least_share_for_level: Threshold
    level_unsure: Threshold
    agreement_low: Threshold
    perception_gap: Threshold
    self_over_evidence: Threshold


class AlignmentThresholds(Definition):
    """For spend beside the weight of the goals, judges who disagree, and sponsors' load."""

    difference_watch: Threshold
    difference_act: Threshold
    no_goal_act: Threshold
    judges_apart: Threshold
    sponsor_projects: Threshold
    sponsor_spend: Threshold


class MeasureThresholds(Definition):
    """For the trend of a measure."""

    trend_fewest_values: Threshold
    trend_window: Threshold
    trend_steps: Threshold

    @model_validator(mode="after")
    def _suffices(self) -> MeasureThresholds:
        # Two earlier values make one step; with less there is nothing to compare a change with.
        if self.trend_fewest_values.value < 3 or self.trend_window.value < 2:
            message = "at least 3 values for a trend, 2 of them before the latest"
            raise ValueError(message)
        return self


class DeliveryThresholds(Definition):
    """For cost and schedule of a project."""

    cost_watch: Threshold
    cost_act: Threshold
    underspend_watch: Threshold
    slip_watch: Threshold
    slip_act: Threshold


class EarnedValueThresholds(Definition):
    """For indices of earned value, estimates at completion, and forecasts that grow."""

    judged_from: Threshold
    cost_index_watch: Threshold
    cost_index_act: Threshold
    schedule_index_watch: Threshold
    schedule_index_act: Threshold
    whole_life_watch: Threshold
    drift_watch: Threshold
    drift_act: Threshold


class Thresholds(Definition):
    """A dated version of all thresholds.

    Attributes
    ----------
    followed_stages
        Stages in which a project's confidence, cost and dates lead to findings; the tables show every project.
    """

    title: str
    version: str
    dated: str
    source: str
    maturity: MaturityThresholds
    alignment: AlignmentThresholds
    measures: MeasureThresholds
    delivery: DeliveryThresholds
    earned_value: EarnedValueThresholds
    followed_stages: tuple[str, ...] = Field(strict=False, min_length=1)


@functools.cache
def thresholds() -> Thresholds:
    """Return the method's thresholds.

    Raises
    ------
    ProblemsFound
        If ``params/method/thresholds.yaml`` does not hold together.
    """
    return load_model(Thresholds, method_folder() / "thresholds.yaml", "params/method/thresholds.yaml")
