"""Which rank each project has by value per cost, with what probability, while the weights of the goals are open."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.portfolio import PortfolioAssessment
from pmobook.assess.portfolio.ranking import rank_probabilities
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
    said = (
        f"{firm} of {counted(len(rows), 'project')} {'keeps its' if firm == 1 else 'keep their'} rank whatever the weighting; "
        f"tried was {judged.views.words}."
    )
    columns = [
        Column("title", "Project"),
        Column("likeliest", "Likeliest rank", "right", number),
        Column("probability", "With probability", "right", share_as_percent),
        Column("range", "Ranks it can have", "right"),
        Column("among_first", f"Among the first {held}", "right", share_as_percent),
    ]
    shown = rows.assign(range=[_range(*one) for one in zip(rows["best"], rows["worst"], strict=True)])
    note = "Rank by value per cost, 1 is best. A rank says nothing of limits: what fits together stands above."
    return stack(paragraph(said), table(pd.DataFrame(shown), columns, "Ranks with their probabilities", note))


def _range(best: int, worst: int) -> str:
    return str(best) if best == worst else f"{best} to {worst}"
