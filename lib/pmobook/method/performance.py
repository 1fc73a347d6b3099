"""How measures are read over time: limits, signals, seasons, prospects and claims, as data."""

from __future__ import annotations

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = [
    "ClaimWords",
    "LimitsMethod",
    "NelsonMethod",
    "NhsMethod",
    "PerformanceMethod",
    "ProspectsMethod",
    "SeasonalityMethod",
    "performance_method",
]


def _whole(definition: Definition, least: int, *names: str) -> None:
    for name in names:
        value = getattr(definition, name).value
        if not value.is_integer() or value < least:
            message = f"{name} must be a whole number of at least {least}"
            raise ValueError(message)


class LimitsMethod(Definition):
    """How far limits lie from the centre, and when they are trial limits."""

    sigmas: Threshold
    range_to_sigma: Threshold
    upper_range: Threshold
    near_sigmas: Threshold
    trial_below: Threshold

    @model_validator(mode="after")
    def _holds_together(self) -> LimitsMethod:
        _whole(self, 2, "trial_below")
        if not 0 < self.near_sigmas.value < self.sigmas.value:
            message = "near_sigmas must be above 0 and below sigmas"
            raise ValueError(message)
        if self.range_to_sigma.value <= 0 or self.upper_range.value <= 1:
            message = "range_to_sigma must be above 0 and upper_range above 1"
            raise ValueError(message)
        return self

    @property
    def ranges(self) -> float:
        """Distance from the centre to a limit, in mean moving ranges: 2.66."""
        return self.sigmas.value / self.range_to_sigma.value


class NhsMethod(Definition):
    """How many values make a signal by the four rules of the NHS."""

    one_side: Threshold
    one_direction: Threshold
    near_points: Threshold
    near_window: Threshold

    @model_validator(mode="after")
    def _can_be_counted(self) -> NhsMethod:
        _whole(self, 2, "one_side", "one_direction", "near_window")
        _whole(self, 1, "near_points")
        if self.near_points.value > self.near_window.value:
            message = "near_points can't exceed near_window"
            raise ValueError(message)
        return self


class NelsonMethod(Definition):
    """How many values make a signal by Nelson's eight tests."""

    one_side: Threshold
    one_direction: Threshold
    alternating: Threshold
    outer_points: Threshold
    outer_window: Threshold
    middle_points: Threshold
    middle_window: Threshold
    hugging: Threshold
    avoiding: Threshold

    @model_validator(mode="after")
    def _can_be_counted(self) -> NelsonMethod:
        _whole(self, 2, "one_side", "one_direction", "outer_window", "middle_window", "hugging", "avoiding")
        _whole(self, 3, "alternating")
        _whole(self, 1, "outer_points", "middle_points")
        if self.outer_points.value > self.outer_window.value or self.middle_points.value > self.middle_window.value:
            message = "outer_points and middle_points can't exceed their windows"
            raise ValueError(message)
        return self


class SeasonalityMethod(Definition):
    """When a season is stated."""

    fewest_years: Threshold
    significance: Threshold

    @model_validator(mode="after")
    def _can_be_tested(self) -> SeasonalityMethod:
        _whole(self, 2, "fewest_years")
        if not 0 < self.significance.value < 1:
            message = "significance must lie between 0 and 1, as in 0.01"
            raise ValueError(message)
        return self


class ProspectsMethod(Definition):
    """When a probability of meeting the year's target is stated."""

    fewest_values: Threshold
    degrees: Threshold

    @model_validator(mode="after")
    def _can_be_stated(self) -> ProspectsMethod:
        _whole(self, 3, "fewest_values")
        if not 0 < self.degrees.value <= 1:
            message = "degrees must be above 0 and at most 1"
            raise ValueError(message)
        return self


class ClaimWords(Definition):
    """Words by which owners claim that a measure moved, and words that take a claim back.

    Attributes
    ----------
    improved, worse
        Claim a direction whatever the measure.
    rising, falling
        Claim one by which way is better.
    negations, intentions
        Take back what is claimed within `reach` words after them.
    causes
        What follows, up to the end of the clause, gives a reason and claims nothing.
    clause_ends
        Begin a new clause, as punctuation does.
    idioms
        Several words that hold one of the above and claim nothing.
    """

    improved: tuple[str, ...] = Field(strict=False, min_length=1)
    worse: tuple[str, ...] = Field(strict=False, min_length=1)
    rising: tuple[str, ...] = Field(strict=False)
    falling: tuple[str, ...] = Field(strict=False)
    negations: tuple[str, ...] = Field(strict=False)
    intentions: tuple[str, ...] = Field(strict=False)
    causes: tuple[str, ...] = Field(strict=False)
    clause_ends: tuple[str, ...] = Field(strict=False)
    idioms: tuple[str, ...] = Field(strict=False)
    reach: Threshold

    @model_validator(mode="after")
    def _mean_one_thing(self) -> ClaimWords:
        _whole(self, 1, "reach")
        every = [word for name in ("improved", "worse", "rising", "falling") for word in getattr(self, name)]
        twice = sorted({word for word in every if every.count(word) > 1})
        if twice:
            message = f"a word claims one thing only, and these stand twice: {', '.join(twice)}"
            raise ValueError(message)
        return self


class PerformanceMethod(Definition):
    """A dated version of the method."""

    title: str
    version: str
    dated: str
    source: str
    limits: LimitsMethod
    nhs: NhsMethod
    nelson: NelsonMethod
    seasonality: SeasonalityMethod
    prospects: ProspectsMethod
    claims: ClaimWords


@in_each_language
def performance_method() -> PerformanceMethod:
    """Return the method's data about measures over time.

    Raises
    ------
    ProblemsFound
        If ``params/method/performance.yaml`` does not hold together.
    """
    return load_model(PerformanceMethod, method_folder() / "performance.yaml", "params/method/performance.yaml")
