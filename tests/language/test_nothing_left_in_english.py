"""No text of ours on a page or in an export bypasses the catalogues: with every translation in brackets, none stands outside."""

import dataclasses
import datetime as dt
import importlib.util
import io
import re
import sys
from pathlib import Path

import openpyxl
import pandas as pd
import pptx
import pytest
from lxml import html

from pmobook.export.pages import board_pack, narrowed
from pmobook.export.pdf import _data
from pmobook.export.slides import as_slides
from pmobook.export.workbook import as_workbook
from pmobook.inputs.engagement import open_engagement
from pmobook.language import catalogue, use_language
from pmobook.language.codes import CODES
from pmobook.method.places import workbook_folder
from pmobook.publish.static_furniture import furniture, render
from pmobook.publish.static_site import write_site
from pmobook.record.publication import Publication
from pmobook.record.tables import TABLES

_BLOCKS = {
    "p", "li", "td", "th", "h1", "h2", "h3", "h4", "summary", "caption", "figcaption", "button", "option", "label", "text",
    "title", "dt", "dd", "div",
}  # fmt: skip
_SPOKEN = ("alt", "title", "aria-label", "placeholder", "data-tip")
_ALLOWED = {
    "pmobook",  # the product's name
    "UTC",  # how the clock of a run is named
    "SPI",  # one of the field's own signs, like CPI
    "GBP", "params", "method", "yaml", "json", "Invented figures.",
    "PNG", "SVG", "CSV", "JSON",
}  # fmt: skip
"""What stands in every language alike."""
_OF_TABLES = {text for table in TABLES.values() for column in table.columns for text in (column.name, column.meaning)}
"""Names of columns and what they hold: English wherever tables are read, as docs/languages.md says."""


class _Brackets:
    """A language in which every text is the English one in brackets."""

    def gettext(self, text):
        return f"⟦{text}⟧"

    def pgettext(self, context, text):
        return f"⟦{text}⟧"

    def ngettext(self, one, many, number):
        return f"⟦{one if number == 1 else many}⟧"

    def npgettext(self, context, one, many, number):
        return one if number == 1 else many


def outside(text):
    """Return what stands outside the outermost brackets; what was cut short stands inside to its end."""
    depth, left = 0, []
    for character in text:
        depth += (character == "⟦") - (character == "⟧" and depth > 0)
        left.append(" " if depth or character == "⟧" else character)
    return " ".join("".join(left).split())


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    """The scorecards' organisation, and what people wrote in it."""
    place = Path(__file__).parents[1] / "show" / "any_bank.py"
    specification = importlib.util.spec_from_file_location(place.stem, place)
    any_bank = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(any_bank)
    folder, results = tmp_path_factory.mktemp("bracketed"), any_bank.make_results()
    any_bank.make_engagement(folder)
    any_bank.record(folder, results)
    with (folder / "engagement.yaml").open("a", encoding="utf-8") as file:
        file.write("language: de\n")
    written = {one for frame in vars(results).values() if isinstance(frame, pd.DataFrame) for one in texts_of(frame)}
    written |= {f"Head of the {unit} PMO" for unit in any_bank.UNITS} | set(any_bank.UNITS.values()) | {"Any Bank"}
    return folder, results, sorted(written - CODES, key=len, reverse=True)


def texts_of(frame):
    for name in frame.columns:
        for value in frame[name].dropna():
            if isinstance(value, str) and len(value) > 1:
                yield " ".join(value.split())
                yield from re.findall(r'"([^"]{2,})"', value) if value.startswith(("[", "{")) else ()


@pytest.fixture
def bracketed(monkeypatch):
    """Put every translation in brackets; what the method says in German is remembered neither from before nor for later."""
    monkeypatch.setattr(catalogue, "_catalogue", lambda code: _Brackets())
    use_language("de")
    forget_the_method()
    yield
    forget_the_method()


def forget_the_method():
    for name, module in [*sys.modules.items()]:
        if name.startswith("pmobook."):
            for known in [*vars(module).values()]:
                if callable(forget := getattr(known, "cache_clear", None)):
                    forget()


