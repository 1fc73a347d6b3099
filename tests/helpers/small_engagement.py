"""A small engagement and small notebooks, so that a run takes seconds."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

from pmobook.inputs.engagement import Engagement, open_engagement
from pmobook.record.store import open_store
from pmobook.record.tables import TABLES

PARAMETERS = """\
engagement: str = ""  # folder of the engagement
business_unit: str = "retail"  # id of the business unit
quarter: str = "2026Q3"  # quarter to assess
run_id: str = "by_hand"  # set by the runner
staging: str = ""  # folder for the results, set by the runner
factor: float = 1.0  # what weights are multiplied by
"""

LOAD = """\
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pack import read_pack
from pmobook.record.staging import stage
from pmobook.vocabulary import Quarter
goals = read_pack(open_engagement(engagement), business_unit, Quarter.parse(quarter)).form("goals")
"""

WEIGHTS = """\
goals["weight_given"] = goals["weight"] * factor
goals["weight"] = goals["weight"] / goals["weight"].sum()
goals[["low", "high", "method", "judges", "consistency_ratio", "note"]] = None
result = {"goal_weights": goals.drop(columns=["purpose", "parent_goal_id", "weight_not_assessed", "row"])}
"""

FINDINGS = """\
import pandas as pd
one = {"finding_id": "goals", "notebook": NOTEBOOK, "subject": "goals", "severity": "note", "owner": None, "sort": 1}
result = {"findings": pd.DataFrame([one | {"sentence": f"There are {len(goals)} goals."}])}
"""

RECORD = """\
stage(staging, notebook=NOTEBOOK, business_unit=business_unit, quarter=quarter, run_id=run_id, tables=result)
"""


def write_notebook(
    folder: Path, name: str, assess: str, parameters: str = PARAMETERS, record: str = RECORD, load: str = LOAD
) -> Path:
    cells = [("parameters", parameters), ("load", load + f'NOTEBOOK = "{name}"'), ("assess", assess), ("record", record)]
    content = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": tag,
                "metadata": {"tags": [tag]},
                "outputs": [],
                "source": textwrap.dedent(source).splitlines(keepends=True),
            }
            for tag, source in cells
            if source
        ],
        "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "some_other_kernel"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps(content))
    return path


def write_pack(folder: Path, business_unit: str, weight: str = "2", quarter: str = "2026Q3") -> Path:
    path = folder / "inputs" / business_unit / quarter / "goals.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"goal_id,title,owner,weight\nG1,Serve customers,Head of Service,{weight}\nG2,Grow,Head of Sales,1\n")
    return path


def make_engagement(folder: Path, business_units=("retail", "wholesale")) -> Engagement:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "engagement.yaml").write_text("organisation: Example Trading\nmoney: {currency: EUR}\n")
    (folder / "business_units").mkdir()
    for unit in business_units:
        (folder / "business_units" / f"{unit}.yaml").write_text(f"name: {unit.title()}\n")
        write_pack(folder, unit)
    return open_engagement(folder)


def published(folder: Path) -> dict[str, str]:
    """All published rows of every table but the history of runs, and whose runs stand."""
    store = open_store(folder)
    rows = {name: store.table(name).to_json(orient="records", date_format="iso") for name in TABLES if name != "runs"}
    return rows | {"standing": json.dumps([store.run_ids(quarter) for quarter in store.quarters()], sort_keys=True)}
