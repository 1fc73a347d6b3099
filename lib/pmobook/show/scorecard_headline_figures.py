"""The headline figures of each business unit: one row each, every figure leading to the section that says more."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pmobook.assess.results import Results
from pmobook.language import say, word
from pmobook.show.exhibit import Exhibit
from pmobook.show.page import CARD_WORDS, Card, address_of
from pmobook.show.scorecard_cards import REPORTING, subject_cards
from pmobook.show.scorecard_context import Context
from pmobook.show.status import movement_mark, status_mark
from pmobook.show.table import Column, table

__all__ = ["figure_by_business_unit", "figures_by_business_unit"]

_PLACE = "by-business-unit"
_TABLES = ("area_scores", "measure_status", "project_status", "alignment")


def figures_by_business_unit(context: Context) -> Exhibit:
    """Show each business unit's headline figures with their signal and movement; nothing if none has results."""
    names = context.names
    units = sorted(context.now.business_units, key=lambda unit: str(names.get(unit, unit)).casefold())
    if not units:
        return Exhibit("")
    now, before = _by_business_unit(context.now), _by_business_unit(context.before)
    nothing = context.now.of(None)
    rows = []
    for unit in units:
        own = subject_cards(
            now[unit], before.get(unit, nothing), context.earlier, context.money, context.stages, context.rules
        )  # fmt: skip
        cells = {card.label: _figure(context, unit, card) for card in own}
        rows.append({"name": context.business_unit_link(unit), **cells})
    frame = pd.DataFrame(rows)
    columns = [Column("name", say("Business unit"), is_html=True)]
    columns += [Column(label, label, is_html=True) for label in frame.columns[1:]]
    found = table(frame, columns, say("Headline figures by business unit"), caption_shown=False)
    return Exhibit(f'<div id="{_PLACE}">{found.html}</div>')


def figure_by_business_unit(card: Card) -> str:
    """Return a card's figure of all business units as a link to the table with each one's own, as HTML."""
    value = html.escape(word(card.value))
    if card.subject == REPORTING:
        return value
    return f'<a class="pmo-how" title="{html.escape(say("Of each business unit"))}" href="#{_PLACE}">{value}</a>'


def _figure(context: Context, business_unit: str, card: Card) -> str:
    mark = status_mark(card.kind, say(CARD_WORDS[card.kind]))
    moved = f" {movement_mark(card.moved)}" if card.moved else ""
    value = html.escape(card.value)
    if business_unit in context.engagement.business_units:
        there = address_of("business_unit", card.anchor, business_unit=business_unit, quarter=str(context.quarter))
        value = f'<a href="{html.escape(there)}">{value}</a>'
    return f'{value}<span class="pmo-owner">{mark}{moved}</span>'


def _by_business_unit(results: Results) -> Mapping[str, Results]:
    """Return the tables that headline figures read, of each business unit by itself."""
    nothing = results.of(None)
    groups = {name: dict(iter(getattr(results, name).groupby("business_unit"))) for name in _TABLES}
    units = {unit for of_table in groups.values() for unit in of_table}
    return {
        str(unit): replace(nothing, **{name: groups[name].get(unit, getattr(nothing, name)) for name in _TABLES})
        for unit in units
    }
