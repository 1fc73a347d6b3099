from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring import evaluate, rater_shares, survey_layout, survey_shares


@dataclass(frozen=True)
class Capability:
    capability_id: str
    weight: float


@dataclass(frozen=True)
class Area:
    area_id: str
    weight: float
    capabilities: tuple[Capability, ...]


@dataclass(frozen=True)
class Model:
    areas: tuple[Area, ...]


MODEL = Model((Area("b", 1.0, (Capability("y", 1.0), Capability("x", 3.0))), Area("a", 2.0, (Capability("z", 1.0),))))


def responses(**ratings):
    rows = [(capability, rating) for capability, given in ratings.items() for rating in given]
    return pd.DataFrame(rows, columns=["capability_id", "rating"]).astype({"capability_id": "str", "rating": "Int64"})


def test_the_layout_keeps_the_model_s_order_and_weights():
    layout = survey_layout(MODEL)
    assert layout.areas == ("b", "a")
    assert layout.capabilities == ("y", "x", "z")
    assert layout.capability_weights.tolist() == [1, 3, 1]
    assert layout.level_of_practice.tolist() == [1, 2, 3, 4, 5] * 3


def test_a_share_is_that_of_raters_at_the_level_or_higher():
    shares = survey_shares(responses(y=[2, 4, None], x=[None]), MODEL)
    assert shares[:5].tolist() == [1, 1, 0.5, 0.5, 0]
    assert np.isnan(shares[5:]).all()


def test_the_weighted_mean_of_a_survey_is_that_of_its_mean_ratings():
    shares = survey_shares(responses(y=[2, 3], x=[5], z=[1]), MODEL)
    found = evaluate("weighted_mean", survey_layout(MODEL), shares)
    assert found.capabilities.tolist() == [2.5, 5, 1]
    assert found.areas.tolist() == [4.375, 1]
    assert found.overall == pytest.approx((4.375 + 2 * 1) / 3)


def test_raters_spread_before_they_are_averaged_give_the_same_shares():
    ratings = np.array([[2.0, np.nan, 1.0], [4.0, np.nan, np.nan]])
    spread = rater_shares(ratings)
    assert spread[:, :5].mean(axis=0).tolist() == survey_shares(responses(y=[2, 4]), MODEL)[:5].tolist()
    assert np.isnan(spread[:, 5:10]).all()


def test_a_capability_the_model_lacks_is_refused():
    with pytest.raises(ValueError, match="capabilities that the model lacks: q"):
        survey_shares(responses(q=[1]), MODEL)
