"""A roadmap as SVG: its timeline for the page, and the whole with titles and legend as a file."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator

from pmobook.language import say
from pmobook.show.roadmap.arrows import Arrow
from pmobook.show.roadmap.layout import HEAD, Bar, Layout, Mark, Row
from pmobook.show.roadmap.words import LEGEND, status_of
from pmobook.show.style import COLOURS
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["drawing_of", "escaped", "picture_file", "timeline"]

_FONT = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
_INK, _FAINT, _LINE, _NAVY, _ACT, _GOOD = (COLOURS[name] for name in ("ink", "faint", "line", "first", "act", "good"))
_LABELS = 270.0
_TITLE = 56.0
_MOST_LETTERS = 40
_GAP = 16.0


def escaped(text: str) -> str:
    """Return a text as it may stand in SVG: no mark-up, and no character that XML forbids."""
    kept = "".join(one if one in "\t\n\r" or (unicodedata.category(one) != "Cs" and ord(one) >= 32) else " " for one in text)
    return html.escape("".join(one for one in kept if ord(one) not in {0xFFFE, 0xFFFF}))


def drawing_of(layout: Layout, quarter: Quarter) -> str:
    """Return everything right of the labels, from the left edge of the first quarter."""
    # Arrows run under bars and marks, amounts stand above everything.
    parts = [
        *_backdrop(layout, quarter),
        *(_arrow(one) for one in layout.arrows),
        *(_bar(one) for row in layout.rows for one in row.bars),
        *(_mark(one) for row in layout.rows for one in row.marks),
        *(_amount(text, box.left, (box.top + box.bottom) / 2) for box, text in layout.amounts),
    ]
    return "".join(parts)


def timeline(layout: Layout, quarter: Quarter, description: str) -> str:
    """Return the timeline as one image with its description, for the page, which sets the labels beside it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escaped(description)}" width="{layout.width:g}" '
        f'height="{layout.height:g}" viewBox="0 0 {layout.width:g} {layout.height:g}" font-family="{_FONT}">'
        f"{drawing_of(layout, quarter)}</svg>"
    )


def picture_file(layout: Layout, quarter: Quarter, title: str, description: str) -> str:
    """Return the whole picture as a file of its own, with titles, labels and legend."""
    width = _LABELS + layout.width + 2 * _GAP
    legend = list(_legend_rows(width - 2 * _GAP))
    height = _TITLE + layout.height + 22 * len(legend) + 2 * _GAP
    labels = "".join(_label(row, number) for number, row in enumerate(layout.rows))
    below = "".join(
        f'<text x="{_GAP:g}" y="{_TITLE + layout.height + 22 * (number + 1):g}" font-size="12" fill="{_FAINT}">'
        f"{escaped(line)}</text>"
        for number, line in enumerate(legend)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-label="{escaped(description)}" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}" '
        f'font-family="{_FONT}"><title>{escaped(title)}</title><desc>{escaped(description)}</desc>'
        f'<rect width="{width:g}" height="{height:g}" fill="#fff"/>'
        f'<text x="{_GAP:g}" y="32" font-size="18" font-weight="600" fill="{_INK}">{escaped(_shortened(title, 110))}</text>'
        f'<g transform="translate(0 {_TITLE:g})">{labels}<g transform="translate({_LABELS + _GAP:g} 0)">'
        f"{drawing_of(layout, quarter)}</g></g>{below}</svg>\n"
    )


def _backdrop(layout: Layout, quarter: Quarter) -> Iterator[str]:
    for row in layout.rows:
        if row.heading:
            yield f'<rect x="0" y="{row.y:g}" width="{layout.width:g}" height="{row.height:g}" fill="#F2F5F9"/>'
        else:
            low = row.y + row.height
            yield f'<line x1="0" x2="{layout.width:g}" y1="{low:g}" y2="{low:g}" stroke="#ECEFF3"/>'
    for name, x in layout.quarters:
        yield f'<line x1="{x:g}" x2="{x:g}" y1="{HEAD - 8:g}" y2="{layout.height:g}" stroke="{_LINE}"/>'
        yield f'<text x="{x + 4:g}" y="{HEAD - 12:g}" font-size="13" fill="{_FAINT}">{name}</text>'
    today = say("today: {last_day}", last_day=day_in_words(quarter.last_day))
    yield f'<line x1="{layout.today:g}" x2="{layout.today:g}" y1="4" y2="{layout.height:g}" stroke="{_INK}" stroke-width="2"/>'
    yield f'<text x="{layout.today + 5:g}" y="13" font-size="12" font-weight="600" fill="{_INK}">{today}</text>'


