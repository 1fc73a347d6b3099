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
    wrong, unused = find_unmatched_names(open_engagement(folder), NOW)
    return [str(one) for one in wrong], [str(one) for one in unused]


def test_a_role_and_a_project_that_nobody_has_are_each_told_with_the_nearest(folder):
    told, _ = problems(folder, "  hire: {Project manger: 1}\n  drop: {X999: 3}\n")
    beginnings = ("prices > hire: found 'Project manger'", "prices > drop: found 'X999'")
    assert all(one.startswith(f"engagement.yaml, {beginning}") for one, beginning in zip(told, beginnings, strict=True))
    assert "a role that a pack of 2026Q3, or of the quarter before, names in capacity, demand or skills" in told[0]
    assert told[0].endswith("Did you mean Project manager?")
    assert told[1].endswith("names in projects. Correct it, or remove the price.")


def test_a_role_that_is_like_no_other_is_of_no_use_now_and_no_mistake(folder):
    """A rate card lists what people cost, whether or not a project needs them this quarter."""
    wrong, (unused,) = problems(folder, "  hire: {Pilot: 2}\n")
    assert wrong == []
    assert "prices > hire: found 'Pilot'" in unused
    assert "Leave it if the role may be needed again" in unused


def test_capitals_and_blanks_make_no_other_role_but_another_project(folder):
    assert problems(folder, "  contract: {project  Manager: 1}\n") == ([], [])
    (told,), _ = problems(folder, "  delay: {p1: 1}\n")
    assert "found 'p1'" in told


def test_a_role_of_any_business_unit_or_of_the_quarter_before_counts(folder):
    hand_in(folder, "wholesale", BEFORE, "Buyer", "P2")
    assert problems(folder, "  hire: {Buyer: 1}\n  drop: {P2: 1}\n") == ([], [])


@pytest.mark.parametrize("prices", ["", "  hire: 1\n  drop: 2\n"])
def test_prices_for_all_name_nobody_and_read_no_pack(folder, prices, monkeypatch):
    monkeypatch.setattr("pmobook.inputs.unmatched_names.examine", None)
    assert problems(folder, prices) == ([], [])


def test_check_tells_it_and_ends_with_1_where_it_is_a_mistake(folder, call):
    problems(folder, "  hire: {Project manger: 2, Pilot: 1}\n")
    status, printed = call("check", folder, "--quarter", "2026Q3", "--business-unit", "retail")
    assert status == 1
    assert "Project manger" in printed
    assert "not used: engagement.yaml, prices > hire: found 'Pilot'" in printed


def test_a_role_that_nobody_needs_now_adds_no_problem(folder, call):
    problems(folder, "  hire: 2\n")
    before = call("check", folder, "--quarter", "2026Q3", "--business-unit", "retail")
    problems(folder, "  hire: {Pilot: 2}\n")
    status, printed = call("check", folder, "--quarter", "2026Q3", "--business-unit", "retail")
    told, *others = printed.splitlines()
    assert told.startswith("not used: ")
    assert (status, others) == (before[0], before[1].splitlines())
