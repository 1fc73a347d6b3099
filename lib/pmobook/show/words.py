"""Words around figures: counts with their noun, lists in a sentence, findings as sentences."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

import pandas as pd

from pmobook.language import count, language, say, word
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing
from pmobook.show.status import SEVERITY_KINDS, status_mark

__all__ = ["counted", "findings_list", "folded_list", "isolated", "joined", "sorted_findings"]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SEVERITIES = ("act", "watch", "note")


def counted(number: int, noun: str, plural: str | None = None, *, in_words: bool = False) -> str:
    """Return a count with its noun; only English writes small ones in words, since other languages would bend them.

    Examples
    --------
    >>> counted(1, "project"), counted(3, "business unit"), counted(0, "capability", "capabilities", in_words=True)
    ('1 project', '3 business units', 'no capabilities')
    """
    if in_words and language() == "en" and 0 <= number < len(_NUMBERS):
        return f"{_NUMBERS[number]} {noun if number == 1 else plural or f'{noun}s'}"
    return count(number, noun, plural or f"{noun}s")


def joined(words: Iterable[str]) -> str:
    """Return words as they stand in a sentence.

    Examples
    --------
    >>> joined(["Retail", "Wealth", "Markets"])
    'Retail, Wealth and Markets'
    """
    *first, last = list(words) or [""]
    return say("{first} and {last}", first=", ".join(first), last=last) if first else last


def isolated(name: str) -> str:
    """Return a name so that marks inside it can't turn the direction of the sentence around it."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}"


def sorted_findings(findings: pd.DataFrame, severities: Sequence[str] = _SEVERITIES) -> pd.DataFrame:
    """Return the findings of the given severities, the most severe first, then in their notebook's order."""
    wanted = findings[findings["severity"].isin(list(severities))]
    ranks = wanted["severity"].map({name: rank for rank, name in enumerate(_SEVERITIES)})
    return (
        wanted.assign(severity_rank=ranks)
        .sort_values(["severity_rank", "sort"], kind="stable")
        .drop(columns="severity_rank")
        .reset_index(drop=True)
    )


def findings_list(
    findings: pd.DataFrame,
    severities: Sequence[str] = _SEVERITIES,
    when_empty: str = "No findings.",
    most: int | None = None,
) -> Exhibit:
    """Show findings as a list of sentences with their status and owner.

    Parameters
    ----------
    findings
        Table of findings: severity, sentence, owner, sort.
    severities
        Which to show.
    when_empty
        Said if there are none.
    most
        Show this many; the others stay one click away.
    """
    wanted = sorted_findings(findings, severities)
    if wanted.empty:
        return Exhibit(f'<p class="pmo-empty">{html.escape(when_empty)}</p>')
    items = [
        _finding(*row)
        for row in zip(wanted["severity"].tolist(), wanted["sentence"].tolist(), wanted["owner"].tolist(), strict=True)
    ]
    return folded_list(items, most)


def folded_list(items: Sequence[str], most: int | None = None, css_class: str = "pmo-findings") -> Exhibit:
    """Show list items (HTML of ours), the first few at once and the rest on request."""
    shown = items if most is None or len(items) <= most + 1 else items[:most]
    rest = items[len(shown) :]
    first = f'<ul class="{css_class}">{"".join(shown)}</ul>'
    if not rest:
        return Exhibit(first)
    more = f'<ul class="{css_class}">{"".join(rest)}</ul>'
    return Exhibit(f"{first}<details><summary>{say('Show {shown} more', shown=len(rest))}</summary>{more}</details>")


def _finding(severity: str, sentence: str, owner: object) -> str:
    who = say("No owner named") if is_missing(owner) or not str(owner).strip() else say("Owner: {owner}", owner=owner)
    mark = status_mark(SEVERITY_KINDS[severity], word(severity).capitalize())
    return (
        f'<li>{mark} <span class="pmo-said">{html.escape(sentence)}</span> <span class="pmo-owner">{html.escape(who)}</span></li>'
    )
