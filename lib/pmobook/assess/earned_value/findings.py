"""What money means for its reader: work that costs more or takes longer, forecasts that grow, and figures that can't be right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from pmobook.assess.earned_value.data_findings import data_findings
from pmobook.assess.earned_value.projects import ProjectMoney
from pmobook.assess.earned_value.records import Joint
from pmobook.assess.earned_value.reference_class import ReferenceClass
from pmobook.assess.earned_value.wording import cost_in_words, schedule_in_words
from pmobook.assess.findings import Finding, Severity
from pmobook.assess.wording import as_number, as_percent, counted, listed
from pmobook.language import said_later, say
from pmobook.method.thresholds import EarnedValueThresholds, Thresholds

__all__ = ["money_findings", "money_headline"]


def money_headline(joint: Joint, name: str, *, costs_missing: bool) -> str:
    """Say in a sentence what the work under way costs beside its plan, and what it is heading for."""
    if costs_missing:
        return say("Money of {name} is not assessed: the form project_costs was not handed in", name=name)
    if not joint.members and not joint.left_out:
        return say("{name} has no project under way with costs", name=name)
    cpi = joint.indices.cpi
    if math.isnan(cpi):
        return say("{name}: earned value is not assessed for any project under way", name=name)
    left_out = say("; {left_out} not assessed", left_out=len(joint.left_out)) if joint.left_out else ""
    beyond = -joint.indices.vac / joint.indices.bac if joint.indices.bac > 0 else math.nan
    heading = (
        say("where they end can't be said yet")
        if math.isnan(beyond)
        else say("at this rate they end {apart} their budgets", apart=_apart(beyond))
    )
    projects = counted(len(joint.members), "project")
    return say(
        "{name}: of {projects} under way, {cost_in_words} (CPI {cpi}); {heading}{left_out}",
        name=name,
        projects=projects,
        cost_in_words=cost_in_words(cpi),
        cpi=as_number(cpi, 2),
        heading=heading,
        left_out=left_out,
    )


def _apart(share: float) -> str:
    if abs(share) < 0.005:
        return "within"
    return f"{as_percent(abs(share))} {(say('above') if share > 0 else say('below'))}"


def money_findings(
    moneys: Sequence[ProjectMoney], joint: Joint, past: ReferenceClass, method: Thresholds, lead: str, *, costs_missing: bool
) -> Iterator[Finding]:
    """Yield findings on projects' money; those on indices and forecasts only for projects under way.

    Parameters
    ----------
    moneys
        Every project's money; what is not assessed in it leads to no finding on the figure, but to one that says so.
    joint
        The projects under way together.
    past
        The reference class.
    method
        Thresholds and followed stages.
    lead
        Owns findings on all projects together, and on projects without a sponsor.
    costs_missing
        The form project_costs was not handed in. Delivery says so in its own finding.
    """
    if costs_missing:
        return
    limits = method.earned_value
    for one in moneys:
        owner = one.sponsor or lead
        yield from data_findings(one, limits, owner)
        if one.stage in method.followed_stages:
            yield from _on_indices(one, limits, owner)
            yield from _on_forecast(one, limits, owner)
    yield from _on_gaps(joint, lead)
    yield from _beside_the_past(joint, past, lead)


def _on_indices(one: ProjectMoney, limits: EarnedValueThresholds, owner: str) -> Iterator[Finding]:
    done = one.indices.percent_complete / 100
    if math.isnan(done) or done < limits.judged_from.value:
        return
    cpi, spi = one.indices.cpi, one.schedule.spi_t
    if cpi < limits.cost_index_watch.value:
        then = _left_to_reach(one.indices.tcpi, limits)
        sentence = say(
            "'{title}': {cost_in_words} (CPI {cpi} with {done} done){then}.",
            title=one.title,
            cost_in_words=cost_in_words(cpi),
            cpi=as_number(cpi, 2),
            done=as_percent(done),
            then=then,
        )
        severity: Severity = "act" if cpi < limits.cost_index_act.value else "watch"
        yield Finding("low_cost_index", one.project_id, severity, sentence, owner, 1 - cpi)
    if spi < limits.schedule_index_watch.value and done < 1:
        ends = one.schedule.forecast_duration
        then = say(
            "; it would take {ends} months instead of {planned_duration}",
            ends=as_number(ends, 0),
            planned_duration=as_number(one.schedule.planned_duration, 0),
        )
        behind = schedule_in_words(spi, one.schedule.sv_t)
        sentence = say(
            "'{title}' is {behind} (SPI(t) {spi}){fixed}.",
            title=one.title,
            behind=behind,
            spi=as_number(spi, 2),
            fixed="" if math.isnan(ends) else then,
        )
        severity = "act" if spi < limits.schedule_index_act.value else "watch"
        yield Finding("low_schedule_index", one.project_id, severity, sentence, owner, 1 - spi)


def _left_to_reach(needed: float, limits: EarnedValueThresholds) -> str:
    """Say what the rest of the work would have to be done at to end within the budget, or that it can't be."""
    if math.isnan(needed):
        return ""
    if needed > limits.cost_index_out_of_reach.value:
        return say("; it can no longer be expected to end within its budget")
    return say("; to end within its budget the rest would have to be done at {needed}", needed=as_number(needed, 2))


