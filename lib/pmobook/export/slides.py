"""A board pack as slides: titles that are findings, native charts and tables that can be edited, notes with the sources."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from pptx import Presentation
from pptx.util import Inches

from pmobook.export.content import Pack, Page, Table
from pmobook.export.settled import settled
from pmobook.export.slide_charts import add_chart
from pmobook.export.slide_tables import MOST_ROWS, add_table
from pmobook.export.slide_words import Deck, add_cards, add_points, add_sentences
from pmobook.language import language_tag, say

__all__ = ["as_slides"]

_BESIDE = 10
"""Up to so many rows a table stands beside its chart."""

_MOST_BARS = 20
_LEFT, _WIDTH, _TOP, _BOTTOM = 0.55, 12.2, 1.45, 6.95


def as_slides(pack: Pack) -> bytes:
    """Return a board pack as a PowerPoint file, with the same bytes whenever it is made."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    moment = dt.datetime(*pack.dated)  # noqa: DTZ001 - a day, the same on every machine
    about = presentation.core_properties
    about.title, about.author = (
        say("Board pack {quarter}: {organisation}", quarter=pack.quarter, organisation=pack.organisation)[:255],
        pack.organisation[:255],
    )
    about.created = about.modified = moment
    about.last_modified_by, about.language = "pmobook", language_tag()
    deck = Deck(presentation, pack)
    for page in pack.pages:
        _add_page(deck, page)
    last = deck.slide(say("Where these figures come from"), f"{pack.organisation} · {pack.quarter}", pack.traced)
    add_sentences(last, pack.traced, _TOP)
    memory = io.BytesIO()
    presentation.save(memory)
    return settled(memory.getvalue(), moment)


def _add_page(deck: Deck, page: Page) -> None:
    said = tuple(f"{one.label} {one.said}".strip() for one in page.sentences)
    slide = deck.slide(page.title, page.kicker, said)
    tables = list(page.tables)
    if page.cards or page.points:
        below = add_sentences(slide, said[:1], _TOP)
        below = add_cards(slide, page.cards, below) if page.cards else below
        add_points(slide, page.points, below)
    else:
        below = add_sentences(slide, said, _TOP)
        if tables and len(tables[0].rows) <= _BESIDE:
            _place(slide, tables.pop(0), below)
    for table in tables:
        _add_table(deck, page, table)


def _add_table(deck: Deck, page: Page, table: Table) -> None:
    notes = (table.note,) if table.note else ()
    if not table.rows or len(table.rows) <= _BESIDE:
        _place(deck.slide(table.topic, page.kicker, notes), table, _TOP)
        return
    if table.chart is not None:
        drawn = table.rows[:_MOST_BARS]
        left = (
            say("The first {most_bars} of {rows}.", most_bars=_MOST_BARS, rows=len(table.rows))
            if len(drawn) < len(table.rows)
            else ""
        )
        slide = deck.slide(table.topic, page.kicker, (*notes, *filter(None, [left])))
        add_chart(slide, table, table.chart, drawn, (_LEFT, _TOP, _WIDTH, _BOTTOM - _TOP))
    for start in range(0, len(table.rows), MOST_ROWS):
        rows = table.rows[start : start + MOST_ROWS]
        place = (
            say(" ({start} to {start_2} of {rows})", start=start + 1, start_2=start + len(rows), rows=len(table.rows))
            if len(table.rows) > MOST_ROWS
            else ""
        )
        add_table(deck.slide(f"{table.topic}{place}", page.kicker, notes), table, rows, (_LEFT, _TOP, _WIDTH))


def _place(slide: Any, table: Table, top: float) -> None:  # noqa: ANN401 - without types
    """Put a short table on a slide, to the right of its chart if it has one; say so where there is nothing."""
    if not table.rows:
        add_sentences(slide, [table.empty], top)
    elif table.chart is None:
        add_table(slide, table, table.rows, (_LEFT, top, _WIDTH))
    else:
        half = 5.1
        add_chart(slide, table, table.chart, table.rows, (_LEFT, top, half, min(_BOTTOM - top, 4.6)))
        add_table(slide, table, table.rows, (_LEFT + half + 0.2, top, _WIDTH - half - 0.2))
