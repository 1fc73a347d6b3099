"""Governance gates: when they are due, when they are really held, and what is decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from pmobook.generate.chance import Chance
from pmobook.generate.columns import Rows
from pmobook.generate.levels import Levels
from pmobook.generate.projects import Project, listed
from pmobook.generate.story import OrganisationStory
from pmobook.generate.timeline import day_in_month, working_day

__all__ = ["Gate", "draw_gates", "gate_rows"]

_NEW_BASELINE = "Change control: new baseline"
_STOP = "Stop review"
_NOTICE_DAYS = 92
"""A gate stands in the pack from so many days before it is due."""


@dataclass(frozen=True)
class Gate:
    """One gate of one project; ``held_on`` is None if it is never held."""

    name: str
    due_on: dt.date
    held_on: dt.date | None
    decision: str
    decided_by: str
    conditions: int


def draw_gates(shared: OrganisationStory, projects: list[Project], levels: Levels, chance: Chance) -> dict[str, tuple[Gate, ...]]:
    """Draw every project's gates; less careful business units hold them later, and skip some."""
    generator = chance.stream("gates")
    return {project.project_id: _gates_of(shared, project, levels, generator) for project in projects}


def _gates_of(shared: OrganisationStory, project: Project, levels: Levels, generator: np.random.Generator) -> tuple[Gate, ...]:
    middle = project.start + project.baseline_months // 2
    # The first three gates let the project into its next stage, so they are held when it enters it.
    events = [project.proposed, project.selected - 1, project.selected, middle, project.baseline_last + 1, project.last + 7]
    gates: list[Gate] = []
    for place, month in enumerate(events):
        if project.stopped is not None and month > project.stopped:
            break
        discipline = levels.discipline(month)
        late, skip, verdict, date = generator.random(4).tolist()
        on_time = late < 0.35 + 0.6 * discipline
        days = -round(12 * late) if on_time else round(10 + 75 * late * (1.0 - discipline))
        day = day_in_month(month, 4 + int(8 * date) if place == 0 else 14 + int(12 * date))
        due, held = (day - dt.timedelta(days=days), day) if place < 3 else (day, day + dt.timedelta(days=days))
        if place == 4:
            held = max(held, day_in_month(project.last, 28) + dt.timedelta(days=9))
        due, held = working_day(due), working_day(held)
        if gates and due <= gates[-1].due_on:
            due = working_day(gates[-1].due_on + dt.timedelta(days=9))
        skipped = place >= 3 and skip < 0.35 * (1.0 - discipline)
        conditional = verdict < 0.2 + 0.3 * (1.0 - discipline)
        gates.append(
            Gate(shared.gates[place], due, None if skipped else held, "go with conditions" if conditional else "go",
                 shared.deciders[place], int(1 + 3 * verdict / 0.5) if conditional else 0)
        )  # fmt: skip
    if project.rebaselined is not None:
        held = day_in_month(project.rebaselined, 19)
        gates.append(Gate(_NEW_BASELINE, held, held, "go with conditions", shared.deciders[2], 2))
    if project.stopped is not None:
        held = day_in_month(project.stopped, 17)
        gates.append(Gate(_STOP, held - dt.timedelta(days=7), held, "stop", shared.deciders[2], 0))
    return tuple(gates)


def gate_rows(projects: list[Project], gates: dict[str, tuple[Gate, ...]], today: dt.date) -> Rows:
    """Return the rows of the form gates at a quarter's last day: held, overdue, and due within the next quarter."""
    rows: Rows = []
    for project in listed(projects, today.year * 12 + today.month - 1):
        for gate in gates[project.project_id]:
            is_extra = gate.name in {_NEW_BASELINE, _STOP}
            if gate.held_on is not None and gate.held_on <= today:
                left = max(gate.conditions - (today - gate.held_on).days // 75, 0)
                conditions = left if gate.conditions else None
                rows.append(
                    (project.project_id, gate.name, gate.due_on, gate.held_on, gate.decision, gate.decided_by, conditions)
                )
            elif not is_extra and gate.due_on <= today + dt.timedelta(days=_NOTICE_DAYS):
                rows.append((project.project_id, gate.name, gate.due_on, None, None, None, None))
    return rows
