"""Which business units have results for a quarter, and why the others have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.results import Results
from pmobook.vocabulary import Quarter

__all__ = ["Report", "find_reports"]


@dataclass(frozen=True)
class Report:
    """Whether one business unit has results for a quarter.

    Attributes
    ----------
    business_unit
        Its id.
    has_results
        Whether any result of the quarter is published.
    reasons
        Why notebooks failed or were skipped when they were last run, in the words of who filled in the forms; empty if
        none did.
    last_assessed
        The latest earlier quarter with results; None if there is none.
    is_due
        Whether results were to be expected: it has them, had them in the published quarter before, failed, or has never
        had any. A business unit that was dissolved, or that began later, is not due.
    """

    business_unit: str
    has_results: bool
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
    assessed = {one: set(results.of(one).business_units) for one in results.quarters}
    runs = results.runs[results.runs["quarter"] == str(quarter)]
    earlier = results.before(quarter)
    reports = []
    for unit in business_units:
        had = {one for one, units in assessed.items() if unit in units}
        own = runs[runs["business_unit"] == unit]
        due = not had or bool(had & {quarter, earlier}) or bool((own["status"] == "failed").any())
        last = max((one for one in had if one < quarter), default=None)
        reports.append(Report(unit, quarter in had, _reasons(own), last, due))
    return reports


def _reasons(runs: pd.DataFrame) -> tuple[str, ...]:
    """Return why the latest run of each notebook failed or was skipped, each reason once."""
    latest = runs.sort_values("publication", kind="stable").drop_duplicates("notebook", keep="last").sort_values("notebook")
    unwell = latest[latest["status"].isin(["failed", "skipped"]) & latest["reason"].notna()]
    return tuple(dict.fromkeys(str(reason).strip() for reason in unwell["reason"].tolist() if str(reason).strip()))
