"""What a business unit's own file says: its name and lead, its budget, and where it differs from the engagement."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from pmobook.errors import PmobookError
from pmobook.inputs.engagement_parameters import Improvement
from pmobook.inputs.tolerances import RiskTolerance
from pmobook.method.scoring_rules import RuleName
from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import Quarter

__all__ = ["BusinessUnit"]


class BusinessUnit(Definition):
    """``business_units/<id>.yaml``; the id is the file's name."""

    name: str = Field(min_length=1, max_length=200)
    lead: str | None = None
    parent: str | None = None
    maturity_model: str | None = None
    scoring_rule: RuleName | None = None
    instrument: Literal["survey", "appraisal"] | None = None
    target_levels: dict[str, float] = Field(default_factory=dict)
    former_names: tuple[str, ...] = Field(default=(), strict=False)
    reports_from: str | None = None
    """The first quarter for which a pack is expected, for one that began later than the engagement."""
    reports_until: str | None = None
    """The last quarter for which a pack is expected, for one that was dissolved or has no projects any more."""
    note: str | None = None
    budget: float | None = Field(default=None, ge=0, strict=False, allow_inf_nan=False)
    """What may still be spent on its projects after the quarter assessed, in the engagement's money."""
    budget_by_quarter: dict[str, float] = Field(default_factory=dict)
    """The same for single quarters to come, such as ``2026Q4: 3.2``."""
    risk_tolerance: RiskTolerance | None = None
    """How much its projects may lose in the worst cases; without it, risk is shown and limits no choice of projects."""
    improvement: Improvement | None = None
    """What it can spend on improving, if it differs from the engagement's."""

    @field_validator("budget_by_quarter", mode="before")
    @classmethod
    def _are_budgets(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        for quarter, amount in value.items():
            try:
                Quarter.parse(str(quarter))
            except PmobookError as error:
                raise ValueError(str(error)) from None
            if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0 <= amount < float("inf"):
                message = f"an amount of money of 0 or more for {quarter}"
                raise ValueError(message)
        return {str(quarter): float(amount) for quarter, amount in value.items()}

    @field_validator("reports_from", "reports_until")
    @classmethod
    def _are_quarters(cls, value: str | None) -> str | None:
        try:
            return None if value is None else str(Quarter.parse(value))
        except PmobookError as error:
            raise ValueError(str(error)) from None

    def reports_in(self, quarter: Quarter) -> bool:
        """Say whether a pack is expected for a quarter."""
        begun = self.reports_from is None or quarter >= Quarter.parse(self.reports_from)
        return begun and (self.reports_until is None or quarter <= Quarter.parse(self.reports_until))
