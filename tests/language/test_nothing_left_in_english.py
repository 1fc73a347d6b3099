"""No text of ours on a page or in an export bypasses the catalogues: with every translation in brackets, none stands outside."""

import dataclasses
import datetime as dt
import importlib.util
import io
import math
import re
import sys
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pptx
import pytest
from lxml import html

from pmobook.assess.quarter_message import compose_message, compose_nothing_handed_in
from pmobook.assess.quarter_news import Published, QuarterNews
from pmobook.export.pages import board_pack, narrowed
from pmobook.export.pdf import _data
from pmobook.export.slides import as_slides
from pmobook.export.workbook import as_workbook
from pmobook.inputs.engagement import open_engagement
from pmobook.language import catalogue, say, use_language
from pmobook.language.codes import CODES
from pmobook.method.places import workbook_folder
from pmobook.publish.addresses import PageRefused, read_address
from pmobook.publish.reports import write_reports
from pmobook.publish.static_furniture import furniture, render
from pmobook.publish.static_site import write_site
from pmobook.publish.widgets_html import html_of
from pmobook.record.publication import Publication
from pmobook.record.store import open_store
from pmobook.record.tables import TABLES
from pmobook.show.subjects import SUBJECTS
from pmobook.vocabulary import Quarter
from pmobook.what_if.store import Scenarios
from pmobook.what_if.widgets import WhatIf

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


def small_portfolio():
    """Three projects and two goals, as the what-if's own tests have them."""
    place = Path(__file__).parents[1] / "what_if" / "conftest.py"
    specification = importlib.util.spec_from_file_location("portfolios_to_try", place)
    portfolios = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(portfolios)
    index = pd.Index(["a", "b", "c"], name="project_id", dtype="str")
    values = pd.DataFrame({"growth": [1.0, 0.0, math.nan], "thrift": [0.0, 1.0, 0.5]}, index=index)
    cost = pd.DataFrame({"money": [4.0, 3.0, 2.0], "money 2026Q4": [1.0, 2.0, 2.0]}, index=index)
    return portfolios.problem(
        values, pd.Series({"growth": 0.5, "thrift": 0.5}), cost, pd.Series({"money": 6.0, "money 2026Q4": 3.0}),
        mandates=[("c", "in", "law", "Regulator")], current=("b", "c"),
    )  # fmt: skip


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


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("elsewhere", {}), ("enterprise", {"colour": ["red"]}), ("enterprise", {"quarter": ["2026Q1", "2026Q2"]}),
        ("enterprise", {"quarter": ["soon"]}), ("enterprise", {"quarter": ["1999Q1"]}), ("business_unit", {}),
        ("business_unit", {"business_unit": ["retial"]}), ("how", {"business_unit": ["retail"], "figure": ["weather:today"]}),
    ],
)  # fmt: skip
def test_a_refused_address_is_told_in_no_word_that_is_in_no_catalogue(bank, bracketed, page, given):
    opened = open_engagement(bank[0])
    with pytest.raises(PageRefused) as refused:
        read_address(page, given, opened, [Quarter(2026, 1), Quarter(2026, 3)])
    told = [say(refused.value.title), str(refused.value)]
    names = [*opened.business_units, "Any Bank", "enterprise", "business_unit", "beside", "only", "quarter", "colour", "retial",
             "soon", "weather:today", *SUBJECTS]  # fmt: skip
    assert left_over(told, sorted(names, key=len, reverse=True)) == set()


