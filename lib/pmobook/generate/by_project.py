"""Practices that are looked at project by project, and what that comes to for the whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pmobook.generate.chance import Chance
from pmobook.generate.judgements import Judgement, chosen, finding_at
from pmobook.generate.projects import Project, listed
from pmobook.generate.story import Finding, OrganisationStory

__all__ = ["ProjectsLookedAt", "draw_projects_looked_at"]

_FEWEST, _MOST = 2, 3
_ORDER: tuple[Finding, ...] = ("none", "partial", "large", "full")
_LARGE = _ORDER.index("large")


@dataclass(frozen=True)
class ProjectsLookedAt:
    """How much better each project meets a practice than the business unit as a whole.

    Attributes
    ----------
    projects
        All projects of the business unit.
    better
        Shape (practices judged by project, projects), in levels.
    """

    projects: list[Project]
    better: npt.NDArray[np.float64]

    def judgements(
        self, shared: OrganisationStory, whole: Judgement, margin: float, month: int, *, is_undecided: bool
    ) -> list[Judgement]:
        """Return a practice's findings by project at a month's end, then the one on the whole where projects differ.

        Parameters
        ----------
        shared
            With the notes.
        whole
            The practice as it is met in the business unit, with its evidence.
        margin
            By how many levels the practice is better there than it must be.
        month
            Number of the month.
        is_undecided
            Whether projects differ for certain, and nobody has decided on the whole.

        Returns
        -------
        list
            Empty where fewer than two projects are under way. All full is full and all at least large is large; where some
            are large and others are not, somebody decided.
        """
        running = [place for place, one in enumerate(listed(self.projects, month)) if one.stage(month) == "executing"][-_MOST:]
        if len(running) < _FEWEST:
            return []
        row = shared.judged_by_project.index(str(whole.practice_id))
        found = [_ORDER.index(finding_at(margin + better)) for better in self.better[row, running].tolist()]
        if is_undecided:
            order = sorted(range(len(found)), key=found.__getitem__)
            found[order[0]], found[order[-1]] = min(found[order[0]], _LARGE - 1), max(found[order[-1]], _LARGE)
        rows = [whole.of_project(self.projects[place].title, _ORDER[one]) for place, one in zip(running, found, strict=True)]
        if is_undecided or len(set(found)) == 1:
            return rows
        finding, case = _agreed(found)
        note = chosen(shared.notes_on_the_whole[case], float(np.abs(self.better[row, 0])) % 1.0)
        evidence = None if finding == "none" else whole.evidence_ids
        return [*rows, replace(whole, finding=finding, is_weak=False, evidence_ids=evidence, note=note)]


def _agreed(found: list[int]) -> tuple[Finding, Finding]:
    """Return the finding on the whole from those on projects that differ, and which notes suit it."""
    if min(found) >= _LARGE:
        return "large", "full"
    finding = _ORDER[min(sorted(found)[len(found) // 2], _LARGE)]
    if max(found) < _LARGE:
        return finding, "none"
    return ("partial", "partial") if finding == "none" else (finding, finding)


def draw_projects_looked_at(shared: OrganisationStory, projects: list[Project], chance: Chance) -> ProjectsLookedAt:
    """Draw by how much projects differ."""
    shape = (len(shared.judged_by_project), len(projects))
    return ProjectsLookedAt(projects, 0.6 * chance.stream("instances").standard_normal(shape))
