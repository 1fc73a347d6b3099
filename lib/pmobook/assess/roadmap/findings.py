"""What the roadmap means for its reader: dependencies the plan breaks, benefits that leave the year, dates that are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from pmobook.assess.findings import SEVERITIES, Finding, Severity
from pmobook.assess.roadmap.bars import NO_DATES, OVER, UNDER_WAY
from pmobook.assess.roadmap.dependencies import BROKEN, CIRCLE, KEPT, UNJUDGED, find_circles
from pmobook.assess.roadmap.marks import GATE
from pmobook.assess.roadmap.streams import year_end
from pmobook.assess.tables import records_of, rows_of
from pmobook.assess.wording import as_days, as_number, as_plain_text, counted, listed
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say, say_many
from pmobook.method.roadmap import RoadmapMethod
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["roadmap_findings", "roadmap_headline"]

_MOST_SAID = 3
_WORTH_SAYING = 0.005  # half of the last decimal place in which an amount is written


def roadmap_headline(bars: pd.DataFrame, links: pd.DataFrame, name: str, *, is_levelled: bool) -> str:
    """Say in a sentence, without a full stop, how many projects run, how many start later, and whether dependencies hold."""
    of = say(" of {name}", name=as_plain_text(name)) if name else ""
    current = bars.loc[bars["state"] != OVER]
    dated = current.loc[current["state"] != NO_DATES]
    if bars.empty:
        return say("The roadmap{of} is not assessed: the form projects was not handed in", of=of)
    if current.empty:
        return say("The roadmap{of} is empty: every project is over", of=of)
    if dated.empty:
        return say("The roadmap{of} is not assessed: no project under way or to come has a start and a finish", of=of)
    later = int((dated["months_later"].fillna(0) > 0).sum())
    broken = int(links["as_planned"].isin([BROKEN, CIRCLE]).sum())
    held = links["as_planned"].isin([KEPT, BROKEN, CIRCLE]).sum()
    said = say("; the plan breaks {dependency}", dependency=counted(broken, "dependency", "dependencies")) if broken else ""
    said = said or (say("; every dependency holds") if held else "")
    if later:
        return say_many(
            "{n} project{of} runs as the people there are allow, it starts later than planned{said}",
            "{n:,} projects{of} run as the people there are allow, {later} of them later than planned{said}",
            len(dated),
            of=of,
            later=later,
            said=said,
        )
    if is_levelled:
        return say_many(
            "{n} project{of} runs as planned{said}", "{n:,} projects{of} run as planned{said}", len(dated), of=of, said=said
        )
    return say_many(
        "{n} project{of} is as planned; it was not levelled{said}",
        "{n:,} projects{of} are as planned; they were not levelled{said}",
        len(dated),
        of=of,
        said=said,
    )


def roadmap_findings(
    bars: pd.DataFrame,
    links: pd.DataFrame,
    marks: pd.DataFrame,
    money: Money,
    lead: str,
    quarter: Quarter,
    method: RoadmapMethod,
) -> Iterator[Finding]:
    """Yield what leadership should know; tables as `pmobook.assess.roadmap.Roadmap` holds them.

    Sponsors own what concerns their project, owners of benefits what concerns theirs, the lead what is missing.
    """
    about = {row["project_id"]: row for row in records_of(bars)}
    to_come = marks.loc[(marks["mark"] == GATE) & (marks["state"] == "to come")].sort_values(["planned_on", "subject"])
    gates: dict[str, list[tuple[Any, str]]] = {}
    for project, day, gate in rows_of(to_come, "project_id", "planned_on", "title"):
        gates.setdefault(project, []).append((day, gate))
    yield from _on_circles(links, about)
    yield from _one_a_project(_on_links(links, about, gates))
    yield from _on_benefits(bars, marks, money, year_end(quarter, int(method.year_begins.value)))
    yield from _on_missing(bars, links, lead)


def _on_links(
    links: pd.DataFrame, about: Mapping[str, Mapping[str, Any]], gates: Mapping[str, Sequence[tuple[Any, str]]]
) -> Iterator[Finding]:
    for row in records_of(links):
        if row["as_planned"] == BROKEN:
            yield _broken(row, about)
            yield from _early_gates(row, about, gates)
        elif row["as_planned"] == KEPT and row["as_levelled"] == BROKEN:
            yield _broken_by_levelling(row, about)


def _one_a_project(found: Iterator[Finding]) -> Iterator[Finding]:
    """Yield findings of one kind on one project as one, the worst first: its id then stays whatever else the project requires."""
    groups: dict[str, list[Finding]] = {}
    for one in found:
        groups.setdefault(one.finding_id, []).append(one)
    for several in groups.values():
        ordered = sorted(several, key=lambda one: (SEVERITIES.index(one.severity), -one.weight, one.sentence))
        more = len(ordered) - _MOST_SAID
        sentences = [one.sentence for one in ordered[:_MOST_SAID]]
        sentences += (
            [say("The same holds for {more_project} that it requires.", more_project=counted(more, "more project"))]
            if more > 0
            else []
        )
        yield replace(ordered[0], sentence=" ".join(sentences))


def _named(project: str, about: Mapping[str, Mapping[str, Any]]) -> str:
    return say("'{title}'", title=as_plain_text(about[project]["title"]))


def _on_circles(links: pd.DataFrame, about: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    circular = links.loc[links["as_planned"] == CIRCLE]
    for group in find_circles(list(rows_of(circular, "project_id", "other_project_id"))):
        names = listed(_named(one, about) for one in group)
        said = (
            say("{names} require each other in a circle", names=names)
            if len(group) > 1
            else say("{names} requires itself", names=names)
        )
        sentence = say("{said}, so none of them can come first: remove one of the rules.", said=said)
        yield Finding("dependency_circle", group[0], "act", sentence, about[group[0]]["sponsor"], weight=len(group))


def _broken(row: Mapping[str, Any], about: Mapping[str, Mapping[str, Any]]) -> Finding:
    project, other, days = row["project_id"], row["other_project_id"], int(row["overlap_days"])
    has_begun = about[project]["state"] == UNDER_WAY
    begins = say("began") if has_begun else say("is planned to begin")
    after = ""
    if row["as_levelled"] == KEPT and not pd.isna(about[project]["months_later"]):
        after = say(" With the people there are it begins on {day}, and the order holds.", day=_day(row["levelled_start"]))
    sentence = say(
        "{named} {begins} on {day}, {days} before {named_2}, which it requires, finishes on {day_2}.{after}",
        named=_named(project, about),
        begins=begins,
        day=_day(row["planned_start"]),
        days=as_days(days),
        named_2=_named(other, about),
        day_2=_day(row["other_planned_finish"]),
        after=after,
    )
    severity: Severity = "watch" if has_begun or after else "act"
    return Finding("dependency_broken", project, severity, sentence, about[project]["sponsor"], weight=float(days))


def _broken_by_levelling(row: Mapping[str, Any], about: Mapping[str, Mapping[str, Any]]) -> Finding:
    project, other = row["project_id"], row["other_project_id"]
    sentence = say(
        "With the people there are, {named} finishes on {day}; {named_2}, which requires it, would begin before, on {day_2}.",
        named=_named(other, about),
        day=_day(row["other_levelled_finish"]),
        named_2=_named(project, about),
        day_2=_day(row["levelled_start"]),
    )
    return Finding("dependency_broken_by_levelling", project, "watch", sentence, about[project]["sponsor"])


def _early_gates(
    row: Mapping[str, Any], about: Mapping[str, Mapping[str, Any]], gates: Mapping[str, Sequence[tuple[Any, str]]]
) -> Iterator[Finding]:
    """Yield the gates to come that fall due after a project's start and yet before what it requires is finished."""
    early = [
        (day, gate) for day, gate in gates.get(row["project_id"], ()) if row["planned_start"] <= day < row["other_planned_finish"]
    ]
    if not early:
        return
    project, other = row["project_id"], row["other_project_id"]
    named = listed(say("'{title}'", title=as_plain_text(gate)) for _, gate in early)
    sentence = say_many(
        "{named} has its gate {named_2} due from {day}, before {named_3}, which it requires, finishes on {day_2}.",
        "{named} has its gates {named_2} due from {day}, before {named_3}, which it requires, finishes on {day_2}.",
        len(early),
        named=_named(project, about),
        named_2=named,
        day=_day(early[0][0]),
        named_3=_named(other, about),
        day_2=_day(row["other_planned_finish"]),
    )
    yield Finding("gate_before_dependency", project, "watch", sentence, about[project]["sponsor"])


