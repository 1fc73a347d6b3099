"""What delivery means for its reader: projects in doubt, dearer or later than planned, and what nobody would say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from pmobook.assess.findings import Finding
from pmobook.assess.tables import present, rows_of
from pmobook.assess.wording import as_duration, as_percent, counted, is_unassessed, reason_of
from pmobook.language import say
from pmobook.method.thresholds import DeliveryThresholds, Thresholds
from pmobook.vocabulary import Confidence, day_in_words

__all__ = ["delivery_findings", "delivery_headline"]

_REASONS_TOLD = 2
_IN_DOUBT = (Confidence.RED, Confidence.AMBER_RED)


def delivery_headline(status: pd.DataFrame, method: Thresholds, name: str) -> str:
    """Say in a sentence how many running projects are in doubt by their owners' own rating."""
    if status.empty:
        return say("Delivery of {name} is not assessed: the form projects was not handed in", name=name)
    followed = _followed(status, method)
    if followed.empty:
        return say("{name} has no project under way", name=name)
    doubted = int(followed["confidence"].isin(_IN_DOUBT).sum())
    unrated = int(followed["confidence"].isna().sum())
    sentence = say(
        "Owners rate {doubted} of {running_project} of {name} red or amber/red",
        doubted=doubted,
        running_project=counted(len(followed), "running project"),
        name=name,
    )
    return say("{sentence}; {unrated} not assessed", sentence=sentence, unrated=unrated) if unrated else sentence


def _followed(status: pd.DataFrame, method: Thresholds) -> pd.DataFrame:
    return status.loc[status["stage"].isin(method.followed_stages) | status["stage"].isin([""])]


def delivery_findings(
    status: pd.DataFrame, method: Thresholds, previous_quarter: str, lead: str, *, costs_missing: bool
) -> Iterator[Finding]:
    """Yield findings on projects in a followed stage.

    Parameters
    ----------
    status
        Table project_status; what is missing in it is "not assessed" and is counted in a finding of its own.
    method
        Thresholds and followed stages.
    previous_quarter
        Named where confidence moved.
    lead
        Owns findings on all projects together.
    costs_missing
        The form project_costs was not handed in.
    """
    if status.empty:
        sentence = say("Delivery is not assessed: the form projects was not handed in.")
        yield Finding("projects_missing", "", "watch", sentence, lead)
        return
    if costs_missing:
        sentence = say("Cost against plan is not assessed: the form project_costs was not handed in.")
        yield Finding("costs_missing", "", "watch", sentence, lead)
    followed = _followed(status, method)
    for row in followed.to_dict(orient="records"):
        yield from _on_confidence(row, previous_quarter)
        yield from _on_cost(row, method.delivery)
        yield from _on_schedule(row, method.delivery)
    yield from _on_gaps(followed, lead, costs_missing=costs_missing)


def _on_confidence(row: dict[Any, Any], previous_quarter: str) -> Iterator[Finding]:
    confidence, movement = row["confidence"], row["confidence_movement"]
    fell = (
        say(
            ", down from {previous_confidence} in {previous_quarter}",
            previous_confidence=row["previous_confidence"],
            previous_quarter=previous_quarter,
        )
        if movement == "worse"
        else ""
    )
    since = say(", as in {previous_quarter}", previous_quarter=previous_quarter) if movement == "same" else ""
    sentence = say(
        "The owner of '{title}' rates its delivery {confidence}{fell}{since}.",
        title=row["title"],
        confidence=confidence,
        fell=fell,
        since=since,
    )
    if confidence in _IN_DOUBT:
        depth = float(Confidence.AMBER.rank - Confidence(confidence).rank)
        severity = "act" if confidence == Confidence.RED or fell else "watch"
        yield Finding("in_doubt", row["project_id"], severity, sentence, row["sponsor"], depth)  # type: ignore[arg-type]
    elif fell:
        yield Finding("confidence_fell", row["project_id"], "watch", sentence, row["sponsor"])


def _on_cost(row: dict[Any, Any], limits: DeliveryThresholds) -> Iterator[Finding]:
    share = row["cost_variance_share"]
    if not present(share):
        return
    covers = f" {row['cost_note'].split(';')[0]}"
    if share >= limits.cost_watch.value:
        sentence = say(
            "'{title}' is expected to cost {share} more than planned{covers}.",
            title=row["title"],
            share=as_percent(share, 1),
            covers=covers,
        )
        severity = "act" if share >= limits.cost_act.value else "watch"
        yield Finding("over_cost", row["project_id"], severity, sentence, row["sponsor"], share)  # type: ignore[arg-type]
    elif -share >= limits.underspend_watch.value:
        sentence = say(
            "'{title}' is expected to cost {share} less than planned{covers}; is its work late?",
            title=row["title"],
            share=as_percent(-share, 1),
            covers=covers,
        )
        yield Finding("under_cost", row["project_id"], "watch", sentence, row["sponsor"], -share)


def _on_schedule(row: dict[Any, Any], limits: DeliveryThresholds) -> Iterator[Finding]:
    slip = row["slip_days"]
    if not present(slip) or slip < limits.slip_watch.value:
        return
    against = (
        say("its baseline") if row["schedule_basis"] == "baseline" else say("the first forecast reported (it has no baseline)")
    )
    finish = day_in_words(row["forecast_finish"])
    sentence = say(
        "'{title}' is forecast to finish on {finish}, {duration} later than {against}.",
        title=row["title"],
        finish=finish,
        duration=as_duration(slip),
        against=against,
    )
    severity = "act" if slip >= limits.slip_act.value else "watch"
    # A year late sorts beside double the cost: slips are told in years so that neither swamps the other.
    yield Finding("late", row["project_id"], severity, sentence, row["sponsor"], slip / 365)  # type: ignore[arg-type]


def _on_gaps(followed: pd.DataFrame, lead: str, *, costs_missing: bool) -> Iterator[Finding]:
    """Yield one finding for each thing that is not assessed for some projects, with the reasons given, most common first."""
    gaps = [("confidence_not_assessed", say("delivery confidence"), followed["confidence"].isna(), "confidence_note")]
    if not costs_missing:
        gaps.append(("cost_not_assessed", say("cost against plan"), followed["cost_variance"].isna(), "cost_note"))
    gaps.append(("schedule_not_assessed", say("finish against plan"), followed["slip_days"].isna(), "schedule_note"))
    for kind, what, missing, note in gaps:
        count = int(missing.sum())
        if count:
            reasons = Counter(_reason(text) for (text,) in rows_of(followed.loc[missing], note)).most_common()
            told = "; ".join(f"{reason} ({number})" for reason, number in reasons[:_REASONS_TOLD])
            told += say("; and other reasons") if len(reasons) > _REASONS_TOLD else ""
            sentence = say(
                "For {count} of {running_project} {what} is not assessed: {told}.",
                count=count,
                running_project=counted(len(followed), "running project"),
                what=what,
                told=told,
            )
            yield Finding(kind, "", "watch" if 2 * count >= len(followed) else "note", sentence, lead)


def _reason(note: str, longest: int = 90) -> str:
    """Return why something is not assessed: what a note says after those words, shortened."""
    unassessed = [reason_of(part) for part in note.split("; ") if is_unassessed(part)]
    plain = unassessed[-1] if unassessed else note.split("; ", maxsplit=1)[0]
    return plain if len(plain) <= longest else f"{plain[:longest].rstrip()}…"
