"""What a run's results depend on."""

import ast
import dataclasses
import json
import sys
from importlib import metadata
from pathlib import Path

import pytest

import pmobook
from pmobook.run import fingerprint as taking
from pmobook.run.catalogue import find_notebooks
from pmobook.run.fingerprint import Workbook, code_files, take_fingerprint
from pmobook.run.input_contents import input_contents
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")


def take(engagement, notebooks, given=None, workbook=None, unit="retail"):
    (notebook,) = find_notebooks(notebooks)
    return take_fingerprint(unit, Q3, notebook, input_contents(engagement, unit, Q3), workbook or Workbook.now(), given or {})


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


def test_a_change_of_the_engagement_s_own_models_gives_another(engagement, notebooks):
    before = take(engagement, notebooks).digest
    place = engagement.folder / "maturity" / "own_model"
    place.mkdir(parents=True)
    seen = {before}
    for name, content in (
        ("model.yaml", "model_id: own_model\n"),
        ("one.yaml", "area_id: one\n"),
        ("one.yaml", "area_id: two\n"),
    ):
        (place / name).write_text(content)
        seen.add(take(engagement, notebooks).digest)
    assert len(seen) == 4
    (place / "notes.txt").write_text("of no account")
    assert take(engagement, notebooks).digest in seen


def test_a_later_pack_or_another_business_units_changes_nothing(engagement, notebooks, small):
    before = take(engagement, notebooks).digest
    small.pack(engagement.folder, "retail", "9", quarter="2026Q4")
    small.pack(engagement.folder, "wholesale", "9")
    assert take(engagement, notebooks).digest == before


def test_parameters_and_every_digest_count(engagement, notebooks):
    one = take(engagement, notebooks)
    for field in dataclasses.fields(one):
        if field.name not in {"inputs", "method_read"}:  # parts, and it declares nothing: the whole counts
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


PACKAGE = Path(pmobook.__file__).parent


def imported(source: str) -> set[str]:
    """Names of the modules that a source imports, anywhere in it; of `from a import b` both a and a.b."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return names


def file_of(module: str) -> Path | None:
    place = PACKAGE.joinpath(*module.split(".")[1:])
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file()), None)


def reached() -> tuple[set[Path], set[str]]:
    """Files of pmobook that the notebooks' imports lead to, also the late ones, and every other module they import."""
    notebooks = sorted((PACKAGE.parents[1] / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    assert len(notebooks) >= 3
    cells = [cell for path in notebooks for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    waiting = set().union(*(imported("".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"))
    files, others, seen = set(), set(), set()
    while waiting:
        module = waiting.pop()
        seen.add(module)
        if module.split(".")[0] != "pmobook":
            others.add(module.split(".")[0])
            continue
        waiting |= {module.rpartition(".")[0] or module} - seen
        file = file_of(module)
        if file and file not in files:
            files.add(file)
            waiting |= imported(file.read_text(encoding="utf-8")) - seen
    return files, others - set(sys.stdlib_module_names)


def test_every_module_that_a_notebook_leads_to_counts():
    files, _ = reached()
    assert PACKAGE / "rounding.py" in files
    assert files - set(code_files()) == set()


WITHOUT_A_PART_IN_RESULTS = {"deltalake", "obstore", "xlsxwriter"}
"""They keep the store and write blank packs."""


def test_every_package_that_a_notebook_leads_to_counts():
    _, modules = reached()
    owners = metadata.packages_distributions()
    packages = {owners[module][0].lower() for module in modules} | {"numpy"}  # pandas computes with it
    assert packages - WITHOUT_A_PART_IN_RESULTS == set(taking._PACKAGES)


def declaring(small, folder, **reads):
    """A notebook that declares what it reads."""
    path = small.notebook(folder, "10_goals", small.weights)
    content = json.loads(path.read_text())
    content["metadata"]["pmobook"] = reads
    path.write_text(json.dumps(content))
    return folder


def test_of_a_notebook_that_declares_what_it_reads_only_that_counts(engagement, tmp_path, small):
    """Another form, another file of the method and a comment leave its results standing; what it reads doesn't."""
    notebooks = declaring(small, tmp_path / "declaring", forms=["goals"], method=["risk.yaml", "maturity"])
    pack = engagement.folder / "inputs" / "retail" / "2026Q3"
    before = take(engagement, notebooks)
    for path, said in (
        (pack / "projects.csv", "project_id,title,stage\nP1,Shop,executing\n"),
        (engagement.folder / "inputs" / "retail" / "2026Q2" / "goals.csv", "goal_id,title\nG1,Earlier\n"),
        (engagement.folder / "engagement.yaml", "# a comment\norganisation: Example Trading\nmoney: {currency: EUR}\n"),
        (engagement.folder / "pool" / "theirs.json", "{}"),
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said)
        now = take(engagement, notebooks)
        assert now.input_digest != before.input_digest
        assert now.digest == before.digest
    small.pack(engagement.folder, "retail", weight="3")
    assert take(engagement, notebooks).digest != before.digest


@pytest.mark.parametrize(("file", "counts"), [("risk.yaml", True), ("maturity/a/model.yaml", True), ("impact.yaml", False)])
def test_of_the_method_only_what_a_notebook_declares_counts(engagement, tmp_path, small, file, counts):
    notebooks = declaring(small, tmp_path / "declaring", forms=["goals"], method=["risk.yaml", "maturity"])
    books = [
        Workbook(str(n), "1", "1", {"risk.yaml": "1", "maturity/a/model.yaml": "1", "impact.yaml": "1"} | {file: str(n)})
        for n in (1, 2)
    ]
    one, other = (take(engagement, notebooks, workbook=book) for book in books)
    assert (one.digest != other.digest) == counts
    changed = json.loads(one.method_read).items() ^ json.loads(other.method_read).items()
    assert {name for name, _ in changed} == ({file.split("/")[0]} if counts else set())
