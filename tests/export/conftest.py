import datetime as dt
import importlib.util
from pathlib import Path

import pytest

from pmobook.export.pages import board_pack, narrowed
from pmobook.record.publication import Publication


@pytest.fixture(scope="session")
def any_bank():
    """The module that invents the scorecards' organisation, with names that are hostile."""
    place = Path(__file__).parents[1] / "show" / "any_bank.py"
    specification = importlib.util.spec_from_file_location(place.stem, place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def engagement(any_bank, tmp_path_factory):
    return any_bank.make_engagement(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="session")
def publication():
    return Publication(7, "batch", "2026Q3", dt.datetime(2026, 10, 12, 9, 30, tzinfo=dt.UTC), "0.1.0")


@pytest.fixture(scope="session")
def results(any_bank):
    """Three quarters, in which a project and an owner are named like formulas, and one title has 10,000 characters."""
    found = any_bank.make_results()
    runs = found.runs.assign(input_digest="1f" * 32, method_digest="2e" * 32)
    projects, findings = found.project_status.copy(), found.findings.copy()
    projects.loc[projects["project_id"] == "core", "title"] = "=cmd|' /C calc'!A0"
    projects.loc[projects["project_id"] == "branch", "title"] = "Long " * 2000
    findings.loc[findings["finding_id"] == "red:core", "sentence"] = '@SUM(1) "quoted" \u202egnp.exe \U0001f680 <script>'
    others = {
        name: value for name, value in vars(found).items() if name not in {"project_status", "findings", "runs", "assessed"}
    }
    return type(found)(**others, project_status=projects, findings=findings, runs=runs)


@pytest.fixture(scope="session")
def shown(engagement, results, publication):
    return narrowed(engagement, results, publication, "2026Q3")


@pytest.fixture(scope="session")
def pack(shown):
    return board_pack(shown)
