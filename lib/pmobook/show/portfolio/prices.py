"""What mandates and rules between projects cost in value, and what more money or people would bring."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from pmobook.assess.portfolio import MONEY, PortfolioAssessment
from pmobook.assess.portfolio.words import limit_in_words, rule_in_words
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
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
        (
            say(
                said_later("{named} must be done") if row["mandate"] == "in" else said_later("{named} must not be done"),
                named=problem.named(row["project_id"]),
            ),
            by.get(row["project_id"], ""),
            row["price"],
            _change(portfolio, row["would_enter"], row["would_leave"]),
        )
        for row in records_of(found.mandates)
    ] + [
        (
            rule_in_words(problem, row["project_id"], row["link"], row["other_project_id"]),
            "",
            row["price"],
            _change(portfolio, row["would_enter"], row["would_leave"]),
        )
        for row in records_of(found.links)
    ]
    frame = pd.DataFrame(rows, columns=["rule", "by", "price", "without"])
    columns = [
        Column("rule", say("Mandate or rule")),
        Column("by", say("Asked for by"), form=lambda text: str(text) or "nobody named"),
        Column("price", say("Price in value"), "right", _price),
        Column("without", say("Without it"), form=str),
    ]
    note = say("Price: by how much the best choice would be worth more without it.")
    empty = say("No project that can be chosen is mandated, and no rule holds between two of them.")
    return table(frame, columns, say("The price of mandates and rules"), note if rows else "", when_empty=empty)


def _change(portfolio: PortfolioAssessment, enters: Iterable[str], leaves: Iterable[str]) -> str:
    named = portfolio.problem.named
    parts = [
        f"{joined(map(named, ids))} {verb}"
        for verb, ids in ((say("would come in"), enters), (say("would go out"), leaves))
        if ids
    ]
    return "; ".join(parts) or say("the choice stays as it is")


def _price(value: object) -> str:
    return "none" if not value else number(value, 2)


def _worth(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    found = portfolio.judged.prices
    assert found is not None, "asked before"
    main = {MONEY, *portfolio.problem.roles}
    useful = found.limits.sort_values("gain", ascending=False, kind="stable")
    single = useful.loc[useful["gain"].gt(0) & ~useful["limit"].isin(main)].head(_MOST_LIMITS)
    rows = pd.concat([useful.loc[useful["limit"].isin(main)], single], ignore_index=True)
    frame = rows.assign(
        said=[_more_of(str(row["limit"]), row["step"], str(row["limit"]) in portfolio.problem.roles, money_of)
              for row in records_of(rows)],
        change=[_change(portfolio, *both) for both in zip(rows["would_enter"], rows["would_leave"], strict=True)],
    )  # fmt: skip
    columns = [
        Column("said", say("What there would be more of")),
        Column("gain", say("Value gained"), "right", lambda value: number(value, 2) if value else "none"),
        Column("gain_each", say("For each one"), "right", lambda value: number(value, 3) if value else "none"),
        Column("change", say("What it would change"), form=str),
    ]
    scale = "" if money_of.scale == "one" else f" {money_of.scale}"
    note = say(
        "For each one: value for {currency} 1{scale}, or for one person-month in one quarter. "
        "Projects are whole, so a little more can bring nothing and a little more again much. "
        "Single quarters that would change nothing are left out.",
        currency=money_of.currency,
        scale=scale,
    )
    return table(frame, columns, say("The worth of more money and people"), note)


def _more_of(name: str, step: float, is_role: bool, money_of: Money) -> str:
    if name.startswith(MONEY):
        return say("{step} more {limit_in_words}", step=money(step, money_of), limit_in_words=limit_in_words(name))
    return say(
        said_later("{step} person-month more of {limit_in_words} in every quarter")
        if is_role
        else said_later("{step} person-month more of {limit_in_words}"),
        step=number(step),
        limit_in_words=limit_in_words(name),
    )
