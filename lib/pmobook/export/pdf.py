"""A board pack as PDF: typeset, tagged, with nothing in it but what was recorded."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from pmobook.errors import PmobookError
from pmobook.export.content import Cell, Pack, Page, Table
from pmobook.language import language, language_tag, say
from pmobook.show.page import CARD_WORDS
from pmobook.show.status import SHAPES
from pmobook.show.style import COLOURS

__all__ = ["as_pdf", "as_pictures"]

_TEMPLATE = Path(__file__).with_name("board_pack.typ")
_FONTS = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math")
"""Packed in typst: the same bytes on every machine."""

_NOT_DRAWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_LONGEST_CELL = 160
_MOST_TRIES = 60
_LATIN, _SIGNS, _EAST_ASIAN = 0x024F, 0x2000, 0x2E80


def as_pdf(pack: Pack) -> bytes:
    """Return a board pack as PDF/UA-1: tagged, titled, with the same bytes whenever it is made.

    Raises
    ------
    PmobookError
        If it can't be typeset.

    Notes
    -----
    A character of a script that no packed font draws, such as an emoji, is written by its name in brackets.
    """
    return _compiled(pack, {"format": "pdf", "pdf_standards": ["ua-1"]})[0]


def as_pictures(pack: Pack, dots_an_inch: float = 60.0) -> list[bytes]:
    """Return the pages as PNG pictures; those of `as_pdf` at a glance."""
    as_pdf(pack)
    return _compiled(pack, {"format": "png", "ppi": dots_an_inch})


def _compiled(pack: Pack, options: dict[str, Any]) -> list[bytes]:
    written = json.dumps(_data(pack), ensure_ascii=False, sort_keys=True)
    # Marks that are never seen, of direction above all, would turn what stands around them.
    text = "".join(one for one in written if unicodedata.category(one) != "Cf")
    for _ in range(_MOST_TRIES):
        try:
            made = typst.compile(
                _TEMPLATE.read_bytes(), ignore_system_fonts=True, font_paths=[], sys_inputs={"data": text}, **options
            )
        except typst.TypstError as error:
            missing = _characters_missing(str(error))
            if not missing & set(text):
                message = f"The board pack could not be typeset: {str(error)[:300]}"
                raise PmobookError(message) from error
            scripts = {_script(one) for one in missing}
            text = "".join(_named(one) if ord(one) > _LATIN and _script(one) in scripts else one for one in text)
        else:
            return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]
    message = f"The board pack holds too many kinds of characters that its fonts don't draw; tried {_MOST_TRIES} times."
    raise PmobookError(message)


def _characters_missing(message: str) -> set[str]:
    """Return the characters that typst names as those no font draws."""
    said = "".join(_NOT_DRAWN.findall(message))
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), said)
    return {one for one in plain if ord(one) > _LATIN}


def _script(character: str) -> int:
    """Return which characters go with one: an alphabet, all East Asian scripts and emoji, or a sign alone."""
    number = ord(character)
    return number if _SIGNS <= number < _EAST_ASIAN else -(min(number, _EAST_ASIAN) >> 7)


def _named(character: str) -> str:
    """Return a character's name in brackets; nothing for a mark on another character."""
    if unicodedata.category(character) in {"Mn", "Me"}:
        return ""
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


def _data(pack: Pack) -> dict[str, Any]:
    return {
        "title": say("Board pack {quarter}: {organisation}", quarter=pack.quarter, organisation=pack.organisation),
        "organisation": pack.organisation,
        "quarter": pack.quarter,
        "dated": list(pack.dated),
        "footer": say(
            "{organisation} · publication {publication} · every figure can be traced, see the last page",
            organisation=pack.organisation[:80],
            publication=pack.publication,
        ),
        "said": {
            "pack": say("Board pack {quarter}", quarter=pack.quarter),
            "page": say("{page} of {pages}", page="{page}", pages="{pages}"),
            "new": say("NEW"),
            "sources": say("Where these figures come from"),
        },
        "traced": list(pack.traced),
        "fonts": list(_FONTS),
        "language": language(),
        "region": language_tag().partition("-")[2].lower(),
        "colours": COLOURS,
        "shapes": SHAPES,
        "legend": [[kind, say(word).lower()] for kind, word in CARD_WORDS.items()],
        "pages": [_page(page) for page in pack.pages],
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "kicker": page.kicker,
        "title": page.title,
        "sentences": [dataclasses.asdict(one) for one in page.sentences],
        "cards": [
            {"label": one.label, "value": one.value, "detail": one.detail, "kind": one.kind, "word": say(CARD_WORDS[one.kind])}
            for one in page.cards
        ],
        "points": [{**dataclasses.asdict(one), "left": say("And {left:,} more.", left=one.more)} for one in page.points],
        "tables": [_table(one) for one in page.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [[{"text": _cut(cell.text), "kind": cell.kind, "under": _cut(cell.under)} for cell in row] for row in table.rows]
    return {
        "topic": table.topic,
        "columns": [dataclasses.asdict(one) for one in table.columns],
        "rows": rows,
        "empty": table.empty,
        "note": table.note,
        "is_heat": table.is_heat,
        "bars": _bars(table),
        "bar_heading": _bar_heading(table),
    }


def _bar_heading(table: Table) -> str:
    chart = table.chart
    if chart is None or chart.shape != "bars":
        return ""
    named = say("Bar: {heading}", heading=table.columns[chart.value].heading)
    return (
        say("{named}, mark: {heading}", named=named, heading=table.columns[chart.target].heading) if chart.target >= 0 else named
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1].rstrip()}…"


def _bars(table: Table) -> list[dict[str, Any]]:
    """Return how far each row's bar and its target reach, 0 to 1, and the same in figures; nothing for a table without bars."""
    chart = table.chart
    if chart is None or chart.shape != "bars":
        return []
    values = [row[chart.value].number for row in table.rows]
    targets = [row[chart.target].number if chart.target >= 0 else None for row in table.rows]
    known = [one for one in (*values, *targets) if one is not None]
    longest = max(known, default=0.0) if math.isnan(chart.maximum) else chart.maximum

    def share(value: float | None) -> float | None:
        return None if value is None or longest <= 0 else min(max(value / longest, 0.0), 1.0)

    def said(row: Sequence[Cell]) -> str:
        shown = [chart.value, *([chart.target] if chart.target >= 0 else [])]
        figures = [f"{table.columns[place].heading} {row[place].text or say('not assessed')}" for place in shown]
        return _cut(f"{row[0].text}: {', '.join(figures)}")

    return [
        {"share": share(value), "target": share(target), "kind": row[chart.value].kind or "first", "said": said(row)}
        for value, target, row in zip(values, targets, table.rows, strict=True)
    ]
