"""What a table of results is: what each row is, what each column means, and what keeps its rows apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

__all__ = ["NOTE", "STAMP", "Column", "Table", "describe_table"]

_ARROW_TYPES: dict[str, pa.DataType] = {
    "text": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "yes/no": pa.bool_(),
    "date": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True)
class Column:
    """One column: its name, what kind of value it holds, and what it means.

    ``kind`` is text, number, integer, yes/no, date or moment (a time of day with its zone). Any value but a key may be
    missing; missing means not assessed or not applicable, as ``meaning`` says, and never zero.
    """

    name: str
    kind: str
    meaning: str

    @property
    def arrow_type(self) -> pa.DataType:
        """The Arrow type of its kind."""
        return _ARROW_TYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """One table of results.

    Attributes
    ----------
    name
        As it is called in the store.
    meaning
        What one row is.
    own_columns
        Its columns without the stamp that every row of every table carries first.
    key
        The own columns that tell two rows of one run apart; rows are sorted by them.
    """

    name: str
    meaning: str
    own_columns: tuple[Column, ...]
    key: tuple[str, ...]
    younger_keys: frozenset[str] = frozenset()
    """Of the key, what tables recorded by an earlier version lack. It is missing in their rows, so that they can be read."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, the stamp first."""
        return (*STAMP, *self.own_columns)

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, with each column's meaning as its comment."""
        required = {column.name for column in STAMP} | set(self.key) - self.younger_keys
        return pa.schema(
            [
                pa.field(
                    column.name,
                    column.arrow_type,
                    nullable=column.name not in required,
                    metadata={"comment": column.meaning},
                )
                for column in self.columns
            ]
        )


STAMP = (
    Column("quarter", "text", "the quarter assessed, such as 2026Q3"),
    Column("business_unit", "text", "id of the business unit"),
    Column("run_id", "text", "the run that made the row; the same inputs and method give the same id"),
)
"""The columns that every row begins with."""

NOTE = Column("note", "text", "what a reader must know about this row, in a sentence")
"""The last column of tables whose rows need a word of explanation."""


def _column(text: str) -> Column:
    name, kind, meaning = (part.strip() for part in text.split("|"))
    return Column(name, kind, meaning)


def describe_table(name: str, meaning: str, key: str, columns: str, *last: Column, younger_keys: str = "") -> Table:
    """Return a table from its description: its key with spaces between columns, and a line ``name | kind | meaning`` a column.

    Parameters
    ----------
    last
        Columns that follow those described.
    younger_keys
        Columns of the key that tables of earlier versions lack, with spaces between.
    """
    own = tuple(_column(line) for line in columns.strip().splitlines())
    return Table(name, meaning, (*own, *last), tuple(key.split()), frozenset(younger_keys.split()))
