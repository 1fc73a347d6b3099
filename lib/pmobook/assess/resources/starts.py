"""When each project can start with the people there are, beside when it is planned, and what holds it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.resources.forms import DIGITS
from pmobook.assess.resources.levelling import level
from pmobook.assess.resources.look_ahead import LookAhead
from pmobook.assess.resources.months import label_of, month_words, slot_of
from pmobook.assess.resources.order import ServingOrder
from pmobook.assess.resources.outcome import Levelling
from pmobook.assess.resources.refusals import NoScheduleFound, NoStartFits
from pmobook.assess.tables import START_DATES, build, present, records_of, rows_of, text_of
from pmobook.assess.wording import as_percent, as_plain_text, listed
from pmobook.language import say
from pmobook.method.portfolio import portfolio_method
from pmobook.rounding import measured

__all__ = ["BEGUN", "Starts", "find_starts"]

BEGUN = ("executing", "closed", "benefits")
"""Stages in which a project has begun: its start can't be moved any more."""


@dataclass(frozen=True, eq=False)
class Starts:
    """Start dates that people can deliver.

    Attributes
    ----------
    table
        Table ``start_dates``, in the order in which projects get people.
    levelling
        The search that found them; None if no project is still to begin.
    notes
        What was assumed or left out, in sentences.
    """

    table: pd.DataFrame
    levelling: Levelling | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Plan:
    """What is known of the projects that need people.

    Attributes
    ----------
    titles, stages
        By id.
    dates
        Id to planned start and finish, as months; empty where the form says nothing.
    needed
        Id to the first and last month in which it needs somebody.
    before
        Id to the projects that it requires.
    ahead_to
        The last month looked ahead to: what needs somebody then may well need him longer.
    """

    titles: Mapping[str, str]
    stages: Mapping[str, str]
    dates: Mapping[str, tuple[str, str]]
    needed: Mapping[str, tuple[str, str]]
    before: Mapping[str, tuple[str, ...]]
    ahead_to: str

    def has_begun(self, project: str) -> bool:
        """Say whether a project's start is past."""
        return self.stages.get(project, "") in BEGUN

    def start(self, project: str) -> str:
        """Return the month of its start as planned; one that has not begun in time starts when it first needs somebody."""
        planned, first = self.dates[project][0], self.needed[project][0]
        return planned if planned and (self.has_begun(project) or planned >= first) else first

    def finish(self, project: str) -> str:
        """Return the month of its finish as planned, never before it last needs somebody; empty if it is not known."""
        planned, last = self.dates[project][1], self.needed[project][1]
        return max(planned, last) if planned or last < self.ahead_to else ""


def find_starts(ahead: LookAhead, projects: pd.DataFrame, links: pd.DataFrame, order: ServingOrder) -> Starts:
    """Return when each project that needs people can start, so that no role is booked beyond what there is.

    Parameters
    ----------
    ahead
        Capacity and demand of the months to come.
    projects, links
        The forms projects and project_links, of which ``requires`` counts.
    order
        In which order projects get people: a later start weighs the more, the higher the rank.

    Notes
    -----
    Projects under way keep their dates and their people; those still to begin are scheduled with what is left
    (`pmobook.assess.resources.level`). A role may be booked beyond its capacity by the margin that the choice of projects has
    too. A finish moves with its start.
    """
    plan = _plan_of(ahead, projects, links)
    still = [project for project in order.ids if project in plan.needed and not plan.has_begun(project)]
    capacity, notes = ahead.filled_capacity()
    unknown = _without_capacity(ahead, still, capacity)
    movable = [project for project in still if project not in unknown]
    if not movable:
        return Starts(build(_rows(plan, order, None, unknown), START_DATES), None, notes)
    margin = portfolio_method().people_margin.value
    running = {one: plan.finish(one) or ahead.last for one in plan.needed if one not in still}
    left, left_notes = _left_over(ahead, capacity, running, margin)
    demand = ahead.demand.loc[ahead.demand["project_id"].isin(movable)]
    earliest = {one: _after_those_under_way(plan, one) for one in movable}
    table = pd.DataFrame({"earliest_start": list(earliest.values())}, index=pd.Index(movable), dtype=object)
    pairs = [(before, one) for one in movable for before in plan.before.get(one, ()) if before in movable]
    try:
        found = level(table, left, pairs, demand=demand, ranking=movable, leave_out=True)
    except (NoStartFits, NoScheduleFound) as error:
        unknown = {**unknown, **dict.fromkeys(movable, str(error).splitlines()[-1])}
        return Starts(build(_rows(plan, order, None, unknown), START_DATES), None, (*notes, *left_notes))
    said = (
        say(
            "A role may be booked {margin} beyond its capacity before a start moves: plans are not more exact.",
            margin=as_percent(margin),
        ),
    )
    waiting = tuple(_open_links(plan, movable))
    return Starts(
        build(_rows(plan, order, found, unknown), START_DATES), found, (*notes, *left_notes, *(said if margin else ()), *waiting)
    )


