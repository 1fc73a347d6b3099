"""The PDF is tagged, says the pack's words as text whatever they hold, and is the same whenever it is made."""

import io
from dataclasses import replace

import pypdf
import pytest

from pmobook.export.content import Cell, Page, Sentence
from pmobook.export.pdf import as_pdf


@pytest.fixture(scope="module")
def document(pack):
    return pypdf.PdfReader(io.BytesIO(as_pdf(pack)))


def words_of(document):
    return " ".join(" ".join(page.extract_text().split()) for page in document.pages)


def test_it_is_tagged_titled_and_in_english(document):
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert document.metadata.title == "Board pack 2026Q3: Any Bank"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def alternatives(element, found):
    """Gather the alternative texts of all figures in a tree of tags."""
    element = element.get_object()
    if isinstance(element, list):
        for one in element:
            alternatives(one, found)
    elif isinstance(element, dict):
        if element.get("/S") == "/Figure":
            found.append(str(element.get("/Alt", "")))
        if "/K" in element:
            alternatives(element["/K"], found)
    return found


def test_every_picture_says_its_figures_to_those_who_do_not_see_it(document, pack):
    told = alternatives(document.trailer["/Root"]["/StructTreeRoot"], [])
    drawn = [
        (row, table)
        for page in pack.pages
        for table in page.tables
        if table.chart is not None and table.chart.shape == "bars"
        for row in table.rows
    ]
    assert len(told) == len(drawn) > 0
    for row, table in drawn:
        value = f"{table.columns[table.chart.value].heading} {row[table.chart.value].text or 'not assessed'}"
        assert any(one.startswith(f"{row[0].text[:60]}") and value in one for one in told), row[0].text


def test_every_page_has_its_number_and_the_publication(document):
    for place, page in enumerate(document.pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"{place} of {len(document.pages)}" in text
        assert "publication 7" in text


def test_the_same_pack_gives_the_same_bytes(pack):
    assert as_pdf(pack) == as_pdf(pack)


def test_hostile_words_are_words(document):
    text = words_of(document)
    assert "=cmd|" in text
    assert "<script>alert(1)</script>" in text
    assert "[rocket]" in text
    assert "/JavaScript" not in document.trailer["/Root"]


def test_markup_of_the_typesetter_stays_text(pack):
    page = Page("k", "#panic() $x$ *b* _i_ @ref [x] \\ `raw`", (Sentence('#import "x.typ" <kicker>'),))
    text = words_of(pypdf.PdfReader(io.BytesIO(as_pdf(replace(pack, pages=(page,))))))
    assert "#panic() $x$ *b* _i_ @ref [x] \\ `raw`" in text
    assert '#import "x.typ" <kicker>' in text


def test_characters_that_no_font_draws_are_named(pack):
    page = Page("k", "\u25c9 \u4e2d\u6587 \u0e01 \U0001f600\u200d\U0001f9b0")
    text = words_of(pypdf.PdfReader(io.BytesIO(as_pdf(replace(pack, pages=(page,))))))
    assert "[cjk unified ideograph-4e2d]" in text
    assert "[grinning face]" in text
    assert "▲" in text


@pytest.mark.parametrize("business_units", [2, 12, 40])
def test_a_heat_map_of_any_length_goes_on_with_its_headings_repeated(pack, business_units):
    heat = pack.pages[0].tables[0]
    rows = tuple((Cell(f"Unit number {place}"), *heat.rows[0][1:]) for place in range(business_units))
    page = Page("k", "Many", tables=(replace(heat, rows=rows),))
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(replace(pack, pages=(page,))))).pages
    text = [" ".join(one.extract_text().split()) for one in pages[:-1]]
    assert all("Business unit" in one for one in text)
    assert all(f"Unit number {place} " in f"{' '.join(text)} " for place in range(business_units))
