"""The skills of the people of a business unit, and those that its projects need."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pmobook.generate.chance import Chance, pick
from pmobook.generate.columns import PackForms, Rows
from pmobook.generate.people import Staffing
from pmobook.generate.projects import Project, listed
from pmobook.generate.story import BusinessStory
from pmobook.generate.timeline import Timeline, quarter_of_month

__all__ = ["Person", "SkillStory", "draw_skills", "skill_forms"]

_MOST_PEOPLE = 40
_STAYS = 0.95
"""Share of people who are still there a quarter later."""


@dataclass(frozen=True)
class Person:
    """One person under a code, with skills by level, from the first to the last quarter position of their stay."""

    person_id: str
    role: str
    skills: dict[str, int]
    since: int
    until: int


@dataclass(frozen=True)
class SkillStory:
    """People with their skills, and each project's needed skills with level and number of people."""

    people: tuple[Person, ...]
    needs: dict[str, tuple[tuple[str, int, int], ...]]


def draw_skills(
    story: BusinessStory, staffing: Staffing, projects: list[Project], timeline: Timeline, chance: Chance
) -> SkillStory:
    """Draw the people and their skills; the last skill of the story hangs on a single person."""
    generator = chance.stream("skills")
    quarters = len(timeline.quarters)
    roles = [role for role, people in staffing.capacity.items() for _ in range(max(round(people), 1))][:_MOST_PEOPLE]
    people: list[Person] = []
    rare, common = story.skills[-1], story.skills[:-1]
    for role in roles:
        since, stays = 0, True
        while stays:  # whoever leaves is followed by someone new
            leaves = 1 + int(math.log(1.0 - float(generator.random())) / math.log(_STAYS))
            until = min(since + leaves, quarters) - 1
            held = generator.permutation(len(common))[: 2 + int(generator.integers(3))]
            levels = generator.integers(1, 6, len(held)).tolist()
            skills = {common[int(place)]: int(level) for place, level in zip(sorted(held.tolist()), levels, strict=True)}
            people.append(Person(f"S{len(people) + 1:03d}", role, skills, since, until))
            since, stays = until + 1, until + 1 < quarters
    keeper = next((place for place, person in enumerate(people) if person.until == quarters - 1 and person.since == 0), 0)
    held_by = people[keeper]
    people[keeper] = Person(held_by.person_id, held_by.role, {**held_by.skills, rare: 5}, held_by.since, held_by.until)
    needs = {}
    for project in projects:
        places = generator.permutation(len(story.skills))[: 1 + int(generator.integers(2))].tolist()
        needs[project.project_id] = tuple(
            (story.skills[place], pick(generator, (2, 3, 3, 4)), 1 if story.skills[place] == rare else pick(generator, (1, 1, 2)))
            for place in sorted(places)
        )
    return SkillStory(tuple(people), needs)


def skill_forms(story: SkillStory, projects: list[Project], position: int, month: int) -> PackForms:
    """Return the forms skills and skill_needs as at the end of a quarter."""
    skills: Rows = [
        (person.person_id, person.role, skill, level)
        for person in story.people
        if person.since <= position <= person.until
        for skill, level in person.skills.items()
    ]
    needs: Rows = []
    for project in listed(projects, month):
        if not project.proposed <= month < project.last:
            continue
        finish = project.forecast_finish(month)
        last = finish.year * 12 + finish.month - 1
        for later in range(month + 3, month + 13, 3):  # last months of the four quarters ahead
            if project.start <= later and later - 2 <= last:
                period = str(quarter_of_month(later))
                needs += [
                    (project.project_id, skill, level, period, people) for skill, level, people in story.needs[project.project_id]
                ]
    return {"skills": skills, "skill_needs": needs}
