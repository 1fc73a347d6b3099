"""What an assessor finds: practices by level, and the documents that were seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmobook.generate.chance import Chance, pick
from pmobook.generate.columns import Cell, PackForms, Rows
from pmobook.generate.levels import Levels
from pmobook.generate.story import Arc, OrganisationStory
from pmobook.generate.timeline import last_month
from pmobook.method.maturity import MaturityModel

__all__ = ["Assessor", "draw_assessor", "practice_forms"]

_STRICTER = 0.25
"""Levels by which an assessor sees less than there is said to be."""
_KEPT_DAYS = {"document": 730, "record": 365, "system": 365, "observation": 365, "interview": 365}
"""Days after which a piece of evidence should no longer be relied on, by kind."""


@dataclass(frozen=True)
class Assessor:
    """An assessor's view.

    Attributes
    ----------
    noise
        Shape (capabilities, levels): how much better a practice is than its capability as a whole.
    dated
        By quarter and piece of evidence, the day it bears; None where it was not shown.
    """

    noise: npt.NDArray[np.float64]
    dated: tuple[tuple[dt.date | None, ...], ...]


def draw_assessor(shared: OrganisationStory, arc: Arc, levels: Levels, chance: Chance) -> Assessor:
    """Draw the assessor's view and the dates of the evidence; careless business units let theirs grow old."""
    generator = chance.stream("practices")
    capabilities = levels.level.shape[1]
    noise = 0.45 * generator.standard_normal((capabilities, arc.practice_levels))
    first = levels.timeline.quarters[0].first_day
    dated: list[dt.date | None] = [
        first - dt.timedelta(days=10 + int(300 * age)) if shown < 0.8 else None
        for age, shown in generator.random((len(shared.evidence), 2)).tolist()
    ]
    by_quarter = []
    for quarter in levels.timeline.quarters:
        discipline = levels.discipline(last_month(quarter))
        for place, (renew, day) in enumerate(generator.random((len(dated), 2)).tolist()):
            age = (quarter.last_day - (dated[place] or first)).days
            if renew < (0.15 + 0.5 * discipline if age > 250 or dated[place] is None else 0.08):
                dated[place] = quarter.first_day + dt.timedelta(days=int(80 * day))
        by_quarter.append(tuple(dated))
    return Assessor(noise, tuple(by_quarter))


def practice_forms(
    shared: OrganisationStory, model: MaturityModel, assessor: Assessor, levels: Levels, position: int, chance: Chance
) -> PackForms:
    """Return the forms practices and evidence of one quarter."""
    generator = chance.stream("findings", position)
    dated = assessor.dated[position]
    evidence: Rows = []
    by_area: dict[str, list[str]] = {}
    for place, story in enumerate(shared.evidence):
        day = dated[place]
        if day is None:
            continue
        code = f"E{place + 1:02d}"
        seen_by = "Second assessor" if place % 4 == 3 else "Lead assessor"
        expires = day + dt.timedelta(days=_KEPT_DAYS[story.kind])
        evidence.append((code, story.title, story.location, story.kind, day, seen_by, expires))
        for area in story.areas:
            by_area.setdefault(area, []).append(code)
    practices: Rows = []
    row = 0
    for area_model in model.areas:
        codes = by_area.get(area_model.area_id, [])
        for capability in area_model.capabilities:
            level = float(levels.level[position, row]) - _STRICTER
            for step, noise in enumerate(assessor.noise[row].tolist(), start=1):
                practices.append((capability.capability_id, step, *_finding(shared, level - step + noise, codes, generator)))
            row += 1
    return {"practices": practices, "evidence": evidence}


def _finding(shared: OrganisationStory, margin: float, codes: list[str], generator: np.random.Generator) -> tuple[Cell, ...]:
    """Return finding, evidence, assessor and note; a practice far below what a capability can do is fully met."""
    chance = float(generator.random())
    assessor = "Lead assessor" if chance < 0.7 else "Second assessor"
    if chance < 0.015:
        return ("not assessed: not looked at this quarter", None, assessor, None)
    if 0.5 < chance < 0.506:
        return ("not applicable", None, assessor, "No project of this kind in the business unit.")
    finding = "full" if margin >= 0.5 else "large" if margin >= -0.1 else "partial" if margin >= -0.9 else "none"
    seen = None
    if finding != "none" and codes and chance > 0.05:
        start = int(generator.integers(len(codes)))
        seen = ";".join(sorted({codes[start], codes[(start + 1) % len(codes)]} if chance > 0.5 else {codes[start]}))
    return (finding, seen, assessor, pick(generator, shared.notes[finding]) if chance > 0.4 else None)  # type: ignore[index]
