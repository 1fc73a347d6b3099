"""The ready-made timers call the rerun as it is, treat waiting as no failure, and hold no secret."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

from pmobook.method.yaml_text import load_yaml
from pmobook.run.rerun import UNDER_WAY, WAITING

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
NOTEBOOK = json.loads((DEPLOY / "rerun.ipynb").read_text(encoding="utf-8"))


def test_every_timer_calls_the_rerun():
    for path in (one for one in DEPLOY.rglob("*") if one.is_file() and "__pycache__" not in one.parts and one.suffix != ".timer"):
        assert re.search(r"pmobook rerun /srv|pmobook rerun engagement|rerun\.ipynb|rerun_quarter", path.read_text("utf-8")), path


def _systemd(text: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section[key] = value
    return found


def test_to_systemd_waiting_is_a_success_and_the_service_may_write_to_the_engagement_alone():
    service = _systemd((DEPLOY / "systemd" / "pmobook-rerun.service").read_text())["Service"]
    assert service["SuccessExitStatus"].split() == [str(WAITING), str(UNDER_WAY)]
    assert service["ExecStart"].split()[-1] == service["ReadWritePaths"]
    timer = _systemd((DEPLOY / "systemd" / "pmobook-rerun.timer").read_text())
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_both_files(tmp_path):
    service = (DEPLOY / "systemd" / "pmobook-rerun.service").read_text()
    (tmp_path / "pmobook-rerun.service").write_text(re.sub(r"ExecStart=\S+", f"ExecStart={shutil.which('true')}", service))
    shutil.copy(DEPLOY / "systemd" / "pmobook-rerun.timer", tmp_path)
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in said.stderr.splitlines() if "pmobook" in line] == []


@pytest.mark.parametrize(("ends", "status", "heard"), [(0, 0, False), (3, 0, False), (5, 0, False), (4, 4, True), (1, 1, True)])
def test_cron_hears_of_failures_and_of_nothing_else(tmp_path, ends, status, heard):
    *_, line = (DEPLOY / "cron" / "pmobook-rerun").read_text().splitlines()
    *times, user, command = line.split(maxsplit=6)
    assert (times, user, "%" in command) == (["15", "6", "*", "*", "*"], "pmobook", False)
    stub = tmp_path / "pmobook"
    stub.write_text(f"#!/bin/sh\necho said of $2 >&2\nexit {ends}\n")
    stub.chmod(0o755)
    command = command.replace("/opt/pmobook/.venv/bin/pmobook", str(stub))
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert (ran.returncode, "said of /srv/pmobook/engagement" in ran.stdout) == (status, heard)


def test_github_s_workflow_is_whole_and_its_step_fails_only_for_failures(tmp_path):
    workflow = load_yaml(DEPLOY / "github-actions" / "rerun.yml")
    assert set(workflow) == {"name", "on", "permissions", "concurrency", "jobs"}
    assert workflow["on"]["schedule"] == [{"cron": "15 6 * * *"}]
    assert workflow["concurrency"]["cancel-in-progress"] is False
    (job,) = workflow["jobs"].values()
    assert all(("uses" in step) != ("run" in step) for step in job["steps"])
    (step,) = (one for one in job["steps"] if "pmobook rerun" in one.get("run", ""))
    assert all(re.fullmatch(r"\$\{\{ secrets\.[A-Z_]+ \}\}", value) for value in step["env"].values())
    assert job["steps"][-1]["if"] == "always()"
    stub = tmp_path / "pmobook" / ".venv" / "bin" / "pmobook"
    stub.parent.mkdir(parents=True)
    for ends, status in ((0, 0), (3, 0), (5, 0), (4, 4), (6, 6)):
        stub.write_text(f"#!/bin/sh\nexit {ends}\n")
        stub.chmod(0o755)
        assert subprocess.run(["/bin/bash", "-e", "-c", step["run"]], cwd=tmp_path, check=False).returncode == status


def test_airflow_s_operator_is_given_the_notebook_and_its_parameters(monkeypatch):
    """Against a stand-in for Airflow that takes what the real operator takes."""
    given = {}

    class PapermillOperator:
        def __init__(
            self, *, task_id, input_nb=None, output_nb=None, parameters=None, kernel_name=None, language_name=None,
            kernel_conn_id=None, retries=None, execution_timeout=None,
        ):  # fmt: skip
            given.update(task_id=task_id, input_nb=input_nb, output_nb=output_nb, parameters=parameters, kernel=kernel_name)

    class DAG:
        def __init__(self, *, dag_id, description, schedule, start_date, catchup, max_active_runs, tags):
            given.update(schedule=schedule, catchup=catchup, at_once=max_active_runs, zone=start_date.tzinfo)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    for name in ("airflow", "airflow.providers", "airflow.providers.papermill", "airflow.providers.papermill.operators"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    operators = types.ModuleType("airflow.providers.papermill.operators.papermill")
    operators.PapermillOperator = PapermillOperator
    sdk = types.ModuleType("airflow.sdk")
    sdk.DAG = DAG
    monkeypatch.setitem(sys.modules, operators.__name__, operators)
    monkeypatch.setitem(sys.modules, sdk.__name__, sdk)
    path = DEPLOY / "airflow" / "pmobook_rerun.py"
    exec(compile(ast.parse(path.read_text(encoding="utf-8")), str(path), "exec"), {"__name__": "pmobook_rerun"})
    assert (given["schedule"], given["catchup"], given["at_once"]) == ("15 6 * * *", False, 1)
    assert (Path(given["input_nb"]).name, given["kernel"]) == ("rerun.ipynb", "pmobook")
    assert set(given["parameters"]) == {"engagement"}


def test_jupyter_scheduler_is_given_what_it_asks_for():
    """The fields that its interface of jobs requires: a name, a notebook, an environment, a schedule."""
    job = json.loads((DEPLOY / "jupyter-scheduler" / "job_definition.json").read_text())
    assert {"name", "input_uri", "runtime_environment_name", "schedule", "timezone"} <= set(job)
    assert (DEPLOY.parent / job["input_uri"]).is_file()
    assert {name: ast.literal_eval(value) for name, value in job["parameters"].items()} == {
        "engagement": "/srv/pmobook/engagement"
    }, "it writes NAME = VALUE into the notebook as the value stands"


def test_the_notebook_of_the_timers_has_one_parameter_no_logic_and_no_outputs():
    cells = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
    assert [cell["metadata"]["tags"] for cell in cells] == [["parameters"], ["rerun"], ["show"], ["refuse"]]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    tree = ast.parse("\n".join("".join(cell["source"]) for cell in cells))
    banned = (ast.If, ast.For, ast.While, ast.FunctionDef, ast.Try, ast.BinOp, ast.comprehension)
    assert [node for node in ast.walk(tree) if isinstance(node, banned)] == []


def test_no_secret_stands_in_a_timer():
    for path in (one for one in DEPLOY.rglob("*") if one.is_file() and os.access(one, os.R_OK) and one.suffix != ".pyc"):
        assert not re.search(r"(?i)(password|secret|token)\s*[=:]\s*['\"]?[a-z0-9]{6,}", path.read_text("utf-8")), path
