"""Skills on the scorecards: of one business unit, and of all beside each other."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.capability.enterprise import skills_between_business_units, standings_by_business_unit
from pmobook.assess.capability.standing import UNNEEDED
from pmobook.language import said_later, say, say_many, word
from pmobook.show.capability.matrix import gap_range, people, standing_mark
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, number
from pmobook.show.page import Panel, panel
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_drill import leading_deeper
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted

__all__ = ["SKILLS", "skills_by_business_unit", "skills_panel"]

SKILLS = said_later("Skills: what is short, and what hangs on one person")
"""Title of the panels."""

_SUBTITLE = said_later("What to train or hire first comes first.")


def skills_panel(context: Context) -> Panel:
    """Show each skill that projects need with its standing and what to do, the most pressing first."""
    rows = context.now.skill_standing
    needed = rows[rows["standing"] != UNNEEDED]
    if needed.empty:
        return panel(
            say(SKILLS),
            paragraph(say("Not assessed: skills were not held against needs for {quarter}.", quarter=context.quarter)),
        )
    ordered = needed.sort_values(["place", "skill"], kind="stable", na_position="last")
    gaps = [gap_range(low, high) for low, high in zip(ordered["gap_lowest"], ordered["gap_highest"], strict=True)]
    shown = ordered.assign(missing=context.figure_links("skills", ordered["skill"], gaps))
    columns = [
        Column("skill", say("Skill")),
        Column("standing", say("Standing"), form=standing_mark, is_html=True),
        Column("missing", say("People missing"), "right", is_html=True),
        Column("advice", say("What to do"), form=_or_nothing),
        Column("projects", say("Projects"), "right", number),
        Column("bench", say("On the bench"), "right", people, hide_on_phone=True),
    ]
    return panel(say(SKILLS), table(shown, columns, say(SKILLS), caption_shown=False), say(_SUBTITLE))


def skills_by_business_unit(context: Context) -> Exhibit:
    """Show how each business unit's skills stand, and which skills are short in one and on the bench of another."""
    rows = context.now.skill_standing
    needed = rows[rows["standing"] != UNNEEDED]
    if needed.empty:
        return topic(
            "skills", say(SKILLS), say("Not assessed: skills were not held against needs for {quarter}.", quarter=context.quarter)
        )
    found = skills_between_business_units(rows, context.names)
    names = {unit: context.section_link(unit, "skills", html.escape(name)) for unit, name in context.names.items()}
    leading = skills_between_business_units(rows, names)
    across = [
        Column("skill", say("Skill")),
        Column("short_in", say("Short in"), form=_or_none, is_html=True),
        Column("missing", say("People missing, at least"), "right", people),
        Column("single_in", say("Hangs on one person in"), form=_or_none, is_html=True),
        Column("bench_in", say("On the bench in"), form=_or_none, is_html=True),
        Column("bench", say("Further needs met there"), "right", people, hide_on_phone=True),
    ]
    note = say("A bench in another business unit is worth a question before anybody is hired.")
    empty = say("No business unit is short of a skill, and none hangs on one person.")
    by_skill = table(leading, across, say("Skills across business units"), note, when_empty=empty)
    return topic(
        "skills",
        say(SKILLS),
        _skills_said(found),
        stack(_by_business_unit(context), by_skill),
        opens=say("Show skills that are short"),
    )


def _skills_said(found: pd.DataFrame) -> str:
    is_short, is_single, has_bench = (found[name].fillna("").ne("") for name in ("short_in", "single_in", "bench_in"))
    short, single, bench = int(is_short.sum()), int(is_single.sum()), int((has_bench & (is_short | is_single)).sum())
    if not short and not single:
        return say("No business unit is short of a skill, and none hangs on one person.")
    lacking = say_many(
        "{skills} is short in some business unit and {single} hang on one person",
        "{skills} are short in some business unit and {single} hang on one person",
        short,
        skills=counted(short, "skill"),
        single=single,
    )
    spare = say_many("{n} of these stands on the bench of another", "{n:,} of these stand on the bench of another", bench)
    return f"{lacking}; {spare}."


def _by_business_unit(context: Context) -> Exhibit:
    counts = standings_by_business_unit(context.now.skill_standing)
    shown = counts.assign(name=[context.business_unit_link(str(unit), "skills") for unit in counts["business_unit"]])
    columns = [
        Column("name", say("Business unit"), is_html=True),
        Column("needed", say("Skills needed"), "right", number),
        Column("short", say("Short"), "right", number),
        Column("single", say("On one person"), "right", number),
        Column("not_assessed", say("Not assessed"), "right", number),
    ]
    leading, leading_columns = leading_deeper(context, shown, columns, "skills")
    return table(leading, leading_columns, say("Skills by business unit"), caption_shown=False)


def _or_none(value: object) -> str:
    return word("none") if is_missing(value) or not value else str(value)


def _or_nothing(value: object) -> str:
    return "nothing" if is_missing(value) or not value else str(value)
