"""A folder is replaced as a whole, and only if everything in it was written here."""

import pytest

from pmobook.errors import PmobookError
from pmobook.publish.own_folder import MARKER, replace_folder


def test_a_new_folder_holds_the_files_and_the_marker(tmp_path):
    replace_folder(tmp_path / "new" / "site", "site", [("index.html", b"one"), ("a.html", b"two")])
    assert sorted(path.name for path in (tmp_path / "new" / "site").iterdir()) == [MARKER, "a.html", "index.html"]
    assert (tmp_path / "new" / "site" / MARKER).read_text() == "pmobook site 1\na.html\nindex.html\n"


def test_what_is_no_longer_written_goes_and_nothing_is_left_beside(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    replace_folder(folder, "site", [("index.html", b"one"), ("old.html", b"two")])
    replace_folder(folder, "site", [("index.html", b"three")])
    assert sorted(path.name for path in folder.iterdir()) == [MARKER, "index.html"]
    assert (folder / "index.html").read_bytes() == b"three"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_old_files_stand_if_making_the_new_ones_fails(tmp_path):
    def broken():
        yield "index.html", b"half"
        message = "no figures"
        raise PmobookError(message)

    replace_folder(tmp_path / "site", "site", [("index.html", b"whole")])
    with pytest.raises(PmobookError, match="no figures"):
        replace_folder(tmp_path / "site", "site", broken())
    assert (tmp_path / "site" / "index.html").read_bytes() == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("marker", [None, "", "something else\n", "pmobook report 1\nnotes.txt\n"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path, marker):
    (tmp_path / "notes.txt").write_text("mine")
    if marker is not None:
        (tmp_path / MARKER).write_text(marker)
    with pytest.raises(PmobookError, match="holds files that are not a site of pmobook; they are left alone"):
        replace_folder(tmp_path, "site", [("index.html", b"")])
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_that_a_person_put_into_our_folder_is_named(tmp_path):
    replace_folder(tmp_path / "site", "site", [("index.html", b"one")])
    for number in range(7):
        (tmp_path / "site" / f"note {number}.txt").write_text("mine")
    with pytest.raises(PmobookError, match=r"pmobook did not write: note 0\.txt, .* and 2 more\. Move it away"):
        replace_folder(tmp_path / "site", "site", [("index.html", b"two")])
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one"


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "site").write_text("mine")
    with pytest.raises(PmobookError, match=r"site is a file\. Name a new or empty folder for the site\."):
        replace_folder(tmp_path / "site", "site", [])


@pytest.mark.parametrize("name", ["site", "board [Q3]"])
def test_what_a_killed_process_left_is_cleared_away_and_nothing_else(tmp_path, name):
    ours, others = tmp_path / f".{name}.0a1b2c3d.partial", tmp_path / f".{name}.99999999.partial"
    for folder in (ours, others):
        folder.mkdir()
    (ours / MARKER).write_text("pmobook site 1\n")
    (others / "mine.txt").write_text("mine")
    replace_folder(tmp_path / name, "site", [("index.html", b"")])
    assert not ours.exists()
    assert (others / "mine.txt").exists()
