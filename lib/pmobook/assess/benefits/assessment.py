"""Benefits of a business unit: the register, what its projects are worth, its track record, and what follows."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pmobook.assess.benefits.double import find_double_claims
from pmobook.assess.benefits.findings import Found, benefits_findings, benefits_headline
from pmobook.assess.benefits.flows import read_rate
from pmobook.assess.benefits.investment import value_investments
from pmobook.assess.benefits.periods import follow_periods, is_money, months_of
from pmobook.assess.benefits.record import TrackRecord, read_track_record
from pmobook.assess.benefits.register import state_benefits
from pmobook.assess.benefits.totals import add_up_by_month
from pmobook.assess.benefits.waterfall import draw_waterfall
from pmobook.assess.findings import findings_table
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.method.benefits import benefits_method
from pmobook.vocabulary import Quarter

__all__ = ["BenefitsAssessment", "assess_benefits"]

NOTEBOOK = "30_performance"


@dataclass(frozen=True)
class BenefitsAssessment:
    """How benefits stand.

    Attributes
    ----------
    benefit_status, benefit_periods, investment
        Tables of those names.
    waterfall
        From planned to realised: see `pmobook.assess.benefits.waterfall`.
    money_curve
        Benefits in money added up by month: see `pmobook.assess.benefits.totals`.
    double_claims
        Pairs that may be one benefit counted twice: see `pmobook.assess.benefits.double`.
    track_record
        What past claims came to.
    discount_rate
        Share a year that projects were valued at.
    findings, headline
        What follows, and the result in a sentence.
    """

    benefit_status: pd.DataFrame
    benefit_periods: pd.DataFrame
    investment: pd.DataFrame
    waterfall: pd.DataFrame
    money_curve: pd.DataFrame
    double_claims: pd.DataFrame
    track_record: TrackRecord
    discount_rate: float
    findings: pd.DataFrame
    headline: str

    @property
    def realised_by_project(self) -> pd.Series:
        """Project to what came as a share of what was planned and due, over its benefits in money but disbenefits.

        A project of which nothing can be said is absent.
        """
        rows = self.benefit_status
        kept = rows.loc[is_money(rows["unit_of_measure"]) & (rows["kind"] != "disbenefit") & (rows["planned_due"] > 0)]
        sums = kept.groupby("project_id")[["realised", "planned_due"]].sum()
        return (sums["realised"] / sums["planned_due"]).rename("realised_share")


def assess_benefits(
    benefits: pd.DataFrame,
    history: pd.DataFrame,
    projects: pd.DataFrame,
    costs: pd.DataFrame,
    quarter: Quarter,
    business_unit: BusinessUnit,
    discount_rate: float | None = None,
) -> BenefitsAssessment:
    """Say for every benefit what came and what is expected, and for every project what it is worth.

    Parameters
    ----------
    benefits, projects, costs
        The forms benefits, projects and project_costs of the quarter's pack; any may be without rows. An amount that is missing
        is not assessed, never zero.
    history
        The form benefits of every pack up to the quarter, with ``reported_in``.
    quarter
        The quarter that is assessed.
    business_unit
        Named in sentences; its lead owns findings without another owner.
    discount_rate
        Share a year, such as an engagement sets it; the method's if not given.

    Raises
    ------
    ProblemsFound
        If the form benefits lacks a column or has two rows for one benefit and period, or the rate is -1 or less.
    """
    method = benefits_method()
    rate = read_rate(method.discount_rate.value if discount_rate is None else discount_rate, "discount_rate")
    periods = follow_periods(benefits, quarter)
    track = read_track_record(history, quarter, method)
    status = state_benefits(benefits, periods, projects, track, method)
    investment = value_investments(projects, costs, benefits, periods, quarter, rate, method)
    found = Found(
        status, periods, investment, find_double_claims(status, periods, method), draw_waterfall(status, periods), track,
        _dropped(benefits, history, quarter),
    )  # fmt: skip
    findings = findings_table(NOTEBOOK, benefits_findings(found, quarter, method, business_unit.lead or ""))
    headline = benefits_headline(found, business_unit.name)
    curve = add_up_by_month(status, periods, quarter)
    return BenefitsAssessment(
        status, periods, investment, found.waterfall, curve, found.double_claims, track, rate, findings, headline
    )


def _dropped(benefits: pd.DataFrame, history: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Return the benefits of the last earlier pack that still had periods to come and are not in this one."""
    names = ["benefit_id", "title", "owner", "reported_in"]
    earlier = history.loc[history["reported_in"] < str(quarter)]
    if earlier.empty or benefits.empty:
        return pd.DataFrame(columns=names)
    before = earlier.loc[earlier["reported_in"] == earlier["reported_in"].max()]
    months = months_of(before["period"])
    limit = 12 * quarter.last_day.year + quarter.last_day.month
    open_still = before.loc[months["start"] + months["months"] > limit]
    gone: pd.DataFrame = open_still.loc[~open_still["benefit_id"].isin(benefits["benefit_id"]), names]
    return gone.drop_duplicates("benefit_id").fillna({"owner": ""})
