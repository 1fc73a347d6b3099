"""A published roadmap becomes a file: the picture or its rows, of a business unit or of the organisation."""

import importlib.util
from pathlib import Path

import pandas as pd
import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.publish import roadmap_file
from pmobook.vocabulary import Quarter


@pytest.fixture
def engagement(tmp_path, monkeypatch):
    place = Path(__file__).parents[1] / "roadmap_plans.py"
    specification = importlib.util.spec_from_file_location("roadmap_plans", place)
    plans = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(plans)
    (tmp_path / "business_units").mkdir()
    (tmp_path / "engagement.yaml").write_text("organisation: Group\nmoney: {currency: EUR}\n")
    for unit in ("north", "south", "silent"):
        (tmp_path / "business_units" / f"{unit}.yaml").write_text(f"name: {unit.title()}\n")
    found = {"north": plans.draw(starts={"B": 2}), "south": plans.draw(plans.BRIEF)}

    class Store:
        def quarters(self):
            return (Quarter.parse("2026Q3"),)

        def table(self, name, quarter):
            assert quarter in self.quarters()
            return pd.concat([one.tables[name].assign(business_unit=unit) for unit, one in found.items()], ignore_index=True)

    monkeypatch.setattr(roadmap_file, "open_store", lambda folder: Store())
    return open_engagement(tmp_path)


def test_the_picture_of_a_business_unit(engagement, tmp_path):
    place = tmp_path / "new" / "north.svg"
    said = roadmap_file.write_roadmap(engagement, place, "north")
    assert said == f"wrote {place}: Roadmap North 2026Q3, 3 projects."
    assert "Project B" in place.read_text(encoding="utf-8")


def test_the_rows_of_the_organisation_begin_with_the_mark_of_their_encoding(engagement, tmp_path):
    place = tmp_path / "all.CSV"
    roadmap_file.write_roadmap(engagement, place)
    text = place.read_text(encoding="utf-8")
    assert text.startswith("\ufeffrow,project_id,")
    assert "project,north/B,Project B" in text
    assert "project,south/A,Project A" in text


@pytest.mark.parametrize(
    ("name", "unit", "quarter", "words"),
    [
        ("x.pdf", "north", None, r"must end in \.svg \(the picture\) or \.csv"),
        ("x.svg", "nroth", None, "north"),
        ("x.svg", "silent", None, "No roadmap of silent is published for 2026Q3"),
        ("x.svg", "north", "2026Q1", "Nothing is published for 2026Q1"),
    ],
)
def test_what_cant_be_written_is_refused_in_words(engagement, tmp_path, name, unit, quarter, words):
    with pytest.raises(PmobookError, match=words):
        roadmap_file.write_roadmap(engagement, tmp_path / name, unit, Quarter.parse(quarter) if quarter else None)
    assert not (tmp_path / name).exists()
