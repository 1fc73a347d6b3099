"""The words, letters and shapes for how a measure varies and whether it can be relied on to meet its target."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from pmobook.language import said_later
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["ASSURANCE_ICONS", "VARIATION_ICONS", "Assurance", "Icon", "Variation"]


class Variation(StrEnum):
    """What the latest value of a measure is part of."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    RISING = "rising"
    FALLING = "falling"
    CHANGED = "changed"
    COMMON = "common"
    NOT_ASSESSED = NOT_ASSESSED


class Assurance(StrEnum):
    """Whether a measure meets its target time after time as long as nothing changes."""

    PASSES = "consistently passes"
    HIT_AND_MISS = "hit and miss"
    FAILS = "consistently fails"
    NOT_ASSESSED = NOT_ASSESSED


@dataclass(frozen=True)
class Icon:
    """An icon as data: told apart by shape and letter, with colour on top.

    Attributes
    ----------
    letter
        One character inside it: H (higher), L (lower), P (passes), F (fails), ? (hit and miss) and so on.
    shape
        ``rising``, ``falling``, ``wave``, ``above``, ``below``, ``across`` or ``none``: what is drawn beside the letter.
    colour
        ``better`` (blue), ``worse`` (orange) or ``neutral`` (grey).
    words
        What it says, in a few words.
    """

    letter: str
    shape: str
    colour: str
    words: str


VARIATION_ICONS = MappingProxyType(
    {
        (Variation.IMPROVING, 1): Icon("H", "rising", "better", said_later("improving: higher than chance explains")),
        (Variation.IMPROVING, -1): Icon("L", "falling", "better", said_later("improving: lower than chance explains")),
        (Variation.WORSENING, 1): Icon("H", "rising", "worse", said_later("worsening: higher than chance explains")),
        (Variation.WORSENING, -1): Icon("L", "falling", "worse", said_later("worsening: lower than chance explains")),
        (Variation.RISING, 1): Icon("H", "rising", "neutral", said_later("higher than chance explains")),
        (Variation.FALLING, -1): Icon("L", "falling", "neutral", said_later("lower than chance explains")),
        (Variation.CHANGED, 0): Icon("!", "wave", "neutral", said_later("a pattern that chance does not explain")),
        (Variation.COMMON, 0): Icon("=", "wave", "neutral", said_later("no signal: it varies as it has before")),
        (Variation.NOT_ASSESSED, 0): Icon("–", "none", "neutral", said_later("variation not assessed")),  # noqa: RUF001 - a dash
    }
)
"""Variation and direction (1 higher, -1 lower, 0 none) to its icon."""

ASSURANCE_ICONS = MappingProxyType(
    {
        Assurance.PASSES: Icon("P", "above", "better", said_later("consistently passes its target")),
        Assurance.HIT_AND_MISS: Icon("?", "across", "neutral", said_later("hits and misses its target by chance")),
        Assurance.FAILS: Icon("F", "below", "worse", said_later("consistently fails its target")),
        Assurance.NOT_ASSESSED: Icon("–", "none", "neutral", said_later("assurance not assessed")),  # noqa: RUF001 - a dash
    }
)
"""Assurance to its icon."""
