"""A small organisation with three published quarters: everything that a scorecard has to cope with."""

import datetime as dt
import json

import pandas as pd

from pmobook.assess import tables as shapes
from pmobook.assess.results import Results
from pmobook.assess.roadmap import assess_roadmap
from pmobook.inputs.engagement import open_engagement
from pmobook.method.maturity import maturity_model
from pmobook.record.commit import Batch, commit
from pmobook.record.staging import read_staged, stage, staged_folder
from pmobook.record.tables import TABLES
from pmobook.vocabulary import Quarter

UNITS = {
    "retail": "Retail",
    "markets": "Markets <script>alert(1)</script>",
    "operations": "Operations and Technology of the Whole Group Including Every Shared Service",
    "wealth": "Wealth",
    "people": "People",
}
QUARTERS = ("2026Q1", "2026Q2", "2026Q3")
LONG = "Renewal of the branch network " * 10
PROJECTS = (
    ("core", "Core ledger", "red", "amber", 120.0, 151.5, 200.0),
    ("branch", LONG, "amber/red", "amber/red", 40.0, 41.0, 30.0),
    ("app", "App \N{RIGHT-TO-LEFT OVERRIDE}gnp.exe \N{ROCKET}", "green", "amber", 12.25, 12.0, -10.0),
    ("data", "Data & <b>insight</b>", None, None, None, None, None),
)
STAMP = ["quarter", "business_unit", "run_id"]
RUN_COLUMNS = [column for column in TABLES["runs"].columns if column.name != "publication"]
RUN = ["quarter", "business_unit", "run_id", "publication", "notebook", "status", "reason", "library_version", "finished_at"]


def make_engagement(folder):
    (folder / "engagement.yaml").write_text(
        "organisation: Any Bank\nmoney: {currency: GBP, scale: million}\nattribution: Invented figures.\n", encoding="utf-8"
    )
    (folder / "business_units").mkdir()
    for key, name in UNITS.items():
        content = f"name: {json.dumps(name)}\nlead: Head of the {key} PMO\n"
        (folder / "business_units" / f"{key}.yaml").write_text(content, encoding="utf-8")
    return open_engagement(folder)


def area_rows(shift):
    areas = ["overall", *(area.area_id for area in maturity_model("strategic_pmo").areas)]
    for place, area in enumerate(areas):
        assessed = area != "resource_management" or shift < 0
        score = round(1.6 + 0.35 * place + shift, 2) if assessed else None
        gap = None if score is None else round(3.0 - score, 2)
        shared = {
            "area_id": area, "target": 3.0, "capabilities": 4, "raters": 8, "note": "" if assessed else "Nobody rated it.",
            "instrument": "survey", "scale_maximum": 5.0, "low": None if score is None else round(score - 0.3, 2),
            "high": None if score is None else round(score + 0.2, 2), "probability": 0.72 if assessed else None,
            "score_lowest": score, "score_highest": score,
        }  # fmt: skip
        for rule in ("weighted_mean", "weakest_link"):
            yield {
                **shared, "rule": rule, "is_chosen_rule": rule == "weighted_mean", "score": score, "gap": gap,
                "level": None if score is None else int(score), "capabilities_assessed": 4 if assessed else 0,
            }  # fmt: skip


def project_rows():
    for project_id, title, confidence, previous, planned, expected, slip in PROJECTS:
        variance = None if planned is None else expected - planned
        yield {
            "project_id": project_id, "title": title, "stage": "executing", "sponsor": "Head of Change",
            "confidence": confidence, "confidence_note": "", "previous_confidence": previous,
            "confidence_movement": "worse" if confidence == "red" else "same", "planned_cost": planned,
            "expected_cost": expected, "cost_variance": variance,
            "cost_variance_share": None if planned is None else variance / planned, "cost_note": "",
            "schedule_basis": "none" if slip is None else "baseline", "reference_finish": None, "forecast_finish": None,
            "slip_days": slip, "schedule_note": "",
        }  # fmt: skip


