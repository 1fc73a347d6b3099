"""How things look in a terminal: problems and results."""

from __future__ import annotations

from collections.abc import Iterable

import typer
from rich.table import Table
from rich.text import Text

from pmobook.assess.overview import overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.errors import PmobookError, Problem
from pmobook.inputs.engagement import Engagement
from pmobook.method.thresholds import thresholds
from pmobook.record.store import Store
from pmobook.show.figures import level, percent_change
from pmobook.vocabulary import NOT_ASSESSED, Quarter

__all__ = ["parameters_from", "results_table", "show_problems"]

_NOT_ASSESSED = "○"
"""Stands for "not assessed" where there is no room for the words; the caption says so."""


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
    table = Table(title=Text(f"{engagement.parameters.organisation}, {quarter}"), title_justify="left", caption_justify="left")
    table.add_column("Business unit", max_width=30)
    for heading in ("Maturity", "Areas on\ntarget", "Measures\nmet", "Low con-\nfidence", "Cost to\nplan", "To act\non"):
        table.add_column(heading, justify="right", no_wrap=True)
    outcomes = store.outcomes(quarter).set_index("business_unit")["status"]
    silent = []
    for unit_id in engagement.reporting(quarter):
        unit = engagement.business_unit(unit_id)
        cells = _cells(store, quarter, unit_id)
        failed = "failed" in set(outcomes[outcomes.index == unit_id])
        if cells is None:
            silent.append(f"{unit.name} ({'its pack or a notebook failed' if failed else 'no pack'})")
        else:
            table.add_row(Text(unit.name + (" ▲ failed, earlier results stand" if failed else "")), *cells)
    legend = f"{_NOT_ASSESSED} not assessed"
    table.caption = Text(legend if not silent else f"{legend}\nNot assessed in {quarter}: {', '.join(silent)}")
    return table


def _cells(store: Store, quarter: Quarter, unit_id: str) -> list[str] | None:
    """Return the figures of a business unit; None if nothing is recorded of it."""
    findings = store.table("findings", quarter, unit_id)
    area_scores = store.table("area_scores", quarter, unit_id)
    project_status = store.table("project_status", quarter, unit_id)
    measure_status = store.table("measure_status", quarter, unit_id)
    if not (len(findings) or len(area_scores) or len(project_status) or len(measure_status)):
        return None
    maturity = overview_of_maturity(area_scores)
    measures = overview_of_measures(measure_status)
    delivery = overview_of_delivery(project_status, thresholds().followed_stages)
    figures = [
        level(maturity.overall.get(unit_id)),
        _part(maturity.met, maturity.compared),
        _part(measures.met, measures.assessed),
        _part(delivery.low, delivery.rated),
        percent_change(delivery.cost_variance_share, 1),
        str(int((findings["severity"] == "act").sum())),
    ]
    return [_NOT_ASSESSED if figure == NOT_ASSESSED else figure for figure in figures]


def _part(part: int, whole: int) -> str:
    return f"{part} of {whole}" if whole else NOT_ASSESSED
