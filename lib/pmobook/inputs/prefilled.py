"""Rows that a blank pack comes with: they count once somebody has written something into them."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Mapping, Sequence

from pmobook.inputs.headings import match_headings
from pmobook.inputs.sheets import Cell, Row, Sheet, cell_text
from pmobook.method.catalogue_measure import CatalogueMeasure
from pmobook.method.forms import FormSpecification, form
from pmobook.method.maturity import MaturityModel
from pmobook.method.measure_catalogue import measure_catalogue
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["PREFILLED", "TARGET_TO_BE_SET", "measures_with_values", "prefilled_rows", "without_untouched_rows"]

PREFILLED: Mapping[str, tuple[str, ...]] = {
    "practices": ("capability_id", "level", "practice_id"),
    "measures": ("measure_id", "title", "unit_of_measure", "better", "target"),
}
"""Form to the columns that a blank pack fills in beforehand: a row with nothing else is one that nobody has answered."""
TARGET_TO_BE_SET = f"{NOT_ASSESSED}: to be set by leadership"
"""The target of a measure that a blank pack names."""


def prefilled_rows(
    form: FormSpecification, model: MaturityModel | None, measures: Sequence[CatalogueMeasure] = ()
) -> list[dict[str, str | int]]:
    """Return what a blank sheet holds below its headings: the model's practices, measures of the catalogue, or nothing.

    Parameters
    ----------
    form
        The form.
    model
        The maturity model, whose practices are each a row of the form practices.
    measures
        Each is a row of the form measures, with neither owner nor target.
    """
    if form.name == "measures":
        return [
            {"measure_id": one.measure_id, "title": one.title, "unit_of_measure": one.unit_of_measure, "better": one.better,
             "target": TARGET_TO_BE_SET}
            for one in measures
        ]  # fmt: skip
    if form.name != "practices" or model is None:
        return []
    return [
        {"capability_id": capability.capability_id, "level": practice.level, "practice_id": practice.practice_id}
        for capability in model.capabilities
        for practice in sorted(capability.practices, key=lambda one: one.level)
    ]


def without_untouched_rows(
    sheet: Sheet, form: FormSpecification, places: Mapping[str, int], with_values: Container[str] = ()
) -> Sheet:
    """Return a sheet without the rows that hold no more than a blank pack wrote into them.

    Their practices were not looked at, and their measures not taken on; a row that holds anything else counts, and what it lacks
    is a problem.

    Parameters
    ----------
    sheet
        As it was handed in.
    form
        The form that it is.
    places
        Where each column stands, counted from 0.
    with_values
        Ids of the measures that have values: their rows count in any case.
    """
    beforehand = PREFILLED.get(form.name)
    if beforehand is None or not all(name in places for name in beforehand):
        return sheet
    ours = {places[name] for name in beforehand}
    kept = [
        row
        for number, row in enumerate(sheet.rows)
        if number == 0
        or not _is_untouched(row, ours)
        or (form.name == "measures" and not _is_of_the_catalogue(row, places, with_values))
    ]
    return dataclasses.replace(sheet, rows=tuple(kept))


def measures_with_values(sheets: Mapping[str, Sheet]) -> frozenset[str]:
    """Return the ids of the measures that a pack has a row of values for, assessed or not."""
    sheet = sheets.get("measure_values")
    if sheet is None or not sheet.rows:
        return frozenset()
    place = match_headings(sheet, form("measure_values"))[0].get("measure_id")
    return frozenset() if place is None else frozenset(_text(row, place) for row in sheet.rows[1:])


def _is_of_the_catalogue(row: Row, places: Mapping[str, int], with_values: Container[str]) -> bool:
    """Say whether a measure is one that a blank pack named, its target still to be set, without values."""
    if _text(row, places["target"]).casefold() != TARGET_TO_BE_SET:
        return False
    measure_id = _text(row, places["measure_id"])
    return measure_id not in with_values and any(one.measure_id == measure_id for one in measure_catalogue().measures)


def _text(row: Row, place: int) -> str:
    return cell_text(row.cells[place]).strip() if place < len(row.cells) and row.cells[place] is not None else ""


def _is_untouched(row: Row, ours: set[int]) -> bool:
    filled = {place for place, cell in enumerate(row.cells) if not _is_blank(cell)}
    return filled == ours


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip("\ufeff\u200b \t\r\n\u00a0"))
