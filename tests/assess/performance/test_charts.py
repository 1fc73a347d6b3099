import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.performance import control_limits, signals
from pmobook.assess.performance.charts import chart_measures
from pmobook.assess.performance.readings import Reading, Reported
from pmobook.assess.performance.rules import NELSON_RULES, NHS_RULES
from pmobook.vocabulary import Period

MONTHS = [f"{2023 + month // 12}-{month % 12 + 1:02d}" for month in range(48)]


def reading(values, periods=MONTHS, changes=()):
    told = [
        Reported(Period.parse(period), float(value), "", "")
        for period, value in zip(periods, values, strict=False)
        if value is not None
    ]
    named = tuple((Period.parse(period), "New") for period in changes)
    return Reading(told[-1] if told else None, tuple(told[:-1]), "", (), named)


def charted(*readings, better="higher", rules=NHS_RULES, screen=False):
    return chart_measures(readings, [better] * len(readings), rules=rules, screen=screen)


def test_every_period_between_the_first_value_and_the_last_has_a_place():
    points = charted(reading([1, None, 3])).of(0)
    assert points["period"].tolist() == ["2023-01", "2023-02", "2023-03"]
    assert points["value"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("periods", "missing"),
    [
        (["2025Q3", "2025Q4", "2026Q1"], "2025Q4"),
        (["FY1998/99", "FY1999/00", "FY2000/01"], "FY1999/00"),
        (["2025-11", "2025-12", "2026-01"], "2025-12"),
    ],
)
def test_a_gap_is_named_as_its_kind_of_period_is_written(periods, missing):
    assert charted(reading([1, None, 3], periods)).of(0)["period"].tolist()[1] == missing


def test_limits_start_afresh_at_a_declared_change_even_in_a_period_without_a_value():
    charts = charted(reading([1, 3, 1, 3, None, 13, 11, 13], changes=["2023-05"]))
    assert charts.of(0)["phase"].tolist() == [0] * 4 + [1] * 4
    assert charts.latest["centre"].tolist() == [pytest.approx(37 / 3)]
    assert charts.latest["points"].tolist() == [3]


def test_a_change_declared_outside_of_the_values_changes_nothing():
    charts = charted(reading([1, 3, 1, 3], changes=["2022-01", "2030-01"]))
    assert charts.of(0)["phase"].tolist() == [0] * 4


def test_a_measure_without_values_stands_between_others_with_nothing():
    charts = charted(reading([1, 2]), reading([]), reading([5, 7]))
    assert charts.latest["points"].tolist() == [2, 0, 2]
    assert np.isnan(charts.latest["centre"].iloc[1])
    assert charts.of(1).empty
    assert charts.of(2)["value"].tolist() == [5, 7]
    assert charted().points.empty


def test_a_season_is_taken_out_before_limits_are_set():
    year = [0, 3, 8, 4, 1, -2, -6, -9, -5, -1, 2, 5]
    wobble = [0.3 if month % 2 else -0.3 for month in range(36)]
    charts = charted(reading([50 + one + more for one, more in zip(year * 3, wobble, strict=True)]))
    assert charts.latest["seasonal"].tolist() == [True]
    assert charts.of(0)["adjusted"].to_numpy() == pytest.approx(50, abs=1.5)
    assert set(charts.of(0)["kind"]) == {"common"}
    assert charts.season_next[0] == pytest.approx(np.array(year) + [-0.3, 0.3] * 6)


def test_whole_years_have_no_season():
    years = [f"FY{year}/{(year + 1) % 100:02d}" for year in range(1980, 2010)]
    assert charted(reading([1, 5] * 15, years)).latest["seasonal"].isna().all()


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.lists(st.one_of(st.none(), st.integers(-30, 30)), min_size=1, max_size=23), min_size=1, max_size=4),
    st.booleans(),
)
def test_many_charts_at_once_say_what_each_says_alone(courses, screen):
    """Below two years, where no season is tested."""
    rules = (*NHS_RULES, *NELSON_RULES)
    charts = charted(*map(reading, courses), rules=rules, screen=screen)
    for number in range(len(courses)):
        own = charts.of(number)
        if own.empty:
            continue
        values = pd.Series(own["value"].to_numpy(), index=own["period"].tolist())
        alone = control_limits(values, screen=screen)
        assert own["centre"].to_numpy() == pytest.approx(np.full(len(own), alone.centre))
        assert own["upper"].to_numpy() == pytest.approx(np.full(len(own), alone.upper), nan_ok=True)
        found = signals(values, rules=rules, limits=alone, better="higher")
        assert own["kind"].tolist() == found.kinds.tolist()
        named = ["; ".join(name for name in rules if row[name]) for _, row in found.parts.iterrows()]
        assert own["rules"].tolist() == named
