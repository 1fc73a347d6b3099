"""The tables of scores: one row a capability, one a focus area, and the whole, with what a reader must know beside each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.scoring.arranging import Arranged
from pmobook.assess.scoring.layout import Flags, Numbers
from pmobook.assess.scoring.notes import area_note, capability_note, unseen_levels
from pmobook.assess.scoring.scores import Bounds
from pmobook.language import say

__all__ = ["Policy", "areas_table", "capabilities_table", "overall_row"]

_COUNTS = ["answers", "answers_not_assessed", "not_applicable", "capped", "undecided"]
_TOTALS = ["weight", *_COUNTS, "capabilities", "capabilities_assessed"]


@dataclass(frozen=True)
class Policy:
    """When a score and a level are stated.

    Attributes
    ----------
    interval
        A score is stated only if the worst and the best case agree.
    least
        The share, by weight, from which on a level is stated.
    minimum_answers
        A capability with fewer is not assessed.
    has_level
        Whether the rule's scores are levels.
    """

    interval: bool
    least: float
    minimum_answers: int
    has_level: bool


def capabilities_table(arranged: Arranged, shares: Numbers, bounds: Bounds, assessed: Numbers, policy: Policy) -> pd.DataFrame:
    """Return one row a capability, as in the layout; `assessed` (C,) is the share of each that is assessed."""
    given = arranged.capabilities
    columns = {str(name): given[name].array for name in given} | _scores(bounds, assessed, policy)
    unseen = unseen_levels(arranged.layout, shares)
    notes = [
        _with_level_note(capability_note(row, policy.minimum_answers, levels), row, policy)
        for row, levels in zip(_rows(columns), unseen, strict=True)
    ]
    return _in_order(columns, notes, ["area", "capability"], [])


def areas_table(
    arranged: Arranged, capabilities: pd.DataFrame, bounds: Bounds, assessed: Numbers, policy: Policy
) -> pd.DataFrame:
    """Return one row an area, as in the layout; `assessed` (A,) is the share of each that is assessed."""
    layout = arranged.layout
    members = [layout.area_of_capability == position for position in range(len(layout.areas))]
    totals = _totals(arranged, capabilities, members)
    if layout.area_weights is not None:
        totals["weight"] = layout.area_weights
    columns = {"area": pd.array(layout.areas, dtype="str"), **totals, **_scores(bounds, assessed, policy)}
    weighted = [bool(column.any()) for column in layout.to_area.T > 0]
    notes = [
        _with_level_note(area_note(row, has_weight=has), row, policy) for row, has in zip(_rows(columns), weighted, strict=True)
    ]
    return _in_order(columns, notes, ["area"], ["capabilities", "capabilities_assessed"])


def overall_row(
    arranged: Arranged, capabilities: pd.DataFrame, bounds: Bounds, assessed: Numbers, policy: Policy
) -> pd.Series[Any]:
    """Return the entries of the whole; `assessed` is the share of it that is assessed."""
    layout = arranged.layout
    every = np.ones(len(capabilities), dtype=np.bool_)
    columns = _totals(arranged, capabilities, [every]) | _scores(bounds, assessed, policy)
    has_weight = bool((layout.to_area > 0).any()) and (layout.area_weights is None or bool((layout.area_weights > 0).any()))
    row = next(_rows(columns))
    entries = {**vars(row), "note": _with_level_note(area_note(row, has_weight=has_weight), row, policy)}
    names = _names([], ["capabilities", "capabilities_assessed"])
    return pd.Series([entries[name] for name in names], index=names, dtype="object", name="overall")


def _scores(bounds: Bounds, assessed: Numbers, policy: Policy) -> dict[str, Any]:
    return bounds.columns(assessed, interval=policy.interval, least=policy.least, has_level=policy.has_level)


def _rows(columns: Mapping[str, Any]) -> Iterator[Any]:
    """Return rows by attribute: a table would be built only to be taken apart again, for every rule anew."""
    for values in zip(*(column.tolist() for column in columns.values()), strict=True):
        yield SimpleNamespace(**dict(zip(columns, values, strict=True)))


def _totals(arranged: Arranged, capabilities: pd.DataFrame, members: list[Flags]) -> dict[str, Any]:
    """Return what the capabilities of each group add up to, one entry a group."""
    columns = {name: arranged.capabilities[name].to_numpy() for name in ("weight", *_COUNTS)}
    columns["capabilities"] = np.ones(len(capabilities), dtype=np.int64)
    columns["capabilities_assessed"] = capabilities["score"].notna().to_numpy(dtype=np.int64)
    kinds = {name: np.float64 if name == "weight" else np.int64 for name in _TOTALS}
    return {name: np.array([columns[name][one].sum() for one in members], dtype=kinds[name]) for name in _TOTALS}


def _with_level_note(note: str, row: Any, policy: Policy) -> str:  # noqa: ANN401 - a row by attribute
    withheld = policy.has_level and not pd.isna(row.score) and pd.isna(row.level)
    return "; ".join(filter(None, [note, say("too little assessed to state a level") if withheld else ""]))


def _names(first: list[str], counts: list[str]) -> list[str]:
    scores = ["score", "lowest", "highest", "level"]
    return [*first, *scores, "answers", "answers_not_assessed", "not_applicable", *counts, "weight", "share_assessed", "note"]


def _in_order(columns: Mapping[str, Any], notes: list[str], first: list[str], counts: list[str]) -> pd.DataFrame:
    every = {**columns, "note": pd.array(notes, dtype="str")}
    return pd.DataFrame({name: every[name] for name in _names(first, counts)})
