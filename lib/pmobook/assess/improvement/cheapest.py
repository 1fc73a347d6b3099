"""The cheapest way to a target, from ratings or from shares, under one rule or under all of them side by side."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.improvement.actions import Action, read_actions
from pmobook.assess.improvement.path import Calendar, CheapestPath, find_path
from pmobook.assess.improvement.present import present_shares
from pmobook.assess.improvement.reach import Reach
from pmobook.assess.improvement.standing import Standing
from pmobook.assess.scoring import SHARE_RULES, Layout, levels_of
from pmobook.assess.scoring.evaluation import known_rule
from pmobook.assess.scoring.layout import Numbers
from pmobook.errors import PmobookError
from pmobook.method.improvement import improvement_method
from pmobook.method.scoring_rules import RULE_NAMES, RuleName, scoring_rules

__all__ = ["PATHS", "cheapest_path", "cheapest_path_from", "next_level_paths", "next_level_paths_from"]

PATHS = {
    "rule": "str", "title": "str", "scale_maximum": "float64", "score": "float64", "target": "float64", "is_reached": "bool",
    "is_reachable": "bool", "actions": "Int64", "person_days": "float64", "weeks": "float64", "score_after": "float64",
    "is_proven": "bool", "note": "str",
}  # fmt: skip


def cheapest_path(  # noqa: PLR0913 - every choice has its own name and a default
    ratings: pd.DataFrame,
    actions: pd.DataFrame,
    rule: str,
    target: float,
    *,
    area: str | None = None,
    days_per_week: float | None = None,
    start: dt.date | str | None = None,
    titles: Mapping[str, str] | None = None,
    **scoring: Any,  # noqa: ANN401 - whatever `score` takes
) -> CheapestPath:
    """Return the cheapest set of actions that brings a PMO to a target, in the order that brings most for a day first.

    Parameters
    ----------
    ratings
        The long table that `pmobook.assess.scoring.score` takes: area, capability, level, practice, rating, scale maximum,
        weight…; missing where not assessed.
    actions
        One row an action: action_id, capability, level (the level it leads to), person_days, weeks, depends_on, title; see
        `read_actions`. Several actions for one step are alternatives, of which the path takes one.
    rule
        A scoring rule.
    target
        The score to reach, on the rule's scale: 0 to the highest level, or 0 to 1 under a rule that gives shares.
    area
        The focus area whose score is to reach it; the whole if not given. What the area's actions depend on elsewhere is part
        of the path.
    days_per_week
        Person-days that all actions together may take in a week; if not given, only dependencies delay.
    start
        The day of the first action, for dates.
    titles
        Titles of capabilities and areas by id, for sentences.
    **scoring
        Any other choice of `score`: highest_level, area_weights, minimum_answers, first_no…

    Returns
    -------
    CheapestPath
        With no steps if the target is reached already, or if it is out of reach (``note`` says what is in the way).

    Raises
    ------
    PmobookError
        If the rule or area is unknown or a number can't be planned with.
    ProblemsFound
        If ratings or actions can't be read; every problem is named.

    Notes
    -----
    An action brings every practice of one level of one capability to fully met. It can begin once each lower level of that
    capability is held (every practice more than half met) or brought about by an action, and so is every level that it
    depends on, with the levels below that. Rules add to this what they ask; the set with the fewest person-days is found
    as a programme in whole numbers (CP-SAT of OR-Tools) with no tolerance. Of several cheapest sets the one whose actions
    have the fewest weeks in sum is taken, of those the one whose actions come first by id (least sum of places).

    Practices that are not assessed count as not met: only an action makes sure of them. ``score_before`` and
    ``score_after`` are under that policy, and so may lie below a score that leaves them out.
    """
    layout, shares, options = present_shares(ratings, known_rule(rule), scoring)
    return cheapest_path_from(
        layout, shares, actions, rule, target,
        area=area, days_per_week=days_per_week, start=start, titles=titles, options=options,
    )  # fmt: skip


def cheapest_path_from(  # noqa: PLR0913 - every choice has its own name and a default
    layout: Layout,
    shares: Numbers,
    actions: pd.DataFrame,
    rule: str,
    target: float,
    *,
    area: str | None = None,
    days_per_week: float | None = None,
    start: dt.date | str | None = None,
    titles: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> CheapestPath:
    """Return the cheapest path from the share met of each practice; see `cheapest_path`.

    Parameters
    ----------
    layout, shares
        Where each practice stands, and the share of it met, (practices,), 0 to 1, missing where not assessed.
    options
        For the rule, as `evaluate` takes them.
    """
    reach = reach_of(layout, shares, read_actions(actions), known_rule(rule), (area, options))
    return find_path(reach, float(target), calendar_of(days_per_week, start), titles or {})


def next_level_paths(
    ratings: pd.DataFrame,
    actions: pd.DataFrame,
    *,
    target: float | None = None,
    area: str | None = None,
    rules: Iterable[str] = RULE_NAMES,
    days_per_week: float | None = None,
    **scoring: Any,  # noqa: ANN401 - whatever `score` takes
) -> pd.DataFrame:
    """Return what it takes to reach a level, or the next one, under each rule on the same answers.

    Parameters
    ----------
    ratings, actions, area, days_per_week, **scoring
        As for `cheapest_path`.
    target
        A level, the same for all rules; a rule that gives shares takes it as a share of the highest level. If not given,
        each rule's next whole level above its own score (of a share, the next step of one over the highest level).
    rules
        Which rules, in this order.

    Returns
    -------
    DataFrame
        One row a rule: rule, title, scale_maximum, score, target, is_reached, is_reachable, actions, person_days, weeks,
        score_after, is_proven, note. Effort is missing where the target is out of reach. Scores count what is not assessed
        as not met.
    """
    read = read_actions(actions)
    rows = []
    for rule in rules:
        name = known_rule(rule)
        layout, shares, options = present_shares(ratings, name, scoring)
        rows.append(_side_by_side(reach_of(layout, shares, read, name, (area, options)), target, days_per_week))
    return pd.DataFrame(rows, columns=list(PATHS)).astype(PATHS)


def next_level_paths_from(  # noqa: PLR0913 - every choice has its own name and a default
    layout: Layout,
    shares: Numbers,
    actions: pd.DataFrame,
    *,
    target: float | None = None,
    area: str | None = None,
    rules: Iterable[str] = RULE_NAMES,
    days_per_week: float | None = None,
    options: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Return what it takes to reach a level under each rule, from the share met of each practice; see `next_level_paths`."""
    read = read_actions(actions)
    reaches = reaches_of(layout, shares, read, [(known_rule(rule), area) for rule in rules], options)
    return pd.DataFrame([_side_by_side(one, target, days_per_week) for one in reaches], columns=list(PATHS)).astype(PATHS)


