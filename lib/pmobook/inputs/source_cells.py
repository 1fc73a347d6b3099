"""One cell of a source becomes the text that one column of a form holds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from pmobook.errors import PmobookError
from pmobook.inputs.date_text import read_date
from pmobook.inputs.mapping import ColumnRule, Mapping
from pmobook.inputs.mapping_checks import resolve_choice, says_not_assessed
from pmobook.inputs.number_text import NotANumberError, plain, read_number
from pmobook.inputs.sheets import Cell, FormulaFault
from pmobook.inputs.source_tables import NEVER_CALCULATED, cell_text
from pmobook.method.forms import ColumnSpecification
from pmobook.vocabulary import NOT_ASSESSED, Period, Quarter, nearest, quoted, slug

__all__ = ["CellRefusedError", "convert_cell", "day_of"]

_FORMULA_ERRORS = {
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA",
    NEVER_CALCULATED,
}  # fmt: skip


class CellRefusedError(Exception):
    """A cell that the mapping gives no meaning to.

    Parameters
    ----------
    found, expected, remedy
        As in `pmobook.errors.Problem`.
    """

    def __init__(self, found: str, expected: str, remedy: str) -> None:
        super().__init__(found, expected, remedy)
        self.found, self.expected, self.remedy = found, expected, remedy


def day_of(cell: Cell, formats: tuple[str, ...], missing_day: Literal["first", "last"] | None = None) -> dt.date | None:
    """Return the day that a cell gives: a real date, or a text in one of the formats; None if it is neither.

    A month without a day gives none unless ``missing_day`` says which day to take.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    return read_date(cell_text(cell), formats, missing_day)


def convert_cell(cell: Cell, rule: ColumnRule, column: ColumnSpecification, mapping: Mapping, money_scale: str) -> str:
    """Return what a form's column holds for a cell of the source.

    The first that applies: an exact text of ``values``; a text that means blank; a text that means not assessed;
    else the text is read as the column's type.

    Parameters
    ----------
    cell
        The source's cell, or the joined text of several for an id.
    rule
        Where the column comes from.
    column
        What the form says of the column.
    mapping
        For what holds in every column.
    money_scale
        What an amount of money counts in: the engagement's scale.

    Returns
    -------
    str
        The text that the pack holds; empty for a blank cell, ``not assessed: …`` with the source's text as the reason.

    Raises
    ------
    CellRefusedError
        If the cell has no meaning here.
    """
    text = cell_text(cell)
    hit = rule.value_of(text) if text else None
    if hit:
        return _stated(hit, column)
    if hit == "" or not text or any(one.matches(text) for one in (*rule.blank, *mapping.blank)):
        return _blank(text, rule, column)
    if column.may_be_not_assessed:
        if says_not_assessed(text):
            return _not_assessed(text.partition(":")[2].strip())
        for one in (*rule.not_assessed, *mapping.not_assessed):
            if one.matches(text):
                return _not_assessed(one.reason or text)
    if isinstance(cell, FormulaFault) or text.upper() in _FORMULA_ERRORS:
        found = "a formula that was never calculated" if text == NEVER_CALCULATED else f"the formula error {text}"
        raise CellRefusedError(found, "a value", "Mend the formula in Excel and save, or say in the mapping what it means.")
    if rule.values is not None and (rule.other_values or ("keep" if rule.id_from else "refuse")) == "refuse":
        guess = nearest(text, rule.values)
        hint = f"Did you mean {quoted(guess)}? If not, add" if guess else "Add"
        raise CellRefusedError(quoted(text), "a text that the mapping gives a value to", f"{hint} it to values.")
    return _read(cell, text, rule, column, mapping, money_scale)


def _not_assessed(reason: str) -> str:
    return f"{NOT_ASSESSED}: {reason}" if reason else NOT_ASSESSED


def _stated(value: str, column: ColumnSpecification) -> str:
    """Return a value that the mapping states, with a choice in the form's own spelling."""
    return resolve_choice(column, value) or value if column.type == "choice" else value


def _blank(text: str, rule: ColumnRule, column: ColumnSpecification) -> str:
    if rule.when_blank is not None:
        return _stated(rule.when_blank, column)
    if column.required:
        found = f"{quoted(text)}, which means blank" if text else "nothing"
        remedy = "Fill it in in the source, or say in the mapping what a blank cell becomes (when_blank)."
        raise CellRefusedError(found, f"a value, since {column.name} is required", remedy)
    return ""


def _read(cell: Cell, text: str, rule: ColumnRule, column: ColumnSpecification, mapping: Mapping, money_scale: str) -> str:
    if column.type in {"number", "integer"}:
        return _read_number(cell, text, rule, column, mapping, money_scale)
    if column.type == "date":
        return _read_day(cell, rule, mapping, rule.missing_day).isoformat()
    if column.type == "period":
        return _read_period(cell, text, rule, mapping)
    if column.type == "choice":
        found = resolve_choice(column, text)
        if found is None:
            guess = nearest(text, (*(column.choices or ()), *(column.aliases or ())))
            hint = f"Did you mean {guess}? If not, say" if guess else "Say"
            raise CellRefusedError(quoted(text), f"one of {', '.join(column.choices or ())}", f"{hint} in values what it means.")
        return found
    return slug(text) if rule.id_from is not None else text


def _read_number(cell: Cell, text: str, rule: ColumnRule, column: ColumnSpecification, mapping: Mapping, money_scale: str) -> str:
    remedy = "Correct it in the source, or say in the mapping what it means (numbers, not_assessed, blank or values)."
    value = cell if isinstance(cell, (int, float)) else text
    if isinstance(cell, (bool, dt.date, dt.time, dt.timedelta)):
        raise CellRefusedError(quoted(text), "a number", remedy)
    try:
        number = read_number(value, rule.numbers or mapping.numbers, money_scale if column.unit_of_measure == "money" else None)
    except NotANumberError as error:
        raise CellRefusedError(quoted(text), str(error), remedy) from None
    if column.type == "integer" and number != number.to_integral_value():
        raise CellRefusedError(quoted(text), "a whole number", remedy)
    return plain(Decimal(number))


def _read_day(cell: Cell, rule: ColumnRule, mapping: Mapping, missing_day: Literal["first", "last"] | None) -> dt.date:
    formats = rule.date_formats or mapping.date_formats
    day = day_of(cell, formats, missing_day)
    if day is None:
        if missing_day is None and day_of(cell, formats, "first") is not None:
            raise CellRefusedError(f"the month {quoted(cell_text(cell))}", "a day",
                                   "Add missing_day: first or last to the column in the mapping.")  # fmt: skip
        raise CellRefusedError(quoted(cell_text(cell)), f"a date as {' or '.join(formats)}",
                               "Correct it in the source, or add its format or its meaning to the mapping.")  # fmt: skip
    return day


def _read_period(cell: Cell, text: str, rule: ColumnRule, mapping: Mapping) -> str:
    if rule.period is None:
        try:
            return Period.parse(text).text
        except PmobookError:
            remedy = "Say in the mapping which period a date falls in (period), or what it means (values)."
            raise CellRefusedError(quoted(text), "a period such as 2026-07, 2026Q3 or FY2026/27", remedy) from None
    day = _read_day(cell, rule, mapping, "first")  # any day of a month lies in the same quarter and financial year
    if rule.period == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if rule.period == "quarter":
        return str(Quarter.of(day))
    first = day.year if day.month >= 4 else day.year - 1
    return f"FY{first:04d}/{(first + 1) % 100:02d}"
