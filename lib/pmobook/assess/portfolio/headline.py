"""What a portfolio comes to in one sentence: what the best choice is worth beside the present one."""

from __future__ import annotations

import math

from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.portfolio.losses import RISK
from pmobook.assess.portfolio.problem import MONEY
from pmobook.assess.selection import Selection
from pmobook.assess.wording import as_number, as_percent, counted, listed
from pmobook.language import said_later, say

__all__ = ["portfolio_headline"]

_NOTHING = 1e-9

_LIMITS = {
    "money": said_later("budget"),
    "people": said_later("people"),
    "risk": said_later("tolerance for risk"),
    "rules": said_later("rules between projects"),
}
_MORE_THAN = {
    "money": said_later("{name} has chosen more than its budgets allow{fitting}"),
    "people": said_later("{name} has chosen more than its people allow{fitting}"),
    "risk": said_later("{name} has chosen more than its tolerance for risk allows{fitting}"),
    "rules": said_later("{name} has chosen more than its rules between projects allow{fitting}"),
}


def portfolio_headline(judged: Judged) -> str:
    """Say in a sentence, without a full stop, what the best choice is worth beside the present one."""
    name, best = judged.problem.business_unit, judged.best
    if judged.problem.unassessed:
        return say(
            "Which projects would serve the goals of {name} best is not assessed: {unassessed}",
            name=name,
            unassessed=judged.problem.unassessed,
        )
    if best is None and judged.contradictions:
        return say(
            "No choice of projects is possible at {name}: its mandates and rules between projects contradict each other",
            name=name,
        )
    if best is None:
        return say("No choice of projects keeps every limit and mandate of {name}", name=name)
    proof = "" if best.is_proven else say(", though another choice could be worth up to {gap} more", gap=as_percent(best.gap, 1))
    return f"{_compared(judged, name, best)}{proof}"


def _compared(judged: Judged, name: str, best: Selection) -> str:
    present = judged.present
    if not present.projects:
        return say(
            "Nothing is chosen at {name} yet; {project} would serve its goals best",
            name=name,
            project=counted(len(best.chosen), "project"),
        )
    if not present.fits:
        fitting = (
            say("; what fits best would serve its goals {beside}", beside=_beside(best.value / present.value))
            if present.value > _NOTHING
            else ""
        )
        return _more_than(judged, name, fitting)
    if math.isnan(judged.gain):
        return say(
            "No impact is known of what {name} has chosen; its best choice is worth {best}",
            name=name,
            best=as_number(best.value, 2),
        )
    if judged.gain > _NOTHING:
        return say("{name} could serve its goals {gain} more within the limits it has", name=name, gain=as_percent(judged.gain))
    return say("No other choice would serve the goals of {name} better than the present one within its limits", name=name)


def _more_than(judged: Judged, name: str, fitting: str) -> str:
    """Say of which limits more is chosen than they allow."""
    present = judged.present
    kinds = {
        "money": any(limit.startswith(MONEY) for limit in present.exceeded),
        "people": bool(present.people_exceeded),
        "risk": RISK in present.exceeded,
        "rules": bool(present.broken_links),
    }
    found = [kind for kind, is_so in kinds.items() if is_so]
    if len(found) == 1:
        return say(_MORE_THAN[found[0]], name=name, fitting=fitting)
    what = listed(say(_LIMITS[kind]) for kind in found)
    return say("{name} has chosen more than its {what} allow{fitting}", name=name, what=what, fitting=fitting)


def _beside(share: float) -> str:
    if share > 1 + _NOTHING:
        return say("{share} more", share=as_percent(share - 1))
    return say("{share} less", share=as_percent(1 - share)) if share < 1 - _NOTHING else say("as well")
