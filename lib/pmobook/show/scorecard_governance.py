"""Governance and risk on the scorecards: of one business unit, and of all beside each other."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.governance import compare_standards
from pmobook.assess.overview import is_followed
from pmobook.assess.risk import EnterpriseRisk, enterprise_risk
from pmobook.assess.risk.wording import chance_in_words, held_to
from pmobook.assess.wording import as_plain_text, listed
from pmobook.language import said_later, say, word
from pmobook.method.risk import risk_method
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, money, number, share_as_percent
from pmobook.show.governance import standards_compared
from pmobook.show.page import Panel, panel
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_drill import leading_deeper
from pmobook.show.status import confidence_mark
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.vocabulary import NOT_ASSESSED

__all__ = [
    "GOVERNANCE",
    "RISK",
    "enterprise_risk_sentence",
    "governance_panel",
    "risk_by_business_unit",
    "risk_of_the_enterprise",
    "risk_panel",
    "risk_sentence",
    "standards_panel",
]

GOVERNANCE = said_later("Governance: gates, and confidence beside the evidence")
RISK = said_later("Exposure to risk")
"""Titles of the panels."""


def governance_panel(context: Context) -> Panel:
    """Show each project under way with its gates, its owner's rating and what the evidence implies."""
    rows = context.now.governance_status
    followed = rows.loc[is_followed(rows["stage"], context.stages)]
    if followed.empty:
        return panel(
            say(GOVERNANCE),
            paragraph(say("Not assessed: no project under way was handed in for {quarter}.", quarter=context.quarter)),
        )
    ordered = followed.assign(apart=followed["difference"].abs().fillna(-1)).sort_values(
        ["gates_overdue", "apart", "title"], ascending=[False, False, True], kind="stable"
    )
    marks = [confidence_mark(one) for one in ordered["implied_rating"]]
    ordered = ordered.assign(implied=context.figure_links("governance", ordered["project_id"], marks, is_html=True))
    columns = [
        Column("title", say("Project")),
        Column("owner_rating", say("Owner says"), form=confidence_mark, is_html=True),
        Column("implied", say("Evidence implies"), is_html=True),
        Column(
            "agreement",
            say("Owner is"),
            form=lambda value: word(NOT_ASSESSED if is_missing(value) or not value else str(value)),
        ),
        Column("gates_overdue", say("Gates overdue"), "right", number),
        Column("conditions_open", say("Open conditions"), "right", number),
        Column(
            "next_gate",
            say("Next gate"),
            form=lambda value: say("none known") if is_missing(value) or not value else str(value),
            hide_on_phone=True,
        ),
    ]
    return panel(
        say(GOVERNANCE),
        table(ordered, columns, say(GOVERNANCE), caption_shown=False),
        say("Gates overdue first, then the widest difference."),
    )


def risk_panel(context: Context) -> Panel:
    """Show what the business unit's risks may cost together, and what carries the bad cases."""
    rows = context.now.risk_exposure
    said = risk_sentence(context)
    if not said:
        return panel(
            say(RISK),
            paragraph(say("Not assessed: no risk with an estimate was handed in for {quarter}.", quarter=context.quarter)),
        )
    drivers = rows.loc[(rows["grouping"] == "driver")].sort_values("in_bad_cases", ascending=False, kind="stable").head(5)
    parts = [money(one, context.money) for one in drivers["in_bad_cases"]]
    names = ["-".join(filter(None, ("driver", "" if is_missing(one) else str(one)))) for one in drivers["subject"]]
    drivers = drivers.assign(part=context.figure_links("risk", names, parts))
    columns = [
        Column(
            "subject",
            say("Common cause"),
            form=lambda value: say("none shared") if is_missing(value) or not value else str(value),
        ),
        Column("risks", say("Risks"), "right", number),
        Column("mean", say("Expected loss"), "right", lambda value: money(value, context.money)),
        Column("part", say("Part of the bad cases"), "right", is_html=True),
    ]
    body = stack(paragraph(said), table(drivers, columns, say(RISK), caption_shown=False))
    return panel(say(RISK), body, say("Bad cases: the worst twentieth of the futures simulated."))


def risk_sentence(context: Context) -> str:
    """Say what the business unit's risks may cost together, and how that stands to the tolerance; empty if not assessed."""
    rows = context.now.risk_exposure
    total = rows.loc[rows["grouping"] == "total"]
    if total.empty or not int(total.iloc[0]["risks"]):
        return ""
    whole = total.iloc[0]
    mean, bad = money(whole["mean"], context.money), money(whole["cvar95"], context.money)
    held = _held_to(whole, float(whole["tolerance"]), context)
    return say(
        "Expected loss {mean}; in bad cases {bad}. {held}{beyond}",
        mean=mean,
        bad=bad,
        held=held,
        beyond=_beyond(rows.loc[rows["grouping"] == "category"]),
    )


