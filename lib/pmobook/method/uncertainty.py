"""How sure a level is: resampling, smallest groups, response patterns and words for agreement, as data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = [
    "Band",
    "BootstrapMethod",
    "FewestRaters",
    "Labels",
    "ResponsePatternsMethod",
    "Uncertainty",
    "WithinGroupMethod",
    "uncertainty",
]

_MOST_RESAMPLES = 100_000


class BootstrapMethod(Definition):
    """How respondents are resampled and when an interval is stated."""

    resamples: Threshold
    interval_share: Threshold
    seed: Threshold
    least_share_of_resamples: Threshold
    most_distinct_values: Threshold
    small_group: Threshold

    @model_validator(mode="after")
    def _can_be_drawn(self) -> BootstrapMethod:
        if not self.resamples.value.is_integer() or not 100 <= self.resamples.value <= _MOST_RESAMPLES:
            message = f"resamples must be a whole number from 100 to {_MOST_RESAMPLES:,}"
            raise ValueError(message)
        if not 0 < self.interval_share.value < 1:
            message = "interval_share must lie between 0 and 1, as in 0.9"
            raise ValueError(message)
        if not self.seed.value.is_integer():
            message = "seed must be a whole number"
            raise ValueError(message)
        return self


class FewestRaters(Definition):
    """With fewer raters a statistic is missing."""

    interval: Threshold
    within_group: Threshold

    @model_validator(mode="after")
    def _can_disagree(self) -> FewestRaters:
        if min(self.interval.value, self.within_group.value) < 2:
            message = "at least 2 raters: one alone can neither agree nor be resampled"
            raise ValueError(message)
        return self


class ResponsePatternsMethod(Definition):
    """When a way of answering is pointed out."""

    fewest_answers: Threshold
    nearly_straight: Threshold


class WithinGroupMethod(Definition):
    """What ratings would vary by if people rated at random, for the agreement within a group.

    Attributes
    ----------
    negative
        Whether agreement below 0 is set to 0 (``zero``) or left (``as_is``).
    expected_variance
        Distribution to number of options (as a text) to variance.
    """

    negative: Literal["zero", "as_is"]
    source: str = Field(min_length=10)
    expected_variance: dict[str, dict[str, float]]

    @model_validator(mode="after")
    def _variances_are_positive(self) -> WithinGroupMethod:
        for distribution, variances in self.expected_variance.items():
            for options, variance in variances.items():
                if not options.isdigit() or int(options) < 2 or variance <= 0:
                    message = f"{distribution}: the number of options must be 2 or more in quotes, and its variance above 0"
                    raise ValueError(message)
        return self


class Band(Definition):
    """A word for values from ``at_least`` up to the band above."""

    at_least: float
    label: str = Field(min_length=2)


class Labels(Definition):
    """Words for a statistic's values and who proposed them."""

    source: str = Field(min_length=10)
    bands: tuple[Band, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _highest_first(self) -> Labels:
        bounds = [band.at_least for band in self.bands]
        if bounds != sorted(set(bounds), reverse=True):
            message = "bands must stand from the highest to the lowest, each bound once"
            raise ValueError(message)
        return self


class Uncertainty(Definition):
    """A dated version of the method."""

    title: str
    version: str
    dated: str
    source: str
    bootstrap: BootstrapMethod
    fewest_raters: FewestRaters
    response_patterns: ResponsePatternsMethod
    within_group: WithinGroupMethod
    labels: dict[str, Labels]


@in_each_language
def uncertainty() -> Uncertainty:
    """Return the method's data about uncertainty and agreement.

    Raises
    ------
    ProblemsFound
        If ``params/method/uncertainty.yaml`` does not hold together.
    """
    return load_model(Uncertainty, method_folder() / "uncertainty.yaml", "params/method/uncertainty.yaml")
