"""Measures with courses to show."""

from __future__ import annotations

import pandas as pd
import pytest

from pmobook.assess.performance import assess_measures
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.method.thresholds import thresholds
from pmobook.vocabulary import Quarter


def fill_form(name, rows):
    kinds = empty_frame(form(name)).dtypes.drop("row")
    return pd.DataFrame({column: pd.Series([row.get(column) for row in rows], dtype=kind) for column, kind in kinds.items()})


@pytest.fixture(scope="session")
def charted():
    """Assess measures (id to values, the last of September 2026), with a change declared in one period."""

    def run(courses, *, change=None, **measure):
        plain = {"unit_of_measure": "percent", "better": "higher", "target": 85, "goal_id": "G1", "owner": "Head", **measure}
        rows = []
        for name, values in courses.items():
            first = 2026 * 12 + 9 - len(values)
            for place, value in enumerate(values, first):
                period = f"{place // 12}-{place % 12 + 1:02d}"
                rows.append(
                    {"measure_id": name, "period": period, "value": value, "change": "New <rota>" if period == change else None}
                )
        return assess_measures(
            fill_form("measures", [{"measure_id": name, "title": name.title(), **plain} for name in courses]),
            fill_form("measure_values", rows).assign(reported_in="2026Q3"),
            Quarter.parse("2026Q3"),
            thresholds().measures,
            BusinessUnit(name="Retail"),
        )

    return run