def _plan_of(ahead: LookAhead, projects: pd.DataFrame, links: pd.DataFrame) -> _Plan:
    wanted = ahead.demand.loc[ahead.demand["fte"].ne(0)]
    grouped = wanted.groupby("project_id", sort=False)["period"]
    names = [name for name in ("forecast_finish", "baseline_finish") if name in projects.columns]
    rows = records_of(projects)
    before: dict[str, tuple[str, ...]] = {}
    for one, link, other in rows_of(links, "project_id", "link", "other_project_id") if len(links) else ():
        if link == "requires" and str(one) != str(other):
            before[str(one)] = tuple(dict.fromkeys((*before.get(str(one), ()), str(other))))
    return _Plan(
        {str(row["project_id"]): text_of(row.get("title")) or str(row["project_id"]) for row in rows},
        {str(row["project_id"]): text_of(row.get("stage")) for row in rows},
        {
            str(row["project_id"]): (_month(row.get("start")), next(filter(None, (_month(row.get(name)) for name in names)), ""))
            for row in rows
        },
        {str(one): (first, last) for (one, first), last in zip(grouped.min().items(), grouped.max(), strict=True)},
        before,
        ahead.last,
    )


def _month(day: object) -> str:
    return str(label_of(slot_of(pd.Timestamp(day).date()), is_calendar=True)) if present(day) else ""  # type: ignore[arg-type]


def _without_capacity(ahead: LookAhead, projects: Iterable[str], capacity: pd.DataFrame) -> dict[str, str]:
    """Return projects that need a role of which no capacity is known, and why that leaves them open."""
    known = set(capacity["role"])
    rows = ahead.demand.loc[ahead.demand["fte"].ne(0) & ~ahead.demand["role"].isin(known)]
    lacking = {str(one): list(dict.fromkeys(roles)) for one, roles in rows.groupby("project_id", sort=False)["role"]}
    return {
        one: say("The capacity of {role} is not known.", role=listed(as_plain_text(str(role)) for role in lacking[one]))
        for one in projects if one in lacking
    }  # fmt: skip


