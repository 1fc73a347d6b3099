"""How owners' ratings lie beside the evidence, in one business unit and between them."""

from __future__ import annotations

import html
from collections.abc import Callable

import pandas as pd

from pmobook.assess.governance import GovernanceAssessment, RatingAgreement, Standards
from pmobook.assess.governance.standards import OTHERS
from pmobook.language import said_later, say, word
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import change, count, is_missing, number
from pmobook.show.status import status_mark
from pmobook.show.table import Column, table
from pmobook.show.words import counted
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["agreement_summary", "standards_compared"]


def agreement_summary(governance: GovernanceAssessment) -> Exhibit:
    """Show how many owners are more hopeful than the evidence, as hopeful and less, and how sure their lean is."""
    found = governance.agreement
    said = paragraph(f"{found.in_words}.")
    if not found.compared:
        return said
    rows = pd.DataFrame(
        [
            (say("Owner rates higher than the evidence"), count(found.optimistic)),
            (say("Owner agrees with the evidence"), count(found.agrees)),
            (say("Owner rates lower than the evidence"), count(found.pessimistic)),
            (say("Projects that can't be compared"), count(found.not_compared)),
            (say("Mean difference, in bands"), change(found.mean_difference)),
            (say("Its interval"), _interval(found.low, found.high)),
            (say("Agreement beyond chance (weighted kappa)"), _stated(found.weighted_kappa)),
            (say("Chance of so uneven a split (sign test)"), _stated(found.probability)),
        ],
        columns=["what", "figure"],
    )
    notes = [
        _lean(found),
        say("Kappa is 1 where all agree and 0 where chance alone would do as well."),
        f"{found.note[:1].upper()}{found.note[1:]}." if found.note else "",
    ]
    columns = [Column("what", say("Projects in a followed stage")), Column("figure", "", "right")]
    return stack(said, table(rows, columns, say("Owners' ratings beside the evidence"), " ".join(filter(None, notes))))


def _lean(found: RatingAgreement) -> str:
    if not found.is_biased:
        return say("Whether owners lean either way can't be told from chance.")
    return say(
        said_later("The interval leaves out 0: owners lean towards hope.")
        if found.mean_difference > 0
        else said_later("The interval leaves out 0: owners lean towards caution.")
    )


def _interval(low: float, high: float) -> str:
    return (
        say("not stated") if is_missing(low) or is_missing(high) else say("{low} to {high}", low=change(low), high=change(high))
    )


def _stated(value: object) -> str:
    return say("not stated") if is_missing(value) else number(value, 2)


def standards_compared(
    standards: Standards, names: dict[str, str] | None = None, leads: Callable[[str, str], str] | None = None
) -> Exhibit:
    """Show whether business units rate like projects alike: each beside all others, and in pairs on request.

    Parameters
    ----------
    standards
        As compared.
    names
        Business unit id to its name.
    leads
        Given a business unit's id and its name or a figure of its, as HTML, returns that as a link.
    """
    called = names or {}
    against, pairs = (_named(rows, called, leads or _alone) for rows in (standards.against_others, standards.pairs))
    if against.empty:
        return paragraph(say("One standard is not assessed: it takes two business units with projects."))
    note = say(
        "{project} with both ratings; {not_compared} without. Like projects are those for which "
        "the evidence implies the same. Difference: how many bands greener the owners of a "
        "business unit rate them, with its interval; the probability allows for the number of "
        "comparisons.",
        project=counted(standards.projects, "project"),
        not_compared=standards.not_compared,
    )
    told = pairs.loc[pairs["difference"].notna()]
    left = len(pairs) - len(told)
    empty = say("No two business units have enough like projects.")
    rest = say("{pair} can't be compared.", pair=counted(left, "pair")) if left else ""
    beside = table(told, _columns("other"), say("In pairs"), rest, when_empty=empty)
    folded = f"<details><summary>{html.escape(say('Business units in pairs'))}</summary>{beside.html}</details>"
    shown = table(against, _columns(""), say("Each business unit beside all others"), note)
    return stack(shown, Exhibit(folded))


def _alone(business_unit: str, shown: str) -> str:
    del business_unit
    return shown


def _named(rows: pd.DataFrame, called: dict[str, str], lead: Callable[[str, str], str]) -> pd.DataFrame:
    units = [str(one) for one in rows["business_unit"]]
    apart = [word(NOT_ASSESSED) if is_missing(value) else change(value) for value in rows["difference"]]
    return rows.assign(
        name=[lead(unit, html.escape(called.get(unit, unit))) for unit in units],
        apart=[lead(unit, html.escape(one)) for unit, one in zip(units, apart, strict=True)],
        number=[lead(unit, html.escape(count(one))) for unit, one in zip(units, rows["projects"], strict=True)],
        other=[say("all others") if one == OTHERS else called.get(str(one), str(one)) for one in rows["other"]],
        interval=[_interval(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)],
    )


def _columns(other: str) -> list[Column]:
    return [
        Column("name", say("Business unit"), is_html=True),
        *([Column("other", say("Beside"))] if other else []),
        Column("is_apart", say("Standard"), form=_apart, is_html=True),
        Column("apart", say("Difference"), "right", is_html=True),
        Column("interval", say("Interval"), "right"),
        Column("probability_adjusted", say("Probability"), "right", _stated),
        Column("number", say("Projects"), "right", is_html=True),
        Column("projects_of_other", say("Of the other side"), "right", count, hide_on_phone=True),
    ]


def _apart(value: object) -> str:
    if is_missing(value):
        return status_mark("not assessed", say("too few"))
    return status_mark("watch", "apart") if value else status_mark("good", say("none found"))
