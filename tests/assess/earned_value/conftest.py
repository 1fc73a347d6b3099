"""Projects' money in small: a business unit with one project that goes well, one that does not, and one that is over."""

import pandas as pd
import pytest

from pmobook.assess.earned_value import MoneyForms, assess_money
from pmobook.method.earned_value import earned_value_method
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)


def months(project, first, planned, earned=(), actual=(), forecast=()):
    """Return rows of project_costs from a month on; a text is "not assessed" with that reason."""
    length = max(map(len, (planned, earned, actual, forecast)))
    year, month = map(int, first.split("-"))
    rows = []
    for place in range(length):
        count = 12 * year + month - 1 + place
        row = {"project_id": project, "period": f"{count // 12}-{count % 12 + 1:02d}"}
        for name, values in (("planned_value", planned), ("earned_value", earned), ("actual_cost", actual),
                             ("forecast_cost", forecast)):  # fmt: skip
            value = values[place] if place < len(values) else None
            row[f"{name}_not_assessed" if isinstance(value, str) else name] = value
        rows.append(row)
    return rows


@pytest.fixture(scope="session")
def monthly():
    return months


@pytest.fixture(scope="session")
def assess(fill, method, unit):
    """Assess projects ({project_id, …}) and rows of costs; history maps earlier quarters to the same two."""

    def run(projects, costs, history=None, outcomes=None):
        forms = {"projects": [], "project_costs": []}
        packs = {**(history or {}), str(Q3): (projects, costs)}
        frames = {}
        for name, place in (("projects", 0), ("project_costs", 1)):
            for quarter, pack in packs.items():
                rows = [
                    {"title": row["project_id"].title(), "stage": "executing", **row} if not place else row for row in pack[place]
                ]
                forms[name].append(fill(name, rows).assign(reported_in=quarter).astype({"reported_in": "str"}))
            frames[name] = pd.concat(forms[name], ignore_index=True)
        given = MoneyForms(
            forms["projects"][-1].drop(columns="reported_in"), forms["project_costs"][-1].drop(columns="reported_in"),
            frames["projects"], frames["project_costs"],
        )  # fmt: skip
        return assess_money(given, Q3, method, earned_value_method(), unit, outcomes)

    return run


@pytest.fixture(scope="session")
def found():
    """Return kind and subject of each finding to (severity, sentence, owner)."""

    def run(got):
        return {row["finding_id"]: (row["severity"], row["sentence"], row["owner"]) for row in got.findings.to_dict("records")}

    return run
