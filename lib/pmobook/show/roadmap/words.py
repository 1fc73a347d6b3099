"""The words of the roadmap: legend, status of a project, what the picture shows and leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pmobook.language import said_later, say, say_many, word
from pmobook.show.figures import is_missing
from pmobook.show.roadmap.plan import Plan
from pmobook.show.style import COLOURS
from pmobook.show.words import counted, isolated, joined

__all__ = ["LEGEND", "description_of", "left_out", "status_of"]

_NAVY, _INK, _ACT, _GOOD, _FAINT = (COLOURS[name] for name in ("first", "ink", "act", "good", "faint"))
_DIAMOND = "M11 2L17 8L11 14L5 8Z"

LEGEND = (
    (
        f'<rect x="1" y="4" width="20" height="9" fill="#fff" stroke="{_NAVY}" stroke-dasharray="4 2"/>',
        said_later("outline: as planned"),
    ),
    (f'<rect x="1" y="3" width="20" height="11" fill="{_NAVY}"/>', said_later("filled: as the people there are allow")),
    (f'<path d="{_DIAMOND}" fill="{_INK}"/>', said_later("full diamond: gate held")),
    (f'<path d="{_DIAMOND}" fill="#fff" stroke="{_INK}" stroke-width="1.6"/>', said_later("empty diamond: gate to come")),
    (
        (
            f'<path d="{_DIAMOND}" fill="#fff" stroke="{_ACT}" stroke-width="1.6"/>'
            f'<text x="11" y="12" font-size="11" font-weight="700" text-anchor="middle" fill="{_ACT}">!</text>'
        ),
        said_later("diamond with a mark: gate overdue"),
    ),
    (f'<circle cx="11" cy="8" r="5" fill="#fff" stroke="{_GOOD}" stroke-width="2"/>', said_later("ring: benefits begin")),
    (
        f'<circle cx="11" cy="8" r="6" fill="{_GOOD}"/>',
        said_later("dot: benefits come in full; amount: all that is still to come"),
    ),
    (f'<path d="M1 8H16M21 8l-6-4v8z" fill="{_FAINT}" stroke="{_FAINT}"/>', said_later("arrow: is required by")),
    (
        (
            f'<path d="M0 8H21" stroke="{_ACT}" stroke-width="1.6" stroke-dasharray="5 3"/>'
            f'<path d="M7 4l8 8m0-8l-8 8" stroke="{_ACT}" stroke-width="2"/>'
        ),
        said_later("dashed arrow with a cross: the order is broken"),
    ),
)
"""Symbol (SVG of ours, 22 by 16) and words."""


def status_of(record: Mapping[str, Any]) -> str:
    """Return a project's status in words, as under its title."""
    months = record["months_later"]
    words = [word(str(record["state"]))]
    if not is_missing(months) and record["state"] != "over":
        words += [say("{month} later", month=counted(int(months), "month"))] if months else [word("as planned")]
    elif record["state"] in {"under way", "to come"}:
        words.append(say("not levelled"))
    if record["is_mandated"]:
        words.append(say("must be done"))
    return " · ".join(words)


def description_of(plan: Plan) -> str:
    """Return what the picture shows, for those who can't see it."""
    drawn = plan.drawn
    months = drawn["months_later"].fillna(0)
    later = drawn.loc[(months > 0).astype("bool")]
    said = [
        say(
            "Roadmap of {project} from {first} to {last}, each a bar over quarters.",
            project=counted(len(drawn), "project"),
            first=plan.horizon.first,
            last=plan.horizon.last,
        )
    ]
    if len(later):
        names = [
            f"{title} {counted(int(number), 'month')}"
            for title, number in zip(later["title"], later["months_later"], strict=True)
        ]
        more = say(" and {names} more", names=len(names) - 5) if len(names) > 5 else ""
        said.append(say("Later than planned: {names}{more}.", names=", ".join(names[:5]), more=more))
    broken = plan.links["as_levelled"].isin(["broken", "circle"]).sum()
    said.append(
        say(
            "{dependency}, {broken} of them broken.",
            dependency=counted(len(plan.links), "dependency", "dependencies"),
            broken=broken or say("none"),
        )
        if len(plan.links)
        else say("No dependencies.")
    )
    return " ".join(said)


def left_out(plan: Plan) -> Iterator[str]:
    """Yield sentences on what the picture does not show: too many rows, no dates, nothing ahead."""
    every, drawn = len(plan.every_drawn), len(plan.drawn)
    if drawn < every:
        yield say("Drawn are the first {drawn} of {every} projects; all of them stand in the figures.", drawn=drawn, every=every)
    undated = plan.undated
    if len(undated):
        yield say("No dates: {names}.", names=_names(undated))
    over = plan.silent.loc[plan.silent["state"] == "over"]
    if len(over):
        yield say_many(
            "{n} project is over, with no gate or benefit ahead.",
            "{n:,} projects are over, with no gate or benefit ahead.",
            len(over),
        )
    if plan.beyond:
        beyond = plan.silent.loc[plan.silent["state"] != "over"]
        yield say("{project} outside these quarters: {names}.", project=counted(plan.beyond, "project"), names=_names(beyond))
    if not plan.is_levelled and drawn:
        yield say("Nothing was levelled, so the plan stands alone: people, or what they are needed for, are not assessed.")


def _names(rows: pd.DataFrame) -> str:
    names = [
        f"{isolated(title)} ({note})" if note else isolated(title)
        for title, note in zip(rows["title"], rows["note"], strict=True)
    ]
    return joined(names if len(names) <= 8 else [*names[:7], say("{names} more", names=len(names) - 7)])
