"""Our own words for a standing, a status or a severity: English in tables, in the reader's language where they are shown."""

from __future__ import annotations

__all__ = ["CODES"]

CODES = frozenset(
    {
        "act", "amber", "amber/green", "amber/red", "at risk", "behind", "better", "breached", "far behind", "green", "high",
        "improving", "late", "later", "low", "met", "missed", "near", "new", "none", "not assessed", "not comparable", "note",
        "on course", "on time", "red", "same", "steady", "unchanged", "under way", "watch", "within", "worse", "worsening",
        # what a difference between two quarters comes from
        "the world", "the evidence", "the raters", "the method", "not separated", "the same", "no longer assessed",
        "now assessed", "it is new", "it is no more",
    }
)  # fmt: skip
