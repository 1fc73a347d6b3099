"""What benefits mean for their reader: short, late, unreported, unowned, worth less than they cost, or claimed twice."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.benefits.periods import is_money
from pmobook.assess.benefits.record import TrackRecord
from pmobook.assess.benefits.register import expected_share
from pmobook.assess.benefits.waterfall import describe_waterfall
from pmobook.assess.findings import Finding, Severity
from pmobook.assess.tables import present, records_of
from pmobook.assess.wording import as_measured, as_number, as_percent, as_plain_text, counted, listed
from pmobook.language import say
from pmobook.method.benefits import BenefitsMethod
from pmobook.vocabulary import Quarter

__all__ = ["Found", "benefits_findings", "benefits_headline"]


@dataclass(frozen=True)
class Found:
    """What benefits have been found to be, before it is put into sentences."""

    status: pd.DataFrame
    periods: pd.DataFrame
    investment: pd.DataFrame
    double_claims: pd.DataFrame
    waterfall: pd.DataFrame
    track: TrackRecord
    dropped: pd.DataFrame
    """Benefits of the pack before that this one lacks although they were not over: benefit_id, title, owner, reported_in."""


def benefits_headline(found: Found, name: str) -> str:
    """Say in a sentence what share of the money benefits due has come, and how many benefits are behind."""
    status = found.status
    if status.empty:
        return say("Benefits of {name} are not assessed: the form benefits was not handed in", name=name)
    money = status.loc[is_money(status["unit_of_measure"]) & (status["kind"] != "disbenefit")]
    planned, came = money["planned_due"].sum(), money["realised"].sum()
    if planned > 0:
        said = say(
            "{name} has realised {came} of the benefits in money that were due and reported",
            name=name,
            came=as_percent(came / planned),
        )
    else:
        said = say("No benefit in money of {name} is due and reported", name=name)
    behind = int(status["standing"].isin(["behind", "far behind"]).sum())
    return say("{said}; {behind} of {benefit} behind plan", said=said, behind=behind, benefit=counted(len(status), "benefit"))


def benefits_findings(found: Found, quarter: Quarter, method: BenefitsMethod, lead: str) -> Iterator[Finding]:
    """Yield findings on a business unit's benefits and on what its projects are worth.

    Parameters
    ----------
    found
        What was assessed.
    quarter
        The quarter that is assessed.
    method
        Thresholds.
    lead
        Owns findings on all benefits together, and those without another owner.
    """
    if found.status.empty:
        sentence = say("Benefits are not assessed: the form benefits was not handed in.")
        yield Finding("benefits_missing", "", "watch", sentence, lead)
        return
    for row in records_of(found.status):
        yield from _on_owner(row, lead)
        yield from _on_reporting(row, method)
        if row["kind"] == "disbenefit":
            yield from _on_loss(row, method)
        else:
            yield from _on_plan(row, method)
    yield from _on_early_actuals(found, quarter)
    yield from _on_dropped(found)
    yield from _on_double_claims(found)
    yield from _on_record(found, method, lead)
    yield from _on_worth(found, lead)
    yield from _on_unvalued(found, lead)


def _on_owner(row: dict[str, Any], lead: str) -> Iterator[Finding]:
    if not row["owner"]:
        sentence = say("The benefit '{title}' has no owner, so nobody answers for it.", title=row["title"])
        yield Finding("benefit_without_owner", row["benefit_id"], "watch", sentence, lead)


def _on_reporting(row: dict[str, Any], method: BenefitsMethod) -> Iterator[Finding]:
    overdue = int(row["periods_overdue"])
    if overdue:
        over = say(", though benefits are followed after a project ends") if row["stage"] in method.finished_stages else ""
        sentence = say(
            "Nobody reported what '{title}' brought in {period} that ended{over}.",
            title=row["title"],
            period=counted(overdue, "period"),
            over=over,
        )
        severity: Severity = "act" if overdue >= method.overdue_act.value else "watch"
        yield Finding("benefit_unreported", row["benefit_id"], severity, sentence, row["owner"], float(overdue))


def _on_plan(row: dict[str, Any], method: BenefitsMethod) -> Iterator[Finding]:
    """Yield one finding on a benefit that is short of its plan so far or in all, or late."""
    if row["standing"] not in {"behind", "far behind"}:
        return
    said, worst = [], 0.0
    share, total, slip = row["realised_share"], expected_share(row), row["slip_months"]
    if share < method.realised_watch.value:
        came, planned = (as_measured(row[name], "") for name in ("realised", "planned_due"))
        said.append(
            say(
                "brought {below} of what was planned so far ({came} of {planned} {unit})",
                below=_below(share, method),
                came=came,
                planned=planned,
                unit=_unit(row),
            )
        )
        worst = 1 - share
    if total < method.realised_watch.value:
        said.append(say("is expected to bring {below} of its plan in all", below=_below(total, method)))
        worst = max(worst, 1 - total)
    if slip >= method.slip_watch.value - 1e-9:
        by, share = as_number(slip, 0), method.slip_share.value
        said.append(
            say("will reach half of its plan {slip} months late", slip=by)
            if share == 0.5
            else say("will reach {part} of its plan {slip} months late", part=as_percent(share), slip=by)
        )
        worst = max(worst, slip / 24)
    severity: Severity = "act" if row["standing"] == "far behind" else "watch"
    yield Finding(
        "benefit_behind",
        row["benefit_id"],
        severity,
        say("'{title}' {sentence}.", title=row["title"], sentence=listed(said)),
        row["owner"],
        worst,
    )


def _below(share: float, method: BenefitsMethod) -> str:
    """Write a share that lies below a threshold, with a decimal place where it would read as if it had reached it."""
    limits = (method.realised_watch.value, method.realised_act.value)
    rounded = as_percent(share)
    return as_percent(share, 1) if any(share < limit and rounded == as_percent(limit) for limit in limits) else rounded


def _unit(row: dict[str, Any]) -> str:
    return say("in money") if row["unit_of_measure"].strip().casefold() == "money" else as_plain_text(row["unit_of_measure"])


def _on_loss(row: dict[str, Any], method: BenefitsMethod) -> Iterator[Finding]:
    share = row["realised_share"]
    if not math.isnan(share) and share * method.realised_watch.value > 1 + 1e-9:
        sentence = say(
            "The disbenefit '{title}' came to {share} of what was planned so far.", title=row["title"], share=as_percent(share)
        )
        yield Finding("disbenefit_larger", row["benefit_id"], "watch", sentence, row["owner"], share - 1)


def _on_early_actuals(found: Found, quarter: Quarter) -> Iterator[Finding]:
    early = found.periods.loc[found.periods["note"].str.contains("has not begun", regex=False)]
    owners = dict(zip(found.status["benefit_id"], found.status["owner"], strict=True))
    titles = dict(zip(found.status["benefit_id"], found.status["title"], strict=True))
    for name, rows in early.groupby("benefit_id", sort=True):
        sentence = say(
            "'{titles}' has actual amounts for {period}, which had not begun by the end of {quarter}; they don't count.",
            titles=titles[name],
            period=listed(rows["period"]),
            quarter=quarter,
        )
        yield Finding("benefit_actual_too_early", str(name), "watch", sentence, owners[name])


def _on_dropped(found: Found) -> Iterator[Finding]:
    for row in records_of(found.dropped):
        sentence = say(
            "'{title}' was on the register in {reported_in} with more to come, and is no longer there.",
            title=row["title"],
            reported_in=row["reported_in"],
        )
        yield Finding("benefit_dropped", row["benefit_id"], "watch", sentence, row["owner"])


def _on_double_claims(found: Found) -> Iterator[Finding]:
    for row in records_of(found.double_claims):
        sentence = say(
            "'{title}' of {project_id} and '{other_title}' of {other_project_id} may be one benefit counted twice: {reason}.",
            title=row["title"],
            project_id=row["project_id"],
            other_title=row["other_title"],
            other_project_id=row["other_project_id"],
            reason=row["reason"],
        )
        severity: Severity = "watch" if row["is_likely"] else "note"
        yield Finding("double_counting", f"{row['benefit_id']}+{row['other_benefit_id']}", severity, sentence, row["owner"])


def _on_record(found: Found, method: BenefitsMethod, lead: str) -> Iterator[Finding]:
    past = found.track.forecast
    if past.median < method.record_watch.value:
        sentence = say("{sentence} Claims still to come are shown beside what this makes of them.", sentence=past.sentence)
        yield Finding("benefits_overforecast", "", "watch", sentence, lead, 1 - past.median)


def _on_worth(found: Found, lead: str) -> Iterator[Finding]:
    valued = found.investment.loc[found.investment["npv"].notna()]
    poor = valued.loc[valued["npv"] < 0]
    by_plan = poor["npv_planned"] < 0
    for row in records_of(poor.loc[~by_plan]):
        ahead = say(" What is still to come is worth more than it costs.") if row["npv_to_come"] > 0 else ""
        sentence = say(
            "'{title}' brings less than it costs at {discount_rate} a year over the periods handed in, to {last_month}.{ahead}",
            title=row["title"],
            discount_rate=as_percent(row["discount_rate"], 1),
            last_month=row["last_month"],
            ahead=ahead,
        )
        yield Finding("negative_npv", row["project_id"], "watch" if ahead else "act", sentence, row["sponsor"])
    if by_plan.any():
        sentence = say(
            "{by_plan} of {project} with benefits in money bring less than they cost over the "
            "periods handed in, as was planned ({loc}). Hand in later periods, or say what else they "
            "are done for.",
            by_plan=int(by_plan.sum()),
            project=counted(len(valued), "project"),
            loc=listed(poor.loc[by_plan, "project_id"]),
        )
        yield Finding("negative_npv", "", "watch", sentence, lead)
    for row in records_of(valued.loc[valued["irr_status"] == "several"]):
        sentence = say("'{title}' has no single rate of return. {irr_note}", title=row["title"], irr_note=row["irr_note"])
        yield Finding("several_irr", row["project_id"], "note", sentence, row["sponsor"])


def _on_unvalued(found: Found, lead: str) -> Iterator[Finding]:
    money = found.status.loc[is_money(found.status["unit_of_measure"]), "project_id"]
    unvalued = found.investment.loc[found.investment["npv"].isna() & found.investment["project_id"].isin(money)]
    if len(unvalued):
        number = counted(len(unvalued), "project")
        sentence = say(
            "{number} with benefits in money can't be valued: no costs are known ({project_id}).",
            number=number,
            project_id=listed(unvalued["project_id"]),
        )
        yield Finding("value_not_assessed", "", "note", sentence, lead)
    total = describe_waterfall(found.waterfall)
    lost, planned = -total.get("lost", 0.0), total.get("planned", 0.0)
    if planned > 0 and present(lost) and lost / planned >= 0.005:
        sentence = say(
            "Of all benefits in money that were planned, {lost} is no longer expected by anybody.",
            lost=as_percent(lost / planned),
        )
        yield Finding("benefits_lost", "", "watch", sentence, lead, lost / planned)
