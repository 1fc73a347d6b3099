import numpy as np
import pytest

from pmobook.assess.priorities import weights
from pmobook.assess.priorities.disagreement import concordance, disagreement_on_options


def test_spread_and_geometric_standard_deviation_of_two_judges():
    found = disagreement_on_options(np.array([[0.8, 0.2], [0.2, 0.8]]), "ab")
    assert found.loc["a", ["lowest", "highest", "spread"]].tolist() == pytest.approx([0.2, 0.8, 0.6])
    assert found.loc["a", "geometric_standard_deviation"] == pytest.approx(np.exp(np.log(4) / np.sqrt(2)))


def test_one_judge_can_not_disagree():
    found = disagreement_on_options(np.array([[0.8, 0.2], [np.nan, np.nan]]), "ab")
    assert found["spread"].tolist() == [0, 0]
    assert found["geometric_standard_deviation"].isna().all()
    assert found["judges"].tolist() == [1, 1]


def test_without_judges_all_is_missing():
    assert disagreement_on_options(np.full((1, 2), np.nan), "ab")[["lowest", "spread"]].isna().all(axis=None)


def test_kendalls_w_with_ties_comes_to_the_published_value():
    """Siegel and Castellan: three judges rank six applicants; S = 25.5 gives W = 0.162 without ties."""
    ranks = np.array([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]], dtype=float)
    assert concordance(-ranks) == pytest.approx(0.162, abs=0.0005)


def test_the_same_ranking_is_full_concordance_also_with_ties():
    assert concordance(np.array([[0.5, 0.25, 0.25], [0.4, 0.3, 0.3]])) == pytest.approx(1)


def test_opposite_rankings_have_none():
    assert concordance(np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]])) == pytest.approx(0)


@pytest.mark.parametrize("table", [[[0.5, 0.5]], [[1.0], [1.0]], [[0.5, 0.5], [0.5, 0.5]]])
def test_where_rankings_can_not_be_compared_it_is_missing(table):
    assert np.isnan(concordance(np.array(table)))


def test_the_result_names_its_measure(noisy):
    found = weights(noisy(4, 5))
    assert found.concordance_source.startswith("Kendall's coefficient of concordance W")
    assert 0 <= found.concordance <= 1
    assert (found.pairs["lowest"] <= found.pairs["preference"] + 1e-12).all()
    assert (found.pairs["preference"] <= found.pairs["highest"] + 1e-12).all()
    assert (found.pairs["geometric_standard_deviation"] >= 1).all()
