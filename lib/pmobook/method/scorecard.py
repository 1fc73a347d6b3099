"""When a scorecard's card turns amber or red, and which changes it lists: thresholds as data."""

from __future__ import annotations

import math
from typing import Literal

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["CardThreshold", "LeastChange", "ScorecardRules", "scorecard_rules"]


class CardThreshold(Definition):
    """Two shares: from the first a card is to be watched, from the second it asks for action."""

    watch: float = Field(ge=0, le=1, strict=False)
    act: float = Field(gt=0, le=1, strict=False)
    unit_of_measure: str = Field(min_length=3)
    description: str = Field(min_length=10)

    @model_validator(mode="after")
    def _rises(self) -> CardThreshold:
        if self.watch > self.act:
            message = "watch is no larger than act"
            raise ValueError(message)
        return self

    def kind(self, share: float) -> Literal["good", "watch", "act", "not assessed"]:
        """Return what a share asks of its reader; NaN is not assessed."""
        if math.isnan(share):
            return "not assessed"
        return "act" if share >= self.act else "watch" if share >= self.watch and share > 0 else "good"


class LeastChange(Definition):
    """The smallest change that is worth a reader's time."""

    value: float = Field(gt=0, strict=False)
    unit_of_measure: str = Field(min_length=3)
    description: str = Field(min_length=10)


class Cards(Definition):
    """One threshold for each subject that has a card."""

    targets_missed: CardThreshold
    measures_missed: CardThreshold
    low_confidence: CardThreshold
    cost_overrun: CardThreshold
    late_projects: CardThreshold
    spend_without_goal: CardThreshold
    not_reported: CardThreshold


class ScorecardRules(Definition):
    """A dated version of the scorecards' thresholds."""

    title: str
    version: str
    dated: str
    source: str
    cards: Cards
    least_level_change: LeastChange


@in_each_language
def scorecard_rules() -> ScorecardRules:
    """Return the scorecards' thresholds.

    Raises
    ------
    ProblemsFound
        If ``params/method/scorecard.yaml`` does not hold together.
    """
    return load_model(ScorecardRules, method_folder() / "scorecard.yaml", "params/method/scorecard.yaml")
