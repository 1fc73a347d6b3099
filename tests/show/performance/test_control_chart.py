import re

import pytest

from pmobook.errors import PmobookError
from pmobook.show import performance

COURSES = {"calm": [84, 86] * 8, "worse": [*[84, 86] * 7, 70], "better": [*[84, 86] * 7, 99], "short": [84, 86]}


def test_a_chart_says_limits_target_and_signal_and_shows_its_figures(charted):
    html = performance.control_chart(charted(COURSES), "worse").html
    assert "Control chart of Worse, July 2025 to September 2026." in html
    assert "Its target is 85: hit and miss." in html
    assert "Now: worsening (a value beyond a limit)." in html
    assert ">target 85<" in html
    assert ">worse, lower<" in html
    assert "<summary>Show the figures</summary>" in html


def test_every_point_says_its_month_and_value_to_those_who_point_at_it(charted):
    tips = re.findall(r'data-tip="([^"]*)"', performance.control_chart(charted(COURSES), "worse").html)
    assert [tip.split(": ")[1].split(",")[0] for tip in tips] == [*["84", "86"] * 7, "70"]


def test_the_figures_are_those_of_the_chart(charted):
    html = performance.control_chart(charted(COURSES), "calm").html
    assert html.count(">85<") >= 16


def test_a_declared_change_and_a_gap_are_said_as_text(charted):
    html = performance.control_chart(charted({"m": [*[70, 72] * 6, None, *[90, 92] * 4]}, change="2026-02"), "m").html
    assert "Limits start afresh at declared changes (1: February 2026, New &lt;rota&gt;)." in html
    assert "Where the line is broken, there is no value." in html
    assert "<rota>" not in html


def test_a_season_taken_out_is_said_and_both_values_are_listed(charted):
    year = [0, 3, 8, 4, 1, -2, -6, -9, -5, -1, 2, 5]
    html = performance.control_chart(charted({"m": [85 + one for one in year * 3]}), "m").html
    assert "The measure follows the seasons" in html
    assert "Without its season" in html


def test_a_measure_with_one_value_or_none_says_what_is_missing(charted):
    one = performance.control_chart(charted({"m": [84]}), "m").html
    assert "there are too few values for limits" in one
    assert "Trial limits" in one
    assert "M: not assessed, no value was handed in." in performance.control_chart(charted({"m": [None]}), "m").html


def test_an_unknown_measure_is_refused_with_the_nearest(charted):
    with pytest.raises(PmobookError, match=r"found 'clam', expected one of calm, worse, better, short. Did you mean calm\?"):
        performance.control_chart(charted(COURSES), "clam")


def test_charts_of_all_measures_fold_with_the_worsening_first(charted):
    html = performance.control_charts(charted(COURSES)).html
    folded = re.findall(r"<details><summary>([^<]*)</summary>", html)
    assert [one for one in folded if one != "Show the figures"] == [
        "Worse: worsening (a value beyond a limit)",
        "Better: improving (a value beyond a limit)",
        "Calm: steady",
        "Short: too few values",
    ]
    assert "2 measures of 4 with a signal now" in html


def test_without_a_signal_or_the_form_the_exhibit_says_so(charted):
    assert "No measure has a signal now" in performance.control_charts(charted({"calm": [84, 86] * 8})).html
    assert "the form measures was not handed in" in performance.control_charts(charted({})).html
