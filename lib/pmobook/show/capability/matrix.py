"""The skills matrix: skills by quarters, people needed beside people there."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmobook.assess.capability.assessment import CapabilityAssessment
from pmobook.assess.capability.standing import COVERED, SHORT, SINGLE, UNNEEDED
from pmobook.assess.tables import records_of
from pmobook.language import said_later, say
from pmobook.rounding import measured
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, number
from pmobook.show.status import Kind, css_class, status_mark
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["STANDING_KINDS", "UNASSESSED", "gap_range", "people", "skills_matrix", "standing_mark"]

UNASSESSED = said_later("Not assessed: skills are held against needs where both forms, skills and skill_needs, were handed in.")

STANDING_KINDS: dict[str, Kind] = {
    SHORT: "act", SINGLE: "watch", COVERED: "good", UNNEEDED: "not assessed", NOT_ASSESSED: "not assessed"
}  # fmt: skip
"""What the standing of a skill asks of its reader."""


def standing_mark(standing: object) -> str:
    """Return how a skill stands as HTML; missing is not assessed."""
    word = str(standing) if not is_missing(standing) and standing else NOT_ASSESSED
    return status_mark(STANDING_KINDS.get(word, "not assessed"), word)


def people(value: object) -> str:
    """Write a number of people, part of a person as it is; missing is not assessed."""
    return NOT_ASSESSED if is_missing(value) else measured(float(value))  # type: ignore[arg-type]


def gap_range(low: object, high: object) -> str:
    """Write how many people are missing, where it is not sure between what and what."""
    if is_missing(low):
        return "–"  # noqa: RUF001 - a dash for "no figure"
    if is_missing(high):
        return say("at least {people}", people=people(low)) if float(low) > 0 else NOT_ASSESSED  # type: ignore[arg-type]
    return people(low) if low == high else say("{people} to {people_2}", people=people(low), people_2=people(high))


def skills_matrix(assessment: CapabilityAssessment) -> Exhibit:
    """Show each needed skill by quarter: covered or short of how many, and how many are needed; levels one click away."""
    rows = assessment.by_skill
    if rows.empty:
        return paragraph(say(UNASSESSED))
    quarters = sorted(rows["period"].unique())
    cells = {(row["skill"], row["period"]): row for row in records_of(rows)}
    wanted = [row for row in records_of(assessment.standing) if row["standing"] != UNNEEDED]
    head = "".join(f'<th scope="col">{html.escape(quarter)}</th>' for quarter in quarters)
    body = "".join(
        f'<tr><th scope="row">{html.escape(row["skill"])}</th>'
        f"{''.join(_cell(cells.get((row['skill'], quarter))) for quarter in quarters)}</tr>"
        for row in wanted
    )
    caption = say("Skills that projects need, by quarter")
    note = say(
        "▲ people missing in the worst month of the quarter; ● met at every level; below it, people needed in the peak month."
    )
    drawn = (
        f'<div class="pmo-scroll" role="group" tabindex="0" aria-label="{caption}">'
        f'<table class="pmo-heat pmo-heat-capabilities"><caption class="pmo-unseen">{caption}</caption>'
        f'<thead><tr><th scope="col">{say("Skill")}</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        f'<p class="pmo-note">{html.escape(note)}</p>'
    )
    return stack(Exhibit(drawn), _by_level(assessment.gaps))


def _cell(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return f'<td class="pmo-heat-plain"><span class="pmo-heat-under">{say("no need")}</span></td>'
    covered = row["is_covered"]
    kind: Kind = "not assessed" if is_missing(covered) else "good" if covered else "act"
    needed = "" if is_missing(row["needed"]) else say("{people} needed", people=people(row["needed"]))
    below = f'<span class="pmo-heat-under pmo-heat-wraps">{needed}</span>'
    if kind == "not assessed":
        said = gap_range(row["gap_lowest"], row["gap_highest"])
        missing = say("{said} short", said=said) if said != NOT_ASSESSED else NOT_ASSESSED
        return (
            f'<td class="pmo-heat-none">○ {html.escape(missing)}<span class="pmo-heat-under pmo-heat-wraps">{needed}</span></td>'
        )
    word = (
        say("● met") if kind == "good" else say("▲ {gap_range} short", gap_range=gap_range(row["gap_lowest"], row["gap_highest"]))
    )
    return f'<td class="pmo-heat-{css_class(kind)}"><span class="pmo-heat-score pmo-heat-reach">{word}</span>{below}</td>'


def _by_level(gaps: pd.DataFrame) -> Exhibit:
    shown = gaps.assign(
        missing=[gap_range(low, high) for low, high in zip(gaps["gap_lowest"], gaps["gap_highest"], strict=True)],
        there=[
            str(able) if able == highest else say("{able} to {highest}", able=able, highest=highest)
            for able, highest in zip(gaps["able"], gaps["able_highest"], strict=True)
        ],
    )
    columns = [
        Column("skill", say("Skill")),
        Column("level", say("Level"), "right", number),
        Column("period", say("Quarter")),
        Column("needed", say("Needed"), "right", people),
        Column("needed_above", say("Also at higher levels"), "right", people, hide_on_phone=True),
        Column("there", say("At the level or above"), "right"),
        Column("missing", say("Missing"), "right"),
        Column("bench", say("On the bench"), "right", people),
        Column("projects", say("Projects"), "right", number, hide_on_phone=True),
        Column("note", say("Note"), form=lambda value: "" if is_missing(value) else str(value)),
    ]
    kept = [column for column in columns if column.name != "note" or gaps["note"].fillna("").ne("").any()]
    levels = table(shown, kept, say("By level and quarter"), say("On the bench: further needs at the level that could be met."))
    return Exhibit(f"<details><summary>{say('Show levels and quarters')}</summary>{levels.html}</details>")
