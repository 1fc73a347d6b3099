"""The cheapest way to have enough people, step by step with its price."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.resources.assessment import ResourcesAssessment
from pmobook.assess.resources.words import in_money
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, measured, period
from pmobook.show.resources.balance import UNASSESSED
from pmobook.show.table import Column, table

__all__ = ["cheapest_fix", "fix_table"]

_WAYS = {
    "hire": said_later("Hire"),
    "contract": said_later("Contract"),
    "delay": said_later("Start later"),
    "drop": said_later("Don't do"),
}
_ALONE = {
    "hire": said_later("by hiring alone"),
    "contract": said_later("with contractors alone"),
    "delay": said_later("by later starts alone"),
    "drop": said_later("by dropping projects alone"),
}


def cheapest_fix(assessment: ResourcesAssessment, money_of: Money) -> Exhibit:
    """Show the cheapest mix of hiring, contracting, delaying and dropping, and what each way alone would cost."""
    if assessment.fix is None:
        return paragraph(say(UNASSESSED))
    fix = assessment.fix
    parts = [paragraph(fix.sentence)]
    if len(fix.table):
        parts.append(fix_table(fix.table, money_of))
    if fix.is_priced and fix.fix.deficit > 0:
        prices = [f"{say(name)} {_alone(fix.fix.by_way[way], money_of)}" for way, name in _ALONE.items()]
        parts.append(paragraph(say("For comparison: {prices}.", prices="; ".join(prices))))
    return stack(*parts)


def _alone(price: float, money_of: Money) -> str:
    return say("not possible") if is_missing(price) else in_money(price, money_of)


def fix_table(rows: pd.DataFrame, money_of: Money) -> Exhibit:
    """Show recorded steps with what they cost."""
    what = [
        str(role) if not is_missing(role) and role else str(title)
        for role, title in zip(rows["role"], rows["title"], strict=True)
    ]
    when = [_when(*one) for one in zip(rows["way"], rows["period"], strict=True)]
    shown = rows.assign(
        what=pd.Series(what, index=rows.index, dtype="str"),
        when=pd.Series(when, index=rows.index, dtype="str"),
        much=[f"{measured(amount)} {unit}" for amount, unit in zip(rows["amount"], rows["unit_of_measure"], strict=True)],
    )
    columns = [
        Column("what", say("Whom or which")),
        Column("way", say("What to do"), form=lambda way: say(_WAYS[str(way)])),
        Column("when", say("When")),
        Column("much", say("How much"), "right"),
        Column(
            "price",
            say("Price"),
            "right",
            lambda price: say("no price") if is_missing(price) else in_money(float(price), money_of),  # type: ignore[arg-type]
        ),
    ]
    return table(shown, columns, say("Step by step"))


def _when(way: object, first: object) -> str:
    if way == "hire":
        return say("from {first}, to stay", first=period(first))
    if way == "delay":
        return say("start in {first}", first=period(first))
    return "–" if is_missing(first) or first == "" else period(first)  # noqa: RUF001 - a dash for none
