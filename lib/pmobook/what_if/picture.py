"""The frontier as a picture: what each budget could bring, the scenario's point on it, and the present choice below it."""

from __future__ import annotations

import html
import itertools
import math
from collections.abc import Callable, Sequence

import pandas as pd

from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show import figures
from pmobook.show.exhibit import Exhibit
from pmobook.show.table import Column, table
from pmobook.what_if.curve import Point
from pmobook.what_if.outcome import Outcome

__all__ = ["frontier_picture"]

_WIDTH, _HEIGHT = 520, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 16, 14, 40


def frontier_picture(points: Sequence[Point], outcome: Outcome, money: Money, *, is_complete: bool) -> str:
    """Return the frontier as HTML: a picture with a text in its place, and its figures one click away.

    Parameters
    ----------
    points
        Found so far, by rising budget.
    outcome
        The scenario's, which is marked.
    money
        Currency and scale.
    is_complete
        Whether more points are on their way.
    """
    waiting = "" if is_complete else f'<p class="pmo-note">{say("More budgets are being worked out.")}</p>'
    if len(points) < 2:
        alone = f'<p class="pmo-note">{say("There is only one budget to look at.")}</p>'
        return f"<h3>{say('What each budget could bring')}</h3>{waiting or alone}"
    note = (
        ""
        if all(point.is_proven for point in points)
        else f'<p class="pmo-note">{say("Hollow points are not proven optimal.")}</p>'
    )
    said = _said(points, outcome, money)
    return (
        f"<h3>{say('What each budget could bring')}</h3>"
        f'<figure class="pmo-what-if-curve">{_svg(points, outcome, money, said)}</figure>'
        f"{_legend(points, outcome)}{note}{waiting}"
        f"<details><summary>{say('Show the figures')}</summary>{_figures(points, money).html}</details>"
    )


def _said(points: Sequence[Point], outcome: Outcome, money: Money) -> str:
    first, last = points[0], points[-1]
    here = (
        say(
            " This scenario: {outcome} for {money}.",
            outcome=figures.measured(outcome.value),
            money=figures.money(outcome.money, money),
        )
        if outcome.is_possible
        else ""
    )
    return say(
        "Best value by budget: from {first} at {budget} to {last} at {budget_2}.{here} Present "
        "choice: {present_value} for {present_money}.",
        first=figures.measured(first.value),
        budget=figures.money(first.budget, money),
        last=figures.measured(last.value),
        budget_2=figures.money(last.budget, money),
        here=here,
        present_value=figures.measured(outcome.present_value),
        present_money=figures.money(outcome.present_money, money),
    )


def _svg(points: Sequence[Point], outcome: Outcome, money: Money, said: str) -> str:
    budgets = [point.budget for point in points]
    tops = [
        top for point in points for top in (point.value, point.without_other_limits, outcome.present_value) if math.isfinite(top)
    ]
    right, top = max(*budgets, outcome.present_money) or 1.0, max(tops) * 1.04 or 1.0

    def across(budget: float) -> float:
        return round(_LEFT + budget / right * (_WIDTH - _LEFT - _RIGHT), 1)

    def up(value: float) -> float:
        return round(_HEIGHT - _BOTTOM - value / top * (_HEIGHT - _TOP - _BOTTOM), 1)

    line = [(one.budget, one.value) for one in points]
    if outcome.is_possible:  # with no more money than it takes, the scenario's set is the best too
        line = sorted([*line, (outcome.money, outcome.value)])
    drawn = [_steps([(across(budget), up(value)) for budget, value in line], "pmo-what-if-line")]
    if without := [(one.budget, one.without_other_limits) for one in points if math.isfinite(one.without_other_limits)]:
        if outcome.is_possible:  # fewer limits never make a set worth less
            below = [value for budget, value in without if budget <= outcome.money]
            without = sorted([*without, (outcome.money, max([outcome.value, *below]))])
        drawn.insert(0, _steps([(across(budget), up(value)) for budget, value in without], "pmo-what-if-dashed"))
    drawn += [
        f'<circle class="{"pmo-what-if-dot" if one.is_proven else "pmo-what-if-open"}" cx="{across(one.budget)}" '
        f'cy="{up(one.value)}" r="3"/>'
        for one in points
    ]
    x, y = across(outcome.present_money), up(outcome.present_value)
    drawn.append(f'<path class="pmo-what-if-present" d="M{x} {y - 7}l7 7l-7 7l-7 -7z"/>')
    if outcome.is_possible:
        drawn.append(f'<circle class="pmo-what-if-here" cx="{across(outcome.money)}" cy="{up(outcome.value)}" r="7"/>')
    return (
        f'<svg role="img" aria-label="{html.escape(said)}" viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f"{_axes(right, top, across, up, money)}{''.join(drawn)}</svg>"
    )


def _axes(right: float, top: float, across: Callable[[float], float], up: Callable[[float], float], money: Money) -> str:
    base = up(0.0)
    lines = [f'<line class="pmo-what-if-axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{base}" y2="{base}"/>']
    for part, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        text = html.escape(figures.money(part * right, money))
        lines.append(f'<text x="{across(part * right)}" y="{base + 17}" text-anchor="{anchor}">{text}</text>')
        height = up(part * top / 1.04)
        lines.append(f'<line class="pmo-what-if-grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{height}" y2="{height}"/>')
        lines.append(f'<text x="{_LEFT - 6}" y="{height + 4}" text-anchor="end">{figures.measured(part * top / 1.04)}</text>')
    lines.append(f'<text x="{across(right / 2)}" y="{base + 34}" text-anchor="middle">{say("Money still to be spent")}</text>')
    return "".join(lines)


def _steps(places: Sequence[tuple[float, float]], name: str) -> str:
    """Draw what is sure: between two budgets that were looked at, at least the value of the lower one."""
    corners = [f"{places[0][0]},{places[0][1]}"]
    for (_, before), (x, y) in itertools.pairwise(places):
        corners += [f"{x},{before}", f"{x},{y}"]
    return f'<polyline class="{name}" points="{" ".join(corners)}"/>'


def _legend(points: Sequence[Point], outcome: Outcome) -> str:
    words = [say("● best value at a budget"), say("◆ present choice")]
    if outcome.is_possible:
        words.insert(1, say("◉ this scenario"))
    if any(math.isfinite(point.without_other_limits) for point in points):
        words.append(say("dashed: if only money in all were limited"))
    return f'<p class="pmo-note">{" · ".join(words)}</p>'


def _or_none(value: object) -> str:
    return say("no other limit") if figures.is_missing(value) else figures.measured(value)


def _figures(points: Sequence[Point], money: Money) -> Exhibit:
    rows = pd.DataFrame(
        {
            "budget": [point.budget for point in points],
            "value": [point.value for point in points],
            "without": [point.without_other_limits for point in points],
            "proof": [say("proven") if point.is_proven else say("not proven") for point in points],
        }
    )
    columns = [
        Column("budget", say("Budget"), form=lambda amount: figures.money(amount, money)),
        Column("value", say("Best value"), "right", figures.measured),
        Column("without", say("If only money in all were limited"), "right", _or_none),
        Column("proof", say("Proof")),
    ]  # fmt: skip
    return table(rows, columns, say("Best value at each budget"), caption_shown=False)
