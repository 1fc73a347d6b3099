"""What a form's column holds, in the words of blank packs and of the reference."""

from __future__ import annotations

from pmobook.method.forms import ColumnSpecification
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["allowed_words", "kind_words", "unit_of_measure_words"]

_KINDS = {
    "id": "id",
    "ids": "ids, separated by semicolons",
    "text": "text",
    "choice": "one of a list",
    "number": "number",
    "integer": "whole number",
    "date": "date",
    "period": "period",
}


def kind_words(column: ColumnSpecification) -> str:
    """Name the kind of value: ``whole number``, ``one of a list``."""
    return _KINDS[column.type]


def unit_of_measure_words(column: ColumnSpecification, money: str | None = None) -> str:
    """Name what a number counts; money by the engagement's currency and scale where they are known."""
    if column.unit_of_measure == "money":
        return money or "money, in the engagement's currency and scale"
    return column.unit_of_measure or ""


def allowed_words(column: ColumnSpecification) -> str:
    """Say which values a column takes, apart from their meaning."""
    words: list[str] = []
    if column.choices:
        words.append(", ".join(column.choices))
    if column.minimum is not None and column.maximum is not None:
        low = "1/9" if column.may_be_fraction else f"{column.minimum:g}"
        words.append(f"{low} to {column.maximum:g}")
    elif column.minimum is not None:
        words.append(f"at least {column.minimum:g}")
    if column.type == "date":
        words.append("year-month-day, such as 2026-07-31")
    if column.type == "period":
        written = {"month": "month as 2026-07", "quarter": "quarter as 2026Q3", "financial year": "financial year as FY2026/27"}
        words.append(", ".join(written[kind] for kind in column.period_kinds))
    if column.type == "text":
        words.append(f"at most {column.longest:,} characters")
    if column.refers_to is not None:
        place = "the maturity model" if column.refers_to.form == "maturity_model" else f"the form {column.refers_to.form}"
        words.append(f"{column.refers_to.column} of {place}")
    if column.may_be_not_assessed:
        words.append(f"{NOT_ASSESSED}, or {NOT_ASSESSED}: and the reason")
    return "; ".join(words)
