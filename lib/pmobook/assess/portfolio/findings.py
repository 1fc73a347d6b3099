"""What a portfolio means for its reader: what to stop and start, what mandates cost, what is missing to decide."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pmobook.assess.findings import Finding, Severity
from pmobook.assess.portfolio.appetite import appetite_findings
from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.portfolio.losses import RISK
from pmobook.assess.portfolio.problem import MONEY
from pmobook.assess.portfolio.waiting import waiting_findings
from pmobook.assess.portfolio.words import amount_in_words, rule_in_words
from pmobook.assess.tables import records_of
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.language import say, say_many
from pmobook.method.portfolio import PortfolioMethod

__all__ = ["changes_in_words", "portfolio_findings"]

_NOTHING = 1e-9


def changes_in_words(judged: Judged) -> str:
    """Say what the best choice stops and starts: ``stopping A and starting B``; empty if nothing changes."""
    problem = judged.problem
    stops, starts = (listed(map(problem.quoted, ids)) for ids in (judged.stops, judged.starts))
    if judged.stops and judged.starts:
        return say("stopping {stops} and starting {starts}", stops=stops, starts=starts)
    if judged.stops:
        return say("stopping {stops}", stops=stops)
    return say("starting {starts}", starts=starts) if judged.starts else ""


def portfolio_findings(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    """Yield findings; owners are sponsors, those who mandated, or the business unit's lead."""
    problem, lead = judged.problem, judged.problem.lead
    if problem.unassessed:
        sentence = say("Which projects would serve the goals best is not assessed: {unassessed}.", unassessed=problem.unassessed)
        yield Finding("portfolio_not_assessed", "", "watch", sentence, lead)
        return
    for place, said in enumerate(judged.contradictions):
        yield Finding("rules_contradict", str(place + 1), "act", said, lead)
    for place, said in enumerate(judged.circles):
        yield Finding("rules_in_a_circle", str(place + 1), "note", said, lead)
    if judged.infeasible is not None:
        sentence = say(
            "No choice of projects keeps every limit and mandate. {sentences}",
            sentences=" ".join(judged.infeasible.sentences[:2]),
        )
        yield Finding("nothing_fits", "", "act", sentence, lead)
    yield from _exceeded(judged)
    yield from _better(judged, method)
    yield from appetite_findings(judged, method)
    yield from waiting_findings(judged, method)
    yield from _prices(judged, method)
    yield from _worth(judged, method)
    yield from _unknown(judged)
    if judged.settling is not None and judged.settling.goals is not None:
        one, other = (problem.goals.get(str(goal), str(goal)) for goal in judged.settling.goals)
        open_ones = counted(judged.settling.open_now, "project")
        sentence = say(
            "Which weighting of the goals is right decides on {open_ones}; how much more '{one}' "
            "counts than '{other}' would settle most.",
            open_ones=open_ones,
            one=one,
            other=other,
        )
        yield Finding("settling_judgement", "", "note", sentence, lead)


def _exceeded(judged: Judged) -> Iterator[Finding]:
    problem, over = judged.problem, judged.present.exceeded
    money = {name: amount for name, amount in over.items() if name.startswith(MONEY)}
    if money:
        name, amount = max(money.items(), key=lambda one: one[1])
        when = name.removeprefix(MONEY).strip()
        limit = float(problem.limits[name])
        of = say(" of {when}", when=when) if when else ""
        sentence = (
            say("What is chosen still costs {share} more than the budget{of}.", share=as_percent(amount / limit), of=of)
            if limit > 0
            else say("What is chosen still costs money, and there is no budget{of}.", of=of)
        )
        yield Finding("budget_exceeded", "", "act", sentence, problem.lead, amount)
    people = judged.present.people_exceeded
    if people:
        name, amount = next(iter(people.items()))
        more = say_many(
            ", and {n} other limit of people is exceeded too",
            ", and {n:,} other limits of people are exceeded too",
            len(people) - 1,
        )
        sentence = say(
            "What is chosen needs {amount_in_words} than may be booked{more}.",
            amount_in_words=amount_in_words(name, amount),
            more=more if len(people) > 1 else "",
        )
        if not money and not judged.present.broken_links and RISK not in over:
            sentence += say(" Whoever finds these people can keep all that is chosen.")
        yield Finding("people_exceeded", "", "act", sentence, problem.lead, amount)
    for one, link, other in judged.present.broken_links:
        rule = rule_in_words(problem, one, link, other)
        yield Finding(
            "link_broken",
            f"{one}-{other}",
            "watch",
            say("The present choice does not keep the rule '{rule}'.", rule=rule),
            problem.lead,
        )


def _effect(judged: Judged) -> str:
    """Say how well the best choice that fits serves the goals, beside the present one."""
    if judged.best is None or judged.present.value <= _NOTHING:
        return say("serves the goals best")
    share = judged.best.value / judged.present.value
    if share > 1 + _NOTHING:
        return say("serves the goals {share} more than today", share=as_percent(share - 1))
    if share < 1 - _NOTHING:
        return say("serves the goals {share} less than today", share=as_percent(1 - share))
    return say("serves the goals as well as today")


