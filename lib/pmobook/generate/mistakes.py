"""Mistakes that people really make in forms, put into a good pack to test the checks and to practise on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pmobook.generate.columns import COLUMNS, PackForms, Rows
from pmobook.generate.pack_files import csv_text

__all__ = ["MISTAKES", "Mistake", "write_pack_with_mistakes"]


@dataclass(frozen=True)
class Mistake:
    """A wrong cell: the form, its column, the first row where another column holds a value, and what is written there."""

    form: str
    column: str
    where: str
    holds: str
    written: str


MISTAKES = (
    Mistake("responses", "rating", "capability_id", "roadmaps", "7"),
    Mistake("responses", "capability_id", "capability_id", "budget_management", "budget_managment"),
    Mistake("practices", "evidence_ids", "finding", "full", "E5;E99"),
    Mistake("goals", "title", "goal_id", "carbon", ""),
    Mistake("projects", "forecast_finish", "stage", "executing", "31.09.2026"),
    Mistake("projects", "confidence", "confidence", "green", "Ambr"),
    Mistake("project_costs", "actual_cost", "period", "2026-08", "approx. 0.4"),
    Mistake("benefits", "period", "period", "2026Q3", "Q3 2026"),
    Mistake("measure_values", "value", "period", "2026-07", "92,4"),
    Mistake("risks", "probability", "project_id", "", "1.4"),
    Mistake("risks", "impact_low", "category", "Legal", "9.5"),
    Mistake("risks", "project_id", "category", "Quality", "SUP-21"),
    Mistake("capacity", "fte", "period", "2026-11", "two and a half"),
    Mistake("gates", "decision", "held_on", "", "go"),
)  # fmt: skip
"""Each is put into a cell of its own."""

_RENAMED = ("measures", "unit_of_measure", "Unit")
_DOUBLED = ("risks", "risk_id")
_LEFT_BEHIND = "risks_old.csv"


def write_pack_with_mistakes(folder: Path, forms: PackForms) -> None:
    """Write a pack as CSV files with every mistake in it.

    Besides the cells of `MISTAKES`: a column was renamed, a row was copied and kept its id, and an old version of a form
    was left in the folder.

    Parameters
    ----------
    folder
        The pack's folder, which is made.
    forms
        The good pack; it stays as it is.

    Raises
    ------
    ValueError
        If the pack has no row for one of the mistakes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in forms.items():
        header = list(COLUMNS[name])
        spoilt: Rows = list(rows)
        if name == _DOUBLED[0]:
            spoilt.append(spoilt[2])
        for mistake in MISTAKES:
            if mistake.form == name:
                _make(mistake, spoilt)
        if name == _RENAMED[0]:
            header[header.index(_RENAMED[1])] = _RENAMED[2]
        (folder / f"{name}.csv").write_bytes(csv_text(header, spoilt).encode())
    (folder / _LEFT_BEHIND).write_bytes(csv_text(COLUMNS["risks"], forms["risks"][:3]).encode())


def _make(mistake: Mistake, rows: Rows) -> None:
    """Write a wrong cell into the first row that fits."""
    columns = COLUMNS[mistake.form]
    looked_at, wrong = columns.index(mistake.where), columns.index(mistake.column)
    for place, row in enumerate(rows):
        if ("" if row[looked_at] is None else str(row[looked_at])) == mistake.holds:
            rows[place] = (*row[:wrong], mistake.written, *row[wrong + 1 :])
            return
    message = f"no row of {mistake.form} where {mistake.where} is {mistake.holds!r}"
    raise ValueError(message)