def measure_rows(late):
    for place, (title, status) in enumerate([("Milestones on time", "missed" if late else "near"), ("Benefits realised", "met")]):
        yield {
            "measure_id": f"m{place}", "title": title, "goal_id": "grow", "owner": "Head of Delivery", "unit_of_measure": "%",
            "better": "higher", "period": "2026-07", "value": 71.5 + place, "target": 85.0, "tolerance": 2.0,
            "status": status, "previous_value": 70.0, "change": 1.5, "trend": "worsening", "values": 3,
            "history": json.dumps([["2026-05", 80.0], ["2026-06", None], ["2026-07", 71.5 + place]]), "claim": "", "note": "",
            "centre": 75.0, "lower": 66.0, "upper": 84.0, "is_trial": True, "variation": "worsening", "direction": "lower",
            "signals": "a value beyond a limit", "assurance": "consistently fails", "probability_of_target": 0.1,
            "seasonal": None, "rebased_at": "",
        }  # fmt: skip


def goal_rows():
    rows = [("grow", "Grow lending", 0.6, 30.0, 0.2), ("safe", "Stay safe", 0.4, 90.0, 0.6), ("", "No goal", None, 30.0, 0.2)]
    for goal_id, title, weight, spend, share in rows:
        yield {
            "goal_id": goal_id, "title": title, "weight": weight, "spend": spend, "spend_share": share,
            "difference": None if weight is None else share - weight, "projects": 2, "note": "",
            "weight_low": None, "weight_high": None, "standing": None,
        }  # fmt: skip


def finding_rows(late):
    yield {"finding_id": "below_target:overall", "notebook": "10_maturity", "subject": "overall", "severity": "act",
           "sentence": "Maturity is 1.4 levels below target.", "owner": "Head of PMO", "sort": 0}  # fmt: skip
    if late:
        yield {"finding_id": "red:core", "notebook": "30_performance", "subject": "core", "severity": "act",
               "sentence": "Core ledger is red & <late>.", "owner": "", "sort": 0}  # fmt: skip
    yield {"finding_id": "watch:app", "notebook": "30_performance", "subject": "app", "severity": "watch",
           "sentence": "App is early.", "owner": "Head of App", "sort": 1}  # fmt: skip


def step_rows():
    for number in range(1, 8):
        yield {
            "step": number, "action_id": f"step_{number}", "area_id": "portfolio_management", "capability_id": "roadmaps",
            "level": 3, "title": f"Do <{number}> & tell", "person_days": 4.5, "weeks": 2.0, "start_week": 2.0 * number,
            "finish_week": 2.0 * number + 2, "start": dt.datetime(2026, 10, number), "finish": dt.datetime(2026, 11, number),  # noqa: DTZ001
            "person_days_so_far": 4.5 * number, "score_after": 2.0 + 0.1 * number, "note": "",
        }  # fmt: skip


def roadmap_tables():
    """A project that waits for another and for people, and one without dates."""
    projects = [
        {"project_id": "core", "title": "Core ledger", "stage": "executing", "start": "2026-02-02",
         "forecast_finish": "2026-12-18", "category": "Systems", "whole_life_cost": 40.0},
        {"project_id": "branch", "title": "=Branch <b>refresh</b>", "stage": "selected", "start": "2026-11-02",
         "forecast_finish": "2027-06-30", "category": "Estate", "mandate": "yes", "whole_life_cost": 12.0},
        {"project_id": "idea", "title": "Paperless accounts", "stage": "idea"},
    ]  # fmt: skip
    links = [{"project_id": "branch", "link": "requires", "other_project_id": "core"}]
    gates = [{"project_id": "branch", "gate": "G3 Investment decision", "due_on": "2026-10-30"}]
    found = assess_roadmap(projects, links, gates, quarter="2026Q3", starts={"core": 0, "branch": 2})
    return {name: rows for name, rows in found.tables.items() if name != "findings"}


