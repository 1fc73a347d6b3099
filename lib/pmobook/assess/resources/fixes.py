"""The cheapest way to have enough people, with the engagement's prices; without prices, in person-months."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.resources.cheapest import Fix, fix_people
from pmobook.assess.resources.look_ahead import LookAhead
from pmobook.assess.resources.months import month_words
from pmobook.assess.resources.words import in_money, is_run, people_of, person_months
from pmobook.assess.tables import CAPACITY_FIXES, build, records_of
from pmobook.assess.wording import as_plain_text, counted, listed
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.prices import Prices
from pmobook.language import said_later, say

__all__ = ["PricedFix", "price_fix"]

_NO_PRICES = said_later("engagement.yaml has no prices")


@dataclass(frozen=True, eq=False)
class PricedFix:
    """What to do so that nobody goes short.

    Attributes
    ----------
    table
        Table ``capacity_fixes``; without rows if nothing is known to be missing, or no mix of what has a price mends it.
    fix
        The search that found it.
    is_priced
        Whether there are prices.
    sentence
        In words.
    """

    table: pd.DataFrame
    fix: Fix
    is_priced: bool
    sentence: str


def price_fix(
    ahead: LookAhead, prices: Prices | None, movable: Mapping[str, str], links: list[tuple[str, str]], money: Money
) -> PricedFix:
    """Return the cheapest mix of hiring, contracting, delaying and dropping after which nobody is known to go short.

    Parameters
    ----------
    ahead
        Capacity and demand of the months to come.
    prices
        The engagement's. Without any, what is missing has to be found, and what that costs is not assessed.
    movable
        Projects that have not begun to their titles: only they can be delayed or dropped.
    links
        Pairs (before, after) of projects.
    money
        Currency and scale, for sentences.
    """
    roles = [str(role) for role in dict.fromkeys(ahead.capacity["role"])]
    given = prices.of(roles, list(movable)) if prices else {}
    # Without prices, every person-month is as dear as any other: the least work that mends it.
    way = given or {"contract": dict.fromkeys(roles, 1.0)}
    fix = fix_people(ahead.people, ahead.balance, way, links=links)
    return PricedFix(
        build(_rows(fix, movable, is_priced=bool(given)), CAPACITY_FIXES),
        fix,
        bool(given),
        _sentence(fix, movable, money, is_priced=bool(given)),
    )


def _rows(fix: Fix, titles: Mapping[str, str], *, is_priced: bool) -> Iterator[dict[str, Any]]:
    for row in records_of(fix.actions):
        yield {
            "way": row["way"],
            "project_id": str(row["project_id"]),
            "title": titles.get(str(row["project_id"]), ""),
            "role": str(row["role"]),
            "period": str(row["period"]),
            "until": str(row["until"]),
            "amount": float(row["amount"]),
            "unit_of_measure": row["unit_of_measure"],
            "price": float(row["price"]) if is_priced else math.nan,
            "least_price": float(fix.bound) if is_priced else math.nan,
            "note": "" if is_priced else say("no price: {no_prices}", no_prices=say(_NO_PRICES)),
        }


def _sentence(fix: Fix, titles: Mapping[str, str], money: Money, *, is_priced: bool) -> str:
    if fix.status == "nothing to mend":
        return fix.sentence
    if fix.status == "can't be mended":
        return say(
            "{person_months} are missing; no mix of what has a price in engagement.yaml mends that.",
            person_months=person_months(fix.deficit),
        )
    steps = listed(_steps(fix.actions, titles))
    if not is_priced:
        return say(
            "{person_months} have to be found: {steps}. What that costs is not assessed: {no_prices}.",
            person_months=person_months(fix.deficit),
            steps=steps,
            no_prices=say(_NO_PRICES),
        )
    proof = (
        ""
        if fix.is_proven
        else say(" No other way can cost less than {in_money}; the search was cut short.", in_money=in_money(fix.bound, money))
    )
    return say(
        "Cheapest way to have enough people: {steps}, for {in_money}.{proof}",
        steps=steps,
        in_money=in_money(fix.price, money),
        proof=proof,
    )


def _steps(actions: pd.DataFrame, titles: Mapping[str, str]) -> Iterator[str]:
    hired = actions.loc[actions["way"] == "hire"]
    for row in records_of(hired):
        yield say(
            "hire {people_of} from {period}", people_of=people_of(row["amount"], row["role"]), period=month_words(row["period"])
        )
    contracted = actions.loc[actions["way"] == "contract"]
    for role, rows in contracted.groupby("role", sort=False):
        months = list(rows["period"])
        first, last = month_words(months[0]), month_words(months[-1])
        when = (
            say("in {span}", span=first)
            if len(months) == 1
            else say("from {first} to {last}", first=first, last=last)
            if is_run(months)
            else say("between {first} and {last}", first=first, last=last)
        )
        yield say(
            "contract {person_months} of {role} {when}",
            person_months=person_months(rows["amount"].sum()),
            role=as_plain_text(str(role)),
            when=when,
        )
    for row in records_of(actions.loc[actions["way"].isin(["delay", "drop"])]):
        title = titles.get(str(row["project_id"]), row["project_id"])
        yield (
            say("delay '{title}' by {month}", title=title, month=counted(int(row["amount"]), "month"))
            if row["way"] == "delay"
            else say("drop '{title}'", title=title)
        )
