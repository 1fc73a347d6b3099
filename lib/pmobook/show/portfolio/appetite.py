"""What the choices may lose beside what leadership tolerates, and what keeping to the tolerance costs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.portfolio import PortfolioAssessment
from pmobook.assess.portfolio.exposures import exposure_by_choice, exposure_by_project
from pmobook.assess.portfolio.words import displaced_in_words
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.blank_columns import without_blank
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, money, number, share_as_percent
from pmobook.show.portfolio.result import why_nothing
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["risk"]

_BAD = said_later("Bad cases: the mean of the worst five in a hundred scenarios.")


def risk(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    """Draw each choice's loss in bad cases with the tolerance as a line, and list what each project may lose."""
    problem = portfolio.problem
    if problem.unassessed:
        return why_nothing(portfolio)
    if problem.risk is None:
        return paragraph(say("What projects may lose is not assessed: the form risks was not handed in."))
    rows = exposure_by_choice(portfolio.judged)
    columns = [
        Column("choice", say("Choice")),
        Column("value", say("Value"), "right", lambda value: number(value, 2)),
        Column("mean", say("Loss on average"), "right", lambda value: money(value, money_of), hide_on_phone=True),
        Column("p80", say("Exceeded by one in five"), "right", lambda value: money(value, money_of), hide_on_phone=True),
        Column("bad", say("In bad cases"), "right"),
        Column("chance", say("Exceeds the tolerance"), "right"),
        Column("share", say("Share of the tolerance"), "right", _share_or_dash),
    ]
    shown = rows.assign(
        bad=[_with_error(*one, money_of) for one in zip(rows["in_bad_cases"], rows["in_bad_cases_error"], strict=True)],
        chance=[_chance(*one) for one in zip(rows["breach_probability"], rows["breach_error"], strict=True)],
    )
    wanted = columns if problem.tolerance else columns[:-2]
    figures = table(shown, wanted, say("What each choice may lose"), say("{bad} ± twice the standard error.", bad=say(_BAD)))
    said = _said(portfolio, money_of)
    if problem.tolerance:
        said += say(
            " The choice is held to it by the risks of the projects chosen and those of no project; "
            "the whole register, with projects of which nothing is to be chosen, is held to it on "
            "the page of exposure to risk."
        )
    bars = _bars(rows.loc[rows["budget"].isna()], problem.tolerance, money_of)
    drawn = chart(bars, say("{said} Bars: bad cases; ticks: on average.", said=said), figures)
    return stack(paragraph(said), drawn, _by_project(portfolio, money_of))


def _with_error(value: float, error: float, money_of: Money) -> str:
    return money(value, money_of) + ("" if is_missing(error) else f" ±{money(2 * error, money_of, 2)}")


def _chance(value: float, error: float) -> str:
    if is_missing(value):
        return "–"  # noqa: RUF001 - a dash for no figure
    return share_as_percent(value) + ("" if is_missing(error) else f" ±{share_as_percent(2 * error, 1)}")


def _said(portfolio: PortfolioAssessment, money_of: Money) -> str:
    problem, judged = portfolio.problem, portfolio.judged
    if problem.tolerance is None:
        return say(
            "No tolerance for risk is set for {business_unit}, so losses limit nothing. {bad}",
            business_unit=problem.business_unit,
            bad=say(_BAD),
        )
    head = say(
        "The projects chosen may lose up to {tolerance} in bad cases ({tolerance_said}).",
        tolerance=money(problem.tolerance, money_of),
        tolerance_said=problem.tolerance_said,
    )
    if judged.best is None or judged.without_tolerance is None:
        return f"{head} {say(_BAD)}"
    if judged.price_of_tolerance <= 0:
        return say("{head} Keeping to it costs nothing. {bad}", head=head, bad=say(_BAD))
    lost = number(judged.price_of_tolerance, 2)
    said = displaced_in_words(problem, judged.best.chosen, judged.without_tolerance.chosen)
    return say("{head} Keeping to it costs {lost} of value: {said}. {bad}", head=head, lost=lost, said=said, bad=say(_BAD))


def _bars(rows: pd.DataFrame, tolerance: float | None, money_of: Money) -> dict[str, Any]:
    values = [
        {"name": wrapped(str(row["choice"])), "mean": float(row["mean"]), "bad": float(row["in_bad_cases"])}
        for row in records_of(rows)
    ]
    names = [str(row["name"]) for row in values]
    step = name_axis("name", names)
    scale = "" if money_of.scale == "one" else f" {money_of.scale}"
    most = max(*(float(one) for one in rows["in_bad_cases"]), tolerance or 0.0) * 1.1 or 1.0
    title = say("Loss ({currency}{scale})", currency=money_of.currency, scale=scale)
    x = {"type": "quantitative", "title": title, "scale": {"domain": [0, most]}, "axis": {"tickCount": 5}}
    layers: list[dict[str, Any]] = [
        {"mark": {"type": "bar", "height": 15, "color": COLOURS["first"]}, "encoding": {"y": step, "x": {**x, "field": "bad"}}},
        {"mark": {"type": "tick", "thickness": 4, "size": 26, "color": COLOURS["fourth"]},
         "encoding": {"y": step, "x": {**x, "field": "mean"}}},
    ]  # fmt: skip
    if tolerance is not None:
        line = {"type": "rule", "color": COLOURS["ink"], "strokeWidth": 1.5}
        layers.append({"data": {"values": [{"at": tolerance}]}, "mark": line, "encoding": {"x": {**x, "field": "at"}}})
    return {"width": 420, "height": {"step": row_height(names)}, "data": {"values": values}, "layer": layers}


def _by_project(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    rows = exposure_by_project(portfolio.judged)
    columns = [
        Column("title", say("Project")),
        Column("is_chosen", say("In the best choice"), form=_yes),
        Column("mean", say("Loss on average"), "right", lambda value: money(value, money_of)),
        Column("in_bad_cases", say("In bad cases, alone"), "right", lambda value: money(value, money_of)),
        Column("note", say("Note"), form=str),
    ]
    note = say("Bad cases of single projects don't add up: not everything goes wrong at once.")
    return table(rows, without_blank(rows, columns, "note"), say("What each project may lose"), note)


def _yes(value: object) -> str:
    return "not decided" if is_missing(value) else "yes" if value else "no"


def _share_or_dash(value: object) -> str:
    return "\N{EN DASH}" if is_missing(value) else share_as_percent(value)
