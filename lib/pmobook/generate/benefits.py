"""Benefits by quarter: promised at selection, forecast since, and measured once the project is over."""

from __future__ import annotations

from dataclasses import dataclass

from pmobook.generate.chance import Chance
from pmobook.generate.columns import Cell, Rows
from pmobook.generate.levels import Levels
from pmobook.generate.projects import Project, listed
from pmobook.generate.timeline import last_month, quarter_of_month

__all__ = ["BenefitCourse", "benefit_rows", "draw_benefits"]

_RAMP = (0.3, 0.6, 0.85, 1.0)
"""Share of the full amount in each quarter after the end of the project; the last one goes on."""

_HORIZON = 20
"""Quarters for which a benefit is claimed: five years, as most business cases are."""


@dataclass(frozen=True)
class BenefitCourse:
    """What becomes of a benefit: the share that is realised, and its ups and downs by quarter."""

    realised_share: float
    noise: tuple[float, ...]
    unreported: int | None


def draw_benefits(projects: list[Project], levels: Levels, chance: Chance) -> dict[str, BenefitCourse]:
    """Draw the course of every project's benefit; careful business units realise more of what they promised."""
    generator = chance.stream("benefits")
    courses = {}
    for project in projects:
        share, *noise = generator.standard_normal(1 + 40).tolist()
        missing = float(generator.random())
        courses[project.project_id] = BenefitCourse(
            realised_share=min(max(0.5 + 0.5 * levels.discipline(project.last) + 0.15 * share, 0.15), 1.25),
            noise=tuple(noise),
            unreported=int(missing * 60) if missing < 0.1 else None,
        )
    return courses


def benefit_rows(projects: list[Project], courses: dict[str, BenefitCourse], month: int) -> Rows:
    """Return the rows of the form benefits as at a month's end, for every project that is selected at least."""
    rows: Rows = []
    for position, project in enumerate(listed(projects, month)):
        if project.benefit is not None and month >= project.selected and project.stopped is None:
            rows += _rows_of_benefit(project, courses[project.project_id], f"B{position + 1:02d}", month)
    return rows


def _rows_of_benefit(project: Project, course: BenefitCourse, benefit_id: str, month: int) -> Rows:
    story = project.benefit
    if story is None:
        return []
    digits = 3 if story.unit_of_measure == "money" else 0
    quarterly = story.yearly / 4
    planned_from = quarter_of_month(project.baseline_last + 1).next
    real_from = quarter_of_month(project.last + 1).next
    finish = project.forecast_finish(month)
    expected_from = quarter_of_month(finish.year * 12 + finish.month).next
    seen = project.knowledge(month)
    expected_share = 1.0 + (course.realised_share - 1.0) * seen * 0.6
    rows: Rows = []
    quarter, end = planned_from, max(planned_from, expected_from)
    last = end.year * 4 + end.number + _HORIZON - 1
    while quarter.year * 4 + quarter.number <= last:
        since = quarter.year * 4 + quarter.number
        planned = _ramp(since - planned_from.year * 4 - planned_from.number) * quarterly
        real = _ramp(since - real_from.year * 4 - real_from.number) * quarterly * course.realised_share
        forecast: Cell = None
        actual: Cell = None
        place = since - planned_from.year * 4 - planned_from.number
        if last_month(quarter) <= month:
            noise = course.noise[place % len(course.noise)]
            actual = _rounded(max(real * (1.0 + 0.08 * noise), 0.0), digits)
            if place == course.unreported:
                actual = "not assessed: its owner has not reported"
        else:
            shifted = _ramp(since - expected_from.year * 4 - expected_from.number) * quarterly * expected_share
            forecast = _rounded(shifted, digits)
        rows.append((benefit_id, project.project_id, story.title, story.owner, story.kind, story.unit_of_measure, str(quarter),
                     _rounded(planned, digits), forecast, actual))  # fmt: skip
        quarter = quarter.next
    return rows


def _ramp(quarters_since: int) -> float:
    """Return the share of the full amount so many quarters after the benefit began; none before."""
    return 0.0 if quarters_since < 0 else _RAMP[min(quarters_since, len(_RAMP) - 1)]


def _rounded(amount: float, digits: int) -> float | int:
    return round(amount, digits) if digits else round(amount)
