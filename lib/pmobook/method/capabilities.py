"""What a maturity model is made of: focus areas, their capabilities, and the practices and actions of each level."""

from __future__ import annotations

from pydantic import Field

from pmobook.method.yaml_text import Definition

__all__ = ["Action", "Capability", "Dependency", "FocusArea", "Perspective", "Practice"]


class Perspective(Definition):
    """A group of people who see a PMO from the same side, and are asked in words of their own."""

    perspective_id: str
    title: str = Field(min_length=1)
    """In the plural, as in Project managers."""
    roles: tuple[str, ...] = Field(default=(), strict=False)
    """What such people write as their role in the form responses; letter case does not matter."""


class Dependency(Definition):
    """A level that another capability must have reached first."""

    capability_id: str
    level: int = Field(ge=1)


class Practice(Definition):
    """One checkable thing that is done at a level, and what would prove it."""

    practice_id: str
    level: int = Field(ge=1)
    statement: str = Field(min_length=1)
    evidence: str = ""
    """A named record that would prove it; empty in a model that is not finished."""
    weight: float = Field(default=1.0, gt=0, strict=False)
    """Beside the other practices of its level."""


class Action(Definition):
    """Something to do to bring a capability up one level."""

    action_id: str
    to_level: int = Field(ge=1)
    title: str = Field(min_length=1)
    """In the imperative."""
    steps: str = ""
    person_days: float = Field(ge=0, strict=False)
    """Effort of the PMO and the business unit together."""
    weeks: float = Field(ge=0, strict=False)
    """Calendar time from start to finish."""
    depends_on: tuple[Dependency, ...] = Field(default=(), strict=False)
    """Besides the level below, which every action needs."""


class Capability(Definition):
    """Something a PMO can do, rated as a whole or practice by practice.

    Questions, levels, practices and actions may be missing in a first sketch of a model: it can be rated by, and
    ``pmobook method check`` says what it lacks.
    """

    capability_id: str
    title: str
    definition: str
    weight: float = Field(default=1.0, gt=0, strict=False)
    """Beside the other capabilities of its focus area."""
    questions: dict[str, str] = Field(default_factory=dict)
    """Perspective to a plain question for those people."""
    levels: dict[str, str] = Field(default_factory=dict)
    """``"0"`` to the model's highest level: what one would see there."""
    practices: tuple[Practice, ...] = Field(default=(), strict=False)
    """Cumulative: the practices of a level are added to those of the levels below."""
    actions: tuple[Action, ...] = Field(default=(), strict=False)

    def practices_at(self, level: int) -> tuple[Practice, ...]:
        """Return the practices that a level adds."""
        return tuple(practice for practice in self.practices if practice.level == level)

    def actions_to(self, level: int) -> tuple[Action, ...]:
        """Return the actions, any one of which leads from the level below to a level."""
        return tuple(action for action in self.actions if action.to_level == level)

    def statement(self, level: int) -> str | None:
        """Return what one would see at a level, or None if the model does not say."""
        return self.levels.get(str(level))


class FocusArea(Definition):
    """A group of capabilities that is reported together."""

    area_id: str
    title: str
    short_title: str = Field(max_length=24)
    """For a column heading."""
    definition: str
    weight: float = Field(default=1.0, gt=0, strict=False)
    capabilities: tuple[Capability, ...] = Field(strict=False, min_length=1)
