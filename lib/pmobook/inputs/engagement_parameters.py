"""What ``engagement.yaml`` says: the organisation, its money, and how it wants to be assessed."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, field_validator, model_validator

from pmobook.inputs.channels import Channel
from pmobook.inputs.engagement_calendar import EngagementCalendar
from pmobook.inputs.exchange_rates import ExchangeRate, is_currency_code
from pmobook.inputs.prices import Prices
from pmobook.inputs.storage_address import check_storage
from pmobook.inputs.tolerances import Tolerance
from pmobook.language import LANGUAGES
from pmobook.method.capability import capability_method
from pmobook.method.forms import FORM_NAMES
from pmobook.method.scoring_rules import RuleName
from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import nearest, quoted

__all__ = ["Appraisal", "EngagementParameters", "Improvement", "Money", "SkillsPrivacy", "Survey"]


class Money(Definition):
    """What one unit of a ``money`` column is worth."""

    currency: str
    scale: Literal["one", "thousand", "million", "billion"] = "million"
    rates: dict[str, ExchangeRate] = Field(default_factory=dict)
    """Code of another currency to what one unit of it is worth in the engagement's."""

    @field_validator("currency")
    @classmethod
    def _is_a_code(cls, value: str) -> str:
        if not is_currency_code(value):
            message = "a currency's three-letter code, such as EUR"
            raise ValueError(message)
        return value

    @model_validator(mode="after")
    def _converts_others(self) -> Money:
        for code in self.rates:
            if code == self.currency or not is_currency_code(code):
                message = f"rates of other currencies than {self.currency} by their three-letter codes; found {quoted(code)}"
                raise ValueError(message)
        return self


class Survey(Definition):
    """How people's ratings are gathered and shown."""

    anonymous: bool = False
    """Whether nobody may be able to tell who answered what: no single rating is then shown."""
    minimum_group: int = Field(default=5, ge=2, le=1000)
    """In an anonymous survey, no result is shown for fewer people than this."""


class SkillsPrivacy(Definition):
    """What may be shown of the people in the skills inventory."""

    show_single_people: bool = False
    """Whether people's codes, and counts of one or two people of a role, may be shown."""
    fewest_people: int | None = Field(default=None, ge=1, le=1000)
    """No count of fewer people of a role is shown; the method's own if not given, which it may raise and not lower."""

    @field_validator("fewest_people")
    @classmethod
    def _is_raised(cls, value: int | None) -> int | None:
        least = int(capability_method().fewest_people.value)
        if value is not None and value < least:
            message = f"at least {least}, the method's own number; show_single_people: true shows every count"
            raise ValueError(message)
        return value


class Appraisal(Definition):
    """How an assessor's findings on practices count."""

    counted: Literal["all", "submitted", "validated"] = "all"
    """Which findings count: all, those that are at least submitted, or those that a second person validated."""
    evidence: Literal["required", "advisory"] = "required"
    """Whether a practice that is met without valid evidence caps the level, or is only remarked on."""


class Improvement(Definition):
    """What a business unit can spend in a quarter on improving how it governs projects."""

    effort_days: float | None = Field(default=None, ge=0, strict=False, allow_inf_nan=False)
    """Person-days a quarter; if not given, what ``person_days_per_week`` comes to."""
    budget: float | None = Field(default=None, ge=0, strict=False, allow_inf_nan=False)
    """Money a quarter, in the engagement's scale; without it, cost limits nothing."""
    day_cost: float | None = Field(default=None, ge=0, strict=False, allow_inf_nan=False)
    """What a person-day costs, in the engagement's money; without it, an action costs what its form says, if anything."""


