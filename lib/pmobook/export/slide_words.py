"""Words on slides: titles, sentences, cards and lists, in the workbook's colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from pmobook.export.content import Pack, Points
from pmobook.export.sheet_cells import INKS
from pmobook.language import language_tag, say
from pmobook.show.page import CARD_WORDS, Card
from pmobook.show.status import SHAPES, Kind
from pmobook.show.style import COLOURS

__all__ = ["Deck", "add_cards", "add_points", "add_sentences", "coloured", "write"]

_TITLE_ONLY = 5
_LEFT, _WIDTH = 0.55, 12.2
_SIZES = ((45, 28), (90, 24), (140, 20), (10_000, 17))
"""Up to so many characters a title has this size, in points; it takes two lines at most."""

_MOST_POINTS = 4
_LONGEST_POINT = 190


def coloured(text: str) -> RGBColor:
    """Return a colour from its notation in hexadecimal digits."""
    colour: RGBColor = RGBColor.from_string(text.lstrip("#"))
    return colour


def write(paragraph: Any, text: str, size: float, colour: str = COLOURS["ink"], *, bold: bool = False) -> None:  # noqa: ANN401 - without types
    """Add words to a paragraph."""
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = coloured(colour)


class Deck:
    """Slides that look alike: a finding as title, where it belongs above it, a number and the publication below."""

    def __init__(self, presentation: Any, pack: Pack) -> None:  # noqa: ANN401 - as above
        self.presentation, self.pack = presentation, pack
        self.layout = presentation.slide_layouts[_TITLE_ONLY]
        for place in list(self.layout.placeholders)[1:]:
            place._element.getparent().remove(place._element)  # noqa: SLF001 - python-pptx has no other way to take one out
        title = self.layout.placeholders[0]
        title.left, title.top, title.width, title.height = (Inches(one) for one in (_LEFT, 0.5, _WIDTH, 0.85))

    def slide(self, title: str, kicker: str, notes: Sequence[str]) -> Any:  # noqa: ANN401 - as above
        """Add a slide; its notes say more, and where the figures come from."""
        slide = self.presentation.slides.add_slide(self.layout)
        frame = slide.shapes.title.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        shown = title if len(title) <= 220 else f"{title[:219].rstrip()}…"
        size = next(size for most, size in _SIZES if len(shown) <= most)
        paragraph = frame.paragraphs[0]
        paragraph.alignment = 1
        write(paragraph, shown, size, COLOURS["navy"], bold=True)
        write(_box(slide, _LEFT, 0.22, _WIDTH, 0.3).paragraphs[0], kicker, 11, COLOURS["faint"])
        foot = say(
            "{organisation} · {quarter} · publication {publication}",
            organisation=self.pack.organisation[:80],
            quarter=self.pack.quarter,
            publication=self.pack.publication,
        )
        write(_box(slide, _LEFT, 7.05, 10.5, 0.3).paragraphs[0], foot, 9, COLOURS["faint"])
        self._number(slide)
        slide.notes_slide.notes_text_frame.text = "\n".join(dict.fromkeys([*notes, *self.pack.traced]))
        return slide

    def _number(self, slide: Any) -> None:  # noqa: ANN401 - as above
        paragraph = _box(slide, 11.75, 7.05, 1.0, 0.3).paragraphs[0]
        paragraph.alignment = 3
        field = etree.SubElement(paragraph._p, qn("a:fld"), id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")  # noqa: SLF001 - python-pptx knows no fields
        looks = etree.SubElement(field, qn("a:rPr"), lang=language_tag(), sz="900")
        fill = etree.SubElement(looks, qn("a:solidFill"))
        etree.SubElement(fill, qn("a:srgbClr"), val=COLOURS["faint"].lstrip("#"))
        etree.SubElement(field, qn("a:t")).text = str(len(self.presentation.slides))


def _box(slide: Any, left: float, top: float, width: float, height: float) -> Any:  # noqa: ANN401 - as above
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
    frame.word_wrap = True
    for side in ("margin_left", "margin_right", "margin_top", "margin_bottom"):
        setattr(frame, side, 0)
    return frame


def add_sentences(slide: Any, sentences: Sequence[str], top: float) -> float:  # noqa: ANN401 - as above
    """Put sentences under the title, and return where they end, in inches."""
    shown = [one for one in sentences if one]
    if not shown:
        return top
    lines = sum(1 + len(one) // 165 for one in shown)
    frame = _box(slide, _LEFT, top, _WIDTH, 0.24 * lines)
    for place, sentence in enumerate(shown):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(3)
        write(paragraph, sentence, 13)
    return top + 0.25 * lines + 0.15


def add_cards(slide: Any, cards: Sequence[Card], top: float) -> float:  # noqa: ANN401 - as above
    """Put cards beside each other, and return where they end, in inches."""
    gap, height = 0.14, 1.35
    width = (_WIDTH - gap * (len(cards) - 1)) / len(cards)
    for place, card in enumerate(cards):
        left = _LEFT + place * (width + gap)
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(width), Inches(height))
        shape.name = card.label
        shape.shadow.inherit = False
        shape.fill.solid()
        shape.fill.fore_color.rgb = coloured("#F7F9FB")
        shape.line.color.rgb = coloured(COLOURS["line"])
        edge = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(width), Inches(0.05))
        edge.shadow.inherit = False
        edge.fill.solid()
        edge.fill.fore_color.rgb = coloured(COLOURS[card.kind])
        edge.line.fill.background()
        _fill_card(shape.text_frame, card)
    return top + height + 0.2


def _fill_card(frame: Any, card: Card) -> None:  # noqa: ANN401 - as above
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = Inches(0.1)
    frame.margin_top, frame.margin_bottom = Inches(0.1), Inches(0.04)
    lines = (
        (card.label, 10, COLOURS["faint"], False),
        (card.value, 20, COLOURS["ink"], True),
        (f"{SHAPES[card.kind]} {say(CARD_WORDS[card.kind])}", 10, INKS[card.kind], True),
        (card.detail, 9, COLOURS["faint"], False),
    )
    for place, (text, size, colour, bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = 1
        write(paragraph, text if len(text) <= 90 else f"{text[:89]}…", size, colour, bold=bold)


def add_points(slide: Any, lists: Sequence[Points], top: float) -> None:  # noqa: ANN401 - as above
    """Put lists beside each other."""
    gap = 0.4
    width = (_WIDTH - gap * (len(lists) - 1)) / max(len(lists), 1)
    for place, one in enumerate(lists):
        frame = _box(slide, _LEFT + place * (width + gap), top, width, 6.9 - top)
        write(frame.paragraphs[0], one.topic, 14, COLOURS["navy"], bold=True)
        if not one.items:
            write(frame.add_paragraph(), one.empty, 12, COLOURS["faint"])
        for item in one.items[:_MOST_POINTS]:
            paragraph = frame.add_paragraph()
            paragraph.space_before = Pt(5)
            _write_mark(paragraph, item.kind)
            said = item.said if len(item.said) <= _LONGEST_POINT else f"{item.said[: _LONGEST_POINT - 1].rstrip()}…"
            write(paragraph, f"{(say('New: ') if item.is_new else '')}{said}", 12)
            if item.under:
                write(paragraph, f"  {item.under}", 10, COLOURS["faint"])
        left = one.more + max(len(one.items) - _MOST_POINTS, 0)
        if left:
            write(frame.add_paragraph(), say("And {left:,} more.", left=left), 10, COLOURS["faint"])


def _write_mark(paragraph: Any, kind: Kind) -> None:  # noqa: ANN401 - as above
    write(paragraph, f"{SHAPES[kind]} ", 11, INKS[kind], bold=True)
