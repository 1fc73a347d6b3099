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
from pmobook.assess.selection import Selection
from pmobook.assess.tables import records_of
from pmobook.assess.wording import as_number, as_percent, counted, listed
from pmobook.method.portfolio import PortfolioMethod

__all__ = ["changes_in_words", "portfolio_findings", "portfolio_headline"]

_NOTHING = 1e-9


def portfolio_headline(judged: Judged) -> str:
    """Say in a sentence, without a full stop, what the best choice is worth beside the present one."""
    name, best = judged.problem.business_unit, judged.best
    if judged.problem.unassessed:
        return f"Which projects would serve the goals of {name} best is not assessed: {judged.problem.unassessed}"
    if best is None and judged.contradictions:
        return f"No choice of projects is possible at {name}: its mandates and rules between projects contradict each other"
    if best is None:
        return f"No choice of projects keeps every limit and mandate of {name}"
    proof = "" if best.is_proven else f", though another choice could be worth up to {as_percent(best.gap, 1)} more"
    return f"{_compared(judged, name, best)}{proof}"


def _compared(judged: Judged, name: str, best: Selection) -> str:
    present = judged.present
    if not present.projects:
        return f"Nothing is chosen at {name} yet; {counted(len(best.chosen), 'project')} would serve its goals best"
    if not present.fits:
        fitting = (
            f"; what fits best would serve its goals {_beside(best.value / present.value)}" if present.value > _NOTHING else ""
        )
        what = _what(judged)
        return f"{name} has chosen more than its {what}{'' if what.endswith('allows') else ' allow'}{fitting}"
    if math.isnan(judged.gain):
        return f"No impact is known of what {name} has chosen; its best choice is worth {as_number(best.value, 2)}"
    if judged.gain > _NOTHING:
        return f"{name} could serve its goals {as_percent(judged.gain)} more within the limits it has"
    return f"No other choice would serve the goals of {name} better than the present one within its limits"


def _what(judged: Judged) -> str:
    """Return what is exceeded, in a word."""
    found = [
        word
        for word, is_so in (
            ("money", any(name.startswith(MONEY) for name in judged.present.exceeded)),
            ("people", bool(judged.present.people_exceeded)),
            ("tolerance for risk", RISK in judged.present.exceeded),
            ("rules between projects", bool(judged.present.broken_links)),
        )
        if is_so
    ]
    if len(found) == 1:
        return {"money": "budgets", "tolerance for risk": "tolerance for risk allows"}.get(found[0], found[0])
    return listed(found).replace("money", "budget")


def _beside(share: float) -> str:
    if share > 1 + _NOTHING:
        return f"{as_percent(share - 1)} more"
    return f"{as_percent(1 - share)} less" if share < 1 - _NOTHING else "as well"


def changes_in_words(judged: Judged) -> str:
    """Say what the best choice stops and starts: ``stopping A and starting B``; empty if nothing changes."""
    problem = judged.problem
    parts = [("stopping", judged.stops), ("starting", judged.starts)]
    return " and ".join(f"{verb} {listed(map(problem.quoted, ids))}" for verb, ids in parts if ids)


