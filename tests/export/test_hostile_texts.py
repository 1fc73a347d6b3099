"""What people wrote is text on every page and in every export, wherever they wrote it and whatever it holds."""

import dataclasses
import io
import json
import re
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import pypdf
import pytest
from pptx import Presentation

from pmobook.assess import tables as shapes
from pmobook.export.pages import board_pack, narrowed
from pmobook.export.pdf import as_pdf
from pmobook.export.slides import as_slides
from pmobook.export.workbook import as_workbook
from pmobook.inputs.engagement import open_engagement
from pmobook.publish.addresses import PageAddress
from pmobook.publish.static_scorecards import StaticScorecards
from pmobook.show.scorecard_business_unit import business_unit_scorecard
from pmobook.show.scorecard_enterprise import enterprise_scorecard

MARKED = "=cmd|' /C calc'!A0 <script>alert(1)</script><x-hostile> \" x-broken=\"1 ' x-broken='1 \u202egnp.exe \U0001f680"
TEXTS = {"everything at once": MARKED, "10,000 characters": ("=<x-hostile>\" x-broken='" * 500)[:10_000]}
WRITTEN = {
    "project_status": ("title", "sponsor", "confidence_note", "cost_note", "schedule_note"),
    "alignment": ("title", "note"),
    "measure_status": ("title", "owner", "claim", "note", "unit_of_measure"),
    "findings": ("sentence", "owner"),
    "improvement_steps": ("title", "note"),
    "roadmap": ("title", "sponsor", "category", "note"),
    "roadmap_marks": ("title", "owner"),
    "runs": ("reason",),
    "benefit_status": ("title", "owner", "unit_of_measure", "note"),
    "actions": ("title", "why", "first_step", "owner", "note"),
}
"""Columns that hold what people wrote: names of projects, goals, measures and persons, comments, reasons."""


@pytest.fixture(scope="module", params=list(TEXTS))
def hostile(request, any_bank, tmp_path_factory):
    """An engagement and results in which all that people can write is hostile."""
    text, folder = TEXTS[request.param], tmp_path_factory.mktemp("hostile")
    any_bank.make_engagement(folder)
    quoted = json.dumps(text[:200], ensure_ascii=False)
    (folder / "engagement.yaml").write_text(
        f"organisation: {quoted}\nmoney: {{currency: GBP, scale: million}}\nattribution: {quoted}\n", encoding="utf-8"
    )
    for key in any_bank.UNITS:
        (folder / "business_units" / f"{key}.yaml").write_text(f"name: {quoted}\nlead: {quoted}\n", encoding="utf-8")
    found = with_benefits_and_actions(any_bank.make_results())
    changed = {
        name: getattr(found, name).assign(
            **{column: pd.Series(text, index=getattr(found, name).index, dtype="str") for column in columns}
        )
        for name, columns in WRITTEN.items()
    }
    changed["runs"] = changed["runs"].assign(input_digest="1f" * 32, method_digest="2e" * 32)
    return text, open_engagement(folder), dataclasses.replace(found, **changed)


def with_benefits_and_actions(results):
    """Add a benefit that is behind and an action to agree to, of every business unit and quarter there is."""
    benefit = {
        "benefit_id": "b1", "project_id": "core", "kind": "cashable", "stage": "executing", "planned": 9.0, "expected": 4.0,
        "planned_due": 3.0, "realised": 1.0, "realised_share": 1 / 3, "periods": 8, "periods_due": 3, "periods_overdue": 0,
        "periods_not_assessed": 0, "slip_months": 6.0, "standing": "far behind", "to_come": 3.0,
    }  # fmt: skip
    action = {
        "action_id": "a1", "matter": "own", "effort_days": 3.0, "rank": 1, "fits": True, "status": "proposed", "severity": "act",
        "findings": 1,
    }  # fmt: skip
    places = results.runs[["quarter", "business_unit", "run_id"]].drop_duplicates(["quarter", "business_unit"])
    added = {}
    for name, row, shape in (("benefit_status", benefit, shapes.BENEFIT_STATUS), ("actions", action, shapes.ACTIONS)):
        rows = shapes.build([dict.fromkeys(shape) | row] * len(places), shape)
        added[name] = rows.assign(**{column: places[column].tolist() for column in places})
    return dataclasses.replace(results, **added)


class Read(HTMLParser):
    """What a browser takes for markup and for text."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.tags, self.names, self.text = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.names += [name for name, _ in attributes]

    def handle_data(self, data):
        self.text.append(data)


def check_page(page, text, scripts=0):
    read = Read(page)
    assert read.tags.count("script") == scripts
    assert "x-hostile" not in read.tags
    assert [name for name in read.names if name.startswith(("on", "x-"))] == []
    assert text in "".join(read.text)


def whole(scorecard):
    names = [name for name, value in vars(type(scorecard)).items() if isinstance(value, property)]
    return "\n".join(getattr(scorecard, name).html for name in names)


@pytest.mark.parametrize("beside", ["", "2026Q1"])
def test_the_enterprise_page_shows_it_as_text(hostile, beside):
    text, engagement, results = hostile
    check_page(whole(enterprise_scorecard(engagement, results, "2026Q3", beside)), text)


@pytest.mark.parametrize("business_unit", ["retail", "wealth"])
def test_a_business_units_page_shows_it_as_text(hostile, business_unit):
    text, engagement, results = hostile
    check_page(whole(business_unit_scorecard(engagement, results, business_unit, "2026Q3")), text)


@pytest.mark.parametrize(("page", "business_unit"), [("enterprise", ""), ("business_unit", "markets")])
def test_a_page_without_a_server_shows_it_as_text(hostile, page, business_unit):
    text, engagement, results = hostile
    site = StaticScorecards(engagement, results, is_whole=True)
    check_page(site.page(PageAddress(page, results.quarters[-1], business_unit)).decode(), text, scripts=1)


def test_the_pdf_runs_nothing_and_keeps_it_as_words(hostile, publication):
    text, engagement, results = hostile
    document = pypdf.PdfReader(io.BytesIO(as_pdf(board_pack(narrowed(engagement, results, publication, "2026Q3")))))
    said = "".join("".join(page.extract_text().split()) for page in document.pages)
    assert "".join(text[:12].split()) in said
    assert not {"/JavaScript", "/OpenAction", "/AA"} & set(document.trailer["/Root"])
    assert len(document.pages) < 40


def test_slides_keep_it_as_words_within_their_edges(hostile, publication):
    text, engagement, results = hostile
    deck = Presentation(io.BytesIO(as_slides(board_pack(narrowed(engagement, results, publication, "2026Q3")))))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    said = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    said += [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    assert any(text[:12] in one for one in said)
    assert all(shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height for shape in shapes)


def test_the_workbook_holds_no_formula(hostile, publication):
    text, engagement, results = hostile
    content = as_workbook(narrowed(engagement, results, publication, "2026Q3"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert [one[:20] for one in texts if re.match(r"[=@-]|\+(?!\d)", one)] == []
    assert any(text[:12] in one for one in texts)
