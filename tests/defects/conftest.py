"""Packs with one defect each: read from their folder, or made where a file can't stand in a repository."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
import pytest
import xlsxwriter

from pmobook.inputs.engagement import Engagement, open_engagement

ENGAGEMENT = "organisation: Example Stores\nmoney: {currency: GBP}\n"
RISKS = [["risk_id", "title", "probability"], ["K1", "Platform is late", 0.4]]


def workbook(sheets: dict[str, list[list[object]]], adjust: Callable[[xlsxwriter.Workbook], None] | None = None) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        if adjust:
            adjust(book)
    return buffer.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def replaced(content: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    return package({**parts, name: part})


def formulas(*cells: tuple[str, object]) -> bytes:
    def adjust(book: xlsxwriter.Workbook) -> None:
        for row, (formula, value) in enumerate(cells, start=1):
            book.get_worksheet_by_name("risks").write_formula(row, 2, formula, None, value)

    rows = [RISKS[0], *([f"K{number}", "Platform is late"] for number in range(1, len(cells) + 1))]
    return workbook({"risks": rows}, adjust)


def encrypted() -> bytes:
    buffer = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(workbook({"risks": RISKS}))).encrypt("secret", buffer)
    return buffer.getvalue()


def with_merged_cells(book: xlsxwriter.Workbook) -> None:
    book.get_worksheet_by_name("risks").merge_range("B2:B3", "Platform is late")


def with_hidden_sheets(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet("cover").activate()
    book.get_worksheet_by_name("risks").hide()
    book.get_worksheet_by_name("working").very_hidden()


def with_excel_types(book: xlsxwriter.Workbook) -> None:
    """Write what Excel makes of things typed into ordinary cells."""
    sheet = book.get_worksheet_by_name("projects")
    day = book.add_format({"num_format": "d-mmm"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_number(1, 0, 46082, day)  # MAR-1, meant as an id
    sheet.write_number(2, 3, 46234.5, moment)
    sheet.write_number(3, 3, 46234)
    sheet.write_boolean(4, 4, True)
    sheet.write_number(5, 4, 46234, day)


def link_out(folder: Path) -> None:
    outside = folder.parents[3] / "outside.csv"
    outside.write_text("risk_id,title,probability\nK1,Secret,0.4\n", encoding="utf-8")
    (folder / "risks.csv").symlink_to(outside)


def both_kinds(folder: Path) -> None:
    (folder / "pack.xlsx").write_bytes(workbook({"risks": RISKS}))
    (folder / "risks.csv").write_text("risk_id,title,probability\nK1,Platform is late,0.4\n", encoding="utf-8")


def as_workbook(content: Callable[[], bytes]) -> Callable[[Path], None]:
    return lambda folder: (folder / "pack.xlsx").write_bytes(content()) and None


def as_risks(content: Callable[[], bytes]) -> Callable[[Path], None]:
    return lambda folder: (folder / "risks.csv").write_bytes(content()) and None


def with_title(length: int, *, times: int = 1) -> bytes:
    """Return a workbook of so many risks that share one title, longer than Excel itself would take."""
    rows = [RISKS[0], *([f"K{number}", "TITLE", 0.4] for number in range(1, times + 1))]
    content = workbook({"risks": rows})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = archive.read("xl/sharedStrings.xml")
    return replaced(content, "xl/sharedStrings.xml", texts.replace(b"TITLE", b"x" * length))


HEAD = b"risk_id,title,probability\n"
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData/></worksheet>'
PROJECTS = [
    ["project_id", "title", "stage", "start", "whole_life_cost"],
    *([f"P{number}", "Self-service returns", "idea"] for number in range(1, 6)),
]
MAKERS: dict[str, Callable[[Path], None]] = {
    "formula_error": as_workbook(lambda: formulas(("=#REF!", "#REF!"), ("=1/0", "#DIV/0!"), ("=0.2*2", 0.4))),
    "formula_never_calculated": as_workbook(lambda: formulas(("=0.2*2", ""))),
    "password_protected": as_workbook(encrypted),
    "old_excel": as_workbook(lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)),
    "no_excel_at_all": as_workbook(lambda: b"risk_id,title\nK1,Late\n"),
    "empty_workbook": as_workbook(lambda: b""),
    "broken_workbook": as_workbook(lambda: workbook({"risks": RISKS})[:3000]),
    "word_document": as_workbook(lambda: package({"word/document.xml": b"<document/>"})),
    "unpacks_into_too_much": as_workbook(
        lambda: replaced(workbook({"risks": RISKS}), "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 100_000_000)
    ),
    "cell_far_away": as_workbook(
        lambda: workbook({"risks": RISKS}, lambda book: book.get_worksheet_by_name("risks").write(1048575, 16383, "x") and None)
    ),
    "merged_cells": as_workbook(lambda: workbook({"risks": [*RISKS, ["K2", None, 0.1]]}, with_merged_cells)),
    "hidden_sheet": as_workbook(lambda: workbook({"risks": RISKS, "working": [["x"]]}, with_hidden_sheets)),
    "sheet_named_after_no_form": as_workbook(lambda: workbook({"risk": RISKS, "Sheet1": [], "Summary": [["Total", 3]]})),
    "sheet_twice": as_workbook(lambda: workbook({"risks": RISKS, "Risks ": RISKS})),
    "both_kinds": both_kinds,
    "no_pack": lambda folder: None,
    "link_out_of_the_engagement": link_out,
    "folder_for_a_file": lambda folder: (folder / "risks.csv").mkdir(),
    "excel_types_in_the_way": as_workbook(lambda: workbook({"projects": PROJECTS}, with_excel_types)),
    "document_type_declaration": as_workbook(lambda: replaced(workbook({"risks": RISKS}), "xl/worksheets/sheet1.xml", DOCTYPE)),
    "long_text": as_risks(lambda: HEAD + b"K1," + b"x" * 100_000 + b",0.4\n"),
    "long_text_in_a_workbook": as_workbook(lambda: with_title(100_000)),
    "text_beyond_what_a_workbook_takes": as_workbook(lambda: with_title(1_048_576, times=3000)),
    "one_long_text_in_many_cells": as_workbook(lambda: with_title(200_000, times=3000)),
    "text_beyond_what_csv_takes": as_risks(lambda: HEAD + b'K1,"' + b"x\n" * 100_000 + b'",0.4\n'),
    "not_utf8": as_risks(lambda: HEAD + "K1,Größere Verspätung,0.4\n".encode("latin-1")),
    "utf16": as_risks(lambda: (HEAD + b"K1,Late,0.4\n").decode().encode("utf-16")),
    "nul_byte": as_risks(lambda: HEAD + b"K1,La\0te,0.4\n"),
    "many_wrong_rows": as_risks(lambda: HEAD + b"".join(b"K%d,Late,%d\n" % (row, row % 7 or 9) for row in range(2, 100_002))),
}
"""Makers of the packs that hold what a repository can't or shouldn't keep, by the name of their folder."""


@pytest.fixture
def engagement_with_defect(tmp_path: Path) -> Callable[[Path], Engagement]:
    """Return a function that makes an engagement whose business unit retail has one defective pack for 2026Q3."""

    def make(case: Path) -> Engagement:
        root = tmp_path / "engagement"
        folder = root / "inputs" / "retail" / "2026Q3"
        folder.mkdir(parents=True)
        (root / "business_units").mkdir()
        (root / "business_units" / "retail.yaml").write_text("name: Retail\n", encoding="utf-8")
        (root / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
        for path in case.iterdir():
            if path.name == "engagement.yaml":
                shutil.copy(path, root)
            elif path.name != "expected.txt":
                shutil.copy(path, folder)
        if case.name in MAKERS:
            MAKERS[case.name](folder)
        return open_engagement(root)

    return make
