"""What to decide, by matter: findings that say the same are one line, and all of them stay one click away."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pandas as pd

from pmobook.assess.plan.common import CommonMatter, common_matters
from pmobook.language import say, say_many, word
from pmobook.method.improvement_plan import plan_method
from pmobook.show.exhibit import Exhibit
from pmobook.show.scorecard_changes import decisions_list
from pmobook.show.status import SEVERITY_KINDS, status_mark
from pmobook.show.words import counted, folded_list, joined

__all__ = ["matters_list", "matters_said"]

_MOST_LINES = 9
"""Beside these a single one more is shown too, rather than folded alone: ten at most."""
_MOST_NAMED = 3


def matters_list(
    findings: pd.DataFrame,
    names: Mapping[str, str],
    when_empty: str = "No finding asks for a decision.",
    most: int = _MOST_LINES,
) -> Exhibit:
    """Show the matters that findings ask to decide, those of most business units first, each with its findings in a fold.

    Parameters
    ----------
    findings
        Table of findings with a column ``is_new``.
    names
        Business unit id to its name; empty on the page of a single one.
    when_empty
        Said if nothing is to be decided.
    most
        Show this many; the others stay one click away.
    """
    asked = findings[findings["severity"] == "act"]
    if asked.empty:
        return Exhibit(f'<p class="pmo-empty">{html.escape(when_empty)}</p>')
    return folded_list([_line(one, names) for one in common_matters(asked, plan_method(), names)], most)


def matters_said(findings: pd.DataFrame) -> str:
    """Say how many findings ask for a decision and on how many matters; nothing if none does."""
    asked = findings[findings["severity"] == "act"]
    if asked.empty:
        return ""
    return say(
        "{finding} on {matter}",
        finding=counted(len(asked), "finding"),
        matter=counted(len(common_matters(asked, plan_method(), {})), "matter"),
    )


def _line(matter: CommonMatter, names: Mapping[str, str]) -> str:
    every = decisions_list(matter.findings, names, most=len(matter.findings))
    if len(matter.findings) == 1:
        return every.html.removeprefix('<ul class="pmo-findings">').removesuffix("</ul>")
    fresh = int(matter.findings["is_new"].sum())
    new = f'<span class="pmo-new">{say("{fresh} new", fresh=fresh)}</span> ' if fresh else ""
    said, beneath = html.escape(f"{matter.sentence}."), html.escape(_named(matter, names))
    return (
        f"<li>{status_mark(SEVERITY_KINDS[matter.severity], word(matter.severity).capitalize())} {new}"
        f'<span class="pmo-said">{said}</span><span class="pmo-owner">{beneath}</span>'
        f"<details><summary>{say('Show the {findings} findings', findings=len(matter.findings))}</summary>"
        f"{every.html}</details></li>"
    )


def _named(matter: CommonMatter, names: Mapping[str, str]) -> str:
    """Return whom a matter concerns: business units with how many findings each has, or on its own page the owners."""
    if names:
        return joined(f"{names.get(one, one)}\N{NO-BREAK SPACE}{number}" for one, number in matter.business_units.items())
    if not matter.owners:
        return say("No owner named")
    more = len(matter.owners) - _MOST_NAMED
    named = [*matter.owners[:_MOST_NAMED], *([say("{more} more", more=more)] if more > 0 else [])]
    return say_many("Owner: {named}", "Owners: {named}", len(matter.owners), named=joined(named))
