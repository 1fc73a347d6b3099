"""Best practices that need others: what each combination of levels achieves of them, for the rule goal by stage share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from pmobook.assess.improvement.standing import Standing
from pmobook.assess.scoring.bands import reaches
from pmobook.assess.scoring.layout import Layout, Numbers
from pmobook.method.scoring_rules import ScoringConstants

__all__ = ["best_practices"]


def best_practices(
    standing: Standing, area: str | None, constants: ScoringConstants
) -> Iterator[tuple[Mapping[str, Numbers], float]]:
    """Yield each best practice: what limits it, capability by capability and combination, and its share of the score.

    Parameters
    ----------
    standing
        Today's levels and the actions; its layout says which best practices need which.
    area
        The focus area whose score counts; None for the whole.
    constants
        From which finding on a practice is met.

    Notes
    -----
    A best practice (a capability at a level) is achieved when it is met and all that it needs is, step by step: the lowest,
    0 or 1, over the capabilities involved.
    """
    layout = standing.layout
    weights = _weights(layout, area)
    met = {capability: _met(standing, capability, constants) for capability in layout.capabilities}
    for cell in np.flatnonzero(weights):
        involved: dict[str, list[int]] = {}
        for needed in _needed(layout, int(cell)):
            involved.setdefault(layout.capabilities[needed // layout.highest_level], []).append(needed % layout.highest_level)
        yield (
            {capability: met[capability][:, levels].min(axis=1) for capability, levels in involved.items()},
            float(weights[cell]),
        )


def _needed(layout: Layout, cell: int) -> frozenset[int]:
    """Return a cell and everything that it needs, directly or through others."""
    found, waiting = set[int](), [cell]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        waiting += [needed for needing, needed in layout.needs if needing == one]
        if one % layout.highest_level:
            waiting.append(one - 1)
    return frozenset(found)


def _met(standing: Standing, capability: str, constants: ScoringConstants) -> Numbers:
    """Return (combinations, levels) 1 where every practice that counts is met; a level without any holds nothing back."""
    layout = standing.layout
    place = layout.capabilities.index(capability)
    counting = (layout.capability_of_practice == place) & (layout.practice_weights > 0)
    rows = []
    for done in standing.combinations[capability]:
        failed = counting & ~reaches(standing.after({capability: done}), constants.met_from, constants)
        row = np.ones(layout.highest_level)
        row[layout.level_of_practice[failed] - 1] = 0.0
        rows.append(row)
    return np.array(rows)


def _weights(layout: Layout, area: str | None) -> Numbers:
    """Return the share of the score that each best practice carries, (capabilities times levels,)."""
    exists = np.zeros(len(layout.capabilities) * layout.highest_level)
    exists[layout.cell_of_practice[layout.practice_weights > 0]] = 1.0
    area_of_cell = np.repeat(layout.area_of_capability, layout.highest_level)
    weights: Numbers = exists * np.repeat(layout.capability_weights, layout.highest_level)
    if area is not None:
        weights = np.where(area_of_cell == layout.areas.index(area), weights, 0.0)
    elif layout.area_weights is not None:
        totals = np.bincount(area_of_cell, weights, minlength=len(layout.areas))
        in_area = np.divide(layout.area_weights, totals, out=np.zeros_like(totals), where=totals > 0)
        weights = weights * in_area[area_of_cell]
    total = weights.sum()
    return weights / total if total > 0 else weights
