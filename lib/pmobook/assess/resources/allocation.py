"""Who gets the people when there are too few: projects served by rank, and who goes short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.forms import DIGITS
from pmobook.assess.resources.months import month_words
from pmobook.assess.resources.people import REFUSE, People, key_of, read_people
from pmobook.assess.resources.ranking import read_ranking
from pmobook.assess.wording import counted, listed
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.language import say, say_many
from pmobook.rounding import measured

__all__ = ["ALL_OR_NOTHING", "PARTIAL", "Allocation", "allocate_by_rank", "allocate_people"]

PARTIAL = "partial"
"""A project takes what is left, even if it is less than it needs."""

ALL_OR_NOTHING = "all or nothing"
"""A project that can't have all roles it needs in a month gets nobody in that month and leaves them to the next."""

_COLUMNS = ["rank", "project_id", "role", "period", "asked", "given", "short", "note"]


@dataclass(frozen=True, eq=False)
class Allocation:
    """What each project gets when people go to the highest rank first.

    Attributes
    ----------
    table
        One row for each need, in the order served: rank, project_id, role, period, asked, given, short (person-months), note.
        Missing (NaN): not assessed.
    by_project
        One row for each project ranked: rank, project_id, asked, given, short (sums over needs assessed), needs_not_assessed,
        standing (``served``, ``short``, ``gets nothing``, ``needs nobody``, ``not assessed``), first_role and first_period
        where it goes short first.
    short
        The projects that go short, in rank order.
    left
        One row for each role and month: role, period, capacity, given, left.
    way
        ``partial`` or ``all or nothing``.
    problems
        Roles and months in which somebody is needed and no capacity is given.
    notes
        What was assumed, in sentences.
    sentences
        One for each project that goes short: where, and by how much.
    sentence
        All in one.
    """

    table: pd.DataFrame
    by_project: pd.DataFrame
    short: tuple[Any, ...]
    left: pd.DataFrame
    way: str
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    sentences: tuple[str, ...]
    sentence: str


def allocate_by_rank(
    capacity: Any,  # noqa: ANN401 - a table in whatever form it is at hand
    demand: Any,  # noqa: ANN401
    ranking: Any,  # noqa: ANN401
    *,
    way: str = PARTIAL,
    missing_capacity: str = REFUSE,
) -> Allocation:
    """Return who gets how many people when projects are served in the order of their rank.

    Parameters
    ----------
    capacity, demand
        As for `balance`.
    ranking
        Ids, the first served first; or project to rank, 1 for the first. Every project that needs people has to be in it.
    way
        ``partial``: a project takes what is left. ``all or nothing``: in a month in which not all that it needs, of every role,
        is left, it gets nobody, and the next may.
    missing_capacity
        As for `balance`.

    Returns
    -------
    Allocation

    Raises
    ------
    ProblemsFound
        As for `balance`, and for a project without a rank or with two, and two projects with the same.

    Notes
    -----
    given = min(asked, capacity - what higher ranks got), 0 or more, in each role and month. A need that is not assessed gets
    no figure; what lower ranks get of the same role in that month is then the most they can get, and says so. Sums are rounded
    to nine decimals.

    Examples
    --------
    >>> demand = pd.DataFrame({"project_id": list("ABCD"), "role": "Analyst", "period": "2026-07", "fte": 0.4})
    >>> result = allocate_by_rank({"Analyst": 1}, demand, ["A", "B", "C", "D"])
    >>> result.table["given"].tolist(), result.short
    ([0.4, 0.4, 0.2, 0.0], ('C', 'D'))
    >>> print(result.sentences[0])
    C (rank 3) is short of 0.2 person-months: 0.2 of Analyst in July 2026.
    """
    if way not in {PARTIAL, ALL_OR_NOTHING}:
        message = f"way is '{PARTIAL}' or '{ALL_OR_NOTHING}'; found {way!r}."
        raise PmobookError(message)
    return allocate_people(read_people(capacity, demand, missing_capacity=missing_capacity), ranking, way)


def allocate_people(people: People, ranking: Any, way: str = PARTIAL) -> Allocation:  # noqa: ANN401 - as above
    """Return who gets how many people of capacity and demand that are read already."""
    problems: list[Problem] = []
    order = read_ranking(ranking, people.demand["project_id"], problems)
    if problems:
        raise ProblemsFound(problems)
    asked = _asked(people, order)
    given = _partial(asked) if way == PARTIAL else _all_or_nothing(asked)
    return _result(people, order, _shortened(people, asked.assign(given=given)), way)


def _asked(people: People, order: tuple[Any, ...]) -> pd.DataFrame:
    """Return every need in the order in which it is served, beside the capacity of its role and month."""
    ranks = {project: rank for rank, project in enumerate(order, start=1)}
    needs = people.demand.rename(columns={"fte": "asked"}).assign(rank=people.demand["project_id"].map(ranks).astype("int64"))
    joined = needs.merge(people.capacity.rename(columns={"fte": "capacity"}), on=["role", "slot"], how="left")
    ordered = joined.sort_values(["slot", "rank", "role"], key=lambda one: key_of(one) if one.name == "role" else one)
    after_open = ordered["asked"].isna().groupby([ordered["role"], ordered["slot"]]).cumsum()
    return ordered.assign(is_at_most=after_open.gt(0) & ordered["asked"].notna()).reset_index(drop=True)


def _partial(asked: pd.DataFrame) -> pd.Series:
    wanted = asked["asked"].fillna(0.0)
    before = wanted.groupby([asked["role"], asked["slot"]]).cumsum() - wanted
    left = (asked["capacity"] - before).clip(lower=0)
    return asked["asked"].where(asked["asked"].isna() | asked["asked"].le(left), left).round(DIGITS) + 0.0


