"""Which business units have results for a quarter, and why the others have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.results import Results
from pmobook.vocabulary import HELD_BACK, Quarter

__all__ = ["Report", "find_reports"]

_UNWELL = ("failed", "skipped")


@dataclass(frozen=True)
class Report:
    """Whether one business unit has results for a quarter.

    Attributes
    ----------
    business_unit
        Its id.
    has_results
        Whether any result of the quarter is published.
    latest_run
        "failed" if a notebook failed when it was last run, "skipped" if none failed and one was skipped, else "".
    reasons
        Why they failed or were skipped, in the words of who filled in the forms; a notebook that was only held back
        because another failed has no reason of its own.
    last_assessed
        The latest earlier quarter with results; None if there is none.
    is_due
        Whether results were to be expected: it has them, had them in the published quarter before, failed, or has never
        had any. A business unit that was dissolved, or that began later, is not due.
    """

    business_unit: str
    has_results: bool
    latest_run: str
    reasons: tuple[str, ...]
    last_assessed: Quarter | None
    is_due: bool


def find_reports(results: Results, quarter: Quarter, business_units: Sequence[str]) -> list[Report]:
    """Return one report for each business unit, in the order given.

    Parameters
    ----------
    results
        All quarters.
    quarter
        The one to look at.
    business_units
        Every business unit of the engagement, whether or not it ever reported.
    """
    runs = results.runs[results.runs["quarter"] == str(quarter)]
    earlier = results.before(quarter)
    reports = []
    for unit in business_units:
        had = results.assessed.get(unit, frozenset())
        own = runs[runs["business_unit"] == unit]
        due = not had or bool(had & {quarter, earlier}) or bool((own["status"] == "failed").any())
        latest = own.sort_values("publication", kind="stable").drop_duplicates("notebook", keep="last").sort_values("notebook")
        statuses = set(latest["status"].tolist())
        went = next((status for status in _UNWELL if status in statuses), "")
        reports.append(Report(unit, quarter in had, went, _reasons(latest, went), results.last_assessed(unit, quarter), due))
    return reports


def _reasons(latest: pd.DataFrame, status: str) -> tuple[str, ...]:
    """Return why notebooks ended with a status, each reason once."""
    told = latest[(latest["status"] == status) & latest["reason"].notna()]
    reasons = (str(reason).strip() for reason in told["reason"].tolist())
    return tuple(dict.fromkeys(reason for reason in reasons if reason and not reason.startswith(HELD_BACK)))
