"""The result of scoring: tables of scores with their bounds, notes and intermediate values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.scoring.aggregate import divided, mean_by
from pmobook.assess.scoring.arranging import Arranged
from pmobook.assess.scoring.evaluation import levels_of
from pmobook.assess.scoring.layout import Evaluated, Intermediate, Layout, Numbers

__all__ = ["Bounds", "Scores", "assessed_shares", "steps_table"]

_STEP_COLUMNS = ("area", "capability", "level", "practice", "quantity", "value")


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores by one rule, with everything needed to say how they came about.

    Attributes
    ----------
    rule, scale_maximum
        The rule, and the highest score there is: the highest level, or 1.
    capabilities
        One row a capability: area, capability, score, lowest, highest, level, answers, answers_not_assessed, not_applicable,
        weight, share_assessed, note. `lowest` and `highest` are what the score would be were everything not assessed at its
        worst or best. A missing score is "not assessed"; a missing level is not stated.
    areas
        One row an area: the same with capabilities and capabilities_assessed instead of capability.
    overall
        The same entries for the whole.
    layout, shares
        What was computed with: where each practice stands and the share of it that is met (NaN: not assessed).
    evaluated
        What the rule made of them.
    """

    rule: str
    scale_maximum: float
    capabilities: pd.DataFrame
    areas: pd.DataFrame
    overall: pd.Series[Any]
    layout: Layout
    shares: Numbers
    evaluated: Evaluated

    @cached_property
    def steps(self) -> pd.DataFrame:
        """Intermediate values, one a row: area, capability, level and practice say what it is a value of (empty: of all)."""
        return steps_table(self.layout, self.shares, self.evaluated)


@dataclass(frozen=True, eq=False)
class Bounds:
    """Scores of capabilities, areas or the whole, as they are, at worst and at best; level where it may be stated.

    Parameters
    ----------
    found, worst, best
        What was computed, with everything not assessed left out, at its worst and at its best.
    claimed
        What was computed without what lies above the highest level that was looked at: no level is stated beyond it.
    """

    found: Numbers
    worst: Numbers
    best: Numbers
    claimed: Numbers

    def columns(self, assessed: Numbers, *, interval: bool, least: float, has_level: bool) -> dict[str, Any]:
        """Return score, lowest, highest, level and share_assessed, an array each.

        Parameters
        ----------
        assessed
            Share of each that is assessed, by weight.
        interval
            A score is stated only if it is the same at worst and at best.
        least
            A level is stated only from this share assessed.
        has_level
            Whether scores by this rule are levels.
        """
        lowest, highest = np.round(np.atleast_1d(self.worst), 12), np.round(np.atleast_1d(self.best), 12)
        score: Numbers = np.clip(np.round(np.atleast_1d(self.found), 12), lowest, highest)
        if interval:
            score = np.where(highest - lowest <= 1e-9, lowest, np.nan)
        stated = ~np.isnan(score) & (np.round(np.atleast_1d(assessed), 9) >= least) & has_level
        reached = levels_of(np.fmin(score, np.round(np.atleast_1d(self.claimed), 12)))
        unstated = ~stated | np.isnan(reached)
        level = pd.arrays.IntegerArray(np.where(unstated, 1, reached).astype(np.int64), unstated)
        return {"score": score, "lowest": lowest, "highest": highest, "level": level, "share_assessed": np.atleast_1d(assessed)}


def assessed_shares(arranged: Arranged, shares: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return what share of each capability, each area and the whole is assessed, by weight; NaN where nothing has weight."""
    layout = arranged.layout
    known = (~np.isnan(shares)).astype(np.float64)
    capabilities = divided(known @ layout.to_capability, layout.to_capability.sum(axis=0))
    areas = mean_by(capabilities, layout.to_area)
    if layout.area_weights is None:
        return capabilities, areas, mean_by(capabilities, layout.to_area.sum(axis=1, keepdims=True))[..., 0]
    return capabilities, areas, mean_by(areas, layout.area_weights[:, np.newaxis])[..., 0]


def steps_table(layout: Layout, shares: Numbers, evaluated: Evaluated) -> pd.DataFrame:
    """Return every share and every intermediate quantity as rows."""
    capability = layout.capability_of_practice
    practices = pd.DataFrame(
        {
            "area": [layout.areas[one] for one in layout.area_of_capability[capability]],
            "capability": [layout.capabilities[one] for one in capability],
            "level": pd.array(layout.level_of_practice, dtype="Int64"),
            "practice": list(layout.practices),
            "quantity": "share met",
            "value": shares,
        }
    )
    parts = [practices, practices.assign(quantity="weight", value=layout.practice_weights)]
    parts += [_rows(layout, one) for one in evaluated.intermediates]
    return pd.concat([part.loc[:, list(_STEP_COLUMNS)] for part in parts if len(part)] or [practices], ignore_index=True).astype(
        {"area": "str", "capability": "str", "level": "Int64", "practice": "str", "quantity": "str", "value": "float64"}
    )


def _rows(layout: Layout, one: Intermediate) -> pd.DataFrame:
    values = np.atleast_1d(one.values)
    count, levels = len(values), layout.highest_level
    area, capability, level = [""] * count, [""] * count, pd.array([pd.NA] * count, dtype="Int64")
    if one.axis in {"capability", "capability level"}:
        each = np.arange(count) // (levels if one.axis == "capability level" else 1)
        capability = [layout.capabilities[position] for position in each]
        area = [layout.areas[layout.area_of_capability[position]] for position in each]
    elif one.axis in {"area", "area level"}:
        area = [layout.areas[position] for position in np.arange(count) // (levels if one.axis == "area level" else 1)]
    if one.axis.endswith("level"):
        level = pd.array(np.arange(count) % levels + 1, dtype="Int64")
    rows = pd.DataFrame(
        {"area": area, "capability": capability, "level": level, "practice": "", "quantity": one.quantity, "value": values}
    )
    # A level without practices has no coverage to show.
    return rows.loc[rows["value"].notna()] if one.axis.endswith("level") else rows