def reaches_of(
    layout: Layout,
    shares: Numbers,
    actions: tuple[Action, ...],
    asked: Iterable[tuple[RuleName, str | None]],
    options: Mapping[str, Any] | None = None,
) -> list[Reach]:
    """Return what rules ask, each for the whole or an area, from one standing: what it works out serves all of them."""
    present = np.asarray(shares, dtype=np.float64)
    if present.shape != (len(layout.practices),):
        message = f"shares of shape {present.shape}, expected one for each of {len(layout.practices)} practices"
        raise ValueError(message)
    repeated = sorted({one for one in layout.capabilities if layout.capabilities.count(one) > 1})
    if repeated:
        message = f"Actions name capabilities, so each needs a name of its own; more than one area has {', '.join(repeated)}."
        raise PmobookError(message)
    held_above = improvement_method().path.held_above.value
    usual = strict = Standing(layout, present, actions, held_above)
    if layout.significant_weakness is not None:
        # A weakness on record fails its practice, under staged goals, until an action has brought the level about.
        weak = layout.significant_weakness & (layout.practice_weights > 0)
        strict = Standing(replace(layout, significant_weakness=None), np.where(weak, 0.0, present), actions, held_above)
    return [Reach(strict if rule == "staged_goals" else usual, rule, area, options or {}) for rule, area in asked]


def reach_of(
    layout: Layout,
    shares: Numbers,
    actions: tuple[Action, ...],
    rule: RuleName,
    extent: tuple[str | None, Mapping[str, Any] | None],
) -> Reach:
    area, options = extent
    return reaches_of(layout, shares, actions, [(rule, area)], options)[0]


def calendar_of(days_per_week: float | None, start: dt.date | str | None) -> Calendar:
    if isinstance(start, str):
        try:
            start = dt.date.fromisoformat(start)
        except ValueError:
            message = f"{start} is not a day. Write it as 2026-10-01."
            raise PmobookError(message) from None
    return Calendar(days_per_week, start)


def _side_by_side(reach: Reach, target: float | None, days_per_week: float | None) -> dict[str, Any]:
    top = reach.standing.layout.highest_level
    maximum = 1.0 if reach.rule in SHARE_RULES else float(top)
    before = float(reach.scores([{}])[0])
    if target is not None:
        wanted = target * maximum / top
    elif math.isnan(before):
        wanted = maximum / top
    else:
        wanted = min(float(levels_of(np.array(before * top / maximum))) + 1, top) * maximum / top
    path = find_path(reach, wanted, Calendar(days_per_week), {})
    return {
        "rule": reach.rule,
        "title": scoring_rules().rule(reach.rule).title,
        "scale_maximum": maximum,
        "score": before,
        "target": wanted,
        "is_reached": path.is_reached,
        "is_reachable": path.is_reachable,
        "actions": len(path.steps),
        "person_days": path.person_days,
        "weeks": path.weeks,
        "score_after": path.score_after,
        "is_proven": path.is_proven,
        "note": path.note,
    }
