"""Benefits that may be counted twice."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import Any

from pmobook.assess.benefits import BenefitsAssessment, EnterpriseBenefits
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show.benefits.amounts import amount
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing
from pmobook.show.status import status_mark
from pmobook.show.table import Column, table

__all__ = ["double_claims"]


def double_claims(
    assessment: BenefitsAssessment | EnterpriseBenefits,
    money_of: Money,
    names: Mapping[str, str] | None = None,
    leads: Callable[[str, str, str], str] | None = None,
) -> Exhibit:
    """Show each pair of benefits that may be one, claimed by two projects or business units, with what speaks for it.

    Parameters
    ----------
    assessment
        With the pairs.
    money_of
        Currency and scale.
    names
        Business unit id to its name.
    leads
        Given a benefit's business unit and id, and its title as HTML, returns that as a link.
    """
    rows = assessment.double_claims
    told = records_of(rows)
    shown = rows.assign(
        one=[_named(row, "", names or {}, leads) for row in told],
        other=[_named(row, "other_", names or {}, leads) for row in told],
        stake=[_stake(row, money_of) for row in told],
    )
    columns = [
        Column("one", say("Benefit"), is_html=True),
        Column("other", say("And"), is_html=True),
        Column("is_likely", say("Counted twice"), form=_mark, is_html=True),
        Column("stake", say("At stake"), "right"),
        Column("reason", say("What agrees")),
    ]
    note = say(
        "At stake: the smaller of what the two expect in the months that they share. Ask both owners before taking one out."
    )
    return table(shown, columns, say("Benefits that may be counted twice"), note, when_empty=say("No two benefits look alike."))


def _named(row: Mapping[str, Any], prefix: str, names: Mapping[str, str], leads: Callable[[str, str, str], str] | None) -> str:
    unit, title = str(row[f"{prefix}business_unit"]), html.escape(str(row[f"{prefix}title"]))
    places = (names.get(unit, unit), row[f"{prefix}project_id"])
    linked = leads(unit, str(row[f"{prefix}benefit_id"]), title) if leads else title
    return f"{linked} ({html.escape(', '.join(str(place) for place in places if place))})"


def _stake(row: Mapping[str, Any], money_of: Money) -> str:
    unit_of_measure = str(row["unit_of_measure"])
    written = amount(row["at_stake"], unit_of_measure, money_of)
    is_money = unit_of_measure.strip().casefold() == "money"
    return written if is_money or is_missing(row["at_stake"]) else f"{written} {unit_of_measure}".strip()


def _mark(is_likely: object) -> str:
    return status_mark("act" if is_likely else "watch", say("likely") if is_likely else say("possible"))
