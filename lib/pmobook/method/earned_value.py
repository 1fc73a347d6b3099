"""How projects' money is forecast and compared with the organisation's past, as data."""

from __future__ import annotations

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["EarnedValueMethod", "earned_value_method"]


class EarnedValueMethod(Definition):
    """A dated version of the method.

    Attributes
    ----------
    finished_stages
        Stages of projects whose final cost is known, and which a reference class learns from.
    """

    title: str
    version: str
    dated: str
    source: str
    finished_stages: tuple[str, ...] = Field(strict=False, min_length=1)
    fewest_in_class: Threshold
    range_middle: Threshold
    range_cautious: Threshold

    @model_validator(mode="after")
    def _holds_together(self) -> EarnedValueMethod:
        if self.fewest_in_class.value < 2 or not 0 < self.range_middle.value < self.range_cautious.value < 1:
            message = "fewest_in_class of at least 2, and 0 < range_middle < range_cautious < 1"
            raise ValueError(message)
        return self


@in_each_language
def earned_value_method() -> EarnedValueMethod:
    """Return the method's data about projects' money.

    Raises
    ------
    ProblemsFound
        If ``params/method/earned_value.yaml`` does not hold together.
    """
    return load_model(EarnedValueMethod, method_folder() / "earned_value.yaml", "params/method/earned_value.yaml")
