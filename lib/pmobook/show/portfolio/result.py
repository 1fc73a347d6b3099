"""The result in a few sentences, and why there is none where there is none."""

from __future__ import annotations

from pmobook.assess.portfolio import PortfolioAssessment
from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import number, share_as_percent
from pmobook.show.summary import summary
from pmobook.show.words import counted

__all__ = ["result", "why_nothing"]


def result(portfolio: PortfolioAssessment) -> Exhibit:
    """Show the headline, how far it is proven, and then the findings; or what to change where nothing fits."""
    return summary(portfolio.findings, portfolio.headline, below=_below(portfolio))


def _below(portfolio: PortfolioAssessment) -> list[str]:
    judged = portfolio.judged
    if judged.infeasible is not None:
        return list(judged.infeasible.sentences)
    if judged.best is None:
        return list(judged.contradictions)
    best, problem = judged.best, judged.problem
    rated = say(
        "{project} of {choosable} that can be chosen",
        project=counted(len(best.chosen), "project"),
        choosable=len(problem.choosable),
    )
    proof = say("Every other choice was ruled out: none is worth more.") if best.is_proven else (
        say("The search was cut short: another choice could be worth up to {gap} more.", gap=share_as_percent(best.gap, 1))
    )  # fmt: skip
    worth, present = number(best.value, 2), number(judged.present.value, 2)
    said = [
        say(
            "The best choice holds {rated}, worth {worth}; the present one {present}. {proof}",
            rated=rated,
            worth=worth,
            present=present,
            proof=proof,
        )
    ]
    alone = judged.by_money_alone
    if alone is not None and alone.value > best.value + 1e-9:
        said.append(say("If the people could be found, the same money could bring {alone}.", alone=number(alone.value, 2)))
    return said


def why_nothing(portfolio: PortfolioAssessment) -> Exhibit:
    """Say why an exhibit has nothing to show."""
    if portfolio.problem.unassessed:
        return paragraph(say("Not assessed: {unassessed}.", unassessed=portfolio.problem.unassessed))
    return paragraph(say("Not assessed: no choice of projects keeps every limit and mandate; what to change stands above."))
