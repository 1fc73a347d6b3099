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
from pmobook.method.roadmap import RoadmapMethod
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["roadmap_findings", "roadmap_headline"]

_MOST_SAID = 3
_WORTH_SAYING = 0.005  # half of the last decimal place in which an amount is written


def roadmap_headline(bars: pd.DataFrame, links: pd.DataFrame, name: str, *, is_levelled: bool) -> str:
    """Say in a sentence, without a full stop, how many projects run, how many start later, and whether dependencies hold."""
    of = f" of {as_plain_text(name)}" if name else ""
    current = bars.loc[bars["state"] != OVER]
    dated = current.loc[current["state"] != NO_DATES]
    if bars.empty:
        return f"The roadmap{of} is not assessed: the form projects was not handed in"
    if current.empty:
        return f"The roadmap{of} is empty: every project is over"
    if dated.empty:
        return f"The roadmap{of} is not assessed: no project under way or to come has a start and a finish"
    later = int((dated["months_later"].fillna(0) > 0).sum())
    moved = "are as planned; they were not levelled" if not is_levelled else "run as planned"
    if later:
        moved = f"run as the people there are allow, {later} of them later than planned"
    broken = int(links["as_planned"].isin([BROKEN, CIRCLE]).sum())
    held = links["as_planned"].isin([KEPT, BROKEN, CIRCLE]).sum()
    said = f"; the plan breaks {counted(broken, 'dependency', 'dependencies')}" if broken else ""
    said = said or ("; every dependency holds" if held else "")
    return f"{counted(len(dated), 'project')}{of} {moved if len(dated) > 1 else _singular(moved)}{said}"


def _singular(words: str) -> str:
    first, _, rest = words.partition(" ")
    return f"{ {'are': 'is', 'run': 'runs'}[first] } {rest}".replace("they were", "it was").replace(" 1 of them", " it starts")


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
        sentences += [f"The same holds for {counted(more, 'more project')} that it requires."] if more > 0 else []
        yield replace(ordered[0], sentence=" ".join(sentences))


def _named(project: str, about: Mapping[str, Mapping[str, Any]]) -> str:
    return f"'{as_plain_text(about[project]['title'])}'"


def _on_circles(links: pd.DataFrame, about: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    circular = links.loc[links["as_planned"] == CIRCLE]
    for group in find_circles(list(rows_of(circular, "project_id", "other_project_id"))):
        names = listed(_named(one, about) for one in group)
        said = f"{names} require each other in a circle" if len(group) > 1 else f"{names} requires itself"
        sentence = f"{said}, so none of them can come first: remove one of the rules."
        yield Finding("dependency_circle", group[0], "act", sentence, about[group[0]]["sponsor"], weight=len(group))


def _broken(row: Mapping[str, Any], about: Mapping[str, Mapping[str, Any]]) -> Finding:
    project, other, days = row["project_id"], row["other_project_id"], int(row["overlap_days"])
    has_begun = about[project]["state"] == UNDER_WAY
    begins = "began" if has_begun else "is planned to begin"
    after = ""
    if row["as_levelled"] == KEPT and not pd.isna(about[project]["months_later"]):
        after = f" With the people there are it begins on {_day(row['levelled_start'])}, and the order holds."
    sentence = (
        f"{_named(project, about)} {begins} on {_day(row['planned_start'])}, {as_days(days)} before "
        f"{_named(other, about)}, which it requires, finishes on {_day(row['other_planned_finish'])}.{after}"
    )
    severity: Severity = "watch" if has_begun or after else "act"
    return Finding("dependency_broken", project, severity, sentence, about[project]["sponsor"], weight=float(days))


def _broken_by_levelling(row: Mapping[str, Any], about: Mapping[str, Mapping[str, Any]]) -> Finding:
    project, other = row["project_id"], row["other_project_id"]
    sentence = (
        f"With the people there are, {_named(other, about)} finishes on {_day(row['other_levelled_finish'])}; "
        f"{_named(project, about)}, which requires it, would begin before, on {_day(row['levelled_start'])}."
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
    several = len(early) > 1
    named = listed(f"'{as_plain_text(gate)}'" for _, gate in early)
    sentence = (
        f"{_named(project, about)} has its gate{'s' if several else ''} {named} due from {_day(early[0][0])}, "
        f"before {_named(other, about)}, which it requires, finishes on {_day(row['other_planned_finish'])}."
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
            f"{_in(money, amount)} less {when}"
            for amount, when in ((year, f"by {_day(last)}"), (whole, "by the last period handed in"))
            if not pd.isna(amount) and amount >= _WORTH_SAYING
        ]
        sentence = (
            f"'{as_plain_text(row['title'])}' {'finishes' if row['state'] == UNDER_WAY else 'begins'} "
            f"{counted(int(row['months_later']), 'month')} later with the people there are; of its benefits comes "
            f"{' and '.join(parts)}."
        )
        named = owners.get(row["project_id"], ())
        owner = str(named[0]) if len(named) == 1 else row["sponsor"]
        kind = "benefit_leaves_year" if not pd.isna(year) and year >= _WORTH_SAYING else "benefit_delayed"
        yield Finding(kind, row["project_id"], "watch", sentence, owner, weight=float(lost))


def _on_missing(bars: pd.DataFrame, links: pd.DataFrame, lead: str) -> Iterator[Finding]:
    undated = bars.loc[bars["state"] == NO_DATES].sort_values("project_id")
    if len(undated):
        names = listed(f"'{as_plain_text(one)}'" for one in undated["title"])
        verb, its = ("has", "it stands") if len(undated) == 1 else ("have", "they stand")
        sponsors = [one for one in undated["sponsor"].unique() if one]
        owner = sponsors[0] if len(sponsors) == 1 else lead
        sentence = f"{names} {verb} no dates that a roadmap can draw: {its} on no quarter."
        yield Finding("roadmap_dates_missing", "", "watch", sentence, owner, weight=float(len(undated)))
    unjudged = links.loc[links["as_planned"] == UNJUDGED]
    if len(unjudged):
        said = f"{counted(len(unjudged), 'dependency', 'dependencies')} can't be judged, since a project has no dates."
        yield Finding("dependencies_not_assessed", "", "note", said, lead)


def _day(day: pd.Timestamp) -> str:
    return day_in_words(day.date())


def _in(money: Money, amount: float) -> str:
    """Return an amount with its currency: ``EUR 3.5 million``."""
    digits = 1 if abs(amount) >= 0.95 else 2
    return f"{money.currency} {as_number(amount, digits)}{'' if money.scale == 'one' else f' {money.scale}'}"
