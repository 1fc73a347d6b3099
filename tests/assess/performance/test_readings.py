import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.performance.readings import read_every, read_values
from pmobook.vocabulary import Quarter

QUARTER = Quarter.parse("2026Q3")

unhurried = settings(deadline=None, max_examples=40)


@pytest.fixture(scope="session")
def read(fill):
    """Read (period, value[, reported_in[, reason]]) as they stand in 2026Q3."""

    def run(*rows):
        values = [
            {
                "measure_id": "m",
                "period": period,
                "value": value,
                "value_not_assessed": (more[1:] or (None,))[0],
                "claim": f"c{period}",
            }
            for period, value, *more in rows
        ]
        frame = fill("measure_values", values)
        return read_values(frame.assign(reported_in=[(more or ("2026Q3",))[0] for _, _, *more in rows]), QUARTER)

    return run


def test_the_latest_month_of_the_quarter_counts(read):
    reading = read(("2026-06", 1), ("2026-08", 3), ("2026-07", 2))
    assert reading.current.period.text == "2026-08"
    assert [one.value for one in reading.earlier] == [1, 2]
    assert reading.current.claim == "c2026-08"
    assert reading.note == ""


def test_a_value_of_an_earlier_quarter_does_not_stand_for_this_one(read):
    reading = read(("2026-05", 1), ("2026-06", 2))
    assert reading.current is None
    assert reading.note == "not assessed: no value for 2026Q3, the latest is of 2026-06"


def test_a_financial_year_that_ended_in_march_still_counts_in_september(read):
    assert read(("FY2024/25", 1), ("FY2025/26", 2)).current.value == 2
    assert read(("FY2024/25", 1)).current is None


def test_a_financial_year_under_way_counts_if_there_is_nothing_else_and_says_so(read):
    reading = read(("FY2024/25", 1), ("FY2026/27", 3))
    assert reading.current.value == 3
    assert [one.value for one in reading.earlier] == [1]
    assert reading.note == "FY2026/27 had not ended by 30 September 2026: its value is the one so far"


@pytest.mark.parametrize("ended", ["2026-09", "2026-07", "2026Q3", "FY2025/26"])
def test_a_period_that_ended_by_the_quarters_last_day_goes_before_one_under_way(read, ended):
    reading = read(("FY2026/27", 3), (ended, 4))
    assert (reading.current.period.text, reading.current.value) == (ended, 4)
    assert reading.earlier == ()
    assert reading.note == "FY2026/27 left out: it had not ended"


def test_a_financial_year_under_way_counts_beside_values_too_old_and_keeps_them_out_of_its_chart(read):
    reading = read(("2026-04", 1), ("2026-05", 2), ("FY2026/27", 3))
    assert reading.current.period.text == "FY2026/27"
    assert reading.earlier == ()
    assert "2 values of another kind of period left out of the chart" in reading.note


def test_without_a_current_value_the_history_is_of_one_kind_of_period_too(read):
    reading = read(("FY2023/24", 100), ("2026-05", 2), ("2026-06", 3))
    assert reading.current is None
    assert [one.value for one in reading.earlier] == [2, 3]
    assert reading.note.endswith("1 value of another kind of period left out of the chart")


@unhurried
@given(st.data())
def test_the_order_in_which_values_are_reported_makes_no_difference(read, data):
    periods = ["2026-06", "2026-07", "2026-09", "2026Q3", "2026Q2", "FY2025/26", "FY2026/27", "2026-10"]
    numbers = st.one_of(st.none(), st.integers(0, 9))
    rows = list(data.draw(st.dictionaries(st.sampled_from(periods), numbers, min_size=1)).items())
    assert repr(read(*data.draw(st.permutations(rows)))) == repr(read(*rows))


def test_a_month_not_assessed_is_said_and_the_month_before_it_counts(read):
    reading = read(("2026-08", 3), ("2026-09", None, "2026Q3", "system change"))
    assert reading.current.value == 3
    assert reading.note == "2026-09 not assessed: system change"


def test_when_the_whole_quarter_is_not_assessed_the_reason_is_kept(read):
    reading = read(("2026-06", 3), ("2026-09", None, "2026Q3", "system change"))
    assert reading.current is None
    assert "not assessed: no value for 2026Q3" in reading.note
    assert "2026-09 not assessed: system change" in reading.note


def test_a_value_reported_again_counts_as_last_reported_and_the_change_is_said(read):
    reading = read(("2026-06", 5, "2026Q3"), ("2026-06", 4, "2026Q2"), ("2026-07", 6, "2026Q3"))
    assert [one.value for one in reading.earlier] == [5]
    assert reading.note == "1 value changed since first reported"


def test_a_value_withdrawn_later_is_not_used(read):
    reading = read(("2026-06", 4, "2026Q2"), ("2026-06", None, "2026Q3"), ("2026-07", 6, "2026Q3"))
    assert reading.earlier == ()


def test_periods_after_the_quarter_are_left_out_and_said(read):
    reading = read(("2026-09", 1), ("2026-10", 9))
    assert reading.current.value == 1
    assert reading.note == "1 value for later periods left out"


def test_values_of_another_kind_of_period_are_no_part_of_the_chart(read):
    reading = read(("FY2024/25", 100), ("2026-08", 3), ("2026-09", 4))
    assert [one.value for one in reading.earlier] == [3]
    assert reading.note == "1 value of another kind of period left out of the chart"


def test_a_measure_without_any_value_is_not_assessed(read):
    assert read().note == "not assessed: no value was handed in"


def test_a_financial_year_that_still_counts_goes_before_a_later_month_that_is_too_old(read):
    reading = read(("FY2025/26", 7), ("2026-05", 2))
    assert (reading.current.period.text, reading.current.value) == ("FY2025/26", 7)


def test_a_period_twice_in_one_pack_with_different_values_counts_as_last_written_and_is_kept(read):
    reading = read(("2026-07", 5), ("2026-07", 6), ("2026-08", 1), ("2026-08", 1))
    assert [one.value for one in reading.earlier] == [6]
    (twice,) = reading.restated
    assert (twice.period.text, twice.first, twice.last, twice.in_one_pack) == ("2026-07", 5, 6, True)


def test_a_value_that_went_and_came_back_is_no_restatement(read):
    reading = read(("2026-06", 5, "2026Q1"), ("2026-06", 4, "2026Q2"), ("2026-06", 5, "2026Q3"), ("2026-07", 1))
    assert reading.restated == ()


def test_every_measure_is_read_on_its_own(fill):
    rows = [{"measure_id": name, "period": "2026-09", "value": value} for name, value in (("a", 1), ("b", 2))]
    read = read_every(fill("measure_values", rows).assign(reported_in="2026Q3"), QUARTER)
    assert {name: reading.current.value for name, reading in read.items()} == {"a": 1, "b": 2}


def test_a_declared_change_is_kept_even_where_its_period_has_no_value(fill):
    rows = [
        {"measure_id": "m", "period": "2026-07", "value": 1},
        {"measure_id": "m", "period": "2026-08", "value": None, "change": "New rota"},
        {"measure_id": "m", "period": "2026-09", "value": 2},
    ]
    reading = read_values(fill("measure_values", rows).assign(reported_in="2026Q3"), QUARTER)
    assert [(period.text, change) for period, change in reading.changes] == [("2026-08", "New rota")]
