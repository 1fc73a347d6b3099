"""What an assessor finds: practices by level, and the documents that were seen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pmobook.generate.by_project import ProjectsLookedAt, draw_projects_looked_at
from pmobook.generate.chance import Chance
from pmobook.generate.columns import PackForms
from pmobook.generate.evidence import Dates, draw_dates, evidence_of_capabilities, evidence_rows
from pmobook.generate.judgements import Judgement, Seen, Temper, chosen, judge
from pmobook.generate.levels import Levels
from pmobook.generate.projects import Project
from pmobook.generate.review import reviewed_rows
from pmobook.generate.story import Arc, OrganisationStory
from pmobook.generate.timeline import last_month
from pmobook.method.maturity import Capability, MaturityModel

__all__ = ["Assessor", "draw_assessor", "practice_forms"]

_STRICTER = 0.1
"""Levels by which an assessor sees less than there is said to be."""
_LEVEL_NOISE, _OWN_NOISE = 0.45, 0.3
"""Levels by which the practices of one level, and single practices, differ from their capability."""
_CARE, _CARE_OF_DISCIPLINE = 0.55, 0.42
"""How often a document is named beside a practice that is met, and by how much more often where plans are kept."""
_MISSED, _MISSED_BY_CARELESS = 0.01, 0.02
"""How often a practice is not looked at in a quarter, and by how much more often where nothing is prepared."""


@dataclass(frozen=True)
class Assessor:
    """An assessor's view.

    Attributes
    ----------
    tempers
        Chance of each practice of the model by its id, in the order of the model.
    dated
        By quarter and piece of evidence, the day it bears.
    projects
        Practices looked at project by project.
    highest_level
        The highest level whose practices are looked at.
    """

    tempers: dict[str, Temper]
    dated: tuple[Dates, ...]
    projects: ProjectsLookedAt
    highest_level: int


def draw_assessor(
    shared: OrganisationStory, arc: Arc, model: MaturityModel, levels: Levels, projects: list[Project], chance: Chance
) -> Assessor:
    """Draw the assessor's view and the dates of the evidence."""
    generator = chance.stream("practices")
    capabilities = [capability for area in model.areas for capability in area.capabilities]
    of_level = _LEVEL_NOISE * generator.standard_normal((len(capabilities), arc.practice_levels))
    dated = draw_dates(shared, levels, generator)
    of_practice = {
        practice.practice_id: float(of_level[place, min(practice.level, arc.practice_levels) - 1])
        for place, capability in enumerate(capabilities)
        for practice in capability.practices
    }
    own = chance.stream("judgements")
    noise = (_OWN_NOISE * own.standard_normal(len(of_practice))).tolist()
    draws = own.random((len(of_practice), 6)).tolist()
    tempers = {
        name: Temper(better + more, *row) for (name, better), more, row in zip(of_practice.items(), noise, draws, strict=True)
    }
    return Assessor(tempers, dated, draw_projects_looked_at(shared, projects, chance), arc.practice_levels)


def practice_forms(
    shared: OrganisationStory, model: MaturityModel, arc: Arc, assessor: Assessor, levels: Levels, position: int, chance: Chance
) -> PackForms:
    """Return the forms practices and evidence of one quarter."""
    quarters = levels.timeline.quarters
    is_last = position == len(quarters) - 1
    quarter = _Quarter(shared, assessor, levels, position, arc.undecided_practice if is_last else None)
    judgements = quarter.judgements(model, chance)
    review = arc.review if is_last else None
    rows = reviewed_rows(shared, review, judgements, levels.level.shape[1], quarters[position], position, chance)
    return {"practices": rows, "evidence": evidence_rows(shared, assessor.dated[position])}


@dataclass(frozen=True)
class _Quarter:
    """An assessor at work in one quarter."""

    shared: OrganisationStory
    assessor: Assessor
    levels: Levels
    position: int
    undecided: str | None

    @property
    def month(self) -> int:
        return last_month(self.levels.timeline.quarters[self.position])

    def judgements(self, model: MaturityModel, chance: Chance) -> list[Judgement]:
        """Return every finding in the order of the model; levels that were not reached are one row each."""
        careless = 1.0 - self.levels.discipline(self.month)
        codes = evidence_of_capabilities(self.shared, self.assessor.dated[self.position])
        draws = chance.stream("findings", self.position).random((len(self.assessor.tempers), 2)).tolist()
        missed = {
            name: chosen(self.shared.not_looked_at, reason)
            for name, (drawn, reason) in zip(self.assessor.tempers, draws, strict=True)
            if drawn < _MISSED + _MISSED_BY_CARELESS * careless
        }
        found: list[Judgement] = []
        pairs = [(area.area_id, capability) for area in model.areas for capability in area.capabilities]
        for place, (area_id, capability) in enumerate(pairs):
            shown = codes.get(capability.capability_id, [])
            seen = Seen(self.shared, area_id, shown, _CARE + _CARE_OF_DISCIPLINE * (1.0 - careless))
            for practice in capability.practices:
                if practice.level <= self.assessor.highest_level:
                    name = practice.practice_id
                    blank = Judgement(place, capability.capability_id, practice.level, name, None, "not assessed")
                    if name in missed:
                        found.append(replace(blank, finding=f"not assessed: {missed[name]}"))
                    else:
                        found += self._of_practice(seen, blank)
            found += self._not_reached(place, capability)
        return found

    def _of_practice(self, seen: Seen, blank: Judgement) -> list[Judgement]:
        temper = self.assessor.tempers[str(blank.practice_id)]
        margin = float(self.levels.level[self.position, blank.capability]) - _STRICTER - blank.level + temper.better
        whole = judge(seen, blank, margin, temper)
        if blank.practice_id not in self.shared.judged_by_project or not whole.is_judged:
            return [whole]
        shown = judge(seen, blank, max(margin, 0.0), temper)  # a project may meet what the business unit does not
        is_undecided = blank.practice_id == self.undecided
        looked_at = self.assessor.projects.judgements(self.shared, shown, margin, self.month, is_undecided=is_undecided)
        return looked_at or [whole]

    def _not_reached(self, place: int, capability: Capability) -> list[Judgement]:
        reason = chosen(self.shared.not_reached, next(iter(self.assessor.tempers.values())).note)
        above = sorted({one.level for one in capability.practices if one.level > self.assessor.highest_level})
        return [Judgement(place, capability.capability_id, level, None, None, f"not assessed: {reason}") for level in above]
