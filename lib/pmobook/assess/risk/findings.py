"""What an exposure means for its reader: beyond tolerance or not, what carries it, and whom nobody looks after."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from pmobook.assess.findings import Finding, Severity
from pmobook.assess.risk.categories import category_findings
from pmobook.assess.risk.response_findings import response_findings
from pmobook.assess.risk.responses import ResponseWorth
from pmobook.assess.risk.wording import chance_in_words, held_to, money_in_words
from pmobook.assess.tables import records_of
from pmobook.assess.wording import as_number, as_percent, as_plain_text, counted, listed, reason_of
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.method.risk import RiskFindings
from pmobook.vocabulary import Quarter

__all__ = ["risk_findings", "risk_headline"]


def risk_headline(exposure: pd.DataFrame, tolerance: float, name: str, money: Money) -> str:
    """Say in a sentence, without a full stop, what may be lost and how likely that breaks the tolerance."""
    if exposure.empty:
        return say("The exposure of {name} to risk is not assessed: the form risks was not handed in", name=name)
    whole = exposure.iloc[0]
    if not whole["risks"]:
        return say("The exposure of {name} to risk is not assessed: no risk has an estimate", name=name)
    least = say("at least ") if whole["note"] else ""
    bad = money_in_words(money, whole["cvar95"])
    expected = say(
        "{name} should expect risks to cost {least}{mean}, and {bad} in bad cases",
        name=name,
        least=least,
        mean=money_in_words(money, whole["mean"]),
        bad=bad,
    )
    if math.isnan(tolerance):
        return say("{expected}; leadership has set no tolerance", expected=expected)
    most = say("the {money} that leadership tolerates", money=money_in_words(money, tolerance))
    held = held_to(float(whole["cvar95"]), float(whole["cvar95_error"]), tolerance)
    if held == "too close to tell":
        return say("{expected}, too close to {most} to tell whether it is kept", expected=expected, most=most)
    return (
        say("{expected}, within {most}", expected=expected, most=most)
        if held == "within"
        else say("{expected}, more than {most}", expected=expected, most=most)
    )


def risk_findings(  # noqa: PLR0913, PLR0917 - everything that a finding on risk may rest on
    exposure: pd.DataFrame,
    register: pd.DataFrame,
    worth: ResponseWorth | None,
    tolerance: float,
    limits: RiskFindings,
    business_unit: BusinessUnit,
    money: Money,
    quarter: Quarter,
) -> Iterator[Finding]:
    """Yield what leadership should know; parameters as in `pmobook.assess.risk.assessment`."""
    lead = business_unit.lead or ""
    if worth is None or exposure.empty:
        yield Finding(
            "risks_missing", "", "watch", say("Exposure to risk is not assessed: the form risks was not handed in."), lead
        )
        return
    yield from _on_tolerance(exposure.iloc[0], tolerance, limits, lead, money)
    yield from category_findings(exposure, limits, lead, money)
    yield from _on_weight(exposure, register, limits, lead)
    yield from response_findings(worth, tolerance, lead, money, quarter)
    yield from _on_care(register, limits)


def _on_tolerance(whole: pd.Series, tolerance: float, limits: RiskFindings, lead: str, money: Money) -> Iterator[Finding]:
    if math.isnan(tolerance):
        sentence = say(
            "Leadership has set no tolerance for the losses of this business unit, so its exposure is held to nothing."
        )
        yield Finding("tolerance_missing", "", "watch", sentence, lead)
        return
    chance, bad = float(whole["breach_probability"]), float(whole["cvar95"])
    held = held_to(bad, float(whole["cvar95_error"]), tolerance)
    if chance < limits.breach_watch.value and held == "within":
        return
    severity: Severity = "act" if chance >= limits.breach_act.value else "watch"
    close = say(", too close to call") if held == "too close to tell" else ""
    sentence = say(
        "Losses exceed the {money} that leadership tolerates with a probability of "
        "{chance_in_words}; in bad cases they come to {money_2}{close}.",
        money=money_in_words(money, tolerance),
        chance_in_words=chance_in_words(chance, float(whole["breach_error"])),
        money_2=money_in_words(money, bad),
        close=close,
    )
    yield Finding("tolerance_exceeded", "", severity, sentence, lead, weight=1 + chance)


def _on_weight(exposure: pd.DataFrame, register: pd.DataFrame, limits: RiskFindings, lead: str) -> Iterator[Finding]:
    bad = float(exposure.iloc[0]["cvar95"])
    if not bad > 0:
        return
    for row in records_of(exposure.loc[exposure["grouping"] == "driver"]):
        share = row["in_bad_cases"] / bad
        if row["subject"] and row["risks"] > 1 and share >= limits.driver_share.value:
            sentence = say(
                "'{subject}' is the common cause of {risk}, which bring {share} of the loss in bad cases.",
                subject=as_plain_text(row["subject"]),
                risk=counted(row["risks"], "risk"),
                share=as_percent(share),
            )
            yield Finding("driver_carries_exposure", row["subject"], "watch", sentence, lead, weight=share)
    for row in records_of(register.loc[register["in_bad_cases"].notna()]):
        share = row["in_bad_cases"] / bad
        if share >= limits.driver_share.value:
            sentence = say(
                "'{title}' alone brings {share} of the loss in bad cases.",
                title=as_plain_text(row["title"]),
                share=as_percent(share),
            )
            yield Finding("risk_carries_exposure", row["risk_id"], "watch", sentence, row["owner"], weight=share)


def _on_care(register: pd.DataFrame, limits: RiskFindings) -> Iterator[Finding]:
    for row in records_of(register):
        risk, title, owner = row["risk_id"], as_plain_text(row["title"]), row["owner"]
        if row["note"]:
            sentence = say("'{title}' is not in the exposure: {note}.", title=title, note=reason_of(row["note"]))
            yield Finding("risk_not_assessed", risk, "watch", sentence, owner)
        if not owner:
            yield Finding("risk_without_owner", risk, "watch", say("The risk '{title}' has no owner.", title=title), "")
    stale = register.loc[register["is_stale"].astype(bool)]
    never = stale.loc[stale["days_since_review"].isna()]
    if len(stale):
        oldest = stale["days_since_review"].max()
        since = say("; the oldest review is {oldest} days old", oldest=as_number(oldest, 0)) if not math.isnan(oldest) else ""
        unseen = say("; of {risk} no review is known", risk=counted(len(never), "risk")) if len(never) else ""
        named = listed(stale["risk_id"].astype(str).tolist()[:5])
        more = say(" and {stale} more", stale=len(stale) - 5) if len(stale) > 5 else ""
        sentence = say(
            "{risk} ({named}{more}) went unreviewed for more than {stale_after:g} days{since}{unseen}.",
            risk=counted(len(stale), "risk"),
            named=named,
            more=more,
            stale_after=limits.stale_after.value,
            since=since,
            unseen=unseen,
        )
        owners = [one for one in stale["owner"].astype(str).unique() if one]
        yield Finding("risks_stale", "", "watch", sentence, owners[0] if len(owners) == 1 else "")
