"""Reading ease of a text in English: how easily a busy person takes it in."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["TextCounts", "count_text", "reading_ease", "syllables"]

_WORD = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}.,][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)")
_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s?$")
_VOWELS = re.compile(r"[aeiouy]+")
# Written vowels that are no sound of their own.
_SILENT_END = re.compile(r"(?:[^aeiouyl]e|[aeiouy]le|[^aeiouytdl]ed|[aeiouy]led|(?<![cs]h)(?<=[^aeiouyscxzgl])es|[aeiouy]les)$")
_SILENT_INSIDE = re.compile(r"[^aeiouyl](?:eful|ely|eless|ement(?=s?$))|usiness|^fore(?=.{2})|(?<=.)e(?=where|fore$|thing)")
# Vowels that stand together and are two sounds.
_TWO_SOUNDS = re.compile(
    r"(?<![tcsxg])ia(?!ns?$)|[dlr]io(?=[dlsu]|$)|(?<=[dv])iou|tios?$|(?:ar|id)ea|(?<![tc])ien[ct]|iet|[^q]ua(?=[lt])"
    r"|creat(?!u)|[aeoy]ing|coo(?=[pr])|^re(?=act|all|app|ass|est|org|us)|eal(?=it)|oyee"
)


@dataclass(frozen=True)
class TextCounts:
    """How many sentences, words and syllables a text has."""

    sentences: int
    words: int
    syllables: int

    def __add__(self, other: TextCounts) -> TextCounts:
        return TextCounts(self.sentences + other.sentences, self.words + other.words, self.syllables + other.syllables)


def syllables(word: str) -> int:
    """Return how many syllables a word has, by its spelling; at least one.

    Examples
    --------
    >>> [syllables(word) for word in ("cat", "sentence", "platypus", "used")]
    [1, 2, 3, 1]
    """
    plain = "".join(letter for letter in _POSSESSIVE.sub("", word.casefold()) if letter.isalpha())
    count = len(_VOWELS.findall(plain))
    if _SILENT_END.search(plain):
        count -= 1
    count -= len(_SILENT_INSIDE.findall(plain))
    return max(count + len(_TWO_SOUNDS.findall(plain)), 1)


def count_text(texts: str | Iterable[str]) -> TextCounts:
    """Return the counts of a text, or of several together; what ends a text ends a sentence.

    Parts of a hyphenated word count as words, and a figure as a word of one syllable.
    """
    total = TextCounts(0, 0, 0)
    for text in [texts] if isinstance(texts, str) else texts:
        words = _WORD.findall(text)
        if words:
            sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
            total += TextCounts(sentences, len(words), sum(syllables(word) for word in words))
    return total


def reading_ease(counts: TextCounts) -> float:
    r"""Return the Flesch reading ease: about 100 very easy, 60 plain English, 30 as hard as a scientific paper.

    Parameters
    ----------
    counts
        Of a text; under about 100 words the figure is rough.

    Returns
    -------
    float
        Not bounded; NaN for a text without words.

    Notes
    -----
    :math:`206.835 - 1.015 \cdot words / sentences - 84.6 \cdot syllables / words`

    References
    ----------
    R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948), 221-233.

    Examples
    --------
    >>> round(reading_ease(count_text("The cat sat on the mat.")), 3)
    116.145
    """
    if counts.words == 0:
        return math.nan
    return 206.835 - 1.015 * counts.words / counts.sentences - 84.6 * counts.syllables / counts.words
