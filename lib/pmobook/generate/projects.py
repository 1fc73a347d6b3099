"""The lives of a business unit's projects from idea to benefits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from pmobook.generate.chance import Chance, pick
from pmobook.generate.levels import Levels
from pmobook.generate.story import Arc, BenefitStory, BusinessStory, ProjectCourse
from pmobook.generate.timeline import Timeline, day_in_month, working_day
from pmobook.vocabulary import Confidence

__all__ = ["WAVES", "Project", "draw_projects", "listed"]

_MONTHS_BEFORE = 16
"""The oldest projects were ideas so many months before the first pack."""
_SHORTEST_SPAN = 40
"""The oldest were ideas at least so many months before the last pack, so that some are over by then."""
WAVES = ("", ", second wave", ", third wave")
"""What is added to titles once all projects of a line of business are used up."""


@dataclass(frozen=True)
class Project:
    """One project's life; months are numbered as in `pmobook.generate.timeline`.

    Attributes
    ----------
    idea, proposed, selected, start
        The months in which it entered each stage.
    baseline_months, months
        How long it was approved for, and how long it really takes.
    cost, overrun
        Approved cost in the engagement's money, and real cost as a multiple of it.
    lag_months
        By how many months its owner's confidence trails what the evidence shows.
    stopped, rebaselined
        The month in which it was stopped, or got a new baseline; None if never.
    """

    project_id: str
    title: str
    story_title: str
    category: str
    sponsor: str
    mandated_by: str | None
    goals: tuple[tuple[str, str], ...]
    benefit: BenefitStory | None
    cost: float
    idea: int
    proposed: int
    selected: int
    start: int
    baseline_months: int
    months: int
    overrun: float
    running_share: float
    lag_months: int
    optimism: float
    planned_day: int
    finish_day: int
    currency: str | None = None
    stopped: int | None = None
    rebaselined: int | None = None
    judged_late: bool = False

    @property
    def baseline_last(self) -> int:
        """The last month of the first approved plan."""
        return self.start + self.baseline_months - 1

    @property
    def last(self) -> int:
        """The last month in which it really runs."""
        return self.start + self.months - 1 if self.stopped is None else self.stopped

    def stage(self, month: int) -> str:
        """Return its stage at a month's end."""
        if month >= self.last:
            begun = self.benefit is not None and self.stopped is None and month >= self.last + 2
            return "benefits" if begun else "closed"
        for stage, since in (("executing", self.start), ("selected", self.selected), ("proposed", self.proposed)):
            if month >= since:
                return stage
        return "idea"

    def knowledge(self, month: int) -> float:
        """Return the share (0 to 1) of its slip and overrun that is known at a month's end."""
        progress = (month - self.start + 1) / self.months
        return min(max((progress - 0.1) / 0.6, 0.0), 1.0)

    def forecast_finish(self, month: int) -> dt.date:
        """Return the finish that is expected at a month's end, or the real one once it is over."""
        real = day_in_month(self.last, self.finish_day)
        if month >= self.last or self.is_rebaselined(month):
            return real
        planned = day_in_month(self.baseline_last, self.planned_day)
        expected = planned + dt.timedelta(days=round((real - planned).days * self.knowledge(month)))
        soonest = min(day_in_month(month + 1, 14), real)  # nobody still expects a day that has passed
        return working_day(max(expected, soonest))

    def baseline_finish(self, month: int) -> dt.date:
        """Return the finish that was approved as at a month's end."""
        if self.is_rebaselined(month):
            return day_in_month(self.last, self.finish_day)
        return day_in_month(self.baseline_last, self.planned_day)

    def is_rebaselined(self, month: int) -> bool:
        """Say whether it has a new baseline at a month's end."""
        return self.rebaselined is not None and month >= self.rebaselined

    def approved_cost(self, month: int) -> float:
        """Return the cost that was approved as at a month's end."""
        return self.cost * self.overrun if self.is_rebaselined(month) else self.cost

    def confidence(self, month: int) -> Confidence:
        """Return its owner's rating: the evidence of some months ago, seen a little kindly."""
        slip = (self.months - self.baseline_months) / self.baseline_months
        strain = (slip + 1.5 * (self.overrun - 1.0)) * self.knowledge(month - self.lag_months)
        if self.is_rebaselined(month):
            strain *= 0.4
        return list(Confidence)[round(min(max(4.2 - 9.0 * strain + self.optimism, 0.0), 4.0))]


