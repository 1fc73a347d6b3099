"""What projects are worth: net present value, rate of return, payback and the cost of delay, with the convention."""

from __future__ import annotations

from pmobook.assess.benefits import BenefitsAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.show.benefits.amounts import noted
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.figures import is_missing, money, number, share_as_percent
from pmobook.show.table import Column, table

__all__ = ["investments"]

_CAPTION = "What projects are worth"


def investments(assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    """Show every project's costs, benefits in money and what they are worth; the least worth first."""
    rows = assessment.investment.sort_values("npv", kind="stable", na_position="last")

    def written(value: object) -> str:
        return money(value, money_of, None if is_missing(value) or abs(float(value)) >= 10 else 2)  # type: ignore[arg-type]

    valued = rows.loc[rows["npv"].notna()]
    shown = valued.assign(
        rate=[_rate(*one) for one in zip(valued["irr"], valued["irr_status"], strict=True)],
    )
    columns = [
        Column("title", "Project"),
        Column("npv", "Net present value", "right", written),
        Column("npv_planned", "As planned", "right", written),
        Column("npv_to_come", "Of what is to come", "right", written),
        Column("rate", "Rate of return", "right"),
        Column("payback_years", "Paid back", "right", _payback),
        Column("cost_of_delay", "A month's delay costs", "right", lambda value: _delay(value, written)),
    ]
    convention = f"{valued['convention'].iloc[0]} " if len(valued) else ""
    note = (
        f"{convention}Of what is to come: what follows the quarter, at its end; above zero it pays to finish. A month's delay: "
        "the benefits to come begin a month later and end when they would have ended anyway."
    )
    missing = "Not assessed: no project has both costs and benefits in money."
    return stack(table(shown, columns, _CAPTION, note, when_empty=missing), noted(records_of(rows)))


def _rate(rate: object, status: object) -> str:
    return share_as_percent(rate, 1) if status == "one" else {"several": "several; none is stated", "none": "none"}[str(status)]


def _payback(years: object) -> str:
    return "not within the periods" if is_missing(years) else f"after {number(years, 1)} years"


def _delay(value: object, written: object) -> str:
    return "nothing to delay" if is_missing(value) else str(written(value))  # type: ignore[operator]