def stamped(frame, quarter, unit):
    return frame.assign(quarter=quarter, business_unit=unit, run_id=f"run_{unit}_{quarter.lower()}")


def make_results():
    """Retail, Markets and Operations reported every quarter, Wealth missed the last one, People never reported."""
    kept = {
        name: []
        for name in (
            "area_scores",
            "alignment",
            "measure_status",
            "project_status",
            "findings",
            "improvement_steps",
            "roadmap",
            "roadmap_links",
            "roadmap_marks",
        )
    }
    runs = []
    for number, quarter in enumerate(QUARTERS, 1):
        for place, unit in enumerate(["retail", "markets", "operations", "wealth"]):
            run = [quarter, unit, f"run_{unit}_{quarter.lower()}", number, "10_maturity", "ran", None, "0.1.0",
                   dt.datetime(2026, 3 * number, 12, 9, 30, tzinfo=dt.UTC)]  # fmt: skip
            if unit == "wealth" and quarter == "2026Q3":
                runs.append([*run[:5], "failed", "1 problem\n- inputs/wealth/2026Q3/pack.xlsx: found <nothing>", *run[7:]])
                continue
            runs.append(run)
            late = quarter == "2026Q3"
            shift = 0.3 * place + (0.3 if late and unit == "retail" else -0.25 if late else -0.05)
            frames = {
                "area_scores": shapes.build(area_rows(shift), shapes.AREA_SCORES),
                "alignment": shapes.build(goal_rows(), shapes.ALIGNMENT),
                "measure_status": shapes.build(measure_rows(late), shapes.MEASURE_STATUS),
                "project_status": shapes.build(project_rows(), shapes.PROJECT_STATUS),
                "findings": shapes.build(finding_rows(late), shapes.FINDINGS),
                "improvement_steps": shapes.build(step_rows(), shapes.IMPROVEMENT_STEPS),
                **roadmap_tables(),
            }
            if not late:
                frames["project_status"]["confidence"] = frames["project_status"]["previous_confidence"]
            for name, frame in frames.items():
                kept[name].append(stamped(frame, quarter, unit))
    tables = {name: pd.concat(frames, ignore_index=True) for name, frames in kept.items()}
    frame = pd.DataFrame(runs, columns=RUN).astype({"publication": "Int64"})
    return Results(tuple(Quarter.parse(one) for one in QUARTERS), **tables, runs=frame)


NOTEBOOK_OF = {
    "area_scores": "10_maturity", "improvement_steps": "10_maturity", "alignment": "20_goal_alignment",
    "measure_status": "30_performance",
    "project_status": "30_performance", "roadmap": "60_resources", "roadmap_links": "60_resources",
    "roadmap_marks": "60_resources",
}  # fmt: skip


def record(folder, results):
    """Record and publish the results, quarter by quarter, as a run does."""
    staging = folder / "results" / "staging"
    for quarter in results.quarters:
        now, staged = results.of(quarter), []
        for unit in now.business_units:
            for notebook in sorted(set(NOTEBOOK_OF.values())):
                own = {name: getattr(now, name) for name, other in NOTEBOOK_OF.items() if other == notebook}
                own["findings"] = now.findings[now.findings["notebook"] == notebook]
                tables = {name: frame[frame["business_unit"] == unit].drop(columns=STAMP) for name, frame in own.items()}
                run_id = f"run_{unit}_{notebook}_{str(quarter).lower()}"
                stage(staging, notebook, unit, quarter, run_id, tables)
                staged.append(read_staged(staged_folder(staging, str(quarter), unit, notebook, run_id)))
        runs = now.runs.drop(columns="publication").reindex(columns=[column.name for column in RUN_COLUMNS])
        batch = Batch(f"batch_{str(quarter).lower()}", quarter, sorted(set(NOTEBOOK_OF.values())))
        commit(folder / "results", staged, runs, batch)