def _bar(bar: Bar) -> str:
    """Return a bar as a path: square ends, or a point where it runs on beyond the picture."""
    left, right, top, low = bar.x, bar.x + bar.width, bar.y, bar.y + bar.height
    middle = (top + low) / 2
    start = f"M{left + 6:g} {top:g}" if bar.cut_left else f"M{left:g} {top:g}"
    end = f"H{right - 6:g}L{right:g} {middle:g}L{right - 6:g} {low:g}" if bar.cut_right else f"H{right:g}V{low:g}"
    close = f"H{left + 6:g}L{left:g} {middle:g}Z" if bar.cut_left else f"H{left:g}Z"
    look = f'fill="{_NAVY}" stroke="{_NAVY}"' if bar.is_filled else f'fill="none" stroke="{_NAVY}" stroke-dasharray="4 2"'
    return f'<path d="{start}{end}{close}" {look} stroke-width="1.3"/>'


def _mark(mark: Mark) -> str:
    said = f"<title>{escaped(mark.said)}</title>"
    if mark.kind == "gate":
        fill = _INK if mark.state == "held" else "#fff"
        edge = _ACT if mark.state == "overdue" else "#fff" if mark.state == "held" else _INK
        size = 7 if mark.state == "overdue" else 6
        shape = f"M0-{size}L{size} 0L0 {size}L-{size} 0Z"
        inside = f'<text y="4" text-anchor="middle" font-size="11" font-weight="700" fill="{_ACT}">!</text>'
        shown = f'<path d="{shape}" fill="{fill}" stroke="{edge}" stroke-width="1.6"/>{inside if mark.state == "overdue" else ""}'
    else:
        is_full = mark.kind == "benefit in full"
        shown = f'<circle r="6" fill="{_GOOD if is_full else "#fff"}" stroke="{"#fff" if is_full else _GOOD}" stroke-width="2"/>'
    return f'<g transform="translate({mark.x:g} {mark.y:g})">{said}{shown}</g>'


def _arrow(arrow: Arrow) -> str:
    colour = _ACT if arrow.is_broken else _FAINT
    (_, y1), (x2, y2) = arrow.points[-2:]
    down = 1 if y2 > y1 else -1
    head = f"M{x2:g} {y2:g}l-6-3.5v7z" if y1 == y2 else f"M{x2:g} {y2:g}l-3.5{-6 * down:+g}h7z"
    legs = " ".join(f"{x:g},{y:g}" for x, y in arrow.points)
    dashes = ' stroke-dasharray="5 3"' if arrow.is_broken else ""
    (x3, y3), (x4, y4) = arrow.points[1:3]
    at, level = (x3 + x4) / 2, (y3 + y4) / 2
    cross = f'<path d="M{at - 4:g} {level - 4:g}l8 8m0-8l-8 8" stroke="{colour}" stroke-width="2"/>' if arrow.is_broken else ""
    return (
        f'<polyline points="{legs}" fill="none" stroke="{colour}" stroke-width="1.6"{dashes}/>'
        f'<path d="{head}" fill="{colour}"/>{cross}'
    )


def _amount(text: str, x: float, y: float) -> str:
    return f'<text x="{x:g}" y="{y + 4:g}" font-size="12" fill="{_INK}">{escaped(text)}</text>'


def _label(row: Row, number: int) -> str:
    """Return a row's label for the file: clipped to its column, the whole title on pointing at it."""
    clip = f'<clipPath id="label{number}"><rect x="0" y="{row.y:g}" width="{_LABELS:g}" height="{row.height:g}"/></clipPath>'
    if row.heading:
        text = f'<text x="{_GAP:g}" y="{row.y + 18:g}" font-size="13" font-weight="600" fill="{_INK}">'
        return f'{clip}<g clip-path="url(#label{number})">{text}{escaped(_shortened(row.heading))}</text></g>'
    is_tall = row.height > 30
    status = status_of(row.record)
    title = str(row.record["title"])
    second = (
        f'<text x="{_GAP:g}" y="{row.y + 33:g}" font-size="11.5" fill="{_FAINT}">{escaped(_shortened(status, 46))}</text>'
        if is_tall
        else ""
    )
    return (
        f'{clip}<g clip-path="url(#label{number})"><title>{escaped(title)}</title>'
        f'<text x="{_GAP:g}" y="{row.y + 17:g}" font-size="13" fill="{_INK}">'
        f"{escaped(_shortened(title))}</text>{second}</g>"
    )


def _shortened(text: str, most: int = _MOST_LETTERS) -> str:
    """Return a text on one line, cut to a width in letters; wide letters count twice, and no turn of direction leaks out."""
    kept, room = [], most
    for one in " ".join(text.split()):
        room -= 2 if unicodedata.east_asian_width(one) in "WF" else 0 if unicodedata.combining(one) else 1
        if room < 0:
            kept.append("…")
            break
        kept.append(one)
    return f"\N{FIRST STRONG ISOLATE}{''.join(kept)}\N{POP DIRECTIONAL ISOLATE}"


def _legend_rows(width: float) -> Iterator[str]:
    line = ""
    for words in (say(named) for _, named in LEGEND):
        if line and len(line) + len(words) > width / 6.2:
            yield line
            line = ""
        line += f"{' · ' if line else ''}{words}"
    if line:
        yield line
