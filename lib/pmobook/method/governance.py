"""How gates are followed up, what evidence implies about a project and when ratings differ, as data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model
from pmobook.vocabulary import Confidence

__all__ = [
    "AgreementMethod",
    "Combination",
    "Dimension",
    "GateMethod",
    "GovernanceMethod",
    "HistoryMethod",
    "StalenessMethod",
    "StandardsMethod",
    "governance_method",
]

_BELOW_GREEN = (Confidence.AMBER_GREEN, Confidence.AMBER, Confidence.AMBER_RED, Confidence.RED)


def _rating(value: object) -> object:
    known = {str(one): one for one in Confidence}
    if isinstance(value, str) and value not in known:
        message = f"one of {', '.join(known)}"
        raise ValueError(message)
    return known[value] if isinstance(value, str) else value


class GateMethod(Definition):
    """For gates, decisions and conditions.

    Attributes
    ----------
    outside_the_order
        How names of gates begin that happen when they are needed: they make no other gate skipped.
    comes_back
        Decisions after which the same gate is to be held again.
    ends
        Decisions after which no later gate is due.
    watched_stages
        Stages of projects whose gates lead to findings.
    """

    outside_the_order: tuple[str, ...] = Field(strict=False)
    comes_back: tuple[str, ...] = Field(strict=False)
    ends: tuple[str, ...] = Field(strict=False)
    watched_stages: tuple[str, ...] = Field(strict=False, min_length=1)
    overdue_watch: Threshold
    overdue_act: Threshold
    conditions_watch: Threshold
    conditions_act: Threshold
    held_when_due_watch: Threshold
    fewest_gates: Threshold
    calendar_projects: Threshold


class Dimension(Definition):
    """One dimension of evidence and the bands that its figure falls in.

    Attributes
    ----------
    worse
        Which way the figure is worse.
    limits
        Band to the figure from which on the band is no better; green is what stays short of the first limit.
    """

    title: str
    measures: str
    unit_of_measure: str
    worse: Literal["higher", "lower"]
    weight: float = Field(ge=0, strict=False)
    limits: dict[str, float]
    description: str

    @field_validator("limits", mode="before")
    @classmethod
    def _are_numbers(cls, value: object) -> object:
        if not isinstance(value, dict) or any(
            isinstance(one, bool) or not isinstance(one, int | float) for one in value.values()
        ):
            message = "a number for each of amber/green, amber, amber/red and red"
            raise ValueError(message)
        return {str(band): float(limit) for band, limit in value.items()}

    @model_validator(mode="after")
    def _holds_together(self) -> Dimension:
        if set(self.limits) != {str(one) for one in _BELOW_GREEN}:
            message = "a limit for each of amber/green, amber, amber/red and red"
            raise ValueError(message)
        ordered = [self.limits[str(one)] for one in _BELOW_GREEN]
        wanted = sorted(set(ordered), reverse=self.worse == "lower")
        if ordered != wanted:
            message = f"limits that get {self.worse} from amber/green to red"
            raise ValueError(message)
        return self


class Combination(Definition):
    """How dimensions become one implied rating."""

    rule: Literal["weighted_mean", "worst"]
    fewest_dimensions: Threshold
    most_above_worst: Threshold


class AgreementMethod(Definition):
    """For owners' ratings beside what the evidence implies."""

    agrees_within: Threshold
    bias_watch: Threshold
    fewest_projects: Threshold
    resamples: Threshold
    interval_share: Threshold
    seed: Threshold
    watermelon: Threshold

    @model_validator(mode="after")
    def _suffices(self) -> AgreementMethod:
        if not 0 < self.interval_share.value < 1 or self.resamples.value < 1 or self.fewest_projects.value < 2:
            message = "interval_share between 0 and 1, resamples of at least 1, fewest_projects of at least 2"
            raise ValueError(message)
        return self


class StalenessMethod(Definition):
    """For ratings that stand while the evidence moves."""

    unchanged: Threshold
    finish_moved: Threshold
    cost_moved: Threshold


class StandardsMethod(Definition):
    """For comparing how business units rate like projects."""

    fewest_projects: Threshold
    difference_watch: Threshold

    @model_validator(mode="after")
    def _suffices(self) -> StandardsMethod:
        if self.fewest_projects.value < 2:
            message = "fewest_projects of at least 2"
            raise ValueError(message)
        return self


class HistoryMethod(Definition):
    """For a portfolio over several quarters."""

    likely_same_name: Threshold
    common_words: tuple[str, ...] = Field(strict=False)
    fewest_compared: Threshold


class GovernanceMethod(Definition):
    """A dated version of the method.

    Attributes
    ----------
    evidence
        Dimension to its bands, in the order in which they are told.
    gate_skipped, gate_conditions
        The gate record is no better than this where a gate was skipped, or conditions are open too long.
    expected_impact
        Weights of the low, likely and high impact of a risk in its mean.
    """

    title: str
    version: str
    dated: str
    source: str
    gates: GateMethod
    evidence: dict[Literal["cost", "schedule", "benefits", "risk", "gates"], Dimension]
    gate_skipped: Confidence
    gate_conditions: Confidence
    expected_impact: dict[Literal["low", "likely", "high"], int]
    expected_impact_source: str
    combination: Combination
    agreement: AgreementMethod
    staleness: StalenessMethod
    standards: StandardsMethod
    history: HistoryMethod

    _reads_ratings = field_validator("gate_skipped", "gate_conditions", mode="before")(_rating)

    @model_validator(mode="after")
    def _holds_together(self) -> GovernanceMethod:
        if len(self.evidence) != 5 or not sum(one.weight for one in self.evidence.values()) > 0:
            message = "cost, schedule, benefits, risk and gates under evidence, at least one with a weight above 0"
            raise ValueError(message)
        weights = self.expected_impact
        if len(weights) != 3 or min(weights.values()) < 0 or sum(weights.values()) == 0:
            message = "weights of 0 or more for low, likely and high under expected_impact, at least one above 0"
            raise ValueError(message)
        return self


@in_each_language
def governance_method() -> GovernanceMethod:
    """Return the method's data about governance.

    Raises
    ------
    ProblemsFound
        If ``params/method/governance.yaml`` does not hold together.
    """
    return load_model(GovernanceMethod, method_folder() / "governance.yaml", "params/method/governance.yaml")
