"""A maturity model as data: focus areas, their capabilities, what each level means, and what everything weighs."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from pydantic import Field, model_validator

from pmobook.method.capabilities import Action, Capability, FocusArea, Perspective, Practice
from pmobook.method.scoring_rules import RuleName
from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import is_id

__all__ = ["LEVELS", "MaturityModel"]

LEVELS = range(6)
"""Maturity levels: 0 (not done) to 5. A model may end earlier, at 2 at the lowest."""

_LOWEST_TOP = 2


class MaturityModel(Definition):
    """A dated version of a maturity model."""

    model_id: str
    title: str
    version: str
    dated: str
    source: str
    levels: dict[str, str]
    """``"0"`` to the highest level, with the name of each."""
    perspectives: tuple[Perspective, ...] = Field(default=(), strict=False)
    """From which sides people are asked; none if everybody is asked the same."""
    areas: tuple[FocusArea, ...] = Field(strict=False, min_length=1)
    scoring_rules: tuple[RuleName, ...] = Field(strict=False, min_length=1)
    """The rules that make sense for it, shown side by side."""

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
        count = len(self.levels)
        if list(self.levels) != [str(level) for level in range(count)] or not _LOWEST_TOP < count <= len(LEVELS):
            message = f"levels must name 0 to {LEVELS[-1]}, in order, or fewer from 0 up, to {_LOWEST_TOP} at least"
            raise ValueError(message)
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> MaturityModel:
        """Return a copy, with changes that are not checked; nothing remembered of the old model goes with it."""
        copied = super().model_copy(update=update, deep=deep)
        for name in set(copied.__dict__) - set(type(self).model_fields):
            del copied.__dict__[name]
        return copied

    @property
    def highest_level(self) -> int:
        """The level that nothing can be above."""
        return len(self.levels) - 1

    @functools.cached_property
    def capabilities(self) -> tuple[Capability, ...]:
        """Every capability, area by area."""
        return tuple(capability for area in self.areas for capability in area.capabilities)

    @functools.cached_property
    def capability_ids(self) -> tuple[str, ...]:
        """Every capability's id, area by area."""
        return tuple(capability.capability_id for capability in self.capabilities)

    @functools.cached_property
    def practice_ids(self) -> tuple[str, ...]:
        """Every practice's id, capability by capability; none in a model that is rated as a whole only."""
        return tuple(self.places_of_practices)

    @functools.cached_property
    def places_of_practices(self) -> dict[str, tuple[Capability, Practice]]:
        """Practice id to the capability that it belongs to and the practice itself."""
        return {practice.practice_id: (one, practice) for one in self.capabilities for practice in one.practices}

    @functools.cached_property
    def places_of_capabilities(self) -> dict[str, tuple[FocusArea, Capability]]:
        """Capability id to the focus area that it belongs to and the capability itself."""
        return {capability.capability_id: (area, capability) for area in self.areas for capability in area.capabilities}

    def area_of(self, capability_id: str) -> FocusArea:
        """Return the focus area of a capability.

        Raises
        ------
        KeyError
            If the model has no such capability; so it is in all that follow.
        """
        return self.places_of_capabilities[capability_id][0]

    def capability(self, capability_id: str) -> Capability:
        """Return a capability."""
        return self.places_of_capabilities[capability_id][1]

    def practice(self, practice_id: str) -> Practice:
        """Return a practice."""
        return self.places_of_practices[practice_id][1]

    def capability_of(self, practice_id: str) -> Capability:
        """Return the capability that a practice belongs to."""
        return self.places_of_practices[practice_id][0]

    def practices_of(self, capability_id: str, level: int | None = None) -> tuple[Practice, ...]:
        """Return the practices of a capability, in the order of the model; of one level, or of all."""
        capability = self.capability(capability_id)
        return capability.practices if level is None else capability.practices_at(level)

    def actions_of(self, capability_id: str, to_level: int | None = None) -> tuple[Action, ...]:
        """Return the actions of a capability; those that lead to one level, or all."""
        capability = self.capability(capability_id)
        return capability.actions if to_level is None else capability.actions_to(to_level)
