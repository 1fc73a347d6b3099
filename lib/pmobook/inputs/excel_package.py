"""The packaging of an Excel file: its parts unpacked within limits, and packed again for the reader of values."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

__all__ = ["ExcelFault", "plain_copy", "unpack"]

_MOST_PARTS = 2_000
_MOST_BYTES_OF_A_PART = 100_000_000
_MOST_BYTES_UNPACKED = 250_000_000


class ExcelFault(Exception):
    """An Excel file that can't be read; the texts are those of a `pmobook.errors.Problem`."""

    def __init__(self, found: str, expected: str, remedy: str) -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.remedy = remedy


def unpack(content: bytes) -> dict[str, bytes]:
    """Return the XML parts of an Excel file that values are read from, by name.

    Raises
    ------
    ExcelFault
        If the file is damaged, unpacks into too much, or is another kind of file in the same packaging.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = {entry.filename: entry for entry in package.infolist()}
            _refuse_other_kinds(entries)
            wanted = [entry for name, entry in entries.items() if _is_wanted(name)]
            if len(wanted) > _MOST_PARTS:
                raise ExcelFault(
                    f"{len(wanted):,} parts inside", "an ordinary workbook", "Copy the rows into a fresh blank pack."
                )
            parts: dict[str, bytes] = {}
            room = _MOST_BYTES_UNPACKED
            for entry in wanted:
                parts[entry.filename] = _read_part(package, entry, min(room, _MOST_BYTES_OF_A_PART))
                room -= len(parts[entry.filename])
            return parts
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise ExcelFault(
            f"a damaged file ({str(error).rstrip('.') or type(error).__name__})",
            "an Excel workbook",
            "Open it in Excel, save it again as .xlsx and hand that in.",
        ) from None


def _refuse_other_kinds(entries: Mapping[str, zipfile.ZipInfo]) -> None:
    if "xl/workbook.xml" in entries:
        return
    if "xl/workbook.bin" in entries:
        kind = "a binary workbook (.xlsb)"
    elif "word/document.xml" in entries:
        kind = "a Word document"
    elif "content.xml" in entries:
        kind = "an OpenDocument file"
    else:
        kind = "a packed file that holds no workbook"
    raise ExcelFault(kind, "an Excel workbook", "Save it from Excel as Excel workbook (.xlsx).")


def _is_wanted(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return file.endswith((".xml", ".rels")) and not folder.startswith(
        ("xl/media", "xl/drawings", "xl/charts", "xl/externalLinks", "xl/theme", "docProps", "customXml", "xl/persons")
    )


def _read_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    with package.open(entry) as stream:
        content = stream.read(room + 1)
    if len(content) > room:
        raise ExcelFault(
            f"more than {room // 1_000_000} MB when unpacked",
            "a workbook with a pack's rows",
            "Copy the filled rows into a fresh blank pack; millions of formatted blank rows often cause this.",
        )
    return content


def plain_copy(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Pack the parts again, uncompressed, so that the reader of values sees what was looked at and nothing else."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    copy.seek(0)
    return copy
