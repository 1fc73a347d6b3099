"""An engagement: one organisation's folder with its parameters, business units and input packs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.inputs.channels import Channel
from pmobook.inputs.engagement_calendar import EngagementCalendar
from pmobook.inputs.exchange_rates import ExchangeRate, is_currency_code
from pmobook.inputs.own_models import find_model_problems, model_source
from pmobook.inputs.prices import Prices
from pmobook.inputs.tolerances import RiskTolerance, Tolerance
from pmobook.method.capability import capability_method
from pmobook.method.crosswalks import Crosswalks
from pmobook.method.forms import FORM_NAMES
from pmobook.method.maturity import MaturityModel
from pmobook.method.scoring_rules import RuleName
from pmobook.method.yaml_text import Definition, load_model
from pmobook.vocabulary import Quarter, is_id, nearest, quoted

__all__ = [
    "Appraisal",
    "BusinessUnit",
    "Engagement",
    "EngagementParameters",
    "Improvement",
    "Money",
    "RiskTolerance",
    "SkillsPrivacy",
    "Survey",
    "Tolerance",
    "open_engagement",
]


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

    @field_validator("scorecards_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is not None and (not re.match(r"https?://[^/]", value) or not value.isprintable() or " " in value):
            message = "an address that begins with https:// or http://"
            raise ValueError(message)
        return value

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


@dataclass(frozen=True)
class Engagement:
    """An opened engagement.

    Attributes
    ----------
    folder
        Where it stands.
    parameters
        What ``engagement.yaml`` says.
    business_units
        Business unit id to what its file says, in order of id.
    whole
        Whether these are all of its business units, or only those that a reader may see.
    """

    folder: Path
    parameters: EngagementParameters
    business_units: dict[str, BusinessUnit]
    whole: bool = True

    @property
    def results(self) -> Path:
        """The folder that results are recorded in; it may not be there yet."""
        return self.folder / "results"

    def restricted_to(self, business_units: Collection[str]) -> Engagement:
        """Return the engagement as a reader sees it who may see some business units only; itself if none is named."""
        if not business_units:
            return self
        shown = {key: unit for key, unit in self.business_units.items() if key in business_units}
        return replace(self, business_units=shown, whole=False)

    def business_unit(self, business_unit_id: str) -> BusinessUnit:
        """Return one business unit.

        Raises
        ------
        PmobookError
            If the engagement has none of that id.
        """
        if business_unit_id not in self.business_units:
            guess = nearest(business_unit_id, self.business_units)
            hint = f"Did you mean {guess}? " if guess else ""
            known = ", ".join(self.business_units)
            message = f"{self.parameters.organisation} has no business unit {quoted(business_unit_id)}. {hint}It has {known}."
            raise PmobookError(message)
        return self.business_units[business_unit_id]

    def reporting(self, quarter: Quarter) -> tuple[str, ...]:
        """Return the business units of which a pack is expected for a quarter, or that handed one in all the same."""
        return tuple(
            unit_id
            for unit_id, unit in self.business_units.items()
            if unit.reports_in(quarter) or self.pack_folder(unit_id, quarter).is_dir()
        )

    def model(self, business_unit_id: str) -> MaturityModel:
        """Return the maturity model that a business unit is assessed by: one of the method, or the engagement's own.

        Raises
        ------
        PmobookError
            If there is no such business unit, or no model of the id that it names.
        ProblemsFound
            If the model's files do not hold together.
        """
        return model_source(self.folder, self.model_id(business_unit_id)).model

    def model_id(self, business_unit_id: str) -> str:
        """Return the id of the maturity model that a business unit is assessed by."""
        return self.business_unit(business_unit_id).maturity_model or self.parameters.maturity_model

    def model_digest(self, business_unit_id: str) -> str:
        """Return a digest of that model as it is now; the id for a model of the method, which stays while a program runs."""
        return model_source(self.folder, self.model_id(business_unit_id)).digest

    def crosswalks(self, business_unit_id: str) -> Crosswalks:
        """Return the frames in which a business unit's scores can be read too; none if its model has no crosswalks.

        Raises
        ------
        ProblemsFound
            If the crosswalks do not hold together.
        """
        return model_source(self.folder, self.model_id(business_unit_id)).crosswalks

    def scoring_rule(self, business_unit_id: str) -> str:
        """Return the name of the rule that a business unit is scored by."""
        return self.business_unit(business_unit_id).scoring_rule or self.parameters.scoring_rule

    def instrument(self, business_unit_id: str) -> str:
        """Return what a business unit's stated level rests on: survey or appraisal."""
        return self.business_unit(business_unit_id).instrument or self.parameters.instrument

    def improvement(self, business_unit_id: str) -> Improvement:
        """Return what a business unit can spend in a quarter on improving; what its file leaves out is the engagement's."""
        own, shared = self.business_unit(business_unit_id).improvement or Improvement(), self.parameters.improvement
        given = {name: value for name, value in own.model_dump().items() if value is not None}
        return shared.model_copy(update=given)

    def target_levels(self, business_unit_id: str) -> dict[str, float]:
        """Return the target of each focus area for a business unit; an area without one is left out."""
        return {**self.parameters.target_levels, **self.business_unit(business_unit_id).target_levels}

    def pack_folder(self, business_unit_id: str, quarter: Quarter) -> Path:
        """Return where a business unit's input pack for a quarter stands, whether or not it is there."""
        self.business_unit(business_unit_id)
        return self.folder / "inputs" / business_unit_id / str(quarter)

    def quarters(self, business_unit_id: str | None = None) -> tuple[Quarter, ...]:
        """Return the quarters for which a business unit (or any) has a pack folder, oldest first."""
        units = [business_unit_id] if business_unit_id else list(self.business_units)
        found = set()
        for unit in units:
            place = self.folder / "inputs" / unit
            for entry in place.iterdir() if place.is_dir() else ():
                try:
                    found.add(Quarter.parse(entry.name))
                except PmobookError:
                    continue
        return tuple(sorted(found))


