"""What each response to a risk is worth: what it saves on average and in bad cases, against its cost."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.risk.assessment import RiskAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, money, number
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["responses"]

_MOST_SHOWN = 12
_LEAST_ERROR = 0.005
"""A smaller error can't be seen in two decimal places."""

_MARKS = {
    "pays": said_later("✓ pays"),
    "pays in bad cases only": said_later("◐ pays in bad cases only"),
    "doesn't pay": said_later("▲ doesn't pay"),
    "too close to call": said_later("≈ too close to call"),
}


def responses(assessment: RiskAssessment, money_of: Money) -> Exhibit:
    """Draw what each response saves beside its cost, say what all save together, and list them, best for its money first."""
    worth = assessment.worth
    if worth is None or assessment.responses.empty:
        return paragraph(say("Not assessed: no risk on the form has a response other than to accept it."))
    if not worth.is_assessed:
        return stack(paragraph(say("No response says what it would leave of its risk, so its worth is not assessed.")),
                     _listed(assessment.responses, money_of))  # fmt: skip
    together, singly = (money(one, money_of, 2) for one in (worth.bad_saved.value, worth.bad_saved_singly))
    said = say(
        "All together save {mean_saved} on average and {together} in bad cases, for {cost}. "
        "Added up singly they would seem to save {singly} in bad cases: they don't add up, "
        "because bad cases are made by several risks at once.",
        mean_saved=money(worth.mean_saved.value, money_of, 2),
        together=together,
        cost=money(worth.cost, money_of, 2),
        singly=singly,
    )
    known = assessment.responses.loc[assessment.responses["mean_saved"].notna()].head(_MOST_SHOWN)
    drawn = chart(
        _drawing(known, money_of), say("{said} Bars: saved on average; ticks: the cost.", said=said), _drawn(known, money_of)
    )
    return stack(paragraph(said), drawn, _listed(assessment.responses, money_of))


def _drawn(rows: pd.DataFrame, money_of: Money) -> Exhibit:
    columns = [
        Column("title", say("Risk")),
        Column("mean_saved", say("Saves on average"), "right", lambda value: money(value, money_of, 2)),
        Column("cost", say("Cost"), "right", lambda value: money(value, money_of, 2)),
    ]
    return table(rows, columns, say("Saved on average, and cost"))


def _listed(rows: pd.DataFrame, money_of: Money) -> Exhibit:
    shown = rows.assign(
        saved=_with_error(rows, "mean_saved", money_of),
        in_bad=_with_error(rows, "bad_saved", money_of),
        last=_with_error(rows, "bad_saved_last", money_of),
    )
    columns = [
        Column("title", say("Risk")),
        Column("cost", say("Cost"), "right", lambda value: money(value, money_of, 2)),
        Column("saved", say("Saves on average"), "right"),
        Column("in_bad", say("In bad cases, alone"), "right", hide_on_phone=True),
        Column("last", say("If left out of all"), "right", hide_on_phone=True),
        Column("per_money", say("Saved per money spent"), "right", _per_money),
        Column("verdict", say("Worth it?"), form=lambda value: say(_MARKS.get(str(value), str(value)))),
    ]
    note = say(
        "Pays: saves at least its cost on average; in bad cases only: it does so only in the "
        "worst twentieth of the futures. In bad cases, alone: if only this response is carried "
        "out; if left out of all: what bad cases would then cost more. ± twice the standard "
        "error of the difference in the same futures; within it, too close to call."
    )
    return table(shown, columns, say("What each response is worth"), note)


def _per_money(value: object) -> str:
    return "–" if is_missing(value) else number(value, 1)  # noqa: RUF001 - a dash for no figure


def _with_error(rows: pd.DataFrame, name: str, money_of: Money) -> list[str]:
    return [_amount(*one, money_of) for one in zip(rows[name], rows[f"{name}_error"], strict=True)]


def _amount(value: float, error: float, money_of: Money) -> str:
    seen = not is_missing(error) and 2 * error >= _LEAST_ERROR
    return money(value, money_of, 2) + (f" ±{money(2 * error, money_of, 2)}" if seen else "")


def _drawing(rows: pd.DataFrame, money_of: Money) -> dict[str, Any]:
    values = [
        {"name": wrapped(f"{row['risk_id']} {row['title']}"), "saved": float(row["mean_saved"]),
         "cost": None if is_missing(row["cost"]) else float(row["cost"])}
        for row in records_of(rows)
    ]  # fmt: skip
    names = [str(row["name"]) for row in values]
    scale = "" if money_of.scale == "one" else f" {money_of.scale}"
    y, x = name_axis("name", names), {"type": "quantitative", "title": f"{money_of.currency}{scale}", "axis": {"tickCount": 5}}
    bar = {"mark": {"type": "bar", "height": 13, "color": COLOURS["first"]}, "encoding": {"y": y, "x": {**x, "field": "saved"}}}
    tick = {"type": "tick", "thickness": 4, "size": 24, "color": COLOURS["fourth"]}
    cost = {"mark": tick, "encoding": {"y": y, "x": {**x, "field": "cost"}}}
    return {"width": 420, "height": {"step": row_height(names)}, "data": {"values": values}, "layer": [bar, cost]}
