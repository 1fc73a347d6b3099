"""What changed and what to decide: the two lists of every scorecard."""

from __future__ import annotations

import html
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, level
from pmobook.show.status import SEVERITY_KINDS, movement_mark, status_mark
from pmobook.show.words import folded_list, isolated
from pmobook.vocabulary import Quarter

__all__ = ["changes_list", "decisions_list"]

_MOST = 6
_GROUPS = {"focus area": "Maturity scores", "project": "Delivery confidence", "measure": "Measures"}


def changes_list(
    changes: pd.DataFrame, earlier: Quarter | None, names: Mapping[str, str], areas: Mapping[str, str], most: int = 3
) -> Exhibit:
    """Show what changed since the quarter before: focus areas, projects, measures, each the worst first.

    Parameters
    ----------
    changes
        As `pmobook.assess.changes.find_changes` returns it.
    earlier
        The quarter before; None if this is the first.
    names
        Business unit id to its name; empty on the page of a single one.
    areas
        Focus area id to its title.
    most
        Show this many of each; the others stay one click away.
    """
    if earlier is None:
        return Exhibit('<p class="pmo-empty">This is the first published quarter: there is nothing to compare it with.</p>')
    if changes.empty:
        return Exhibit(f'<p class="pmo-empty">No score, confidence or status moved since {earlier}.</p>')
    groups = []
    for about, heading in _GROUPS.items():
        rows = changes[changes["about"] == about]
        if len(rows):
            worse = int((rows["direction"] == "worse").sum())
            moves = f"{heading}: {worse} worse, {len(rows) - worse} better"
            items = [_change(change, names, areas) for change in rows.to_dict("records")]
            groups.append(f"<h3>{moves}</h3>{folded_list(items, most).html}")
    return Exhibit("".join(groups))


def _change(change: Mapping[Hashable, Any], names: Mapping[str, str], areas: Mapping[str, str]) -> str:
    who = f'<span class="pmo-owner">{html.escape(names.get(change["business_unit"], ""))}</span>' if names else ""
    sentence = html.escape(_sentence(change, areas))
    return f'<li>{movement_mark(change["direction"])} <span class="pmo-said">{sentence}</span>{who}</li>'


def _sentence(change: Mapping[Hashable, Any], areas: Mapping[str, str]) -> str:
    was, now = change["before"], change["now"]
    if change["about"] == "focus area":
        title = areas.get(str(change["subject"]), str(change["subject"]))
        if is_missing(now):
            return f"{title} is no longer assessed; it stood at {level(was)}."
        return f"{title} {'fell' if change['direction'] == 'worse' else 'rose'} from {level(was)} to {level(now)}."
    title = str(change["title"])
    if change["about"] == "project":
        return f"{isolated(title)}: confidence went from {was} to {now}."
    return f"{isolated(title)} {'now misses' if now == 'missed' else 'no longer misses'} its target."


def decisions_list(
    findings: pd.DataFrame, names: Mapping[str, str], severities: tuple[str, ...] = ("act",), most: int = _MOST
) -> Exhibit:
    """Show findings that ask for a decision, new ones first, with their owner.

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
    """
    ranks = {name: rank for rank, name in enumerate(SEVERITY_KINDS)}
    wanted = findings[findings["severity"].isin(list(severities))]
    wanted = wanted.assign(rank=wanted["severity"].map(ranks)).sort_values(
        ["rank", "is_new", "sort", "business_unit", "notebook"], ascending=[True, False, True, True, True], kind="stable"
    )
    if wanted.empty:
        return Exhibit('<p class="pmo-empty">No finding asks for a decision.</p>')
    return folded_list([_decision(finding, names) for finding in wanted.to_dict("records")], most)


def _decision(finding: Mapping[Hashable, Any], names: Mapping[str, str]) -> str:
    owner = finding["owner"]
    who = "no owner named" if is_missing(owner) or not str(owner).strip() else f"owner: {owner}"
    unit = names.get(str(finding["business_unit"]), "")
    by = f"{unit}, {who}" if unit else who[0].upper() + who[1:]
    new = '<span class="pmo-new">New</span> ' if finding["is_new"] else ""
    severity = str(finding["severity"])
    return (
        f"<li>{status_mark(SEVERITY_KINDS[severity], severity.capitalize())} {new}"
        f'<span class="pmo-said">{html.escape(str(finding["sentence"]))}</span>'
        f'<span class="pmo-owner">{html.escape(by)}</span></li>'
    )
