"""What Excel shows and refuses in a column of a blank pack: its drop-down, its hint, its error message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pmobook.inputs.blank_model import PRACTICES_LIST
from pmobook.inputs.cells import expectation
from pmobook.inputs.headings import column_letters
from pmobook.inputs.sheets import EXPLANATION_SHEETS
from pmobook.method.forms import ColumnSpecification, FormSpecification
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["LAST_ROW", "validation"]

LAST_ROW = 5000
"""Rows of a blank sheet down to here have drop-downs and hints; rows below are read all the same."""

_LONGEST_TITLE, _LONGEST_MESSAGE, _LONGEST_LIST = 32, 255, 255
_FIRST_DAY, _LAST_DAY = dt.date(1950, 1, 1), dt.date(2149, 12, 31)
_ANY_NUMBER = 1e15


def validation(
    column: ColumnSpecification, forms: Sequence[FormSpecification], model: MaturityModel | None, unit_of_measure: str
) -> dict[str, Any]:
    """Return a column's rule as xlsxwriter takes it.

    Where ``not assessed: reason`` may be typed, or an id that stands elsewhere, Excel warns and lets it pass; else it
    refuses what the check would refuse.

    Parameters
    ----------
    column
        The column.
    forms
        Forms of the pack, whose ids the drop-downs offer.
    model
        The maturity model whose capabilities they offer.
    unit_of_measure
        What its numbers count, in words.
    """
    rule = _rule(column, forms, model)
    lenient = column.may_be_not_assessed or column.refers_to is not None
    return {
        **rule,
        "ignore_blank": True,
        "input_title": column.name[:_LONGEST_TITLE],
        "input_message": _hint(column, unit_of_measure),
        "error_title": "Please check this value"[:_LONGEST_TITLE],
        "error_message": _shortened(f"{column.name}: expected {expectation(column)}."),
        "error_type": "warning" if lenient else "stop",
    }


def _rule(column: ColumnSpecification, forms: Sequence[FormSpecification], model: MaturityModel | None) -> dict[str, Any]:
    source = _list_source(column, forms, model)
    if source is not None:
        return {"validate": "list", "source": source}
    if column.type in ("number", "integer"):
        bounds = {
            "minimum": -_ANY_NUMBER if column.minimum is None else column.minimum,
            "maximum": _ANY_NUMBER if column.maximum is None else column.maximum,
        }
        return {"validate": "decimal" if column.type == "number" else "integer", "criteria": "between", **bounds}
    if column.type == "date":
        return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
    if column.type in ("text", "id", "ids"):
        return {"validate": "length", "criteria": "<=", "value": column.longest}
    return {"validate": "any"}


def _list_source(
    column: ColumnSpecification, forms: Sequence[FormSpecification], model: MaturityModel | None
) -> list[str] | str | None:
    """Return what a drop-down offers: a short list, or where a longer one stands; None for no drop-down."""
    also = [NOT_ASSESSED] if column.may_be_not_assessed else []
    if column.choices is not None:
        choices = [*column.choices, *also]
        return choices if len(",".join(choices)) <= _LONGEST_LIST else None
    if column.type == "integer" and column.maximum is not None and column.minimum is not None:
        highest = int(column.maximum)
        if model is not None and _is_level_of_model(column, forms):
            highest = min(highest, model.highest_level)
        return [*(str(level) for level in range(int(column.minimum), highest + 1)), *also]
    if column.refers_to is None or column.type != "id":
        return None
    if column.refers_to.form == "maturity_model":
        return _model_source(column.refers_to.column, model) if model else None
    for form in forms:
        if form.name == column.refers_to.form:
            letters = column_letters(form.column_names.index(column.refers_to.column))
            return f"='{form.name}'!${letters}$2:${letters}${LAST_ROW}"
    return None


def _model_source(column: str, model: MaturityModel) -> str | None:
    letters, ids = (PRACTICES_LIST, model.practice_ids) if column == "practice_id" else ("A", model.capability_ids)
    return f"='{EXPLANATION_SHEETS[2]}'!${letters}$2:${letters}${len(ids) + 1}" if ids else None


def _is_level_of_model(column: ColumnSpecification, forms: Sequence[FormSpecification]) -> bool:
    """Say whether a column holds a level of the maturity model, rather than of something else such as a skill."""
    rating = (form for form in forms if any(one.refers_to and one.refers_to.form == "maturity_model" for one in form.columns))
    return column.unit_of_measure == "level" and any(column in form.columns for form in rating)


def _hint(column: ColumnSpecification, unit_of_measure: str) -> str:
    needed = "Needed in every row." if column.required else "Optional."
    counts = f" In {unit_of_measure}." if unit_of_measure else ""
    missing = f" If unknown: {NOT_ASSESSED}." if column.may_be_not_assessed else ""
    ending = f" {needed}{counts}{missing} Example: {column.example}"
    ending = ending if len(ending) <= 130 else f" {needed}{counts}{missing}"
    return _shortened(column.description, _LONGEST_MESSAGE - len(ending)) + ending


def _shortened(text: str, longest: int = _LONGEST_MESSAGE) -> str:
    """Cut a text at a word's end where Excel would refuse it."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
