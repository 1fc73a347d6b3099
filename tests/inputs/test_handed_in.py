"""Which files of a folder are a pack."""

from __future__ import annotations

import pytest

from pmobook.inputs.handed_in import find_pack_files, read_sheets
from pmobook.inputs.sheets import MOST_BYTES
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)


def test_lock_files_and_letters_are_passed_over(engagement, pack_folder):
    folder = pack_folder()
    for name in ("risks.csv", "~$pack.xlsx", ".hidden.csv", "letter.docx", "notes.txt"):
        (folder / name).write_text("risk_id\n", encoding="utf-8")
    files = find_pack_files(engagement, "retail", Q3)
    assert files.problems == ()
    assert [path.name for path in files.csv_files] == ["risks.csv"]


def test_letter_case_of_file_names_does_not_matter(engagement, pack_folder):
    (pack_folder() / "Risks.CSV").write_text("risk_id\nK1\n", encoding="utf-8")
    sheets, problems = read_sheets(find_pack_files(engagement, "retail", Q3))
    assert problems == []
    assert list(sheets) == ["risks"]


@pytest.mark.parametrize("name", ["pack.xls", "pack (1).xlsx", "PACK.XLSM", "pack.ods", "risks.tsv"])
def test_another_spreadsheet_in_the_folder_is_told(engagement, pack_folder, name):
    """It may be the pack under a wrong name: passing it over would lose it in silence."""
    folder = pack_folder()
    (folder / name).write_bytes(b"x")
    (problem,) = find_pack_files(engagement, "retail", Q3).problems
    assert problem.where == f"inputs/retail/2026Q3/{name}"
    assert "Save it as pack.xlsx" in problem.remedy


def test_a_folder_that_links_out_of_the_engagement_is_not_read(engagement, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "risks.csv").write_text("risk_id\nK1\n", encoding="utf-8")
    place = engagement.folder / "inputs" / "retail"
    place.mkdir(parents=True)
    (place / "2026Q3").symlink_to(tmp_path / "elsewhere")
    files = find_pack_files(engagement, "retail", Q3)
    assert files.csv_files == ()
    assert "a link that leads out of the engagement's folder" in files.problems[0].found


def test_a_link_that_goes_round_in_circles_is_not_followed(engagement, pack_folder):
    place = pack_folder() / "risks.csv"
    place.symlink_to(place)
    assert len(find_pack_files(engagement, "retail", Q3).problems) == 1


def test_a_link_within_the_engagement_is_followed(engagement, pack_folder):
    (engagement.folder / "risks.csv").write_text("risk_id\nK1\n", encoding="utf-8")
    (pack_folder() / "risks.csv").symlink_to(engagement.folder / "risks.csv")
    assert find_pack_files(engagement, "retail", Q3).problems == ()


def test_the_digest_tells_names_from_contents(engagement, pack_folder):
    """The same bytes under another name are another pack."""
    folder = pack_folder()
    (folder / "risks.csv").write_bytes(b"a")
    first = find_pack_files(engagement, "retail", Q3).digest
    (folder / "risks.csv").rename(folder / "goals.csv")
    assert find_pack_files(engagement, "retail", Q3).digest != first


def digest(engagement) -> str:
    return find_pack_files(engagement, "retail", Q3).digest


def test_what_is_wrong_with_the_folder_is_part_of_the_digest(engagement, pack_folder):
    """A stray file makes a pack unread; once it is gone the pack is another one, and what rests on it is assessed again."""
    folder = pack_folder()
    (folder / "risks.csv").write_bytes(b"risk_id\n")
    sound = digest(engagement)
    (folder / "old copy.xls").write_bytes(b"x")
    unread = digest(engagement)
    assert unread != sound
    (folder / "old copy.xls").rename(folder / "older copy.xls")
    assert digest(engagement) not in {sound, unread}
    (folder / "older copy.xls").unlink()
    assert digest(engagement) == sound


def test_a_letter_beside_the_pack_is_no_part_of_the_digest(engagement, pack_folder):
    folder = pack_folder()
    (folder / "risks.csv").write_bytes(b"risk_id\n")
    before = digest(engagement)
    (folder / "letter.docx").write_bytes(b"x")
    assert digest(engagement) == before


def test_a_file_too_large_to_be_read_counts_by_its_size_and_is_not_opened(engagement, pack_folder, monkeypatch):
    path = pack_folder() / "risks.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    files = find_pack_files(engagement, "retail", Q3)

    def opened(*_, **__):
        pytest.fail("the file was opened")

    with monkeypatch.context() as patched:
        patched.setattr(type(path), "open", opened)
        first = files.digest
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 2)
    assert files.digest != first


def test_a_file_of_the_largest_size_counts_by_its_content(engagement, pack_folder):
    path = pack_folder() / "risks.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES)
    first = digest(engagement)
    with path.open("rb+") as file:
        file.write(b"x")
    assert digest(engagement) != first


@pytest.mark.parametrize(("one", "other"), [("PACK.XLSX", "pack.xlsx"), ("Handover.yaml", "handover.yaml")])
def test_two_files_that_only_letter_case_tells_apart_are_told(engagement, pack_folder, one, other):
    """Which of them is the pack is not ours to guess."""
    folder = pack_folder()
    for name in (one, other):
        (folder / name).write_bytes(b"x")
    if len(list(folder.iterdir())) == 1:
        pytest.skip("this file system knows no letter case")
    (problem,) = find_pack_files(engagement, "retail", Q3).problems[:1]
    assert (problem.where, problem.found) == (f"inputs/retail/2026Q3/{other}", f"a second file beside {one}")
