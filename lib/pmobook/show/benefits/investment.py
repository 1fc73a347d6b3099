"""What projects are worth: net present value, rate of return, payback and the cost of delay, with the convention."""

from __future__ import annotations

from pmobook.assess.benefits import BenefitsAssessment
from pmobook.inputs.engagement import Money
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, money, number, share_as_percent
from pmobook.show.table import Column, table

__all__ = ["investments"]

_CAPTION = "What projects are worth"


def investments(assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    """Show every project's costs, benefits in money and what they are worth; the least worth first."""
    rows = assessment.investment.sort_values("npv", kind="stable", na_position="last")

    def written(value: object) -> str:
        return money(value, money_of, None if is_missing(value) or abs(float(value)) >= 10 else 2)  # type: ignore[arg-type]

    shown = rows.assign(
        rate=[_rate(*one) for one in zip(rows["irr"], rows["irr_status"], strict=True)],
        back=[_payback(*one) for one in zip(rows["payback_years"], rows["npv"], strict=True)],
    )
    columns = [
        Column("title", "Project"),
        Column("npv", "Net present value", "right", written),
        Column("npv_planned", "As planned", "right", written),
        Column("npv_to_come", "Of what is to come", "right", written),
        Column("rate", "Rate of return", "right"),
        Column("back", "Paid back", "right"),
        Column("cost_of_delay", "A month's delay costs", "right", lambda value: _delay(value, written)),
        Column("cost", "Costs", "right", written, hide_on_phone=True),
        Column("benefits", "Benefits", "right", written, hide_on_phone=True),
        Column("npv_cashable", "Value of cashable ones", "right", written, hide_on_phone=True),
        Column("note", "Note"),
    ]
    known = rows.loc[rows["npv"].notna(), "convention"]
    convention = f"{known.iloc[0]} " if len(known) else ""
    note = (
        f"{convention}Of what is to come: what follows the quarter, at its end; above zero it pays to finish. A month's delay: "
        "the benefits to come begin a month later and end when they would have ended anyway."
    )
    missing = "Not assessed: the form projects was not handed in."
    return table(shown, without_blank(shown, columns, "note"), _CAPTION, note, when_empty=missing)


def _rate(rate: object, status: object) -> str:
    if is_missing(status):
        return "not assessed"
    return share_as_percent(rate, 1) if status == "one" else {"several": "several; none is stated", "none": "none"}[str(status)]


def _payback(years: object, npv: object) -> str:
    if is_missing(npv):
        return "not assessed"
    return "not within the periods" if is_missing(years) else f"after {number(years, 1)} years"


def _delay(value: object, written: object) -> str:
    return "nothing to delay" if is_missing(value) else str(written(value))  # type: ignore[operator]