def draw_projects(story: BusinessStory, arc: Arc, levels: Levels, code: str, count: int, chance: Chance) -> list[Project]:
    """Draw the lives of so many projects, oldest first; all of them are listed in the last quarter."""
    generator = chance.stream("projects")
    timeline = levels.timeline
    last = timeline.last_month - 1
    first = min(timeline.first_month - _MONTHS_BEFORE, last - _SHORTEST_SPAN)
    ideas = np.sort(np.clip(np.linspace(first, last, count) + 1.5 * generator.standard_normal(count), first, last).round())
    chosen = [int(place) for place in generator.permutation(count)]
    projects = []
    for position, (idea, place) in enumerate(zip(ideas.astype(int).tolist(), chosen, strict=True)):
        drawn = _draw(story, levels, f"{code}-{position + 1:02d}", idea, place, generator)
        projects.append(_as_told(drawn, arc.projects.get(drawn.title)))
    return _with_events(projects, arc, timeline, generator)


def _draw(
    story: BusinessStory, levels: Levels, project_id: str, idea: int, place: int, generator: np.random.Generator
) -> Project:
    wave, position = divmod(place, len(story.projects))
    told = story.projects[position]
    waits = generator.integers(1, 4, 3).tolist()
    start = idea + sum(waits)
    discipline = levels.discipline(start)
    slip, overrun, optimism, size, running = generator.standard_normal(5).tolist()
    # Careful business units deliver four projects of five in time, careless ones less than half, and those much later.
    behind = slip - (1.6 * discipline - 0.6)
    months = max(3, round(told.months * (1.0 + max(0.04 * behind, (0.36 - 0.3 * discipline) * behind, -0.1))))
    planned_day, finish_day = int(generator.integers(10, 29)), int(generator.integers(5, 29))
    title = told.title + (WAVES[wave] if wave < len(WAVES) else f", wave {wave + 1}")
    return Project(
        project_id=project_id,
        title=title,
        story_title=told.title,
        category=told.category,
        sponsor=told.sponsor,
        mandated_by=told.mandate,
        goals=tuple(told.goals.items()),
        benefit=told.benefit,
        currency=told.currency,
        cost=round(told.cost * (1.0 if wave == 0 else 0.8 + 0.1 * size), 1) or 0.1,
        idea=idea,
        proposed=idea + waits[0],
        selected=idea + waits[0] + waits[1],
        start=start,
        baseline_months=told.months,
        months=months,
        overrun=max(0.92, 0.99 + 0.02 * overrun + (0.18 - 0.16 * discipline) * abs(overrun)),
        running_share=0.12 + 0.02 * min(max(running, -3.0), 3.0),
        lag_months=round(7 * (1.0 - discipline)),
        optimism=0.7 * (1.0 - discipline) + 0.2 * optimism,
        planned_day=planned_day,
        finish_day=finish_day if months > told.months else min(finish_day, planned_day),
        judged_late=bool(generator.random() < 0.5),
    )


def _as_told(project: Project, course: ProjectCourse | None) -> Project:
    """Return a project as its business unit's story tells it; as it was drawn where the story says nothing."""
    if course is None:
        return project
    return replace(
        project,
        months=project.baseline_months + course.months_late,
        finish_day=project.planned_day,
        overrun=course.overrun,
        lag_months=project.lag_months if course.lag_months is None else course.lag_months,
    )


def _with_events(projects: list[Project], arc: Arc, timeline: Timeline, generator: np.random.Generator) -> list[Project]:
    """Stop one project and give another a new baseline, where the arc says so and a project is in the right phase."""
    changed = {project.project_id: project for project in projects}
    by_chance = [project for project in projects if project.title not in arc.projects]
    worst_first = sorted(by_chance, key=lambda project: -project.overrun * project.months / project.baseline_months)
    if arc.rebaseline:
        for project in worst_first:
            month = project.start + (2 * project.months) // 3
            if timeline.first_month + 3 <= month <= min(timeline.last_month, project.last - 2):
                changed[project.project_id] = replace(project, rebaselined=month)
                break
    if arc.stopped:
        running = [
            project for project in worst_first
            if changed[project.project_id].rebaselined is None and project.mandated_by is None and project.months > 6
            and timeline.first_month + 3 <= project.start + project.months // 2 <= timeline.last_month
        ]  # fmt: skip
        if running:
            project = pick(generator, running)
            changed[project.project_id] = replace(project, stopped=project.start + project.months // 2)
    return list(changed.values())


def listed(projects: list[Project], month: int) -> list[Project]:
    """Return the projects that are known at a month's end, as ideas at least."""
    return [project for project in projects if project.idea <= month]
