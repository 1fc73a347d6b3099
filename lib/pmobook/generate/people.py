"""Capacity of each role and the projects' demand for it, month by month for the year after a quarter."""

from __future__ import annotations

from dataclasses import dataclass, field

from pmobook.generate.chance import Chance
from pmobook.generate.columns import Cell, PackForms, Rows
from pmobook.generate.levels import Levels
from pmobook.generate.projects import Project, listed
from pmobook.generate.story import AbsenceStory, BusinessStory
from pmobook.generate.timeline import month_text

__all__ = ["Staffing", "draw_staffing", "people_forms"]

_MONTHS_AHEAD = 12
_HOLIDAYS = {8: 0.85, 12: 0.9}
"""Share of people who are there, by month of the year."""


@dataclass(frozen=True)
class Staffing:
    """Who works on what.

    Attributes
    ----------
    needs
        Project id to role to the full-time equivalents it needs at its height.
    capacity
        Role to its full-time equivalents.
    hired
        The role that gets one more person, and the month from which on.
    away
        Role and month to the full-time equivalents that the last pack knows to be absent.
    """

    needs: dict[str, dict[str, float]]
    capacity: dict[str, float]
    hired: tuple[str, int]
    away: dict[tuple[str, int], float] = field(default_factory=dict)


def draw_staffing(
    story: BusinessStory, projects: list[Project], levels: Levels, chance: Chance, absences: tuple[AbsenceStory, ...] = ()
) -> Staffing:
    """Draw each project's people, and a capacity that suits them except for one role, the bottleneck, and for who is away."""
    generator = chance.stream("people")
    roles = list(story.roles)
    total = sum(story.roles.values())
    needs = {}
    for project in projects:
        people = min(1.0 + 1.2 * project.cost**0.5, 9.0)
        left_out = {roles[1 + int(place)] for place in generator.permutation(len(roles) - 1)[:2]} if len(roles) > 3 else set()
        tilt = generator.random(len(roles)).tolist()
        needs[project.project_id] = {
            role: max(round(people * story.roles[role] / total * (0.6 + 0.9 * tilt[place]), 1), 0.1)
            for place, role in enumerate(roles)
            if role not in left_out
        }
    timeline = levels.timeline
    months = range(timeline.first_month, timeline.last_month + _MONTHS_AHEAD)
    height = {
        role: sorted(sum(needs[one.project_id].get(role, 0.0) for one in projects if one.start <= m <= one.last) for m in months)
        for role in roles
    }
    bottleneck = roles[1 + int(generator.integers(len(roles) - 1))] if len(roles) > 1 else roles[0]
    capacity = {}
    for role in roles:
        busy = height[role][(3 * len(months)) // 4]
        capacity[role] = max(round(2 * busy * (0.62 if role == bottleneck else 1.15)) / 2, 0.5)
    hired = (roles[int(generator.integers(len(roles)))], timeline.first_month + (2 * len(timeline.quarters)))
    away = {(one.role, timeline.last_month + month): one.people for one in absences for month in range(one.first, one.last + 1)}
    return Staffing(needs, capacity, hired, away)


def people_forms(staffing: Staffing, projects: list[Project], levels: Levels, month: int) -> PackForms:
    """Return the forms capacity and demand as at a month's end."""
    ahead = range(month + 1, month + 1 + _MONTHS_AHEAD)
    short_sighted = levels.discipline(month) < 0.4
    away = staffing.away if month >= levels.timeline.last_month else {}
    capacity: Rows = []
    for role, people in staffing.capacity.items():
        for later in ahead:
            there = people + (staffing.hired == (role, min(later, staffing.hired[1]))) - away.get((role, later), 0.0)
            fte: Cell = round(max(there, 0.0) * _HOLIDAYS.get(later % 12 + 1, 1.0), 1)
            if short_sighted and later > month + 9:
                fte = "not assessed: roster reaches nine months ahead"
            capacity.append((role, month_text(later), fte))
    demand: Rows = []
    for project in listed(projects, month):
        # A mandated idea is staffed for: it comes whatever it is worth.
        if (project.idea if project.mandated_by else project.proposed) <= month < project.last:
            demand += _demand_of(project, staffing.needs[project.project_id], ahead, month)
    return {"capacity": capacity, "demand": demand}


def _demand_of(project: Project, needs: dict[str, float], ahead: range, month: int) -> Rows:
    finish = project.forecast_finish(month)
    last = finish.year * 12 + finish.month - 1
    rows: Rows = []
    for role, people in needs.items():
        for later in ahead:
            if not project.start <= later <= last:
                continue
            share = 0.5 if later in {project.start, last} else 1.0
            fte: Cell = max(round(people * share, 1), 0.1)
            if month < project.selected and later > month + 6 and not project.mandated_by:
                fte = "not assessed: scope is not settled"
            rows.append((project.project_id, role, month_text(later), fte))
    return rows