def _better(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    best, present, problem = judged.best, judged.present, judged.problem
    words = changes_in_words(judged)
    if best is None or not words or not present.projects:
        return
    said = words[0].upper() + words[1:]
    cost = problem.cost_of(best.chosen)
    money = say(", at {cost} of the present cost", cost=as_percent(cost / present.cost)) if present.cost > 0 else ""
    if not present.fits:
        sentence = say(
            "Of all choices that keep every limit, {words} {effect}{money}.", words=words, effect=_effect(judged), money=money
        )
        yield Finding("fitting_choice", "", "watch", sentence, problem.lead, 1.0)
        return
    if judged.gain >= method.gain_watch.value or (math.isnan(judged.gain) and best.value > _NOTHING):
        severity: Severity = "act" if math.isnan(judged.gain) or judged.gain >= method.gain_act.value else "watch"
        how = say("would serve the goals, which nothing does today") if math.isnan(judged.gain) else (
            say("would serve the goals {gain} more", gain=as_percent(judged.gain))
        )  # fmt: skip
        yield Finding("better_choice", "", severity, f"{said} {how}{money}.", problem.lead, 1.0)
    elif not judged.starts and judged.stops:
        yield Finding(
            "no_loss",
            "",
            "watch",
            say("{said} would lose nothing that is known to serve a goal{money}.", said=said, money=money),
            problem.lead,
        )


def _prices(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    if judged.prices is None:
        return
    problem = judged.problem
    least = method.price_watch.value
    for row in records_of(judged.prices.mandates):
        if row["price_share"] < least or row["price"] <= _NOTHING:
            continue
        project = str(row["project_id"])
        by = problem.mandates.loc[problem.mandates["project_id"] == project, "mandated_by"].iloc[0]
        more = (
            say("{price_share} more", price_share=as_percent(row["price_share"]))
            if math.isfinite(row["price_share"])
            else say("at all")
        )
        instead = (
            say(": {map} could be done instead", map=listed(map(problem.quoted, row["would_enter"])))
            if row["would_enter"]
            else ""
        )
        sentence = say(
            "Without the mandate of {project} the goals could be served {more}{instead}.",
            project=problem.quoted(project),
            more=more,
            instead=instead,
        )
        yield Finding(
            "mandate_price", project, "watch", sentence, str(by) or problem.sponsors.get(project, ""), float(row["price"])
        )
    for row in records_of(judged.prices.links):
        if row["price_share"] < least or row["price"] <= _NOTHING:
            continue
        one, other = str(row["project_id"]), str(row["other_project_id"])
        rule = rule_in_words(problem, one, str(row["link"]), other)
        more = (
            say("{price_share} more", price_share=as_percent(row["price_share"]))
            if math.isfinite(row["price_share"])
            else say("at all")
        )
        sentence = say("Without the rule '{rule}' the goals could be served {more}.", rule=rule, more=more)
        yield Finding("link_price", f"{one}-{row['link']}-{other}", "note", sentence, problem.lead, float(row["price"]))


def _worth(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    if judged.prices is None or judged.best is None or judged.best.value <= 0:
        return
    problem = judged.problem
    rows = {str(row["limit"]): row for row in records_of(judged.prices.limits)}
    roles = [rows[name] for name in problem.roles if name in rows and rows[name]["gain"] > _NOTHING]
    if roles:
        row = max(roles, key=lambda one: float(one["gain"]))
        sentence = say(
            "{person_month} more of {limit} in each quarter would serve the goals {gain} more: {map} could be done.",
            person_month=counted(int(method.people_step.value), "person-month"),
            limit=row["limit"],
            gain=as_percent(row["gain"] / judged.best.value),
            map=listed(map(problem.quoted, row["would_enter"])),
        )
        yield Finding("people_worth", str(row["limit"]), "watch", sentence, problem.lead, float(row["gain"]))
    money = rows.get(MONEY)
    if money is not None and money["gain"] > _NOTHING and math.isfinite(problem.budget):
        step, more = as_percent(method.money_step.value), as_percent(money["gain"] / judged.best.value)
        entering = listed(map(problem.quoted, money["would_enter"]))
        sentence = say(
            "{step} more money would serve the goals {more} more: {entering} could be done.",
            step=step,
            more=more,
            entering=entering,
        )
        yield Finding("money_worth", "", "note", sentence, problem.lead, float(money["gain"]))


def _unknown(judged: Judged) -> Iterator[Finding]:
    problem = judged.problem
    if not problem.budget_is_set:
        sentence = say(
            "No budget is set for {business_unit}, so what the present choice still costs stands for it.",
            business_unit=problem.business_unit,
        )
        if not problem.present_choice:
            sentence = say(
                "No budget is set for {business_unit}, so money limits nothing here.", business_unit=problem.business_unit
            )
        yield Finding("no_budget", "", "watch", sentence, problem.lead)
    mandated = set(problem.mandates.loc[problem.mandates["decision"] == "in", "project_id"])
    for project in problem.cannot_be_chosen:
        if project in mandated:
            sentence = say(
                "{project} must be done, but what it costs is not assessed: no money is kept for it.",
                project=problem.quoted(project),
            )
            yield Finding("mandate_without_cost", project, "act", sentence, problem.sponsors.get(project) or problem.lead)
    others = [project for project in problem.cannot_be_chosen if project not in mandated]
    if others:
        are = say("it can't") if len(others) == 1 else say("they can't")
        sentence = say(
            "The cost still to come of {map} is not assessed, so {are} be compared.",
            map=listed(map(problem.quoted, others)),
            are=are,
        )
        yield Finding("cost_not_assessed", "", "note", sentence, problem.lead)
    for project in judged.decisive:
        sentence = say(
            "Judging what {project} brings to the goals could change the choice: its impacts are not assessed.",
            project=problem.quoted(project),
        )
        yield Finding("decisive_impact", project, "watch", sentence, problem.sponsors.get(project) or problem.lead)
    if judged.best is not None and not judged.best.is_proven:
        sentence = say(
            "The best choice is not proven: another could be worth up to {gap} more.", gap=as_percent(judged.best.gap, 2)
        )
        yield Finding("not_proven", "", "note", sentence, problem.lead)
