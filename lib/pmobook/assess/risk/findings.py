"""What an exposure means for its reader: beyond tolerance or not, what carries it, and whom nobody looks after."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from pmobook.assess.findings import Finding, Severity
from pmobook.assess.tables import records_of
from pmobook.assess.wording import as_number, as_percent, counted, listed
from pmobook.inputs.engagement import BusinessUnit, Money
from pmobook.method.risk import RiskFindings

__all__ = ["risk_findings", "risk_headline"]


def risk_headline(exposure: pd.DataFrame, tolerance: float, name: str, money: Money) -> str:
    """Say in a sentence, without a full stop, what may be lost and how likely that breaks the tolerance."""
    if exposure.empty:
        return f"The exposure of {name} to risk is not assessed: the form risks was not handed in"
    whole = exposure.iloc[0]
    if not whole["risks"]:
        return f"The exposure of {name} to risk is not assessed: no risk has an estimate"
    expected = (
        f"{name} must expect to lose {_in(money, whole['mean'])} to its risks, and {_in(money, whole['cvar95'])} in bad cases"
    )
    if math.isnan(tolerance):
        return f"{expected}; leadership has set no tolerance"
    if whole["cvar95"] <= tolerance:
        return f"{expected}, within the {_in(money, tolerance)} that leadership tolerates"
    return f"{expected}, against {_in(money, tolerance)} that leadership tolerates"


def _in(money: Money, amount: float) -> str:
    """Return an amount with its currency: ``EUR 3.5 million``."""
    return f"{money.currency} {as_number(amount)}{'' if money.scale == 'one' else f' {money.scale}'}"


def risk_findings(
    exposure: pd.DataFrame,
    register: pd.DataFrame,
    tolerance: float,
    limits: RiskFindings,
    business_unit: BusinessUnit,
    money: Money,
) -> Iterator[Finding]:
    """Yield what leadership should know; parameters as in `pmobook.assess.risk.assessment`."""
    lead = business_unit.lead or ""
    if exposure.empty:
        yield Finding("risks_missing", "", "watch", "Exposure to risk is not assessed: the form risks was not handed in.", lead)
        return
    yield from _on_tolerance(exposure.iloc[0], tolerance, limits, lead, money)
    yield from _on_weight(exposure, register, limits, lead)
    yield from _on_care(register, limits)


def _on_tolerance(whole: pd.Series, tolerance: float, limits: RiskFindings, lead: str, money: Money) -> Iterator[Finding]:
    if math.isnan(tolerance):
        sentence = "Leadership has set no tolerance for the losses of this business unit, so its exposure is held to nothing."
        yield Finding("tolerance_missing", "", "watch", sentence, lead)
        return
    chance = float(whole["breach_probability"])
    if chance < limits.breach_watch.value:
        return
    severity: Severity = "act" if chance >= limits.breach_act.value else "watch"
    sentence = (
        f"Losses exceed the {_in(money, tolerance)} that leadership tolerates with a probability of {as_percent(chance)}"
        f"{_give_or_take(float(whole['breach_error']))}; in bad cases they come to {_in(money, whole['cvar95'])}."
    )
    yield Finding("tolerance_exceeded", "", severity, sentence, lead, weight=chance)


def _give_or_take(error: float) -> str:
    """Return the sampling error where a reader could see it: half a percentage point or more."""
    return f" (give or take {as_percent(2 * error, 1)})" if not math.isnan(error) and 2 * error >= 0.005 else ""


def _on_weight(exposure: pd.DataFrame, register: pd.DataFrame, limits: RiskFindings, lead: str) -> Iterator[Finding]:
    bad = float(exposure.iloc[0]["cvar95"])
    if not bad > 0:
        return
    for row in records_of(exposure.loc[exposure["grouping"] == "driver"]):
        share = row["in_bad_cases"] / bad
        if row["subject"] and row["risks"] > 1 and share >= limits.driver_share.value:
            sentence = (
                f"{counted(row['risks'], 'risk')} hang together on '{row['subject']}' and carry {as_percent(share)} of "
                "what is lost in bad cases."
            )
            yield Finding("driver_carries_exposure", row["subject"], "watch", sentence, lead, weight=share)
    for row in records_of(register.loc[register["in_bad_cases"].notna()]):
        share = row["in_bad_cases"] / bad
        if share >= limits.driver_share.value:
            sentence = f"'{row['title']}' alone carries {as_percent(share)} of what is lost in bad cases."
            yield Finding("risk_carries_exposure", row["risk_id"], "watch", sentence, row["owner"], weight=share)


def _on_care(register: pd.DataFrame, limits: RiskFindings) -> Iterator[Finding]:
    for row in records_of(register):
        risk, title, owner = row["risk_id"], row["title"], row["owner"]
        if row["note"]:
            sentence = f"'{title}' is not in the exposure: {row['note'].removeprefix('not assessed: ')}."
            yield Finding("risk_not_assessed", risk, "watch", sentence, owner)
        if not owner:
            yield Finding("risk_without_owner", risk, "watch", f"The risk '{title}' has no owner.", "")
    stale = register.loc[register["is_stale"].astype(bool)]
    never = stale.loc[stale["days_since_review"].isna()]
    if len(stale):
        oldest = stale["days_since_review"].max()
        since = f"; the oldest review is {as_number(oldest, 0)} days old" if not math.isnan(oldest) else ""
        unseen = f"; of {counted(len(never), 'risk')} no review is known" if len(never) else ""
        named = listed(stale["risk_id"].astype(str).tolist()[:5])
        more = f" and {len(stale) - 5} more" if len(stale) > 5 else ""
        sentence = (
            f"{counted(len(stale), 'risk')} ({named}{more}) went unreviewed for more than {limits.stale_after.value:g} days"
            f"{since}{unseen}."
        )
        owners = [one for one in stale["owner"].astype(str).unique() if one]
        yield Finding("risks_stale", "", "watch", sentence, owners[0] if len(owners) == 1 else "")