def _all_or_nothing(asked: pd.DataFrame) -> pd.Series:
    left: dict[tuple[Any, int], float] = {}
    given = np.full(len(asked), np.nan)
    for _, needs in asked.groupby(["slot", "rank"], sort=True):
        rows = list(zip(needs.index, needs["role"], needs["slot"], needs["asked"], needs["capacity"], strict=True))
        spare = {at: left.get((role, slot), there) for at, role, slot, _, there in rows}
        fits = all(not round(wanted - spare[at], DIGITS) > 0 for at, *_, wanted, _ in rows)
        for at, role, slot, wanted, there in rows:
            given[at] = np.nan if np.isnan(wanted) or np.isnan(there) else wanted if fits else 0.0
            left[role, slot] = spare[at] - (given[at] if given[at] > 0 else 0.0)
    return pd.Series(given, index=asked.index)


def _shortened(people: People, served: pd.DataFrame) -> pd.DataFrame:
    table = served.assign(
        short=((served["asked"] - served["given"]).round(DIGITS) + 0.0),
        period=[people.label(int(slot)) for slot in served["slot"]],
    )
    table["note"] = [_note(*cells) for cells in zip(table["asked"], table["capacity"], table["is_at_most"], strict=True)]
    return table.sort_values(["rank", "slot"], kind="stable", ignore_index=True)


def _note(asked: float, capacity: float, is_at_most: bool) -> str:
    if np.isnan(asked):
        return say("Not assessed: the need is not known.")
    if np.isnan(capacity):
        return say("Not assessed: the capacity is not known.")
    return say("At most: what a higher rank needs is not known.") if is_at_most else ""


def _standing(needs: pd.DataFrame) -> str:
    known = needs["short"].notna()
    if needs["short"].gt(0).any():
        return "gets nothing" if known.all() and not needs["given"].sum() > 0 else "short"
    if not known.all():
        return "not assessed"
    return "served" if needs["asked"].sum() > 0 else "needs nobody"


def _by_project(order: tuple[Any, ...], table: pd.DataFrame) -> pd.DataFrame:
    groups = dict(iter(table.groupby("rank")))
    rows = []
    for rank, project in enumerate(order, start=1):
        needs = groups.get(rank, table.iloc[:0])
        known, short = needs[needs["short"].notna()], needs[needs["short"].gt(0)]
        rows.append(
            {
                "rank": rank, "project_id": project, **{name: _sum(known[name]) for name in ("asked", "given", "short")},
                "needs_not_assessed": int(needs["short"].isna().sum()), "standing": _standing(needs),
                "first_role": short["role"].iloc[0] if len(short) else None,
                "first_period": short["period"].iloc[0] if len(short) else None,
            }
        )  # fmt: skip
    columns = ["rank", "project_id", "asked", "given", "short", "needs_not_assessed", "standing", "first_role", "first_period"]
    return pd.DataFrame(rows, columns=columns)


def _sum(column: pd.Series) -> float:
    return round(float(column.sum()), DIGITS) + 0.0


def _left(people: People, table: pd.DataFrame) -> pd.DataFrame:
    given = table.groupby(["role", "slot"])["given"].sum().rename("given").reset_index()
    left = people.capacity.rename(columns={"fte": "capacity"}).merge(given, on=["role", "slot"], how="left")
    left["given"] = left["given"].fillna(0.0).round(DIGITS)
    left["left"] = (left["capacity"] - left["given"]).round(DIGITS) + 0.0
    left["period"] = [people.label(int(slot)) for slot in left["slot"]]
    return left[["role", "period", "capacity", "given", "left"]]


def _result(people: People, order: tuple[Any, ...], table: pd.DataFrame, way: str) -> Allocation:
    by_project = _by_project(order, table)
    short = by_project[by_project["short"].gt(0)]
    sentences = tuple(_sentences(table, short))
    return Allocation(
        table=table[_COLUMNS],
        by_project=by_project,
        short=tuple(short["project_id"]),
        left=_left(people, table),
        way=way,
        problems=people.problems,
        notes=(*people.notes, *_notes(table, way)),
        sentences=sentences,
        sentence=" ".join(sentences) or _none_short(by_project),
    )


def _none_short(by_project: pd.DataFrame) -> str:
    unknown = int(by_project["standing"].eq("not assessed").sum())
    if unknown:
        return say("No project is known to go short; {project} not assessed.", project=counted(unknown, "project"))
    return say("Every project gets the people that it needs.")


def _notes(table: pd.DataFrame, way: str) -> Iterator[str]:
    if way == ALL_OR_NOTHING:
        yield say("A project that can't have everybody it needs in a month gets nobody in it.")
    unknown = int(table["asked"].isna().sum())
    if unknown:
        yield say(
            "{need} not assessed: what lower ranks get of the same people is the most they can get.",
            need=counted(unknown, "need"),
        )


def _sentences(table: pd.DataFrame, short: pd.DataFrame) -> Iterator[str]:
    for rank, project, amount in zip(short["rank"], short["project_id"], short["short"], strict=True):
        rows = table[table["rank"].eq(rank) & table["short"].gt(0)]
        cells = zip(rows["short"], rows["role"], rows["period"], strict=True)
        where = listed(
            (
                say("{each} of {role} in {period}", each=measured(each), role=role, period=month_words(period))
                for each, role, period in cells
            ),
            most=3,
        )
        yield say_many(
            "{project} (rank {rank}) is short of {amount} person-month: {where}.",
            "{project} (rank {rank}) is short of {amount} person-months: {where}.",
            1 if measured(amount) == "1" else 2,
            project=project,
            rank=rank,
            amount=measured(amount),
            where=where,
        )
