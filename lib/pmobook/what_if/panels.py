"""What the what-if shows in words and figures: the result, what changes, the whole list, scenarios side by side."""

from __future__ import annotations

import base64
import html
import math
from collections.abc import Iterable, Sequence

import pandas as pd

from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem
from pmobook.assess.wording import listed
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say, say_many, word
from pmobook.show import figures
from pmobook.show.exhibit import Exhibit
from pmobook.show.status import Kind, status_mark
from pmobook.show.table import Column, table
from pmobook.what_if.exports import change_of
from pmobook.what_if.outcome import Outcome

__all__ = ["changes", "download", "every_project", "message", "notes", "result", "share"]

_MARKS: dict[Kind, str] = {
    "good": said_later("Done"),
    "watch": said_later("To complete"),
    "act": said_later("Attention"),
    "not assessed": said_later("Note"),
}


def exhibit(*parts: str) -> str:
    """Wrap HTML so that the styles of exhibits hold."""
    return f'<div class="pmo-exhibit">{"".join(parts)}</div>'


def message(kind: Kind, text: str) -> str:
    """Show a sentence that a screen reader speaks when it changes."""
    said = f"{status_mark(kind, say(_MARKS[kind]))} {html.escape(text)}" if text else ""
    return f'<div class="pmo-exhibit pmo-what-if-message" role="status" aria-live="polite">{said}</div>'


def share(part: float) -> str:
    """Show a goal's share of all weight."""
    return f'<span class="pmo-what-if-share">{figures.share_as_percent(part, 1)}</span>'


def result(outcome: Outcome, money: Money) -> str:
    """Show the result: a sentence, then value, money, projects and proof beside the present choice's."""
    if not outcome.is_possible:
        listed_ = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in outcome.why_not)
        return (
            '<div class="pmo-exhibit" role="status" aria-live="polite"><h2>'
            f"{say('No set of projects is possible in this scenario')}</h2>"
            f'<div class="pmo-what-if-warning"><ul>{listed_}</ul></div></div>'
        )
    more, before = _change(outcome.value - outcome.present_value), figures.measured(outcome.present_value)
    cards = [
        (say("Strategic value"), figures.measured(outcome.value),
         say("present choice {before}, {more}", before=before, more=more)),
        (say("Money still to be spent"), figures.money(outcome.money, money),
         say("of {budget}; present choice {present_money}", budget=_budget(outcome, money),
             present_money=figures.money(outcome.present_money, money))),
        (say("Projects"), str(len(outcome.chosen)),
         say("{enters} enter, {leaves} leave", enters=len(outcome.enters), leaves=len(outcome.leaves))),
        (say("Proof"), say("Proven") if outcome.is_proven else say("Not proven"), outcome.proof.split(": ", 1)[-1]),
    ]  # fmt: skip
    shown = "".join(
        f'<li class="pmo-card"><span class="pmo-card-label">{label}</span>'
        f'<span class="pmo-card-value">{html.escape(value)}</span>'
        f'<span class="pmo-card-foot">{html.escape(foot)}</span></li>'
        for label, value, foot in cards
    )
    return (
        f'<div class="pmo-exhibit"><div role="status" aria-live="polite"><h2>{html.escape(_headline(outcome, money))}</h2></div>'
        f'<ul class="pmo-cards">{shown}</ul>{_warnings(outcome, money)}</div>'
    )


def _headline(outcome: Outcome, money: Money) -> str:
    if not outcome.enters and not outcome.leaves:
        return (
            say("The present choice is the best found here")
            if not outcome.is_proven
            else say("The present choice is the best set here")
        )
    moved = [say_many("{n} project enters", "{n:,} projects enter", len(outcome.enters))] if outcome.enters else []
    moved += [say_many("{n} project leaves", "{n:,} projects leave", len(outcome.leaves))] if outcome.leaves else []
    spent = outcome.money - outcome.present_money
    amount = figures.money(abs(spent), money)
    takes = (
        say("for as much money")
        if amount == figures.money(0.0, money)
        else say(said_later("for {amount} more") if spent > 0 else said_later("for {amount} less"), amount=amount)
    )
    return say(
        "{moved}: value {change} {takes}",
        moved=say(" and ").join(moved),
        change=_change(outcome.value - outcome.present_value),
        takes=takes,
    )


def _change(difference: float) -> str:
    text = figures.measured(abs(difference))
    return word("unchanged") if text == "0" else f"{'+' if difference > 0 else figures.number(-1)[0]}{text}"


