"""The organisation's money: sums of what is assessed, never means of indices."""

import math

import pandas as pd
import pytest

from pmobook.assess.earned_value import enterprise_curve, enterprise_money

COLUMNS = ["business_unit", "project_id", "projects", "planned_value", "earned_value", "actual_cost", "budget_at_completion",
           "forecast_total"]  # fmt: skip
ROWS = [
    ("a", "", 2, 100.0, 80.0, 100.0, 200.0, 230.0), ("a", "p", 1, 9.0, 9.0, 9.0, 9.0, 9.0),
    ("b", "", 1, 10.0, 10.0, 5.0, 20.0, 20.0), ("c", "", 0, None, None, None, None, None),
]  # fmt: skip


def test_indices_are_of_the_sums_and_business_units_without_figures_are_named():
    got = enterprise_money(pd.DataFrame(ROWS, columns=COLUMNS), "Quillhaven")
    assert got.indices.cpi == pytest.approx(90 / 105)
    assert (got.projects, got.forecast_total, got.not_assessed) == (3, 250, ("c",))
    assert got.headline == (
        "Quillhaven: of 3 projects under way, the work done cost 17% more than planned (CPI 0.86); not assessed: c"
    )


def test_frames_by_business_unit_give_the_same():
    whole = pd.DataFrame(ROWS, columns=COLUMNS)
    by_unit = {unit: rows.drop(columns="business_unit") for unit, rows in whole.groupby("business_unit")}
    for given in (by_unit, [rows for _, rows in whole.groupby("business_unit")]):
        assert enterprise_money(given).indices.cpi == pytest.approx(90 / 105)


def test_quarters_that_are_mixed_are_refused():
    with pytest.raises(ValueError, match="more than one row for a: hand over one quarter"):
        enterprise_money(pd.DataFrame([ROWS[0], ROWS[0]], columns=COLUMNS))


def test_nothing_recorded_is_not_assessed():
    got = enterprise_money([])
    assert math.isnan(got.indices.cpi)
    assert got.headline == "The organisation: earned value is not assessed"
    assert enterprise_money(pd.DataFrame(columns=COLUMNS)).projects == 0


def test_curves_are_added_month_by_month():
    rows = [
        ("a", "", "2026-08", 1.0, 1.0, 2.0, None), ("a", "", "2026-09", 2.0, 2.0, 4.0, 4.0),
        ("a", "", "2026-10", 3.0, None, None, 6.0),
        ("b", "", "2026-09", 10.0, 5.0, 5.0, None), ("a", "p", "2026-09", 99.0, 99.0, 99.0, 99.0),
        ("c", "", "2026-09", 10.0, None, 5.0, None),
    ]  # fmt: skip
    columns = ["business_unit", "project_id", "period", "planned", "earned", "actual", "forecast"]
    got = enterprise_curve(pd.DataFrame(rows, columns=columns))
    assert got["period"].tolist() == ["2026-08", "2026-09", "2026-10"]
    assert got["planned"].tolist() == [1, 12, 13]
    assert got["actual"].tolist()[:2] == [2, 9]
    assert got["earned"].isna().tolist() == [False, False, True]
    assert got["forecast"].tolist()[1:] == [9, 11]
    assert got["business_units"].tolist() == [2, 2, 2]
    assert enterprise_curve(pd.DataFrame(columns=columns)).empty
