"""Each category of risk against what leadership tolerates of it."""

from __future__ import annotations

from pmobook.assess.risk.assessment import RiskAssessment
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import is_missing, money, share_as_percent
from pmobook.show.risk.exposure import UNASSESSED, chance_with_error, is_empty
from pmobook.show.table import Column, table

__all__ = ["categories"]


def categories(assessment: RiskAssessment, money_of: Money) -> Exhibit:
    """Show what each category may lose beside its tolerance, the likeliest to exceed it first."""
    if is_empty(assessment):
        return paragraph(say(UNASSESSED))
    rows = assessment.exposure.loc[assessment.exposure["grouping"] == "category"]
    rows = rows.loc[rows["tolerance"].notna()]
    if rows.empty:
        return paragraph(say("Leadership has set no tolerance for single categories of risk."))
    ordered = rows.sort_values(["breach_probability", "cvar95"], ascending=False, na_position="last", kind="stable")
    chances = zip(ordered["breach_probability"], ordered["breach_error"], ordered["risks"], strict=True)
    shown = ordered.assign(chance=[_chance(*one) for one in chances])
    columns = [
        Column("subject", say("Category"), form=lambda value: str(value) or say("no category")),
        Column("risks", say("Risks"), "right", str, hide_on_phone=True),
        Column("mean", say("Expected loss"), "right", lambda value: money(value, money_of), hide_on_phone=True),
        Column("cvar95", say("In bad cases"), "right", lambda value: money(value, money_of)),
        Column("tolerance", say("Tolerance"), "right", lambda value: money(value, money_of)),
        Column("chance", say("Probability of exceeding it"), "right"),
        Column("residual_breach_probability", say("After responses"), "right", _after, hide_on_phone=True),
    ]
    note = say("Each category by its own risks alone; bad cases are its own worst twentieth. ± twice the standard error.")
    return table(shown, columns, say("Categories against their tolerance"), note)


def _chance(chance: float, error: float, risks: int) -> str:
    return chance_with_error(chance, error) if risks else say("▲ no risk in it")


def _after(value: object) -> str:
    return "–" if is_missing(value) else share_as_percent(value)  # noqa: RUF001 - a dash for no figure
