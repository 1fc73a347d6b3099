"""How far the roadmap looks ahead and which stages are over, as data."""

from __future__ import annotations

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["RoadmapMethod", "roadmap_method"]

_DECEMBER = 12


class RoadmapMethod(Definition):
    """A dated version of the method.

    Attributes
    ----------
    over_stages
        Stages of projects that are finished or stopped: their dates no longer move.
    """

    title: str
    version: str
    dated: str
    source: str
    over_stages: tuple[str, ...] = Field(strict=False)
    least_quarters: Threshold
    most_quarters: Threshold
    year_begins: Threshold
    enterprise_projects: Threshold

    @model_validator(mode="after")
    def _can_be_drawn(self) -> RoadmapMethod:
        for name in ("least_quarters", "most_quarters", "year_begins", "enterprise_projects"):
            value = getattr(self, name).value
            if not value.is_integer() or value < 1:
                message = f"{name} must be a whole number of at least 1"
                raise ValueError(message)
        if self.least_quarters.value > self.most_quarters.value:
            message = "least_quarters must be at most most_quarters"
            raise ValueError(message)
        if self.year_begins.value > _DECEMBER:
            message = "year_begins must be a month from 1 to 12"
            raise ValueError(message)
        return self

    def for_a_year_from(self, month: int | None) -> RoadmapMethod:
        """Return the method with an engagement's own month in which the financial year begins; unchanged if it names none."""
        if month is None:
            return self
        return self.model_copy(update={"year_begins": self.year_begins.model_copy(update={"value": float(month)})})


@in_each_language
def roadmap_method() -> RoadmapMethod:
    """Return the method's data about the roadmap.

    Raises
    ------
    ProblemsFound
        If ``params/method/roadmap.yaml`` does not hold together.
    """
    return load_model(RoadmapMethod, method_folder() / "roadmap.yaml", "params/method/roadmap.yaml")
