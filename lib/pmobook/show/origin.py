"""How a figure came about: its arithmetic, rule, inputs, evidence and run, and every exhibit that its notebook drew."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

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
    said = [f"Computed by the notebook {subject.notebook}, recorded in the table {subject.table}."]
    if origin.item and asked is None:
        said.insert(0, f"No figure of the name {origin.item} is recorded here for this quarter; the section's others are below.")
    title = f"How this was scored: {asked.title}" if asked else f"How this was scored: {subject.title}"
    parts = [headline(title, said, origin.crumbs), _figures(origin, asked)]
    parts += [_workings(origin, asked), _rule(origin), _inputs(origin), _run(origin), _exhibits(origin)]
    return Exhibit("\n".join(part._repr_html_() for part in parts if part.html))


def _figures(origin: Origin, asked: Figure | None) -> Exhibit:
    if not origin.figures:
        return panel("The figures", paragraph("Not assessed: nothing is recorded of this for the quarter."))
    # The figure asked for stands first and open; the others stay one click away.
    ordered = sorted(origin.figures, key=lambda one: one is not asked) if asked else list(origin.figures)
    shown = stack(*(_figure(origin, one, is_open=one is asked) for one in ordered))
    return panel("The figures, with the arithmetic", shown, "As recorded, unrounded; the scorecard rounds them once.")


def _figure(origin: Origin, figure: Figure, *, is_open: bool) -> Exhibit:
    facts = pd.DataFrame(
        {
            "name": list(origin.meanings),
            "value": [exact(figure.row.get(name)) for name in origin.meanings],
            "meaning": list(origin.meanings.values()),
        }
    )
    columns = [Column("name", "Column"), Column("value", "Value"), Column("meaning", "What it is", hide_on_phone=True)]
    row = table(facts, columns, f"The recorded row: {figure.title}", caption_shown=False)
    name = html.escape(figure_name(origin.subject, figure.item))
    opened = " open" if is_open else ""
    return Exhibit(
        f'<details class="pmo-nested" id="{name}"{opened}><summary>{html.escape(figure.title)}</summary>'
        f"{arithmetic(origin.subject, figure.row).html}<details><summary>The recorded row</summary>"
        f"{row.html}</details></details>"
    )


def _workings(origin: Origin, asked: Figure | None) -> Exhibit:
    if origin.missing:
        return panel("The workings", paragraph(origin.missing))
    shown = [one for one in origin.drawn if one.is_workings]
    if not shown:
        return Exhibit("")
    drawn = stack(*(Exhibit(f'<div class="pmo-drawn" id="{html.escape(one.anchor)}">{one.html}</div>') for one in shown))
    return panel("The workings", _opened(drawn, asked) if asked else drawn, "As the notebook drew them when it ran.")


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
        [paragraph("Exhibits that may say who answered what are left out here; they stand in the executed notebook.")]
        if origin.kept_back
        else []
    )
    return panel("Every exhibit", stack(*folded, *kept), "What the notebook shows of this subject, in its order.")


def _rule(origin: Origin) -> Exhibit:
    columns = [
        Column("file", "File of the method"),
        Column("title", "What it rules"),
        Column("version", "Version", "right"),
        Column("dated", "Dated"),
        Column("source", "Source", hide_on_phone=True),
    ]
    listed = table(origin.rules, columns, "Rules", caption_shown=False, when_empty="No file of the method is named.")
    return panel(
        "The rule", stack(*(paragraph(one) for one in origin.rule_words), listed), "The method as it was when the notebook ran."
    )


def _inputs(origin: Origin) -> Exhibit:
    parts = pd.DataFrame({"part": list(origin.inputs), "digest": list(origin.inputs.values())})
    columns = [Column("part", "Handed in"), Column("digest", "Digest")]
    return panel(
        "The inputs",
        table(parts, columns, "Inputs", caption_shown=False, when_empty="No input is on record for this run."),
        "What the notebook read. Two runs with the same digest read the same content.",
    )


def _run(origin: Origin) -> Exhibit:
    facts = pd.DataFrame({"heading": list(origin.run), "fact": list(origin.run.values())})
    columns = [Column("heading", "What"), Column("fact", "Which")]
    return panel("The run", table(facts, columns, "Run", caption_shown=False, when_empty="No run is on record."))
