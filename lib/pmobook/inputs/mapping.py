"""A mapping as data: what a consultant writes so that a client's export becomes input packs."""

from __future__ import annotations

import functools
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from pmobook.errors import PmobookError
from pmobook.inputs.date_text import check_date_format
from pmobook.inputs.text_rules import MappingPart, TextRules, Texts, refuse_repeats, squeezed
from pmobook.vocabulary import Quarter, is_id, quoted

__all__ = [
    "BusinessUnitRule", "ColumnRule", "FormRule", "LeaveOutRule", "Mapping", "NumberRule", "QuarterRule", "SourceRule",
]  # fmt: skip

Scale = Literal["one", "thousand", "million", "billion"]


class SourceRule(MappingPart):
    """How to read the source; every key may be left out."""

    kind: Literal["csv", "excel"] | None = None
    """`csv` or `excel`; if left out, the file's name says it."""
    encoding: str | None = None
    """Encoding of a CSV file, such as `utf-8` or `cp1252`; if left out, UTF-8, else UTF-16, else Windows-1252."""
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    """What stands between the cells of a CSV file; if left out, the one of `,` `;` tab `|` that fits the first rows."""
    sheet: str | None = None
    """Sheet of an Excel file; if left out, the first."""
    header_row: int = Field(default=1, ge=1, le=1000)
    """Row that holds the headings; the rows above it are not read."""


class NumberRule(MappingPart):
    """How numbers are written in the source."""

    currency_signs: Texts = ()
    """Signs or letters that may stand before or after an amount, such as `£` or `GBP`; any other is a problem."""
    decimal: Literal[".", ","] = "."
    """The decimal mark."""
    thousands: str = Field(default=",", pattern=r"^[., '\u2019]?$")
    """The mark between thousands; empty quotes if there is none."""
    scale: Scale | None = None
    """What an amount of money without a word counts in; if left out, the engagement's scale."""
    words: dict[str, Scale] = {  # noqa: RUF012 - pydantic copies it, and the model is frozen
        "k": "thousand", "thousand": "thousand", "m": "million", "mn": "million", "million": "million",
        "bn": "billion", "billion": "billion",
    }  # fmt: skip
    """Word after a number (left) to `one`, `thousand`, `million` or `billion` (right): `Mio: million`.
    If left out, `k`, `m`, `mn`, `bn` and the words in full; if given, only the words given."""
    percent: Literal["share", "percent"] | None = None
    """What `12%` becomes: 0.12 (`share`) or 12 (`percent`); if left out, a percent sign is a problem."""

    @model_validator(mode="after")
    def _marks_differ(self) -> NumberRule:
        if self.decimal == self.thousands:
            message = "a decimal mark that differs from the mark between thousands"
            raise ValueError(message)
        return self


class ColumnRule(MappingPart):
    """Where a column of a form comes from; a plain text stands for `column`."""

    column: str | None = None
    """Heading of the source's column."""
    constant: str | None = None
    """One value for every row, in quotes."""
    id_from: Texts | None = None
    """Headings of the columns whose texts make an id: lower-case words joined by `_`. Two names that give one id are refused."""
    values: dict[str, str] | None = None
    """Text in the source to value in the form (for an id: a name to the id it should have, to join renamed ones)."""
    match_case: bool = False
    """Whether letter case matters in `values`."""
    other_values: Literal["refuse", "keep"] | None = None
    """What to do with a text that is not in `values`: list it (`refuse`), or read it (`keep`, the rule for `id_from`)."""
    date_formats: Texts | None = None
    """Date formats to try in order, in place of the mapping's own: `DD/MM/YYYY`, `D.M.YY`, `MMM YYYY`, `excel number`."""
    missing_day: Literal["first", "last"] | None = None
    """`first` or `last`: the day of the month to take. A date column needs it with a format without a day, such as `MMM YYYY`."""
    numbers: NumberRule | None = None
    """How numbers are written in this column, in place of the mapping's own `numbers`."""
    period: Literal["month", "quarter", "financial_year"] | None = None
    """For a period column: the month, quarter or financial year (from April) that the source's date falls in."""
    not_assessed: TextRules = ()
    """Texts that mean *not assessed* here, besides the mapping's own; the text is kept as the reason."""
    blank: TextRules = ()
    """Texts that mean an empty cell here, besides the mapping's own."""
    when_blank: str | None = None
    """What an empty cell becomes, such as `not assessed: not in the export`."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"column": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_origin(self) -> ColumnRule:
        if sum(origin is not None for origin in (self.column, self.constant, self.id_from)) != 1:
            message = "one of column, constant and id_from"
            raise ValueError(message)
        if self.id_from is not None and not self.id_from:
            message = "at least one column to make the id from"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _values_are_apart(self) -> ColumnRule:
        if not self.match_case:
            refuse_repeats("values", self.values or ())
        return self

    @field_validator("date_formats")
    @classmethod
    def _are_formats(cls, value: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for one in value or ():
            check_date_format(one)
        return value

    def value_of(self, text: str) -> str | None:
        """Return what a text on one line stands for in `values`, or None."""
        return self._values.get(text if self.match_case else text.casefold())

    @functools.cached_property
    def _values(self) -> dict[str, str]:
        return {
            squeezed(text) if self.match_case else squeezed(text).casefold(): value for text, value in (self.values or {}).items()
        }

    @property
    def headings(self) -> tuple[str, ...]:
        """The source's columns that this rule reads."""
        return self.id_from or ((self.column,) if self.column is not None else ())


