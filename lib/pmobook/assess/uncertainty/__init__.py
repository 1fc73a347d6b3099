"""How sure a figure is, and what may be shown of whom."""

from __future__ import annotations

from pmobook.assess.uncertainty.agreement import bootstrap_agreement
from pmobook.assess.uncertainty.anonymity import may_show, why_hidden
from pmobook.assess.uncertainty.gaps import PerceptionGaps, perception_gaps
from pmobook.assess.uncertainty.left_out import with_and_without
from pmobook.assess.uncertainty.levels import BootstrappedLevels, bootstrap_levels, bootstrap_levels_by_rules
from pmobook.assess.uncertainty.resampling import Resampling, resampling

__all__ = [
    "BootstrappedLevels",
    "PerceptionGaps",
    "Resampling",
    "bootstrap_agreement",
    "bootstrap_levels",
    "bootstrap_levels_by_rules",
    "may_show",
    "perception_gaps",
    "resampling",
    "why_hidden",
    "with_and_without",
]
