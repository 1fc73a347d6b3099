"""Slides have titles, native charts and tables with descriptions, notes with sources, and words that stay words."""

import io
from dataclasses import replace

import pytest
from pptx import Presentation

from pmobook.export.content import Cell, Page
from pmobook.export.slides import as_slides


@pytest.fixture(scope="module")
def slides(pack):
    return list(Presentation(io.BytesIO(as_slides(pack))).slides)


def texts(slides):
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)


def test_every_slide_has_a_title_and_notes_with_the_publication(slides):
    for slide in slides:
        assert slide.shapes.title.text_frame.text
        assert "Publication 7 of 12 October 2026" in slide.notes_slide.notes_text_frame.text


def test_the_maturity_of_a_business_unit_is_a_native_chart_with_the_recorded_scores(slides, results):
    recorded = results.of(results.quarters[-1], "retail").area_scores
    chosen = recorded[recorded["is_chosen_rule"]]
    kicker = "Retail · 2026Q3"
    own = [slide for slide in slides if any(text.startswith(kicker) for text in texts([slide]))]
    charts = [shape.chart for slide in own for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 1
    values = [value for value in charts[0].plots[0].series[0].values if value is not None]
    assert sorted(values) == sorted(chosen["score"].dropna())


def test_charts_and_tables_are_described(slides):
    frames = [shape for slide in slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert frames
    assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in frames)


def test_no_shape_reaches_beyond_the_slide(pack):
    deck = Presentation(io.BytesIO(as_slides(pack)))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_hostile_words_are_words(slides):
    said = "\n".join(texts(slides))
    assert "=cmd|" in said
    assert "<script>alert(1)</script>" in said
    assert "\N{ROCKET}" in said


def test_a_long_title_shrinks(pack):
    sizes = []
    for length in (20, 120, 400):
        deck = Presentation(io.BytesIO(as_slides(replace(pack, pages=(Page("k", "x" * length),)))))
        run = deck.slides[0].shapes.title.text_frame.paragraphs[0].runs[0]
        sizes.append(run.font.size)
        assert len(run.text) <= 220
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3


def test_forty_business_units_go_on_over_several_slides(pack):
    heat = pack.pages[0].tables[0]
    rows = tuple((Cell(f"Unit number {place}"), *heat.rows[0][1:]) for place in range(40))
    page = Page("k", "Many", tables=(replace(heat, rows=rows),))
    deck = Presentation(io.BytesIO(as_slides(replace(pack, pages=(page,)))))
    shown = {text for text in texts(deck.slides) if text.startswith("Unit number")}
    assert len(shown) == 40


def test_the_same_pack_gives_the_same_bytes(pack):
    few = replace(pack, pages=pack.pages[:2])
    assert as_slides(few) == as_slides(few)