class EngagementParameters(Definition):
    """``engagement.yaml``."""

    organisation: str = Field(min_length=1, max_length=200)
    money: Money
    language: str = "en"
    """The language of pages, results and exports. Forms, and what the terminal says, stay in English."""
    maturity_model: str = "strategic_pmo"
    scoring_rule: RuleName = "weighted_mean"
    instrument: Literal["survey", "appraisal"] = "survey"
    """Which answers the stated level rests on: people's ratings, or an assessor's findings on practices."""
    not_assessed: Literal["exclude", "interval"] = "exclude"
    """What an answer that is not assessed does to a score: it is left out, or the score becomes an interval."""
    survey: Survey = Survey()
    appraisal: Appraisal = Appraisal()
    skills: SkillsPrivacy = SkillsPrivacy()
    respondent_roles: dict[str, str] = Field(default_factory=dict)
    """A role as respondents write it, to the perspective of the maturity model that it belongs to."""
    sector: str | None = Field(default=None, max_length=100)
    """For comparison with other organisations: the line of business."""
    size: Literal["small", "medium", "large", "very large"] | None = None
    """For comparison with other organisations: up to 250, 1,000, 10,000 people, or more."""
    person_days_per_week: float | None = Field(default=None, gt=0, strict=False)
    """The effort a business unit can spend on improving its PMO; without it, actions are not delayed by effort."""
    improvement: Improvement = Improvement()
    """What every business unit can spend on improving, unless its own file says otherwise."""
    forms: tuple[str, ...] = Field(default=(), strict=False)
    """Forms that every pack of this engagement must hold; the others may be left out."""
    target_levels: dict[str, float] = Field(default_factory=dict)
    """Focus area, or capability, to the level that leadership wants."""
    minimum_raters: int = Field(default=1, ge=1, le=1000)
    """A capability rated by fewer people is not assessed."""
    discount_rate: float | None = Field(default=None, ge=0, lt=1, strict=False)
    """What money loses in worth a year, as a share, to value projects by; the method's own if not given."""
    packs_due_days: int = Field(default=15, ge=0, le=366)
    """Days after a quarter's end by which a pack should be in."""
    calendar: EngagementCalendar = EngagementCalendar()
    """When the fiscal year begins, until when late packs are awaited, and in which time zone."""
    notify: tuple[Channel, ...] = Field(default=(), max_length=20, strict=False)
    """Who is told when ``pmobook rerun`` has published a quarter."""
    scorecards_url: str | None = Field(default=None, max_length=2000)
    """Where the scorecards are served, to be named in what people are told."""
    storage: str | None = Field(default=None, max_length=1000)
    """Where results are kept, if not in the engagement's folder: an address in an object store, without credentials."""
    tolerance: Tolerance | None = None
    prices: Prices | None = None
    """What hiring, contracting, delaying and dropping cost, for the cheapest way to have enough people."""
    goal_weights: Literal["judged", "given"] | None = None
    """Which weights of goals count first where leadership both compared the goals in pairs and gave weights; the method's choice
    if left out."""
    start_shifts: bool = True
    """Whether projects that have not begun may start later in the choice of projects that stands beside the one without."""
    attribution: str | None = None
    """A line that every page must carry, such as the licence of the data."""

    @field_validator("language")
    @classmethod
    def _is_spoken(cls, value: str) -> str:
        if value not in LANGUAGES:
            message = f"a language that there is a catalogue for: {' or '.join(LANGUAGES)}; docs/languages.md says how to add one"
            raise ValueError(message)
        return value

    @field_validator("scorecards_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and (not re.match(r"https?://[^/]", value) or not value.isprintable() or " " in value):
            message = "an address that begins with https:// or http://"
            raise ValueError(message)
        return value

    @field_validator("storage")
    @classmethod
    def _is_a_storage(cls, value: str | None) -> str | None:
        return None if value is None else check_storage(value)

    @model_validator(mode="after")
    def _waits_for_late_packs(self) -> EngagementParameters:
        if self.calendar.wait_until_days is not None and self.calendar.wait_until_days < self.packs_due_days:
            message = f"calendar > wait_until_days of at least packs_due_days, which is {self.packs_due_days}"
            raise ValueError(message)
        return self

    @field_validator("forms")
    @classmethod
    def _are_forms(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in FORM_NAMES:
                guess = nearest(name, FORM_NAMES)
                message = f"forms of a pack; {quoted(name)} is none" + (f", did you mean {guess}?" if guess else "")
                raise ValueError(message)
        return value
