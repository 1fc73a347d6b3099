"""Pieces that every scorecard is put together from: headline, filters, cards, panels."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from pmobook.language import said_later, say, word
from pmobook.show.exhibit import Exhibit
from pmobook.show.status import Kind, css_class, movement_mark, status_mark
from pmobook.show.words import joined

__all__ = [
    "CARD_WORDS",
    "Boxes",
    "Card",
    "Choice",
    "Panel",
    "address_of",
    "boxes_to_tick",
    "cards",
    "filters",
    "headline",
    "leading_filters",
    "link",
    "panel",
    "side_by_side",
    "strip",
    "worst_first",
]

_NARROWED = said_later(
    "Lines of the business units that are ticked are shown; sentences, charts and figures above the heat map speak of all "
    "together. Their own headline figures stand under it."
)

CARD_WORDS: dict[Kind, str] = {
    "act": said_later("Act"),
    "watch": said_later("Watch"),
    "good": said_later("On track"),
    "not assessed": "Not assessed",
}
"""What a card's colour says in a word."""


@dataclass(frozen=True)
class Card:
    """One figure that leadership should know.

    Attributes
    ----------
    label
        What it is.
    value
        The figure, written.
    detail
        What it is compared with or made of.
    kind
        Decides colour, shape and word.
    urgency
        Sorts cards of one kind, the largest first.
    moved
        Since the quarter it is compared with: better, worse or same; empty if there is none to compare with.
    anchor
        The section of the page that says more; empty if there is none.
    subject
        The section whose recorded figures it is made of, where that is another.
    """

    label: str
    value: str
    detail: str
    kind: Kind
    urgency: float = 0.0
    moved: str = ""
    anchor: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Choice:
    """One drop-down: its name in the page's address, its label, what can be chosen (value and text), what is."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Boxes:
    """Several things to choose at once, as `Choice` is one; nothing chosen stands for all."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: Sequence[str]


def link(page: str, text: str, *, fragment: str = "", **parameters: str) -> str:
    """Return a link to a page of ours as HTML, to a place on it if one is named; the text is escaped."""
    return f'<a href="{html.escape(address_of(page, fragment, **parameters))}">{html.escape(text)}</a>'


