"""One generated business unit: everything that happens in it, and the pack it hands in each quarter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pmobook.generate.actions import action_rows
from pmobook.generate.benefits import BenefitCourse, benefit_rows, draw_benefits
from pmobook.generate.chance import Chance
from pmobook.generate.columns import COLUMNS, PackForms
from pmobook.generate.gates import Gate, draw_gates, gate_rows
from pmobook.generate.goals import Comparisons, draw_comparisons, goal_rows, is_renewed
from pmobook.generate.levels import Levels, draw_levels
from pmobook.generate.measures import MeasureCourse, draw_measures, measure_rows, value_rows
from pmobook.generate.money import ProjectMoney, cost_rows, draw_money
from pmobook.generate.people import Staffing, draw_staffing, people_forms
from pmobook.generate.practices import Assessor, draw_assessor, practice_forms
from pmobook.generate.project_list import project_forms
from pmobook.generate.projects import Project, draw_projects
from pmobook.generate.responses import Answers, draw_answers, response_rows
from pmobook.generate.risks import RiskCourse, draw_risks, risk_rows
from pmobook.generate.skills import SkillStory, draw_skills, skill_forms
from pmobook.generate.story import Arc, BusinessStory, OrganisationStory
from pmobook.generate.timeline import Timeline, last_month, working_day
from pmobook.method.maturity import MaturityModel

__all__ = ["GeneratedBusinessUnit", "Size", "draw_business_unit"]


@dataclass(frozen=True)
class Size:
    """How many people rate in a business unit, and how many projects its last pack lists."""

    respondents: int
    projects: int


@dataclass(frozen=True)
class GeneratedBusinessUnit:
    """What really happens in a business unit; `forms` gives what its packs say about it."""

    story: BusinessStory
    shared: OrganisationStory
    arc: Arc
    model: MaturityModel
    chance: Chance
    levels: Levels
    projects: list[Project]
    money: dict[str, ProjectMoney]
    benefits: dict[str, BenefitCourse]
    gates: dict[str, tuple[Gate, ...]]
    comparisons: Comparisons
    measures: list[MeasureCourse]
    risks: list[RiskCourse]
    staffing: Staffing
    skills: SkillStory
    answers: Answers
    assessor: Assessor

    def forms(self, position: int) -> PackForms:
        """Return every form of the pack of the quarter at a position, in the order of a pack."""
        timeline = self.levels.timeline
        quarter = timeline.quarters[position]
        month = last_month(quarter)
        renewed = is_renewed(timeline, position)
        found: PackForms = {
            "responses": response_rows(self.shared, self.model, self.answers, position, self.chance),
            **practice_forms(self.shared, self.model, self.arc, self.assessor, self.levels, position, self.chance),
            "goals": goal_rows(self.shared, self.story, renewed=renewed),
            "goal_comparisons": self.comparisons[renewed],
            **project_forms(self.story, self.projects, self.levels, position),
            "project_costs": cost_rows(self.projects, self.money, self.arc, month, self.shared.rate_of),
            "benefits": benefit_rows(self.projects, self.benefits, month),
            "measures": measure_rows(self.measures),
            "measure_values": value_rows(self.measures, timeline, position),
            "risks": risk_rows(self.risks, position, month),
            **people_forms(self.staffing, self.projects, self.levels, month),
            **skill_forms(self.skills, self.projects, position, month),
            "gates": gate_rows(self.projects, self.gates, quarter.last_day),
            "actions": action_rows(self.shared.actions, self.story.lead, timeline, position),
        }
        return {name: found[name] for name in COLUMNS}

    def received_on(self, position: int) -> dt.date:
        """Return the day on which the pack of a quarter came in."""
        timeline = self.levels.timeline
        due = timeline.quarters[position].last_day + dt.timedelta(days=self.shared.packs_due_days)
        if position == len(timeline.quarters) - 1 and self.arc.late_days:
            return due + dt.timedelta(days=self.arc.late_days)
        early = self.chance.stream("handover", position).random()
        return working_day(due - dt.timedelta(days=int(9 * early)))


def draw_business_unit(  # noqa: PLR0913, PLR0917 - each is a different kind of thing, and all are needed
    story: BusinessStory, shared: OrganisationStory, arc: Arc, model: MaturityModel, timeline: Timeline, chance: Chance,
    size: Size, code: str,
) -> GeneratedBusinessUnit:  # fmt: skip
    """Draw everything that happens in a business unit over a timeline."""
    levels = draw_levels(arc, model, timeline, chance)
    projects = draw_projects(story, arc, levels, code, size.projects, chance)
    staffing = draw_staffing(story, projects, levels, chance, arc.absences)
    return GeneratedBusinessUnit(
        story=story, shared=shared, arc=arc, model=model, chance=chance, levels=levels, projects=projects,
        money=draw_money(projects, arc, levels, chance),
        benefits=draw_benefits(projects, levels, chance),
        gates=draw_gates(shared, projects, levels, chance),
        comparisons=draw_comparisons(shared, story, chance),
        measures=draw_measures(shared, story, timeline, chance),
        risks=draw_risks(story, projects, levels, chance),
        staffing=staffing,
        skills=draw_skills(story, staffing, projects, timeline, chance),
        answers=draw_answers(shared, arc, levels, size.respondents, chance),
        assessor=draw_assessor(shared, arc, model, levels, projects, chance),
    )  # fmt: skip
