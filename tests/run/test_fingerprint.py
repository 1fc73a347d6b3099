"""What a run's results depend on."""

import dataclasses

import pytest

from pmobook.run import fingerprint as taking
from pmobook.run.catalogue import find_notebooks
from pmobook.run.fingerprint import Workbook, input_digest, take_fingerprint
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")


def take(engagement, notebooks, given=None, workbook=None, unit="retail"):
    (notebook,) = find_notebooks(notebooks)
    return take_fingerprint(unit, Q3, notebook, input_digest(engagement, unit, Q3), workbook or Workbook.now(), given or {})


def test_the_same_inputs_give_the_same_run_id(engagement, notebooks):
    one, other = take(engagement, notebooks), take(engagement, notebooks)
    assert one.digest == other.digest
    assert one.run_id == one.digest[:16]


def test_another_place_gives_the_same_run_id(engagement, notebooks, tmp_path, small):
    moved = small.engagement(tmp_path / "moved")
    assert take(moved, notebooks).digest == take(engagement, notebooks).digest


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("engagement.yaml", "organisation: Example Trading\nmoney: {currency: GBP}\n"),
        ("business_units/retail.yaml", "name: Retail and more\n"),
        ("inputs/retail/2026Q3/goals.csv", "goal_id,title\nG1,Other\n"),
        ("inputs/retail/2026Q2/goals.csv", "goal_id,title\nG1,Earlier\n"),
    ],
)
def test_a_change_of_anything_the_business_unit_hands_in_gives_another(engagement, notebooks, name, content):
    before, other = take(engagement, notebooks), take(engagement, notebooks, unit="wholesale")
    path = engagement.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    assert take(engagement, notebooks).digest != before.digest
    assert (take(engagement, notebooks, unit="wholesale").digest == other.digest) == (name != "engagement.yaml")


def test_a_later_pack_or_another_business_units_changes_nothing(engagement, notebooks, small):
    before = take(engagement, notebooks).digest
    small.pack(engagement.folder, "retail", "9", quarter="2026Q4")
    small.pack(engagement.folder, "wholesale", "9")
    assert take(engagement, notebooks).digest == before


def test_parameters_and_every_digest_count(engagement, notebooks):
    one = take(engagement, notebooks)
    for field in dataclasses.fields(one):
        assert dataclasses.replace(one, **{field.name: "other"}).digest != one.digest
    assert take(engagement, notebooks, {"factor": 2.0}).digest != one.digest


def test_the_order_of_parameters_does_not_count(engagement, notebooks):
    one, other = take(engagement, notebooks, {"a": 1, "b": 2}), take(engagement, notebooks, {"b": 2, "a": 1})
    assert one.digest == other.digest


def test_the_seed_is_the_notebooks_own_parameter(engagement, tmp_path, small):
    small.notebook(tmp_path / "chance", "10_goals", small.weights, parameters=small.parameters + "seed: int = 42  # of chance\n")
    assert take(engagement, tmp_path / "chance").seed == 42
    assert take(engagement, tmp_path / "chance", {"seed": 7}).seed == 7


def test_the_method_counts(tmp_path, monkeypatch):
    (tmp_path / "rules.yaml").write_text("limit: 3")
    monkeypatch.setattr(taking, "method_folder", lambda: tmp_path)
    before = Workbook.now()
    (tmp_path / "rules.yaml").write_text("limit: 4")
    assert Workbook.now().method_digest != before.method_digest
    assert Workbook.now().library_digest == before.library_digest
