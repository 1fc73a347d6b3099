"""What an assessment of maturity rests on: the model, the answers, and how the engagement wants them to count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pmobook.assess.wording import listed
from pmobook.errors import PmobookError
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.pack import InputPack
from pmobook.inputs.pool import POOL_COLUMNS
from pmobook.method.maturity import MaturityModel

_BY_THE_LOWEST_ANSWER = frozenset({"ladder", "nplf_bands"})
"""Rules whose score of a capability is, or in a small group can be, what the lowest rater said."""
_FORMS = ("responses", "practices", "evidence")

__all__ = ["MaturityPolicy", "MaturityQuestion", "maturity_question"]


@dataclass(frozen=True)
class MaturityPolicy:
    """How answers count.

    Attributes
    ----------
    rule
        The scoring rule that findings and targets go by.
    instrument
        What the stated level rests on: ``survey`` or ``appraisal``.
    not_assessed
        ``exclude`` leaves out what is not assessed, ``interval`` turns the score into one.
    minimum_raters
        A capability rated by fewer people is not assessed.
    anonymous, minimum_group
        Whether no single rating may be seen, and the fewest people for whom anything is then shown.
    counted, evidence
        Which findings on practices count, and whether a met practice without valid evidence caps the level.
    respondent_roles
        Role as respondents write it to a perspective of the model.
    days_per_week
        Person-days a week that can go into improvement; None if that limits nothing.
    """

    rule: str = "weighted_mean"
    instrument: str = "survey"
    not_assessed: str = "exclude"
    minimum_raters: int = 1
    anonymous: bool = False
    minimum_group: int = 5
    counted: str = "all"
    evidence: str = "required"
    respondent_roles: Mapping[str, str] = field(default_factory=dict)
    days_per_week: float | None = None

    def tells_on_people(self, instrument: str, rule: str) -> bool:
        """Say whether a score would give away what single people answered in an anonymous survey."""
        return self.anonymous and instrument == "survey" and rule in _BY_THE_LOWEST_ANSWER

    @property
    def fewest(self) -> int:
        """The fewest people whose ratings make a score."""
        return max(self.minimum_raters, self.minimum_group) if self.anonymous else self.minimum_raters


@dataclass(frozen=True)
class MaturityQuestion:
    """Everything that an assessment of one business unit's maturity rests on.

    Attributes
    ----------
    model
        Focus areas, capabilities, practices and actions.
    business_unit
        Named in sentences; its lead owns the findings.
    last_day
        The last day of the quarter: evidence that has expired by then no longer counts, and plans begin the day after.
    responses, practices, evidence
        The forms of those names; a form without rows was not handed in.
    targets
        Focus area or capability to the level that leadership wants.
    policy
        How answers count.
    earlier, earlier_quarter
        The forms responses, practices and evidence of the latest pack before, if there is one, and its quarter.
    year_before
        The same forms of the pack for the same quarter of the year before, if there is one.
    pool
        Exchange records of other organisations, see `pmobook.inputs.pool`.
    sector, size
        The organisation's own, for comparison.
    """

    model: MaturityModel
    business_unit: BusinessUnit
    last_day: dt.date
    responses: pd.DataFrame
    practices: pd.DataFrame
    evidence: pd.DataFrame
    targets: Mapping[str, float]
    policy: MaturityPolicy
    earlier: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    earlier_quarter: str = ""
    year_before: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    pool: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(POOL_COLUMNS)).astype(POOL_COLUMNS))
    sector: str | None = None
    size: str | None = None

    def __post_init__(self) -> None:
        if self.policy.rule not in self.model.scoring_rules:
            message = (
                f"The model {self.model.model_id} offers {listed(self.model.scoring_rules, most=10)}; "
                f"it has no rule {self.policy.rule}."
            )
            raise PmobookError(message)
        if self.policy.tells_on_people(self.policy.instrument, self.policy.rule):
            message = (
                f"An anonymous survey can't be scored by the rule {self.policy.rule}: it goes by the lowest single answer, "
                "which would be given away. Choose another rule, or the instrument appraisal."
            )
            raise PmobookError(message)
        for name, rows in (("responses", self.responses), ("practices", self.practices)):
            unknown = sorted(set(rows["capability_id"].dropna()) - set(self.model.capability_ids))
            if unknown:
                message = f"{name} name capabilities that the model {self.model.model_id} lacks: {', '.join(unknown)}"
                raise ValueError(message)


def maturity_question(
    engagement: Engagement,
    pack: InputPack,
    earlier: InputPack | None,
    pool: pd.DataFrame,
    year_before: InputPack | None = None,
) -> MaturityQuestion:
    """Put together what a business unit's assessment rests on.

    Parameters
    ----------
    engagement
        With the model, the targets and how answers count.
    pack
        The quarter's.
    earlier
        The latest pack before; None if there is none.
    pool
        Exchange records of other organisations.
    year_before
        The pack for the same quarter of the year before; None if there is none.
    """
    unit, given = pack.business_unit, engagement.parameters
    return MaturityQuestion(
        model=engagement.model(unit),
        business_unit=engagement.business_unit(unit),
        last_day=pack.quarter.last_day,
        responses=pack.form("responses"),
        practices=pack.form("practices"),
        evidence=pack.form("evidence"),
        targets=engagement.target_levels(unit),
        policy=MaturityPolicy(
            rule=engagement.scoring_rule(unit),
            instrument=engagement.instrument(unit),
            not_assessed=given.not_assessed,
            minimum_raters=given.minimum_raters,
            anonymous=given.survey.anonymous,
            minimum_group=given.survey.minimum_group,
            counted=given.appraisal.counted,
            evidence=given.appraisal.evidence,
            respondent_roles=given.respondent_roles,
            days_per_week=given.person_days_per_week,
        ),
        earlier={name: earlier.form(name) for name in _FORMS} if earlier else {},
        earlier_quarter=str(earlier.quarter) if earlier else "",
        year_before={name: year_before.form(name) for name in _FORMS} if year_before else {},
        pool=pool,
        sector=given.sector,
        size=given.size,
    )
