import re

import pandas as pd

from pmobook.assess.performance import assess_measures
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.method.thresholds import thresholds
from pmobook.show import performance
from pmobook.vocabulary import Quarter

QUARTER, UNIT = Quarter.parse("2026Q3"), BusinessUnit(name="Retail")


def fill(name, *rows):
    kinds = empty_frame(form(name)).dtypes.drop("row")
    return pd.DataFrame({column: pd.Series([row.get(column) for row in rows], dtype=kind) for column, kind in kinds.items()})


def measures(*rows):
    values = [
        {"measure_id": name, "period": f"2026-{month:02d}", "value": 70 + month, "claim": "<b>Improved</b>"}
        for name in ("m", "fine", "near")
        for month in range(3, 10)
    ]
    return assess_measures(
        fill("measures", *rows),
        fill("measure_values", *values).assign(reported_in="2026Q3"),
        QUARTER,
        thresholds().measures,
        UNIT,
    )


CALLS = {"measure_id": "m", "title": "Calls", "unit_of_measure": "percent", "better": "higher", "target": 85, "tolerance": 3}


def test_a_measure_shows_status_target_trend_and_its_course():
    html = performance.measures_against_target(measures(CALLS)).html
    assert "▲" in html
    assert "missed" in html
    assert 'Calls<span class="pmo-owner">percent</span>' in html
    assert ">at least 85<" in html
    assert "improving" in html
    assert 'aria-label="Calls: 73, 74, 75, 76, 77, 78, 79"' in html
    assert "+1<" in html
    assert "All values are of September 2026." in html
    assert "&lt;b&gt;Improved" in html
    assert "limits from fewer than 12 are trial limits" in html


def test_values_of_different_periods_say_each_which_it_is_of():
    html = performance.measures_against_target(measures(CALLS, {**CALLS, "measure_id": "n"})).html
    assert ">September 2026<" in html
    assert "All values" not in html


def test_a_measure_without_target_or_value_says_so():
    html = performance.measures_against_target(measures({**CALLS, "measure_id": "n", "target": None})).html
    assert "none set" in html
    assert "no earlier value" in html
    assert "none named" in html
    assert "not assessed: no value was handed in" in html


def test_a_value_just_short_of_its_target_does_not_read_as_the_target():
    html = performance.measures_against_target(measures({**CALLS, "target": 79.004, "tolerance": 0})).html
    assert ">79<" in html
    assert ">at least 79.004<" in html


def test_a_unit_of_measure_is_shown_as_text():
    html = performance.measures_against_target(measures({**CALLS, "unit_of_measure": "<img src=x>"})).html
    assert "&lt;img src=x&gt;" in html
    assert "<img" not in html


def test_what_misses_its_target_comes_first():
    html = performance.measures_against_target(
        measures({**CALLS, "measure_id": "fine", "target": 1, "title": "Fine"}, {**CALLS, "title": "Late"})
    ).html
    assert html.index("Late") < html.index("Fine")


def test_measures_stand_in_the_order_missed_near_not_assessed_met():
    rows = [
        {**CALLS, "measure_id": "fine", "title": "Met", "target": 1},
        {**CALLS, "measure_id": "nothing", "title": "Unknown"},
        {**CALLS, "measure_id": "near", "title": "Near", "target": 80},
        {**CALLS, "title": "Missed"},
    ]
    html = performance.measures_against_target(measures(*rows)).html
    assert sorted(("Met", "Unknown", "Near", "Missed"), key=lambda title: html.index(f">{title}<span")) == [
        "Missed", "Near", "Unknown", "Met",
    ]  # fmt: skip


def test_a_missing_form_is_said_in_place_of_the_table():
    html = performance.measures_against_target(measures()).html
    assert "Not assessed: the form measures was not handed in." in html


def test_icons_stand_in_the_second_column_and_the_chance_of_the_target_beside_the_trend():
    html = performance.measures_against_target(measures(CALLS)).html
    headings = re.findall(r"<th scope=\"col\"[^>]*>([^<]*)</th>", html)
    assert headings[:3] == ["Measure", "Signal, target", "Status"]
    assert headings[headings.index("Trend") + 1] == "At year&#x27;s end"
    assert 'aria-label="improving: higher than chance explains"' in html