def test_a_message_about_a_quarter_says_nothing_that_is_in_no_catalogue(bracketed):
    published = Published(7, dt.datetime(2026, 10, 18, 6, tzinfo=dt.UTC), Quarter(2026, 3), ("retail",), {})
    quiet = QuarterNews("Example", "2026 Q3", published, "2026Q2", "", ("Retail",), (), (), (), (), (), (), ())
    finding = {"business_unit": "Retail", "notebook": "30_performance", "finding_id": "a:1", "severity": "act",
               "sentence": "S1.", "owner": "O1"}  # fmt: skip
    moved = {"business_unit": "Retail", "about": "focus area", "subject": "a", "title": "T1", "direction": "no longer assessed",
             "before": 2.3, "now": None}  # fmt: skip
    breach = {"limit": "Target", "business_unit": "Retail", "sentence": "S1.", "owner": "", "is_new": True}
    full = dataclasses.replace(
        quiet, address="A1", changed=(moved,), new=(finding,), gone=(finding,), breached=(breach, {**breach, "is_new": False}),
        failed=({"business_unit": "Retail", "notebooks": ["10_maturity"], "reason": "R1."},), missing=("Retail",),
        late=(finding,),
    )  # fmt: skip
    nothing = compose_nothing_handed_in("Example", "2026Q3", "2026 Q3", dt.date(2026, 10, 31), ["Retail"])
    messages = [compose_message(quiet), compose_message(full), nothing]
    lines = [line for one in messages for line in (one.subject, *one.text.splitlines())]
    assert left_over(lines, ["Retail", "Example", "UTC"]) == set()


def test_reports_say_nothing_that_is_in_no_catalogue(bank, bracketed, tmp_path):
    folder, _, written = bank
    new = nbformat.v4
    table = "<table><caption>1</caption><tbody><tr><td>2</td></tr></tbody></table>"
    shown = new.new_output("display_data", data={"text/html": table})
    for number, (unit, notebooks) in enumerate(open_store(folder).run_ids(Quarter(2026, 3)).items()):
        name, run_id = next(iter(notebooks.items()))
        cells = [
            new.new_markdown_cell(f"# {number}"),
            new.new_code_cell("1", metadata={"tags": ["show"]}, outputs=[shown]),
        ]
        parameters = {"papermill": {"parameters": {"run_id": run_id}, "version": "2.7.0"}}
        place = folder / "results" / "notebooks" / "2026Q3" / unit / f"{name}.ipynb"
        place.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(new.new_notebook(cells=cells, metadata=parameters), place)
    write_reports(open_engagement(folder), tmp_path / "reports", with_code=True, quarter=Quarter(2026, 3))
    pages = sorted((tmp_path / "reports").glob("*.html"))
    facts = ["papermill", "nbconvert", "Python", "batch", "_maturity", "_goal_alignment", "_performance", "_portfolio", "_risk",
             "_resources", "_improvement_plan"]  # fmt: skip
    read = [re.sub(r"(?s)<pre.*?</pre>|<details.*?</details>", "", page.read_text(encoding="utf-8")) for page in pages]
    texts = [text for page in read for text in spoken(page)]
    assert not (left := left_over(texts, [*written, *facts])), "\n".join(sorted(left))


def test_the_what_if_says_nothing_that_is_in_no_catalogue(bracketed, tmp_path):
    (tmp_path / "engagement.yaml").write_text("organisation: Any Bank\nmoney: {currency: EUR}\nlanguage: de\n", encoding="utf-8")
    (tmp_path / "business_units").mkdir()
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\n", encoding="utf-8")
    engagement = open_engagement(tmp_path)
    scenarios = Scenarios(engagement, "retail", Quarter(2026, 3))
    page = WhatIf(engagement, small_portfolio(), scenarios, "2026Q3")
    page.controls.budget.value = 1.0
    told = [html_of(page.box)]
    page.controls.reset.click()
    page.controls.other_limits.value = False
    page.controls.pulls["growth"].value = 0.0
    told.append(html_of(page.box))
    written = [
        "Any Bank",
        "Retail",
        "Project a",
        "Project b",
        "Project c",
        "Goal growth",
        "Goal thrift",
        "Regulator",
        "law",
        "no other set is worth more",
    ]  # the second half of a translated sentence, whose first stands before it
    assert not (left := left_over([text for one in told for text in spoken(one)], written)), "\n".join(sorted(left))


@pytest.mark.parametrize("path", sorted((workbook_folder() / "templates").rglob("*.j2")), ids=lambda path: path.name)
def test_no_template_holds_a_word_of_its_own(path):
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"<!DOCTYPE[^>]*>|<!--.*?-->|<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    spoken_names = "|".join(_SPOKEN)
    read_out = re.findall(rf'(?:{spoken_names})="([^"]*)"', text)
    assert left_over([re.sub(r"<[^>]*>", " ", text), *read_out], []) == set()
