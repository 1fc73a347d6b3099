"""What leadership tolerates in losses from risk: in total and by category, for the organisation and for a business unit."""

from __future__ import annotations

import datetime as dt

from pydantic import Field, field_validator

from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import likeness, quoted

__all__ = ["RiskTolerance", "Tolerance"]


class _Tolerance(Definition):
    """Who set it, when, and the limits of single categories of risk."""

    by_category: dict[str, float] = Field(default_factory=dict)
    """Category, in the words of the form risks, to the loss tolerated from its risks alone, in the engagement's money."""
    dated: dt.date
    set_by: str = Field(min_length=1)

    @field_validator("by_category", mode="before")
    @classmethod
    def _are_amounts(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        found: dict[str, float] = {}
        spelt: dict[str, str] = {}
        for key, amount in value.items():
            name = " ".join(str(key).split())
            if not name:
                message = "the name of a category before each amount"
                raise ValueError(message)
            if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 < amount < float("inf"):
                message = f"an amount of money above 0 for {quoted(name)}"
                raise ValueError(message)
            other = spelt.setdefault(likeness(name), name)
            if name in found or other != name:
                message = f"one amount a category; {quoted(other)} and {quoted(name)} are spelled alike"
                raise ValueError(message)
            found[name] = float(amount)
        return found


class Tolerance(_Tolerance):
    """What all business units together may lose."""

    total_exposure: float = Field(gt=0, strict=False, allow_inf_nan=False)
    """In the engagement's money."""


class RiskTolerance(_Tolerance):
    """What a business unit may lose."""

    amount: float = Field(gt=0, strict=False, allow_inf_nan=False)
    """In the engagement's money: the most that the mean loss of the worst scenarios (five in a hundred) may be. The whole
    register is held to it, and so is a choice of projects, by their risks and those of no project."""
