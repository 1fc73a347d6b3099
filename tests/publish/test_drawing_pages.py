"""A page is drawn of what is published now, by the method as it is now, for those who may see it."""

import dataclasses
import itertools
import logging
import shutil

import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.method import scorecard
from pmobook.method.places import method_folder
from pmobook.publish import drawing_pages
from pmobook.publish.addresses import PageAddress
from pmobook.publish.drawing_pages import page_pieces
from pmobook.publish.exhibits import places
from pmobook.publish.renderings import Incomplete
from pmobook.publish.site import Site
from pmobook.vocabulary import Quarter

LATEST = Quarter(2026, 3)
LOG = logging.getLogger("test")


def drawn(published, address, shown=()):
    return "".join(page_pieces(published, address, shown, LOG))


def test_the_finding_comes_first_and_by_itself(bank):
    pieces = page_pieces(Site(bank.folder).published(), PageAddress("enterprise", LATEST), (), LOG)
    first = next(pieces)
    assert "<h1>" in first
    assert 'id="risk"' not in first
    assert 'id="risk"' in "".join(pieces)


def test_a_reader_of_one_business_unit_finds_no_other_in_what_may_be_chosen(bank):
    published = Site(bank.folder).published()
    address = PageAddress("business_unit", LATEST, "wealth")
    assert 'value="retail"' in drawn(published, address)
    assert 'value="retail"' not in drawn(published, address, ("wealth",))


def test_how_a_figure_came_about_is_a_page_like_the_others(bank):
    page = drawn(Site(bank.folder).published(), PageAddress("how", LATEST, "retail", "maturity"))
    assert "<h1>" in page


def test_another_method_is_read_before_the_next_page_is_drawn(bank, tmp_path, monkeypatch):
    shutil.copytree(method_folder(), tmp_path / "method")
    published = Site(bank.folder).published()
    before = scorecard.scorecard_rules()
    drawn(published, PageAddress("business_unit", LATEST, "retail"))
    assert scorecard.scorecard_rules() is scorecard.scorecard_rules(), "it is read once while it is the same"
    monkeypatch.setattr(scorecard, "method_folder", lambda: tmp_path / "method")
    text = (tmp_path / "method" / "scorecard.yaml").read_text(encoding="utf-8")
    value = before.least_level_change.value
    (tmp_path / "method" / "scorecard.yaml").write_text(text.replace(f"value: {value}", "value: 4.75"), encoding="utf-8")
    drawn(dataclasses.replace(published, method="another"), PageAddress("business_unit", LATEST, "retail"))
    assert scorecard.scorecard_rules() != before
    monkeypatch.undo()
    drawn(published, PageAddress("business_unit", LATEST, "retail"))
    assert scorecard.scorecard_rules() == before


def test_a_section_that_fails_is_told_to_the_operator_and_leaves_the_others(bank, monkeypatch, caplog):
    def fail(place, _):
        if place.exhibit == "risk":
            message = "secret of the engagement"
            raise ValueError(message)
        return f"<p>{place.exhibit}</p>"

    monkeypatch.setattr(drawing_pages, "drawn_at", fail)
    coming = page_pieces(Site(bank.folder).published(), PageAddress("enterprise", LATEST), (), LOG)
    pieces = list(itertools.islice(coming, len(places("enterprise"))))
    with pytest.raises(Incomplete):
        next(coming)
    assert sum("could not be shown" in piece for piece in pieces) == 1
    assert "<p>sources</p>\n" in pieces
    assert "secret" not in "".join(pieces)
    assert "secret" in caplog.text


def test_the_page_speaks_the_language_of_its_engagement(bank, tmp_path):
    folder = tmp_path / "bank"
    shutil.copytree(bank.folder, folder)
    with (folder / "engagement.yaml").open("a", encoding="utf-8") as file:
        file.write("language: de\n")
    try:
        page = drawn(Site(folder).published(), PageAddress("business_unit", LATEST, "retail"))
    finally:
        open_engagement(bank.folder)
    assert "Was zu entscheiden ist" in page
