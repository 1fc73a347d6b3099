"""Mandates and rules between projects that can't hold together, and circles of them, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.assess.selection import Infeasibility, explain_infeasible
from pmobook.assess.selection.contradictions import find_contradictions, notes_on
from pmobook.assess.selection.rules import Link, Mandate
from pmobook.errors import ProblemsFound
from pmobook.language import say

__all__ = ["circles_in_words", "contradictions_in_words", "explain_in_words"]


def contradictions_in_words(problem: PortfolioProblem) -> tuple[str, ...]:
    """Return a sentence for every set of mandates and rules that contradict each other, with the chain between them.

    Examples
    --------
    ``'Shops' requires 'Tills'; 'Shops' excludes 'Tills': these can't hold together. Drop or change one of them.``
    """
    names, mandates, links = _by_name(problem)
    found = find_contradictions(list(names.values()), mandates, links)
    return tuple(f"{one.found}: {_effect(one.expected)} {say(one.remedy)}" for one in found)


def _effect(expected: str) -> str:
    _, _, never = expected.partition(": ")
    return f"{never}." if never else say("these can't hold together.")


def circles_in_words(problem: PortfolioProblem) -> tuple[str, ...]:
    """Return a sentence for every circle of projects that require one another."""
    names, mandates, links = _by_name(problem)
    return notes_on(list(names.values()), mandates, links)


def explain_in_words(problem: PortfolioProblem) -> Infeasibility | None:
    """Return the smallest changes that make a choice possible, with projects by name; None if nothing is in the way."""
    names = _names(problem)
    given = problem.arguments
    renamed: dict[str, Any] = {
        **given,
        "value": given["value"].rename(names),
        "cost": given["cost"].rename(index=names),
        "mandates": given["mandates"].assign(project_id=given["mandates"]["project_id"].map(names)),
        "links": _renamed(given["links"], names),
        "losses": None if given["losses"] is None else given["losses"].rename(columns=names),
    }
    try:
        found = explain_infeasible(**renamed)
    except ProblemsFound:  # what is wrong is said by whoever asked
        return None
    return None if found.is_feasible else found


def _renamed(links: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    return links.assign(
        project_id=links["project_id"].map(names).astype("str"),
        other_project_id=links["other_project_id"].map(names).astype("str"),
    )


def _names(problem: PortfolioProblem) -> dict[str, str]:
    """Return each project that can be chosen by its name in quotes, with its id where two have the same name."""
    named = {project: problem.quoted(project) for project in problem.choosable}
    twice = {name for name in named.values() if list(named.values()).count(name) > 1}
    return {project: f"{name} ({project})" if name in twice else name for project, name in named.items()}


def _by_name(problem: PortfolioProblem) -> tuple[dict[str, str], list[Mandate], list[Link]]:
    names = _names(problem)
    held = problem.mandates.loc[problem.mandates["project_id"].isin(problem.choosable)]
    mandates = [Mandate(names[project], side) for project, side in zip(held["project_id"], held["decision"], strict=True)]
    links = [Link(names[one], link, names[other]) for one, link, other in problem.links.itertuples(index=False, name=None)]
    return names, mandates, links
