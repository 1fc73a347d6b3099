"""The scores of capabilities, read in a frame that a client knows already."""

from __future__ import annotations

import math

import pandas as pd

from pmobook.assess.tables import build, rows_of
from pmobook.language import say, say_many
from pmobook.method.crosswalks import Frame
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["FRAME_SCORES", "read_in_frame"]

FRAME_SCORES = {
    "dimension_id": "str", "title": "str", "score": "float64", "lowest": "float64", "highest": "float64",
    "capabilities": "Int64", "capabilities_assessed": "Int64", "level_name": "str", "note": "str",
}  # fmt: skip
"""Columns of what `read_in_frame` returns."""

_ROUNDING = 1e-9


def read_in_frame(frame: Frame, capability_scores: pd.DataFrame) -> pd.DataFrame:
    r"""Return a score for each part of somebody else's frame.

    Parameters
    ----------
    frame
        The frame, and the share of each capability that counts in each of its parts.
    capability_scores
        capability_id, score (on the model's levels; missing is not assessed) and weight (above 0), a row for each
        capability. A capability without a row is not assessed. Other columns do not matter.

    Returns
    -------
    DataFrame
        A row for each dimension in the order of the frame: dimension_id, title; score, missing where no capability of it
        was assessed; lowest and highest score of its assessed capabilities; how many capabilities count in it
        (capabilities) and how many of them were assessed (capabilities_assessed); level_name, what the frame calls the
        level that the score has reached, missing where it has no name for it; note, which says what is missing.

    Raises
    ------
    ValueError
        If a capability has two rows, stands nowhere in the frame, or has a weight that is not above 0.

    Notes
    -----
    :math:`\sum score \cdot weight \cdot share / \sum weight \cdot share` over the capabilities that were assessed. What
    was not assessed is left out and counted, never taken for zero.
    """
    scores, weights = _given(frame, capability_scores)
    rows = []
    for dimension in frame.dimensions:
        shares = {
            one.capability_id: one.dimensions[dimension.dimension_id]
            for one in frame.mapping
            if dimension.dimension_id in one.dimensions
        }
        counted = {one: weights[one] * share for one, share in shares.items() if not math.isnan(scores.get(one, math.nan))}
        total = math.fsum(counted.values())
        known = [scores[one] for one in counted]
        score = math.fsum(scores[one] * weight for one, weight in counted.items()) / total if counted else math.nan
        rows.append(
            {
                "dimension_id": dimension.dimension_id,
                "title": dimension.title,
                "score": score,
                "lowest": min(known, default=math.nan),
                "highest": max(known, default=math.nan),
                "capabilities": len(shares),
                "capabilities_assessed": len(counted),
                "level_name": _level_name(frame, score),
                "note": _note(len(shares), len(counted)),
            }
        )
    return build(rows, FRAME_SCORES)


def _given(frame: Frame, capability_scores: pd.DataFrame) -> tuple[dict[str, float], dict[str, float]]:
    """Return each capability's score, NaN where not assessed, and its weight."""
    placed = {*(one.capability_id for one in frame.mapping), *(one.capability_id for one in frame.not_mapped)}
    scores: dict[str, float] = {}
    weights: dict[str, float] = {}
    for one, score, weight in rows_of(capability_scores, "capability_id", "score", "weight"):
        if one in scores:
            message = f"{one} has two rows"
            raise ValueError(message)
        if one not in placed:
            message = f"{frame.frame_id} says nothing about {one}"
            raise ValueError(message)
        if not weight > 0:
            message = f"{one} has the weight {weight}; a weight is above 0"
            raise ValueError(message)
        scores[one] = math.nan if pd.isna(score) else float(score)
        weights[one] = float(weight)
    return scores, weights


def _level_name(frame: Frame, score: float) -> str | None:
    """Return what the frame calls the level that a score has reached."""
    return None if math.isnan(score) else frame.levels.get(str(math.floor(score + _ROUNDING)))


def _note(capabilities: int, assessed: int) -> str:
    if capabilities == 0:
        return say("No capability counts here: {not_assessed}.", not_assessed=NOT_ASSESSED)
    if assessed == capabilities:
        return ""
    missing = capabilities - assessed
    if assessed == 0:
        return (
            say("None of its {capabilities} capabilities was assessed.", capabilities=capabilities)
            if capabilities > 1
            else say("Its capability was not assessed.")
        )
    return say_many(
        "{missing} of its {capabilities} capabilities is {not_assessed}.",
        "{missing} of its {capabilities} capabilities are {not_assessed}.",
        missing,
        missing=missing,
        capabilities=capabilities,
        not_assessed=NOT_ASSESSED,
    )
