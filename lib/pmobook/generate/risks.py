"""Risks of a business unit: how likely and costly they are thought to be, and how lately anyone looked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from pmobook.generate.chance import Chance
from pmobook.generate.columns import Rows
from pmobook.generate.levels import Levels
from pmobook.generate.projects import Project
from pmobook.generate.story import BusinessStory, RiskStory
from pmobook.generate.timeline import last_month, working_day

__all__ = ["RiskCourse", "draw_risks", "risk_rows"]

_CLOSED = ("closed", "benefits")


@dataclass(frozen=True)
class RiskCourse:
    """One risk, by quarter.

    Attributes
    ----------
    since
        Position of the first quarter in which it stands in the register.
    project
        The project that would be hit; None for a risk of the whole portfolio.
    probabilities, impacts_likely
        By quarter, 0 to 1 and in the engagement's money.
    reviews
        By quarter, the day of the latest review.
    response_due
        The day by which its response is to be carried out; None if it is accepted.
    """

    risk_id: str
    story: RiskStory
    project: Project | None
    since: int
    probabilities: tuple[float, ...]
    impacts_likely: tuple[float, ...]
    reviews: tuple[dt.date, ...]
    without_estimate: bool
    response_due: dt.date | None


def draw_risks(story: BusinessStory, projects: list[Project], levels: Levels, chance: Chance) -> list[RiskCourse]:
    """Draw every risk of the register, once for each project that it would hit, or for the portfolio."""
    generator, days = chance.stream("risks"), chance.stream("response_days")
    quarters = len(levels.timeline.quarters)
    courses: list[RiskCourse] = []
    for told in story.risks:
        hit: list[Project | None] = [project for project in projects if project.story_title in told.hits]
        for project in hit if told.hits else [None]:
            opened, estimate = generator.random(2).tolist()
            steps = generator.standard_normal((2, quarters)).cumsum(axis=1).tolist()
            courses.append(
                RiskCourse(
                    risk_id=f"K{len(courses) + 1:02d}",
                    story=told,
                    project=project,
                    since=0 if opened < 0.6 else int((opened - 0.6) / 0.4 * quarters),
                    probabilities=tuple(
                        round(min(max(told.probability * (1.0 + 0.12 * step), 0.02), 0.95), 2) for step in steps[0]
                    ),
                    impacts_likely=tuple(round(told.likely * min(max(1.0 + 0.07 * step, 0.4), 2.5), 2) for step in steps[1]),
                    reviews=_reviews(levels, generator),
                    without_estimate=estimate < 0.05,
                    response_due=_due(told, levels, days),
                )
            )
    return courses


def _moved(value: float, by_share: float, highest: float = np.inf) -> float:
    """Return a value after it moved by a share of itself, rounded to cents."""
    return round(min(max(value * (1.0 + by_share), 0.25 * value, 0.02), highest), 2)


def _due(told: RiskStory, levels: Levels, generator: np.random.Generator) -> dt.date | None:
    """Return the day by which a response is to be carried out: most within a year after the last quarter, some before its end."""
    late, day = generator.random(2).tolist()
    if told.response == "accept":
        return None
    last = levels.timeline.quarters[-1].last_day
    return working_day(last - dt.timedelta(days=int(80 * day)) if late < 0.06 else last + dt.timedelta(days=30 + int(300 * day)))


def _reviews(levels: Levels, generator: np.random.Generator) -> tuple[dt.date, ...]:
    """Return the day of the latest review in each quarter; careless business units leave risks unread for long."""
    quarters = levels.timeline.quarters
    looks, days = generator.random((2, len(quarters))).tolist()
    reviewed, reviews = quarters[0].first_day - dt.timedelta(days=40), []
    for quarter, look, day in zip(quarters, looks, days, strict=True):
        if look < 0.4 + 0.6 * levels.discipline(last_month(quarter)):
            reviewed = quarter.last_day - dt.timedelta(days=1 + int(60 * day))
        reviews.append(working_day(reviewed))
    return tuple(reviews)


def risk_rows(courses: list[RiskCourse], position: int, month: int) -> Rows:
    """Return the rows of the form risks of one quarter; a risk leaves the register with its project's closure."""
    rows: Rows = []
    for course in courses:
        project = course.project
        if position < course.since:
            continue
        if project is not None and (project.idea > month or project.stage(month) in _CLOSED):
            continue
        likely = course.impacts_likely[position]
        told = course.story
        impacts: tuple[str | float, ...] = (round(0.4 * likely, 2), likely, round(2.3 * likely, 2))
        if course.without_estimate:
            impacts = ("not assessed: no estimate yet",) * 3
        rows.append(
            (
                course.risk_id, project.project_id if project else None, told.title, told.category,
                course.probabilities[position], *impacts, told.driver, told.owner, told.response, course.reviews[position],
                *_response(course, position, impacts),
            )
        )  # fmt: skip
    return rows


def _response(course: RiskCourse, position: int, impacts: tuple[str | float, ...]) -> tuple[float | dt.date | None, ...]:
    """Return the cells on a risk's response: cost, day, and what would be left of probability and impacts."""
    told = course.story
    chance = None if told.leaves is None else round(told.leaves * course.probabilities[position], 2)
    left: tuple[float | None, ...] = (None, None, None)
    if told.leaves_impact is not None and not course.without_estimate:
        left = tuple(round(told.leaves_impact * float(one), 2) for one in impacts)
    return (told.response_cost, course.response_due, chance, *left)
