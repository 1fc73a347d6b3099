"""From an assessment's frame to rows of a table, and back."""

import datetime as dt

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.record.frames import to_arrow, to_frame
from pmobook.record.tables import TABLES, Column, Table

STAMP = {"quarter": "2026Q3", "business_unit": "retail", "run_id": "aaaa"}
TABLE = Table(
    "things",
    "One thing.",
    (
        Column("thing_id", "text", "the thing"),
        Column("amount", "number", "how much"),
        Column("count", "integer", "how many"),
        Column("known", "yes/no", "whether"),
        Column("day", "date", "when"),
        Column("at", "moment", "when exactly"),
    ),
    ("thing_id",),
)
MOMENT = dt.datetime(2026, 10, 1, 9, 30, tzinfo=dt.UTC)


def things(**changes):
    frame = pd.DataFrame(
        {
            "thing_id": ["b", "a"],
            "amount": [1.5, None],
            "count": pd.array([2, None], "Int64"),
            "known": pd.array([True, None], "boolean"),
            "day": pd.to_datetime(["2026-07-31", None]),
            "at": [MOMENT, None],
        }
    )
    return frame.assign(**changes)


def test_rows_are_stamped_and_sorted_and_come_back_as_they_were():
    rows = to_arrow(TABLE, things(), STAMP)
    assert rows.column_names == ["quarter", "business_unit", "run_id", "thing_id", "amount", "count", "known", "day", "at"]
    back = to_frame(TABLE, rows)
    assert list(back["thing_id"]) == ["a", "b"]
    assert list(back["business_unit"]) == ["retail", "retail"]
    assert back.loc[1, ["amount", "count", "known"]].tolist() == [1.5, 2, True]
    assert back.loc[1, "day"] == pd.Timestamp("2026-07-31")
    assert back.loc[1, "at"] == MOMENT


def test_missing_stays_missing_in_every_kind_of_column():
    back = to_frame(TABLE, to_arrow(TABLE, things(), STAMP))
    assert back.loc[0, ["amount", "count", "known", "day", "at"]].isna().all()


def test_columns_have_the_same_types_with_and_without_rows():
    full, empty = (to_frame(TABLE, to_arrow(TABLE, frame, STAMP)) for frame in (things(), things().iloc[:0]))
    assert full.dtypes.astype(str).to_dict() == empty.dtypes.astype(str).to_dict()
    assert str(full["day"].dtype) == "datetime64[us]"
    assert str(full["thing_id"].dtype) == "str"
    assert str(full["count"].dtype) == "Int64"


def test_an_empty_text_is_not_a_missing_one():
    back = to_frame(TABLE, to_arrow(TABLE, things(thing_id=["", "a"]), STAMP))
    assert list(back["thing_id"]) == ["", "a"]


def test_a_column_that_is_missing_throughout_may_have_any_type():
    back = to_frame(TABLE, to_arrow(TABLE, things(count=[None, None], day=float("nan"), known=None), STAMP))
    assert back[["count", "day", "known"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"amont": 1}, r"table things: unknown column amont \(did you mean amount\?\)"),
        ({"amount": "1.5"}, r"column amount holds string values .*, expected number"),
        ({"amount": float("inf")}, "column amount holds an infinite number"),
        ({"count": [1.0, 2.5]}, r"column count holds floating values \(float64\), expected integer"),
        ({"known": [0, 1]}, "column known holds integer values .*, expected yes/no"),
        ({"thing_id": [1, 2]}, "column thing_id holds integer values .*, expected text"),
        ({"thing_id": ["a", 2]}, "column thing_id holds mixed-integer values .*, expected text"),
        ({"day": "2026-07-31"}, "column day holds string values .*, expected date"),
        ({"day": pd.Timestamp("2026-07-31 12:00")}, "column day holds times of day"),
        ({"at": pd.Timestamp("2026-07-31 12:00")}, "column at holds times without a zone"),
        ({"thing_id": ["a", "a"]}, r"two rows have the same key \(thing_id 'a'\)"),
        ({"thing_id": ["a", None]}, "column thing_id is part of the key and has missing values"),
    ],
)
def test_a_frame_that_is_not_what_the_table_wants_names_table_and_column(changes, words):
    with pytest.raises(ValueError, match=words):
        to_arrow(TABLE, things(**changes), STAMP)


def test_everything_wrong_is_said_at_once():
    with pytest.raises(ValueError, match="unknown column x; column amount is missing; column count holds"):
        to_arrow(TABLE, things(x=1, count="two").drop(columns="amount"), STAMP)


def test_rows_recorded_before_a_column_existed_have_it_missing():
    older = to_arrow(TABLE, things(), STAMP).drop_columns(["amount"])
    back = to_frame(TABLE, older)
    assert list(back.columns) == TABLE.schema.names
    assert back["amount"].isna().all()


@given(order=st.permutations(range(6)))
def test_the_order_in_which_rows_are_found_changes_nothing(order):
    unknown = dict.fromkeys(["owner", "low", "high", "method", "judges", "consistency_ratio", "note"])
    frame = pd.DataFrame({"goal_id": list("fedcba"), "title": "t", "weight_given": 1, "weight": 1 / 6, **unknown})
    table = TABLES["goal_weights"]
    assert to_arrow(table, frame.iloc[list(order)], STAMP).equals(to_arrow(table, frame, STAMP))


def test_measures_recorded_before_there_were_charts_are_read_with_those_columns_missing():
    table = TABLES["measure_status"]
    younger = {"centre", "lower", "upper", "is_trial", "variation", "direction", "signals", "assurance",
               "probability_of_target", "seasonal", "rebased_at"}  # fmt: skip
    kept = [name for name in table.schema.names if name not in younger]
    row = {"quarter": "2026Q2", "business_unit": "retail", "run_id": "r", "measure_id": "m", "value": 1.0}
    frame = to_frame(table, pa.table({name: pa.array([row.get(name)], table.schema.field(name).type) for name in kept}))
    assert frame["value"].tolist() == [1.0]
    assert frame[sorted(younger)].isna().all(axis=None)
