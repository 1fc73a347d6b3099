"""How goals get their weights, and what a sponsor's load is made of, as data."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["AlignmentMethod", "GoalWeighing", "alignment_method"]


class GoalWeighing(Definition):
    """How goals are weighed.

    Attributes
    ----------
    prefer
        Which counts among goals that have both: ``comparisons`` (pairwise judgements) or ``given`` (weights in the form goals).
    method, random_index, aggregation
        As `pmobook.assess.priorities.weights` takes them.
    """

    prefer: Literal["comparisons", "given"]
    method: Literal["eigenvector", "geometric_mean"]
    random_index: Literal["saaty", "saaty_1980", "donegan_dodd"]
    aggregation: Literal["judgements", "priorities"]


class AlignmentMethod(Definition):
    """A dated version of the method.

    Attributes
    ----------
    sponsored_stages
        Stages of a project in which it takes its sponsor's time.
    """

    title: str
    version: str
    dated: str
    source: str
    weights: GoalWeighing
    sponsored_stages: tuple[str, ...] = Field(strict=False, min_length=1)

    def preferring(self, goal_weights: Literal["judged", "given"] | None) -> AlignmentMethod:
        """Return the method with an engagement's own choice of which weights count first; unchanged if it made none."""
        if goal_weights is None:
            return self
        prefer: Literal["comparisons", "given"] = "comparisons" if goal_weights == "judged" else "given"
        return self.model_copy(update={"weights": self.weights.model_copy(update={"prefer": prefer})})


@in_each_language
def alignment_method() -> AlignmentMethod:
    """Return the method's data about alignment.

    Raises
    ------
    ProblemsFound
        If ``params/method/alignment.yaml`` does not hold together.
    """
    return load_model(AlignmentMethod, method_folder() / "alignment.yaml", "params/method/alignment.yaml")
