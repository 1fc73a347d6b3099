"""What past claims came to, and new ones beside what that makes of them."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.benefits import BenefitsAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show.benefits.amounts import MISSING_FORM, amount, named_benefit, owner
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, number, share_as_percent
from pmobook.show.table import Column, table
from pmobook.show.words import counted

__all__ = ["claims_beside_record", "track_record"]


def track_record(assessment: BenefitsAssessment) -> Exhibit:
    """Show in two sentences and a table what the business unit's past forecasts and promises came to."""
    if assessment.benefit_status.empty:
        return paragraph(say(MISSING_FORM))
    track = assessment.track_record
    rows = track.benefits.sort_values("forecast_ratio", kind="stable", na_position="last")
    columns = [
        Column("title", say("Past benefit")),
        Column("periods", say("Periods reported"), "right", number),
        Column("forecast_ratio", say("Came of forecast"), "right", _share),
        Column("planned_ratio", say("Came of promise"), "right", _share),
    ]
    left_out = (
        say(" Left out: {disbenefit}, no claim to gain by.", disbenefit=counted(track.left_out, "disbenefit"))
        if track.left_out
        else ""
    )
    nothing = say("Nothing that was claimed has been due and reported.")
    note = say(
        "Forecasts count if they were made well before the period ended; of several, the latest. "
        "A promise is the first planned amount ever reported. Every benefit counts "
        "alike.{left_out}",
        left_out=left_out,
    )
    found = table(rows, columns, say("What past claims came to"), note, when_empty=nothing)
    return stack(paragraph(track.forecast.sentence), paragraph(track.planned.sentence), found)


def claims_beside_record(assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    """Show what is still to come as its owners claim it, beside what the track record makes of it."""
    rows = assessment.benefit_status
    kept = rows.loc[(rows["to_come"].notna() | rows["corrected"].notna()) & (rows["kind"] != "disbenefit")]
    # Money first: an amount in another unit of measure is neither larger nor smaller than one in money.
    shown = kept.sort_values("to_come", ascending=False, kind="stable", na_position="last")
    shown = shown.sort_values(
        "unit_of_measure", key=lambda units: units.str.strip().str.casefold().replace("money", ""), kind="stable"
    )
    told = records_of(shown)
    shown = shown.assign(
        benefit=[named_benefit(row["title"], row["unit_of_measure"], row["kind"]) for row in told],
        claim=[_claim(row["to_come"], row["unit_of_measure"], money_of) for row in told],
        likely=[amount(row["corrected"], row["unit_of_measure"], money_of) for row in told],
        span=[_span(row, money_of) for row in told],
    )
    columns = [
        Column("benefit", say("Benefit"), is_html=True),
        Column("owner", say("Owner"), form=owner, hide_on_phone=True),
        Column("claim", say("Still to come, as claimed"), "right"),
        Column("likely", say("As past claims turned out"), "right"),
        Column("span", say("Range"), "right"),
    ]
    note = say("The claim stays the owner's; beside it stands what remains if it turns out as the business unit's past ones did.")
    return table(shown, columns, say("New claims beside the track record"), note, when_empty=say("Nothing is still to come."))


def _share(value: object) -> str:
    return say("nothing claimed") if is_missing(value) else share_as_percent(value)


def _claim(value: object, unit_of_measure: str, money_of: Money) -> str:
    return say("no forecast; the plan is corrected") if is_missing(value) else amount(value, unit_of_measure, money_of)


def _span(row: dict[str, object], money_of: Money) -> str:
    if pd.isna(row["corrected"]):  # type: ignore[call-overload]
        return "not assessed"
    low, high = (amount(row[name], str(row["unit_of_measure"]), money_of) for name in ("corrected_low", "corrected_high"))
    return say("{low} to {high}", low=low, high=high)
