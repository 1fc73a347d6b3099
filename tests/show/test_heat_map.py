import math

import pytest

from pmobook.show.heat_map import HeatRow, Score, gap_kind, heat_map

AREAS = [("overall", "Overall", "All focus areas"), ("a", "Portfolio", "Portfolio management")]


@pytest.mark.parametrize(
    ("gap", "kind"), [(-1.0, "good"), (0.0, "good"), (0.1, "watch"), (0.99, "watch"), (1.0, "act"), (math.nan, "not assessed")]
)
def test_a_gap_is_judged_at_zero_and_at_the_threshold(gap, kind):
    assert gap_kind(gap, 1.0) == kind


def shown(score, since="2026Q2"):
    return heat_map([HeatRow("Retail", {"a": score})], AREAS, 1.0, since).html


def test_a_cell_says_score_target_and_movement_with_a_shape():
    html = shown(Score(1.9, 3.0, 1.1, -0.25))
    assert "▲" in html.split("</thead>")[1].split("</table>")[0]
    assert "1.9" in html
    assert "target 3.0" in html
    assert "down" in html
    assert "0.3" in html


def test_a_score_short_of_its_target_never_reads_as_the_target():
    html = shown(Score(2.96, 3.0, 0.04, 0.0)).split("<tbody>")[1].split("</tbody>")[0]
    assert "◆" in html
    assert "2.96" in html
    assert "target 3.0" in html


def test_a_focus_area_that_is_not_in_a_business_unit_s_model_is_not_called_not_assessed():
    row = HeatRow("Retail", {"overall": Score(2.0, 3.0, 1.0, 0.0)}, outside={"a"})
    html = heat_map([row], AREAS, 1.0, "").html.split("<tbody>")[1].split("</tbody>")[0]
    assert "not in its model" in html
    assert "not assessed" not in html


def test_what_is_missing_reads_not_assessed_and_shows_no_figure():
    html = shown(Score(math.nan, 3.0, math.nan, math.nan)).split("<tbody>")[1].split("</tbody>")[0]
    assert html.count("not assessed") == 2, "the focus area without a score and the one that is not there at all"
    assert "0.0" not in html


def test_a_score_without_a_target_is_neither_good_nor_bad():
    html = shown(Score(1.9, math.nan, math.nan, 0.0)).split("<tbody>")[1].split("</tbody>")[0]
    assert "no target" in html
    assert "pmo-heat-plain" in html
    assert not set("▲◆●") & set(html)


def test_a_score_with_an_interval_says_how_far_it_reaches_on_its_longer_side():
    html = shown(Score(1.9, 3.0, 1.1, 0.0, 1.5, 2.0))
    assert "±0.4" in html.split("<tbody>")[1].split("</tbody>")[0]
    assert "with other respondents" in html, "the legend explains it"
    assert "±" not in shown(Score(1.9, 3.0, 1.1, 0.0))


def test_a_share_is_a_percentage_and_its_gap_is_judged_on_the_scale_of_levels():
    """0.4 of 1 is two levels of five: to act."""
    html = shown(Score(0.4, 0.8, 0.4, -0.05, 0.38, 0.42, 1.0)).split("<tbody>")[1].split("</tbody>")[0]
    assert "▲" in html
    assert "40%" in html
    assert "target 80%" in html
    assert "±2 points" in html
    assert "5 points" in html


def test_a_movement_that_rounds_to_nothing_or_has_nothing_before_it_is_left_out():
    assert "pmo-heat-moved" not in shown(Score(1.9, 3.0, 1.1, 0.04))
    assert "pmo-heat-moved" not in shown(Score(1.9, 3.0, 1.1, 0.5), since="")


def test_a_business_unit_without_results_says_why_across_the_row():
    html = heat_map([HeatRow("Wealth", {}, "No pack.")], AREAS, 1.0, "").html
    assert 'colspan="2"' in html
    assert "No pack." in html
