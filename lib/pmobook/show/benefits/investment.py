"""What projects are worth: net present value, rate of return, payback and the cost of delay, with the convention."""

from __future__ import annotations

from pmobook.assess.benefits import BenefitsAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.benefits.amounts import noted
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.figures import is_missing, money, number, share_as_percent
from pmobook.show.table import Column, table

__all__ = ["investments"]

_CAPTION = said_later("What projects are worth")


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
        Column("title", say("Project")),
        Column("npv", say("Net present value"), "right", written),
        Column("npv_planned", say("As planned"), "right", written),
        Column("npv_to_come", say("Of what is to come"), "right", written),
        Column("rate", say("Rate of return"), "right"),
        Column("payback_years", say("Paid back"), "right", _payback),
        Column("cost_of_delay", say("A month's delay costs"), "right", lambda value: _delay(value, written)),
    ]
    convention = f"{valued['convention'].iloc[0]} " if len(valued) else ""
    note = say(
        "{convention}Of what is to come: what follows the quarter, at its end; above zero it "
        "pays to finish. A month's delay: the benefits to come begin a month later and end when "
        "they would have ended anyway.",
        convention=convention,
    )
    missing = say("Not assessed: no project has both costs and benefits in money.")
    return stack(table(shown, columns, say(_CAPTION), note, when_empty=missing), noted(records_of(rows)))


def _rate(rate: object, status: object) -> str:
    return (
        share_as_percent(rate, 1) if status == "one" else {"several": say("several; none is stated"), "none": "none"}[str(status)]
    )


def _payback(years: object) -> str:
    return say("not within the periods") if is_missing(years) else say("after {years} years", years=number(years, 1))


def _delay(value: object, written: object) -> str:
    return say("nothing to delay") if is_missing(value) else str(written(value))  # type: ignore[operator]
