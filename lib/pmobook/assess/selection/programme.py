"""A selection as it is to be made: projects, what they bring and cost, limits, and every rule between them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pmobook.assess.selection.contradictions import find_contradictions
from pmobook.assess.selection.risk import RiskLimit, read_risks
from pmobook.assess.selection.rules import Group, Link, Mandate, read_groups, read_links, read_mandates
from pmobook.assess.selection.starts import Options, read_options
from pmobook.assess.selection.tables import Bools, Floats, Id, read_numbers
from pmobook.errors import Problem, ProblemsFound
from pmobook.method.selection import selection_method

__all__ = ["Programme", "read_programme"]


@dataclass(frozen=True, eq=False)
class Programme:
    """Everything a selection depends on.

    Attributes
    ----------
    projects, resources
        Ids, in the order handed in.
    limits
        (resources,); infinite where there is none.
    options
        The ways in which projects can be done; one each unless starts may move.
    mandates, links, groups, risks
        The rules.
    """

    projects: tuple[Id, ...]
    resources: tuple[Id, ...]
    limits: Floats
    options: Options
    mandates: tuple[Mandate, ...] = ()
    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    risks: tuple[RiskLimit, ...] = ()

    @functools.cached_property
    def place(self) -> Mapping[Id, int]:
        """Where each project stands."""
        return {project: place for place, project in enumerate(self.projects)}

    @functools.cached_property
    def membership(self) -> Floats:
        """(projects, options), 1 where an option is one of the project."""
        return np.asarray(self.options.project[None, :] == np.arange(len(self.projects))[:, None], dtype=np.float64)

    @functools.cached_property
    def ledger(self) -> tuple[Bools, Floats, Floats]:
        """Which resources' costs are finite decimals, (resources,); their costs as whole numbers, and their limits.

        The costs, (options, resources), and limits of the others stand as they are.
        """
        scales = self.options.exact_scales
        whole = np.array([one.is_whole for one in scales], dtype=np.bool_)
        columns = [one.apply(cost) if one.is_whole else cost for one, cost in zip(scales, self.options.cost.T, strict=True)]
        limits = [one.at_most(float(limit)) if one.is_whole else limit for one, limit in zip(scales, self.limits, strict=True)]
        return whole, np.array(columns).T.reshape(self.options.cost.shape), np.array(limits, dtype=np.float64)

    def with_limits(self, limits: Floats) -> Programme:
        """Return the same selection under other limits."""
        return replace(self, limits=limits)

    def with_value(self, value: Floats) -> Programme:
        """Return the same selection with other values of its options."""
        return replace(self, options=replace(self.options, value=value))

    def projects_of(self, options: Bools) -> tuple[Id, ...]:
        """Return the projects that options chosen stand for, in order."""
        return tuple(self.projects[place] for place in sorted({int(one) for one in self.options.project[options]}))

    def shifts_of(self, options: Bools) -> dict[Id, int]:
        """Return by how many periods each chosen project's start moves."""
        chosen = zip(self.options.project[options], self.options.shift[options], strict=True)
        return {self.projects[place]: int(shift) for place, shift in chosen}

    def use_of(self, options: Bools) -> Floats:
        """Return what options chosen use of each resource, (resources,)."""
        return np.asarray(self.options.cost[options].sum(axis=0))


def read_programme(  # noqa: PLR0913 - everything that a selection can depend on
    value: Any,  # noqa: ANN401 - see `select`
    cost: Any,  # noqa: ANN401
    limits: Any,  # noqa: ANN401
    *,
    mandates: Any = None,  # noqa: ANN401
    links: Any = None,  # noqa: ANN401
    groups: Any = None,  # noqa: ANN401
    starts: Any = None,  # noqa: ANN401
    periods: Any = None,  # noqa: ANN401
    losses: Any = None,  # noqa: ANN401
    tolerance: Any = None,  # noqa: ANN401
    cvar_level: float | None = None,
    contradictions_allowed: bool = False,
) -> Programme:
    """Return a selection, checked; parameters as for `select`.

    Parameters
    ----------
    contradictions_allowed
        Whether mandates and links may contradict each other, for whoever explains what to change.

    Raises
    ------
    ProblemsFound
        With everything that is missing, negative, unknown, double or contradictory.
    """
    problems: list[Problem] = []
    numbers = read_numbers(value, cost, limits, problems)
    if numbers is None:
        raise ProblemsFound(problems)
    level = selection_method().risk.cvar_level.value if cvar_level is None else float(cvar_level)
    projects = numbers.projects
    programme = Programme(
        projects,
        numbers.resources,
        numbers.limits,
        read_options(numbers, starts, periods, problems),
        read_mandates(mandates, projects, problems),
        read_links(links, projects, problems),
        read_groups(groups, projects, problems),
        read_risks(losses, tolerance, level, projects, problems),
    )
    if not contradictions_allowed:
        problems += find_contradictions(projects, programme.mandates, programme.links, programme.groups)
    if problems:
        raise ProblemsFound(problems)
    return programme
