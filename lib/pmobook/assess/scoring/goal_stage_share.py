"""Goal by stage share: how many best practices are achieved, by domain and by stage."""

from __future__ import annotations

import numpy as np

from pmobook.assess.scoring.aggregate import averaged, divided
from pmobook.assess.scoring.bands import reaches
from pmobook.assess.scoring.layout import Evaluated, Flags, Indices, Intermediate, Layout, Numbers
from pmobook.language import say
from pmobook.method.scoring_rules import ScoringConstants

__all__ = ["goal_stage_share", "level_of_stage", "stage_of_level"]


def stage_of_level(level: int, highest_level: int, constants: ScoringConstants) -> str:
    """Return the stage of a level: with as many levels as stages one each, otherwise as the method says.

    Examples
    --------
    >>> from pmobook.method.scoring_rules import scoring_rules
    >>> stage_of_level(2, 4, scoring_rules().constants), stage_of_level(2, 5, scoring_rules().constants)
    ('measure', 'standardise')
    """
    stages = constants.stages
    if highest_level <= len(stages):
        return stages[level - 1]
    position = str(min(level, len(constants.stage_of_level)))
    return dict(constants.stage_of_level.items())[position]  # type: ignore[index]


def level_of_stage(stage: str, constants: ScoringConstants) -> float:
    """Return the place of a stage among the stages, from 1; NaN for any other text."""
    known = [one.casefold() for one in constants.stages]
    return known.index(stage.casefold()) + 1.0 if stage.casefold() in known else float("nan")


def goal_stage_share(layout: Layout, shares: Numbers, constants: ScoringConstants) -> Evaluated:
    """Maturity as the share of best practices achieved.

    Parameters
    ----------
    layout
        Where each practice stands, what depends on what, and stages if they don't follow from levels.
    shares
        (..., P) share of each practice met, 0 to 1; NaN (not assessed).
    constants
        From which finding on a practice is met, and the stage of each level.

    Returns
    -------
    Evaluated
        Shares from 0 to 1. Intermediates: best practices achieved and not achieved per capability, and the share achieved
        per area and stage.

    Notes
    -----
    A best practice is a capability at a level. It is achieved once every practice assessed there is met and so is all that it
    depends on: the levels below it and what `Layout.needs` names. It is not achieved as soon as one of these is not met;
    otherwise, while something is not assessed, it is left out. Best practices count by their capability's weight.

    References
    ----------
    PMI, Organizational Project Management Maturity Model (OPM3), third edition: best practices, the capabilities they depend on,
    and the stages standardise, measure, control and improve.
    """
    exists, achieved, refused = _best_practices(layout, shares, constants)
    shape = (*shares.shape[:-1], len(layout.capabilities), layout.highest_level)
    won = achieved.reshape(shape).sum(axis=-1, dtype=np.float64)
    known = (achieved | refused).reshape(shape).sum(axis=-1, dtype=np.float64)
    capabilities = divided(won, known)
    areas = divided(won @ layout.to_area, known @ layout.to_area)
    if layout.area_weights is None:
        every = layout.to_area.sum(axis=1)
        overall = divided(won @ every, known @ every)
    else:
        _, overall = averaged(_areas_alone(layout), areas)
    return Evaluated(
        capabilities,
        areas,
        overall,
        (
            Intermediate(say("best practices achieved"), "capability", won),
            Intermediate(say("best practices not achieved"), "capability", known - won),
            *_by_stage(layout, exists, achieved, refused, constants),
        ),
    )


def _areas_alone(layout: Layout) -> Layout:
    """Return a layout in which each area stands for one capability, to average areas by their own weights."""
    positions = np.arange(len(layout.areas))
    ones = np.ones(len(layout.areas))
    return Layout(
        layout.areas, layout.areas, layout.areas, positions, positions, np.ones_like(positions), ones, ones, layout.area_weights
    )


def _best_practices(layout: Layout, shares: Numbers, constants: ScoringConstants) -> tuple[Flags, Flags, Flags]:
    """Return which cells exist, and of each, whether it is achieved and whether it is refused."""
    met = reaches(shares, constants.met_from, constants)
    assessed = ~np.isnan(shares)
    counting = (layout.practice_weights > 0).astype(np.float64)
    exists: Flags = counting @ layout.in_cell > 0
    refused: Flags = (assessed & ~met).astype(np.float64) @ layout.in_cell > 0
    unseen: Flags = exists & ~(assessed.astype(np.float64) @ layout.in_cell > 0)
    pairs = [*layout.needs, *((cell, cell - 1) for cell in range(len(exists)) if cell % layout.highest_level)]
    # What is refused or unseen passes to all that needs it; each round reaches one step further.
    for _ in range(len(exists)):
        before = int(refused.sum()) + int(unseen.sum())
        for cell, needed in pairs:
            refused[..., cell] |= refused[..., needed]
            unseen[..., cell] |= unseen[..., needed]
        if int(refused.sum()) + int(unseen.sum()) == before:
            break
    return exists, exists & ~refused & ~unseen, exists & refused


def _by_stage(layout: Layout, exists: Flags, achieved: Flags, refused: Flags, constants: ScoringConstants) -> list[Intermediate]:
    stage_of_cell = [
        stage_of_level(cell % layout.highest_level + 1, layout.highest_level, constants) for cell in range(len(exists))
    ]
    for position, stage in zip(layout.cell_of_practice.tolist(), layout.stage_of_practice, strict=False):
        if stage:
            stage_of_cell[position] = stage
    area: Indices = np.repeat(layout.area_of_capability, layout.highest_level)
    weight = np.repeat(layout.to_area.sum(axis=1), layout.highest_level)
    found = []
    for stage in dict.fromkeys([*constants.stages, *stage_of_cell]):
        here = exists & np.array([one == stage for one in stage_of_cell], dtype=np.bool_)
        spread = np.zeros((len(exists), len(layout.areas)))
        spread[np.arange(len(exists)), area] = np.where(here, weight, 0.0)
        won = achieved.astype(np.float64) @ spread
        known = (achieved | refused).astype(np.float64) @ spread
        found.append(Intermediate(say("share achieved, {stage}", stage=stage), "area", divided(won, known)))
        found.append(
            Intermediate(say("share achieved, {stage}", stage=stage), "overall", divided(won.sum(axis=-1), known.sum(axis=-1)))
        )
    return found