class LeaveOutRule(MappingPart):
    """Rows to leave out on purpose; they are counted and listed in the report."""

    column: str
    """Heading of the column to look at."""
    when: TextRules = Field(min_length=1)
    """Texts of that column that leave the row out."""
    reason: str = Field(min_length=3)
    """Why, in words; it stands in the report beside every such row."""


class BusinessUnitRule(MappingPart):
    """Which business unit a row belongs to."""

    column: str | None = None
    """Heading of the column that names it."""
    constant: str | None = None
    """Id of the one business unit that the whole source belongs to."""
    aliases: dict[str, Texts] = Field(default_factory=dict)
    """Id to every text by which the source calls that business unit. Its id, name and former names are known already."""
    names: dict[str, str] = Field(default_factory=dict)
    """Id to full name, for business units that the import may add to the engagement (only with `--add-business-units`)."""

    @model_validator(mode="after")
    def _holds_together(self) -> BusinessUnitRule:
        if (self.column is None) == (self.constant is None):
            message = "one of column and constant"
            raise ValueError(message)
        for business_unit in (*self.aliases, *self.names, *([self.constant] if self.constant else [])):
            if not is_id(business_unit):
                message = f"ids in lower-case letters, digits and underscores, a letter first; {quoted(business_unit)} is none"
                raise ValueError(message)
        clashes = self._clashes()
        if clashes:
            message = f"aliases that name one business unit each; {'; '.join(clashes)}"
            raise ValueError(message)
        return self

    def _clashes(self) -> list[str]:
        owners: dict[str, list[str]] = {}
        for business_unit, texts in self.aliases.items():
            for text in {squeezed(text).casefold(): text for text in texts}.values():
                owners.setdefault(squeezed(text).casefold(), []).append(business_unit)
        return [f"{quoted(text)} stands for {' and '.join(ids)}" for text, ids in owners.items() if len(ids) > 1]


class QuarterRule(MappingPart):
    """Which quarter a row belongs to."""

    column: str | None = None
    """Heading of the column that gives a date in the quarter, or a text."""
    constant: str | None = None
    """The one quarter that the whole source belongs to, such as `2026Q3`."""
    texts: dict[str, str] = Field(default_factory=dict)
    """Text in the source to quarter: `"Q2 FY14": 2013Q3`. Texts such as `2026Q3` are understood without."""
    date_formats: Texts | None = None
    """Date formats of that column, in place of the mapping's own; a month will do (`MMM YYYY`)."""

    @model_validator(mode="after")
    def _holds_together(self) -> QuarterRule:
        if (self.column is None) == (self.constant is None):
            message = "one of column and constant"
            raise ValueError(message)
        refuse_repeats("texts", self.texts)
        for text in (*self.texts.values(), *([self.constant] if self.constant else [])):
            try:
                Quarter.parse(text)
            except PmobookError as error:
                message = f"a quarter ({error})"
                raise ValueError(message) from None
        for one in self.date_formats or ():
            check_date_format(one)
        return self

    @functools.cached_property
    def quarters(self) -> dict[str, str]:
        """Each stated text, in lower case on one line, with its quarter."""
        return {squeezed(text).casefold(): quarter for text, quarter in self.texts.items()}


class FormRule(MappingPart):
    """What one row of the source becomes in one form."""

    columns: dict[str, ColumnRule] = Field(min_length=1)
    """Column of the form to where it comes from."""
    leave_out: Annotated[tuple[LeaveOutRule, ...], Field(strict=False)] = ()
    """Rows that make no row of this form, on purpose."""
    repeated_rows: Literal["refuse", "merge"] = "refuse"
    """What to do when several rows of the source give the very same row of the form: list them as problems, or keep one."""


class Mapping(MappingPart):
    """A mapping file."""

    title: str = Field(min_length=1, max_length=200)
    """What is imported, in a few words."""
    note: str | None = None
    """Anything a colleague should know: who made the export, what is odd in it."""
    source: SourceRule = SourceRule()
    """How to read the source."""
    business_unit: BusinessUnitRule
    """Which business unit a row belongs to."""
    quarter: QuarterRule
    """Which quarter a row belongs to."""
    date_formats: Texts = ("YYYY-MM-DD",)
    """Date formats of all date columns, tried in order: the first that fits is taken. Real Excel dates need none."""
    numbers: NumberRule = NumberRule()
    """How numbers are written, in all number columns."""
    not_assessed: TextRules = ()
    """Texts that mean *not assessed* in every column that may be not assessed; the text is kept as the reason."""
    blank: TextRules = ()
    """Texts that mean an empty cell in every column."""
    leave_out: Annotated[tuple[LeaveOutRule, ...], Field(strict=False)] = ()
    """Rows of the source to leave out on purpose."""
    forms: dict[str, FormRule] = Field(min_length=1)
    """Form to how its columns are filled; one row of the source may make a row in several forms."""

    @field_validator("date_formats")
    @classmethod
    def _are_formats(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            check_date_format(one)
        return value

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading of the source that the mapping names, once each, in order."""
        named = [self.business_unit.column, self.quarter.column, *(rule.column for rule in self.leave_out)]
        for form_rule in self.forms.values():
            named += [rule.column for rule in form_rule.leave_out]
            named += [heading for rule in form_rule.columns.values() for heading in rule.headings]
        return tuple(dict.fromkeys(heading for heading in named if heading is not None))
