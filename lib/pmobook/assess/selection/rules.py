"""Mandates, links and groups as they are handed in, as rules between known projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.tables import Id, unknown
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import said_later, say
from pmobook.vocabulary import quoted

__all__ = ["Group", "Link", "Mandate", "link_in_words", "read_groups", "read_links", "read_mandates"]

_SIDES = {"in": "in", "yes": "in", "true": "in", "must": "in", "out": "out", "no": "out", "false": "out", "must not": "out"}
_SAID = {
    "requires": said_later("{project} requires {name}"),
    "excludes": said_later("{project} excludes {name}"),
    "together": said_later("{project} goes together with {name}"),
}
_LINKS = {
    "requires": "requires", "depends on": "requires", "needs": "requires",
    "excludes": "excludes", "conflicts with": "excludes",
    "together": "together", "with": "together",
}  # fmt: skip


@dataclass(frozen=True)
class Mandate:
    """A project that must be in or out, and why."""

    project: Id
    side: str
    reason: str = ""

    def __str__(self) -> str:
        said = said_later("{project} is mandated in") if self.side == "in" else said_later("{project} is mandated out")
        return f"{say(said, project=self.project)}{f' ({self.reason})' if self.reason else ''}"


@dataclass(frozen=True)
class Link:
    """A rule between two projects: requires, excludes or together."""

    project: Id
    link: str
    other: Id

    def __str__(self) -> str:
        return link_in_words(self.project, self.link, self.other)


@dataclass(frozen=True)
class Group:
    """Projects of which at least or at most so many are chosen."""

    name: str
    projects: tuple[Id, ...]
    at_least: int = 0
    at_most: int | None = None

    def __str__(self) -> str:
        bounds = {"least": self.at_least, "most": self.at_most, "name": self.name}
        if self.at_most is None:
            return say("at least {least} of the group {name}", **bounds)
        if not self.at_least:
            return say("at most {most} of the group {name}", **bounds)
        return say("at least {least} and at most {most} of the group {name}", **bounds)


def link_in_words(project: object, link: str, other: object) -> str:
    """Return a rule between two projects as a sentence without a full stop.

    Examples
    --------
    >>> link_in_words("Shops", "together", "Tills"), link_in_words("Shops", "requires", "Tills")
    ('Shops goes together with Tills', 'Shops requires Tills')
    """
    return say(_SAID[link], project=project, name=other) if link in _SAID else f"{project} {link} {other}"


def _text(cell: object) -> str:
    return "" if cell is None or cell is pd.NA or cell != cell else str(cell).strip()  # noqa: PLR0124 - not-a-number differs from itself


def _listed_rows(name: str, data: Any, least: int, form: str) -> list[Any]:  # noqa: ANN401 - as handed in
    """Return the rows of a list, each with as many things as are needed at least.

    Raises
    ------
    ProblemsFound
        If there is none, or a row is too short.
    """
    rows: list[Any] = list(data) if np.iterable(data) and not isinstance(data, str) else [data]
    problems = [
        Problem(f"{name}, row {number}", quoted(row), form, f"Write {form} in each row.")
        for number, row in enumerate(rows, 1)
        if not isinstance(row, (Mapping, Link)) and (isinstance(row, str) or not np.iterable(row) or len(list(row)) < least)
    ]
    if problems:
        raise ProblemsFound(problems)
    return rows


def _mandate_rows(data: Any) -> Iterable[tuple[Id, object, object]]:  # noqa: ANN401 - as handed in
    if isinstance(data, pd.DataFrame):
        frame = data if "project_id" in data.columns else data.rename_axis("project_id").reset_index()
        sides = next((name for name in ("mandate", "side", "in_or_out") if name in frame.columns), None)
        reasons = next((name for name in ("reason", "mandated_by") if name in frame.columns), None)
        for _, row in frame.iterrows():
            yield row["project_id"], row[sides] if sides else None, row[reasons] if reasons else ""
        return
    rows = data.items() if isinstance(data, (Mapping, pd.Series)) else _listed_rows("mandates", data, 2, "project and in or out")
    for project, *rest in rows:
        said = rest[0] if len(rest) == 1 else rest
        if isinstance(said, Mapping):
            yield project, said.get("mandate", said.get("side")), said.get("reason", "")
        elif isinstance(said, Sequence) and not isinstance(said, str):
            yield project, said[0] if said else None, said[1] if len(said) > 1 else ""
        else:
            yield project, said, ""


def read_mandates(data: Any, projects: Sequence[Id], problems: list[Problem]) -> tuple[Mandate, ...]:  # noqa: ANN401 - as handed in
    """Return mandates; a project mandated both ways is left to the search for contradictions.

    Parameters
    ----------
    data
        A frame (project_id, mandate, reason), or project to ``in`` or ``out``, alone or with its reason.
    """
    if data is None:
        return ()
    known = set(projects)
    mandates: list[Mandate] = []
    for project, said, reason in _mandate_rows(data):
        side = _SIDES.get(_text(said).casefold())
        if project not in known:
            problems.append(unknown("mandates", project, projects))
        elif side is None:
            remedy = "Write in or out, or remove the mandate."
            problems.append(Problem(f"mandate of {project}", quoted(_text(said) or "nothing"), "in or out", remedy))
        elif any(one.project == project and one.side == side for one in mandates):
            problems.append(Problem(f"mandate of {project}", "a second mandate", "each mandate once", "Remove one of the two."))
        else:
            mandates.append(Mandate(project, side, _text(reason)))
    return tuple(mandates)


def _link_rows(data: Any) -> Iterable[tuple[Id, object, Id]]:  # noqa: ANN401 - as handed in
    if isinstance(data, pd.DataFrame):
        columns = ("project_id", "link", "other_project_id")
        missing = [name for name in columns if name not in data.columns]
        if missing and len(data):
            expected = "columns project_id, link and other_project_id"
            raise ProblemsFound([Problem("links", f"no column {missing[0]}", expected, "Add or rename the column.")])
        for row in data.reindex(columns=list(columns)).itertuples(index=False, name=None):
            yield row[0], row[1], row[2]
    elif isinstance(data, Mapping):
        for link, pairs in data.items():
            for project, other, *_ in _listed_rows(f"links, {link}", pairs, 2, "project and other project"):
                yield project, link, other
    else:
        for row in _listed_rows("links", data, 3, "project, link and other project"):
            if isinstance(row, Link):
                yield row.project, row.link, row.other
            elif isinstance(row, Mapping):
                yield row.get("project_id"), row.get("link"), row.get("other_project_id")
            else:
                yield row[0], row[1], row[2]


def read_links(data: Any, projects: Sequence[Id], problems: list[Problem]) -> tuple[Link, ...]:  # noqa: ANN401 - as handed in
    """Return links.

    Parameters
    ----------
    data
        A frame (project_id, link, other_project_id), rows of the same three, or a link to its pairs of projects.
    """
    if data is None:
        return ()
    known, links = set(projects), []
    for project, said, other in _link_rows(data):
        link = _LINKS.get(_text(said).casefold())
        where = f"link of {project} to {other}"
        unheard = [unknown(where, one, projects) for one in (project, other) if one not in known]
        problems.extend(unheard)
        if link is None:
            expected = "requires, excludes or together"
            problems.append(Problem(where, quoted(_text(said) or "nothing"), expected, "Write one of the three."))
        elif project == other:
            problems.append(Problem(where, "a link of a project to itself", "another project", "Correct it, or remove the link."))
        elif Link(project, link, other) in links:
            problems.append(Problem(where, f"{link} a second time", "each link once", "Remove one of the two."))
        elif not unheard:
            links.append(Link(project, link, other))
    return tuple(links)


def _is_count(said: object) -> bool:
    return isinstance(said, (int, float, np.integer, np.floating)) and float(said).is_integer() and bool(said >= 0)


def read_groups(data: Any, projects: Sequence[Id], problems: list[Problem]) -> tuple[Group, ...]:  # noqa: ANN401 - as handed in
    """Return groups.

    Parameters
    ----------
    data
        A group's name to its ``projects`` with ``at_least``, ``at_most`` or both.
    """
    groups = []
    expected = "projects, with at_least or at_most"
    if data is not None and not isinstance(data, Mapping):
        problems.append(Problem("groups", type(data).__name__, f"a name to its {expected}", "Name each group."))
        return ()
    for name, said in (data or {}).items():
        where, projects_of = f"group {name}", said.get("projects", ()) if isinstance(said, Mapping) else None
        if projects_of is None or isinstance(projects_of, str) or not np.iterable(projects_of):
            problems.append(Problem(where, quoted(said), f"its {expected}", "Write the projects as a list."))
            continue
        members = tuple(projects_of)
        least, most = said.get("at_least") or 0, said.get("at_most")
        unclear = [one for one in (least, most) if one is not None and not _is_count(one)]
        if unclear:
            problems.append(Problem(where, quoted(unclear[0]), "whole numbers of 0 or more", "Correct the bounds."))
            continue
        unheard = [unknown(where, one, projects) for one in members if one not in set(projects)]
        problems.extend(unheard)
        if len(set(members)) < len(members):
            problems.append(Problem(where, "a project twice", "each project once", "Remove one of the two."))
        if least > len(members) or (most is not None and (most < least or most < 0)):
            found = f"at least {least}" + ("" if most is None else f" and at most {most}") + f" of {len(members)} projects"
            problems.append(Problem(where, found, "bounds that can hold together", "Correct the bounds."))
        groups.append(Group(str(name), members, int(least), None if most is None else int(most)))
    return tuple(groups)
