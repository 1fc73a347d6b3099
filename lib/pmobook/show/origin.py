"""How a figure came about: its arithmetic, rule, inputs, evidence and run, and every exhibit that its notebook drew."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figure_arithmetic import arithmetic, exact
from pmobook.show.page import headline, panel
from pmobook.show.subjects import SUBJECTS, figure_name
from pmobook.show.table import Column, table

__all__ = ["Drawn", "Figure", "Origin", "origin_page"]


@dataclass(frozen=True)
class Drawn:
    """An exhibit as the notebook drew it: its cell, what it calls itself, what is said before it (HTML), and its own HTML."""

    anchor: str
    title: str
    said: str
    html: str
    is_workings: bool = False


@dataclass(frozen=True)
class Figure:
    """One recorded figure: which of its section's, what people call it, and its row, column to value."""

    item: str
    title: str
    row: Mapping[str, object]


@dataclass(frozen=True)
class Origin:
    """What the figures of one section rest on.

    Attributes
    ----------
    subject
        The section; one of `SUBJECTS`.
    item
        The figure asked for; empty for the section as a whole.
    crumbs
        Where the reader is: HTML of ours.
    figures
        Recorded figures, in the order of their table.
    meanings
        Column of the table to what it means.
    rules
        File of the method, its title, version, date and source, as they were when the notebook ran.
    rule_words
        The rule in words; sentences.
    inputs
        Part of the inputs to its digest when the notebook ran.
    run
        What identifies the run, heading to fact.
    drawn
        The notebook's exhibits of this subject.
    missing
        Why there are none, as a sentence; empty if there are.
    kept_back
        How many exhibits are left in the notebook because they may say who answered what.
    """

    subject: str
    item: str
    crumbs: str
    figures: Sequence[Figure]
    meanings: Mapping[str, str]
    rules: pd.DataFrame
    inputs: Mapping[str, str]
    run: Mapping[str, str]
    drawn: Sequence[Drawn]
    rule_words: Sequence[str] = field(default=())
    missing: str = ""
    kept_back: int = 0


def origin_page(origin: Origin) -> Exhibit:
    """Show how a section's figures came about, the one that was asked for opened."""
    subject = SUBJECTS[origin.subject]
    asked = next((one for one in origin.figures if one.item == origin.item), None) if origin.item else None
    said = [
        say("Computed by the notebook {notebook}, recorded in the table {table}.", notebook=subject.notebook, table=subject.table)
    ]
    if origin.item and asked is None:
        said.insert(
            0,
            say(
                "No figure of the name {item} is recorded here for this quarter; the section's others are below.",
                item=origin.item,
            ),
        )
    title = (
        say("How this was scored: {title}", title=asked.title)
        if asked
        else say("How this was scored: {title}", title=subject.title)
    )
    parts = [headline(title, said, origin.crumbs), _figures(origin, asked)]
    parts += [_workings(origin, asked), _rule(origin), _inputs(origin), _run(origin), _exhibits(origin)]
    return Exhibit("\n".join(part._repr_html_() for part in parts if part.html))


def _figures(origin: Origin, asked: Figure | None) -> Exhibit:
    if not origin.figures:
        return panel(say("The figures"), paragraph(say("Not assessed: nothing is recorded of this for the quarter.")))
    # The figure asked for stands first and open; the others stay one click away.
    ordered = sorted(origin.figures, key=lambda one: one is not asked) if asked else list(origin.figures)
    shown = stack(*(_figure(origin, one, is_open=one is asked) for one in ordered))
    return panel(say("The figures, with the arithmetic"), shown, say("As recorded, unrounded; the scorecard rounds them once."))


def _figure(origin: Origin, figure: Figure, *, is_open: bool) -> Exhibit:
    facts = pd.DataFrame(
        {
            "name": list(origin.meanings),
            "value": [exact(figure.row.get(name)) for name in origin.meanings],
            "meaning": list(origin.meanings.values()),
        }
    )
    columns = [
        Column("meaning", say("What it is")),
        Column("value", say("Value")),
        Column("name", say("Column"), hide_on_phone=True),
    ]
    row = table(facts, columns, say("The recorded row: {title}", title=figure.title), caption_shown=False)
    name = html.escape(figure_name(origin.subject, figure.item))
    opened = " open" if is_open else ""
    return Exhibit(
        f'<details class="pmo-nested" id="{name}"{opened}><summary>{html.escape(figure.title)}</summary>'
        f"{arithmetic(origin.subject, figure.row).html}<details><summary>{say('The recorded row')}</summary>"
        f"{row.html}</details></details>"
    )


def _workings(origin: Origin, asked: Figure | None) -> Exhibit:
    if origin.missing:
        return panel(say("The workings"), paragraph(origin.missing))
    shown = [one for one in origin.drawn if one.is_workings]
    if not shown:
        return Exhibit("")
    drawn = stack(*(Exhibit(f'<div class="pmo-drawn" id="{html.escape(one.anchor)}">{one.html}</div>') for one in shown))
    return panel(say("The workings"), _opened(drawn, asked) if asked else drawn, say("As the notebook drew them when it ran."))


def _opened(drawn: Exhibit, asked: Figure) -> Exhibit:
    """Open the part of the workings whose summary begins with the title of the figure asked for."""
    closed = f'<details class="pmo-nested"><summary>{html.escape(asked.title)}'
    return Exhibit(drawn.html.replace(closed, closed.replace(">", " open>", 1)))


def _exhibits(origin: Origin) -> Exhibit:
    shown = [one for one in origin.drawn if not one.is_workings]
    if not shown and not origin.kept_back:
        return Exhibit("")
    folded = [
        Exhibit(
            f'<details class="pmo-nested" id="{html.escape(one.anchor)}"><summary>{html.escape(one.title)}</summary>'
            f'{one.said}<div class="pmo-drawn">{one.html}</div></details>'
        )
        for one in shown
    ]
    kept = (
        [paragraph(say("Exhibits that may say who answered what are left out here; they stand in the executed notebook."))]
        if origin.kept_back
        else []
    )
    return panel(say("Every exhibit"), stack(*folded, *kept), say("What the notebook shows of this subject, in its order."))


def _rule(origin: Origin) -> Exhibit:
    columns = [
        Column("file", say("File of the method")),
        Column("title", say("What it rules")),
        Column("version", say("Version"), "right"),
        Column("dated", say("Dated")),
        Column("source", say("Source"), hide_on_phone=True),
    ]
    listed = table(origin.rules, columns, say("Rules"), caption_shown=False, when_empty=say("No file of the method is named."))
    return panel(
        say("The rule"),
        stack(*(paragraph(one) for one in origin.rule_words), listed),
        say("The method as it was when the notebook ran."),
    )


def _inputs(origin: Origin) -> Exhibit:
    parts = pd.DataFrame({"part": list(origin.inputs), "digest": list(origin.inputs.values())})
    columns = [Column("part", say("Handed in")), Column("digest", say("Digest"))]
    return panel(
        say("The inputs"),
        table(parts, columns, say("Inputs"), caption_shown=False, when_empty=say("No input is on record for this run.")),
        say("What the notebook read. Two runs with the same digest read the same content."),
    )


def _run(origin: Origin) -> Exhibit:
    facts = pd.DataFrame({"heading": list(origin.run), "fact": list(origin.run.values())})
    columns = [Column("heading", say("What")), Column("fact", say("Which"))]
    return panel(say("The run"), table(facts, columns, say("Run"), caption_shown=False, when_empty=say("No run is on record.")))
