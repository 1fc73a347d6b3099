"""What would start when if projects that have not begun may start later, beside the choice as planned."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.portfolio import PortfolioAssessment
from pmobook.assess.portfolio.waiting import moved_in_words
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.method.portfolio import portfolio_method
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, number
from pmobook.show.portfolio.result import why_nothing
from pmobook.show.table import Column, table
from pmobook.show.words import counted

__all__ = ["later_starts"]

_NOTHING = 1e-9


def later_starts(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    """Say what later starts bring, and list what the choice with them starts when."""
    problem, judged = portfolio.problem, portfolio.judged
    if problem.unassessed:
        return why_nothing(portfolio)
    if problem.later is None:
        return paragraph(say("No start moves: the engagement says so (start_shifts in engagement.yaml)."))
    if problem.later.empty:
        return paragraph(say("No start may move: what can be chosen has begun, must be done, or is needed by other projects."))
    if judged.later is None:
        return paragraph(say("No choice keeps every limit and mandate with later starts either."))
    most = counted(int(portfolio_method().later_quarters.value), "quarter")
    free = counted(int(problem.later["project_id"].nunique()), "project")
    tried = say("Tried was every start up to {most} later for {free} not begun.", most=most, free=free)
    if not judged.moved or judged.gain_of_later_starts <= _NOTHING:
        return paragraph(say("{tried} No later start would serve the goals better.", tried=tried))
    gain = number(judged.gain_of_later_starts, 2)
    said = say(
        "{tried} With {moved_in_words}, the goals are served by {gain} more.",
        tried=tried,
        moved_in_words=moved_in_words(judged),
        gain=gain,
    )
    return stack(paragraph(said), _side_by_side(portfolio, money_of), _when(portfolio))


def _side_by_side(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    problem, judged = portfolio.problem, portfolio.judged
    both = [(say("As planned"), judged.best), (say("With later starts"), judged.later)]
    rows = pd.DataFrame(
        [(name, len(one.chosen), one.value, problem.cost_of(map(str, one.chosen))) for name, one in both if one is not None],
        columns=["choice", "projects", "value", "cost"],
    )
    columns = [
        Column("choice", say("The best choice")),
        Column("projects", say("Projects"), "right", number),
        Column("value", say("Value"), "right", lambda value: number(value, 2)),
        Column("cost", say("Still to spend"), "right", lambda value: money(value, money_of)),
    ]
    return table(rows, columns, say("The best choice as planned and with later starts"))


def _when(portfolio: PortfolioAssessment) -> Exhibit:
    judged = portfolio.judged
    rows = portfolio.selection.loc[portfolio.selection["is_chosen_later"].fillna(value=False)]
    shown = rows.assign(
        later=[counted(judged.moved[one], "quarter") if one in judged.moved else "as planned" for one in rows["project_id"]],
        decision=[say("goes on") if current else "starts" for current in rows["is_current"]],
    ).sort_values(["later_start", "title"], kind="stable")
    columns = [
        Column("title", say("Project")),
        Column("decision", say("Decision")),
        Column("planned_start", say("As planned")),
        Column("later_start", say("From")),
        Column("later", say("Later by")),
    ]
    note = say("What a project is worth is taken to stay the same; all of its money and people move along.")
    return table(shown, columns, say("What starts when"), note)
