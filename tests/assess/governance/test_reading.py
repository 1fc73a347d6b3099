import datetime as dt

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.governance.reading import days_of, figure_by_project, frame_of, is_blank, named_texts, read_rating
from pmobook.errors import PmobookError, ProblemsFound


@pytest.mark.parametrize("value", [None, np.nan, pd.NaT, pd.NA, "", "  ", "not assessed", "Not assessed: exempt"])
def test_what_is_missing_or_not_assessed_counts_as_blank(value):
    assert is_blank(value)
    assert read_rating(value) is None


@pytest.mark.parametrize("value", [0, 0.0, False, "0", "red"])
def test_zero_and_any_other_text_are_values(value):
    assert not is_blank(value)


def test_rows_may_be_dictionaries_or_a_table_with_any_index_and_optional_columns_are_there():
    for rows in ([{"a": 1}, {"a": 2}], pd.DataFrame({"a": [1, 2]}, index=[7, 7])):
        frame = frame_of(rows, "things", ("a",), ("b",))
        assert frame["a"].tolist() == [1, 2]
        assert frame["b"].isna().all()
        assert frame.index.tolist() == [0, 1]
    assert list(frame_of([], "things", ("a",)).columns) == ["a"]
    with pytest.raises(PmobookError, match=r"The rows of things have no column b\. They have a\."):
        frame_of([{"a": 1}], "things", ("a", "b"))


def test_days_are_read_from_texts_dates_and_moments_without_their_time():
    given = pd.DataFrame({"day": ["2026-08-31", dt.date(2026, 8, 31), pd.Timestamp("2026-08-31 17:30"), None]})
    assert days_of(given, "day", "gates").tolist()[:3] == [pd.Timestamp("2026-08-31")] * 3
    zoned = pd.DataFrame({"day": pd.to_datetime(["2026-08-31 23:30"]).tz_localize("Europe/Paris")})
    assert days_of(zoned, "day", "gates").tolist() == [pd.Timestamp("2026-08-31")]


def test_figures_may_be_a_mapping_or_a_series_and_every_wrong_one_is_told():
    assert figure_by_project({"P1": 1, "P2": None}, "benefits") == pytest.approx({"P1": 1.0, "P2": np.nan}, nan_ok=True)
    assert figure_by_project(pd.Series({7: np.int64(3)}), "benefits") == {"7": 3.0}
    assert figure_by_project(None, "benefits") == {}
    with pytest.raises(ProblemsFound) as refused:
        figure_by_project({"P1": "a lot", "P2": float("inf"), "P3": True}, "benefits realised")
    assert len(refused.value.problems) == 3
    with pytest.raises(ProblemsFound, match="a second figure"):
        figure_by_project(pd.Series([1, 2], index=["P1", "P1"]), "benefits")


def test_texts_lose_the_spaces_around_them():
    assert named_texts(pd.Series([" a ", None, "not assessed", 3])) == ["a", "", "", "3"]
