"""A recorded figure's arithmetic is repeated in its own numbers, and never said where a number is missing."""

import datetime as dt
import html
import re

import numpy as np
import pandas as pd
import pytest

from pmobook.record.tables import TABLES
from pmobook.show import figure_arithmetic
from pmobook.show.figure_arithmetic import arithmetic, exact
from pmobook.show.subjects import SUBJECTS


def said(subject, row):
    return [html.unescape(one) for one in re.findall(r"<li>(.*?)</li>", arithmetic(subject, row).html)]


def test_a_difference_and_a_share_stand_with_their_numbers():
    row = {"planned_cost": 120.0, "expected_cost": 151.5, "cost_variance": 31.5, "cost_variance_share": 0.2625}
    assert said("projects", row) == [
        "Cost: expected 151.5 less planned 120 = 31.5.",
        "As a share: 31.5 ÷ 120 = 0.2625.",
    ]


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT, ""])
def test_a_sentence_that_lacks_a_number_is_left_out(missing):
    row = {"realised": 3.0, "planned_due": missing, "realised_share": missing, "note": missing}
    assert "Not assessed" in arithmetic("benefits", row).html


def test_what_the_row_says_of_itself_comes_last_and_is_text():
    row = {"target": 3.0, "score": 2.5, "gap": 0.5, "note": "<script>alert(1)</script> {score}"}
    assert said("maturity", row)[-1] == "<script>alert(1)</script> {score}"
    assert "<script>" not in arithmetic("maturity", row).html


@pytest.mark.parametrize("subject", list(SUBJECTS))
def test_every_sentence_names_columns_of_its_own_table(subject):
    columns = {column.name for column in TABLES[SUBJECTS[subject].table].own_columns}
    assert {name for step in figure_arithmetic._STEPS[subject] for name in figure_arithmetic._names(step)} <= columns


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (np.int64(1200), "1,200"),
        (0.1234567, "0.123457"),
        (100.0, "100"),
        (-0.5, "\N{MINUS SIGN}0.5"),
        (dt.date(2026, 7, 31), "31 July 2026"),
        (pd.Timestamp("2026-07-31"), "31 July 2026"),
        (np.False_, "no"),
        (pd.NaT, "not assessed"),
    ],
)
def test_a_value_stands_as_it_was_recorded(value, written):
    assert exact(value) == written