def _on_forecast(one: ProjectMoney, limits: EarnedValueThresholds, owner: str) -> Iterator[Finding]:
    expected, life = one.indices.eac_typical, one.whole_life_cost
    done = one.indices.percent_complete / 100
    if done >= limits.judged_from.value and life > 0 and expected > life * (1 + limits.whole_life_watch.value):
        over = expected / life - 1
        sentence = say(
            "At its rate so far '{title}' ends {over} above the whole-life cost approved.", title=one.title, over=as_percent(over)
        )
        yield Finding("above_whole_life_cost", one.project_id, "watch", sentence, owner, over)
    if one.drift.empty:
        return
    grown = float(one.drift["since_first_share"].iloc[-1])
    if grown >= limits.drift_watch.value:
        first, last = one.drift["reported_in"].iloc[0], one.drift.iloc[-1]
        rises = int((one.drift["change"] > 0).sum())
        sentence = say(
            said_later("The whole-life cost of '{title}' has grown {grown} since {first}, in {step}.")
            if last["basis"] == "whole-life cost"
            else said_later("The forecast cost of '{title}' has grown {grown} since {first}, in {step}."),
            title=one.title,
            grown=as_percent(grown),
            first=first,
            step=counted(rises, "step"),
        )
        severity: Severity = "act" if grown >= limits.drift_act.value else "watch"
        yield Finding("forecast_grew", one.project_id, severity, sentence, owner, grown)


def _beside_the_past(joint: Joint, past: ReferenceClass, lead: str) -> Iterator[Finding]:
    everyone = [*joint.members, *joint.left_out]
    if not past.is_enough:
        if everyone:
            yield Finding(
                "no_reference_class",
                "",
                "note",
                say("Forecasts have no range beside them: {shortage}.", shortage=past.shortage),
                lead,
            )
        return
    compared = [one for one in everyone if not math.isnan(one.forecast_total) and not math.isnan(one.range_middle)]
    below = [one for one in compared if one.forecast_total < one.range_middle]
    if 2 * len(below) > len(compared):
        sentence = say(
            "{below} of {project} under way expect to stay below what the middle one of {size} past "
            "projects came to, each beside what was first approved; the past suggests about half.",
            below=len(below),
            project=counted(len(compared), "project"),
            size=past.size,
        )
        yield Finding("forecasts_below_past", "", "watch", sentence, lead, len(below) / len(compared))


def _on_gaps(joint: Joint, lead: str) -> Iterator[Finding]:
    everyone = [*joint.members, *joint.left_out]
    unearned = [one for one in everyone if not one.costs.reports_earned_value]
    if unearned:
        names = listed(say("'{title}'", title=one.title) for one in unearned)
        sentence = say(
            "For {unearned} of {project} under way no earned value was handed in, so their indices are not assessed: {names}.",
            unearned=len(unearned),
            project=counted(len(everyone), "project"),
            names=names,
        )
        severity: Severity = "watch" if 2 * len(unearned) >= len(everyone) else "note"
        yield Finding("no_earned_value", "", severity, sentence, lead)
