"""The answer that heads the enterprise scorecard: what changed, what is breached, what to decide, who owns it."""

from __future__ import annotations

import html
from collections.abc import Sequence

from pmobook.assess.answer import Answer, Breach, answer_of
from pmobook.assess.risk import EnterpriseRisk
from pmobook.assess.risk.wording import chance_in_words
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
        ("changes", "What changed", _changed(context, answer)),
        ("risk", "What is breached", " ".join(filter(None, [_tolerance(risk), _breached(context, answer.breaches)]))),
        ("decide", "What to decide", _asked(context, answer)),
        ("plan", "Who owns it", _owned(answer)),
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
        return "This is the first published quarter: there is nothing to compare it with."
    if not set(context.now.business_units) & set(context.before.business_units):
        return f"Not compared: no business unit has results both for {context.earlier} and for {context.quarter}."
    lost = f", {answer.lost} no longer assessed" if answer.lost else ""
    moved = f"Since {context.earlier}: {answer.worse} worse, {answer.better} better{lost}"
    if answer.worst is None:
        return f"{moved}."
    name = isolated(context.names.get(answer.worst["business_unit"], answer.worst["business_unit"]))
    return f"{moved}. First, {name}: {change_sentence(answer.worst, context.areas)}"


def _tolerance(risk: EnterpriseRisk | None) -> str:
    """Say that the organisation's own tolerance is exceeded, if that is likely enough to be told."""
    if risk is None:
        return ""
    whole = risk.exposure.iloc[0]
    chance = whole["breach_probability"]
    if is_missing(chance) or float(chance) < risk_method().findings.breach_watch.value:
        return ""
    said = chance_in_words(float(chance), float(whole["breach_error"]))
    return f"All risks together exceed the organisation's tolerance with a probability of {said}."


def _breached(context: Context, breaches: Sequence[Breach]) -> str:
    if not breaches:
        return "No finding tells of a broken limit."
    fresh = sum(one.fresh for one in breaches)
    new = f", {fresh} of them new" if context.earlier else ""
    parts = [f"{one.limit.lower()} {one.findings}" for one in breaches]
    return f"{counted(sum(one.findings for one in breaches), 'finding')} on broken limits{new}: {joined(parts)}."


def _asked(context: Context, answer: Answer) -> str:
    if not answer.asked:
        return "No finding asks for a decision."
    fresh = f", {answer.fresh} of them new" if context.earlier else ""
    asked = f"{counted(answer.asked, 'finding')} on {counted(len(answer.matters), 'matter')}{fresh}"
    return f"{asked}. First: {answer.matters[0].sentence}."


def _owned(answer: Answer) -> str:
    if not answer.asked:
        return ""
    named = [f"{isolated(owner)} {number}" for owner, number in answer.owners[:_MOST_NAMED]]
    more = len(answer.owners) - len(named)
    named += [counted(more, "other")] if more > 0 else []
    nobody = f"{answer.unowned} name nobody." if named else f"None of the {answer.asked} findings names an owner."
    said = f"{joined(named)}." if named else ""
    return " ".join(filter(None, [said, nobody if answer.unowned else ""]))
