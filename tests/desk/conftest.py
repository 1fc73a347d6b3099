"""A small engagement at whose desk people sit: one business unit, one quarter, two forms as CSV files."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmobook.desk.session import Desk
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter

QUARTER = Quarter.parse("2026Q3")
ENGAGEMENT = """
organisation: Northwind Stores
money: {currency: GBP}
instrument: appraisal
scoring_rule: cumulative_practices
appraisal: {counted: all, evidence: advisory}
"""
PRACTICES = """capability_id,level,practice_id,finding,evidence_ids,assessor,note,status
idea_generation,1,idea_generation_1a,full,E01,Lead assessor,,draft
idea_generation,1,idea_generation_1b,large,E01;E02,Lead assessor,Seen twice.,submitted
idea_generation,2,idea_generation_2a,partial,,Second assessor,,
"""
EVIDENCE = """evidence_id,title,location,kind,dated,seen_by,expires
E01,Idea register,PMO library,record,2026-07-01,Lead assessor,
E02,Old policy,PMO library,document,2024-07-01,Lead assessor,2025-07-01
"""


@pytest.fixture
def engagement(tmp_path):
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    (tmp_path / "business_units").mkdir()
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\n", encoding="utf-8")
    (tmp_path / "business_units" / "online.yaml").write_text("name: Online\n", encoding="utf-8")
    folder = tmp_path / "inputs" / "retail" / "2026Q3"
    folder.mkdir(parents=True)
    (folder / "practices.csv").write_text(PRACTICES, encoding="utf-8")
    (folder / "evidence.csv").write_text(EVIDENCE, encoding="utf-8")
    return open_engagement(tmp_path)


@pytest.fixture
def folder(engagement) -> Path:
    """Return the folder of the pack."""
    return engagement.pack_folder("retail", QUARTER)


@pytest.fixture
def sit_down(engagement):
    """Return a function that opens the pack for somebody with a role."""

    def open_desk(role="Lead assessor", business_unit="retail"):
        desk = Desk(engagement, business_unit, QUARTER, clock=lambda: "2026-10-05T14:30:00Z")
        desk.role = role
        return desk

    return open_desk
