"""One measure of a PMO as data: what it counts, why, how it is worked out, and how it misleads."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, model_validator

from pmobook.method.forms import FORM_NAMES
from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import is_id

__all__ = ["Benchmark", "CatalogueMeasure", "Formula", "MeasureData", "SuggestedTarget"]

_RATIOS = {"percent": 100, "ratio": 1}
"""Unit of measure of a share or ratio, to what numerator by denominator is multiplied with."""
_COLUMN = re.compile(r"[a-z][a-z_]*\.[a-z][a-z0-9_]*\Z")


class Formula(Definition):
    """How a value is worked out: a numerator by a denominator, or in one step, and over which time."""

    numerator: str | None = Field(default=None, min_length=10)
    denominator: str | None = Field(default=None, min_length=10)
    value: str | None = Field(default=None, min_length=10)
    period: str = Field(min_length=5)

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Formula:
        ratio = (self.numerator is not None, self.denominator is not None)
        if ratio not in {(True, True), (False, False)} or all(ratio) == (self.value is not None):
            message = "a numerator and a denominator, or a value and neither of them"
            raise ValueError(message)
        return self


class MeasureData(Definition):
    """Where the figures come from: forms of the pack, another system, or both."""

    forms: tuple[str, ...] = Field(default=(), strict=False)
    system: str = ""

    @model_validator(mode="after")
    def _can_be_found(self) -> MeasureData:
        if not set(self.forms) <= set(FORM_NAMES):
            message = f"forms of a pack: {', '.join(FORM_NAMES)}"
            raise ValueError(message)
        if not self.forms and not self.system:
            message = "a form of the pack, or the system that has the figures"
            raise ValueError(message)
        return self


class SuggestedTarget(Definition):
    """A target to discuss with leadership, or the reason why none is suggested."""

    value: float | None = Field(default=None, strict=False)
    tolerance: float | None = Field(default=None, ge=0, strict=False)
    reason: str = Field(min_length=10)

    @model_validator(mode="after")
    def _tolerance_has_a_target(self) -> SuggestedTarget:
        if self.tolerance is not None and self.value is None:
            message = "a tolerance only where there is a value"
            raise ValueError(message)
        return self


class Benchmark(Definition):
    """What others reached, as somebody published it."""

    figure: str = Field(min_length=10)
    source: str = Field(min_length=10)


class CatalogueMeasure(Definition):
    """One measure that a PMO could be held to.

    Attributes
    ----------
    capability_id
        The capability of the catalogue's maturity model that it tells most about.
    what, why
        What it counts, and what leadership learns from it, in a sentence or two.
    owner
        The role that is suggested to answer for it.
    pitfalls
        How it is gamed or misread, and what to look at beside it.
    benchmark
        A published figure; None if there is none.
    computed_from
        The columns of the results that it can be computed from, as in ``alignment.spend``; empty if it must be handed in.
    """

    measure_id: str
    title: str = Field(min_length=5, max_length=80)
    capability_id: str
    what: str = Field(min_length=20)
    why: str = Field(min_length=20)
    formula: Formula
    unit_of_measure: str = Field(min_length=3, max_length=100)
    better: Literal["higher", "lower"]
    frequency: Literal["month", "quarter"]
    data: MeasureData
    owner: str = Field(min_length=3)
    target: SuggestedTarget
    sources: tuple[str, ...] = Field(strict=False, min_length=1)
    pitfalls: str = Field(min_length=20)
    benchmark: Benchmark | None = None
    computed_from: tuple[str, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _holds_together(self) -> CatalogueMeasure:
        if not is_id(self.measure_id):
            message = "a measure_id of lower-case letters, digits and underscores, a letter first"
            raise ValueError(message)
        if (self.unit_of_measure in _RATIOS) != (self.formula.numerator is not None):
            message = "a numerator and a denominator for percent or ratio, and for no other unit of measure"
            raise ValueError(message)
        if not all(_COLUMN.match(one) for one in self.computed_from):
            message = "computed_from with tables and columns, as in alignment.spend"
            raise ValueError(message)
        return self

    @property
    def formula_in_words(self) -> str:
        """The formula on one line."""
        formula = self.formula
        if formula.value is not None:
            return f"{formula.value}; {formula.period}"
        times = " \N{MULTIPLICATION SIGN} 100" if _RATIOS[self.unit_of_measure] == 100 else ""
        return f"({formula.numerator}) ÷ ({formula.denominator}){times}; {formula.period}"
