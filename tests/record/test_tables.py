"""The tables of results."""

import pyarrow as pa
import pytest

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