def address_of(page: str, fragment: str = "", **parameters: str) -> str:
    """Return the address of a page of ours, or of a place on it."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{page}{query}{f'#{quote(fragment)}' if fragment else ''}"


def headline(finding: str, below: Sequence[str], above: str = "") -> Exhibit:
    """Show a page's title, which is its finding, and the sentences under it.

    Parameters
    ----------
    finding
        One computed sentence.
    below
        Sentences that qualify it.
    above
        Where the reader is: HTML of ours, such as a link back.
    """
    crumbs = f'<p class="pmo-crumbs">{above}</p>' if above else ""
    sentences = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in below if sentence)
    return Exhibit(f'<div class="pmo-head">{crumbs}<h1>{html.escape(finding)}</h1>{sentences}</div>')


def filters(page: str, choices: Sequence[Choice], boxes: Boxes | None = None) -> Exhibit:
    """Show drop-downs, and boxes to tick, that lead to the chosen page; without a script a button does."""
    fields = "".join(_field(choice) for choice in choices)
    ticked = "" if boxes is None or len(boxes.options) < 2 else boxes_to_tick(boxes)
    return Exhibit(
        f'<form class="pmo-filters" method="get" action="{html.escape(page)}" aria-label="{say("Choose what to show")}">'
        f'{fields}{ticked}<button type="submit">{say("Show")}</button></form>'
    )


def boxes_to_tick(boxes: Boxes) -> str:
    """Return a fold with a box for each thing that can be chosen, as HTML; its summary says what is chosen.

    The summary carries the sentences for two and for more, which a page without a server fills in.
    """
    names = [text for value, text in boxes.options if value in boxes.chosen]
    said = (
        joined(names)
        if 0 < len(names) <= 2
        else say("{names} of {options}", names=len(names), options=len(boxes.options))
        if names
        else say("all")
    )
    ticks = "".join(
        f'<label><input type="checkbox" name="{html.escape(boxes.name)}" value="{html.escape(value)}"'
        f"{' checked' if value in boxes.chosen else ''}> {html.escape(text)}</label>"
        for value, text in boxes.options
    )
    label = html.escape(boxes.label)
    return (
        f'<details class="pmo-boxes"><summary{_sentences(len(boxes.options))}><span>{label}</span> {html.escape(said)}</summary>'
        f"<fieldset><legend>{say('{label}: none ticked shows all', label=label)}</legend>{ticks}"
        f'<button type="submit" class="pmo-apply">{say("Show these")}</button></fieldset></details>'
    )


def _sentences(options: int) -> str:
    two = joined(["{one}", "{other}"])
    many = say("{names} of {options}", names="{names}", options=options)
    return f' data-pmo-two="{html.escape(two)}" data-pmo-many="{html.escape(many)}"'


def leading_filters(choices: Sequence[Choice], contents: str, boxes: Boxes | None = None) -> Exhibit:
    """Show drop-downs whose values are files to open, for pages without a server.

    Parameters
    ----------
    choices
        Values are addresses of files.
    contents
        The file that lists all pages; it is offered where no script runs.
    boxes
        Business units to tick: lines of the others are then left out, and a sentence says what still speaks of all.
    """
    fields = "".join(_field(choice) for choice in choices)
    narrowed = f'<p class="pmo-narrowed" role="status" hidden>{html.escape(say(_NARROWED))}</p>'
    several = boxes is not None and len(boxes.options) > 1
    ticked = boxes_to_tick(boxes) if boxes is not None and several else ""
    return Exhibit(
        f'<div class="pmo-filters" role="group" aria-label="{say("Choose what to show")}">{fields}{ticked}</div>'
        f"{narrowed if several else ''}"
        f'<p class="pmo-without-script"><a href="{html.escape(contents)}">'
        f"{say('Choose another quarter or business unit')}</a></p>"
    )


def _field(choice: Choice) -> str:
    options = "".join(
        f'<option value="{html.escape(value)}"{" selected" if value == choice.chosen else ""}>{html.escape(text)}</option>'
        for value, text in choice.options
    )
    name = html.escape(choice.name)
    return f'<label><span>{html.escape(choice.label)}</span><select name="{name}">{options}</select></label>'


def cards(candidates: Sequence[Card], most: int = 4) -> Exhibit:
    """Show the worst cards first; what is not assessed comes last and only where there is room."""
    shown = worst_first(candidates)[:most]
    return Exhibit(f'<ul class="pmo-cards">{"".join(_card(card) for card in shown)}</ul>')


def strip(candidates: Sequence[Card], leading: Callable[[Card], str] | None = None) -> Exhibit:
    """Show all cards in one row, the worst first: the figures that head a page.

    Parameters
    ----------
    leading
        Returns a card's figure as HTML, as a link to what it is made of; plain text if not given.
    """
    shown = "".join(_card(card, leading) for card in worst_first(candidates))
    return Exhibit(f'<ul class="pmo-cards pmo-strip">{shown}</ul>')


def worst_first(candidates: Sequence[Card]) -> list[Card]:
    """Return cards in the order in which they are shown: the worst first, not assessed ones last."""
    ranks: dict[Kind, int] = {"act": 0, "watch": 1, "good": 2, "not assessed": 3}
    return sorted(candidates, key=lambda card: (ranks[card.kind], -card.urgency))


def _card(card: Card, leading: Callable[[Card], str] | None = None) -> str:
    value = leading(card) if leading else html.escape(word(card.value))
    label = html.escape(card.label)
    if card.anchor:
        label = f'<a href="#{html.escape(card.anchor)}">{label}</a>'
    moved = f"{movement_mark(card.moved)} " if card.moved else ""
    return (
        f'<li class="pmo-card pmo-edge-{css_class(card.kind)}"><span class="pmo-card-label">{label}</span>'
        f'<span class="pmo-card-value">{value}</span>'
        f'<span class="pmo-card-foot">{status_mark(card.kind, say(CARD_WORDS[card.kind]))} {moved}'
        f'<span class="pmo-card-detail">{html.escape(card.detail)}</span></span></li>'
    )


@dataclass(frozen=True)
class Panel(Exhibit):
    """An exhibit with a heading over it and a border around both.

    Attributes
    ----------
    title, inside
        The heading, and what stands under it with its subtitle: a page may arrange them otherwise.
    """

    title: str
    inside: Exhibit


def panel(title: str, body: Exhibit, subtitle: str = "") -> Panel:
    """Put a heading over an exhibit and a border around both."""
    under = f'<p class="pmo-sub">{html.escape(subtitle)}</p>' if subtitle else ""
    inside = f"{under}{body.html}"
    return Panel(f'<section class="pmo-panel"><h2>{html.escape(title)}</h2>{inside}</section>', title, Exhibit(inside))


def side_by_side(left: Exhibit, right: Exhibit, *, first_wide: bool = False) -> Exhibit:
    """Put two exhibits next to each other, one under the other on a narrow screen."""
    wide = " pmo-first-wide" if first_wide else ""
    return Exhibit(f'<div class="pmo-columns{wide}"><div>{left.html}</div><div>{right.html}</div></div>')
