"""Whatever comes back, it is refused or read as values: nothing in it is run, followed or allowed to fill the memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
import pytest


def package(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def refused(desk, engagement) -> str:
    report = desk.gather(engagement)
    assert report.written == ()
    assert not (desk.root / "inputs").exists()
    (problem,) = report.problems
    return str(problem)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "an empty file"),
        (b"hello", "a file that is no Excel workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), "old Excel"),
        (b"PK\x03\x04" + bytes(100), "a damaged file"),
        (b"PK" + bytes(5_000_001), "a file of 5 MB"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(desk, named, content: bytes, words: str):
    desk.sent_back("x.xlsx").write_bytes(content)
    assert words in refused(desk, named)


def test_a_password_is_asked_to_be_taken_off(desk, named):
    buffer = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(desk.issued()[0].read_bytes())).encrypt("secret", buffer)
    desk.sent_back("x.xlsx").write_bytes(buffer.getvalue())
    assert "a password-protected file" in refused(desk, named)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"])
def test_a_bomb_is_not_unpacked(desk, named, part: str):
    path = desk.fill(desk.issued()[0], "x.xlsx")
    package(path, lambda parts: parts.update({part: b"<x>" + b" " * 101_000_000}))
    assert "when unpacked" in refused(desk, named)


def test_entities_are_not_expanded(desk, named):
    document = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'
    path = desk.fill(desk.issued()[0], "x.xlsx")
    package(path, lambda parts: parts.update({"xl/worksheets/sheet2.xml": document}))
    assert "a document type declaration inside" in refused(desk, named)


def test_a_cell_at_the_end_of_the_sheet_is_refused(desk, named):
    def far_away(book) -> None:
        book["Answers"]["XFD1048576"] = 1

    desk.fill(desk.issued()[0], "x.xlsx", change=far_away)
    assert "content as far as row 1,048,576" in refused(desk, named)


def test_files_with_macros_and_of_other_kinds_are_asked_for_as_xlsx(desk, named):
    desk.fill(desk.issued()[0], "R1.xlsx")
    for name in ("answers.xlsm", "answers.ods", "scan.pdf"):
        desk.sent_back(name).write_bytes(b"x")
    report = desk.gather(named)
    assert [problem.where.rpartition("/")[2] for problem in report.problems] == ["answers.ods", "answers.xlsm", "scan.pdf"]
    assert {problem.found for problem in report.problems} == {"a file of another kind"}


def test_macros_and_links_inside_change_nothing(desk, named):
    def add(parts: dict[str, bytes]) -> None:
        parts["xl/vbaProject.bin"] = b"macro"
        parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"

    path = desk.fill(desk.issued()[0])
    package(path, add)
    report = desk.gather(named)
    assert (report.problems, report.taken) == ((), 1)


def test_links_are_not_followed(desk, named, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.xlsx").write_bytes(desk.issued()[0].read_bytes())
    desk.sent_back("a.xlsx").symlink_to(outside / "a.xlsx")
    desk.sent_back("folder").symlink_to(outside, target_is_directory=True)
    report = desk.gather(named)
    assert [problem.found for problem in report.problems] == ["a link", "a link"]
    assert report.files_read == 0


def test_control_characters_in_a_comment_are_named(desk, named):
    path = desk.fill(desk.issued()[0], comments={"budgets": "MARK"})
    sheet = "xl/worksheets/sheet2.xml"
    package(path, lambda parts: parts.update({sheet: parts[sheet].replace(b"MARK", b"a&#127;b")}))
    assert "row 5, column Comment, respondent R1: found the control character 0x7f" in refused(desk, named)
