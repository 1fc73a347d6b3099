"""What leadership should know of the improvement plan itself."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from pmobook.assess.findings import Finding
from pmobook.assess.tables import records_of, text_of
from pmobook.assess.wording import as_number, counted
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.language import say
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["plan_findings", "plan_headline"]

_DONE = ("done", "done late")


def plan_headline(actions: pd.DataFrame, effort: float | None, name: str, quarter: Quarter) -> str:
    """Say in a sentence, without a full stop, how many actions fit and what they take."""
    if actions.empty:
        return say("Nothing that was found in {name} asks for an action", name=name)
    answered = f"{counted(int(actions['findings'].sum()), 'finding')}"
    if effort is None:
        return say(
            "{name} has {action} that answer {answered}; nobody has said how much effort there is, so none is chosen",
            name=name,
            action=counted(len(actions), "action"),
            answered=answered,
        )
    fit = actions[actions["fits"].fillna(value=False).astype(bool)]
    days = math.fsum(fit["effort_days"].dropna())
    until = day_in_words(quarter.next.last_day)
    return say(
        "{name} can do {fit} of {action} by {until}, with {days} of {effort} person-days; {actions} wait",
        name=name,
        fit=len(fit),
        action=counted(len(actions), "action"),
        until=until,
        days=as_number(days, 0),
        effort=as_number(effort, 0),
        actions=len(actions) - len(fit),
    )


def plan_findings(
    actions: pd.DataFrame, checks: pd.DataFrame, effort: float | None, unit: BusinessUnit, *, handed_in: bool
) -> Iterator[Finding]:
    """Yield what became of the last quarter's actions, and what the plan lacks.

    Parameters
    ----------
    actions, checks
        Tables ``actions`` and ``action_checks``.
    effort
        Person-days there are; None if nobody has said.
    unit
        The business unit, whose lead owns what names nobody else.
    handed_in
        Whether the form actions was.
    """
    lead = unit.lead or ""
    yield from _on_checks(checks, lead)
    if effort is None:
        sentence = say(
            "Nobody has said how much effort there is to improve, so no action is chosen: give improvement: effort_days."
        )
        yield Finding("effort_not_set", "", "watch", sentence, lead)
    else:
        committed = actions[actions["status"].isin(["agreed", "under way"])]
        days = math.fsum(committed["effort_days"].dropna())
        if days > effort + 1e-9:
            sentence = say(
                "What is agreed takes {days} person-days, more than the {effort} there are in a quarter: decide what waits.",
                days=as_number(days),
                effort=as_number(effort),
            )
            yield Finding("plan_over_effort", "", "act", sentence, lead, days - effort)
    if not handed_in:
        sentence = say("What became of earlier actions isn't known: the form actions was not handed in.")
        yield Finding("actions_missing", "", "note", sentence, lead)


def _on_checks(checks: pd.DataFrame, lead: str) -> Iterator[Finding]:
    for row in records_of(checks):
        title, action, owner = row["title"], row["action_id"], text_of(row["owner"]) or lead
        if row["outcome"] == "late":
            sentence = say(
                "The action '{title}' was due on {date} and isn't done.",
                title=title,
                date=day_in_words(pd.Timestamp(row["due_on"]).date()),
            )
            yield Finding("action_late", action, "watch", sentence, owner)
        elif row["outcome"] == "lost from the list":
            sentence = say("The action '{title}' was agreed or proposed in the last pack and isn't in this one.", title=title)
            yield Finding("action_lost", action, "watch", sentence, owner)
        elif row["outcome"] in _DONE and row["verdict"] in {"within noise", "moved the wrong way"}:
            how = say("has not moved beyond noise") if row["verdict"] == "within noise" else say("has moved the wrong way")
            sentence = say("The action '{title}' is done, and the figure that it should move {how}.", title=title, how=how)
            yield Finding("action_without_effect", action, "watch", sentence, owner)
