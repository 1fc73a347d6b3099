"""What an action should move, in words and figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmobook.inputs.engagement import Money
from pmobook.show.figures import is_missing, level, measured, money, share_as_percent

__all__ = ["effect_words", "figure_words"]

_NOT_ESTIMATED = "not estimated"


def figure_words(kind: str, value: object, money_of: Money) -> str:
    """Write a figure that an action should move, in its own unit of measure."""
    if kind == "level":
        return level(value) if is_missing(value) or abs(float(value)) >= 0.1 else measured(value)  # type: ignore[arg-type]
    if kind == "alignment":
        return share_as_percent(value)
    return money(value, money_of) if kind == "exposure" else measured(value)


def effect_words(row: Mapping[str, Any], money_of: Money) -> str:
    """Say what an action should move, by how much most likely and between which ends; or that it is not estimated."""
    kind = str(row["effect_kind"])
    if not kind or is_missing(row["effect_likely"]):
        return _NOT_ESTIMATED
    likely, low, high = (figure_words(kind, row[f"effect_{end}"], money_of) for end in ("likely", "low", "high"))
    what = {
        "level": f"overall level up by {likely}",
        "alignment": f"{likely} of spend moved",
        "exposure": f"losses in bad cases down by {likely}",
        "measure": f"measure moved by {likely}",
    }[kind]
    return what if low == high else f"{what} ({low} to {high})"
