import numpy as np
import pytest

from pmobook.assess.agreement import (
    MEASUREMENT_LEVELS,
    cronbach_alpha,
    intraclass_correlation,
    krippendorff_alpha,
    within_group_agreement,
)
from pmobook.assess.uncertainty import agreement_resamples
from pmobook.assess.uncertainty.agreement_resamples import agreement_data, resampled_agreement
from pmobook.errors import PmobookError


@pytest.fixture(scope="module")
def table():
    generator = np.random.default_rng(4)
    item = generator.normal(2.5, 1, 8)
    ratings = np.clip(np.round(item + generator.normal(0, 0.9, (9, 8))), 0, 5)
    ratings[generator.random((9, 8)) < 0.08] = np.nan
    ratings[0] = [2, 3, 4, 3, 2, 1, 0, 3]
    return ratings


def data_of(table, how):
    return agreement_data(table, MEASUREMENT_LEVELS, "raters", within_group_agreement(table), how)


def published(table):
    return [
        *(krippendorff_alpha(table, level) for level in MEASUREMENT_LEVELS),
        *intraclass_correlation(table, incomplete="raters")["value"],
        *within_group_agreement(table).r_wg,
        within_group_agreement(table).r_wg_j,
        cronbach_alpha(table).value,
    ]


def test_with_everybody_drawn_once_every_measure_is_the_published_one(table, few, monkeypatch):
    monkeypatch.setattr(agreement_resamples, "draw_weights", lambda people, _: iter([np.ones((1, people))]))
    assert resampled_agreement(data_of(table, few), few)[0].tolist() == pytest.approx(published(table), abs=1e-9)


def test_resamples_lie_around_the_published_measures_and_not_above_them(few):
    """Without leaving out what people share with themselves, alpha would lie higher by about (1 - alpha) / 9."""
    generator = np.random.default_rng(8)
    ratings = np.clip(np.round(generator.normal(2.5, 1, 30) + generator.normal(0, 1, (9, 30))), 0, 5)
    values = resampled_agreement(data_of(ratings, few), few).mean(axis=0)
    assert values[:6].tolist() == pytest.approx(published(ratings)[:6], abs=0.03)


def test_ratings_that_are_no_rating_scale_are_refused(few):
    many = np.random.default_rng(2).random((6, 6)) * 5
    with pytest.raises(PmobookError, match="Ratings hold 36 distinct values; on a rating scale there are at most 25"):
        data_of(many, few)