def _budget(outcome: Outcome, money: Money) -> str:
    return figures.money(outcome.scenario.budget, money) if math.isfinite(outcome.scenario.budget) else say("no limit")


def _warnings(outcome: Outcome, money: Money) -> str:
    said = []
    if outcome.present_money > outcome.scenario.budget:
        over = figures.money(outcome.present_money - outcome.scenario.budget, money)
        said.append(say("The present choice takes {over} more than this budget.", over=over))
    if not math.isnan(outcome.tolerance):
        tolerated, best, present = (
            figures.money(one, money) for one in (outcome.tolerance, outcome.in_bad_cases, outcome.present_in_bad_cases)
        )
        said.append(
            say(
                "Losses in bad cases: {best} of {tolerated} that leadership tolerates; present choice {present}.",
                best=best,
                tolerated=tolerated,
                present=present,
            )
        )
    if outcome.tight:
        names = [say("money in all") if name == MONEY else name for name in outcome.tight]
        said.append(
            say("What holds more back: too little is left of {names} for any project that stays out.", names=listed(names))
        )
    return "".join(f'<p class="pmo-note">{html.escape(sentence)}</p>' for sentence in said)


def changes(problem: PortfolioProblem, outcome: Outcome, money: Money) -> str:
    """Show what enters and what leaves against the board's present choice."""
    if not outcome.is_possible:
        return ""
    rows = _rows(problem, outcome, (*outcome.enters, *outcome.leaves))
    shown = table(
        rows,
        _columns(money),
        say("What changes against the present choice"),
        when_empty=say("Nothing enters and nothing leaves."),
    )
    return exhibit(shown.html)


def every_project(problem: PortfolioProblem, outcome: Outcome, money: Money) -> str:
    """Show every project, one click away."""
    if not outcome.is_possible:
        return ""
    rows = _rows(problem, outcome, problem.choosable)
    inner = table(rows, _columns(money), say("Every project"), caption_shown=False)
    return exhibit(f"<details><summary>{say('Show every project')} ({len(rows)})</summary>{inner.html}</details>")


def _rows(problem: PortfolioProblem, outcome: Outcome, projects: Iterable[str]) -> pd.DataFrame:
    rows = [
        (problem.named(one), change_of(outcome, one), float(outcome.worth[one]), problem.cost_of([one]),
         f"{outcome.scenario.decisions[one]}: {outcome.reasons[one]}" if one in outcome.reasons else "")
        for one in projects
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["title", "change", "value", "money", "mandate"])


def _columns(money: Money) -> list[Column]:
    kinds: dict[str, Kind] = {"enters": "good", "leaves": "act", "stays in": "not assessed", "stays out": "not assessed"}
    shapes = {"enters": say("▴ enters"), "leaves": say("▾ leaves"), "stays in": say("stays in"), "stays out": word("stays out")}

    def mark(change: object) -> str:
        return f'<span class="pmo-movement pmo-{kinds[str(change)].replace(" ", "-")}">{shapes[str(change)]}</span>'

    return [
        Column("title", say("Project")),
        Column("change", say("Change"), form=mark, is_html=True),
        Column("value", say("Value"), "right", figures.measured),
        Column("money", say("Money"), "right", lambda amount: figures.money(amount, money)),
        Column("mandate", say("Mandate"), hide_on_phone=True),
    ]


def notes(problem: PortfolioProblem) -> str:
    """Show what was assumed or left out."""
    said = [
        *problem.notes,
        *(
            say("{named} can't be chosen: {why}", named=problem.named(one), why=why)
            for one, why in problem.cannot_be_chosen.items()
        ),
    ]
    if not said:
        return ""
    items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in said)
    return exhibit(f"<details><summary>{say('What was assumed or left out')} ({len(said)})</summary><ul>{items}</ul></details>")


def download(files: Sequence[tuple[str, str, str, str]]) -> str:
    """Offer files to keep: each a name, a kind, its text and what it is called on the page. They travel inside the page."""
    links = [
        f'<li><a download="{html.escape(name)}" href="data:{kind};base64,{base64.b64encode(text.encode()).decode()}">'
        f"{html.escape(label)}</a></li>"
        for name, kind, text, label in files
    ]
    return exhibit(f'<ul class="pmo-what-if-files">{"".join(links)}</ul>')


def stacked(*exhibits: Exhibit) -> str:
    """Show several exhibits, one under the other."""
    return exhibit(*(one.html for one in exhibits))
