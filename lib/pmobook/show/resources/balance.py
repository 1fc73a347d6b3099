"""The heat map of roles by months: where people are lacking, where there are enough, where it isn't known."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from pmobook.assess.tables import records_of
from pmobook.language import said_later, say, word
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, measured, period, share_as_percent
from pmobook.show.status import SHAPES, Kind, css_class
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED, Period

__all__ = ["UNASSESSED", "heat_of_months", "month_heat"]

UNASSESSED = said_later("Not assessed: the forms capacity and demand hold nothing for the months to come.")

_CAPTION = said_later("People to spare or lacking, by role and month")
_LEGEND: tuple[tuple[Kind, str], ...] = (
    ("act", said_later("short: full-time equivalents that are lacking")),
    ("watch", said_later("no one to spare")),
    ("good", said_later("enough: full-time equivalents to spare")),
    ("not assessed", NOT_ASSESSED),
)


def heat_of_months(balance: pd.DataFrame) -> Exhibit:
    """Show each role's months as enough, all in use or short, with the figures as a table one click away."""
    if balance.empty:
        return paragraph(say(UNASSESSED))
    columns = [
        Column("role", say("Role")),
        Column("period", say("Month"), form=period),
        Column("capacity", say("There"), "right", measured),
        Column("demand", say("Needed"), "right", measured),
        Column("surplus", say("To spare"), "right", measured),
        Column("deficit", say("Lacking"), "right", measured),
        Column("utilisation", say("In use"), "right", share_as_percent),
        Column("note", say("Note"), form=lambda value: "" if is_missing(value) else str(value)),
    ]
    figures = table(
        balance, columns, say("Capacity and demand"), say("Full-time equivalents; one for a month is one person-month.")
    )
    return stack(month_heat(balance), Exhibit(f"<details><summary>{say('Show the figures')}</summary>{figures.html}</details>"))


def month_heat(balance: pd.DataFrame, leads: Callable[[Mapping[str, Any], str], str] | None = None) -> Exhibit:
    """Show roles by months.

    Parameters
    ----------
    balance
        With role, period, surplus, deficit, perhaps least_deficit.
    leads
        Given a row and what stands in its cell, as HTML, returns that as a link.
    """
    months = sorted({str(month) for month in balance["period"]})
    roles = list(dict.fromkeys(str(role) for role in balance["role"]))
    cells = {(str(row["role"]), str(row["period"])): row for row in records_of(balance)}
    head = "".join(f'<th scope="col">{_heading(month)}</th>' for month in months)
    body = "".join(_row(role, months, cells, leads or _alone) for role in roles)
    return Exhibit(
        f'<div class="pmo-scroll" role="group" tabindex="0" aria-label="{say(_CAPTION)}">'
        f'<table class="pmo-heat pmo-heat-months"><caption class="pmo-unseen">{say(_CAPTION)}</caption>'
        f'<thead><tr><th scope="col">{say("Role")}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>{_legend()}'
    )


def _heading(month: str) -> str:
    word, year = Period.parse(month).in_words.split()
    return f'<abbr title="{word} {year}">{word[:3]}<br>{year}</abbr>'


def _alone(row: Mapping[str, Any], shown: str) -> str:
    del row
    return shown


def _row(
    role: str,
    months: Sequence[str],
    cells: Mapping[tuple[str, str], Mapping[str, Any]],
    leads: Callable[[Mapping[str, Any], str], str],
) -> str:
    found = "".join(_cell(cells.get((role, month)), leads) for month in months)
    return f'<tr><th scope="row">{html.escape(role)}</th>{found}</tr>'


def _cell(row: Mapping[str, Any] | None, leads: Callable[[Mapping[str, Any], str], str]) -> str:
    if row is None:
        return f'<td class="pmo-heat-plain"><span class="pmo-heat-under">{say("no need")}</span></td>'
    short, spare = row["deficit"], row["surplus"]
    if is_missing(short):
        least = row.get("least_deficit")
        said = (
            say("at least {least} short", least=measured(least))
            if not is_missing(least) and float(least) > 0  # type: ignore[arg-type]
            else word(NOT_ASSESSED)
        )
        shown = f'<span><span aria-hidden="true">{SHAPES["not assessed"]} </span>{said}</span>'
        return f'<td class="pmo-heat-none">{leads(row, shown)}</td>'
    kind: Kind = "act" if short > 0 else "good" if spare > 0 else "watch"
    figure = measured(short) if short > 0 else measured(spare) if spare > 0 else "0"
    under = say("short") if short > 0 else say("spare")
    shown = (
        f'<span class="pmo-heat-score"><span aria-hidden="true">{SHAPES[kind]}</span> {figure}</span>'
        f'<span class="pmo-heat-under">{under}</span>'
    )
    return f'<td class="pmo-heat-{css_class(kind)}">{leads(row, shown)}</td>'


def _legend() -> str:
    listed = "".join(
        f'<li><span class="pmo-swatch pmo-heat-{css_class(kind) if kind != "not assessed" else "none"}" aria-hidden="true">'
        f"{SHAPES[kind]}</span>{html.escape(word(say(words)))}</li>"
        for kind, words in _LEGEND
    )
    return f'<ul class="pmo-legend" aria-label="{say("Legend")}">{listed}</ul>'
