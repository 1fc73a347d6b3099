"""A project's money month by month: plan, earned value, actual cost and forecast, as each quarter's pack knew them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmobook.generate.chance import Chance
from pmobook.generate.columns import Cell, Rows
from pmobook.generate.levels import Levels
from pmobook.generate.projects import Project, listed
from pmobook.generate.story import Arc
from pmobook.generate.timeline import month_text

__all__ = ["ProjectMoney", "cost_rows", "draw_money", "spread"]

Amounts = npt.NDArray[np.float64]


def spread(months: int) -> Amounts:
    """Return the share of a project's work in each of its months: slow, fast, slow; the shares add up to 1."""
    through = np.linspace(0.0, 1.0, months + 1)
    return np.diff(through**2 * (3.0 - 2.0 * through))


@dataclass(frozen=True)
class ProjectMoney:
    """One project's money by month from its start, in the engagement's money.

    Attributes
    ----------
    planned
        The first approved plan.
    earned, actual
        By month in which it really runs.
    in_dispute
        Position of a month whose actual cost is not settled; None if there is none.
    restated
        Position of a month whose actual cost was corrected, the month in which that happened, and the cost before.
    """

    planned: Amounts
    earned: Amounts
    actual: Amounts
    in_dispute: int | None
    restated: tuple[int, int, float] | None


def draw_money(projects: list[Project], arc: Arc, levels: Levels, chance: Chance) -> dict[str, ProjectMoney]:
    """Draw every project's money, so that all packs of a business unit tell the same past."""
    generator = chance.stream("money")
    moneys = {}
    may_restate = arc.restatement
    for project in projects:
        work = spread(project.months)
        noise = np.clip(1.0 + 0.1 * generator.standard_normal(project.months), 0.5, 1.6)
        actual = work * noise
        actual *= project.cost * project.overrun / actual.sum()
        disputed, place = generator.random(2).tolist()
        restated = None
        corrected_in = levels.timeline.last_month - 2
        position = project.months // 2
        if may_restate and project.months > 6 and project.start + position < corrected_in - 1 and project.last > corrected_in:
            restated = (position, corrected_in, round(float(actual[position]) * 0.62, 3))
            may_restate = False
        moneys[project.project_id] = ProjectMoney(
            planned=(project.cost * spread(project.baseline_months)).round(3),
            earned=(project.cost * work).round(3),
            actual=actual.round(3),
            in_dispute=int(place * project.months) if disputed < 0.06 else None,
            restated=restated,
        )
    return moneys


def _planned(project: Project, money: ProjectMoney, month: int) -> Amounts:
    """Return the plan that was approved as at a month's end; a new baseline keeps the past as it was planned."""
    if project.rebaselined is None or month < project.rebaselined:
        return money.planned
    kept = money.planned[: project.rebaselined - project.start + 1]
    shape: Amounts = spread(project.months)[len(kept) :]
    left = max(project.cost * project.overrun - float(kept.sum()), 0.0)
    rest: Amounts = (left * shape / shape.sum()).round(3)
    return np.concatenate([kept, rest])


def _forecast(project: Project, money: ProjectMoney, month: int) -> Amounts:
    """Return what the months after a month's end are expected to cost."""
    if month < project.start:
        return money.planned
    finish = project.forecast_finish(month)
    months = max(finish.year * 12 + finish.month - 1 - month, 1)
    spent = float(money.actual[: month - project.start + 1].sum())
    expected = project.approved_cost(month)
    if not project.is_rebaselined(month):
        expected = project.cost * (1.0 + (project.overrun - 1.0) * project.knowledge(month))
    shape = spread(max(project.months, months + month - project.start + 1))[-months:]
    left: Amounts = (max(expected - spent, 0.01 * project.cost) * shape / shape.sum()).round(3)
    return left


def cost_rows(
    projects: list[Project], moneys: dict[str, ProjectMoney], arc: Arc, month: int, rates: Mapping[str, float] | None = None
) -> Rows:
    """Return the rows of project_costs as at a month's end, for every project that is proposed at least.

    Parameters
    ----------
    rates
        What other currencies are worth in the engagement's; a project that reports in one of them is written in it.
    """
    rows: Rows = []
    for project in listed(projects, month):
        if month >= project.proposed:
            told = _rows_of_project(project, moneys[project.project_id], month, with_earned=arc.earned_value)
            rows += [_in_currency(row, project.currency, rates or {}) for row in told]
    return rows


def _in_currency(row: tuple[Cell, ...], currency: str | None, rates: Mapping[str, float]) -> tuple[Cell, ...]:
    """Return a row in the currency that its project reports in, named in the last cell."""
    if currency is None:
        return (*row, None)
    project, period, *amounts = row
    given = [round(amount / rates[currency], 3) if isinstance(amount, float | int) else amount for amount in amounts]
    return (project, period, *given, currency)


def _rows_of_project(project: Project, money: ProjectMoney, month: int, *, with_earned: bool) -> Rows:
    over = min(project.last, month)
    past = max(over - project.start + 1, 0)
    planned = (_planned(project, money, month) if month >= project.selected else np.zeros(0)).tolist()
    earned, actual = money.earned.tolist(), money.actual.tolist()
    forecast = _forecast(project, money, month).tolist() if month < project.last else []
    rows: Rows = []
    for position in range(max(past + len(forecast), len(planned))):
        spent: Cell = None
        expected: Cell = None
        if position < past:
            spent = round(actual[position], 3)
            if money.restated and position == money.restated[0] and month < money.restated[1]:
                spent = money.restated[2]
            if position == money.in_dispute:
                spent, expected = "not assessed: invoice in dispute", spent
        elif position - past < len(forecast):
            expected = forecast[position - past]
        plan: Cell = planned[position] if position < len(planned) else (0.0 if planned else None)
        worth = earned[position] if with_earned and position < past else None
        rows.append((project.project_id, month_text(project.start + position), plan, worth, spent, expected))
    return rows
