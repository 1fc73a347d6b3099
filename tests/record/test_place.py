"""Where results are kept: what is named goes before the environment, that before the engagement's file."""

import os
from pathlib import Path

import pytest

from pmobook.errors import ProblemsFound
from pmobook.record.place import STORAGE, make_folder, place_of, remove_tree, results_place, tag_of
from pmobook.record.remote import RemotePath


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv(STORAGE, raising=False)
    return tmp_path


def test_results_stay_in_the_engagements_folder_unless_somebody_says_otherwise(folder):
    assert results_place(folder) == folder / "results"
    (folder / "engagement.yaml").write_text("organisation: A\n")
    assert results_place(str(folder)) == folder / "results"


def test_the_file_the_environment_and_the_caller_each_go_before_the_one_before(folder, monkeypatch):
    (folder / "engagement.yaml").write_text("storage: s3://file/pmo\n")
    assert results_place(folder) == RemotePath("s3://file/pmo")
    monkeypatch.setenv(STORAGE, "gs://environment/pmo")
    assert results_place(folder) == RemotePath("gs://environment/pmo")
    assert results_place(folder, "az://caller/pmo") == RemotePath("az://caller/pmo")
    assert results_place(folder, "") == folder / "results"
    monkeypatch.setenv(STORAGE, "")
    assert results_place(folder) == RemotePath("s3://file/pmo")


def test_a_person_may_name_any_folder_of_this_machine(folder):
    assert results_place(folder, f"file://{folder}/kept") == folder / "kept"
    assert results_place(folder, f"local://{folder}/kept") == folder / "kept"
    assert results_place(folder, f"file:{folder}/kept") == folder / "kept"
    assert results_place(folder, str(folder / "kept")) == folder / "kept"


@pytest.mark.parametrize(
    "named", ["s3://key:SECRET@bucket/pmo", "http://example.org/pmo", "s3://bucket/../a", "s3://bucket", "s3:/bucket/pmo"]
)
def test_what_is_no_address_is_refused_without_repeating_it(folder, monkeypatch, named):
    with pytest.raises(
        ProblemsFound, match=r"the storage named \(--storage, or the variable PMOBOOK_STORAGE\): found"
    ) as refused:
        results_place(folder, named)
    monkeypatch.setenv(STORAGE, named)
    with pytest.raises(ProblemsFound, match="expected an address such as"):
        results_place(folder)
    assert "SECRET" not in str(refused.value)


def test_a_kind_of_address_that_cant_be_used_is_named(folder):
    with pytest.raises(ProblemsFound, match=r"found an address that begins with memory://, expected .* ends with the process"):
        results_place(folder, "memory://pmo")


def test_a_file_that_leads_out_of_the_engagement_is_refused(folder):
    (folder / "engagement.yaml").write_text("storage: file:///etc\n")
    with pytest.raises(ProblemsFound, match=r"engagement\.yaml, storage: found something else, expected a folder inside"):
        results_place(folder)


def test_a_file_that_cant_be_read_is_left_to_whoever_opens_the_engagement(folder):
    (folder / "engagement.yaml").write_text("storage: [\n")
    assert results_place(folder) == folder / "results"


def test_texts_and_places_are_the_same(tmp_path):
    for place in (tmp_path / "a", RemotePath("s3://bucket/pmo")):
        assert place_of(str(place)) == place
        assert place_of(place) is place
    assert place_of("file:///srv/results") == Path("/srv/results")


def test_a_folder_is_made_and_taken_away(tmp_path, s3):
    make_folder(tmp_path / "a" / "b")
    (tmp_path / "a" / "b" / "one").touch()
    remove_tree(tmp_path / "a")
    assert not (tmp_path / "a").exists()
    place = RemotePath(f"{s3.bucket()}/pmo")
    make_folder(place)
    (place / "one").write_bytes(b"1")
    remove_tree(place)
    assert not place.exists()


def test_a_tag_changes_with_the_content(tmp_path, s3):
    remote = RemotePath(f"{s3.bucket()}/pmo")
    for place in (tmp_path / "one", remote / "one"):
        with pytest.raises(FileNotFoundError):
            tag_of(place)
        place.write_bytes(b"1")
        first = tag_of(place)
        assert tag_of(place) == first
        place.write_bytes(b"two")
        if isinstance(place, Path):
            os.utime(place, ns=(1, 1))  # a disk's clock may be coarse
        assert tag_of(place) != first
