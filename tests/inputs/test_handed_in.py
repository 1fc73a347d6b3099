"""Which files of a folder are a pack."""

from __future__ import annotations

import pytest

from pmobook.inputs.handed_in import find_pack_files, read_sheets
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
