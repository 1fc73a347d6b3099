"""The maturity model in a blank pack: lists for the drop-downs, and what each level and practice means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmobook.inputs.blank_sheet import set_print, write_table
from pmobook.method.capabilities import Capability
from pmobook.method.maturity import MaturityModel

__all__ = ["PRACTICES_LIST", "has_explanations", "write_lists", "write_model"]

PRACTICES_LIST = "F"
"""Column of the sheet Lists below whose heading every practice's id stands."""

_MODEL_HEADINGS = (
    "Focus area", "capability_id", "Capability", "Level", "Name", "What one would see",
    "What is done there, besides the levels below", "What would prove it",
)  # fmt: skip


def has_explanations(model: MaturityModel) -> bool:
    """Say whether a model tells more of its capabilities than a definition."""
    return any(one.levels or one.practices for one in model.capabilities)


def write_lists(sheet: Any, model: MaturityModel, style: Mapping[str, Any]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Write the capabilities, the names of the levels below them, and the practices beside them."""
    for column, width in enumerate((32, 32, 36, 80, 4, 36)):
        sheet.set_column(column, column, width)
    lines = [
        [capability.capability_id, area.title, capability.title, capability.definition]
        for area in model.areas
        for capability in area.capabilities
    ]
    write_table(sheet, 0, ["capability_id", "Focus area", "Capability", "What it means"], lines, style)
    levels = [[f"Level {level}", name] for level, name in model.levels.items()]
    write_table(sheet, len(lines) + 2, ["Level", "Name"], levels, style)
    if model.practice_ids:
        sheet.write_string(f"{PRACTICES_LIST}1", "practice_id", style["required"])
        sheet.write_column(f"{PRACTICES_LIST}2", model.practice_ids, style["text"])
    sheet.freeze_panes(1, 1)
    set_print(sheet, "Lists")


def write_model(sheet: Any, model: MaturityModel, style: Mapping[str, Any]) -> None:  # noqa: ANN401
    """Write a line for each level of each capability: what one would see, what is done, what would prove it."""
    for column, width in enumerate((24, 28, 28, 7, 24, 60, 70, 60)):
        sheet.set_column(column, column, width)
    lines = [
        [area.title, capability.capability_id, capability.title, level, name, *_meaning(capability, level)]
        for area in model.areas
        for capability in area.capabilities
        for level, name in model.levels.items()
    ]
    write_table(sheet, 0, _MODEL_HEADINGS, lines, style)
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, len(lines), len(_MODEL_HEADINGS) - 1)
    set_print(sheet, model.title)


def _meaning(capability: Capability, level: str) -> tuple[str, str, str]:
    practices = capability.practices_at(int(level))
    done = "\n".join(f"{one.practice_id}: {one.statement}" for one in practices)
    proof = "\n".join(f"{one.practice_id}: {one.evidence}" for one in practices if one.evidence)
    return capability.levels.get(level, ""), done, proof
