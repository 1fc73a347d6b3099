"""What each mandate and each link costs in value, and what one more of each limit would bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.effort import Effort, effort_of
from pmobook.assess.selection.finding import solve
from pmobook.assess.selection.optimum import Optimum
from pmobook.assess.selection.programme import Programme, read_programme
from pmobook.assess.selection.rules import link_in_words
from pmobook.assess.selection.scale import scale_of
from pmobook.assess.selection.selection import Selection, best_of
from pmobook.assess.selection.tables import Floats, Id, unknown
from pmobook.assess.selection.ties import secondary_cost
from pmobook.assess.selection.verify import exact_total
from pmobook.assess.wording import as_percent, listed
from pmobook.errors import PmobookError, ProblemsFound
from pmobook.language import said_later, say
from pmobook.method.selection import selection_method
from pmobook.rounding import measured

__all__ = ["Prices", "limit_duals", "prices"]


@dataclass(frozen=True, eq=False)
class Prices:
    """What stands between the selection and a better one.

    Attributes
    ----------
    selection
        The best set as things stand.
    mandates
        One row a mandate: project_id, mandate, reason, price (value lost against the optimum without it), price_share (of the
        value as things stand), would_enter and would_leave (what its absence would change), gap (of that optimum; the price is
        exact if this and the selection's are 0).
    links
        The same for each link: project_id, link, other_project_id.
    limits
        One row a limit, or a role or other name for several limits: limit, step, gain (value from one step more in each),
        gain_each (gain ÷ units added), dual (of the linear relaxation, per unit; what it would say for a tiny step),
        would_enter, would_leave, gap.
    sentences
        Those with a price or a gain, in words.
    """

    selection: Selection
    mandates: pd.DataFrame
    links: pd.DataFrame
    limits: pd.DataFrame
    sentences: tuple[str, ...]


def prices(  # noqa: PLR0913 - as `select`
    value: Any,  # noqa: ANN401 - as for `select`
    cost: Any,  # noqa: ANN401
    limits: Any,  # noqa: ANN401
    *,
    steps: Mapping[Id, float] | float | None = None,
    roles: Mapping[str, Sequence[Id]] | None = None,
    time_limit: float | None = None,
    gap: float | None = None,
    secondary: Any = None,  # noqa: ANN401
    **rules: Any,  # noqa: ANN401
) -> Prices:
    """Return the price of each mandate and link, and the worth of one more of each limit, each by an exact search.

    Parameters
    ----------
    value, cost, limits, secondary, **rules
        As for `select`.
    steps
        By how much a limit is raised: a number, or resource (or name in ``roles``) to number; the method's (1) unless given.
    roles
        Name to limits that are raised together, as a role to its months: one more person.
    time_limit, gap
        Of each search.

    Raises
    ------
    ProblemsFound
        If anything handed in is wrong.
    NothingFits
        If no set is possible as things stand.
    """
    programme, effort = read_programme(value, cost, limits, **rules), effort_of(time_limit, gap)
    base = best_of(programme, effort, secondary_cost(programme, secondary))
    mandates = [
        {"project_id": one.project, "mandate": one.side, "reason": one.reason,
         **_without(programme, replace(programme, mandates=_but(programme.mandates, at)), base, effort)}
        for at, one in enumerate(programme.mandates)
    ]  # fmt: skip
    links = [
        {"project_id": one.project, "link": one.link, "other_project_id": one.other,
         **_without(programme, replace(programme, links=_but(programme.links, at)), base, effort)}
        for at, one in enumerate(programme.links)
    ]  # fmt: skip
    worth = _worth(programme, base, effort, steps, roles or {})
    priced = ["price", "price_share", "would_enter", "would_leave", "gap"]
    return Prices(
        base,
        pd.DataFrame(mandates, columns=["project_id", "mandate", "reason", *priced]),
        pd.DataFrame(links, columns=["project_id", "link", "other_project_id", *priced]),
        pd.DataFrame(worth, columns=["limit", "step", "gain", "gain_each", "dual", "would_enter", "would_leave", "gap"]),
        _sentences(mandates, links, worth),
    )


def _but(rules: tuple[Any, ...], at: int) -> tuple[Any, ...]:
    return rules[:at] + rules[at + 1 :]


def _change(programme: Programme, optimum: Optimum, base: Selection) -> tuple[float, tuple[Id, ...], tuple[Id, ...]]:
    """Return the value gained against the selection, what enters and what leaves; equal value changes nothing."""
    if optimum.chosen is None:
        return 0.0, (), ()
    gained = exact_total(programme.options.value, optimum.chosen) - base.value
    if gained <= 1e-9 * max(1.0, abs(base.value)):
        return 0.0, (), ()
    ids = programme.projects_of(optimum.chosen)
    entered = tuple(one for one in ids if one not in base.chosen)
    return gained, entered, tuple(one for one in base.chosen if one not in ids)


def _without(programme: Programme, freed: Programme, base: Selection, effort: Effort) -> dict[str, object]:
    optimum = solve(freed, effort)
    gained, entered, left = _change(programme, optimum, base)
    share = gained / base.value if base.value > 0 else (0.0 if gained == 0 else np.inf)
    return {"price": gained, "price_share": share, "would_enter": entered, "would_leave": left, "gap": optimum.gap}


def limit_duals(programme: Programme, optimum: Optimum) -> Floats:
    """Return what a tiny bit more of each limit is worth in the linear relaxation, (resources,), per unit of the resource."""
    if optimum.relaxation is None:
        return np.zeros(len(programme.limits))
    factors = np.array([scale_of(column).factor for column in programme.options.cost.T])
    return np.asarray(optimum.relaxation.price[: len(factors)] * factors / optimum.linear.scale.factor)


def _worth(
    programme: Programme,
    base: Selection,
    effort: Effort,
    steps: Mapping[Id, float] | float | None,
    roles: Mapping[str, Sequence[Id]],
) -> list[dict[str, object]]:
    known: dict[Id, list[Id]] = {one: [one] for one in programme.resources} | {name: list(of) for name, of in roles.items()}
    given = dict(steps) if isinstance(steps, Mapping) else {}
    problems = [unknown("steps", name, known, "limit") for name in given if name not in known]
    problems += [
        unknown(say("roles, {name}", name=name), one, programme.resources, "limit")
        for name, of in roles.items() for one in of if one not in programme.resources
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    common = float(steps) if isinstance(steps, (int, float)) else selection_method().worth.step.value
    duals = limit_duals(programme, solve(programme, effort))
    rows = []
    for name, of in known.items():
        step, places = float(given.get(name, common)), [programme.resources.index(one) for one in of]
        if not step > 0:
            message = f"The step of {name} must be above 0; found {step:g}."
            raise PmobookError(message)
        more = programme.limits.copy()
        more[places] += step
        optimum = solve(programme.with_limits(more), effort)
        gained, entered, left = _change(programme, optimum, base)
        each = gained / (step * max(len(places), 1))
        rows.append({"limit": name, "step": step, "gain": gained, "gain_each": each, "dual": float(duals[places].mean()),
                     "would_enter": entered, "would_leave": left, "gap": optimum.gap})  # fmt: skip
    return rows


def _moves(row: Mapping[str, Any]) -> str:
    parts = [(say("would enter"), row["would_enter"]), (say("would leave"), row["would_leave"])]
    return "; ".join(f"{listed(map(str, ids))} {verb}" for verb, ids in parts if ids)


def _sentences(
    mandates: Sequence[Mapping[str, Any]], links: Sequence[Mapping[str, Any]], worth: Sequence[Mapping[str, Any]]
) -> tuple[str, ...]:
    said = []
    for row in mandates:
        why = f" ({row['reason']})" if row["reason"] else ""
        if row["price"] > 0:
            cost = say(
                "costs {price} in value, {price_share}",
                price=measured(row["price"]),
                price_share=as_percent(row["price_share"], 1),
            )
            said.append(
                say(
                    said_later("Mandating {project} in{why} {cost}: without it {moves}.")
                    if row["mandate"] == "in"
                    else said_later("Mandating {project} out{why} {cost}: without it {moves}."),
                    project=row["project_id"],
                    why=why,
                    cost=cost,
                    moves=_moves(row),
                )
            )
        else:
            said.append(
                say(
                    said_later("Mandating {project} in{why} costs nothing.")
                    if row["mandate"] == "in"
                    else said_later("Mandating {project} out{why} costs nothing."),
                    project=row["project_id"],
                    why=why,
                )
            )
    for row in links:
        if row["price"] > 0:
            rule = link_in_words(row["project_id"], row["link"], row["other_project_id"])
            said.append(
                say(
                    "The link {rule} costs {price} in value: without it {moves}.",
                    rule=rule,
                    price=measured(row["price"]),
                    moves=_moves(row),
                )
            )
    for row in worth:
        if row["gain"] > 0:
            head = say(
                "{step} more of {limit} would bring {gain} in value",
                step=measured(row["step"]),
                limit=row["limit"],
                gain=measured(row["gain"]),
            )
            said.append(f"{head}: {_moves(row)}.")
    return tuple(said)
