"""The demo as it is committed: made by the generator, free of problems, and telling its story."""

from __future__ import annotations

import datetime as dt
import functools
import shutil
import zipfile
from pathlib import Path

import pytest

from pmobook.generate.demo import LATE_BUSINESS_UNIT, generate_demo, write_late_pack
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pack import examine, find_problems
from pmobook.method.forms import FORM_NAMES
from pmobook.method.yaml_text import load_yaml
from pmobook.vocabulary import Quarter

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "params" / "demo"
LATE_PACK = ROOT / "tests" / "defects" / "demo_late_pack"
BUSINESS_UNITS = ("corporate", "customer_services", "manufacturing", "retail", "supply_chain", "technology")
LAST = Quarter(2026, 3)
AGAIN = "Run pmobook.generate.demo.generate_demo(Path('params/demo'), replace=True) and read what changed."


def parts(path: Path) -> dict[str, bytes]:
    """Return a file's content; of an Excel file, its unpacked parts, since packing differs between Python versions."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def files(folder: Path) -> set[str]:
    top = ("engagement.yaml", "business_units", "inputs")
    return {
        str(path.relative_to(folder)) for name in top for path in (folder / name, *(folder / name).rglob("*")) if path.is_file()
    }


@pytest.fixture(scope="module")
def engagement():
    return open_engagement(DEMO)


@pytest.fixture(scope="module")
def examined(engagement):
    """Return a pack and its problems, read once."""
    return functools.cache(functools.partial(examine, engagement))


@pytest.fixture(scope="module")
def mean_ratings(engagement, examined):
    """Mean rating of each business unit, quarter by quarter, from the packs."""
    return {
        name: [float(examined(name, quarter)[0].form("responses")["rating"].mean()) for quarter in engagement.quarters(name)]
        for name in ("retail", "manufacturing")
    }


def test_the_committed_demo_is_what_the_generator_makes(tmp_path):
    made = generate_demo(tmp_path / "demo")
    assert files(made) == files(DEMO), AGAIN
    for name in sorted(files(made)):
        assert parts(made / name) == parts(DEMO / name), f"{name} differs. {AGAIN}"


def test_there_are_six_business_units_and_eight_quarters(engagement):
    assert tuple(engagement.business_units) == BUSINESS_UNITS
    for name in BUSINESS_UNITS:
        assert [str(quarter) for quarter in engagement.quarters(name)] == [
            "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3",
        ]  # fmt: skip


@pytest.mark.parametrize("business_unit", BUSINESS_UNITS)
def test_no_pack_has_a_problem(business_unit, engagement, examined):
    for quarter in engagement.quarters(business_unit):
        assert examined(business_unit, quarter)[1] == []


@pytest.mark.parametrize("business_unit", BUSINESS_UNITS)
def test_every_form_of_the_last_pack_has_rows(business_unit, examined):
    pack, _ = examined(business_unit, LAST)
    assert [name for name in FORM_NAMES if not pack.handed_in(name)] == []


def test_retail_hands_in_excel_and_the_others_csv():
    assert (DEMO / "inputs" / "retail" / str(LAST) / "pack.xlsx").is_file()
    assert not list((DEMO / "inputs" / "retail").rglob("*.csv"))
    assert len(list((DEMO / "inputs").rglob("*.xlsx"))) == 8


def test_retail_improves_in_every_quarter(mean_ratings):
    found = mean_ratings["retail"]
    assert found == sorted(found)
    assert found[-1] - found[0] > 1


def test_manufacturing_slips_in_every_quarter(mean_ratings):
    found = mean_ratings["manufacturing"]
    assert found == sorted(found, reverse=True)
    assert found[0] - found[-1] > 0.8


def test_the_supply_chain_alone_is_late_and_in_the_last_quarter_only(engagement, examined):
    late = []
    for name in BUSINESS_UNITS:
        for quarter in engagement.quarters(name):
            due = quarter.last_day + dt.timedelta(days=engagement.parameters.packs_due_days)
            if examined(name, quarter)[0].received.received_on > due:
                late.append((name, str(quarter)))
    assert late == [(LATE_BUSINESS_UNIT, "2026Q3")]


def test_the_committed_late_pack_is_what_the_generator_makes(tmp_path):
    write_late_pack(tmp_path)
    kept = LATE_PACK / "pack"
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in kept.iterdir()}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (kept / path.name).read_bytes(), f"{path.name}: write it again with write_late_pack"


def test_the_late_packs_first_version_gives_a_clear_line_for_each_mistake(tmp_path):
    shutil.copytree(DEMO, tmp_path / "demo", ignore=shutil.ignore_patterns("inputs", "results", "published"))
    folder = f"inputs/{LATE_BUSINESS_UNIT}/{LAST}"
    shutil.copytree(LATE_PACK / "pack", tmp_path / "demo" / folder)
    found = find_problems(open_engagement(tmp_path / "demo"), LATE_BUSINESS_UNIT, LAST)
    expected = load_yaml(LATE_PACK / "expected.yaml")
    assert [(problem.where.removeprefix(f"{folder}/"), problem.found) for problem in found] == [
        (line["where"], line["found"]) for line in expected
    ]
    for problem, line in zip(found, expected, strict=True):
        assert line["says"] in str(problem), line["mistake"]


def test_the_demo_stays_small():
    assert sum((DEMO / name).stat().st_size for name in files(DEMO)) < 12_000_000
