"""What an action should move, in words and figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say, say_many
from pmobook.show.figures import is_missing, level, measured, money, share_as_percent

__all__ = ["effect_words", "figure_words", "further_effects"]

_NOT_ESTIMATED = said_later("not estimated")
_WORDS = {
    "level": said_later("overall level up by {}"),
    "alignment": said_later("{} of spend moved"),
    "exposure": said_later("losses in bad cases down by {}"),
    "measure": said_later("measure nearer to its target by {}"),
    "benefit": said_later("benefits won back: {}"),
    "cost": said_later("over plan by {} less"),
    "finish": said_later("finish sooner by {}"),
    "start": said_later("start sooner by {}"),
    "people": said_later("lack of people down by {}"),
    "skill": said_later("people missing fewer by {}"),
}
_MONEY = ("exposure", "cost")
_OF_TIME = ("finish", "start")


def _counted(unit_of_measure: str, figure: str) -> str:
    number = 1 if figure == "1" else 2
    if unit_of_measure == "months":
        return say_many("{figure} month", "{figure} months", number, figure=figure)
    if unit_of_measure == "people":
        return say_many("{figure} person", "{figure} people", number, figure=figure)
    if unit_of_measure == "person-months":
        return say_many("{figure} person-month", "{figure} person-months", number, figure=figure)
    return f"{figure} {unit_of_measure}".rstrip()


def figure_words(kind: str, value: object, money_of: Money, unit_of_measure: str = "") -> str:
    """Write a figure that an action should move, in its own unit of measure."""
    written = _amount(kind, value, money_of, unit_of_measure)
    if kind in {"level", "alignment", *_MONEY} or unit_of_measure == "money":
        return written
    return _counted(unit_of_measure, written)


def _amount(kind: str, value: object, money_of: Money, unit_of_measure: str) -> str:
    """Write a figure; without its unit of measure, but for money and shares."""
    if kind == "level":
        return level(value) if is_missing(value) or abs(float(value)) >= 0.1 else measured(value)  # type: ignore[arg-type]
    if kind == "alignment":
        return share_as_percent(value)
    if kind in _MONEY or unit_of_measure == "money":
        return money(value, money_of, 2)
    return measured(value) if is_missing(value) or kind not in _OF_TIME else measured(round(float(value), 1))  # type: ignore[arg-type]


def effect_words(row: Mapping[str, Any], money_of: Money, *, ends: bool = True) -> str:
    """Say what an action should move, by how much most likely and between which ends; or that it is not estimated."""
    kind, unit = str(row["effect_kind"]), _unit(row)
    if not kind or is_missing(row["effect_likely"]):
        return say(_NOT_ESTIMATED)
    what = say(_WORDS[kind]).format(figure_words(kind, row["effect_likely"], money_of, unit))
    low, high = (_amount(kind, row[f"effect_{end}"], money_of, unit) for end in ("low", "high"))
    return what if low == high or not ends else say("{what} ({low} to {high})", what=what, low=low, high=high)


def _unit(row: Mapping[str, Any]) -> str:
    unit = row.get("effect_unit_of_measure")
    return "" if is_missing(unit) else str(unit)


def further_effects(row: Mapping[str, Any], money_of: Money) -> str:
    """Say what else an action should move, each figure by itself; empty if nothing else is estimated."""
    told = row.get("moves_too")
    every = [] if is_missing(told) else json.loads(str(told) or "[]")
    named = [{f"effect_{name}": value for name, value in one.items()} for one in every]
    return "; ".join(effect_words(one, money_of) for one in named)
