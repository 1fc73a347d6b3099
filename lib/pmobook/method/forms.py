"""The forms of an input pack as data: what each column means and what it may hold."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from pmobook.errors import PmobookError
from pmobook.method.places import method_folder
from pmobook.method.yaml_text import Definition, load_model
from pmobook.vocabulary import nearest, quoted

__all__ = ["FORM_NAMES", "ColumnSpecification", "FormSpecification", "Reference", "form", "forms"]

FORM_NAMES = (
    "responses", "practices", "evidence", "goals", "goal_comparisons", "projects", "project_goals", "project_links",
    "project_costs", "benefits", "measures", "measure_values", "risks", "capacity", "demand", "skills", "skill_needs",
    "gates", "actions",
)  # fmt: skip
"""Every form of a pack, in the order in which a pack shows them."""

ColumnType = Literal["id", "ids", "text", "choice", "number", "integer", "date", "period"]
PeriodKind = Literal["month", "quarter", "financial year"]


class Reference(Definition):
    """A column whose values must stand in another form, or in the maturity model."""

    form: str
    """Name of a form, or ``maturity_model`` for the capabilities of the business unit's model."""
    column: str


class ColumnSpecification(Definition):
    """One column of a form.

    Attributes
    ----------
    type
        ``id`` (short name, see `pmobook.vocabulary.is_id` for ours; forms accept wider ones, see ``inputs``),
        ``ids`` (several, with semicolons), ``text``, ``choice``, ``number``, ``integer``, ``date``, ``period``.
    unit_of_measure
        What a number counts; ``money`` stands for the engagement's currency and scale.
    choices
        For ``choice``: each allowed value with its meaning, in order.
    aliases
        For ``choice``: other spellings that mean an allowed value (``A`` for ``amber``); letter case never matters.
    may_be_not_assessed
        Whether ``not assessed`` (with an optional reason after a colon) is an answer here.
    may_be_fraction
        For ``number``: whether ``1/3`` is an answer here.
    period_kinds
        For ``period``: which kinds it may be.
    """

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    type: ColumnType
    description: str = Field(min_length=10)
    example: str
    required: bool = False
    unit_of_measure: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    longest: int = Field(default=2000, ge=1)
    choices: dict[str, str] | None = None
    aliases: dict[str, str] | None = None
    may_be_not_assessed: bool = False
    may_be_fraction: bool = False
    period_kinds: tuple[PeriodKind, ...] = Field(default=("month", "quarter", "financial year"), strict=False, min_length=1)
    refers_to: Reference | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> ColumnSpecification:
        if (self.type == "choice") != (self.choices is not None):
            message = f"column {self.name}: choices belong to the type choice, and only to it"
            raise ValueError(message)
        if self.aliases and not set(self.aliases.values()) <= set(self.choices or {}):
            message = f"column {self.name}: an alias stands for a value that is not among the choices"
            raise ValueError(message)
        return self


class FormSpecification(Definition):
    """One form: one sheet of a pack, or one CSV file."""

    name: str
    title: str
    row: str
    """What one row is, in a few words."""
    purpose: str
    """What the workbook does with it, and what is not assessed without it."""
    key: tuple[str, ...] = Field(strict=False, min_length=1)
    """The columns that together may stand only once."""
    columns: tuple[ColumnSpecification, ...] = Field(strict=False, min_length=1)

    @model_validator(mode="after")
    def _holds_together(self) -> FormSpecification:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            message = f"form {self.name}: a column stands twice"
            raise ValueError(message)
        if not set(self.key) <= set(names):
            message = f"form {self.name}: the key names a column that does not exist"
            raise ValueError(message)
        return self

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> ColumnSpecification:
        """Return the column of that name.

        Raises
        ------
        KeyError
            If there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@functools.cache
def forms(folder: Path | None = None) -> dict[str, FormSpecification]:
    """Return the specification of every form by name, in the order of a pack.

    Raises
    ------
    ProblemsFound
        If a specification does not hold together.
    """
    place = folder or method_folder() / "forms"
    return {
        name: load_model(FormSpecification, place / f"{name}.yaml", f"params/method/forms/{name}.yaml") for name in FORM_NAMES
    }


def form(name: str) -> FormSpecification:
    """Return one form's specification.

    Raises
    ------
    PmobookError
        If no form has that name; the message lists those that exist.
    """
    known = forms()
    if name not in known:
        guess = nearest(name, known)
        hint = f"Did you mean {guess}? " if guess else ""
        message = f"There is no form {quoted(name)}. {hint}The forms are {', '.join(known)}."
        raise PmobookError(message)
    return known[name]