def left_over(texts, written):
    """Return what is left of texts without what is in brackets, what people wrote, months, figures and what is allowed."""
    months = [
        f"{one} " for one in ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober")
    ]
    found = set()
    for text in texts:
        own = text.removesuffix("…").rstrip()
        if text in _OF_TABLES or (own != text and any(one.startswith(own) for one in written)):
            continue
        rest = re.sub(r"\brun_\w+", "", outside(text))
        for one in (*written, *_ALLOWED, *months, "November ", "Dezember "):
            rest = rest.replace(one, " ") if one in rest else rest
        if re.search(r"[A-Za-z]{3,}", re.sub(r"20\d\dQ\d|\b[0-9a-f]{8,}\b", "", rest)):
            found.add(text[:160])
    return found


def spoken(content):
    """Give the texts of a page: those that are seen, block by block, and those that are read out."""
    blocks = {}
    for one in html.fromstring(content).iter():
        if not isinstance(one.tag, str) or one.tag in {"script", "style"}:
            continue
        yield from (one.get(name) for name in _SPOKEN if one.get(name))
        for text, at in ((one.text, one), (one.tail, one.getparent())):
            block = at
            while block is not None and block.tag not in _BLOCKS:
                block = block.getparent()
            blocks.setdefault(block, []).append(text or "")
    yield from map("".join, blocks.values())


def test_pages_say_nothing_that_is_in_no_catalogue(bank, bracketed, tmp_path):
    folder, _, written = bank
    write_site(open_engagement(folder), tmp_path / "site")
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "site").glob("*.html")}
    # How a figure came about shows what is recorded as it is recorded.
    texts = [text for name, page in pages.items() for text in spoken(page) if not (name.startswith("how-") and text in CODES)]
    assert not (left := left_over(texts, written)), "\n".join(sorted(left))


def test_the_workbook_says_nothing_that_is_in_no_catalogue(bank, bracketed):
    folder, results, written = bank
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(shown(folder, results))))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not (left := left_over([*cells, *book.sheetnames], written)), "\n".join(sorted(left))


def test_slides_and_the_board_pack_say_nothing_that_is_in_no_catalogue(bank, bracketed):
    folder, results, written = bank
    pack = board_pack(shown(folder, results))
    slides = pptx.Presentation(io.BytesIO(as_slides(pack))).slides
    shapes = [one for slide in slides for one in slide.shapes]
    texts = [paragraph.text for one in shapes if one.has_text_frame for paragraph in one.text_frame.paragraphs]
    texts += [cell.text for one in shapes if one.has_table for row in one.table.rows for cell in row.cells]
    assert not (left := left_over([*texts, *said_in(_data(pack))], written)), "\n".join(sorted(left))


def shown(folder, results):
    runs = results.runs.assign(input_digest="1f" * 32, method_digest="2e" * 32)
    results = dataclasses.replace(results, runs=runs)
    publication = Publication(7, "batch", "2026Q3", dt.datetime(2026, 10, 12, 9, 30, tzinfo=dt.UTC), "0.1.0")
    return narrowed(open_engagement(folder), results, publication, "2026Q3")


def said_in(data):
    """Give the texts of a board pack's data that are typeset."""
    if isinstance(data, dict):
        silent = {"kind", "align", "colours", "shapes", "fonts", "language", "region", "page", "legend"}
        yield from (text for name, one in data.items() if name not in silent for text in said_in(one))
    elif isinstance(data, list | tuple):
        yield from (text for one in data for text in said_in(one))
    elif isinstance(data, str):
        yield data


def test_pages_around_a_sign_in_say_nothing_that_is_in_no_catalogue(bracketed):
    about = furniture("", "", "")
    pages = [
        render("sign_in.html.j2", about, title="", problem="", form="", next="", person=""),
        render("sign_out.html.j2", about, title="", form=""),
        render("failed.html.j2", about, reference="", alone=False),
    ]
    assert left_over([text for page in pages for text in spoken(page.decode())], []) == set()


@pytest.mark.parametrize("path", sorted((workbook_folder() / "templates").rglob("*.j2")), ids=lambda path: path.name)
def test_no_template_holds_a_word_of_its_own(path):
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<!DOCTYPE[^>]*>|<!--.*?-->|<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    spoken_names = "|".join(_SPOKEN)
    read_out = re.findall(rf'(?:{spoken_names})="([^"]*)"', text)
    assert left_over([re.sub(r"<[^>]*>", " ", text), *read_out], []) == set()
