"""Rows that a blank pack comes with: they count once somebody has written something into them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from pmobook.inputs.sheets import Cell, Row, Sheet
from pmobook.method.forms import FormSpecification
from pmobook.method.maturity import MaturityModel

__all__ = ["PREFILLED", "prefilled_rows", "without_untouched_rows"]

PREFILLED: Mapping[str, tuple[str, ...]] = {"practices": ("capability_id", "level", "practice_id")}
"""Form to the columns that a blank pack fills in beforehand: a row with nothing else is one that nobody has answered."""


def prefilled_rows(form: FormSpecification, model: MaturityModel | None) -> list[dict[str, str | int]]:
    """Return what a blank sheet holds below its headings: a row for each practice of the model, or nothing."""
    if form.name != "practices" or model is None:
        return []
    return [
        {"capability_id": capability.capability_id, "level": practice.level, "practice_id": practice.practice_id}
        for capability in model.capabilities
        for practice in sorted(capability.practices, key=lambda one: one.level)
    ]


def without_untouched_rows(sheet: Sheet, form: FormSpecification, places: Mapping[str, int]) -> Sheet:
    """Return a sheet without the rows that hold no more than a blank pack wrote into them.

    Their practices were not looked at; a row that holds anything else counts, and what it lacks is a problem.

    Parameters
    ----------
    sheet
        As it was handed in.
    form
        The form that it is.
    places
        Where each column stands, counted from 0.
    """
    beforehand = PREFILLED.get(form.name)
    if beforehand is None or not all(name in places for name in beforehand):
        return sheet
    ours = {places[name] for name in beforehand}
    kept = [row for number, row in enumerate(sheet.rows) if number == 0 or not _is_untouched(row, ours)]
    return dataclasses.replace(sheet, rows=tuple(kept))


def _is_untouched(row: Row, ours: set[int]) -> bool:
    filled = {place for place, cell in enumerate(row.cells) if not _is_blank(cell)}
    return filled == ours


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\ufeff\u200b \t\r\n\u00a0"))
