"""A price for a role or project that stands in no pack is named, and not passed over in silence."""

import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.unmatched_names import find_unmatched_names
from pmobook.vocabulary import Quarter

NOW, BEFORE = Quarter.parse("2026Q3"), Quarter.parse("2026Q2")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "business_units").mkdir()
    for unit in ("retail", "wholesale"):
        (tmp_path / "business_units" / f"{unit}.yaml").write_text(f"name: {unit}\n")
    hand_in(tmp_path, "retail", NOW, "Project manager", "P1")
    return tmp_path


def hand_in(folder, unit, quarter, role, project):
    pack = folder / "inputs" / unit / str(quarter)
    pack.mkdir(parents=True)
    (pack / "capacity.csv").write_text(f"role,period,fte\n{role},2026-07,2\n")
    (pack / "projects.csv").write_text(f"project_id,title\n{project},One\n")


def problems(folder, prices):
    text = f"organisation: A\nmoney: {{currency: EUR}}\nprices:\n  dated: 2026-01-01\n  set_by: CFO\n{prices}"
    (folder / "engagement.yaml").write_text(text)
    return [str(one) for one in find_unmatched_names(open_engagement(folder), NOW)]


def test_a_role_and_a_project_that_nobody_has_are_each_told_with_the_nearest(folder):
    told = problems(folder, "  hire: {Project manger: 1, Pilot: 2}\n  drop: {P9: 3}\n")
    beginnings = ("prices > hire: found 'Project manger'", "prices > hire: found 'Pilot'", "prices > drop: found 'P9'")
    assert all(one.startswith(f"engagement.yaml, {beginning}") for one, beginning in zip(told, beginnings, strict=True))
    assert "a role that a pack of 2026Q3, or of the quarter before, names in capacity, demand or skills" in told[0]
    assert told[0].endswith("Did you mean Project manager?")
    assert told[2].endswith("names in projects. Correct it, or remove the price.")


def test_capitals_and_blanks_make_no_other_role_but_another_project(folder):
    assert problems(folder, "  contract: {project  Manager: 1}\n") == []
    (told,) = problems(folder, "  delay: {p1: 1}\n")
    assert "found 'p1'" in told


def test_a_role_of_any_business_unit_or_of_the_quarter_before_counts(folder):
    hand_in(folder, "wholesale", BEFORE, "Buyer", "P2")
    assert problems(folder, "  hire: {Buyer: 1}\n  drop: {P2: 1}\n") == []


@pytest.mark.parametrize("prices", ["", "  hire: 1\n  drop: 2\n"])
def test_prices_for_all_name_nobody_and_read_no_pack(folder, prices, monkeypatch):
    monkeypatch.setattr("pmobook.inputs.unmatched_names.examine", None)
    assert problems(folder, prices) == []


def test_check_tells_it_and_ends_with_1(folder, call):
    problems(folder, "  hire: {Pilot: 2}\n")
    status, printed = call("check", folder, "--quarter", "2026Q3", "--business-unit", "retail")
    assert status == 1
    assert "Pilot" in printed
