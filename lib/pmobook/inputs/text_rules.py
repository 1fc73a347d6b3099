"""Texts of a source that have a meaning, as a mapping states them, and the ground that its parts stand on."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, field_validator, model_validator

from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import quoted

__all__ = ["MappingPart", "TextRule", "TextRules", "Texts", "refuse_repeats", "squeezed"]

_LONGEST_PATTERN = 200
_LONGEST_SEARCHED = 300
_MOST_REPEATS = 3
_MOST_WAYS = 256


def squeezed(text: str) -> str:
    """Return a text on one line, with single spaces and none at its ends."""
    return " ".join(text.split())


def _as_list(value: object) -> object:
    """Let a single text stand where a list of texts is meant."""
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(strict=False)]


class MappingPart(Definition):
    """A piece of a mapping; the sentence under each key is its documentation."""

    model_config = ConfigDict(use_attribute_docstrings=True)


class TextRule(MappingPart):
    """Texts of a source that mean something of their own; a plain text stands for `text`. Letter case doesn't matter."""

    text: str | None = None
    """The whole text of a cell. Empty quotes mean a blank cell (in `leave_out`)."""
    begins: str | None = Field(default=None, min_length=1)
    """How the text of a cell begins."""
    pattern: str | None = Field(default=None, min_length=1)
    """A regular expression found in the text: at most 200 characters, three repeats, no repeated group, few optional parts."""
    reason: str | None = Field(default=None, min_length=1)
    """What to keep as the reason; if left out, the text of the cell is kept."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_way(self) -> TextRule:
        if sum(way is not None for way in (self.text, self.begins, self.pattern)) != 1:
            message = "one of text, begins and pattern"
            raise ValueError(message)
        return self

    @field_validator("pattern")
    @classmethod
    def _is_tame(cls, value: str | None) -> str | None:
        if value is not None:
            _check_pattern(value)
        return value

    def matches(self, text: str) -> bool:
        """Say whether a cell's text is meant."""
        folded = squeezed(text).casefold()
        if self.text is not None:
            return folded == squeezed(self.text).casefold()
        if self.begins is not None:
            return folded.startswith(squeezed(self.begins).casefold())
        return re.search(str(self.pattern), squeezed(text)[:_LONGEST_SEARCHED], re.IGNORECASE) is not None


def _check_pattern(pattern: str) -> None:
    """Refuse a regular expression that is broken, or that could search one cell for hours."""
    if len(pattern) > _LONGEST_PATTERN:
        message = f"a pattern of at most {_LONGEST_PATTERN} characters"
        raise ValueError(message)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        message = f"a regular expression ({error})"
        raise ValueError(message) from None
    bare = re.sub(r"\[\^?\]?[^\]]*\]", "x", re.sub(r"\\.", "x", pattern))
    if re.search(r"\)[*+{]", bare):
        message = "a pattern without a repeated group such as (…)*, which can search one cell for hours"
        raise ValueError(message)
    if _ways(bare) > _MOST_WAYS:
        message = f"a pattern whose optional parts (…?) and alternatives (…|…) make at most {_MOST_WAYS} ways to go through it"
        raise ValueError(message)
    if len(re.findall(r"[*+{]", bare)) > _MOST_REPEATS:
        message = f"a pattern with at most {_MOST_REPEATS} of *, + and {{…}}, since more can search one cell for hours"
        raise ValueError(message)


def _ways(bare: str) -> int:
    """Return how many ways the optional parts and the alternatives in brackets leave to go through a pattern."""
    ways, brackets = 1, []
    for before, sign in zip(f" {bare}", bare, strict=False):
        if sign == "(":
            brackets.append(1)
        elif sign == "|" and brackets:
            brackets[-1] += 1
        elif sign == ")" and brackets:
            ways *= brackets.pop()
        elif sign == "?" and before not in "(*+?}":
            ways *= 2
    return ways


TextRules = Annotated[
    tuple[TextRule, ...],
    BeforeValidator(lambda value: [value] if isinstance(value, (str, dict)) else value),
    Field(strict=False),
]


def refuse_repeats(place: str, texts: Iterable[str]) -> None:
    """Refuse two texts that differ in letter case or spaces only.

    Raises
    ------
    ValueError
        In words for the author of the mapping.
    """
    seen: dict[str, str] = {}
    for text in texts:
        folded = squeezed(text).casefold()
        if folded in seen:
            message = f"{place} whose texts differ in more than letter case; {quoted(seen[folded])} and {quoted(text)} clash"
            raise ValueError(message)
        seen[folded] = text
