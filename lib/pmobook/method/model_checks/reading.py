"""How easily the texts of a maturity model read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmobook.method.model_checks.finding import LintFinding
from pmobook.method.model_checks.rules import ReadingLimits
from pmobook.method.model_checks.texts import Text
from pmobook.method.reading_ease import count_text, reading_ease
from pmobook.vocabulary import quoted

__all__ = ["AreaReading", "HardText", "find_hard_reading", "hardest_texts", "reading_by_area"]


@dataclass(frozen=True)
class AreaReading:
    """How easily one focus area reads: its Flesch reading ease, and the words it rests on."""

    area_id: str
    reading_ease: float
    words: int


@dataclass(frozen=True)
class HardText:
    """A text and its Flesch reading ease."""

    text: Text
    reading_ease: float


def reading_by_area(texts: Sequence[Text]) -> tuple[AreaReading, ...]:
    """Return how easily each focus area reads, all its texts together, in the order of the model."""
    areas = dict.fromkeys(text.area_id for text in texts)
    counts = {area: count_text([text.text for text in texts if text.area_id == area]) for area in areas}
    return tuple(AreaReading(area, reading_ease(one), one.words) for area, one in counts.items())


def hardest_texts(texts: Sequence[Text], limits: ReadingLimits) -> tuple[HardText, ...]:
    """Return the texts that read hardest, hardest first; short ones, whose figure says little, are left out."""
    counted = [(text, count_text(text.text)) for text in texts]
    judged = [HardText(text, reading_ease(counts)) for text, counts in counted if counts.words >= limits.fewest_words]
    return tuple(sorted(judged, key=lambda one: (one.reading_ease, one.text.where)))[: limits.worst_listed]


def find_hard_reading(
    areas: Sequence[AreaReading], texts: Sequence[Text], limits: ReadingLimits, files: dict[str, str]
) -> list[LintFinding]:
    """Return a remark for each focus area and each text that is harder to read than the limits allow.

    Parameters
    ----------
    areas
        What `reading_by_area` returned.
    texts
        Every text of the model.
    limits
        What is too hard.
    files
        Area id to how messages name its file.
    """
    findings = [
        LintFinding(files[one.area_id], f"a reading ease of {one.reading_ease:.0f}", f"at least {limits.lowest_of_area:g}",
                    "Write shorter sentences with shorter words.", "remark")
        for one in areas
        if one.reading_ease < limits.lowest_of_area
    ]  # fmt: skip
    for text in texts:
        counts = count_text(text.text)
        ease = reading_ease(counts)
        if counts.words >= limits.fewest_words and ease < limits.lowest_of_text:
            findings.append(
                LintFinding(text.where, f"{quoted(text.text)} with a reading ease of {ease:.0f}",
                            f"at least {limits.lowest_of_text:g}", "Write shorter sentences with shorter words.", "remark")
            )  # fmt: skip
    return findings
