"""The head of a notebook: its result in a sentence, and what follows from it, before any figure."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd

from pmobook.assess.briefing import Briefing
from pmobook.inputs.pack import InputPack
from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date
from pmobook.show.style import page_style
from pmobook.show.words import findings_list

__all__ = ["briefing", "source", "summary"]

_SHOWN_AT_ONCE = 8


def source(pack: InputPack) -> Exhibit:
    """Show which input pack was read, when it came and from whom; dresses the exhibits that follow."""
    words = [say("Read from {source}", source=pack.source)]
    if pack.received is not None:
        day, sender = pack.received.received_on, pack.received.received_from
        words += [say("received on {day}", day=date(day))] if day else ["received"] if sender else []
        words += [say("from {sender}", sender=sender)] if sender else []
    first, *others = words
    said = f"{first}, {' '.join(others)}." if others else f"{first}."
    return stack(page_style(), Exhibit(f'<p class="pmo-note">{html.escape(said)}</p>'))


def briefing(said: Briefing) -> Exhibit:
    """Show what changed, what stands out and what to decide, each with what it rests on."""
    heads = (say("What changed"), say("What stands out"), say("What to decide"))
    rows = [
        f"<dt>{head}</dt><dd>{html.escape(one.text)}{_rests_on(one.rests_on)}</dd>"
        for head, one in zip(heads, said.sentences, strict=True)
    ]
    return Exhibit(f'<dl class="pmo-briefing">{"".join(rows)}</dl>')


def _rests_on(ids: Sequence[str]) -> str:
    return (
        f'<details><summary>{say("What this rests on")}</summary><p class="pmo-note">{html.escape(", ".join(ids))}</p></details>'
        if ids
        else ""
    )


def summary(findings: pd.DataFrame, *headlines: str, below: Sequence[str] = ()) -> Exhibit:
    """Show headlines, then the findings with their owners, the most severe first.

    Parameters
    ----------
    findings
        Table of findings.
    headlines
        Sentences that an assessment made, without a full stop.
    below
        Sentences that qualify them.
    """
    heads = Exhibit("".join(f"<h2>{html.escape(headline)}.</h2>" for headline in headlines))
    return stack(
        heads,
        *map(paragraph, below),
        findings_list(findings, when_empty=say("Nothing calls for attention."), most=_SHOWN_AT_ONCE),
    )
