"""Capacity and demand as frames."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture
def capacity():
    """Return one analyst and two managers in two months."""
    return capacity_of(
        {("Analyst", "2026-07"): 1, ("Analyst", "2026-08"): 1, ("Manager", "2026-07"): 2, ("Manager", "2026-08"): 2}
    )


@pytest.fixture
def four_projects():
    """Return four projects, each of which needs .4 of an analyst in July 2026."""
    return pd.DataFrame({"project_id": list("ABCD"), "role": "Analyst", "period": "2026-07", "fte": 0.4})


def capacity_of(amounts):
    """Return a table of capacity."""
    return pd.DataFrame([(role, period, fte) for (role, period), fte in amounts.items()], columns=["role", "period", "fte"])
