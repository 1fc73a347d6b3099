"""The sheets of the workbook: an overview of business units, then every row of every subject."""

from __future__ import annotations

from dataclasses import dataclass

from pmobook.export.action_tables import actions_table, findings_table, runs_table
from pmobook.export.content import Table
from pmobook.export.delivery_tables import delivery_table, measures_table, projects_table
from pmobook.export.maturity_tables import area_table, heat_table, history_table
from pmobook.export.money_tables import benefits_table, benefits_units_table, money_table, money_units_table
from pmobook.export.pages import Shown
from pmobook.export.risk_and_people_tables import people_table, risk_table, risk_units_table, roles_table
from pmobook.language import say

__all__ = ["Held", "Sheet", "overview_tables", "sheets_of"]


@dataclass(frozen=True)
class Held:
    """Which column is held to which: a figure to its target.

    Attributes
    ----------
    figure, target
        Places of the columns.
    better
        Place of the column that says "higher" or "lower"; -1 where higher is always better.
    """

    figure: int
    target: int
    better: int = -1


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its table, which column is coloured against its target, and which where anything is above zero."""

    name: str
    table: Table
    held: Held | None = None
    above_zero: int = -1


def overview_tables(shown: Shown) -> tuple[Table, ...]:
    """Return the tables of the first sheet, one row a business unit, each with its chart."""
    context = shown.context
    whole = (risk_units_table(context, shown.risk), roles_table(context)) if shown.is_whole else ()
    return (
        heat_table(context, shown.reports),
        history_table(context),
        delivery_table(context),
        money_units_table(context),
        benefits_units_table(context),
        *whole,
    )


def sheets_of(shown: Shown) -> tuple[Sheet, ...]:
    """Return the sheets after the first, in their order."""
    context = shown.context
    return (
        Sheet(say("Maturity"), area_table(context, with_business_unit=True), Held(2, 3)),
        Sheet(say("Measures"), measures_table(context, with_business_unit=True), Held(3, 4, 6)),
        Sheet(say("Projects"), projects_table(context, with_business_unit=True), above_zero=6),
        Sheet(say("Money"), money_table(context)),
        Sheet(say("Benefits"), benefits_table(context)),
        Sheet(say("Risk"), risk_table(context)),
        Sheet(say("People"), people_table(context), above_zero=6),
        Sheet(say("Findings"), findings_table(context)),
        Sheet(say("Actions"), actions_table(context, only_chosen=False)),
        Sheet(say("Runs"), runs_table(context)),
    )
