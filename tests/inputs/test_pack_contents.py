"""Two packs have the same digests just where they say the same."""

from __future__ import annotations

import pandas as pd
import pytest

from pmobook.inputs import pack_contents, packs_read
from pmobook.inputs.pack_contents import bytes_unread, digest_form, read_contents
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)
PROJECT = {"project_id": "P1", "title": "Shop", "stage": "executing"}
RISK = {"risk_id": "R1", "title": "Late"}


def test_a_form_that_says_the_same_has_the_same_digest_whatever_else_changes(engagement, write_csv_pack):
    write_csv_pack({"projects": [PROJECT], "goals": [{"goal_id": "G1", "title": "Grow"}]})
    before = read_contents(engagement, "retail", Q3)
    write_csv_pack({"projects": [PROJECT], "goals": [{"goal_id": "G1", "title": "Grow more"}]})
    now = read_contents(engagement, "retail", Q3)
    assert now.files != before.files
    assert {name for name in now.forms if now.forms[name] != before.forms[name]} == {"goals"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": [None]}, {"a": [""]}),
        ({"a": [1.0]}, {"a": [1.0000000000000002]}),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}),
        ({"a": ["x"]}, {"b": ["x"]}),
        ({"a": ["x,y"], "b": ["z"]}, {"a": ["x"], "b": ["y,z"]}),
    ],
    ids=["missing and empty", "the last digit", "order", "column", "commas"],
)
def test_what_differs_in_anything_has_another_digest(one, other):
    assert digest_form(pd.DataFrame(one)) != digest_form(pd.DataFrame(other))
    assert digest_form(pd.DataFrame(one)) == digest_form(pd.DataFrame(one))


def test_digests_are_noted_and_the_rows_not_read_again(engagement, write_csv_pack, monkeypatch):
    engagement.results.mkdir()
    write_csv_pack({"projects": [PROJECT]})
    first = read_contents(engagement, "retail", Q3)
    monkeypatch.delattr(pack_contents, "examine")
    assert read_contents(engagement, "retail", Q3) == first


def test_a_note_that_is_not_as_it_was_written_is_passed_over(engagement, write_csv_pack):
    engagement.results.mkdir()
    write_csv_pack({"projects": [PROJECT]})
    first = read_contents(engagement, "retail", Q3)
    (note,) = engagement.results.glob(f"{packs_read.FOLDER}/*/*.json")
    note.write_bytes(note.read_bytes()[:-2])
    assert read_contents(engagement, "retail", Q3) == first


def test_a_pack_with_problems_has_them_instead_of_digests(engagement, write_csv_pack):
    engagement.results.mkdir()
    write_csv_pack({"projects": [{**PROJECT, "stage": "flying"}]})
    found = read_contents(engagement, "retail", Q3)
    assert (dict(found.forms), found.received) == ({}, "")
    assert "column stage: found 'flying'" in str(found.problems[0])


def test_what_came_with_the_pack_counts_by_itself(engagement, write_csv_pack, pack_folder):
    write_csv_pack({"projects": [PROJECT]})
    before = read_contents(engagement, "retail", Q3)
    (pack_folder() / "handover.yaml").write_text("received_from: Head of PMO\n")
    now = read_contents(engagement, "retail", Q3)
    assert (before.received, now.forms) == ("", before.forms)
    assert now.received


def test_a_pack_weighs_what_its_files_do_until_it_has_been_read(engagement, write_csv_pack):
    assert bytes_unread(engagement, "retail", Q3) == 0
    write_csv_pack({"projects": [PROJECT]})
    engagement.results.mkdir(exist_ok=True)
    size = sum(path.stat().st_size for path in engagement.pack_folder("retail", Q3).glob("*.csv"))
    assert bytes_unread(engagement, "retail", Q3) == size > 0
    read_contents(engagement, "retail", Q3)
    assert bytes_unread(engagement, "retail", Q3) == 0
