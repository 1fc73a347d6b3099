"""The answer that heads the enterprise scorecard: what changed, what is breached, what to decide, who owns it."""

from __future__ import annotations

import html
from collections.abc import Sequence

from pmobook.assess.answer import Answer, Breach, answer_of
from pmobook.assess.risk import EnterpriseRisk
from pmobook.assess.risk.wording import chance_in_words
from pmobook.language import inside, of_method, say, say_many
from pmobook.method.risk import risk_method
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing
from pmobook.show.scorecard_changes import change_sentence
from pmobook.show.scorecard_context import Context
from pmobook.show.words import counted, isolated, joined

__all__ = ["answer_list"]

_MOST_NAMED = 3


def answer_list(context: Context, risk: EnterpriseRisk | None) -> Exhibit:
    """Show four sentences, each under its question and leading to the section that says more.

    Parameters
    ----------
    context
        The page's quarter and the one it is compared with.
    risk
        The risks of all business units simulated together; None if none has an estimate.
    """
    answer = answer_of(context.changes(), context.findings(), context.names)
    lines = [
        ("changes", say("What changed"), _changed(context, answer)),
        ("risk", say("What is breached"), " ".join(filter(None, [_tolerance(risk), _breached(context, answer.breaches)]))),
        ("decide", say("What to decide"), _asked(context, answer)),
        ("plan", say("Who owns it"), _owned(answer)),
    ]
    return Exhibit(f'<dl class="pmo-answers">{_listed(lines)}</dl>')


def _listed(lines: Sequence[tuple[str, str, str]]) -> str:
    return "".join(
        f'<div><dt><a href="#{anchor}">{question}</a></dt><dd>{html.escape(said)}</dd></div>'
        for anchor, question, said in lines
        if said
    )


def _changed(context: Context, answer: Answer) -> str:
    if context.earlier is None:
        return say("This is the first published quarter: there is nothing to compare it with.")
    if not set(context.now.business_units) & set(context.before.business_units):
        text = "Not compared: no business unit has results both for {earlier} and for {quarter}."
        return say(text, earlier=context.earlier, quarter=context.quarter)
    counts = {"worse": answer.worse, "better": answer.better, "lost": answer.lost}
    moved = (
        say("Since {earlier}: {worse} worse, {better} better, {lost} no longer assessed.", earlier=context.earlier, **counts)
        if answer.lost
        else say("Since {earlier}: {worse} worse, {better} better.", earlier=context.earlier, **counts)
    )
    if answer.worst is None:
        return moved
    change = change_sentence(answer.worst, context.areas)
    if context.business_unit:
        return f"{moved} {say('First: {change}', change=change)}"
    name = isolated(context.names.get(answer.worst["business_unit"], answer.worst["business_unit"]))
    return f"{moved} {say('First, {business_unit}: {change}', business_unit=name, change=change)}"


def _tolerance(risk: EnterpriseRisk | None) -> str:
    """Say that the organisation's own tolerance is exceeded, if that is likely enough to be told."""
    if risk is None:
        return ""
    whole = risk.limits.iloc[0]
    chance = whole["breach_probability"]
    if is_missing(chance) or float(chance) < risk_method().findings.breach_watch.value:
        return ""
    said = chance_in_words(float(chance), float(whole["breach_error"]))
    return say("All risks together exceed the organisation's tolerance with a probability of {chance}.", chance=said)


def _breached(context: Context, breaches: Sequence[Breach]) -> str:
    if not breaches:
        return say("No finding tells of a broken limit.")
    fresh, total = sum(one.fresh for one in breaches), sum(one.findings for one in breaches)
    parts = joined(f"{inside(of_method(one.limit))} {one.findings}" for one in breaches)
    if context.earlier is None:
        return say_many(
            "{n} finding on broken limits: {limits}.", "{n:,} findings on broken limits: {limits}.", total, limits=parts
        )
    return say_many(
        "{n} finding on broken limits, {fresh} of them new: {limits}.",
        "{n:,} findings on broken limits, {fresh} of them new: {limits}.",
        total,
        fresh=fresh,
        limits=parts,
    )


def _asked(context: Context, answer: Answer) -> str:
    if not answer.asked:
        return say("No finding asks for a decision.")
    places = {"findings": counted(answer.asked, "finding"), "matters": counted(len(answer.matters), "matter")}
    first = answer.matters[0].sentence
    if context.earlier is None:
        return say("{findings} on {matters}. First: {matter}.", **places, matter=first)
    return say("{findings} on {matters}, {fresh} of them new. First: {matter}.", **places, fresh=answer.fresh, matter=first)


def _owned(answer: Answer) -> str:
    if not answer.asked:
        return ""
    named = [f"{isolated(owner)} {number}" for owner, number in answer.owners[:_MOST_NAMED]]
    more = len(answer.owners) - len(named)
    named += [counted(more, "other")] if more > 0 else []
    if not named:
        return say("None of the {n} findings names an owner.", n=answer.asked)
    nobody = say("{n} name nobody.", n=answer.unowned) if answer.unowned else ""
    return f"{joined(named)}. {nobody}".strip()
