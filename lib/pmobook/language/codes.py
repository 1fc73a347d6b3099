"""Our own words for a standing, a status or a severity: English in tables, in the reader's language where they are shown."""

from __future__ import annotations

__all__ = ["CODES"]

CODES = frozenset(
    {
        "act", "amber", "amber/green", "amber/red", "at risk", "behind", "better", "breached", "far behind", "green", "high",
        "improving", "late", "later", "low", "met", "missed", "near", "new", "none", "not assessed", "not comparable", "note",
        "on course", "on time", "red", "same", "steady", "unchanged", "under way", "watch", "within", "worse", "worsening",
        "higher", "lower", "increase", "decrease", "yes", "no",
        # how far a project, an action, a gate or a benefit has come
        "idea", "proposed", "selected", "executing", "closed", "benefits", "agreed", "done", "dropped", "done late",
        "not due yet", "lost from the list", "not taken up", "moved", "within noise", "moved the wrong way", "not measured",
        "held when due", "held late", "held", "overdue", "skipped", "due later", "not needed", "no day set", "first reported",
        # how measures vary and hold their target, how owners rate, what skills lack
        "common", "changed", "too few values", "consistently passes", "hit and miss", "consistently fails", "optimistic",
        "agrees", "pessimistic", "short", "hangs on one person", "covered", "medium", "several", "cashable", "non-cashable",
        "disbenefit", "actual", "actual so far", "forecast", "money", "above", "below",
        # what becomes of a project, and what stands on its line of the roadmap
        "as planned", "to come", "over", "no dates", "gate", "benefit begins", "benefit in full", "starts", "stops", "stays",
        "stays out", "not decided", "can't be chosen", "served", "needs nobody", "gets nothing", "can't be staffed",
        "not begun", "first assessed", "assessed again", "nothing",
        # what a difference between two quarters comes from
        "the world", "the evidence", "the raters", "the method", "not separated", "the same", "no longer assessed",
        "now assessed", "it is new", "it is no more",
    }
)  # fmt: skip
