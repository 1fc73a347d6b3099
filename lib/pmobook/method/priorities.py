"""How pairwise judgements become weights, as data: scale, random indices, limits, sampling."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = [
    "AdmissibleMethod",
    "BeyondTheTable",
    "ConsistencyMethod",
    "JudgingMethod",
    "PrioritiesMethod",
    "RandomIndex",
    "priorities_method",
]


class JudgingMethod(Definition):
    """What a judgement may be."""

    largest_preference: Threshold
    rounding_allowed: Threshold
    most_options: Threshold

    @model_validator(mode="after")
    def _can_prefer(self) -> JudgingMethod:
        if self.largest_preference.value <= 1:
            message = "largest_preference must be above 1, as in 9"
            raise ValueError(message)
        return self


class ConsistencyMethod(Definition):
    """When judgements count as consistent enough."""

    limit: Threshold
    candidates: Threshold


class RandomIndex(Definition):
    """Mean consistency index of random matrices by number of options.

    Attributes
    ----------
    values
        Number of options (as a text) to index, rising.
    beyond
        For more options than tabulated: ``line`` for the line of Alonso and Lamata, ``last`` for the last value.
    """

    title: str = Field(min_length=5)
    source: str = Field(min_length=10)
    values: dict[str, float]
    beyond: Literal["line", "last"]

    @model_validator(mode="after")
    def _is_a_table(self) -> RandomIndex:
        sizes = [int(size) if size.isdigit() else 0 for size in self.values]
        if not sizes or sizes[0] != 3 or sizes != sorted(set(sizes)) or min(self.values.values()) <= 0:
            message = "values must give an index above 0 for each number of options in quotes, from 3 upwards"
            raise ValueError(message)
        return self


class BeyondTheTable(Definition):
    """The line for sizes beyond a table."""

    slope: Threshold
    drop: Threshold


class AdmissibleMethod(Definition):
    """Which weightings the judgements allow, and how they are drawn."""

    factor: Threshold
    margin: Threshold
    samples: Threshold
    steps_per_option: Threshold
    noise_share: Threshold
    seed: Threshold

    @model_validator(mode="after")
    def _can_be_drawn(self) -> AdmissibleMethod:
        if min(self.factor.value, self.margin.value) <= 1:
            message = "factor and margin must be above 1, as in 1.5"
            raise ValueError(message)
        if not 0 < self.noise_share.value < 1:
            message = "noise_share must lie between 0 and 1, as in 0.9"
            raise ValueError(message)
        for name in ("samples", "steps_per_option", "seed"):
            value = getattr(self, name).value
            if not value.is_integer() or value < 1:
                message = f"{name} must be a whole number of at least 1"
                raise ValueError(message)
        return self


class PrioritiesMethod(Definition):
    """A dated version of the method."""

    title: str
    version: str
    dated: str
    source: str
    judging: JudgingMethod
    consistency: ConsistencyMethod
    random_indices: dict[str, RandomIndex]
    beyond_the_table: BeyondTheTable
    admissible: AdmissibleMethod


@in_each_language
def priorities_method() -> PrioritiesMethod:
    """Return the method's data about priorities.

    Raises
    ------
    ProblemsFound
        If ``params/method/priorities.yaml`` does not hold together.
    """
    return load_model(PrioritiesMethod, method_folder() / "priorities.yaml", "params/method/priorities.yaml")
