"""In which order a business unit's projects get people: mandates first, then by strategic value."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.assess.tables import present, records_of, rows_of, text_of
from pmobook.assess.wording import listed
from pmobook.language import say

__all__ = ["ServingOrder", "order_of", "rank_projects"]


@dataclass(frozen=True, eq=False)
class ServingOrder:
    """Projects in the order in which they get people.

    Attributes
    ----------
    table
        One row a project, the first served first: rank, project_id, title, is_mandated, value (missing: not assessed).
    sentence
        How the order came about, and whose value is not assessed.
    """

    table: pd.DataFrame
    sentence: str

    @property
    def ids(self) -> tuple[str, ...]:
        """Project ids, the first served first."""
        return tuple(self.table["project_id"])

    def among(self, projects: Iterable[str]) -> ServingOrder:
        """Return the order of some projects alone, ranked anew from 1; one that has no place yet comes last."""
        wanted = list(dict.fromkeys(map(str, projects)))
        known = self.table.loc[self.table["project_id"].isin(wanted)]
        more = [one for one in wanted if one not in set(known["project_id"])]
        rows = pd.concat([known, _table(more, {}, {}, frozenset())], ignore_index=True)
        return _ordered(rows.assign(rank=pd.Series(range(1, len(rows) + 1), dtype="Int64")))


def order_of(problem: PortfolioProblem, projects: pd.DataFrame) -> ServingOrder:
    """Return the order of a business unit's projects, with value and mandates as its portfolio has them.

    Parameters
    ----------
    problem
        The choice that the business unit has. A project of which no impact on any goal was judged has no value.
    projects
        The form projects.
    """
    judged = problem.value_by_goal.notna().any(axis=1) if problem.value_by_goal.shape[1] else None
    values = {str(one): float(value) for one, value in problem.value.items() if judged is not None and judged.get(one, False)}
    mandated = [row["project_id"] for row in records_of(problem.mandates) if row["decision"] == "in"]
    return rank_projects(projects, values, mandated)


def rank_projects(
    projects: pd.DataFrame, values: Mapping[str, float] | pd.Series | None = None, mandated: Iterable[str] = ()
) -> ServingOrder:
    """Return the order in which projects get people.

    Parameters
    ----------
    projects
        project_id and title.
    values
        Project to strategic value; missing is not assessed, and such a project comes after all that have one.
    mandated
        Projects that must be done, which come first.

    Notes
    -----
    Equal values keep the order of the form.

    Examples
    --------
    >>> projects = pd.DataFrame({"project_id": ["A", "B", "C"], "title": ["Tills", "Robots", "Fire doors"]})
    >>> order = rank_projects(projects, {"A": 0.2, "B": 0.5}, mandated=["C"])
    >>> order.ids
    ('C', 'B', 'A')
    """
    worth = {str(one): float(value) for one, value in ({} if values is None else values).items() if present(value)}
    must = {str(one) for one in mandated}
    pairs = {str(one): text_of(title) for one, title in rows_of(projects, "project_id", "title") if present(one)}
    ordered = sorted(pairs, key=lambda one: (one not in must, one not in worth, -worth.get(one, 0.0)))
    return _ordered(_table(ordered, pairs, worth, must))


def _ordered(table: pd.DataFrame) -> ServingOrder:
    return ServingOrder(table, " ".join(_sentences(table)))


def _table(ordered: Sequence[str], titles: Mapping[str, str], worth: Mapping[str, float], must: Collection[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "rank": pd.Series(range(1, len(ordered) + 1), dtype="Int64"),
            "project_id": pd.Series(list(ordered), dtype="str"),
            "title": pd.Series([titles.get(one) or one for one in ordered], dtype="str"),
            "is_mandated": pd.Series([one in must for one in ordered], dtype="bool"),
            "value": pd.Series([worth.get(one, math.nan) for one in ordered], dtype="float64"),
        }
    )


def _sentences(table: pd.DataFrame) -> Iterator[str]:
    if table["value"].isna().all():
        yield say(
            "People go to mandated projects first, then in the order of the form projects: no project has a strategic value."
        )
        return
    yield say("People go to mandated projects first, then to those that bring most to leadership's goals (strategic value).")
    without = table.loc[table["value"].isna() & ~table["is_mandated"], "title"]
    if len(without):
        named = listed([say("'{title}'", title=title) for title in without])
        yield say("Not assessed, and so served last: the value of {named}.", named=named)
