"""Status marks: a shape, a colour and a word, so that none of them stands alone."""

from __future__ import annotations

import html
from typing import Literal

from pmobook.language import word as said
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["CONFIDENCE_KINDS", "MEASURE_KINDS", "SEVERITY_KINDS", "SHAPES", "Kind", "confidence_mark", "measure_mark",
           "movement_mark", "status_mark"]  # fmt: skip

Kind = Literal["good", "watch", "act", "not assessed"]
"""What a status asks of its reader: nothing, attention, action; or that nobody has looked."""

SHAPES: dict[Kind, str] = {"good": "●", "watch": "◆", "act": "▲", "not assessed": "○"}

MEASURE_KINDS: dict[str, Kind] = {"met": "good", "near": "watch", "missed": "act", NOT_ASSESSED: "not assessed"}
"""Status of a measure against its target."""

CONFIDENCE_KINDS: dict[str, Kind] = {
    Confidence.RED: "act",
    Confidence.AMBER_RED: "act",
    Confidence.AMBER: "watch",
    Confidence.AMBER_GREEN: "good",
    Confidence.GREEN: "good",
    NOT_ASSESSED: "not assessed",
}
"""Delivery confidence as its owner rates it."""

SEVERITY_KINDS: dict[str, Kind] = {"act": "act", "watch": "watch", "note": "not assessed"}
"""Severity of a finding; a note is grey because it asks for nothing."""

_MOVEMENTS = {
    "better": ("▴", "good", "better"),
    "worse": ("▾", "act", "worse"),
    "same": ("=", "not assessed", "unchanged"),
    "improving": ("▴", "good", "improving"),
    "worsening": ("▾", "act", "worsening"),
    "steady": ("=", "not assessed", "steady"),
}


def css_class(kind: Kind) -> str:
    """Return a kind as part of a class name."""
    return kind.replace(" ", "-")


def status_mark(kind: Kind, word: str) -> str:
    """Return a status as HTML.

    Parameters
    ----------
    kind
        Decides shape and colour.
    word
        What the status is called where it is shown; escaped.
    """
    shape = f'<span aria-hidden="true">{SHAPES[kind]}</span>'
    return f'<span class="pmo-status pmo-{css_class(kind)}">{shape} {html.escape(said(word))}</span>'


def _word(value: object) -> str:
    return value if isinstance(value, str) and value else NOT_ASSESSED


def measure_mark(status: object) -> str:
    """Return a measure's status (met, near, missed, not assessed) as HTML; missing is not assessed."""
    word = _word(status)
    return status_mark(MEASURE_KINDS[word], word)


def confidence_mark(confidence: object) -> str:
    """Return a delivery confidence as HTML; missing is not assessed."""
    word = _word(confidence)
    return status_mark(CONFIDENCE_KINDS[word], word)


def movement_mark(movement: object) -> str:
    """Return a movement or trend as HTML: an arrow and its word; any other text (new, too few values) as it is."""
    word = _word(movement)
    if word not in _MOVEMENTS:
        return f'<span class="pmo-movement">{html.escape(said(word))}</span>'
    arrow, kind, words = _MOVEMENTS[word]
    classes = f"pmo-movement pmo-{kind.replace(' ', '-')}"
    return f'<span class="{classes}"><span aria-hidden="true">{arrow}</span> {html.escape(said(words))}</span>'
