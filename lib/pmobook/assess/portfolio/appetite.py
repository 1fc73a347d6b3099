"""What risk means for the choice: losses against the tolerance, what keeping to it costs, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from pmobook.assess.findings import Finding
from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.portfolio.losses import RISK
from pmobook.assess.portfolio.words import displaced_in_words
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.language import say
from pmobook.method.portfolio import PortfolioMethod

__all__ = ["appetite_findings"]

_NOTHING = 1e-9


def appetite_findings(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    """Yield findings on risk; owners are the business unit's lead."""
    problem, lead = judged.problem, judged.problem.lead
    if problem.risk is None:
        if problem.tolerance is not None:
            sentence = say("The tolerance for risk can't be held: the form risks was not handed in.")
            yield Finding("tolerance_without_risks", "", "watch", sentence, lead)
        return
    if problem.tolerance is None:
        sentence = say(
            "No tolerance for risk is set for {business_unit}: what projects may lose is shown and limits nothing.",
            business_unit=problem.business_unit,
        )
        yield Finding("no_risk_tolerance", "", "note", sentence, lead)
    over = judged.present.exceeded.get(RISK)
    if over is not None and problem.tolerance is not None:
        sentence = say(
            "What is chosen may lose {over} more in bad cases than is tolerated ({tolerance_said}).",
            over=as_percent(over / problem.tolerance),
            tolerance_said=problem.tolerance_said,
        )
        yield Finding("tolerance_exceeded", "", "act", sentence, lead, over)
    yield from _price(judged, method)
    if problem.risk.in_part:
        lacking = counted(sum(problem.risk.in_part.values()), "risk")
        names = listed(map(problem.quoted, problem.risk.in_part))
        sentence = say(
            "{lacking} of {names} without an estimate: losses are at least what is stated.", lacking=lacking, names=names
        )
        yield Finding("losses_in_part", "", "watch", sentence, lead)


def _price(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    best, free = judged.best, judged.without_tolerance
    if free is None or best is None or judged.price_of_tolerance <= _NOTHING:
        return
    share = judged.price_of_tolerance / best.value if best.value > 0 else float("inf")
    if share < method.price_watch.value:
        return
    more = say("{share} more", share=as_percent(share)) if best.value > 0 else say("at all")
    said = displaced_in_words(judged.problem, best.chosen, free.chosen)
    sentence = say("Without the tolerance for risk the goals could be served {more}: {said}.", more=more, said=said)
    yield Finding("tolerance_price", "", "watch", sentence,
                  judged.problem.lead, judged.price_of_tolerance)  # fmt: skip
