"""Each notebook declares what it reads, and reads just that: a run keeps results on the strength of it."""

from __future__ import annotations

import functools
import importlib
import json
import pkgutil
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import pmobook.assess
import pmobook.inputs
import pmobook.method
import pmobook.show
from pmobook.inputs import engagement as engagements
from pmobook.inputs import pack as packs
from pmobook.inputs import pool as pools
from pmobook.inputs.engagement_parameters import EngagementParameters
from pmobook.method import places, yaml_text
from pmobook.run.catalogue import find_notebooks
from pmobook.run.input_contents import ONLY_FOR_RERUNS

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = {one.name: one for one in find_notebooks(ROOT / "notebooks")}
_READING = {"open_engagement", "examine", "find_pack_files", "_examine_files"}
"""What checks and types the forms: what it takes from the method shows in the typed rows, which count anyway."""


class _Watched(dict):
    """Forms of a pack that note which of them anyone asks for."""

    def __init__(self, forms: dict, note: Callable[[str], None]) -> None:
        super().__init__(forms)
        self._note = note

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)

    def __iter__(self) -> Iterator[str]:
        self._note("every form")
        return super().__iter__()

    def keys(self) -> Any:
        self._note("every form")
        return super().keys()

    def values(self) -> Any:
        self._note("every form")
        return super().values()

    def items(self) -> Any:
        self._note("every form")
        return super().items()


def _functions_above() -> set[str]:
    frame, names = sys._getframe(2), set()
    while frame:
        names.add(frame.f_code.co_name)
        frame = frame.f_back
    return names


def _import_all() -> None:
    for package in (pmobook.method, pmobook.inputs, pmobook.assess, pmobook.show):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)


class Tracing:
    """Notes what is read while a notebook's cells run."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.read: dict[str, set[str]] = defaultdict(set)
        self._loading: list[set[str]] = []
        self._known: dict[tuple[int, Any], tuple[object, set[str]]] = {}
        self._patch = patch

    def start(self) -> None:
        """Put the eyes in place."""
        _import_all()
        self._watch_method()
        self._watch_packs()
        self._watch_folders()
        self._watch_parameters()

    def _replace(self, original: object, replacement: object) -> None:
        """Replace a function wherever it was imported to."""
        for module in [one for name, one in sys.modules.items() if name.startswith("pmobook")]:
            for name, value in list(vars(module).items()):
                if value is original:
                    self._patch.setattr(module, name, replacement)

    def _watch_method(self) -> None:
        modules = [one for name, one in list(sys.modules.items()) if name.startswith("pmobook.method.")]
        cached = {
            id(value): value
            for module in modules
            for value in vars(module).values()
            if hasattr(value, "cache_info") and value.__wrapped__.__module__ == module.__name__
        }
        original_load = yaml_text.load_yaml

        def load_yaml(path: Path, shown_as: str | None = None) -> Any:
            folder = places.method_folder()
            if path.is_relative_to(folder):
                name = path.relative_to(folder).as_posix()
                for level in self._loading:
                    level.add(name)
                if not self._loading and not _functions_above() & _READING:
                    self.read["method"].add(name)
            return original_load(path, shown_as)

        self._replace(original_load, load_yaml)
        for accessor in cached.values():
            self._replace(accessor, self._remembering(accessor))

    def _remembering(self, accessor: Any) -> Callable[..., Any]:
        @functools.wraps(accessor.__wrapped__)
        def asked(*given: Any) -> Any:
            key = (id(accessor), repr(given))
            if key not in self._known:
                files: set[str] = set()
                self._loading.append(files)
                try:
                    value = accessor.__wrapped__(*given)
                finally:
                    self._loading.pop()
                self._known[key] = value, files
            value, files = self._known[key]
            for level in self._loading:
                level.update(files)
            if not _functions_above() & _READING:
                self.read["method"] |= files
            return value

        asked.cache_clear = lambda: None  # type: ignore[attr-defined]
        return asked

    def _watch_packs(self) -> None:
        examine = packs.examine
        kinds = {"read_earlier_pack": "earlier", "read_earlier_form": "earlier", "read_histories": "history",
                 "read_pack_of_year_before": "year_before"}  # fmt: skip

        def watched(engagement: Any, business_unit: str, quarter: Any) -> Any:
            pack, problems = examine(engagement, business_unit, quarter)
            kind = next((kind for name, kind in kinds.items() if name in _functions_above()), "forms")
            if kind == "history" and "read_pack" in _functions_above():
                kind = "forms"
            return packs.dataclasses.replace(pack, forms=_Watched(dict(pack.forms), self.read[kind].add)), problems

        self._patch.setattr(packs, "examine", watched)

    def _watch_parameters(self) -> None:
        def asked(parameters: EngagementParameters, name: str) -> Any:
            if name in ONLY_FOR_RERUNS and not _functions_above() & _READING:
                self.read["only for reruns"].add(name)
            return super(EngagementParameters, parameters).__getattribute__(name)

        self._patch.setattr(EngagementParameters, "__getattribute__", asked, raising=False)

    def _watch_folders(self) -> None:
        read_pool, model_source = pools.read_pool, engagements.model_source

        def pool(*given: Any) -> Any:
            self.read["beside"].add("pool")
            return read_pool(*given)

        def source(*given: Any) -> Any:
            if not _functions_above() & _READING:
                self.read["beside"].add("maturity")
            return model_source(*given)

        self._replace(read_pool, pool)
        self._replace(model_source, source)


def read_by(notebook: Path, engagement: Path, business_unit: str, quarter: str, **more: str) -> dict[str, set[str]]:
    """Run a notebook's cells in this process and return what they read."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    with pytest.MonkeyPatch.context() as patch:
        tracing = Tracing(patch)
        tracing.start()
        names: dict[str, Any] = {}
        for cell in cells:
            if cell["cell_type"] != "code":
                continue
            exec("".join(cell["source"]), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= {"engagement": str(engagement), "business_unit": business_unit, "quarter": quarter, **more}
        return dict(tracing.read)


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict[str, dict[str, set[str]]]:
    """What each notebook reads of the demo's retail, one after the other, the last gathering what the others staged."""
    place: Path = tmp_path_factory.mktemp("traced")
    for name in ("engagement.yaml", "business_units", "inputs/retail"):
        copy = shutil.copytree if (ROOT / "params" / "demo" / name).is_dir() else shutil.copy
        (place / "demo" / name).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / "params" / "demo" / name, place / "demo" / name)
    (place / "demo" / "results").mkdir()
    given = {"business_unit": "retail", "quarter": "2026Q3", "run_id": "traced", "staging": str(place / "staging")}
    read = {}
    for name, notebook in NOTEBOOKS.items():
        gathers = ",".join(f"2026Q3/{other}=traced" for other in read)
        more = {"gathers": gathers} if notebook.gathers else {}
        read[name] = read_by(notebook.path, place / "demo", **given, **more)
    return read


def test_every_notebook_declares_what_it_reads():
    assert [name for name, one in NOTEBOOKS.items() if one.reads is None] == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_reads_just_what_it_declares(found, name):
    declared = {kind: set(names) for kind, names in asdict(NOTEBOOKS[name].reads).items()}
    read = {kind: set(found[name].get(kind, ())) for kind in declared}
    read["method"] = {entry for file in read["method"] for entry in (file, file.split("/")[0]) if "/" not in entry}
    assert read == declared
    assert "only for reruns" not in found[name]
