"""A maturity model as data: focus areas, their capabilities, and what they weigh."""

from __future__ import annotations

import functools

from pydantic import Field, model_validator

from pmobook.errors import PmobookError
from pmobook.method.places import method_folder
from pmobook.method.scoring_rules import RuleName
from pmobook.method.yaml_text import Definition, load_model
from pmobook.vocabulary import is_id, nearest, quoted

__all__ = ["LEVELS", "Capability", "FocusArea", "MaturityModel", "maturity_model", "maturity_model_names"]

LEVELS = range(6)
"""Maturity levels: 0 (not done) to 5."""


class Capability(Definition):
    """Something a PMO can do, rated as a whole."""

    capability_id: str
    title: str
    definition: str
    weight: float = Field(default=1.0, gt=0, strict=False)


class FocusArea(Definition):
    """A group of capabilities that is reported together."""

    area_id: str
    title: str
    short_title: str = Field(max_length=24)
    """For a column heading."""
    definition: str
    weight: float = Field(default=1.0, gt=0, strict=False)
    capabilities: tuple[Capability, ...] = Field(strict=False, min_length=1)


class MaturityModel(Definition):
    """A dated version of a maturity model."""

    model_id: str
    title: str
    version: str
    dated: str
    source: str
    levels: dict[str, str]
    """``"0"`` to ``"5"`` with the name of each level."""
    areas: tuple[FocusArea, ...] = Field(strict=False, min_length=1)
    scoring_rules: tuple[RuleName, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _holds_together(self) -> MaturityModel:
        area_ids = [area.area_id for area in self.areas]
        capability_ids = [capability.capability_id for area in self.areas for capability in area.capabilities]
        for ids in (area_ids, capability_ids):
            repeated = sorted({one for one in ids if ids.count(one) > 1})
            wrong = [one for one in ids if not is_id(one)]
            if repeated or wrong:
                message = f"ids that are repeated or malformed: {', '.join(repeated + wrong)}"
                raise ValueError(message)
        if list(self.levels) != [str(level) for level in LEVELS]:
            message = "levels must name 0 to 5, in order"
            raise ValueError(message)
        return self

    @property
    def capability_ids(self) -> tuple[str, ...]:
        """Every capability's id, area by area."""
        return tuple(capability.capability_id for area in self.areas for capability in area.capabilities)


def maturity_model_names() -> tuple[str, ...]:
    """Return the ids of the models in ``params/method/maturity``."""
    return tuple(sorted(place.parent.name for place in (method_folder() / "maturity").glob("*/model.yaml")))


@functools.cache
def maturity_model(model_id: str) -> MaturityModel:
    """Return a model of the method.

    Raises
    ------
    PmobookError
        If there is no model of that id.
    ProblemsFound
        If its file does not hold together.
    """
    known = maturity_model_names()
    if model_id not in known:
        guess = nearest(model_id, known)
        hint = f"Did you mean {guess}? " if guess else ""
        message = f"There is no maturity model {quoted(model_id)}. {hint}params/method/maturity has {', '.join(known)}."
        raise PmobookError(message)
    shown_as = f"params/method/maturity/{model_id}/model.yaml"
    return load_model(MaturityModel, method_folder() / "maturity" / model_id / "model.yaml", shown_as)
