"""When a figure becomes a finding: thresholds as data."""

from __future__ import annotations

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
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
    """For what a measure's chart, claims and data give rise to."""

    fewest_values: Threshold
    claim_window: Threshold
    target_unlikely: Threshold
    gaps_watch: Threshold
    never_in_play: Threshold
    out_of_scale: Threshold

    @model_validator(mode="after")
    def _suffices(self) -> MeasureThresholds:
        # Three values make two moving ranges; with less there is no telling how far chance reaches.
        if self.fewest_values.value < 3 or self.claim_window.value < 1:
            message = "at least 3 values for a signal, and a claim_window of at least 1"
            raise ValueError(message)
        if self.out_of_scale.value <= 1 or self.target_unlikely.value > 1:
            message = "out_of_scale must be above 1, and target_unlikely a probability of at most 1"
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
    cost_index_out_of_reach: Threshold
    schedule_index_watch: Threshold
    schedule_index_act: Threshold
    earned_above_budget: Threshold
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


@in_each_language
def thresholds() -> Thresholds:
    """Return the method's thresholds.

    Raises
    ------
    ProblemsFound
        If ``params/method/thresholds.yaml`` does not hold together.
    """
    return load_model(Thresholds, method_folder() / "thresholds.yaml", "params/method/thresholds.yaml")
