"""Which rank each project has by value per cost, with what probability, while the weights of the goals are open."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.portfolio import PortfolioAssessment
from pmobook.assess.portfolio.ranking import rank_probabilities
from pmobook.language import say, say_many
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import number, share_as_percent
from pmobook.show.portfolio.result import why_nothing
from pmobook.show.table import Column, table
from pmobook.show.words import counted

__all__ = ["ranks"]


def ranks(portfolio: PortfolioAssessment) -> Exhibit:
    """Show each project's likeliest rank with its probability, and the ranks that it can have."""
    judged = portfolio.judged
    if judged.core is None:
        return why_nothing(portfolio)
    rows = rank_probabilities(judged)
    held = len(judged.best.chosen) if judged.best else 0
    firm = int((rows["probability"] >= 1 - 1e-9).sum())
    said = say_many(
        "{firm} of {project} keeps its rank whatever the weighting; tried was {words}.",
        "{firm} of {project} keep their rank whatever the weighting; tried was {words}.",
        firm,
        firm=firm,
        project=counted(len(rows), "project"),
        words=judged.views.words,
    )
    columns = [
        Column("title", say("Project")),
        Column("likeliest", say("Likeliest rank"), "right", number),
        Column("probability", say("With probability"), "right", share_as_percent),
        Column("range", say("Ranks it can have"), "right"),
        Column("among_first", say("Among the first {held}", held=held), "right", share_as_percent),
    ]
    shown = rows.assign(range=[_range(*one) for one in zip(rows["best"], rows["worst"], strict=True)])
    note = say("Rank by value per cost, 1 is best. A rank says nothing of limits: what fits together stands above.")
    return stack(paragraph(said), table(pd.DataFrame(shown), columns, say("Ranks with their probabilities"), note))


def _range(best: int, worst: int) -> str:
    return str(best) if best == worst else say("{best} to {worst}", best=best, worst=worst)
