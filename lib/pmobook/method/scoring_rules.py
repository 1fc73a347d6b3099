"""The scoring rules by name; the arithmetic of each stands in ``pmobook.assess.scoring``."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["RULE_NAMES", "RuleName"]

RuleName = Literal[
    "weighted_mean", "weakest_link", "weakest_link_nearness", "cumulative_practices", "staged_goals", "nplf_bands",
    "coverage_sum", "ladder", "goal_stage_share", "service_sophistication",
]  # fmt: skip
RULE_NAMES: tuple[RuleName, ...] = get_args(RuleName)
"""Every scoring rule, in the order in which they are shown side by side."""
