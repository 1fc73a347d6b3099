"""Packs that were read are kept and come back exactly as they were read; whatever isn't exactly so is read anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from pmobook.inputs import pack as packs
from pmobook.inputs import packs_read
from pmobook.inputs.pack import find_problems, read_pack
from pmobook.method.forms import FORM_NAMES
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)
PROJECT = {"project_id": "P1", "title": "=cmd|' /C calc'!A0 <script> \u202e 🎉", "stage": "executing"}


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch):
    """A process that has read nothing before, each time."""
    monkeypatch.setattr(packs, "_MOST_REMEMBERED", 1)
    packs._EXAMINED.clear()


@pytest.fixture
def read(engagement):
    """Read the pack as a new process would."""

    def again():
        packs._EXAMINED.clear()
        return read_pack(engagement, "retail", Q3)

    return again


@pytest.fixture
def counted(monkeypatch):
    """Count how often forms are read from their files."""
    calls = []
    original = packs._examine_forms

    def examine(*arguments):
        calls.append(arguments)
        return original(*arguments)

    monkeypatch.setattr(packs, "_examine_forms", examine)
    return calls


def kept(results: Path) -> list[Path]:
    return sorted(results.glob(f"{packs_read.FOLDER}/*/*"))


def test_a_pack_comes_back_exactly_as_it_was_read(engagement, write_csv_pack, full_pack, read, counted):
    engagement.results.mkdir()
    write_csv_pack(full_pack)
    first, second = read(), read()
    assert len(counted) == 1
    assert tuple(second.forms) == FORM_NAMES
    for name in FORM_NAMES:
        assert_frame_equal(first.forms[name], second.forms[name], check_freq=True, check_flags=True)
        assert first.forms[name].dtypes.tolist() == second.forms[name].dtypes.tolist()
    assert first.digest == second.digest


def test_forms_without_rows_and_hostile_text_come_back(engagement, write_csv_pack, pack_folder, read, counted):
    engagement.results.mkdir()
    write_csv_pack({"projects": [PROJECT]})
    (pack_folder() / "risks.csv").write_text("risk_id,title,probability\n")
    first, second = read(), read()
    assert len(counted) == 1
    assert second.form("projects")["title"].tolist() == [PROJECT["title"]]
    for name in first.forms:
        assert_frame_equal(first.forms[name], second.forms[name])


def test_a_changed_pack_is_read_anew(engagement, write_csv_pack, read, counted):
    engagement.results.mkdir()
    write_csv_pack({"projects": [PROJECT]})
    read()
    write_csv_pack({"projects": [{**PROJECT, "title": "Another"}]})
    assert read().form("projects")["title"].tolist() == ["Another"]
    assert len(counted) == 2


def test_a_file_that_is_not_as_it_was_written_is_passed_over(engagement, write_csv_pack, read, counted):
    engagement.results.mkdir()
    write_csv_pack({"projects": [PROJECT]})
    expected = read().form("projects")
    (file,) = kept(engagement.results)
    content = file.read_bytes()
    for spoiled in (b"", content[:40], content[:-1], content[:-20] + bytes(20), b"x" + content):
        file.write_bytes(spoiled)
        assert_frame_equal(read().form("projects"), expected)
    assert len(counted) == 6


def test_a_pack_with_problems_is_not_kept(engagement, write_csv_pack):
    engagement.results.mkdir()
    write_csv_pack({"projects": [{**PROJECT, "stage": "flying"}]})
    assert find_problems(engagement, "retail", Q3)
    assert kept(engagement.results) == []


def test_nothing_is_kept_where_no_results_are(engagement, write_csv_pack, read):
    write_csv_pack({"projects": [PROJECT]})
    read()
    assert not engagement.results.exists()


@pytest.mark.skipif(os.name == "nt", reason="folders are protected in other ways there")
def test_a_folder_that_cannot_be_written_to_stops_nobody(engagement, write_csv_pack, read, counted):
    engagement.results.mkdir()
    (engagement.results / packs_read.FOLDER).write_text("a file where a folder should be")
    write_csv_pack({"projects": [PROJECT]})
    assert read().form("projects")["title"].tolist() == [PROJECT["title"]]
    read()
    assert len(counted) == 2


def test_what_another_version_kept_is_removed(engagement, write_csv_pack, read, monkeypatch):
    engagement.results.mkdir()
    write_csv_pack({"projects": [PROJECT]})
    read()
    old = kept(engagement.results)
    monkeypatch.setattr(packs_read, "_version", lambda: "another")
    read()
    packs_read.forget_other_versions(engagement.results)
    new = kept(engagement.results)
    assert len(new) == 1
    assert not set(new) & set(old)