def _on_benefits(bars: pd.DataFrame, marks: pd.DataFrame, money: Money, end: int) -> Iterator[Finding]:
    last = pd.Timestamp(year=end // 12, month=end % 12 + 1, day=1) + pd.offsets.MonthEnd(0)
    owners = marks.loc[marks["owner"].ne("") & marks["mark"].ne(GATE)].groupby("project_id")["owner"].unique()
    for row in records_of(bars):
        year, whole = row["benefits_less_in_year"], row["benefits_less_in_all"]
        lost = max(0.0 if pd.isna(one) else one for one in (year, whole))
        if lost < _WORTH_SAYING or not row["months_later"]:
            continue
        parts = [
            say("{in_} less {when}", in_=_in(money, amount), when=when)
            for amount, when in ((year, say("by {day}", day=_day(last))), (whole, say("by the last period handed in")))
            if not pd.isna(amount) and amount >= _WORTH_SAYING
        ]
        sentence = say(
            said_later("'{title}' finishes {month} later with the people there are; of its benefits comes {parts}.")
            if row["state"] == UNDER_WAY
            else said_later("'{title}' begins {month} later with the people there are; of its benefits comes {parts}."),
            title=as_plain_text(row["title"]),
            month=counted(int(row["months_later"]), "month"),
            parts=listed(parts),
        )
        named = owners.get(row["project_id"], ())
        owner = str(named[0]) if len(named) == 1 else row["sponsor"]
        kind = "benefit_leaves_year" if not pd.isna(year) and year >= _WORTH_SAYING else "benefit_delayed"
        yield Finding(kind, row["project_id"], "watch", sentence, owner, weight=float(lost))


def _on_missing(bars: pd.DataFrame, links: pd.DataFrame, lead: str) -> Iterator[Finding]:
    undated = bars.loc[bars["state"] == NO_DATES].sort_values("project_id")
    if len(undated):
        names = listed(say("'{title}'", title=as_plain_text(one)) for one in undated["title"])
        sponsors = [one for one in undated["sponsor"].unique() if one]
        owner = sponsors[0] if len(sponsors) == 1 else lead
        sentence = say_many(
            "{names} has no dates that a roadmap can draw: it stands on no quarter.",
            "{names} have no dates that a roadmap can draw: they stand on no quarter.",
            len(undated),
            names=names,
        )
        yield Finding("roadmap_dates_missing", "", "watch", sentence, owner, weight=float(len(undated)))
    unjudged = links.loc[links["as_planned"] == UNJUDGED]
    if len(unjudged):
        said = say(
            "{dependency} can't be judged, since a project has no dates.",
            dependency=counted(len(unjudged), "dependency", "dependencies"),
        )
        yield Finding("dependencies_not_assessed", "", "note", said, lead)


def _day(day: pd.Timestamp) -> str:
    return day_in_words(day.date())


def _in(money: Money, amount: float) -> str:
    """Return an amount with its currency: ``EUR 3.5 million``."""
    digits = 1 if abs(amount) >= 0.95 else 2
    return f"{money.currency} {as_number(amount, digits)}{'' if money.scale == 'one' else f' {money.scale}'}"
