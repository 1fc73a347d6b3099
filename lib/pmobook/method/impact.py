"""What the impact of a project on a goal is worth, as data."""

from __future__ import annotations

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["ImpactScale", "ImpactValue", "impact_scale"]


class ImpactValue(Definition):
    """One word for an impact, its worth, and the statement a rater can check it against."""

    impact: str
    value: float = Field(ge=0, le=1, strict=False)
    statement: str = Field(min_length=10)


class ImpactScale(Definition):
    """A dated version of the impacts, from none to the highest, and of what counts as spend.

    Attributes
    ----------
    impacts
        Values rise from 0 to 1.
    spending_stages
        Stages of a project in which its money counts as spend; ideas and proposals have none committed.
    """

    title: str
    version: str
    dated: str
    unit_of_measure: str
    description: str
    source: str
    impacts: tuple[ImpactValue, ...] = Field(strict=False, min_length=2)
    spending_stages: tuple[str, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _rises(self) -> ImpactScale:
        values = [impact.value for impact in self.impacts]
        if values[0] != 0 or values[-1] != 1 or values != sorted(set(values)):
            message = "values that rise from 0 for the first impact to 1 for the last"
            raise ValueError(message)
        if len(self.worth) != len(values):
            message = "each impact once"
            raise ValueError(message)
        return self

    @property
    def worth(self) -> dict[str, float]:
        """Each impact's worth, 0 to 1."""
        return {impact.impact: impact.value for impact in self.impacts}


@in_each_language
def impact_scale() -> ImpactScale:
    """Return the method's impacts.

    Raises
    ------
    ProblemsFound
        If ``params/method/impact.yaml`` does not hold together.
    """
    return load_model(ImpactScale, method_folder() / "impact.yaml", "params/method/impact.yaml")
