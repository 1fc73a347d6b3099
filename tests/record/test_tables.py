"""The tables of results."""

import pyarrow as pa
import pytest

from pmobook.assess import tables as assessed_tables
from pmobook.record.tables import TABLES


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_table_begins_with_whose_rows_it_holds_and_describes_itself(table):
    assert table.schema.names[:3] == ["quarter", "business_unit", "run_id"]
    assert table.meaning.endswith(".")
    assert all(column.meaning for column in table.columns)
    assert len(set(table.schema.names)) == len(table.schema.names)
    assert set(table.key) <= {column.name for column in table.own_columns}


def test_only_keys_and_the_stamp_must_have_a_value():
    required = [field.name for field in TABLES["area_scores"].schema if not field.nullable]
    assert required == ["quarter", "business_unit", "run_id", "area_id", "rule"]


def test_the_schema_carries_types_and_meanings():
    field = TABLES["project_status"].schema.field("forecast_finish")
    assert field.type == pa.date32()
    assert field.metadata == {b"comment": b"the finish now forecast"}


KINDS = {
    "text": "str",
    "number": "float64",
    "integer": "Int64",
    "yes/no": "bool",
    "date": "datetime64[us]",
}


@pytest.mark.parametrize("name", [name for name in TABLES if name != "runs"])
def test_an_assessments_table_and_the_recorded_one_have_the_same_columns_in_order_and_kind(name):
    assessed = getattr(assessed_tables, name.upper())
    # pandas' boolean is bool that may be missing.
    kinds = {column: kind.replace("boolean", "bool") for column, kind in assessed.items()}
    assert list(kinds.items()) == [(column.name, KINDS[column.kind]) for column in TABLES[name].own_columns]


def test_every_table_of_an_assessment_is_recorded():
    shapes = {name for name in assessed_tables.__all__ if isinstance(getattr(assessed_tables, name), dict)}
    assert shapes == {name.upper() for name in TABLES if name != "runs"}