def open_engagement(folder: str | Path) -> Engagement:
    """Open an engagement's folder and check its parameters.

    Raises
    ------
    PmobookError
        If the folder is no engagement.
    ProblemsFound
        With every problem of ``engagement.yaml`` and of the business units' files.
    """
    place = Path(folder).expanduser()
    if not (place / "engagement.yaml").is_file():
        message = (
            f"{place} is no engagement: it has no engagement.yaml. "
            "Give the folder of one, such as params/demo, or make a new one with: pmobook init FOLDER"
        )
        raise PmobookError(message)
    place = place.resolve()
    problems: list[Problem] = []
    parameters = None
    try:
        parameters = load_model(EngagementParameters, place / "engagement.yaml", "engagement.yaml")
    except ProblemsFound as found:
        problems += found.problems
    units: dict[str, BusinessUnit] = {}
    for path in sorted((place / "business_units").glob("*.yaml")):
        shown_as = f"business_units/{path.name}"
        if not is_id(path.stem):
            problems.append(
                Problem(shown_as, f"the name {quoted(path.stem)}", "lower-case letters, digits and underscores, a letter first",
                        "Rename the file; the name is the business unit's id.")
            )  # fmt: skip
            continue
        try:
            units[path.stem] = load_model(BusinessUnit, path, shown_as)
        except ProblemsFound as found:
            problems += found.problems
    if not units and not problems:
        problems.append(
            Problem("business_units", "no file", "one YAML file for each business unit", "Add business_units/<id>.yaml.")
        )
    if parameters is not None:
        problems += _unknown_names(place, parameters, units)
    if problems or parameters is None:
        raise ProblemsFound(problems)
    return Engagement(place, parameters, units)


def _unknown_names(folder: Path, parameters: EngagementParameters, units: dict[str, BusinessUnit]) -> list[Problem]:
    """Return a problem for each model, area, capability, rule, perspective or parent that is named and does not exist."""
    problems = find_model_problems(folder)
    named = [("engagement.yaml", parameters.maturity_model, parameters.scoring_rule, parameters.target_levels)]
    for unit_id, unit in units.items():
        model_id, rule = unit.maturity_model or parameters.maturity_model, unit.scoring_rule or parameters.scoring_rule
        named.append((f"business_units/{unit_id}.yaml", model_id, rule, unit.target_levels))
        if unit.parent is not None and unit.parent not in units:
            problems.append(
                Problem(f"business_units/{unit_id}.yaml, parent", quoted(unit.parent), "the id of another business unit",
                        f"Use one of {', '.join(units)}, or leave parent out.")
            )  # fmt: skip
    models: dict[str, MaturityModel] = {}
    for name, model_id, rule, targets in named:
        try:
            model = models[model_id] = model_source(folder, model_id).model
        except ProblemsFound as found:
            problems += [problem for problem in found.problems if problem not in problems]
            continue
        except PmobookError as error:
            expected = "a model of the method, or of the engagement's folder maturity"
            problems.append(Problem(f"{name}, maturity_model", quoted(model_id), expected, str(error)))
            continue
        problems += _wrong_targets(name, model, targets)
        if rule not in model.scoring_rules:
            expected = f"a rule that the model {model_id} offers"
            remedy = f"Use one of {', '.join(model.scoring_rules)}."
            problems.append(Problem(f"{name}, scoring_rule", quoted(rule), expected, remedy))
    return problems + _wrong_roles(parameters, models.values())


def _wrong_targets(name: str, model: MaturityModel, targets: Mapping[str, float]) -> list[Problem]:
    areas = [area.area_id for area in model.areas]
    problems = []
    for one, level in targets.items():
        where = f"{name}, target_levels > {one}"
        if one not in areas and one not in model.capability_ids:
            guess = nearest(one, [*areas, *model.capability_ids])
            expected = f"one of {', '.join(areas)}, or the id of a capability"
            remedy = f"Did you mean {guess}?" if guess else "Correct the name."
            problems.append(Problem(where, "an unknown focus area", expected, remedy))
        if not 0 <= level <= model.highest_level:
            problems.append(Problem(where, str(level), f"a level from 0 to {model.highest_level}", "Correct the level."))
    return problems


def _wrong_roles(parameters: EngagementParameters, models: Iterable[MaturityModel]) -> list[Problem]:
    """Return a problem for each role that is placed in a perspective which no model of the engagement has."""
    known = list(dict.fromkeys(one.perspective_id for model in models for one in model.perspectives))
    if not known:
        return []
    return [
        Problem(f"engagement.yaml, respondent_roles > {role}", quoted(one), f"a perspective: {', '.join(known)}",
                f"Did you mean {guess}?" if (guess := nearest(one, known)) else "Use one of these.")
        for role, one in parameters.respondent_roles.items()
        if one not in known
    ]  # fmt: skip
