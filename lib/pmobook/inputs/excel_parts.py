"""The parts of an Excel file, looked through for what a plain reader would hide.

A reader of values shows a cell with ``#REF!`` as empty and lays a sheet out in full up to its farthest cell. So each
sheet's XML is passed through once for errors, formulas without a value, the farthest cell and how much text its cells
come to, before the same bytes are handed on.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from pmobook.inputs.excel_package import ExcelFault
from pmobook.inputs.sheets import FormulaFault
from pmobook.vocabulary import quoted

__all__ = ["SheetMarks", "shared_text_lengths", "sheet_marks", "sheet_parts"]

_CHUNK = 1 << 20
_SHARED_TEXTS = "xl/sharedstrings.xml"
# Excel itself takes 32,767 characters a cell. A text somewhat longer still gets its line with row and column.
_MOST_CHARACTERS_OF_A_TEXT = 1_000_000
_PLAIN_NUMBER = re.compile(r"[0-9]{1,7}")


@dataclass
class SheetMarks:
    """What a reader of values does not tell about a sheet.

    Attributes
    ----------
    faults
        Formulas without a value by row and column, both counted from 0.
    last_row, last_column
        The farthest cell with content, counted from 1; 0 if there is none.
    merged
        Ranges of merged cells.
    characters
        How much text the cells come to, each with its own copy of a text that many share.
    """

    faults: dict[tuple[int, int], FormulaFault] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    merged: list[str] = field(default_factory=list)
    characters: int = 0


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the part that holds each worksheet, by the sheet's name.

    Raises
    ------
    ExcelFault
        If the workbook's table of contents is not XML.
    """
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relationship(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            targets[attributes.get("Id", "")] = place

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            names[attributes.get("name", "")] = key

    _pass_through(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), relationship)
    _pass_through(parts["xl/workbook.xml"], sheet)
    return {name: targets[key] for name, key in names.items() if targets.get(key) in parts}


def _pass_through(content: bytes, start: object, end: object = None, text: object = None) -> None:
    """Call the handlers for each element of an XML part, with names freed of their prefix."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ExcelFault("a document type declaration inside", "a workbook as Excel saves it", "Save the file again from Excel.")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)  # type: ignore[operator]
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])  # type: ignore[operator]
    if text is not None:
        parser.CharacterDataHandler = text  # type: ignore[assignment]
    try:
        for begin in range(0, len(content), _CHUNK):
            parser.Parse(content[begin : begin + _CHUNK], begin + _CHUNK >= len(content))
    except (expat.ExpatError, ValueError) as error:
        raise ExcelFault(
            f"a damaged file ({error})", "an Excel workbook", "Open it in Excel and save it again as .xlsx."
        ) from None


class _Texts:
    """Passes through the texts that cells share and keeps their lengths; refuses one that no cell of Excel can hold."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si" and not self.inside:
            self.lengths.append(0)
            self.inside = True
        elif tag == "sst":
            # The reader of values takes room for as many texts as the part says it holds, before it looks.
            said = attributes.get("uniqueCount", "0")
            if not _PLAIN_NUMBER.fullmatch(said):
                raise ExcelFault(
                    f"a damaged file (it claims to hold {quoted(said)} texts)", "an Excel workbook",
                    "Open it in Excel and save it again as .xlsx.",
                )  # fmt: skip

    def text(self, text: str) -> None:
        if self.inside:
            self.lengths[-1] = _bounded(self.lengths[-1] + len(text), text)

    def end(self, tag: str) -> None:
        if tag == "si":
            self.inside = False


def _bounded(length: int, last_part: str) -> int:
    if length > _MOST_CHARACTERS_OF_A_TEXT:
        raise ExcelFault(
            f"a text of more than {_MOST_CHARACTERS_OF_A_TEXT:,} characters (in it, {quoted(last_part[:50])})",
            "at most 32,767 characters in a cell, as Excel itself allows",
            "Shorten the text, or copy the filled rows into a fresh blank pack.",
        )
    return length


