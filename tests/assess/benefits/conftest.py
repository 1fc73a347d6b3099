"""Small registers of benefits to assess."""

import pandas as pd
import pytest

from pmobook.assess.benefits import assess_benefits
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.vocabulary import Quarter

UNIT = BusinessUnit(name="Retail", lead="Head of Retail PMO")
PERIODS = ("2026Q1", "2026Q2", "2026Q3", "2026Q4", "2027Q1", "2027Q2")


def rows_of(benefits):
    """Return rows of the form benefits from id to planned, forecast and actual amounts by quarter from 2026Q1, and more."""
    plain = {"project_id": "P1", "owner": "Head of Stores", "kind": "cashable", "unit_of_measure": "money"}
    rows = []
    for name, told in benefits.items():
        periods = told.pop("periods", PERIODS) if isinstance(told, dict) else PERIODS
        amounts = {key: told[key] for key in ("planned", "forecast", "actual") if key in told}
        more = {key: value for key, value in told.items() if key not in amounts}
        longest = max(len(one) for one in amounts.values())
        for place, period in enumerate(periods[:longest]):
            given = {key: values[place] for key, values in amounts.items() if place < len(values)}
            rows.append({"benefit_id": name, "title": f"Benefit {name}", **plain, **more, "period": period, **given})
    return rows


@pytest.fixture(scope="session")
def register(fill):
    """Return the form benefits from id to amounts by quarter from 2026Q1."""
    return lambda benefits: fill("benefits", rows_of({name: dict(told) for name, told in benefits.items()}))


@pytest.fixture(scope="session")
def assess(fill, register):
    """Assess a register as at 2026Q3, with earlier packs (quarter to register), projects (id to stage) and costs by month."""

    def run(benefits, *, earlier=None, projects=None, costs=(), quarter="2026Q3", **more):
        form = register(benefits)
        packs = [register(told).assign(reported_in=of) for of, told in (earlier or {}).items()]
        history = pd.concat([*packs, form.assign(reported_in=quarter)], ignore_index=True)
        stages = {"P1": "executing"} if projects is None else projects
        listed = [
            {"project_id": name, "title": f"Project {name}", "stage": stage, "sponsor": "Sponsor"}
            for name, stage in stages.items()
        ]
        return assess_benefits(
            form, history, fill("projects", listed), fill("project_costs", list(costs)), Quarter.parse(quarter), UNIT, **more
        )

    return run


@pytest.fixture(scope="session")
def row_of():
    """Return the one row of a table whose key has a value, as a mapping."""

    def pick(table, key, value):
        (row,) = table[table[key] == value].to_dict(orient="records")
        return row

    return pick


@pytest.fixture(scope="session")
def told():
    """Return findings as id to (severity, sentence, owner)."""
    return lambda table: {
        one["finding_id"]: (one["severity"], one["sentence"], one["owner"]) for one in table.to_dict(orient="records")
    }
