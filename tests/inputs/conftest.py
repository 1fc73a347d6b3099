"""A tiny engagement, and packs for it."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from pmobook.inputs.engagement import Engagement, open_engagement

Rows = Sequence[Mapping[str, str]]
WritePack = Callable[[Mapping[str, Rows]], Path]

FULL_PACK: dict[str, list[dict[str, str]]] = {
    "responses": [
        {"respondent_id": "R1", "role": "Sponsor", "capability_id": "budget_management", "rating": "3", "comment": "Held."},
        {"respondent_id": "007", "role": "Sponsor", "capability_id": "budget_management", "rating": "not assessed: new in post"},
    ],
    "practices": [
        {"capability_id": "budget_management", "level": "2", "finding": "Largely", "evidence_ids": "E2;E1", "assessor": "Lead"},
        {"capability_id": "budget_management", "level": "3", "finding": "NOT ASSESSED", "assessor": "Lead assessor"},
    ],
    "evidence": [
        {"evidence_id": "E1", "title": "Minutes", "kind": "record", "dated": "2026-07-14"},
        {"evidence_id": "E2", "title": "Plan", "expires": "2027-07-14"},
    ],
    "goals": [
        {"goal_id": "G0", "title": "Grow", "weight": "30"},
        {"goal_id": "G1", "title": "Serve sooner", "parent_goal_id": "G0", "weight": "not assessed"},
    ],
    "goal_comparisons": [{"judge": "Finance Director", "goal_a": "G0", "goal_b": "G1", "preference": "1/3"}],
    "projects": [
        {"project_id": "P1", "title": "Returns", "stage": "Executing", "mandate": "Yes", "start": "2026-01-05",
         "forecast_finish": "not assessed: replanning", "confidence": "Amber-Red", "whole_life_cost": "12.5"},
        {"project_id": "1002", "title": "2026", "stage": "idea", "confidence": "G", "whole_life_cost": "-0.25"},
    ],
    "project_goals": [{"project_id": "P1", "goal_id": "G1", "impact": "strong"}],
    "project_links": [{"project_id": "P1", "link": "requires", "other_project_id": "1002"}],
    "project_costs": [
        {"project_id": "P1", "period": "2026-07", "planned_value": "1e-1", "actual_cost": "-3"},
        {"project_id": "1002", "period": "fy2026/27", "forecast_cost": "not assessed"},
    ],
    "benefits": [
        {"benefit_id": "B1", "project_id": "P1", "title": "Fewer calls", "kind": "Non cashable", "unit_of_measure": "calls",
         "period": "2026Q3", "planned": "100"},
    ],
    "measures": [{"measure_id": "M1", "title": "Answered", "unit_of_measure": "percent", "better": "Higher", "target": "85"}],
    "measure_values": [{"measure_id": "M1", "period": "2026-08", "value": "81.4", "claim": "Improved"}],
    "risks": [
        {"risk_id": "K1", "title": "A, b", "probability": "0.4", "impact_low": "1", "impact_likely": "2", "impact_high": "2",
         "response": "mitigate", "reviewed_on": "2026-09-15"},
    ],
    "capacity": [{"role": "Analyst", "period": "2026-07", "fte": "6.5"}],
    "demand": [{"project_id": "P1", "role": "Analyst", "period": "2026-07", "fte": "0"}],
    "skills": [{"person_id": "S1", "role": "Analyst", "skill": "Modelling", "level": "4"}],
    "skill_needs": [{"project_id": "P1", "skill": "Modelling", "level": "3", "period": "2026Q3", "people": "2"}],
    "gates": [{"project_id": "P1", "gate": "G3", "due_on": "2026-08-31", "held_on": "2026-09-07", "decision": "Approved"}],
    "actions": [{"action_id": "A1", "title": "Agree tolerances", "status": "Agreed", "owner": "Head of PMO"}],
}  # fmt: skip
"""Every form, without a problem, as texts."""


@pytest.fixture
def full_pack() -> dict[str, list[dict[str, str]]]:
    return FULL_PACK


@pytest.fixture
def engagement(tmp_path: Path) -> Engagement:
    """An organisation of two business units that has handed nothing in."""
    root = tmp_path / "engagement"
    (root / "business_units").mkdir(parents=True)
    (root / "engagement.yaml").write_text("organisation: Example Stores\nmoney: {currency: GBP}\n", encoding="utf-8")
    for name in ("retail", "logistics"):
        (root / "business_units" / f"{name}.yaml").write_text(f"name: {name.title()}\n", encoding="utf-8")
    return open_engagement(root)


@pytest.fixture
def pack_folder(engagement: Engagement) -> Callable[..., Path]:
    """Return a function that makes the folder of a pack."""

    def make(quarter: str = "2026Q3", business_unit: str = "retail") -> Path:
        folder = engagement.folder / "inputs" / business_unit / quarter
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    return make


@pytest.fixture
def write_csv_pack(pack_folder: Callable[..., Path]) -> Callable[..., Path]:
    """Return a function that writes a pack as CSV files."""

    def write(forms: Mapping[str, Rows], quarter: str = "2026Q3") -> Path:
        folder = pack_folder(quarter)
        for name, rows in forms.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
                writer.writeheader()
                writer.writerows(rows)
        return folder

    return write


@pytest.fixture
def write_excel_pack(pack_folder: Callable[..., Path]) -> Callable[..., Path]:
    """Return a function that writes a pack as a workbook, with numbers as numbers and dates as dates."""

    def write(forms: Mapping[str, Rows], quarter: str = "2026Q3") -> Path:
        path = pack_folder(quarter) / "pack.xlsx"
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in forms.items():
                sheet = book.add_worksheet(name)
                headings = list(dict.fromkeys(key for row in rows for key in row))
                sheet.write_row(0, 0, headings)
                for number, row in enumerate(rows, start=1):
                    for position, heading in enumerate(headings):
                        text = row.get(heading, "")
                        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
                            sheet.write_datetime(number, position, dt.datetime.fromisoformat(text), day)
                        elif re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?(e-?\d+)?", text):
                            sheet.write_number(number, position, float(text))
                        elif text:
                            sheet.write_string(number, position, text)
        return path.parent

    return write
