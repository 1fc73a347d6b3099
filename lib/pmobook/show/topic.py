"""Sections of a long page: each answers its question in a sentence, keeps the rest in a fold, and can be reached by its name."""

from __future__ import annotations

import html
from collections.abc import Sequence

from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit

__all__ = ["SECTIONS", "contents_bar", "topic"]

SECTIONS = (
    ("maturity", said_later("Maturity")),
    ("decide", said_later("Decisions")),
    ("plan", said_later("Actions")),
    ("alignment", said_later("Goals and spend")),
    ("performance", said_later("Measures")),
    ("projects", said_later("Delivery")),
    ("portfolio", said_later("Portfolio")),
    ("money", said_later("Money")),
    ("benefits", said_later("Benefits")),
    ("governance", said_later("Governance")),
    ("risk", said_later("Risk")),
    ("resources", said_later("People")),
    ("skills", said_later("Skills")),
    ("roadmap", said_later("Roadmap")),
)
"""What both scorecards tell, in this order: the anchor of each section and its short title."""

OPENS = "Show the figures"
"""What a fold says, unless it can say more."""


def topic(
    anchor: str,
    title: str,
    answer: str,
    body: Exhibit | None = None,
    *,
    opens: str = OPENS,
    above: Exhibit | None = None,
    deeper: str = "",
) -> Exhibit:
    """Put a heading and its answer over a fold.

    Parameters
    ----------
    anchor
        The section's name in addresses; unique on its page.
    title
        What it is about.
    answer
        What there is to know if nothing is opened: one sentence or two.
    body
        What the fold holds; without anything in it there is no fold.
    opens
        What the fold says.
    above
        What stands between the answer and the fold, for all to see.
    deeper
        HTML of ours at the section's foot that leads to what its figures rest on.
    """
    shown = "" if above is None else above.html
    said = f'<p class="pmo-answer">{html.escape(answer)}</p>' if answer else ""
    held = "" if body is None else body.html
    fold = f'<details class="pmo-fold"><summary>{html.escape(opens)}</summary>{held}</details>' if held else ""
    foot = f'<p class="pmo-deeper">{deeper}</p>' if deeper else ""
    inside = f"<h2>{html.escape(title)}</h2>{said}{shown}{fold}{foot}"
    return Exhibit(f'<section class="pmo-panel pmo-topic" id="{html.escape(anchor)}">{inside}</section>')


def contents_bar(sections: Sequence[tuple[str, str]]) -> Exhibit:
    """List a page's sections in a bar that stays in sight.

    Parameters
    ----------
    sections
        Anchor and short title of each, in the order of the page.
    """
    links = "".join(f'<li><a href="#{html.escape(anchor)}">{html.escape(say(title))}</a></li>' for anchor, title in sections)
    return Exhibit(f'<nav class="pmo-contents-bar" aria-label="{say("On this page")}"><ul>{links}</ul></nav>')
