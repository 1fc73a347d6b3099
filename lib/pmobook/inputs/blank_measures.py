"""The catalogue's measures in a blank pack: what each counts, how it is worked out, and how it misleads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pmobook.inputs.blank_sheet import set_print, write_table
from pmobook.method.catalogue_measure import CatalogueMeasure

__all__ = ["write_catalogue"]

_HEADINGS = (
    "measure_id", "Measure", "What it counts", "Why", "How it is worked out", "Better", "Reported each", "Owner, suggested",
    "Target, suggested", "How it misleads", "Source",
)  # fmt: skip


def write_catalogue(sheet: Any, measures: Sequence[CatalogueMeasure], style: Mapping[str, Any]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Write a line for each measure."""
    for column, width in enumerate((28, 30, 44, 44, 60, 9, 10, 22, 44, 60, 44)):
        sheet.set_column(column, column, width)
    lines = [
        [
            one.measure_id, one.title, one.what, one.why, one.formula_in_words, one.better, one.frequency, one.owner,
            _target(one), one.pitfalls, "\n".join(one.sources),
        ]
        for one in measures
    ]  # fmt: skip
    write_table(sheet, 0, _HEADINGS, lines, style)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(lines), len(_HEADINGS) - 1)
    set_print(sheet, "Catalogue of measures")


def _target(one: CatalogueMeasure) -> str:
    value = one.target.value
    return one.target.reason if value is None else f"{value:g} {one.unit_of_measure}. {one.target.reason}"
