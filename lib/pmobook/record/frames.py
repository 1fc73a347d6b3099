"""Between the frames that assessments return and the tables that the store holds: checked, stamped, sorted."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa

from pmobook.record.tables import Column, Table
from pmobook.vocabulary import nearest

__all__ = ["to_arrow", "to_frame"]

_ACCEPTED = {
    "text": {"string"},
    "number": {"floating", "integer", "mixed-integer-float"},
    "integer": {"integer"},
    "yes/no": {"boolean"},
    "date": {"datetime64", "datetime", "date"},
    "moment": {"datetime64", "datetime"},
}


def to_arrow(table: Table, frame: pd.DataFrame, stamp: Mapping[str, str] | None) -> pa.Table:
    """Turn an assessment's frame into rows of a table.

    Parameters
    ----------
    table
        The table.
    frame
        Its own columns, in any order; one row each.
    stamp
        Quarter, business unit and run id, put before every row; None if ``frame`` has these columns itself.

    Returns
    -------
    pyarrow.Table
        In the table's schema, sorted by its key.

    Raises
    ------
    ValueError
        If a column is missing, unknown or of a wrong kind, or two rows have the same key; names all of them. Such a
        frame is a mistake of ours, never of who filled in a form.
    """
    given = stamp or {}
    own = {column.name for column in table.columns} - set(given)
    faults = [_unknown(str(name), own) for name in frame.columns if name not in own]
    faults += [f"column {name} is missing" for name in sorted(own - set(frame.columns))]
    values: dict[str, list[object]] = {name: [value] * len(frame) for name, value in given.items()}
    values |= {one.name: _values(one, frame[one.name], faults) for one in table.columns if one.name in own & set(frame.columns)}
    arrays = [pa.array(values[one.name], one.arrow_type) for one in table.columns if one.name in values]
    if not faults:
        faults += _key_faults(table, values)
    if faults:
        message = f"table {table.name}: {'; '.join(faults)}"
        raise ValueError(message)
    rows = pa.Table.from_arrays(arrays, schema=table.schema)
    return rows.sort_by([(name, "ascending") for name in ("quarter", "business_unit", *table.key)])


def to_frame(table: Table, rows: pa.Table) -> pd.DataFrame:
    """Turn rows of a table into a frame: texts as ``str``, whole numbers as ``Int64``, dates as ``datetime64[us]``.

    A column that the rows lack, because they were recorded before it existed, is missing throughout.
    """
    arrays = [
        rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(rows.num_rows, field.type)
        for field in table.schema
    ]
    plain = pa.table(arrays, names=table.schema.names)
    ordered = plain.sort_by([(name, "ascending") for name in ("quarter", "business_unit", *table.key, "run_id")])
    types = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame = ordered.to_pandas(types_mapper=types.get)
    for column in table.columns:
        if column.kind == "date":
            frame[column.name] = pd.to_datetime(frame[column.name]).astype("datetime64[us]")
        elif column.kind == "text":
            frame[column.name] = frame[column.name].astype("str")
    return frame


def _unknown(name: str, expected: set[str]) -> str:
    guess = nearest(name, expected)
    return f"unknown column {name}" + (f" (did you mean {guess}?)" if guess else "")


def _values(column: Column, values: pd.Series, faults: list[str]) -> list[object]:
    """Return a column's values, missing as None; what is wrong with them goes to ``faults``."""
    plain = [None if missing else value for value, missing in zip(values.tolist(), values.isna().tolist(), strict=True)]
    present = [value for value in plain if value is not None]
    found = pd.api.types.infer_dtype(present, skipna=False) if present else ""
    if found not in {"", *_ACCEPTED[column.kind]}:
        faults.append(f"column {column.name} holds {found} values ({values.dtype}), expected {column.kind}")
        return [None] * len(values)
    times = [value for value in plain if isinstance(value, dt.datetime)]
    if column.kind == "number" and any(value is not None and math.isinf(value) for value in plain):
        faults.append(f"column {column.name} holds an infinite number")
    if column.kind == "date":
        if any(time.tzinfo is not None or time.time() != dt.time() for time in times):
            faults.append(f"column {column.name} holds times of day, expected {column.kind}")
        return [value.date() if isinstance(value, dt.datetime) else value for value in plain]
    if column.kind == "moment" and any(time.tzinfo is None for time in times):
        faults.append(f"column {column.name} holds times without a zone, expected {column.kind}")
        return [None] * len(values)
    return plain


def _key_faults(table: Table, values: Mapping[str, Sequence[object]]) -> list[str]:
    faults = [f"column {name} is part of the key and has missing values" for name in table.key if None in values[name]]
    keys = list(zip(*(values[name] for name in ("quarter", "business_unit", *table.key)), strict=True))
    if not faults and len(set(keys)) < len(keys):
        _, _, *repeated = next(key for place, key in enumerate(keys) if key in keys[:place])
        first = ", ".join(f"{name} {value!r}" for name, value in zip(table.key, repeated, strict=True))
        faults.append(f"two rows have the same key ({first})")
    return faults
