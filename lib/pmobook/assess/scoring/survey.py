"""From a survey's responses to shares: how many raters see a capability at a level or higher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pandas as pd

from pmobook.assess.scoring.layout import Layout, Numbers

__all__ = ["SurveyArea", "SurveyCapability", "SurveyModel", "rater_shares", "survey_layout", "survey_shares"]

_HIGHEST_LEVEL = 5
"""The top of the scale of a model that does not name its own."""


class SurveyCapability(Protocol):
    """What a survey needs to know of a capability."""

    @property
    def capability_id(self) -> str:
        """Its id."""

    @property
    def weight(self) -> float:
        """What it counts in its area."""


class SurveyArea(Protocol):
    """What a survey needs to know of a focus area."""

    @property
    def area_id(self) -> str:
        """Its id."""

    @property
    def weight(self) -> float:
        """What it counts in the whole."""

    @property
    def capabilities(self) -> Sequence[SurveyCapability]:
        """Its capabilities."""


class SurveyModel(Protocol):
    """What a survey needs to know of a maturity model."""

    @property
    def areas(self) -> Sequence[SurveyArea]:
        """Its focus areas."""


def survey_layout(model: SurveyModel) -> Layout:
    """Where each answer of a survey stands: one pseudo-practice for each level from 1 up of each capability.

    Returns
    -------
    Layout
        Areas and capabilities in the model's order, with the model's weights.
    """
    capabilities = [(position, one) for position, area in enumerate(model.areas) for one in area.capabilities]
    count, top = len(capabilities), _highest_level(model)
    return Layout(
        areas=tuple(area.area_id for area in model.areas),
        capabilities=tuple(one.capability_id for _, one in capabilities),
        practices=("",) * (count * top),
        area_of_capability=np.array([position for position, _ in capabilities], dtype=np.intp),
        capability_of_practice=np.repeat(np.arange(count), top),
        level_of_practice=np.tile(np.arange(1, top + 1), count),
        capability_weights=np.array([one.weight for _, one in capabilities], dtype=np.float64),
        practice_weights=np.ones(count * top),
        area_weights=np.array([area.weight for area in model.areas], dtype=np.float64),
        highest_level=top,
    )


def _highest_level(model: SurveyModel) -> int:
    return int(getattr(model, "highest_level", _HIGHEST_LEVEL))


def survey_shares(responses: pd.DataFrame, model: SurveyModel) -> Numbers:
    """Return the share of raters that see each capability at each level or higher.

    Parameters
    ----------
    responses
        The form responses: capability_id, rating from 0 up (missing: not assessed, and no part of the share).
    model
        The maturity model.

    Returns
    -------
    (P,) in the order of `survey_layout`; NaN where nobody has rated the capability. The shares of a capability add up to its
    mean rating.

    Raises
    ------
    ValueError
        If a response names a capability that the model lacks.
    """
    ids = [one.capability_id for area in model.areas for one in area.capabilities]
    unknown = sorted(set(responses["capability_id"].dropna()) - set(ids))
    if unknown:
        message = f"responses name capabilities that the model lacks: {', '.join(unknown)}"
        raise ValueError(message)
    rated = responses.loc[responses["rating"].notna()]
    place = pd.Series({one: position for position, one in enumerate(ids)}, dtype="int64")
    position = place.reindex(rated["capability_id"]).to_numpy(dtype=np.intp)
    rating = rated["rating"].to_numpy(dtype=np.float64)
    raters = np.bincount(position, minlength=len(ids)).astype(np.float64)
    top = _highest_level(model)
    shares = np.full((len(ids), top), np.nan)
    for level in range(1, top + 1):
        # Whole ratings hold a level or do not; a half rating would hold half of the next level.
        held = np.bincount(position, weights=np.clip(rating - (level - 1), 0.0, 1.0), minlength=len(ids))
        np.divide(held, raters, out=shares[:, level - 1], where=raters > 0)
    return shares.reshape(-1)


def rater_shares(ratings: Numbers, highest_level: int = _HIGHEST_LEVEL) -> Numbers:
    """Spread ratings over levels, for resampling raters.

    Parameters
    ----------
    ratings
        (..., C) ratings from 0 up, capabilities in the model's order; NaN is "not assessed". Means of resampled ratings are taken
        after this, not before: a mean of 2.5 can be everybody at 2 or 3, or half at 0 and half at 5.
    highest_level
        The top of the scale.

    Returns
    -------
    (..., P) in the order of `survey_layout`.
    """
    levels = np.arange(highest_level)
    spread: Numbers = np.clip(np.asarray(ratings, dtype=np.float64)[..., np.newaxis] - levels, 0.0, 1.0)
    return spread.reshape(*spread.shape[:-2], -1)
