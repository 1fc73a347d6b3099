"""Periods become months, however they are written."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.resources.months import label_of, month_words, read_months
from pmobook.errors import PmobookError


def labels(cell):
    return [label_of(slot, is_calendar=True) for slot in read_months(cell).slots]


@pytest.mark.parametrize(
    "cell",
    ["2026-07", " 2026-07 ", "2026-07-15", dt.date(2026, 7, 31), dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC),
     pd.Timestamp("2026-07-02"), pd.Period("2026-07", "M"), np.datetime64("2026-07-09")],
)  # fmt: skip
def test_one_month_may_be_written_in_many_ways(cell):
    """Texts, days and pandas' own periods name the same month."""
    assert labels(cell) == ["2026-07"]


def test_a_quarter_and_a_financial_year_hold_their_months():
    """A financial year begins in April."""
    assert labels("2026Q3") == labels(pd.Period("2026Q3", "Q")) == ["2026-07", "2026-08", "2026-09"]
    assert (labels("FY2026/27")[0], labels("FY2026/27")[-1], len(labels("FY2026/27"))) == ("2026-04", "2027-03", 12)


@pytest.mark.parametrize("cell", [3, 3.0, np.int64(3), "3"])
def test_periods_may_be_numbers(cell):
    """Schedules that know no calendar count their periods."""
    assert read_months(cell).slots == (3,)
    assert read_months(cell).kind == "number"


@pytest.mark.parametrize("cell", [None, np.nan, "", "2026", "2026-13", "July", 1.5, True, "FY2026/28"])
def test_anything_else_is_refused(cell):
    """The message says how to write a period."""
    with pytest.raises(PmobookError, match="2026-07"):
        read_months(cell)


def test_a_month_in_a_sentence_is_written_out():
    """Numbers stay numbers."""
    assert (month_words("2026-07"), month_words(4)) == ("July 2026", "period 4")
