"""The stories that organisations are generated from: texts and figures of each line of business, as data."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from pmobook.method.yaml_text import Definition, load_model

__all__ = [
    "LINES_OF_BUSINESS", "ActionStory", "Arc", "BenefitStory", "BusinessStory", "EvidenceStory", "Finding", "GoalStory",
    "LocalGoal", "MeasureStory", "MoreRespondents", "OrganisationStory", "ProjectCourse", "ProjectStory",
    "RespondentRole", "ReviewStory", "RiskStory", "business_story", "organisation_story",
]  # fmt: skip

LINES_OF_BUSINESS = ("retail", "manufacturing", "supply_chain", "technology", "customer_services", "corporate")
"""The lines of business in the order in which business units are made; a bigger organisation begins again."""

Finding = Literal["full", "large", "partial", "none"]

_STORIES = Path(__file__).resolve().parent / "stories"


class BenefitStory(Definition):
    """The benefit that a project promises; ``yearly`` is its full amount in a year, in its unit of measure."""

    title: str
    owner: str
    kind: Literal["cashable", "non-cashable", "disbenefit"]
    unit_of_measure: str
    yearly: float


class ProjectStory(Definition):
    """A project as it was proposed; ``cost`` in the engagement's money, ``goals`` from goal id to impact."""

    title: str
    category: str
    cost: float = Field(gt=0)
    months: int = Field(ge=3)
    sponsor: str
    mandate: str | None = None
    goals: dict[str, str]
    benefit: BenefitStory | None
    currency: str | None = None
    """The currency that its suppliers invoice and its owner reports in; None: the engagement's."""


class MeasureStory(Definition):
    """A performance measure and how it moves: start, drift and noise by month, and one lasting shift if given."""

    title: str
    unit_of_measure: str
    better: Literal["higher", "lower"]
    start: float
    target: float | None
    tolerance: float | None
    noise: float
    drift: float
    digits: int
    goal: str | None
    owner: str
    shift: float = 0.0
    changed: str | None = None
    """What was changed when the shift came, if its owner declares it."""
    always_improved: bool = False
    """Whether its owner writes each quarter that it improved, whatever the values say."""
    unmeasured: str | None = None
    """Why nobody measured it in the last quarter; None if somebody did."""


class RiskStory(Definition):
    """A risk; ``likely`` is its most likely cost in the engagement's money."""

    title: str
    category: str
    driver: str
    probability: float = Field(gt=0, lt=1)
    likely: float = Field(gt=0)
    owner: str
    response: Literal["accept", "reduce", "transfer", "avoid"]
    hits: tuple[str, ...] = Field(default=(), strict=False)
    """Titles of the projects that it would hit; none for a risk of the whole portfolio."""
    response_cost: float | None = Field(default=None, ge=0)
    """What the response costs; None: nobody has said."""
    leaves: float | None = Field(default=None, ge=0, le=1)
    """The share of the probability that the response leaves; None: it stays."""
    leaves_impact: float | None = Field(default=None, ge=0, le=1)
    """The share of the impacts that the response leaves; None: they stay."""


class LinkStory(Definition):
    """A rule between two projects, which are named by their titles."""

    project: str
    link: Literal["requires", "excludes", "together"]
    other: str


class LocalGoal(Definition):
    """A goal of one business unit below a goal of the whole organisation; nobody has given it a weight."""

    goal_id: str
    title: str
    owner: str
    purpose: str
    parent: str


class BusinessStory(Definition):
    """One line of business."""

    name: str
    code: str = Field(pattern=r"^[A-Z]{3}$")
    lead: str
    weights_before: dict[str, float]
    weights: dict[str, float]
    """Goal of the whole organisation to its weight here, in percent, before and after leadership renewed the strategy."""
    executives: tuple[str, ...] = Field(strict=False, min_length=3)
    local_goal: LocalGoal | None
    roles: dict[str, float]
    """Role to its share in a project's people, on any scale; the first is in every project."""
    skills: tuple[str, ...] = Field(strict=False, min_length=2)
    """The last is held by a single person."""
    projects: tuple[ProjectStory, ...] = Field(strict=False, min_length=1)
    measures: tuple[MeasureStory, ...] = Field(strict=False, min_length=1)
    risks: tuple[RiskStory, ...] = Field(strict=False, min_length=1)
    links: tuple[LinkStory, ...] = Field(strict=False)


class GoalStory(Definition):
    """A goal of the whole organisation; what it weighs depends on the line of business."""

    goal_id: str
    title: str
    owner: str
    purpose: str


class RespondentRole(Definition):
    """A role that rates, and by how many levels it rates higher than the truth."""

    role: str
    bias: float


class EvidenceStory(Definition):
    """A document that can be seen, and the capabilities it speaks about."""

    title: str
    kind: Literal["document", "record", "system", "interview", "observation"]
    location: str
    capabilities: tuple[str, ...] = Field(strict=False)


class ProjectCourse(Definition):
    """What becomes of a project where a story says it: whole months late, and real cost as a multiple of the approved."""

    months_late: int = 0
    overrun: float = Field(default=1.0, gt=0)
    lag_months: int | None = None
    """By how many months its owner's confidence trails the evidence; None for what is usual in the business unit."""


class MoreRespondents(Definition):
    """People who are asked besides the others, in so many of the last quarters."""

    quarters: int = Field(ge=1)
    roles: tuple[RespondentRole, ...] = Field(strict=False, min_length=1)


