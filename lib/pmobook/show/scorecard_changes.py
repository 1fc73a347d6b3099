"""What changed and what to decide: the two lists of every scorecard."""

from __future__ import annotations

import html
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pmobook.assess.changes import AGAIN, FIRST, LOST
from pmobook.language import said_later, say, word
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, level, measured
from pmobook.show.scorecard_context import Context
from pmobook.show.status import SEVERITY_KINDS, movement_mark, status_mark
from pmobook.show.words import folded_list, isolated
from pmobook.vocabulary import Quarter

__all__ = ["change_sentence", "changes_list", "decisions_list", "ranked_findings"]

_MOST = 6
_APPEARANCES = {
    LOST: said_later("is no longer assessed"),
    AGAIN: said_later("is assessed again"),
    FIRST: said_later("is assessed for the first time"),
}
_GROUPS = {
    "focus area": said_later("Maturity scores"),
    "project": said_later("Delivery confidence"),
    "measure": said_later("Measures"),
}


def changes_list(context: Context, names: Mapping[str, str], most: int = 3) -> Exhibit:
    """Show what changed since the quarter before: focus areas, projects, measures, each the worst first.

    Parameters
    ----------
    context
        The page's quarter and the one before.
    names
        Business unit id to its name; empty on the page of a single one.
    most
        Show this many of each; the others stay one click away.
    """
    earlier = context.earlier
    if earlier is None:
        return Exhibit(
            f'<p class="pmo-empty">{say("This is the first published quarter: there is nothing to compare it with.")}</p>'
        )
    if not set(context.now.business_units) & set(context.before.business_units):
        said = say("Not compared: there are no results for {earlier} to compare with.", earlier=earlier)
        return Exhibit(f'<p class="pmo-empty">{html.escape(said)}</p>')
    changes = context.changes()
    if changes.empty:
        return Exhibit(f'<p class="pmo-empty">{_unchanged(context, earlier)}</p>')
    groups = []
    for about, heading in ((one, say(named)) for one, named in _GROUPS.items()):
        rows = changes[changes["about"] == about]
        if len(rows):
            items = [_change(change, names, context.areas) for change in rows.to_dict("records")]
            groups.append(f"<h3>{heading}: {_moves(rows)}</h3>{folded_list(items, most).html}")
    return Exhibit("".join(groups))


def _unchanged(context: Context, earlier: Quarter) -> str:
    least = measured(context.rules.least_level_change.value)
    return say(
        "Since {earlier} no score of a focus area moved by {least} levels or more, no confidence "
        "rating changed, and no measure began or stopped missing its target.",
        earlier=earlier,
        least=least,
    )


def _moves(rows: pd.DataFrame) -> str:
    counts = rows["direction"].value_counts().to_dict()
    moved = [f"{counts.get(direction, 0)} {word(direction)}" for direction in ("worse", "better")]
    return ", ".join([*moved, *(f"{counts[one]} {word(one)}" for one in (LOST, AGAIN, FIRST) if one in counts)])


def _change(change: Mapping[Hashable, Any], names: Mapping[str, str], areas: Mapping[str, str]) -> str:
    who = f'<span class="pmo-owner">{html.escape(names.get(change["business_unit"], ""))}</span>' if names else ""
    sentence = html.escape(change_sentence(change, areas))
    its = f' data-unit="{html.escape(str(change["business_unit"]))}"'
    return f'<li{its}>{movement_mark(change["direction"])} <span class="pmo-said">{sentence}</span>{who}</li>'


def change_sentence(change: Mapping[Any, Any], areas: Mapping[str, str]) -> str:
    """Say what changed, as plain text, from a row of what `find_changes` returns and the titles of focus areas."""
    was, now, about = change["before"], change["now"], change["about"]
    title = areas.get(str(change["subject"]), str(change["subject"])) if about == "focus area" else isolated(str(change["title"]))
    if change["direction"] in _APPEARANCES:
        return _appearance(title, change)
    if about == "focus area":
        return say(
            said_later("{title} fell from {was} to {now}.")
            if change["direction"] == "worse"
            else said_later("{title} rose from {was} to {now}."),
            title=title,
            was=level(was),
            now=level(now),
        )
    if about == "project":
        return say("{title}: confidence went from {was} to {now}.", title=title, was=was, now=now)
    return say(
        said_later("{title} now misses its target.") if now == "missed" else said_later("{title} no longer misses its target."),
        title=title,
    )


def _appearance(title: str, change: Mapping[Any, Any]) -> str:
    """Say that something is no longer assessed, or is again or for the first time, and where it stood or stands."""
    direction = change["direction"]
    value = change["before"] if direction == LOST else change["now"]
    written = level(value) if change["about"] == "focus area" else f"“{value}”"
    return say(
        said_later("{title} {appearances}; it stood at {written}.")
        if direction == LOST
        else said_later("{title} {appearances}; it stands at {written}."),
        title=title,
        appearances=say(_APPEARANCES[direction]),
        written=written,
    )


def decisions_list(
    findings: pd.DataFrame,
    names: Mapping[str, str],
    severities: tuple[str, ...] = ("act",),
    most: int = _MOST,
    when_empty: str = "No finding asks for a decision.",
) -> Exhibit:
    """Show findings, such as those that ask for a decision, new ones first, with their owner.

    Parameters
    ----------
    findings
        Table of findings with a column ``is_new``.
    names
        Business unit id to its name; empty on the page of a single one.
    severities
        Which findings to show.
    most
        Show this many; the others stay one click away.
    when_empty
        Said if there are none.
    """
    wanted = ranked_findings(findings, severities)
    if wanted.empty:
        return Exhibit(f'<p class="pmo-empty">{html.escape(when_empty)}</p>')
    return folded_list([_decision(finding, names) for finding in wanted.to_dict("records")], most)


def ranked_findings(findings: pd.DataFrame, severities: tuple[str, ...]) -> pd.DataFrame:
    """Return the findings of some severities, the most severe first and of these the new ones, each with its ``rank``."""
    ranks = {name: rank for rank, name in enumerate(SEVERITY_KINDS)}
    wanted = findings[findings["severity"].isin(list(severities))]
    return wanted.assign(rank=wanted["severity"].map(ranks)).sort_values(
        ["rank", "is_new", "sort", "business_unit", "notebook"], ascending=[True, False, True, True, True], kind="stable"
    )


def _decision(finding: Mapping[Hashable, Any], names: Mapping[str, str]) -> str:
    owner = finding["owner"]
    who = say("no owner named") if is_missing(owner) or not str(owner).strip() else say("owner: {owner}", owner=owner)
    unit = names.get(str(finding["business_unit"]), "")
    by = f"{unit}, {who}" if unit else who[0].upper() + who[1:]
    new = f'<span class="pmo-new">{say("New")}</span> ' if finding["is_new"] else ""
    severity = str(finding["severity"])
    return (
        f'<li data-unit="{html.escape(str(finding["business_unit"]))}">'
        f"{status_mark(SEVERITY_KINDS[severity], word(severity).capitalize())} {new}"
        f'<span class="pmo-said">{html.escape(str(finding["sentence"]))}</span>'
        f'<span class="pmo-owner">{html.escape(by)}</span></li>'
    )
