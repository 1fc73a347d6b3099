"""What a balance of people means for its reader: which role is short, who goes short, what starts later, what mends it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pmobook.assess.findings import Finding, Severity
from pmobook.assess.resources.fixes import PricedFix
from pmobook.assess.resources.look_ahead import LookAhead
from pmobook.assess.resources.months import month_words
from pmobook.assess.resources.words import people_of, person_months, stretch
from pmobook.assess.tables import records_of, text_of
from pmobook.assess.wording import as_percent, as_plain_text, counted, listed, reason_of
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.language import inside, said_later, say, say_many
from pmobook.method.resources import ResourceFindings, ResourcesMethod
from pmobook.rounding import measured

__all__ = ["first_short", "resource_findings", "resource_headline", "shortest_role"]

_Tables = Mapping[str, pd.DataFrame]


def _lacking_forms(missing: tuple[str, ...], ahead: LookAhead) -> str:
    return say_many(
        "the form {missing} holds nothing for the months from {first} on",
        "the forms {missing} hold nothing for the months from {first} on",
        len(missing),
        missing=listed(missing),
        first=month_words(ahead.first),
    )


def shortest_role(balance: pd.DataFrame) -> str | None:
    """Return the role of which most person-months are missing; None if none is known to be short."""
    by_role = balance.groupby("role", sort=False)["deficit"].sum()
    return str(by_role.idxmax()) if len(by_role) and by_role.max() > 0 else None


def first_short(allocation: pd.DataFrame, role: str) -> str:
    """Return the title of the project that goes short of a role first: in the first month, of the lowest rank."""
    short = allocation.loc[(allocation["role"] == role) & allocation["short"].gt(0)]
    if short.empty:
        return ""
    return str(short.sort_values(["period", "rank"], ascending=[True, False]).iloc[0]["title"])


def _lack(balance: pd.DataFrame, role: str, name: str, last: str) -> str:
    """Return since when and how much of a role is lacking, without a full stop."""
    short = balance.loc[(balance["role"] == role) & balance["deficit"].gt(0)]
    most = float(short["deficit"].max())
    varies = measured(most) != measured(float(short["deficit"].min()))
    return say(
        said_later("{stretch} {name} lacks up to {people_of}") if varies else said_later("{stretch} {name} lacks {people_of}"),
        stretch=stretch(list(short["period"]), last),
        name=name,
        people_of=people_of(most, role),
    )


def resource_headline(tables: _Tables, ahead: LookAhead, name: str) -> str:
    """Say in a sentence, without a full stop, from when on people are lacking, and who goes short first."""
    balance = tables["capacity_balance"]
    if ahead.missing:
        return say(
            "Whether {name} has enough people is not assessed: {lacking_forms}",
            name=name,
            lacking_forms=_lacking_forms(ahead.missing, ahead),
        )
    role = shortest_role(balance)
    if role is not None:
        who = first_short(tables["allocation"], role)
        return (
            f"{_lack(balance, role, name, ahead.last)}{(say('; {quoted} goes short first', quoted=_quoted(who)) if who else '')}"
        )
    known = int(balance["deficit"].notna().sum())
    if not known:
        return say(
            "Whether {name} has enough people is not assessed: no role has both capacity and needs that are known", name=name
        )
    every = say("every month") if known == len(balance) else say("every month that is assessed")
    return say(
        "{name} has enough people for its projects in {every} up to {last}", name=name, every=every, last=month_words(ahead.last)
    )


def _quoted(title: str) -> str:
    return say("'{title}'", title=as_plain_text(title))


def resource_findings(
    tables: _Tables,
    fix: PricedFix | None,
    ahead: LookAhead,
    sponsors: Mapping[Any, Any],
    method: ResourcesMethod | None,
    business_unit: BusinessUnit,
) -> Iterator[Finding]:
    """Yield what leadership should know.

    Parameters
    ----------
    tables
        Results by the name of their table.
    fix
        The cheapest way to have enough people; None if it was not looked for.
    ahead
        The months looked ahead to.
    sponsors
        Project to who answers for it.
    method
        When a figure is a finding; None if nothing was assessed.
    business_unit
        Its lead owns what nobody else does.
    """
    lead = business_unit.lead or ""
    for form in ahead.missing:
        sentence = say(
            "Whether there are enough people is not assessed: {lacking_forms}.", lacking_forms=_lacking_forms((form,), ahead)
        )
        yield Finding(f"{form}_missing", "", "watch", sentence, lead)
    if method is None or ahead.missing:
        return
    limits = method.findings
    yield from _on_roles(tables, ahead, limits, business_unit)
    yield from _on_projects(tables, sponsors, limits, lead)
    yield from _on_starts(tables["start_dates"], sponsors, limits, lead)
    if fix is not None and len(fix.table):
        yield Finding("capacity_fix", "", "watch", fix.sentence, lead)
    yield from _on_gaps(tables["capacity_balance"], lead)


def _on_roles(tables: _Tables, ahead: LookAhead, limits: ResourceFindings, business_unit: BusinessUnit) -> Iterator[Finding]:
    balance, lead = tables["capacity_balance"], business_unit.lead or ""
    for role, rows in balance.groupby("role", sort=False):
        worst, missing = float(rows["deficit"].max()), float(rows["deficit"].sum())
        if math.isnan(worst) or worst < limits.short_watch.value:
            continue
        severity: Severity = "act" if worst >= limits.short_act.value else "watch"
        who = first_short(tables["allocation"], str(role))
        said = say(
            "{lack}, {person_months} in all",
            lack=_lack(balance, str(role), business_unit.name, ahead.last),
            person_months=person_months(missing),
        )
        then = say("; {quoted} goes short first", quoted=_quoted(who)) if who else ""
        yield Finding("role_short", str(role), severity, f"{said}{then}.", lead, weight=missing)
    short = set(balance.loc[balance["deficit"].gt(0), "role"])
    for row in records_of(tables["role_waits"]):
        busy = float(row["utilisation"])
        if busy >= limits.busy_watch.value and row["role"] not in short:
            wait = (
                say("longer every month")
                if "wait" in str(row["without_end"]).split()
                else say("{wait} times as long as it takes", wait=measured(row["wait"]))
            )
            sentence = say(
                "{role} is {busy} busy: work must be expected to wait {wait}.",
                role=as_plain_text(row["role"]),
                busy=as_percent(busy),
                wait=wait,
            )
            yield Finding("role_busy", str(row["role"]), "watch", sentence, lead, weight=busy)


def _on_projects(tables: _Tables, sponsors: Mapping[Any, Any], limits: ResourceFindings, lead: str) -> Iterator[Finding]:
    for project, rows in tables["allocation"].groupby("project_id", sort=False):
        asked, short = float(rows.loc[rows["short"].notna(), "needed"].sum()), float(rows["short"].sum())
        if not short > 0 or short / asked < limits.project_short.value:
            continue
        worst = rows.groupby("role", sort=False)["short"].sum().idxmax()
        first = rows.loc[rows["short"].gt(0), "period"].min()
        sentence = say(
            "{quoted} (rank {iloc}) gets {short} too few people from {first} on: {person_months} are missing, most of {worst}.",
            quoted=_quoted(str(rows["title"].iloc[0])),
            iloc=int(rows["rank"].iloc[0]),
            short=as_percent(short / asked),
            first=month_words(first),
            person_months=person_months(short),
            worst=as_plain_text(str(worst)),
        )
        owner = text_of(sponsors.get(project)) or lead
        yield Finding("project_short", str(project), "watch", sentence, owner, weight=short)


def _on_starts(starts: pd.DataFrame, sponsors: Mapping[Any, Any], limits: ResourceFindings, lead: str) -> Iterator[Finding]:
    for row in records_of(starts):
        project, title, standing = str(row["project_id"]), _quoted(str(row["title"])), row["standing"]
        owner = text_of(sponsors.get(project)) or lead
        if standing == "later":
            months = int(row["months_later"])
            severity: Severity = "act" if months >= limits.later_act.value else "watch"
            sentence = say(
                "{title} can start in {start}, {month} later than planned: {reason}.",
                title=title,
                start=month_words(row["start"]),
                month=counted(months, "month"),
                reason=inside(row["reason"], only_first=True),
            )
            yield Finding("project_starts_later", project, severity, sentence, owner, weight=float(months))
        elif standing == "can't be staffed":
            yield Finding(
                "project_cannot_be_staffed",
                project,
                "act",
                say("{title} can't be staffed. {note}", title=title, note=row["note"]),
                owner,
            )
        elif standing == "not assessed":
            sentence = say("When {title} can start is not assessed: {note}", title=title, note=reason_of(row["note"]))
            yield Finding("start_not_assessed", project, "watch", sentence, owner)
    gap = float(starts["gap"].max()) if len(starts) else math.nan
    if gap > 0:
        sentence = say(
            "The start dates keep every limit, but are not proven best: others could save up to {gap} of delay.",
            gap=as_percent(gap, 1),
        )
        yield Finding("starts_not_proven", "", "note", sentence, lead)


def _on_gaps(balance: pd.DataFrame, lead: str) -> Iterator[Finding]:
    unknown = balance.loc[balance["deficit"].isna()]
    if len(unknown):
        roles = listed([as_plain_text(str(role)) for role in dict.fromkeys(unknown["role"])])
        sentence = say(
            "In {month_of_a_role} of {balance:,} it is not assessed whether there are enough people "
            "({roles}): needs or capacity are not known.",
            month_of_a_role=counted(len(unknown), "month of a role", "months of roles"),
            balance=len(balance),
            roles=roles,
        )
        yield Finding("people_not_assessed", "", "watch", sentence, lead)