def _held_to(whole: pd.Series, tolerance: float, context: Context, set_by: str = "") -> str:
    """Say how likely the tolerance is exceeded, now and after responses, with the error where it can be seen."""
    after = whole["residual_cvar95"]
    left = (
        ""
        if is_missing(after)
        else say(" Once responses are carried out, bad cases cost {after}.", after=money(after, context.money))
    )
    if is_missing(tolerance):
        return say("{left} Leadership has set no tolerance.", left=left).strip()
    now, then = (
        chance_in_words(float(whole[f"{one}breach_probability"]), float(whole[f"{one}breach_error"])) if not is_missing(
            whole[f"{one}breach_probability"]) else "" for one in ("", "residual_")
    )  # fmt: skip
    later = say(", and of {then} after responses", then=then) if then else ""
    kept = held_to(float(whole["cvar95"]), float(whole["cvar95_error"]), tolerance)
    close = say(" Bad cases come too close to it to tell whether it is kept.") if kept == "too close to tell" else ""
    by = say(", set by {set_by},", set_by=set_by) if set_by else ""
    most = say("The tolerance of {tolerance}{by}", tolerance=money(tolerance, context.money), by=by)
    return say(
        "{left} {most} is exceeded with a probability of {now}{later}.{close}",
        left=left,
        most=most,
        now=now,
        later=later,
        close=close,
    ).strip()


def _beyond(rows: pd.DataFrame) -> str:
    """Name the categories that exceed their own tolerance with a probability that is to be watched."""
    limits = risk_method().findings
    held = rows.loc[rows["tolerance"].notna() & rows["breach_probability"].ge(limits.breach_watch.value)]
    if held.empty:
        return ""
    ordered = held.sort_values(["breach_probability", "subject"], ascending=[False, True], kind="stable")
    pairs = zip(ordered["subject"].astype(str), ordered["breach_probability"], ordered["breach_error"], strict=True)
    said = listed(
        say("{name} with {chance_in_words}", name=as_plain_text(name), chance_in_words=chance_in_words(chance, error))
        for name, chance, error in pairs
    )
    return say(" Categories that may exceed their own tolerance: {said}.", said=said)


def risk_by_business_unit(context: Context, found: EnterpriseRisk | None) -> Exhibit:
    """Show what all business units may lose together, against the organisation's tolerance, and whose risks carry it.

    Parameters
    ----------
    context
        The page's quarter.
    found
        What `risk_of_the_enterprise` returned.
    """
    if found is None:
        return topic(
            "risk", say(RISK), say("Not assessed: no risk with an estimate is recorded for {quarter}.", quarter=context.quarter)
        )
    said = enterprise_risk_sentence(context, found)
    rows = found.by_business_unit
    own = context.now.risk_exposure
    chances = own.loc[own["grouping"] == "total"].set_index("business_unit")["breach_probability"].to_dict()
    shown = rows.assign(
        name=[context.business_unit_link(str(unit), "risk") for unit in rows["business_unit"]],
        chance=[chances.get(unit, float("nan")) for unit in rows["business_unit"]],
    )
    columns = [
        Column("name", say("Business unit"), is_html=True),
        Column("risks", say("Risks"), "right", number),
        Column("mean", say("Expected loss"), "right", lambda value: money(value, context.money)),
        Column("in_bad_cases", say("Part of the bad cases"), "right", lambda value: money(value, context.money)),
        Column("chance", say("Exceeds its own tolerance"), "right", _chance, hide_on_phone=True),
    ]
    note = say("All business units simulated together; risks with a common cause happen together.")
    leading, leading_columns = leading_deeper(context, shown, columns, "risk")
    figures = table(leading, leading_columns, say(RISK), note, caption_shown=False)
    return topic("risk", say(RISK), said, figures, opens=say("Show whose risks carry it"))


def risk_of_the_enterprise(context: Context) -> EnterpriseRisk | None:
    """Return the risks of all business units simulated together; None if none has an estimate."""
    # A tolerance set for the whole organisation says nothing of some of its business units.
    tolerance = None if context.is_narrowed else context.engagement.parameters.tolerance
    limits = (tolerance.total_exposure, tolerance.by_category) if tolerance else (None, {})
    found = enterprise_risk(context.now.risk_register, *limits)
    return None if found.simulation is None or not len(found.simulation.risks.table) else found


def enterprise_risk_sentence(context: Context, found: EnterpriseRisk) -> str:
    """Say what all business units may lose together, and how that stands to the organisation's tolerance."""
    tolerance, whole = context.engagement.parameters.tolerance, found.limits.iloc[0]
    mean, bad = money(whole["mean"], context.money), money(whole["cvar95"], context.money)
    if context.is_narrowed:
        return say(
            "Expected loss {mean}; in bad cases {bad}. The organisation's tolerance is for all its business units together.",
            mean=mean,
            bad=bad,
        )
    held = _held_to(whole, found.tolerance, context, tolerance.set_by if tolerance else "")
    return say(
        "Expected loss {mean}; in bad cases {bad}. {held}{beyond}",
        mean=mean,
        bad=bad,
        held=held,
        beyond=_beyond(found.categories),
    )


def _chance(value: object) -> str:
    return say("none set") if is_missing(value) else share_as_percent(value)


def standards_panel(context: Context) -> Exhibit:
    """Show whether business units rate like projects alike."""
    title = say("Governance: do business units rate like projects alike?")
    rows = context.now.governance_status
    if rows.empty:
        return topic("governance", title, say("Not assessed: no governance is recorded for {quarter}.", quarter=context.quarter))
    found = compare_standards(rows, names=context.names)
    leads = lambda unit, shown: context.section_link(unit, "governance", shown)  # noqa: E731 - a form like those of columns
    body = standards_compared(found, context.names, leads)
    return topic("governance", title, f"{found.headline}.", body, opens=say("Show each business unit beside all others"))
