"""The organisation's money: business units beside each other, and their curves added up."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pmobook.assess.earned_value import EnterpriseMoney
from pmobook.assess.earned_value.wording import cost_in_words
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import count, number, share_as_percent
from pmobook.show.money.lines import curve_chart, in_money
from pmobook.show.table import Column, table

__all__ = ["enterprise_money"]


def enterprise_money(
    found: EnterpriseMoney, curve: pd.DataFrame, money_of: Money, names: Mapping[str, str] | None = None
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
    """
    rows = found.by_business_unit
    if rows.empty:
        return paragraph(say("No business unit has recorded earned value."))
    shown = rows.assign(
        name=[(names or {}).get(str(unit), str(unit)) for unit in rows["business_unit"]],
        cost=[cost_in_words(float(value)) for value in rows["cost_index"]],
    ).sort_values("cost_index", kind="stable")
    amount = in_money(money_of)
    columns = [
        Column("name", say("Business unit")),
        Column("cost", say("Cost")),
        Column("projects", say("Projects"), "right", count),
        Column("share_complete", say("Done"), "right", share_as_percent),
        Column("cost_index", say("CPI"), "right", lambda value: number(value, 2)),
        Column("budget_at_completion", say("Budget"), "right", amount),
        Column("eac_typical", say("If it goes on so"), "right", amount),
        Column("forecast_total", say("Own forecast"), "right", amount),
    ]
    whole = table(shown, columns, say("Work under way by business unit"), f"{found.headline}.")
    if curve.empty:
        return whole
    return stack(curve_chart(curve, say("All business units together"), money_of, 560, 280), whole)