class ReviewStory(Definition):
    """What of the last pack's findings no second person has validated yet."""

    submitted: int = Field(default=0, ge=0)
    """Capabilities whose findings wait for the second person."""
    draft: int = Field(default=0, ge=0)
    """Capabilities of which only the lower levels are submitted, and the others are still worked on."""
    returned: int = Field(default=0, ge=0)
    """Findings that came back with a reason."""


class AbsenceStory(Definition):
    """People of a role who are away for some months after the last quarter, the first month being 1."""

    role: str
    people: float = Field(gt=0)
    first: int = Field(ge=1)
    last: int = Field(ge=1)


class Arc(Definition):
    """How a business unit develops from its first quarter to its last."""

    level_from: float = Field(ge=0, le=5)
    level_to: float = Field(ge=0, le=5)
    pack: Literal["csv", "excel"] = "csv"
    practice_levels: int = Field(ge=1, le=5)
    """Up to which level the assessor looks at practices; the levels above are not assessed."""
    review: ReviewStory = ReviewStory()
    undecided_practice: str | None = None
    """A practice that projects meet differently in the last quarter, and on which nobody has decided for the whole."""
    more_respondents: MoreRespondents | None = None
    strong_area: str
    weak_area: str
    late_days: int = 0
    """Days after the due day on which the last quarter's pack came in."""
    earned_value: bool = True
    rebaseline: bool = False
    restatement: bool = False
    stopped: bool = False
    target_levels: dict[str, float] = Field(default_factory=dict)
    budget: float | None = Field(default=None, gt=0)
    """What leadership lets it spend on projects after the last quarter; None: nobody has said."""
    budget_by_quarter: dict[str, float] = Field(default_factory=dict)
    risk_tolerance: float | None = Field(default=None, gt=0)
    """What leadership lets it lose in bad cases; None: nobody has said."""
    category_tolerances: dict[str, float] = Field(default_factory=dict)
    """The same for single categories of risk."""
    projects: dict[str, ProjectCourse] = Field(default_factory=dict)
    """Title to what becomes of that project; the others go as chance has it."""
    absences: tuple[AbsenceStory, ...] = Field(default=(), strict=False)
    """Who will be away, as the last pack knows."""


class ToleranceStory(Definition):
    """The limit for losses from risk that leadership set."""

    total_exposure: float
    by_category: dict[str, float] = Field(default_factory=dict)
    set_by: str


class ActionStory(Definition):
    """One improvement action that every business unit agreed to, and its status in each of the last quarters."""

    action_id: str
    title: str
    effort_days: float = Field(strict=False)
    course: tuple[str, ...] = Field(strict=False, min_length=1)
    due: int
    """Quarters after the first of its course by whose end it is due."""
    figure: str | None = None
    figure_of: str | None = None


class OrganisationStory(Definition):
    """What all business units share."""

    organisation: str
    attribution: str
    sector: str
    size: str
    person_days_per_week: float
    money: dict[str, str]
    rates: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """Rates of exchange as the engagement states them."""
    target_levels: dict[str, float]
    tolerance: ToleranceStory
    prices: dict[str, Any]
    """Prices of having enough people, as the engagement states them."""
    minimum_raters: int
    packs_due_days: int
    goals: tuple[GoalStory, ...] = Field(strict=False)
    respondent_roles: tuple[RespondentRole, ...] = Field(strict=False)
    gates: tuple[str, ...] = Field(strict=False, min_length=6, max_length=6)
    actions: tuple[ActionStory, ...] = Field(strict=False)
    deciders: tuple[str, ...] = Field(strict=False, min_length=6, max_length=6)
    evidence: tuple[EvidenceStory, ...] = Field(strict=False)
    reasons_not_assessed: dict[str, list[str]]
    """By focus area."""
    comments: dict[str, dict[Literal["low", "middle", "high"], list[str]]]
    """By focus area and by how high the rating is."""
    notes: dict[Finding, list[str]]
    """By finding, on practices of any focus area."""
    area_notes: dict[str, dict[Finding, list[str]]]
    """By focus area and finding."""
    notes_on_weakness: tuple[str, ...] = Field(strict=False)
    notes_not_applicable: tuple[str, ...] = Field(strict=False)
    notes_on_the_whole: dict[Finding, list[str]]
    """On a practice that projects meet differently: full where all are at least large, none where none is, else by finding."""
    not_looked_at: tuple[str, ...] = Field(strict=False)
    """Why a practice is not assessed in a quarter."""
    not_reached: tuple[str, ...] = Field(strict=False)
    """Why a whole level is not assessed."""
    returned_because: tuple[str, ...] = Field(strict=False)
    judged_by_project: tuple[str, ...] = Field(strict=False)
    """Practices that are looked at project by project."""
    claims: dict[Literal["improved", "steady", "worse"], list[str]]
    value_not_assessed: tuple[str, ...] = Field(strict=False)
    arcs: dict[str, Arc]
    """The arcs of the demo's business units; other organisations draw theirs by chance."""

    @property
    def rate_of(self) -> dict[str, float]:
        """Currency to what it is worth in the engagement's."""
        return {code: float(rate["rate"]) for code, rate in self.rates.items()}


@functools.cache
def business_story(line_of_business: str) -> BusinessStory:
    """Return the story of a line of business."""
    return load_model(BusinessStory, _STORIES / f"{line_of_business}.yaml")


@functools.cache
def organisation_story() -> OrganisationStory:
    """Return what all business units share."""
    return load_model(OrganisationStory, _STORIES / "organisation.yaml")