def shared_text_lengths(parts: Mapping[str, bytes]) -> list[int]:
    """Return the lengths of the texts that cells refer to by their place, in characters.

    Raises
    ------
    ExcelFault
        If one is longer than any cell can be, the part is not XML, or there are two such parts.
    """
    found = [content for name, content in parts.items() if name.replace("\\", "/").casefold() == _SHARED_TEXTS]
    if len(found) > 1:
        raise ExcelFault(
            "a damaged file (two lists of texts)", "an Excel workbook", "Open it in Excel and save it again as .xlsx."
        )
    scan = _Texts()
    for content in found:
        _pass_through(content, scan.start, scan.end, scan.text)
    return scan.lengths


class _Scan:
    """Passes through one sheet's XML and keeps what `SheetMarks` holds."""

    def __init__(self, text_lengths: Sequence[int]) -> None:
        self.marks = SheetMarks()
        self.text_lengths = text_lengths
        self.longest_text = max(text_lengths, default=0)
        self.row = -1
        self.column = -1
        self.kind = ""
        self.has_formula = False
        self.has_content = False
        self.inside_value = False
        self.inside_own_text = False
        self.own_text = 0
        self.value: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._place(attributes.get("r", ""))
            self.kind = attributes.get("t", "n")
            self.has_formula = self.has_content = False
            self.value = []
            self.own_text = 0
        elif tag == "v":
            self.inside_value = self.has_content = True
            self.value = []
        elif tag == "f":
            self.has_formula = self.has_content = True
        elif tag == "is":
            self.has_content = self.inside_own_text = True
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdigit() else self.row + 1
            self.column = -1
        elif tag == "mergeCell":
            self.marks.merged.append(attributes.get("ref", ""))

    def _place(self, reference: str) -> None:
        letters = reference.rstrip("0123456789")
        if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
            self.column += 1
            return
        column = 0
        for letter in letters.upper():
            column = 26 * column + ord(letter) - 64
        self.column = column - 1
        digits = reference[len(letters) :]
        if digits:
            self.row = int(digits[:8]) - 1

    def text(self, text: str) -> None:
        if self.inside_value:
            self.value.append(text)
        if self.inside_own_text or (self.inside_value and self.kind == "str"):
            self.own_text = _bounded(self.own_text + len(text), text)
            self.marks.characters += len(text)

    def _count_shared_text(self) -> None:
        value = "".join(self.value)
        if not _PLAIN_NUMBER.fullmatch(value):  # whatever a reader makes of it, it can't be more than the longest
            self.marks.characters += self.longest_text
        elif int(value) < len(self.text_lengths):
            self.marks.characters += self.text_lengths[int(value)]

    def end(self, tag: str) -> None:
        if tag == "v":
            self.inside_value = False
            if self.kind == "s":
                self._count_shared_text()
        elif tag == "is":
            self.inside_own_text = False
        elif tag == "c" and self.has_content:
            marks = self.marks
            marks.last_row = max(marks.last_row, self.row + 1)
            marks.last_column = max(marks.last_column, self.column + 1)
            value = "".join(self.value)
            if self.kind == "e":
                marks.faults[self.row, self.column] = FormulaFault(value or "#ERROR!")
            elif self.has_formula and not value and self.kind != "str":
                marks.faults[self.row, self.column] = FormulaFault()


def sheet_marks(part: bytes, text_lengths: Sequence[int] = ()) -> SheetMarks:
    """Return what a reader of values does not tell about a sheet.

    Parameters
    ----------
    part
        The sheet's XML.
    text_lengths
        What `shared_text_lengths` returned for its workbook.

    Raises
    ------
    ExcelFault
        If the part is not XML, or a cell's own text is longer than any cell can be.
    """
    scan = _Scan(text_lengths)
    _pass_through(part, scan.start, scan.end, scan.text)
    return scan.marks
