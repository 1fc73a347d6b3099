"""A pack in a misnamed folder is named, not passed over."""

from pathlib import Path

import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.misplaced import find_misplaced


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "engagement.yaml").write_text("organisation: Example\nmoney: {currency: EUR}\n", encoding="utf-8")
    (tmp_path / "business_units").mkdir()
    (tmp_path / "business_units" / "logistics.yaml").write_text("name: Logistics\n", encoding="utf-8")
    (tmp_path / "inputs" / "logistics" / "2026Q3").mkdir(parents=True)
    return tmp_path


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in find_misplaced(open_engagement(folder))]


def test_what_is_in_its_place_is_no_problem(folder: Path) -> None:
    (folder / "inputs" / "logistics" / "notes.txt").write_text("a note", encoding="utf-8")
    (folder / "inputs" / ".cache").mkdir()
    assert told(folder) == []


@pytest.mark.parametrize("name", ["2026q4", "2026-Q4", "Q4 2026", "Q4_2026"])
def test_a_misnamed_quarter_is_told_with_its_right_name(name: str, folder: Path) -> None:
    (folder / "inputs" / "logistics" / name).mkdir()
    expected = f"found a folder named '{name}', expected the year and the quarter, as in 2026Q3. Rename it to 2026Q4."
    assert told(folder) == [f"inputs/logistics/{name}: {expected}"]


def test_a_quarter_that_cannot_be_guessed_is_told_too(folder: Path) -> None:
    (folder / "inputs" / "logistics" / "2026Q5").mkdir()
    assert told(folder)[0].endswith("Rename it to its quarter.")


def test_a_misnamed_business_unit_is_told_with_the_nearest(folder: Path) -> None:
    (folder / "inputs" / "Logistics_").mkdir()
    expected = "found a folder named after no business unit, expected the id of one, such as logistics. Rename it to logistics."
    assert told(folder) == [f"inputs/Logistics_: {expected}"]


def test_a_pack_outside_a_quarter_is_told(folder: Path) -> None:
    (folder / "inputs" / "logistics" / "pack.xlsx").write_bytes(b"")
    (folder / "inputs" / "risks.csv").write_bytes(b"")
    assert [line.split(":")[0] for line in told(folder)] == ["inputs/logistics/pack.xlsx", "inputs/risks.csv"]
