"""A tiny engagement, once with every form that the notebooks read and once with projects alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmobook.kernels.switch import use_warm_kernels
from pmobook.lean_imports import skip_slow_format_checks

skip_slow_format_checks()

from papermill import execute_notebook  # noqa: E402 - nbformat may be imported only after the line above

ROOT = Path(__file__).resolve().parents[2]
ASSESSMENTS = (
    "10_maturity", "20_goal_alignment", "30_performance", "40_portfolio", "50_risk", "60_resources", "70_improvement_plan",
)  # fmt: skip

ENGAGEMENT = """
organisation: Northwind Stores
money: {currency: GBP}
minimum_raters: 2
target_levels: {portfolio_management: 3, financial_management: 3}
"""
FULL = {
    "responses": """
respondent_id,role,capability_id,rating
r1,PMO,idea_generation,3
r2,Sponsor,idea_generation,4
r1,PMO,selection_prioritisation,2
r2,Sponsor,selection_prioritisation,2
r1,PMO,execution_oversight,3
r2,Sponsor,execution_oversight,not assessed: on leave
r1,PMO,investment_appraisal,1
r2,Sponsor,investment_appraisal,2
""",
    "practices": """
capability_id,level,practice_id,finding,evidence_ids,assessor,status,validated_by
idea_generation,1,idea_generation_1a,full,E1,Consultant,validated,Head of Audit
idea_generation,1,idea_generation_1b,full,,Consultant,submitted,
idea_generation,2,idea_generation_2a,none,,Consultant,draft,
roadmaps,1,,large,E1,Consultant,,
""",
    "evidence": """
evidence_id,title
E1,Register of ideas
""",
    "goals": """
goal_id,title,owner,weight
G1,Serve customers <within> a day,Director of Service,60
G2,Waste less,,40
""",
    "goal_comparisons": """
judge,goal_a,goal_b,preference
Managing Director,G1,G2,3
Finance Director,G1,G2,1
""",
    "projects": """
project_id,title,stage,sponsor,baseline_finish,forecast_finish,confidence
P1,Self-service returns,executing,Director of Stores,2026-10-01,2027-02-01,red
P2,New tills,executing,Director of Stores,,2026-12-01,not assessed: sponsor is new
P3,Robots,idea,,,,
""",
    "project_goals": """
project_id,goal_id,impact
P1,G1,strong
P3,G2,not assessed
""",
    "project_costs": """
project_id,period,planned_value,actual_cost,forecast_cost
P1,2026-08,2,3,
P1,2026-09,2,,2
P2,2026Q3,0,1,
""",
    "measures": """
measure_id,title,goal_id,owner,unit_of_measure,better,target,tolerance
M1,Calls answered,G1,Head of Service,percent,higher,85,3
M2,Complaints,,,a month,lower,,
""",
    "measure_values": """
measure_id,period,value,claim
M1,2026-05,80,
M1,2026-06,81,
M1,2026-07,82,
M1,2026-08,83,
M1,2026-09,84,Improved.
M2,2026-09,not assessed: new system,
""",
    "skills": """
person_id,role,skill,level
NAMELESS-1,Clerk of one,Migration,4
NAMELESS-2,Analyst,Testing,3
NAMELESS-3,Analyst,Testing,not assessed
<b>NAMELESS-4</b>,Analyst,Painting,2
""",
    "skill_needs": """
project_id,skill,level,period,people
P1,Migration,4,2026Q4,1
P2,Migration,3,2027Q1,1
P1,Testing,3,FY2026/27,3
P3,Cooking,2,2026-11,1
""",
}
EARLIER = {
    "responses": """
respondent_id,role,capability_id,rating
r1,PMO,idea_generation,3
r2,Sponsor,idea_generation,3
""",
    "projects": """
project_id,title,stage,sponsor,forecast_finish,confidence
P1,Self-service returns,executing,Director of Stores,2026-11-01,amber
P2,New tills,executing,Director of Stores,2026-11-01,green
""",
}
HANDOVER = "received_on: 2026-10-20\nreceived_from: Head of Retail PMO\n"


def write_pack(folder, forms, handover=""):
    folder.mkdir(parents=True)
    for name, text in forms.items():
        (folder / f"{name}.csv").write_text(text.lstrip(), encoding="utf-8")
    if handover:
        (folder / "handover.yaml").write_text(handover, encoding="utf-8")


@pytest.fixture(scope="session")
def engagement(tmp_path_factory):
    """Folder of an engagement: ``retail`` has every form, ``projects_only`` a single one."""
    folder = tmp_path_factory.mktemp("engagement")
    (folder / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    (folder / "business_units").mkdir()
    (folder / "business_units" / "retail.yaml").write_text("name: Retail\nlead: Head of Retail PMO\n", encoding="utf-8")
    (folder / "business_units" / "projects_only.yaml").write_text("name: Projects Only\n", encoding="utf-8")
    write_pack(folder / "inputs" / "retail" / "2026Q2", EARLIER)
    write_pack(folder / "inputs" / "retail" / "2026Q3", FULL, HANDOVER)
    write_pack(folder / "inputs" / "projects_only" / "2026Q3", {"projects": FULL["projects"]})
    return folder


@pytest.fixture(scope="session")
def executed(engagement, tmp_path_factory):
    """Execute a notebook for a business unit, once a session; return its cells' HTML and the folder it staged to."""
    use_warm_kernels()
    done = {}

    def run(notebook, business_unit):
        if (notebook, business_unit) not in done:
            staging = tmp_path_factory.mktemp("staging")
            result = execute_notebook(
                str(ROOT / "notebooks" / f"{notebook}.ipynb"),
                None,
                parameters={
                    "engagement": str(engagement),
                    "business_unit": business_unit,
                    "quarter": "2026Q3",
                    "run_id": "a1",
                    "staging": str(staging),
                },
                kernel_name="python3",
                progress_bar=False,
                execution_timeout=120,
            )
            outputs = [output for cell in result.cells if cell.cell_type == "code" for output in cell.outputs]
            done[notebook, business_unit] = (outputs, staging)
        return done[notebook, business_unit]

    return run


@pytest.fixture(scope="session")
def page(executed):
    """Return what an executed notebook shows, as HTML."""

    def html_of(notebook, business_unit):
        return "\n".join(output.data.get("text/html", "") for output in executed(notebook, business_unit)[0] if "data" in output)

    return html_of


def read_notebook(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def cells_of():
    """Return a notebook's cells as (tag or "words", source)."""

    def cells(path):
        return [
            ((cell["metadata"].get("tags") or ["words"])[0], "".join(cell["source"])) for cell in read_notebook(path)["cells"]
        ]

    return cells
