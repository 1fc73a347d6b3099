"""Every kind of broken pack, through a whole run: it fails its own business unit, in its sender's words, and nothing else."""

from __future__ import annotations

import datetime as dt
import importlib.util
import shutil
from pathlib import Path

import pandas as pd
import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.record.commit import Batch, commit
from pmobook.record.staging import read_staged, stage, staged_folder
from pmobook.record.store import open_store
from pmobook.run.batch import run_engagement
from pmobook.run.report import RAN, Outcome, runs_frame
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)
DEFECTS = Path(__file__).parents[1] / "defects"
CASES = {path.parent.name: path.parent for path in sorted(DEFECTS.glob("*/expected.txt"))}
GOOD = "good"
OWN_FILES = {"expected.txt", "engagement.yaml"}


def makers():
    specification = importlib.util.spec_from_file_location("makers_of_defects", DEFECTS / "conftest.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module.MAKERS


def expected_first_line(name: str) -> str:
    line = (CASES[name] / "expected.txt").read_text(encoding="utf-8").splitlines()[0]
    return line.replace("inputs/retail/", f"inputs/{name}/")


def lay_out(folder: Path) -> None:
    """One business unit for each defect, and a good one; every defect's own rules for the engagement hold for all."""
    (folder / "business_units").mkdir(parents=True)
    (folder / "engagement.yaml").write_text((DEFECTS / "missing_sheet" / "engagement.yaml").read_text(encoding="utf-8"))
    make = makers()
    for name in (GOOD, *CASES):
        (folder / "business_units" / f"{name}.yaml").write_text(f"name: {name}\n")
        pack = folder / "inputs" / name / "2026Q3"
        pack.mkdir(parents=True)
        for path in CASES[name].iterdir() if name in CASES else ():
            if path.name not in OWN_FILES:
                shutil.copy(path, pack)
        make.get(name, lambda _: None)(pack)
    good = folder / "inputs" / GOOD / "2026Q3"
    (good / "projects.csv").write_text("project_id,title,stage\nP1,Self-service returns,idea\n")
    (good / "risks.csv").write_text("risk_id,title,probability\nK1,Platform is late,0.4\n")


def record_earlier_rows(folder: Path) -> None:
    results = folder / "results"
    staged, outcomes = [], []
    moment = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
    for name in (GOOD, *CASES):
        stage(results / "staging", "10_projects", name, Q3, "earlier", {"findings": finding("Recorded earlier.")})
        staged.append(read_staged(staged_folder(results / "staging", str(Q3), name, "10_projects", "earlier")))
        outcomes.append(Outcome(name, "10_projects", RAN, "", moment, moment))
    commit(results, staged, runs_frame(tuple(outcomes), Q3, "earlier"), Batch("earlier", Q3, ("10_projects",)))


def finding(sentence: str) -> pd.DataFrame:
    row = {"finding_id": "projects", "notebook": "10_projects", "subject": "projects", "severity": "note", "owner": None}
    return pd.DataFrame([row | {"sentence": sentence, "sort": 1}])


@pytest.fixture(scope="module")
def ran(tmp_path_factory, small):
    """The report of one run over all of them, and the engagement's folder."""
    root = tmp_path_factory.mktemp("broken_packs")
    folder = root / "engagement"
    lay_out(folder)
    record_earlier_rows(folder)
    load, assess = small.load.replace("goals", "projects"), small.findings.replace("goals", "projects")
    small.notebook(root / "notebooks", "10_projects", assess, load=load)
    return run_engagement(open_engagement(folder), Q3, notebook_folder=root / "notebooks", workers=1), folder


@pytest.mark.parametrize("name", CASES)
def test_a_broken_pack_fails_its_business_unit_in_its_senders_words_and_earlier_rows_stand(ran, name):
    report, folder = ran
    (outcome,) = (row for row in report.rows if row.business_unit == name)
    assert outcome.status == "failed"
    assert expected_first_line(name) in outcome.reason.splitlines()
    assert open_store(folder).table("findings", Q3, name)["sentence"].tolist() == ["Recorded earlier."]


def test_the_good_pack_among_them_is_recorded_and_the_run_says_that_something_failed(ran):
    report, folder = ran
    assert {row.business_unit: row.status for row in report.rows if row.status != "failed"} == {GOOD: "ran"}
    assert report.exit_status == 1
    assert open_store(folder).table("findings", Q3, GOOD)["sentence"].tolist() == ["There are 1 projects."]
    assert set(report.publication.failed) == set(CASES)
