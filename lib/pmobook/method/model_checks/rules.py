"""What is asked of a maturity model, as data: limits, and words that say nothing one can see."""

from __future__ import annotations

import functools

from pydantic import Field, model_validator

from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["LintRules", "PracticesPerLevel", "ReadingLimits", "UnclearWords", "lint_rules"]


class PracticesPerLevel(Definition):
    """How many practices a level may add."""

    fewest: int = Field(ge=1)
    most: int = Field(ge=1)
    description: str = Field(min_length=10)

    @model_validator(mode="after")
    def _is_a_range(self) -> PracticesPerLevel:
        if self.fewest > self.most:
            message = "fewest no larger than most"
            raise ValueError(message)
        return self


class ReadingLimits(Definition):
    """When a text is hard to read."""

    source: str
    lowest_of_area: float = Field(strict=False)
    lowest_of_text: float = Field(strict=False)
    fewest_words: int = Field(ge=1)
    """Of a text that is judged alone."""
    worst_listed: int = Field(ge=0)
    description: str = Field(min_length=10)


class UnclearWords(Definition):
    """Words that mean two things, unless the words beside them say which."""

    words: tuple[str, ...] = Field(strict=False, min_length=1)
    unless_before: tuple[str, ...] = Field(default=(), strict=False)
    unless_after: tuple[str, ...] = Field(default=(), strict=False)
    instead: str


class LintRules(Definition):
    """``params/method/model_lint.yaml``."""

    title: str
    version: str
    dated: str
    practices_per_level: PracticesPerLevel
    longest_action_title: Threshold
    least_overlap: Threshold
    fewest_words_compared: Threshold
    largest_weight_ratio: Threshold
    reading_ease: ReadingLimits
    words_of_merit: tuple[str, ...] = Field(strict=False)
    unclear_words: tuple[UnclearWords, ...] = Field(strict=False)


@functools.cache
def lint_rules() -> LintRules:
    """Return what is asked of a maturity model.

    Raises
    ------
    ProblemsFound
        If the file does not hold together.
    """
    return load_model(LintRules, method_folder() / "model_lint.yaml", "params/method/model_lint.yaml")
