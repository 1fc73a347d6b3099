"""Benefits of the whole organisation: every business unit side by side, one track record, and claims made twice."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.benefits.double import compare_claims
from pmobook.assess.benefits.periods import is_money
from pmobook.assess.benefits.record import ReferenceClass, reference_class
from pmobook.assess.benefits.waterfall import draw_waterfall
from pmobook.assess.findings import Finding
from pmobook.assess.tables import records_of
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say
from pmobook.method.benefits import BenefitsMethod, benefits_method

__all__ = ["BY_BUSINESS_UNIT", "EnterpriseBenefits", "add_up_benefits"]

BY_BUSINESS_UNIT = ["business_unit", "benefits", "without_owner", "behind", "not_assessed", "planned_due", "realised",
                    "realised_share", "planned", "expected", "to_come", "corrected", "projects_valued", "npv"]  # fmt: skip


@dataclass(frozen=True)
class EnterpriseBenefits:
    """Benefits over all business units.

    Attributes
    ----------
    by_business_unit
        One row a business unit, columns of `BY_BUSINESS_UNIT`; amounts are benefits in money without disbenefits.
    waterfall
        From planned to realised, over all business units.
    double_claims
        Pairs in different business units that may be one benefit counted twice.
    forecast
        What past forecasts of all business units came to.
    findings
        What follows for the organisation.
    headline
        The result in a sentence.
    """

    by_business_unit: pd.DataFrame
    waterfall: pd.DataFrame
    double_claims: pd.DataFrame
    forecast: ReferenceClass
    findings: tuple[Finding, ...]
    headline: str


def add_up_benefits(
    benefit_status: pd.DataFrame,
    benefit_periods: pd.DataFrame,
    investment: pd.DataFrame,
    method: BenefitsMethod | None = None,
) -> EnterpriseBenefits:
    """Add up the benefits of all business units in one quarter, and name what two of them may both claim.

    Parameters
    ----------
    benefit_status, benefit_periods, investment
        Tables as they were recorded, of one quarter, with ``business_unit``; any may be without rows.
    method
        The method's own if not given.

    Raises
    ------
    ProblemsFound
        If the rows are of several quarters.

    Notes
    -----
    Benefits are compared by title and by amount (`pmobook.assess.benefits.find_double_claims`): no title brings more pairs than
    ``common_titles`` of the method, so that the work grows with the number of benefits, however alike they are called.
    Other units of measure than money are counted and never added. What is still to come is corrected by each business unit's own
    track record as it was recorded; the organisation's is stated beside it.
    """
    data = method if method is not None else benefits_method()
    _refuse_quarters(benefit_status, benefit_periods, investment)
    rows = [_of_unit(str(unit), group, investment) for unit, group in benefit_status.groupby("business_unit", sort=True)]
    table = pd.DataFrame(rows, columns=BY_BUSINESS_UNIT)
    pairs, common = compare_claims(benefit_status, benefit_periods, data)
    across = pairs.loc[pairs["business_unit"] != pairs["other_business_unit"]].reset_index(drop=True)
    past = reference_class(benefit_status["forecast_ratio"], "forecasts", data)
    found = tuple(_findings(table, across, past, data, common))
    return EnterpriseBenefits(table, draw_waterfall(benefit_status, benefit_periods), across, past, found, _headline(table))


def _refuse_quarters(*tables: pd.DataFrame) -> None:
    quarters = sorted({str(one) for table in tables if "quarter" in table for one in table["quarter"].unique()})
    if len(quarters) > 1:
        remedy = "Choose the rows of one quarter; the same benefit would count in each."
        raise ProblemsFound([Problem("benefit_status", f"rows of {listed(quarters)}", "rows of one quarter", remedy)])


def _of_unit(unit: str, status: pd.DataFrame, investment: pd.DataFrame) -> tuple[object, ...]:
    gains = status.loc[is_money(status["unit_of_measure"]) & (status["kind"] != "disbenefit")]
    planned_due, realised, planned, expected, to_come, corrected = (
        _total(gains[name]) for name in ("planned_due", "realised", "planned", "expected", "to_come", "corrected")
    )
    valued = investment.loc[(investment["business_unit"] == unit) & investment["npv"].notna(), "npv"]
    share = realised / planned_due if planned_due > 0 else math.nan
    without = int((status["owner"].fillna("").str.strip() == "").sum())
    behind = int(status["standing"].isin(["behind", "far behind"]).sum())
    unknown = int((status["standing"] == "not assessed").sum())
    return (unit, len(status), without, behind, unknown, planned_due, realised, share, planned, expected, to_come, corrected,
            len(valued), _total(valued))  # fmt: skip


def _total(values: pd.Series) -> float:
    known = values.dropna()
    return math.fsum(known) if len(known) else math.nan


def _headline(table: pd.DataFrame) -> str:
    if table.empty:
        return say("Benefits are not assessed: no business unit handed them in")
    planned, came = table["planned_due"].sum(), table["realised"].sum()
    units = counted(len(table), "business unit")
    if not planned > 0:
        return say("No benefit in money of {units} is due and reported", units=units)
    return say(
        "{units} together realised {came} of the benefits in money that were due and reported",
        units=units,
        came=as_percent(came / planned),
    )


def _findings(
    table: pd.DataFrame, pairs: pd.DataFrame, past: ReferenceClass, method: BenefitsMethod, common: int
) -> Iterator[Finding]:
    for row in records_of(pairs):
        sentence = say(
            "'{title}' of {business_unit} and '{other_title}' of {other_business_unit} may be one "
            "benefit counted twice: {reason}.",
            title=row["title"],
            business_unit=row["business_unit"],
            other_title=row["other_title"],
            other_business_unit=row["other_business_unit"],
            reason=row["reason"],
        )
        subject = "+".join(str(row[name]) for name in ("business_unit", "benefit_id", "other_business_unit", "other_benefit_id"))
        yield Finding("double_counting", subject, "watch" if row["is_likely"] else "note", sentence, row["owner"])
    if common:
        sentence = say(
            "{benefits} have titles that more than {most} others resemble: such a title alone names no benefit as counted twice, "
            "equal amounts still do.",
            benefits=counted(common, "benefit"),
            most=int(method.common_titles.value),
        )
        yield Finding("common_titles", "", "note", sentence, "")
    if past.median < method.record_watch.value:
        yield Finding("benefits_overforecast", "", "watch", past.sentence, "", 1 - past.median)
    without = int(table["without_owner"].sum())
    if without:
        sentence = say(
            "{without} of {benefit} have no owner, so nobody answers for them.",
            without=without,
            benefit=counted(int(table["benefits"].sum()), "benefit"),
        )
        yield Finding("benefit_without_owner", "", "watch", sentence, "")
