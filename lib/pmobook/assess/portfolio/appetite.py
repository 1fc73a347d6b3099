"""What risk means for the choice: losses against the tolerance, what keeping to it costs, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from pmobook.assess.findings import Finding
from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.portfolio.losses import RISK
from pmobook.assess.portfolio.words import displaced_in_words
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.method.portfolio import PortfolioMethod

__all__ = ["appetite_findings"]

_NOTHING = 1e-9


def appetite_findings(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    """Yield findings on risk; owners are the business unit's lead."""
    problem, lead = judged.problem, judged.problem.lead
    if problem.risk is None:
        if problem.tolerance is not None:
            sentence = "The tolerance for risk can't be held: the form risks was not handed in."
            yield Finding("tolerance_without_risks", "", "watch", sentence, lead)
        return
    if problem.tolerance is None:
        sentence = (
            f"No tolerance for risk is set for {problem.business_unit}: what projects may lose is shown and limits nothing."
        )
        yield Finding("no_risk_tolerance", "", "note", sentence, lead)
    over = judged.present.exceeded.get(RISK)
    if over is not None and problem.tolerance is not None:
        sentence = (
            f"What is chosen may lose {as_percent(over / problem.tolerance)} more in bad cases than is tolerated "
            f"({problem.tolerance_said})."
        )
        yield Finding("tolerance_exceeded", "", "act", sentence, lead, over)
    yield from _price(judged, method)
    if problem.risk.in_part:
        lacking = counted(sum(problem.risk.in_part.values()), "risk")
        names = listed(map(problem.quoted, problem.risk.in_part))
        sentence = f"{lacking} of {names} without an estimate: losses are at least what is stated."
        yield Finding("losses_in_part", "", "watch", sentence, lead)


def _price(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    best, free = judged.best, judged.without_tolerance
    if free is None or best is None or judged.price_of_tolerance <= _NOTHING:
        return
    share = judged.price_of_tolerance / best.value if best.value > 0 else float("inf")
    if share < method.price_watch.value:
        return
    more = f"{as_percent(share)} more" if best.value > 0 else "at all"
    said = displaced_in_words(judged.problem, best.chosen, free.chosen)
    sentence = f"Without the tolerance for risk the goals could be served {more}: {said}."
    yield Finding("tolerance_price", "", "watch", sentence,
                  judged.problem.lead, judged.price_of_tolerance)  # fmt: skip
