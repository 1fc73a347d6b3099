"""What mandates and rules between projects cost in value, and what more money or people would bring."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pmobook.assess.portfolio import MONEY, PortfolioAssessment
from pmobook.assess.portfolio.words import limit_in_words, rule_in_words
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement import Money
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.figures import money, number
from pmobook.show.portfolio.result import why_nothing
from pmobook.show.table import Column, table
from pmobook.show.words import joined

__all__ = ["prices"]

_MOST_LIMITS = 8


def prices(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    """Show the price of each mandate and rule, with who asked for it, and the worth of more of each limit."""
    if portfolio.judged.prices is None:
        return why_nothing(portfolio)
    return Exhibit(f'<div class="pmo-texts">{stack(_rules(portfolio), _worth(portfolio, money_of)).html}</div>')


def _rules(portfolio: PortfolioAssessment) -> Exhibit:
    found, problem = portfolio.judged.prices, portfolio.problem
    assert found is not None, "asked before"
    by = dict(zip(problem.mandates["project_id"], problem.mandates["mandated_by"], strict=True))
    rows = [
        (f"{problem.named(row['project_id'])} must {'' if row['mandate'] == 'in' else 'not '}be done",
         by.get(row["project_id"], ""), row["price"], _change(portfolio, row["would_enter"], row["would_leave"]))
        for row in records_of(found.mandates)
    ] + [
        (rule_in_words(problem, row["project_id"], row["link"], row["other_project_id"]), "",
         row["price"], _change(portfolio, row["would_enter"], row["would_leave"]))
        for row in records_of(found.links)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["rule", "by", "price", "without"])
    columns = [
        Column("rule", "Mandate or rule"),
        Column("by", "Asked for by", form=lambda text: str(text) or "nobody named"),
        Column("price", "Price in value", "right", _price),
        Column("without", "Without it", form=str),
    ]
    note = "Price: by how much the best choice would be worth more without it."
    empty = "No project that can be chosen is mandated, and no rule holds between two of them."
    return table(frame, columns, "The price of mandates and rules", note if rows else "", when_empty=empty)


def _change(portfolio: PortfolioAssessment, enters: Iterable[str], leaves: Iterable[str]) -> str:
    named = portfolio.problem.named
    parts = [f"{joined(map(named, ids))} {verb}" for verb, ids in (("would come in", enters), ("would go out", leaves)) if ids]
    return "; ".join(parts) or "the choice stays as it is"


def _price(value: object) -> str:
    return "none" if not value else number(value, 2)


def _worth(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    found = portfolio.judged.prices
    assert found is not None, "asked before"
    roles = set(portfolio.problem.roles)
    rows = []
    for row in records_of(found.limits):
        name, is_money = str(row["limit"]), str(row["limit"]).startswith(MONEY)
        if row["gain"] <= 0 and name != MONEY:
            continue
        each = " in every quarter" if name in roles else ""
        step = f"{money(row['step'], money_of)} more" if is_money else f"{number(row['step'])} person-month more of"
        said = f"{step} {limit_in_words(name)}{each}"
        rows.append((said, row["gain"], _change(portfolio, row["would_enter"], row["would_leave"])))
    rows.sort(key=lambda one: -one[1])
    frame = pd.DataFrame(rows[:_MOST_LIMITS], columns=["limit", "gain", "change"])
    columns = [
        Column("limit", "What there would be more of"),
        Column("gain", "Value gained", "right", lambda value: number(value, 2) if value else "none"),
        Column("change", "What it would change", form=str),
    ]
    note = "Limits of which a little more would change nothing are left out."
    return table(frame, columns, "The worth of more money and people", note)
