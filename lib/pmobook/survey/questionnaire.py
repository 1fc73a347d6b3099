"""What one respondent is asked: for each capability a plain question and what one would see at each level."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass

from pmobook.inputs.perspectives import perspective_titles
from pmobook.method.maturity import Capability, MaturityModel

__all__ = ["Item", "items", "minutes_to_answer", "questionnaire_digest"]

_NEUTRAL = "How well does this happen today? {definition}"


@dataclass(frozen=True)
class Item:
    """One capability as a respondent is asked about it.

    Attributes
    ----------
    area_id, capability_id
        Its place in the model.
    title
        The capability's title.
    question
        The question for the respondent's perspective; where the model has none, a general one with the definition.
    levels
        What one would see at each level from 0; where the model does not say, the general name of the level.
    """

    area_id: str
    capability_id: str
    title: str
    question: str
    levels: tuple[str, ...]

    @property
    def highest_level(self) -> int:
        """The highest rating."""
        return len(self.levels) - 1

    @property
    def asked(self) -> str:
        """Title and question as they stand in one cell."""
        return f"{self.title}\n{self.question}"

    @property
    def scale(self) -> str:
        """The levels as they stand in one cell, one a line."""
        return "\n".join(f"{level}   {text}" for level, text in enumerate(self.levels))


def items(model: MaturityModel, perspective: str) -> tuple[Item, ...]:
    """Return what someone of a perspective is asked, in the model's order.

    Parameters
    ----------
    model
        The business unit's maturity model.
    perspective
        Id of the perspective; one for which the model has no question, such as ``not_stated``, gets the general one.
    """
    return tuple(
        Item(area.area_id, one.capability_id, one.title, _question(one, perspective), _levels(one, model))
        for area in model.areas
        for one in area.capabilities
    )


def _question(capability: Capability, perspective: str) -> str:
    return _one_line(capability.questions.get(perspective) or _NEUTRAL.format(definition=capability.definition))


def _levels(capability: Capability, model: MaturityModel) -> tuple[str, ...]:
    return tuple(_one_line(capability.levels.get(level) or name or f"Level {level}") for level, name in model.levels.items())


def _one_line(text: str) -> str:
    return " ".join(text.split())


def questionnaire_digest(model: MaturityModel) -> str:
    """Return a digest over everything of a model that any respondent sees, and nothing else.

    Two versions with one digest ask the same, so answers to one are answers to the other.
    """
    seen = {
        "levels": list(model.levels.values()),
        "areas": [[area.area_id, area.title, area.definition] for area in model.areas],
        "items": {
            perspective: [[one.capability_id, one.title, one.question, one.levels] for one in items(model, perspective)]
            for perspective in perspective_titles(model)
        },
    }
    # A letter first, so that no spreadsheet takes it for a number.
    return "q" + hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:32]


def minutes_to_answer(model: MaturityModel) -> int:
    """Return how long the answers take: a minute for each capability, rounded up to five."""
    return 5 * math.ceil(len(model.capability_ids) / 5)
