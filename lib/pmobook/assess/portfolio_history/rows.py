"""One row a project and quarter, from recorded tables or from forms."""

from __future__ import annotations

import math

import pandas as pd

from pmobook.assess.costs import add_up_costs
from pmobook.assess.governance.reading import Rows, frame_of, named_texts, quarter_of, read_rating, refuse_twice
from pmobook.assess.tables import build, text_of
from pmobook.language import say
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["PROJECT_QUARTERS", "project_quarters"]

PROJECT_QUARTERS = {
    "quarter": "str", "business_unit": "str", "project_id": "str", "title": "str", "confidence": "str", "reason": "str",
    "planned_cost": "float64", "expected_cost": "float64", "whole_life_cost": "float64", "cost_note": "str",
}  # fmt: skip
"""Confidence is one of the five or "not assessed"; reason says why it is not."""

_WHAT = "projects"
_OPTIONAL = (
    "title", "confidence", "confidence_note", "confidence_not_assessed", "planned_cost", "expected_cost", "whole_life_cost",
    "whole_life_cost_not_assessed", "cost_note",
)  # fmt: skip


def project_quarters(projects: Rows, costs: Rows | None = None) -> pd.DataFrame:
    """Return one row a project and quarter, with its confidence and money, in order.

    Parameters
    ----------
    projects
        Recorded rows of project_status of several quarters and business units, or the form projects of their packs:
        business_unit, quarter (or ``reported_in``) and project_id; where known title, confidence, planned_cost, expected_cost,
        whole_life_cost and the reasons for what is missing.
    costs
        The form project_costs of the same packs, with business_unit and quarter, where the projects carry no money.

    Raises
    ------
    PmobookError
        If business_unit, quarter or project_id is absent, or a confidence is none of the five.
    ProblemsFound
        If a project stands twice in a quarter of a business unit.
    """
    frame = frame_of(_with_quarter(projects), _WHAT, ("business_unit", "quarter", "project_id"), _OPTIONAL)
    ratings = [read_rating(one) for one in frame["confidence"]]
    found = pd.DataFrame(
        {
            "quarter": [str(quarter_of(one)) for one in frame["quarter"]],
            "business_unit": named_texts(frame["business_unit"]),
            "project_id": named_texts(frame["project_id"]),
            "title": [" ".join(one.split()) for one in named_texts(frame["title"])],
            "confidence": [NOT_ASSESSED if one is None else str(one) for one in ratings],
            "reason": [
                "" if one is not None else text_of(note) or text_of(given) or say("no rating was given")
                for one, note, given in zip(ratings, frame["confidence_note"], frame["confidence_not_assessed"], strict=True)
            ],
            **{name: pd.to_numeric(frame[name]) for name in ("planned_cost", "expected_cost", "whole_life_cost")},
            "cost_note": [text_of(one) for one in frame["cost_note"]],
        }
    )
    refuse_twice(found, ("quarter", "business_unit", "project_id"), _WHAT)
    if costs is not None:
        found = _with_costs(found, costs)
    ordered = found.sort_values(["quarter", "business_unit", "project_id"], kind="stable")
    return build(ordered.to_dict(orient="records"), PROJECT_QUARTERS)  # type: ignore[arg-type]


def _with_quarter(rows: Rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    return frame if "quarter" in frame.columns else frame.rename(columns={"reported_in": "quarter"})


def _with_costs(found: pd.DataFrame, costs: Rows) -> pd.DataFrame:
    given = frame_of(
        _with_quarter(costs), "project_costs", ("business_unit", "quarter", "project_id", "period"),
        ("planned_value", "actual_cost", "forecast_cost"),
    )  # fmt: skip
    numbers = {name: pd.to_numeric(given[name]) for name in ("planned_value", "actual_cost", "forecast_cost")}
    given = given.assign(quarter=[str(quarter_of(one)) for one in given["quarter"]], **numbers)
    money = {
        (quarter, unit, project): one
        for (quarter, unit), rows in given.groupby(["quarter", "business_unit"], sort=False)
        for project, one in add_up_costs(rows).items()
    }
    keys = list(zip(found["quarter"], found["business_unit"], found["project_id"], strict=True))
    known = [money.get(key) for key in keys]
    return found.assign(
        planned_cost=[math.nan if one is None else one.planned for one in known],
        expected_cost=[math.nan if one is None else one.expected for one in known],
        cost_note=[say("not assessed: no costs were handed in") if one is None else one.note for one in known],
    )
