import pytest

from pmobook.assess import tables
from pmobook.record.tables import TABLES

KINDS = {"text": "str", "number": "float64", "integer": "Int64", "yes/no": "bool", "date": "datetime64[us]"}
SHARED = [
    "capability_scores",
    "area_scores",
    "goal_weights",
    "project_values",
    "alignment",
    "measure_status",
    "project_status",
    "findings",
]


@pytest.mark.parametrize("name", SHARED)
def test_assessments_return_what_the_store_holds(name):
    kinds = {column: kind.replace("boolean", "bool") for column, kind in getattr(tables, name.upper()).items()}
    assert kinds == {column.name: KINDS[column.kind] for column in TABLES[name].own_columns}


def test_a_table_without_rows_keeps_its_columns_and_kinds():
    empty = tables.build([], tables.AREA_SCORES)
    assert {name: str(kind) for name, kind in empty.dtypes.items()} == tables.AREA_SCORES


def test_a_row_with_a_column_too_many_is_refused():
    with pytest.raises(KeyError, match="surprise"):
        tables.build([{**dict.fromkeys(tables.FINDINGS), "surprise": 1}], tables.FINDINGS)
