"""The best choice beside the present one: what starts, stops and stays, and why."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pmobook.assess.portfolio import PortfolioAssessment
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.figures import money, number
from pmobook.show.portfolio.result import why_nothing
from pmobook.show.status import Kind, status_mark
from pmobook.show.table import Column, table

__all__ = ["choice"]

_KINDS: dict[str, Kind] = {
    "starts": "watch", "stops": "act", "stays": "good", "stays out": "not assessed", "not decided": "not assessed",
    "can't be chosen": "not assessed",
}  # fmt: skip


def choice(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    """Show the present choice, the best one and the waterline side by side, then each project with its decision and why."""
    moves = portfolio.moves
    if portfolio.problem.unassessed or moves.empty:
        return why_nothing(portfolio)
    columns = [
        Column("title", say("Project")),
        Column("move", say("Best choice"), form=_mark, is_html=True),
        Column("value", say("Value"), "right", lambda value: number(value, 2)),
        Column("cost", say("Still to spend"), "right", lambda value: money(value, money_of)),
        Column("reason", say("Why"), form=_sentence),
    ]
    note = say("Value: sum over goals of the goal's weight times what the impact is worth, 0 to 1.")
    decided = table(moves, without_blank(moves, columns, "reason"), say("What would become of each project"), note)
    return stack(_side_by_side(portfolio, money_of), Exhibit(f'<div class="pmo-texts">{decided.html}</div>'))


def _mark(move: object) -> str:
    return status_mark(_KINDS[str(move)], str(move))


def _sentence(reason: object) -> str:
    text = str(reason)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _side_by_side(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    judged, problem = portfolio.judged, portfolio.problem
    rows = [(say("The present choice"), judged.present.projects)]
    if judged.best is not None:
        rows.append((say("The best choice"), judged.best.chosen))
        rows.append((say("Ranked by value per cost and cut"), judged.best.waterline.chosen))
        if judged.by_money_alone is not None and judged.by_money_alone.chosen != judged.best.chosen:
            rows.append((say("The best choice if people limited nothing"), judged.by_money_alone.chosen))
        if judged.without_tolerance is not None and judged.without_tolerance.chosen != judged.best.chosen:
            rows.append((say("The best choice if risk limited nothing"), judged.without_tolerance.chosen))
    frame = pd.DataFrame(
        [(name, len(ids), problem.value_of(ids), problem.cost_of(ids), _exceeds(portfolio, ids)) for name, ids in rows],
        columns=["name", "projects", "value", "cost", "exceeds"],
    )
    columns = [
        Column("name", say("Choice")),
        Column("projects", say("Projects"), "right", number),
        Column("value", say("Value"), "right", lambda value: number(value, 2)),
        Column("cost", say("Still to spend"), "right", lambda value: money(value, money_of)),
        Column("exceeds", say("Limits it exceeds"), "right", _limits),
    ]
    budget = (
        ""
        if not problem.budget_is_set
        else say("The budget for all that is still to be spent is {budget}.", budget=money(problem.budget, money_of))
    )
    return table(frame, columns, say("Choices side by side"), budget)


def _exceeds(portfolio: PortfolioAssessment, projects: Sequence[str]) -> int:
    return len(portfolio.problem.exceeded_by(projects))


def _limits(count: object) -> str:
    return "none" if not count else number(count)
