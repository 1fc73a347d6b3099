import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.improvement import priority, priority_band, targets_and_gaps
from pmobook.assess.scoring import score
from pmobook.errors import ProblemsFound


def table(**scores):
    return pd.DataFrame([{"area": "finance", "capability": name, "score": value} for name, value in scores.items()])


def test_progress_of_an_area_comes_from_sums_and_more_than_enough_does_not_offset():
    """Targets 4 and 1, scores 2 and 5: 2 of 5 levels are missing, so progress is 0.6, though the mean score exceeds 3."""
    gaps = targets_and_gaps(table(budget=2, funding=5), {"budget": 4, "funding": 1})
    assert gaps.capabilities["gap"].tolist() == [2, 0]
    assert gaps.capabilities["progress"].tolist() == [0.5, 1]
    assert gaps.areas.loc[0, "progress"] == pytest.approx(0.6)


def test_progress_is_never_shown_as_a_score_nor_averaged_from_progress():
    """The mean of progress (0.75) is not the area's progress (0.6), and a table of capabilities has no score of the area."""
    area = targets_and_gaps(table(budget=2, funding=5), {"budget": 4, "funding": 1}).areas.iloc[0]
    assert area["progress"] != pytest.approx(0.75)
    assert math.isnan(area["score"])
    assert "not assessed" in targets_and_gaps(table(budget=2), {"overall": 3}).areas.iloc[0]["note"]


def test_what_is_not_assessed_has_no_gap_and_is_counted():
    gaps = targets_and_gaps(table(budget=2, funding=math.nan), {"finance": 4})
    funding = gaps.capabilities.iloc[1]
    assert math.isnan(funding["gap"])
    assert (funding["priority_band"], funding["note"]) == ("not assessed", "not assessed")
    area = gaps.areas.iloc[0]
    assert (area["progress"], area["progress_lowest"]) == (0.5, 0.25)
    assert area["capabilities_not_assessed"] == 1
    assert "1 of 2 capabilities with a target not assessed" in area["note"]


def test_nothing_assessed_is_no_progress_rather_than_all_of_it():
    gaps = targets_and_gaps(table(budget=math.nan), {"finance": 4})
    assert math.isnan(gaps.areas.iloc[0]["progress"])
    assert gaps.areas.iloc[0]["progress_lowest"] == 0


def test_without_a_target_there_is_no_gap_and_it_says_so():
    gaps = targets_and_gaps(table(budget=2, funding=1), {"budget": 3})
    assert gaps.capabilities["priority_band"].tolist() == ["low", "no target"]
    assert math.isnan(gaps.overall["gap"])
    assert gaps.overall["capabilities_with_target"] == 1


def test_a_capabilitys_own_target_goes_before_its_areas_and_that_before_the_wholes():
    gaps = targets_and_gaps(table(budget=2, funding=1), {"budget": 5, "finance": 4, "overall": 3})
    assert gaps.capabilities["target"].tolist() == [5, 4]
    assert gaps.areas["target"].tolist() == [4, 3]


def test_scores_of_a_rule_bring_areas_and_the_whole_with_them():
    ratings = pd.DataFrame({"area": ["a", "a", "b"], "capability": ["x", "y", "z"], "rating": [2, 4, 1]})
    gaps = targets_and_gaps(score("weakest_link", ratings), {"overall": 3})
    assert gaps.areas["area"].tolist() == ["a", "b", "overall"]
    assert gaps.areas["gap"].tolist() == [1, 2, 2]
    assert gaps.overall["progress"] == pytest.approx(1 - 3 / 9)


@pytest.mark.parametrize(
    ("gap", "share", "band"),
    [(0, 0, "none"), (1, 3 / 35, "low"), (2, 8 / 35, "low"), (3, 15 / 35, "medium"), (4, 24 / 35, "high"), (5, 1, "high")],
)
def test_priority_grows_faster_than_the_gap(gap, share, band):
    """((1 + gap)² - 1) ÷ (6² - 1) on a scale of five levels."""
    assert priority(gap, 5) == pytest.approx(share)
    assert priority_band(priority(gap, 5)) == band


def test_bands_begin_at_their_limit():
    assert [priority_band(value) for value in (0.4999, 0.5, 0.2499, 0.25)] == ["medium", "high", "low", "medium"]


def test_on_a_scale_of_shares_the_largest_gap_is_one():
    gaps = targets_and_gaps(table(budget=0.0), {"finance": 1.0}, scale_maximum=1.0)
    assert gaps.capabilities.iloc[0]["priority"] == 1


def test_targets_for_nothing_known_or_off_the_scale_are_refused_together():
    with pytest.raises(ProblemsFound, match=r"(?s)Did you mean finance\?.*target for budget: found 6, expected 0 to 5"):
        targets_and_gaps(table(budget=2), {"finances": 3, "budget": 6})


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0.1, 5)), min_size=1, max_size=6))
def test_progress_lies_between_0_and_1_and_is_1_only_without_a_gap(pairs):
    frame = pd.DataFrame([{"area": "a", "capability": f"c{place}", "score": one} for place, (one, _) in enumerate(pairs)])
    gaps = targets_and_gaps(frame, {f"c{place}": target for place, (_, target) in enumerate(pairs)})
    progress = gaps.areas.iloc[0]["progress"]
    assert 0 <= progress <= 1
    assert (progress == 1) <= (gaps.capabilities["gap"].sum() < 1e-12)
