"""Whether what a batch was planned with is still as it was."""

import dataclasses
import json

import pytest

from pmobook.run import changed
from pmobook.run.catalogue import find_notebooks
from pmobook.run.changed import what_changed
from pmobook.run.fingerprint import Workbook
from pmobook.run.plan import make_plan
from pmobook.vocabulary import Quarter


@pytest.fixture
def tasks(engagement, notebooks, small):
    small.notebook(notebooks, "20_more", small.weights)
    found = find_notebooks(notebooks)
    return make_plan(engagement, Quarter(2026, 3), ["retail"], found, {one.name: {} for one in found}).tasks


def with_workbook(monkeypatch, tasks, **others):
    taken = tasks[0].fingerprint
    same = Workbook(taken.method_digest, taken.library_version, taken.library_digest)
    monkeypatch.setattr(changed, "_workbook", lambda: dataclasses.replace(same, **others))


def test_nothing_changed_is_nothing_said(tasks, notebooks, monkeypatch):
    with_workbook(monkeypatch, tasks)
    assert what_changed(tasks, notebooks) == {}
    assert what_changed((), notebooks) == {}


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"method_digest": "other"}, "The method"),
        ({"library_digest": "other"}, "pmobook itself"),
        ({"library_version": "9"}, "pmobook itself"),
    ],
)
def test_another_method_or_code_concerns_every_task(tasks, notebooks, monkeypatch, others, said):
    with_workbook(monkeypatch, tasks, **others)
    assert what_changed(tasks, notebooks) == {("retail", "10_goals"): said, ("retail", "20_more"): said}


def test_another_notebook_concerns_its_own_tasks(tasks, notebooks, monkeypatch):
    with_workbook(monkeypatch, tasks)
    path = notebooks / "20_more.ipynb"
    content = json.loads(path.read_text())
    content["cells"][2]["source"] += ["\n# another method"]
    path.write_text(json.dumps(content))
    assert what_changed(tasks, notebooks) == {("retail", "20_more"): "The notebook"}


def test_a_method_or_notebooks_that_cannot_be_read_any_more_have_changed(tasks, notebooks, monkeypatch):
    with_workbook(monkeypatch, tasks)
    (notebooks / "20_more.ipynb").write_text("{")
    assert set(what_changed(tasks, notebooks).values()) == {"The notebook"}
    monkeypatch.undo()

    def gone():
        raise FileNotFoundError

    monkeypatch.setattr(changed.Workbook, "now", gone)
    assert set(what_changed(tasks, notebooks).values()) == {"The method"}
