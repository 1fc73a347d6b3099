"""The scoring rules as data: their names, what they say to an executive, their sources and the numbers they use.

The arithmetic of each stands in ``pmobook.assess.scoring``.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.yaml_text import Definition, load_model

__all__ = [
    "FINDINGS",
    "RULE_NAMES",
    "Finding",
    "RuleName",
    "ScoringConstants",
    "ScoringRule",
    "ScoringRules",
    "scoring_rules",
]

RuleName = Literal[
    "weighted_mean", "weakest_link", "weakest_link_nearness", "cumulative_practices", "staged_goals", "nplf_bands",
    "coverage_sum", "ladder", "goal_stage_share", "service_sophistication",
]  # fmt: skip
RULE_NAMES: tuple[RuleName, ...] = get_args(RuleName)
"""Every scoring rule, in the order in which they are shown side by side."""

Finding = Literal["none", "partial", "large", "full"]
FINDINGS: tuple[Finding, ...] = get_args(Finding)
"""How far a practice is met, from worst to best."""


class ScoringRule(Definition):
    """One rule, in words.

    Attributes
    ----------
    explanation
        One sentence for an executive: what a score by this rule says.
    kind
        ``levels``: a score from 0 to the highest level; ``share``: from 0 to 1, without a level.
    """

    rule: RuleName
    title: str = Field(min_length=3, max_length=40)
    explanation: str = Field(min_length=30)
    kind: Literal["levels", "share"]
    source: str = Field(min_length=10)


class ScoringConstants(Definition):
    """The numbers that the rules use.

    Attributes
    ----------
    highest_percent
        The largest percentage that is still ``none``, ``partial`` or ``large``; whatever lies above is ``full``.
    finding_shares
        The share of a practice that an assessor's finding stands for, 0 to 1.
    met_from
        The least finding with which a practice is met.
    unsupported_at_most
        What a practice counts as, at most, when its evidence is missing or expired.
    stage_of_level
        The stage of a practice at each of levels 1 to 5, in the order of the stages.
    """

    highest_percent: dict[Literal["none", "partial", "large"], float]
    finding_shares: dict[Finding, float]
    met_from: Finding
    unsupported_at_most: Finding
    stage_of_level: dict[Literal["1", "2", "3", "4", "5"], str]

    @model_validator(mode="after")
    def _holds_together(self) -> ScoringConstants:
        limits = [self.highest_percent.get(finding, -1.0) for finding in ("none", "partial", "large")]
        if not 0 <= limits[0] < limits[1] < limits[2] < 100:
            message = "highest_percent that rises from none over partial to large, between 0 and 100"
            raise ValueError(message)
        if tuple(self.finding_shares) != FINDINGS:
            message = f"finding_shares for {', '.join(FINDINGS)}, in this order"
            raise ValueError(message)
        # A finding that fell into another band would be met by one rule and not by the next.
        edges = [-1.0, *limits, 100.0]
        for position, share in enumerate(self.finding_shares.values()):
            if not edges[position] < share * 100 <= edges[position + 1]:
                message = "finding_shares that lie in the band of their own name"
                raise ValueError(message)
        if len(self.stage_of_level) != 5:
            message = "a stage for each of levels 1 to 5"
            raise ValueError(message)
        return self

    @property
    def limits(self) -> dict[Finding, float]:
        """The largest percentage of each finding but the best, from worst to best."""
        return {finding: limit for finding in FINDINGS for name, limit in self.highest_percent.items() if name == finding}

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages in their order."""
        return tuple(dict.fromkeys(self.stage_of_level.values()))


class ScoringRules(Definition):
    """A dated version of all rules."""

    title: str
    version: str
    dated: str
    constants: ScoringConstants
    rules: tuple[ScoringRule, ...] = Field(strict=False)

    @model_validator(mode="after")
    def _names_every_rule(self) -> ScoringRules:
        if tuple(rule.rule for rule in self.rules) != RULE_NAMES:
            message = f"each rule once, in this order: {', '.join(RULE_NAMES)}"
            raise ValueError(message)
        return self

    def rule(self, name: RuleName) -> ScoringRule:
        """Return one rule's words."""
        return self.rules[RULE_NAMES.index(name)]


@in_each_language
def scoring_rules() -> ScoringRules:
    """Return the method's scoring rules.

    Raises
    ------
    ProblemsFound
        If ``params/method/scoring_rules.yaml`` does not hold together.
    """
    return load_model(ScoringRules, method_folder() / "scoring_rules.yaml", "params/method/scoring_rules.yaml")