def portfolio_findings(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    """Yield findings; owners are sponsors, those who mandated, or the business unit's lead."""
    problem, lead = judged.problem, judged.problem.lead
    if problem.unassessed:
        sentence = f"Which projects would serve the goals best is not assessed: {problem.unassessed}."
        yield Finding("portfolio_not_assessed", "", "watch", sentence, lead)
        return
    for place, said in enumerate(judged.contradictions):
        yield Finding("rules_contradict", str(place + 1), "act", said, lead)
    for place, said in enumerate(judged.circles):
        yield Finding("rules_in_a_circle", str(place + 1), "note", said, lead)
    if judged.infeasible is not None:
        sentence = f"No choice of projects keeps every limit and mandate. {' '.join(judged.infeasible.sentences[:2])}"
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
        sentence = (
            f"Which weighting of the goals is right decides on {open_ones}; how much more '{one}' counts than '{other}' would "
            "settle most."
        )
        yield Finding("settling_judgement", "", "note", sentence, lead)


def _exceeded(judged: Judged) -> Iterator[Finding]:
    problem, over = judged.problem, judged.present.exceeded
    money = {name: amount for name, amount in over.items() if name.startswith(MONEY)}
    if money:
        name, amount = max(money.items(), key=lambda one: one[1])
        when = name.removeprefix(MONEY).strip()
        limit = float(problem.limits[name])
        share = f"{as_percent(amount / limit)} more than" if limit > 0 else "money, and there is no"
        sentence = f"What is chosen still costs {share} {'' if limit <= 0 else 'the '}budget{f' of {when}' if when else ''}."
        yield Finding("budget_exceeded", "", "act", sentence, problem.lead, amount)
    people = judged.present.people_exceeded
    if people:
        name, amount = next(iter(people.items()))
        more = f", and {counted(len(people) - 1, 'other limit')} of people {'is' if len(people) == 2 else 'are'} exceeded too"
        sentence = f"What is chosen needs {amount_in_words(name, amount)} than may be booked{more if len(people) > 1 else ''}."
        if not money and not judged.present.broken_links and RISK not in over:
            sentence += " Whoever finds these people can keep all that is chosen."
        yield Finding("people_exceeded", "", "act", sentence, problem.lead, amount)
    for one, link, other in judged.present.broken_links:
        rule = rule_in_words(problem, one, link, other)
        yield Finding(
            "link_broken", f"{one}-{other}", "watch", f"The present choice does not keep the rule '{rule}'.", problem.lead
        )


def _better(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    best, present, problem = judged.best, judged.present, judged.problem
    words = changes_in_words(judged)
    if best is None or not words or not present.projects:
        return
    said = words[0].upper() + words[1:]
    cost = problem.cost_of(best.chosen)
    money = f", at {as_percent(cost / present.cost)} of the present cost" if present.cost > 0 else ""
    if not present.fits:
        effect = (
            f"serves them {_beside(best.value / present.value)} than today" if present.value > _NOTHING else "serves them best"
        )
        effect = effect.replace("as well than today", "as well as today")
        sentence = f"Of all choices that keep every limit, {words} {effect}{money}."
        yield Finding("fitting_choice", "", "watch", sentence.replace("serves them", "serves the goals"), problem.lead, 1.0)
        return
    if judged.gain >= method.gain_watch.value or (math.isnan(judged.gain) and best.value > _NOTHING):
        severity: Severity = "act" if math.isnan(judged.gain) or judged.gain >= method.gain_act.value else "watch"
        how = "would serve the goals, which nothing does today" if math.isnan(judged.gain) else (
            f"would serve the goals {as_percent(judged.gain)} more"
        )  # fmt: skip
        yield Finding("better_choice", "", severity, f"{said} {how}{money}.", problem.lead, 1.0)
    elif not judged.starts and judged.stops:
        yield Finding("no_loss", "", "watch", f"{said} would lose nothing that is known to serve a goal{money}.", problem.lead)


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
        more = f"{as_percent(row['price_share'])} more" if math.isfinite(row["price_share"]) else "at all"
        instead = f": {listed(map(problem.quoted, row['would_enter']))} could be done instead" if row["would_enter"] else ""
        sentence = f"Without the mandate of {problem.quoted(project)} the goals could be served {more}{instead}."
        yield Finding(
            "mandate_price", project, "watch", sentence, str(by) or problem.sponsors.get(project, ""), float(row["price"])
        )
    for row in records_of(judged.prices.links):
        if row["price_share"] < least or row["price"] <= _NOTHING:
            continue
        one, other = str(row["project_id"]), str(row["other_project_id"])
        rule = rule_in_words(problem, one, str(row["link"]), other)
        more = f"{as_percent(row['price_share'])} more" if math.isfinite(row["price_share"]) else "at all"
        sentence = f"Without the rule '{rule}' the goals could be served {more}."
        yield Finding("link_price", f"{one}-{row['link']}-{other}", "note", sentence, problem.lead, float(row["price"]))


def _worth(judged: Judged, method: PortfolioMethod) -> Iterator[Finding]:
    if judged.prices is None or judged.best is None or judged.best.value <= 0:
        return
    problem = judged.problem
    rows = {str(row["limit"]): row for row in records_of(judged.prices.limits)}
    roles = [rows[name] for name in problem.roles if name in rows and rows[name]["gain"] > _NOTHING]
    if roles:
        row = max(roles, key=lambda one: float(one["gain"]))
        sentence = (
            f"{counted(int(method.people_step.value), 'person-month')} more of {row['limit']} in each quarter would serve "
            f"the goals {as_percent(row['gain'] / judged.best.value)} more: "
            f"{listed(map(problem.quoted, row['would_enter']))} could be done."
        )
        yield Finding("people_worth", str(row["limit"]), "watch", sentence, problem.lead, float(row["gain"]))
    money = rows.get(MONEY)
    if money is not None and money["gain"] > _NOTHING and math.isfinite(problem.budget):
        step, more = as_percent(method.money_step.value), as_percent(money["gain"] / judged.best.value)
        entering = listed(map(problem.quoted, money["would_enter"]))
        sentence = f"{step} more money would serve the goals {more} more: {entering} could be done."
        yield Finding("money_worth", "", "note", sentence, problem.lead, float(money["gain"]))


def _unknown(judged: Judged) -> Iterator[Finding]:
    problem = judged.problem
    if not problem.budget_is_set:
        sentence = f"No budget is set for {problem.business_unit}, so what the present choice still costs stands for it."
        if not problem.present_choice:
            sentence = f"No budget is set for {problem.business_unit}, so money limits nothing here."
        yield Finding("no_budget", "", "watch", sentence, problem.lead)
    mandated = set(problem.mandates.loc[problem.mandates["decision"] == "in", "project_id"])
    for project in problem.cannot_be_chosen:
        if project in mandated:
            sentence = f"{problem.quoted(project)} must be done, but what it costs is not assessed: no money is kept for it."
            yield Finding("mandate_without_cost", project, "act", sentence, problem.sponsors.get(project) or problem.lead)
    others = [project for project in problem.cannot_be_chosen if project not in mandated]
    if others:
        are = "it can't" if len(others) == 1 else "they can't"
        sentence = f"The cost still to come of {listed(map(problem.quoted, others))} is not assessed, so {are} be compared."
        yield Finding("cost_not_assessed", "", "note", sentence, problem.lead)
    for project in judged.decisive:
        sentence = (
            f"Judging what {problem.quoted(project)} brings to the goals could change the choice: its impacts are not assessed."
        )
        yield Finding("decisive_impact", project, "watch", sentence, problem.sponsors.get(project) or problem.lead)
    if judged.best is not None and not judged.best.is_proven:
        sentence = f"The best choice is not proven: another could be worth up to {as_percent(judged.best.gap, 2)} more."
        yield Finding("not_proven", "", "note", sentence, problem.lead)
