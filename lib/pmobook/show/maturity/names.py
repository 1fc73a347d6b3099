"""How focus areas, capabilities and rules are called in every exhibit of maturity, and which scores are the chosen ones."""

from __future__ import annotations

from typing import cast

import pandas as pd

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.scoring import SHARE_RULES
from pmobook.assess.tables import OVERALL
from pmobook.language import said_later
from pmobook.method.maturity import MaturityModel
from pmobook.method.scoring_rules import RuleName, ScoringRule, scoring_rules
from pmobook.method.uncertainty import uncertainty
from pmobook.show.figures import share_as_percent

__all__ = [
    "INSTRUMENTS",
    "WHOLE",
    "area_titles",
    "capability_titles",
    "chosen_rows",
    "gap_in_levels",
    "interval_share",
    "rule_words",
    "scale_maximum",
]

WHOLE = said_later("All focus areas")
INSTRUMENTS = {"survey": said_later("people's ratings"), "appraisal": said_later("an assessor's findings on practices")}
"""Instrument to what a score by it rests on."""


def area_titles(model: MaturityModel) -> dict[str, str]:
    """Return focus area to title, in the model's order; the whole comes last."""
    return {**{area.area_id: area.title for area in model.areas}, OVERALL: WHOLE}


def capability_titles(model: MaturityModel) -> dict[str, str]:
    """Return capability to title, in the model's order."""
    return {one.capability_id: one.title for one in model.capabilities}


def rule_words(rule: str) -> ScoringRule:
    """Return a scoring rule's title, explanation and source."""
    return scoring_rules().rule(cast("RuleName", rule))


def chosen_rows(maturity: MaturityAssessment) -> pd.DataFrame:
    """Return the scores of the focus areas and the whole by the chosen rule and instrument."""
    scores = maturity.area_scores
    return scores.loc[scores["is_chosen_rule"]].reset_index(drop=True)


def scale_maximum(maturity: MaturityAssessment) -> float:
    """Return the highest score by the chosen rule: the model's highest level, or 1 by a rule of shares."""
    return 1.0 if maturity.chosen_rule in SHARE_RULES else float(maturity.question.model.highest_level)


def gap_in_levels(gap: float, maximum: float, model: MaturityModel) -> float:
    """Return a gap on the scale of levels, on which it is judged whatever the rule."""
    return gap * model.highest_level / maximum


def interval_share() -> str:
    """Return the share of resamples that an interval holds, such as 90%."""
    return share_as_percent(uncertainty().bootstrap.interval_share.value)
