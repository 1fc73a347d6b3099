"""What governance means for its reader: gates nobody held, decisions nobody owns, and ratings that the evidence doesn't bear."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pmobook.assess.findings import Finding
from pmobook.assess.governance.agreement import RatingAgreement
from pmobook.assess.governance.gate_summary import GateSummary
from pmobook.assess.governance.gates import HELD, gates_in_words
from pmobook.assess.tables import present
from pmobook.assess.wording import as_days, as_number, as_percent, counted
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.language import say
from pmobook.method.governance import GateMethod, GovernanceMethod
from pmobook.vocabulary import Confidence

__all__ = ["governance_findings", "governance_headline"]

_HOPEFUL = (Confidence.AMBER_GREEN, Confidence.GREEN)


def governance_headline(gates: GateSummary, agreement: RatingAgreement, name: str, *, has_gates: bool) -> str:
    """Say in a sentence how many gates were held when due, and how owners rate beside the evidence."""
    if not has_gates:
        first = say("Gates of {name} are not assessed: the form gates was not handed in", name=name)
    elif not gates.due:
        first = say("{name} had no gate due", name=name)
    else:
        first = say(
            "{name} held {held_when_due} of {gate} when due",
            name=name,
            held_when_due=gates.held_when_due,
            gate=counted(gates.due, "gate"),
        )
        open_now = [(gates.overdue, "overdue"), (gates.skipped, "skipped")]
        first = "; ".join([first, *(f"{number} {word}" for number, word in open_now if number)])
    if not agreement.compared:
        return first
    counts = say(
        "owners rate {optimistic} of {project} above the evidence",
        optimistic=agreement.optimistic,
        project=counted(agreement.compared, "project"),
    )
    return say("{first}; {counts}, {pessimistic} below", first=first, counts=counts, pessimistic=agreement.pessimistic)


def governance_findings(  # noqa: PLR0913 - everything that a finding on governance may rest on
    status: pd.DataFrame,
    gates_of: Mapping[str, Sequence[Mapping[str, Any]]],
    gates: GateSummary,
    agreement: RatingAgreement,
    method: GovernanceMethod,
    followed: Sequence[str],
    unit: BusinessUnit,
    *,
    moved: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """Yield findings on gates of projects in a watched stage, on ratings of those in a followed one, and on all together.

    Parameters
    ----------
    status
        Table governance_status.
    gates_of
        Project id to its rows of table gate_record.
    gates, agreement
        Of the business unit as a whole.
    method
        Limits of findings.
    followed
        Stages of projects whose confidence leads to findings.
    unit
        Named in sentences; its lead owns findings on all projects together.
    moved
        Project id to what moved while its rating stood, in words.
    """
    lead = unit.lead or ""
    if status.empty:
        sentence = say("Governance is not assessed: the form projects was not handed in.")
        yield Finding("governance_missing", "", "watch", sentence, lead)
        return
    if not gates_of:
        sentence = say("Whether gates are held is not assessed: the form gates was not handed in.")
        yield Finding("gates_missing", "", "watch", sentence, lead)
    for row in status.to_dict(orient="records"):
        own = gates_of.get(row["project_id"])
        # A project whose stage nobody gave may be under way.
        if own is not None and (row["stage"] in method.gates.watched_stages or not row["stage"]):
            yield from _on_gates(row, own, method.gates)
        if row["stage"] in followed or not row["stage"]:
            yield from _on_rating(row, (moved or {}).get(row["project_id"], ""), method)
    yield from _on_all(gates, agreement, method, unit)


def _on_gates(row: Mapping[Any, Any], own: Sequence[Mapping[str, Any]], method: GateMethod) -> Iterator[Finding]:
    project, owner, named = row["project_id"], row["sponsor"], say("'{title}'", title=row["title"])
    overdue = [one for one in own if one["status"] == "overdue" and one["days_late"] >= method.overdue_watch.value]
    if overdue:
        days = max(float(one["days_late"]) for one in overdue)
        severity = "act" if days >= method.overdue_act.value else "watch"
        never = "" if any(one["status"] in HELD for one in own) else say(", and none was ever held")
        longest = "" if len(overdue) == 1 else say(", the oldest")
        sentence = say(
            "{named} has {named_2} not held{longest} {days} after it was due{never}.",
            named=named,
            named_2=_named(overdue),
            longest=longest,
            days=as_days(days),
            never=never,
        )
        yield Finding("gate_overdue", project, severity, sentence, owner, days)  # type: ignore[arg-type]
    skipped = [one for one in own if one["status"] == "skipped"]
    if skipped:
        sentence = say("{named} went on to a later gate without {named_2}.", named=named, named_2=_named(skipped))
        yield Finding("gate_skipped", project, "watch", sentence, owner, len(skipped))
    yield from _on_decisions(row, own)
    days = row["conditions_days"]
    if present(days) and days >= method.conditions_watch.value:
        severity = "act" if days >= method.conditions_act.value else "watch"
        number = (
            say("{condition} of its gates", condition=counted(row["conditions_open"], "condition"))
            if present(row["conditions_open"])
            else say("conditions")
        )
        since = (
            say("for {days}", days=as_days(days))
            if row["conditions_open"] == 1
            else say("the oldest for {days}", days=as_days(days))
        )
        sentence = say("{named} has {number} still open, {since}.", named=named, number=number, since=since)
        yield Finding("conditions_open", project, severity, sentence, owner, days)  # type: ignore[arg-type]


def _named(gates: Sequence[Mapping[str, Any]]) -> str:
    return gates_in_words(str(one["gate"]) for one in gates)


def _on_decisions(row: Mapping[Any, Any], own: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    held = [one for one in own if one["status"] in HELD]
    undecided = [one for one in held if not present(one["decision"])]
    if undecided:
        sentence = say("'{title}' held {named} without a recorded decision.", title=row["title"], named=_named(undecided))
        yield Finding("gate_without_decision", row["project_id"], "watch", sentence, row["sponsor"], len(undecided))
    nobody = [one for one in held if present(one["decision"]) and not one["decided_by"]]
    if nobody:
        sentence = say("Nobody is named who decided at {named} of '{title}'.", named=_named(nobody), title=row["title"])
        yield Finding("decision_without_owner", row["project_id"], "watch", sentence, row["sponsor"], len(nobody))


def _on_rating(row: Mapping[Any, Any], moved: str, method: GovernanceMethod) -> Iterator[Finding]:
    project, owner, rated, implied = row["project_id"], row["sponsor"], row["owner_rating"], row["implied_rating"]
    if present(row["difference"]) and rated in _HOPEFUL and row["difference"] >= method.agreement.watermelon.value:
        severity = "act" if implied in {Confidence.RED, Confidence.AMBER_RED} else "watch"
        sentence = say(
            "The owner of '{title}' rates it {rated}; the evidence implies {implied}: {first}.",
            title=row["title"],
            rated=rated,
            implied=implied,
            first=_first(row["reason"]),
        )
        yield Finding("greener_than_evidence", project, severity, sentence, owner, row["difference"])  # type: ignore[arg-type]
    if present(row["is_stale"]) and row["is_stale"]:
        what = moved or say("its evidence moved")
        stood = counted(int(row["quarters_unchanged"]), "quarter")
        sentence = say(
            "'{title}' has been rated {rated} for {stood}, while {what}.", title=row["title"], rated=rated, stood=stood, what=what
        )
        yield Finding("stale_rating", project, "watch", sentence, owner, float(row["quarters_unchanged"]))


def _first(reason: str) -> str:
    return reason.split(". ", maxsplit=1)[0].removesuffix(".")


def _on_all(gates: GateSummary, agreement: RatingAgreement, method: GovernanceMethod, unit: BusinessUnit) -> Iterator[Finding]:
    share, limits = gates.share_held_when_due, method.gates
    if gates.due >= limits.fewest_gates.value and share < limits.held_when_due_watch.value:
        sentence = say(
            "{name} held {share} of its {gate} by the day they were due.",
            name=unit.name,
            share=as_percent(share),
            gate=counted(gates.due, "gate"),
        )
        yield Finding("gates_held_late", "", "watch", sentence, unit.lead or "", 1 - share)
    mean = agreement.mean_difference
    if not agreement.is_biased or math.isnan(mean) or abs(mean) < method.agreement.bias_watch.value:
        return
    kind, way = ("optimistic_overall", "above") if mean > 0 else ("pessimistic_overall", "below")
    counts = say(
        "{optimistic} higher, {agrees} the same, {pessimistic} lower",
        optimistic=agreement.optimistic,
        agrees=agreement.agrees,
        pessimistic=agreement.pessimistic,
    )
    reach = say("interval {low} to {high}", low=as_number(agreement.low), high=as_number(agreement.high))
    sentence = say(
        "Owners in {name} rate {mean} bands {way} what the evidence implies ({reach}; of {project} {counts}).",
        name=unit.name,
        mean=as_number(abs(mean)),
        way=way,
        reach=reach,
        project=counted(agreement.compared, "project"),
        counts=counts,
    )
    yield Finding(kind, "", "watch" if mean > 0 else "note", sentence, unit.lead or "", abs(mean))
