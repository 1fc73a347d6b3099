"""The organisation's money: business units beside each other, and their curves added up."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping

import pandas as pd

from pmobook.assess.earned_value import EnterpriseMoney
from pmobook.assess.earned_value.wording import cost_in_words
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say, word
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import count, number, share_as_percent
from pmobook.show.money.lines import curve_chart, in_money
from pmobook.show.table import Column, table

__all__ = ["enterprise_money"]


def enterprise_money(
    found: EnterpriseMoney,
    curve: pd.DataFrame,
    money_of: Money,
    names: Mapping[str, str] | None = None,
    leads: Callable[[str, str], str] | None = None,
) -> Exhibit:
    """Show each business unit's work under way in words and figures, and the curve of all together.

    Parameters
    ----------
    found
        From `pmobook.assess.earned_value.enterprise_money`.
    curve
        From `pmobook.assess.earned_value.enterprise_curve`; without rows nothing is drawn.
    money_of
        Currency and scale.
    names
        Business unit id to its name.
    leads
        Given a business unit's id and what stands in its row, as HTML, returns that as a link.
    """
    rows = found.by_business_unit
    if rows.empty:
        return paragraph(say("No business unit has recorded earned value."))
    lead = leads or _alone
    amount, units = in_money(money_of), rows["business_unit"].astype(str).tolist()
    forms: dict[str, Callable[[object], str]] = {
        "projects": count,
        "share_complete": share_as_percent,
        "cost_index": lambda value: number(value, 2),
        "budget_at_completion": amount,
        "eac_typical": amount,
        "forecast_total": amount,
    }
    written = {
        f"{name}_said": [
            lead(unit, html.escape(word(form(value)))) for unit, value in zip(units, rows[name].tolist(), strict=True)
        ]
        for name, form in forms.items()
    }
    shown = rows.assign(
        **written,
        name=[lead(unit, html.escape((names or {}).get(unit, unit))) for unit in units],
        cost=[cost_in_words(float(value)) for value in rows["cost_index"]],
    ).sort_values("cost_index", kind="stable")
    columns = [
        Column("name", say("Business unit"), is_html=True),
        Column("cost", say("Cost")),
        Column("projects_said", say("Projects"), "right", is_html=True),
        Column("share_complete_said", say("Done"), "right", is_html=True),
        Column("cost_index_said", say("CPI"), "right", is_html=True),
        Column("budget_at_completion_said", say("Budget"), "right", is_html=True),
        Column("eac_typical_said", say("If it goes on so"), "right", is_html=True),
        Column("forecast_total_said", say("Own forecast"), "right", is_html=True),
    ]
    whole = table(shown, columns, say("Work under way by business unit"))
    if curve.empty:
        return whole
    return stack(curve_chart(curve, say("All business units together"), money_of, 560, 280), whole)


def _alone(business_unit: str, shown: str) -> str:
    del business_unit
    return shown
