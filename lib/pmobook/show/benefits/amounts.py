"""Amounts of benefits as text: money with its currency, anything else with its own unit of measure; never one for the other."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, measured, money

__all__ = ["MISSING_FORM", "amount", "named_benefit", "noted", "owner"]

MISSING_FORM = said_later("Not assessed: the form benefits was not handed in.")


def amount(value: object, unit_of_measure: str, money_of: Money) -> str:
    """Write an amount of a benefit; a missing one is not assessed."""
    if unit_of_measure.strip().casefold() == "money":
        return money(value, money_of, 2 if not is_missing(value) and abs(float(value)) < 10 else None)  # type: ignore[arg-type]
    return measured(value)


def named_benefit(title: str, unit_of_measure: str, kind: str) -> str:
    """Return a benefit's title as HTML, with what it is counted in and whether it reduces a budget beneath."""
    counted_in = "" if unit_of_measure.strip().casefold() == "money" else f"{unit_of_measure}, "
    return f'{html.escape(title)}<span class="pmo-owner">{html.escape(counted_in + kind)}</span>'


def owner(value: object) -> str:
    """Return who answers, or that nobody does."""
    return say("none named") if is_missing(value) or not str(value).strip() else str(value)


def noted(rows: Sequence[dict[str, Any]]) -> Exhibit:
    """Return what a reader must know about single rows, one click away: each with its title and note."""
    told = [f"<li>{html.escape(row['title'])}: {html.escape(row['note'])}.</li>" for row in rows if row["note"]]
    if not told:
        return Exhibit("")
    return Exhibit(f"<details><summary>{say('What is not assessed, and why')}</summary><ul>{''.join(told)}</ul></details>")
