"""One form's CSV file as its sender wrote it: rows that nobody touched keep their text, columns and signs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pmobook.method.forms import FormSpecification

__all__ = ["WrittenForm"]

_BYTE_ORDER_MARK = "\ufeff"
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class WrittenForm:
    """How a form is written down.

    Attributes
    ----------
    columns
        The form's columns in the order of the file.
    delimiter, ending, mark
        Between cells, after rows, and before everything (Excel's mark of UTF-8, or nothing).
    """

    columns: tuple[str, ...] = ()
    delimiter: str = ","
    ending: str = "\n"
    mark: str = ""

    @classmethod
    def of(cls, content: bytes, columns: Sequence[str]) -> WrittenForm:
        """Return how the content of a file that can be read is written down."""
        text = content.decode("utf-8-sig")
        first = next((line for line in text.splitlines(keepends=True) if line.strip()), "")
        return cls(
            tuple(columns),
            max(_DELIMITERS, key=first.count),
            "\r\n" if first.endswith("\r\n") else "\n",
            _BYTE_ORDER_MARK if content.startswith(_BYTE_ORDER_MARK.encode()) else "",
        )

    def content(self, rows: Iterable[Mapping[str, str]], form: FormSpecification) -> bytes:
        """Return the file's bytes: its columns in their order, then those of the form that a row needs besides.

        Line breaks inside a text are written plainly, since a lone carriage return would end the row for its reader.
        """
        records = list(rows)
        needed = [
            column.name
            for column in form.columns
            if column.name not in self.columns and (column.required or any(record.get(column.name) for record in records))
        ]
        columns = [*self.columns, *needed]
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.ending)
        writer.writerow(columns)
        writer.writerows([_plain_breaks(record.get(name, "")) for name in columns] for record in records)
        return (self.mark + text.getvalue()).encode()


def _plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
