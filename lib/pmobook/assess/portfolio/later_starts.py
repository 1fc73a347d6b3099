"""By how many quarters projects that have not begun may start later, with their money and people moved along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pmobook.assess.portfolio.forms import PortfolioForms
from pmobook.assess.portfolio.people import People
from pmobook.assess.portfolio.rules import Rules
from pmobook.assess.portfolio.start_order import least_shifts
from pmobook.assess.portfolio.still_to_come import MONEY
from pmobook.assess.tables import present, rows_of
from pmobook.assess.wording import listed
from pmobook.language import say, say_many
from pmobook.method.portfolio import PortfolioMethod
from pmobook.vocabulary import Quarter

__all__ = ["LaterStarts", "later_starts"]

_DIGITS = 9


@dataclass(frozen=True, eq=False)
class LaterStarts:
    """Start dates that may move.

    Attributes
    ----------
    shifts
        project_id, shift (quarters later, 0 as planned) and what the project then needs of each limited resource, as
        `pmobook.assess.selection.select` takes it; only projects with a shift beside 0. No rows if nothing may move.
    planned
        Project that can be chosen to the quarter in which it starts as planned, or in which its money or people begin.
    limits
        Limits of people that hold besides in quarters which only a later start reaches, and in which nobody is needed as planned.
    notes
        Which projects keep their start, and why, in sentences.
    """

    shifts: pd.DataFrame
    planned: Mapping[str, Quarter]
    limits: pd.Series
    notes: tuple[str, ...] = ()


@dataclass
class _Room:
    """People that there are in quarters which later starts reach."""

    people: People
    capacity: Mapping[tuple[str, str], float]
    margin: float
    opened: dict[str, float] = field(default_factory=dict)

    def holds(self, name: str) -> bool:
        """Say whether it is known how many people of a role there are in a quarter; one without any capacity limits nothing."""
        role, quarter = _parts(name)
        if name in self.people.limits.index or not any(one == role for one, _ in self.capacity):
            return True
        months = [self.capacity.get((role, month)) for month in _months(Quarter.parse(quarter))]
        known = [one for one in months if one is not None]
        if len(known) < len(months) or name in self.people.needed.columns:
            return False
        self.opened[name] = round(sum(known) * (1 + self.margin), _DIGITS)
        return True


def later_starts(
    forms: PortfolioForms, coming: pd.DataFrame, people: People, rules: Rules, quarter: Quarter, method: PortfolioMethod
) -> LaterStarts:
    """Return which projects may start later, by how much, and what they then need when.

    Parameters
    ----------
    forms
        Projects with their stages and starts, what was spent on them, and the capacity of people.
    coming
        Projects that can be chosen by ``money`` and ``money 2026Q4`` …
    people
        What they need of each role by quarter, and what there is.
    rules
        Mandates, and links between projects that can be chosen.
    quarter
        The quarter assessed.
    method
        Stages in which a project has not begun, and the most quarters that it may wait.

    Notes
    -----
    A project keeps its start if it has begun (its start is past, or money was spent), if it must be done (a mandate may carry
    a date), or if another needs it (that one would begin on what is not there). A start moves only into quarters for which it
    is known how many people there are of every role it needs, and in which the projects that it requires are finished. All
    money and people of the project move by the same number of quarters; what it is worth is taken to stay the same.
    """
    rows_by_project = list(
        rows_of(forms.projects.reindex(columns=["project_id", "stage", "start"]), "project_id", "stage", "start")
    )
    planned = {
        str(one): _planned(str(one), start, coming, people, quarter)
        for one, _, start in rows_by_project if str(one) in coming.index
    }  # fmt: skip
    stages = {str(one): stage for one, stage, _ in rows_by_project if stage in method.not_begun_stages}
    waiting = [one for one in planned if one in stages and one not in _begun(forms, quarter)]
    free, notes = _free(waiting, rules)
    capacity = rows_of(forms.capacity, "role", "period", "fte") if len(people.limits) else ()
    there = {(str(role), str(month)): float(amount) for role, month, amount in capacity if present(amount)}
    room = _Room(people, there, method.people_margin.value)
    rows: list[dict[str, object]] = []
    kept: list[str] = []
    early: list[str] = []
    most = int(method.later_quarters.value)
    least = least_shifts(forms.projects, forms.project_links, planned)
    for project in free:
        needs = _needs(project, coming, people)
        moved = list(_moved(project, needs, room, range(max(1, least.get(project, 0)), most + 1)))
        rows += [{"project_id": project, "shift": 0, **needs}, *moved] if moved else []
        (early if least.get(project, 0) > most else kept).extend([] if moved else [project])
    if early:
        notes.append(
            say(
                "{early}: no later start is tried, since what it requires is not finished by the latest of them.",
                early=listed(early),
            )
        )
    if kept:
        notes.append(
            say("{kept}: no later start is tried, since it is not known how many people there are then.", kept=listed(kept))
        )
    table = pd.DataFrame(rows) if rows else pd.DataFrame({"project_id": [], "shift": []})
    opened = {name: amount for name, amount in room.opened.items() if name in table.columns}
    series = pd.Series(list(opened.values()), index=pd.Index(list(opened), dtype="str"), dtype="float64")
    needed = [name for name in table.columns if name not in {"project_id", "shift"}]
    return LaterStarts(table.fillna(dict.fromkeys(needed, 0.0)), planned, series, tuple(notes))


def _begun(forms: PortfolioForms, quarter: Quarter) -> set[str]:
    """Return projects whose start is past, or on which money was spent."""
    costs = forms.project_costs.reindex(columns=["project_id", "actual_cost"])
    starts = forms.projects.reindex(columns=["project_id", "start"])
    spent = {str(one) for one, actual in rows_of(costs, "project_id", "actual_cost") if present(actual) and actual > 0}
    return spent | {
        str(one)
        for one, start in rows_of(starts, "project_id", "start")
        if present(start) and pd.Timestamp(start).date() <= quarter.last_day
    }


def _free(waiting: Sequence[str], rules: Rules) -> tuple[list[str], list[str]]:
    """Return the projects whose start may move, and why others that have not begun keep theirs."""
    links = list(rules.links.itertuples(index=False, name=None))
    needed = {str(other) for _, link, other in links if link != "excludes"}
    needed |= {str(one) for one, link, _ in links if link == "together"}
    mandated = set(rules.mandates.loc[rules.mandates["decision"] == "in", "project_id"])
    must = [one for one in waiting if one in mandated]
    based = [one for one in waiting if one in needed and one not in must]
    notes = []
    if must:
        notes.append(
            say_many(
                "{must} must be done and keeps its start.",
                "{must} must be done and keep their start.",
                len(must),
                must=listed(must),
            )
        )
    if based:
        notes.append(
            say_many(
                "{based} keeps its start, since other projects need it.",
                "{based} keep their start, since other projects need it.",
                len(based),
                based=listed(based),
            )
        )
    return [one for one in waiting if one not in must and one not in based], notes


def _planned(project: str, start: object, coming: pd.DataFrame, people: People, quarter: Quarter) -> Quarter:
    if present(start):
        begins = Quarter.of(pd.Timestamp(start).date())  # type: ignore[arg-type]
        if begins > quarter:
            return begins
    used = [_parts(name)[1] for name, amount in _needs(project, coming, people).items() if amount > 0 and name != MONEY]
    return min(map(Quarter.parse, used), default=quarter.next)


def _needs(project: str, coming: pd.DataFrame, people: People) -> dict[str, float]:
    both = {**coming.loc[project].to_dict(), **people.needed.loc[project].to_dict()}
    return {str(name): float(amount) for name, amount in both.items()}


def _moved(project: str, needs: Mapping[str, float], room: _Room, shifts: Iterable[int]) -> Iterator[dict[str, object]]:
    """Yield one row for each later start at which it is known whether people are there."""
    for shift in shifts:
        later: dict[str, float] = dict.fromkeys(needs, 0.0)
        later[MONEY] = needs[MONEY]
        for name, amount in needs.items():
            if name != MONEY and amount > 0:
                later[_after(name, shift)] = amount
        people = [name for name, amount in later.items() if amount > 0 and _parts(name)[0] != MONEY and name != MONEY]
        if all(room.holds(name) for name in people):
            yield {"project_id": project, "shift": shift, **later}


def _parts(name: str) -> tuple[str, str]:
    head, _, quarter = name.rpartition(" ")
    return head, quarter


def _after(name: str, shift: int) -> str:
    head, text = _parts(name)
    quarter = Quarter.parse(text)
    for _ in range(shift):
        quarter = quarter.next
    return f"{head} {quarter}"


def _months(quarter: Quarter) -> Iterable[str]:
    first = quarter.first_day
    return [f"{first.year}-{first.month + ahead:02}" for ahead in range(3)]