def _left_over(
    ahead: LookAhead, capacity: pd.DataFrame, running: Mapping[str, str], margin: float
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return capacity with its margin less what projects under way need of it, until the last of them has finished."""
    held = ahead.demand.loc[ahead.demand["project_id"].isin(list(running))]
    last = [one for one in running.values() if one > ahead.last]
    beyond = pd.period_range(ahead.last, pd.Period(max(last, default=ahead.last), freq="M") + 1, freq="M")[1:].astype(str)
    at_end = held.loc[held["period"] == ahead.last]
    later = [at_end.loc[at_end["project_id"].map(running) >= month].assign(period=month) for month in beyond]
    needs = pd.concat([held, *later], ignore_index=True).groupby(["role", "period"], sort=False)["fte"].sum()
    goes_on = capacity.loc[capacity["period"] == ahead.last]
    there = pd.concat([capacity, *(goes_on.assign(period=month) for month in beyond)], ignore_index=True)
    joined = there.merge(needs.rename("held").reset_index(), on=["role", "period"], how="left")
    left = (joined["fte"] * (1 + margin) - joined["held"].fillna(0.0)).clip(lower=0).round(DIGITS)
    return joined[["role", "period"]].assign(fte=left), tuple(_held_notes(ahead, held, is_longer=bool(last)))


def _held_notes(ahead: LookAhead, held: pd.DataFrame, *, is_longer: bool) -> Iterator[str]:
    if held["fte"].isna().any():
        yield say("Needs of projects under way that are not assessed hold nobody here: starts may be later still.")
    if is_longer:
        yield (
            say(
                "After {last} capacity is taken to stay as it is, and projects under way to need until "
                "their finish what they need in that month.",
                last=month_words(ahead.last),
            )
        )


def _after_those_under_way(plan: _Plan, project: str) -> str | None:
    """Return the first month after the projects under way that a project requires; None if there are none."""
    ends = [
        plan.finish(one) or plan.ahead_to for one in plan.before.get(project, ()) if plan.has_begun(one) and one in plan.needed
    ]
    first = max([*(str(pd.Period(end, freq="M") + 1) for end in ends), plan.needed[project][0]])
    return first if ends else None


def _open_links(plan: _Plan, movable: Iterable[str]) -> Iterator[str]:
    for one in movable:
        absent = [
            plan.titles.get(other, other) for other in plan.before.get(one, ())
            if other not in plan.needed and not plan.has_begun(other)
        ]  # fmt: skip
        if absent:
            yield say(
                "'{titles}' requires {absent}, of which no need of people is known: nothing holds it here.",
                titles=plan.titles[one],
                absent=listed(absent),
            )


def _rows(plan: _Plan, order: ServingOrder, found: Levelling | None, unknown: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    placed = {} if found is None else {str(row["project_id"]): row for row in records_of(found.table)}
    open_ones = dict(unknown)
    if found is not None:
        open_ones |= {str(one): f"{why[:1].upper()}{why[1:]}." for one, why in found.not_assessed}
    unmendable = {} if found is None else {str(row["project_id"]): row for row in records_of(found.unmendable)}
    for rank, project in zip(order.table["rank"], order.ids, strict=True):
        if project not in plan.needed:
            continue
        row = _blank(plan, int(rank), project)
        if plan.has_begun(project):
            row |= {"standing": "under way", "start": row["planned_start"], "finish": row["planned_finish"], "months_later": 0}
        elif project in open_ones:
            row |= {"standing": "not assessed", "note": say("Not assessed: {open_ones}", open_ones=open_ones[project])}
        elif project in unmendable:
            row |= {"standing": "can't be staffed", "held_role": text_of(unmendable[project]["role"])}
            row["note"] = _said_unmendable(unmendable[project], plan, project)
        elif project in placed and found is not None:
            row |= _moved(plan, project, placed[project], found.gap)
        yield row


def _blank(plan: _Plan, rank: int, project: str) -> dict[str, Any]:
    return {
        "project_id": project, "title": plan.titles.get(project, project), "rank": rank, "standing": "not assessed",
        "planned_start": plan.start(project), "planned_finish": plan.finish(project) or None, "start": None, "finish": None,
        "months_later": pd.NA, "held_role": "", "held_in": "", "waits_for": "", "reason": "", "gap": math.nan, "note": "",
    }  # fmt: skip


def _said_unmendable(row: Mapping[str, Any], plan: _Plan, project: str) -> str:
    if not present(row["role"]):
        return text_of(row["sentence"]).replace(project, say("'{title}'", title=plan.titles.get(project, project)), 1)
    role, needed, most = as_plain_text(str(row["role"])), measured(row["needed"]), measured(row["most"])
    return say(
        "It needs {needed} of {role}; beside projects under way there are never more than {most}.",
        needed=needed,
        role=role,
        most=most,
    )


def _later(month: str, months: int) -> str | None:
    return str(pd.Period(month, freq="M") + months) if month else None


def _moved(plan: _Plan, project: str, row: Mapping[str, Any], gap: float) -> dict[str, Any]:
    months = int(row["moved_by"])
    start, finish = (_later(one, months) for one in (plan.start(project), plan.finish(project)))
    role, when = text_of(row["lacking_role"]), text_of(row["lacking_in"])
    others = [plan.titles.get(one, one) for one in filter(None, str(row["waits_for"]).split(", "))]
    if not months:
        reason = ""
    elif role:
        beside = (
            say(" beside {title}", title=listed(f"{title!s}" for title in others))
            if others
            else say(" beside projects under way")
        )
        reason = say(
            "A month sooner it would find too few of {role} in {when}{beside}",
            role=as_plain_text(role),
            when=month_words(when),
            beside=beside,
        )
    else:
        under_way = [plan.titles.get(one, one) for one in plan.before.get(project, ()) if plan.has_begun(one)]
        reason = say("Waits for {others}", others=listed(others or under_way))
    return {
        "standing": "later" if months else "as planned", "start": start, "finish": finish, "months_later": months,
        "held_role": role, "held_in": when, "waits_for": str(row["waits_for"]), "reason": reason, "gap": gap,
    }  # fmt: skip
