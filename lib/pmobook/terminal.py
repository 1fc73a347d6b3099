"""How things look in a terminal: problems and results."""

from __future__ import annotations

from collections.abc import Iterable

import typer
from rich.table import Table

from pmobook.assess.overview import overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.errors import PmobookError, Problem
from pmobook.inputs.engagement import Engagement
from pmobook.method.thresholds import thresholds
from pmobook.record.store import Store
from pmobook.show.figures import level, percent_change
from pmobook.vocabulary import NOT_ASSESSED, Quarter

__all__ = ["parameters_from", "results_table", "show_problems"]


def show_problems(problems: Iterable[Problem]) -> None:
    """Print every problem on a line of its own, so that it can be searched, counted and mailed."""
    listed = list(problems)
    for problem in listed:
        typer.echo(str(problem))
    typer.echo(f"{len(listed)} problem{'' if len(listed) == 1 else 's'}.")


def parameters_from(texts: Iterable[str]) -> dict[str, str]:
    """Read ``NAME=VALUE`` texts.

    Raises
    ------
    PmobookError
        If one has no name or no equals sign, or a name stands twice.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name:
            message = f"--parameter takes NAME=VALUE; {text!r} is not of that form."
            raise PmobookError(message)
        if name in found:
            message = f"--parameter {name} is given twice."
            raise PmobookError(message)
        found[name] = value
    return found


def results_table(engagement: Engagement, store: Store, quarter: Quarter) -> Table:
    """Return what is recorded for a quarter, one line a business unit; what is missing reads "not assessed".

    Parameters
    ----------
    engagement
        Names the business units.
    store
        The results as published.
    quarter
        The quarter shown.
    """
    table = Table(title=f"{engagement.parameters.organisation}, {quarter}", title_justify="left")
    for heading in (
        "Business unit",
        "Maturity",
        "Targets met",
        "Measures met",
        "Low confidence",
        "Cost against plan",
        "To act on",
    ):
        table.add_column(heading, justify="left" if heading == "Business unit" else "right")
    outcomes = store.outcomes(quarter)
    for unit_id, unit in engagement.business_units.items():
        failed = outcomes[(outcomes["business_unit"] == unit_id) & (outcomes["status"] == "failed")]
        table.add_row(unit.name + (" (failed; earlier results stand)" if len(failed) else ""), *_cells(store, quarter, unit_id))
    return table


def _cells(store: Store, quarter: Quarter, unit_id: str) -> list[str]:
    maturity = overview_of_maturity(store.table("area_scores", quarter, unit_id))
    measures = overview_of_measures(store.table("measure_status", quarter, unit_id))
    delivery = overview_of_delivery(store.table("project_status", quarter, unit_id), thresholds().followed_stages)
    findings = store.table("findings", quarter, unit_id)
    ran = len(findings) or maturity.areas or measures.assessed or delivery.projects
    return [
        level(maturity.overall.get(unit_id)),
        _part(maturity.met, maturity.compared),
        _part(measures.met, measures.assessed),
        _part(delivery.low, delivery.rated),
        percent_change(delivery.cost_variance_share, 1),
        str(int((findings["severity"] == "act").sum())) if ran else NOT_ASSESSED,
    ]


def _part(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else NOT_ASSESSED
