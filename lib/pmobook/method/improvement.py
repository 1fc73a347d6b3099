"""How a gap becomes a priority and when a level holds well enough to build on: numbers of the improvement method."""

from __future__ import annotations

from pydantic import model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["ImprovementMethod", "PathMethod", "PriorityMethod", "improvement_method"]


class PriorityMethod(Definition):
    """How the size of a gap becomes a priority, and from where it is called high or medium."""

    exponent: Threshold
    high: Threshold
    medium: Threshold

    @model_validator(mode="after")
    def _in_order(self) -> PriorityMethod:
        if not 0 < self.medium.value < self.high.value <= 1:
            message = "medium above 0 and below high, high at most 1"
            raise ValueError(message)
        if self.exponent.value < 1:
            message = "an exponent of 1 or more, so that a larger gap never counts for less"
            raise ValueError(message)
        return self


class PathMethod(Definition):
    """When a level holds, and how long the search for the cheapest path may take."""

    held_above: Threshold
    most_nodes: Threshold

    @model_validator(mode="after")
    def _can_be_met(self) -> PathMethod:
        if not self.held_above.value < 1 or self.most_nodes.value < 1:
            message = "a share below 1, which a practice can exceed, and at least one branch"
            raise ValueError(message)
        return self


class ImprovementMethod(Definition):
    """A dated version of the improvement method."""

    title: str
    version: str
    dated: str
    source: str
    priority: PriorityMethod
    path: PathMethod


@in_each_language
def improvement_method() -> ImprovementMethod:
    """Return the method's numbers for gaps, priorities and paths.

    Raises
    ------
    ProblemsFound
        If ``params/method/improvement.yaml`` does not hold together.
    """
    return load_model(ImprovementMethod, method_folder() / "improvement.yaml", "params/method/improvement.yaml")
