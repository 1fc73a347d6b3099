import math

import pandas as pd
import pytest

from pmobook.assess.schedule import compare_schedule
from pmobook.vocabulary import Quarter

QUARTER = Quarter.parse("2026Q3")


@pytest.fixture(scope="session")
def compare(fill):
    """Compare (baseline, forecast) with earlier packs given as (quarter, baseline, forecast)."""

    def row(baseline, forecast, reason=None):
        return {
            "project_id": "p",
            "baseline_finish": pd.Timestamp(baseline) if baseline else None,
            "forecast_finish": pd.Timestamp(forecast) if forecast else None,
            "forecast_finish_not_assessed": reason,
        }

    def run(baseline, forecast, earlier=(), reason=None):
        now = fill("projects", [row(baseline, forecast, reason)]).to_dict(orient="records")[0]
        before = fill("projects", [row(*dates) for _, *dates in earlier]).assign(reported_in=[one for one, *_ in earlier])
        return compare_schedule(now, before if earlier else None, QUARTER)

    return run


def test_slip_is_counted_in_days_from_the_baseline(compare):
    got = compare("2026-12-01", "2027-01-15")
    assert (got.basis, got.slip_days, got.note) == ("baseline", 45, "")


def test_early_is_negative(compare):
    assert compare("2026-12-02", "2026-12-01").slip_days == -1


def test_without_a_baseline_the_first_forecast_ever_reported_is_the_yardstick(compare):
    got = compare(None, "2027-01-31", [("2026Q1", None, None), ("2025Q4", None, "2026-12-31"), ("2026Q2", None, "2027-01-31")])
    assert (got.basis, got.slip_days) == ("first reported", 31)
    assert got.note == "no baseline; compared with the forecast of 2025Q4"


def test_the_first_forecast_has_nothing_to_be_measured_against(compare):
    got = compare(None, "2027-01-31")
    assert got.basis == "none"
    assert math.isnan(got.slip_days)
    assert got.note == "not assessed: no baseline, and 2026Q3 is the first forecast"


def test_without_any_date_the_note_says_so(compare):
    assert compare(None, None).note == "not assessed: no baseline and no forecast"


def test_the_reason_for_a_missing_forecast_is_kept(compare):
    got = compare("2026-12-01", None, reason="Exempt under Section 43")
    assert math.isnan(got.slip_days)
    assert got.note == "not assessed: Exempt under Section 43"


def test_a_baseline_that_was_moved_is_said(compare):
    got = compare("2027-03-01", "2027-03-01", [("2026Q1", "2026-10-01", None), ("2026Q2", "2026-12-01", None)])
    assert got.slip_days == 0
    assert got.note == "baseline was 1 December 2026 in 2026Q2"
