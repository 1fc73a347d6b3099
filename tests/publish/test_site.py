import dataclasses
import shutil

import pytest

from pmobook.inputs.engagement import open_engagement
from pmobook.method.places import method_folder
from pmobook.publish import site
from pmobook.publish.addresses import PageAddress
from pmobook.publish.site import Site
from pmobook.vocabulary import Quarter

ADDRESS = PageAddress("enterprise", Quarter(2026, 3))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "business_units").mkdir()
    (tmp_path / "engagement.yaml").write_text("organisation: Any Bank\nmoney: {currency: GBP}\n", encoding="utf-8")
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\nreports_until: 2026Q1\n", encoding="utf-8")
    return tmp_path


def test_the_key_of_a_page_stays_while_nothing_changes(folder):
    assert Site(folder).published().key(ADDRESS) == Site(folder).published().key(ADDRESS)


def test_a_new_publication_or_engagement_is_another_page(folder):
    published = Site(folder).published()
    assert dataclasses.replace(published, publication="another").key(ADDRESS) != published.key(ADDRESS)
    (folder / "engagement.yaml").write_text("organisation: Any Bank\nmoney: {currency: EUR}\n", encoding="utf-8")
    assert dataclasses.replace(published, engagement=open_engagement(folder)).key(ADDRESS) != published.key(ADDRESS)


def test_another_model_of_the_engagement_is_another_page(folder):
    before = Site(folder).published().key(ADDRESS)
    (folder / "maturity" / "own").mkdir(parents=True)
    (folder / "maturity" / "own" / "model.yaml").write_text("title: Own\n", encoding="utf-8")
    assert Site(folder).published().key(ADDRESS) != before


def test_a_pack_that_arrives_makes_another_page(folder):
    before = Site(folder).published().key(ADDRESS)
    (folder / "inputs" / "retail" / "2026Q3").mkdir(parents=True)
    assert Site(folder).published().key(ADDRESS) != before


def test_a_changed_method_is_another_page(folder, tmp_path, monkeypatch):
    method = tmp_path / "method"
    shutil.copytree(method_folder(), method)
    monkeypatch.setattr(site, "method_folder", lambda: method)
    before = Site(folder).published().key(ADDRESS)
    with (method / "scorecard.yaml").open("a", encoding="utf-8") as file:
        file.write("# another threshold\n")
    assert Site(folder).published().key(ADDRESS) != before


def test_readers_who_may_see_less_get_a_page_of_their_own(folder):
    published = Site(folder).published()
    some, fewer = ("retail", "wealth"), ("retail",)
    assert len({published.key(ADDRESS), published.key(ADDRESS, some), published.key(ADDRESS, fewer)}) == 3
    assert published.key(ADDRESS) == published.key(ADDRESS, ())
