"""Tables of figures: real HTML tables, escaped, scrolling inside their own box where a screen is narrow."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from pmobook.language import say, word
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["Column", "table"]


_AS_WRITTEN = frozenset({"business_unit", "goal", "name", "other_title", "owner", "project", "role", "skill", "sponsor", "title"})
"""Columns that hold what somebody called something: never taken for a word of ours."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name
        Column of the frame.
    heading
        What stands above it.
    align
        Words left, figures right.
    form
        Turns a value into what is shown; plain text if not given. Missing values reach it too.
    is_html
        What `form` returns (or what the frame holds) is HTML of ours and not escaped.
    hide_on_phone
        Leave it out on a narrow screen.
    """

    name: str
    heading: str
    align: Literal["left", "right"] = "left"
    form: Callable[[object], str] | None = None
    is_html: bool = False
    hide_on_phone: bool = False

    @property
    def classes(self) -> str:
        """The column's class attribute, with a leading space, or nothing."""
        named = [name for name, wanted in (("pmo-number", self.align == "right"), ("pmo-wide", self.hide_on_phone)) if wanted]
        return f' class="{" ".join(named)}"' if named else ""

    def cell(self, value: object) -> str:
        """Return the HTML of a value."""
        if self.form is not None:
            text = self.form(value)
            if not self.is_html:
                text = word(text)
        elif is_missing(value):
            return html.escape(word(NOT_ASSESSED))
        else:
            text = str(value) if self.name in _AS_WRITTEN else word(str(value))
        return text if self.is_html else html.escape(text)


def table(
    rows: pd.DataFrame,
    columns: Sequence[Column],
    caption: str,
    note: str = "",
    *,
    caption_shown: bool = True,
    when_empty: str = "",
) -> Exhibit:
    """Show a frame as a table.

    Parameters
    ----------
    rows
        One row each; only the named columns are shown.
    columns
        In the order of the page; the first names the row and becomes its heading.
    caption
        What the table is; read out to those who can't see it.
    note
        A sentence under the table.
    caption_shown
        Show the caption to everyone; leave it to screen readers where a heading above already says it.
    when_empty
        Said in place of a table without rows.

    Raises
    ------
    KeyError
        If the frame lacks a named column.
    """
    absent = [column.name for column in columns if column.name not in rows.columns]
    if absent:
        message = f"the frame of the table {caption!r} has no column {', '.join(absent)}"
        raise KeyError(message)
    note_html = f'<p class="pmo-note">{html.escape(note)}</p>' if note else ""
    heading = html.escape(caption)
    if rows.empty:
        shown = f'<p class="pmo-caption">{heading}</p>' if caption_shown else ""
        return Exhibit(
            f'{shown}<p class="pmo-empty">{html.escape(when_empty or say("There is nothing to show here."))}</p>{note_html}'
        )
    head = "".join(_head(column) for column in columns)
    unseen = "" if caption_shown else ' class="pmo-unseen"'
    values = zip(*(rows[column.name].tolist() for column in columns), strict=True)
    body = "".join(f"<tr>{_cells(columns, row)}</tr>" for row in values)
    return Exhibit(
        f'<div class="pmo-scroll" role="group" tabindex="0" aria-label="{heading}"><table class="pmo-table">'
        f"<caption{unseen}>{heading}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{note_html}"
    )


def _head(column: Column) -> str:
    # A column without a heading has an empty cell there: an empty heading is read out as one.
    if not column.heading:
        return f"<td{column.classes}></td>"
    return f'<th scope="col"{column.classes}>{html.escape(column.heading)}</th>'


def _cells(columns: Sequence[Column], row: Sequence[object]) -> str:
    first, *others = zip(columns, row, strict=True)
    heading = f'<th scope="row"{first[0].classes}>{first[0].cell(first[1])}</th>'
    return heading + "".join(f"<td{column.classes}>{column.cell(value)}</td>" for column, value in others)
