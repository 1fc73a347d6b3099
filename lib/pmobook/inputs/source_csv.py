"""The text of a CSV source as rows of cells: its encoding, its delimiter, and quotation marks that must close."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from pmobook.errors import Problem, ProblemsFound
from pmobook.inputs.sheets import Row
from pmobook.vocabulary import quoted

__all__ = ["csv_rows", "decoded", "delimiter_of", "refusal"]

_MOST_ROWS = 1_000_000
_DELIMITERS = ",;\t|"
_ROWS_LOOKED_AT = 50


def refusal(where: str, found: str, expected: str, remedy: str) -> ProblemsFound:
    """Return one problem that keeps a source from being read, ready to be raised."""
    return ProblemsFound([Problem(where, found, expected, remedy)])


def decoded(content: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """Return the text of a CSV file and the name of its encoding."""
    if encoding is None:
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        candidates = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]
    else:
        candidates = ["utf-8-sig" if encoding.casefold() in {"utf-8", "utf8"} else encoding]
    for candidate in candidates:
        try:
            text = content.decode(candidate)
        except UnicodeError:
            continue
        except LookupError:
            raise refusal(name, f"the encoding {quoted(encoding)}", "an encoding that exists, such as utf-8 or cp1252",
                           "Correct source > encoding in the mapping.") from None  # fmt: skip
        if not any(ord(character) < 32 and character not in "\t\n\r\f\v" for character in text):
            return text, {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}.get(candidate, candidate)
    raise refusal(name, "bytes that are no text", f"text in {encoding or 'UTF-8, UTF-16 or Windows-1252'}",
                   "Export it as CSV in UTF-8, or state source > encoding in the mapping.")  # fmt: skip


def delimiter_of(text: str, header_row: int) -> str:
    """Return the delimiter that gives the first rows the most cells, and every row the same number of them."""

    def fit(delimiter: str) -> tuple[float, int]:
        sample = io.StringIO(text[:200_000], newline="")
        widths: list[int] = []
        try:
            for row in csv.reader(sample, delimiter=delimiter, strict=True):
                widths.append(len(row))
                if len(widths) == _ROWS_LOOKED_AT + header_row:
                    break
        except csv.Error:
            pass  # the rows before it count; reading the whole file says what is wrong
        widths = [width for width in widths[header_row - 1 :] or widths[-1:] if width]
        if not widths or widths[0] == 1:
            return 0.0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    best = max(_DELIMITERS, key=fit)
    return best if fit(best)[1] else ","


def csv_rows(text: str, delimiter: str, name: str) -> list[Row]:
    """Return every row of a CSV file, numbered as a spreadsheet numbers them; a text in quotes may hold line breaks.

    Raises
    ------
    ProblemsFound
        If there are too many rows, a cell is too long, a quotation mark is never closed, or a text in quotes has run on
        over the rows below it.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if number > _MOST_ROWS:
                raise refusal(name, f"more than {_MOST_ROWS:,} rows", f"at most {_MOST_ROWS:,}", "Split the file.")
            rows.append(Row(number, cells))
    except csv.Error as error:
        raise _unreadable(str(error), f"{name}, row {len(rows) + 1}") from None
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    width = widths.most_common(1)[0][0] if widths else 1
    for row in rows:
        if _holds_other_rows([str(cell) for cell in row.cells], delimiter, width):
            raise _never_closed(f"{name}, row {row.number}")
    return rows


def _never_closed(where: str) -> ProblemsFound:
    return refusal(where, "a quotation mark that is never closed", 'texts with a quotation mark as "like ""this"""',
                   "Close it or take it out; the rows after it can't be told apart.")  # fmt: skip


def _unreadable(error: str, where: str) -> ProblemsFound:
    if "limit" in error:
        return refusal(where, f"a cell of more than {csv.field_size_limit():,} characters", "rows of cells on lines of their own",
                       "Check quotes and line ends; look for a quotation mark that is never closed.")  # fmt: skip
    if "end of data" in error:
        return _never_closed(where)
    if "expected after" in error:
        return refusal(where, "text right after a closing quotation mark", 'texts with a quotation mark as "like ""this"""',
                       "Mend the row; look also for a quotation mark before it that is never closed.")  # fmt: skip
    return refusal(where, error, "rows of cells on lines of their own", "Check quotes and line ends; export it again as CSV.")


def _holds_other_rows(cells: Sequence[str], delimiter: str, width: int) -> bool:
    """Say whether a cell has run on over rows below it: a line in it, or its last with what follows, is a whole row.

    A comma before a space or between digits belongs to a sentence or a number and parts no cells.
    """
    mark = r"(?<![0-9]),(?!\s)|,(?![\s0-9])" if delimiter == "," else re.escape(delimiter)
    for place, cell in enumerate(cells):
        lines = cell.splitlines()
        if width < 2 or len(lines) < 2:
            continue
        counts = [len(re.findall(mark, line)) for line in lines[1:]]
        follow = len(cells) - place - 1
        if width - 1 in counts[:-1] or (counts[-1] and counts[-1] + follow == width - 1):
            return True
    return False
