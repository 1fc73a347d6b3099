"""Every text of a maturity model that a person reads, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from pmobook.method.capabilities import Capability
from pmobook.method.model_definition import MaturityModel

__all__ = ["Kind", "Text", "texts_of", "words_of"]

Kind = Literal["definition", "question", "statement", "practice", "evidence", "action", "steps", "measure"]

_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}.-][^\W_]+)*")


@dataclass(frozen=True)
class Text:
    """A text and where it stands.

    Attributes
    ----------
    where
        File, capability and key, as messages name them.
    area_id
        The focus area it belongs to.
    kind
        What it is of.
    text
        As it was written.
    """

    where: str
    area_id: str
    kind: Kind
    text: str


def texts_of(model: MaturityModel, file_of: Callable[[str], str]) -> Iterator[Text]:
    """Return every text of a model that is not empty, area by area.

    Parameters
    ----------
    model
        The model.
    file_of
        Area id to how messages name its file.
    """
    for area in model.areas:
        name = file_of(area.area_id)
        yield Text(f"{name}, definition", area.area_id, "definition", area.definition)
        for capability in area.capabilities:
            for kind, place, text in _texts(capability):
                if text.strip():
                    yield Text(f"{name}, {capability.capability_id}, {place}", area.area_id, kind, text)


def _texts(capability: Capability) -> Iterator[tuple[Kind, str, str]]:
    yield "definition", "definition", capability.definition
    yield from (("question", f"questions > {one}", text) for one, text in capability.questions.items())
    yield from (("statement", f"levels > {level}", text) for level, text in capability.levels.items())
    for practice in capability.practices:
        yield "practice", f"practices > {practice.practice_id} > statement", practice.statement
        yield "evidence", f"practices > {practice.practice_id} > evidence", practice.evidence
    for action in capability.actions:
        yield "action", f"actions > {action.action_id} > title", action.title
        yield "steps", f"actions > {action.action_id} > steps", action.steps


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case; hyphens and apostrophes inside a word belong to it."""
    return tuple(_WORD.findall(text.casefold()))
