import json

import pandas as pd
import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pool import Contribution, read_pool
from pmobook.publish import contribution
from pmobook.record.frames import to_frame
from pmobook.record.tables import TABLES
from pmobook.vocabulary import Quarter


class StoreOf:
    """A published quarter."""

    def __init__(self, rows):
        empty = to_frame(TABLES["area_scores"], TABLES["area_scores"].schema.empty_table())
        self.rows = pd.DataFrame(rows, columns=list(empty.columns)) if rows else empty

    def quarters(self):
        return tuple(sorted({Quarter.parse(one) for one in self.rows["quarter"]}))

    def table(self, name, quarter):
        assert name == "area_scores"
        return self.rows[self.rows["quarter"] == str(quarter)]


def score(unit, area, value, **more):
    return {"quarter": "2026Q3", "business_unit": unit, "run_id": "x", "area_id": area, "rule": "weighted_mean",
            "instrument": "survey", "is_chosen_rule": True, "score": value, "low": value - 0.1234, "high": value + 0.1234,
            "raters": 7, **more}  # fmt: skip


@pytest.fixture
def engagement(tmp_path):
    (tmp_path / "business_units").mkdir()
    (tmp_path / "engagement.yaml").write_text(
        "organisation: Secretive Limited\nmoney: {currency: EUR}\nsector: Retail trade\nsize: large\n"
    )
    for unit in ("north_unit", "south_unit"):
        (tmp_path / "business_units" / f"{unit}.yaml").write_text(f"name: {unit.title()}\nlead: Head of {unit.title()}\n")
    return open_engagement(tmp_path)


def write(engagement, monkeypatch, rows):
    monkeypatch.setattr(contribution, "open_store", lambda folder: StoreOf(rows))
    return contribution.write_contribution(engagement)


def test_scores_are_written_and_no_name_of_anything(engagement, monkeypatch):
    rows = [score("north_unit", "overall", 2.34567), score("south_unit", "overall", 3.0), score("south_unit", "x", 1.0)]
    place = write(engagement, monkeypatch, rows)
    text = place.read_text()
    assert not [word for word in ("Secretive", "north", "North", "south", "Head") if word in text]
    read = Contribution.model_validate(json.loads(text))
    assert (read.sector, read.size, len(read.records)) == ("Retail trade", "large", 2)
    assert {one.areas["overall"].score for one in read.records} == {2.35, 3.0}
    assert {one.raters for one in read.records} == {"5 to 9"}


def test_what_is_not_assessed_stays_so(engagement, monkeypatch):
    place = write(engagement, monkeypatch, [score("north_unit", "overall", float("nan"))])
    (record,) = json.loads(place.read_text())["records"]
    assert record["areas"]["overall"]["score"] is None


def test_rules_that_were_not_chosen_stay_at_home(engagement, monkeypatch):
    rows = [score("north_unit", "overall", 2.0), score("north_unit", "overall", 1.0, rule="ladder", is_chosen_rule=False)]
    (record,) = json.loads(write(engagement, monkeypatch, rows).read_text())["records"]
    assert record["rule"] == "weighted_mean"


def test_ones_own_contribution_in_the_pool_is_left_out(engagement, monkeypatch):
    place = write(engagement, monkeypatch, [score("north_unit", "overall", 2.0)])
    (engagement.folder / "pool").mkdir()
    (engagement.folder / "pool" / "back.json").write_text(place.read_text())
    assert read_pool(engagement).own == 1


def test_nothing_published_is_said(engagement, monkeypatch):
    with pytest.raises(PmobookError, match="Nothing is published"):
        write(engagement, monkeypatch, [])


def test_a_quarter_without_maturity_says_what_to_run_first(engagement, monkeypatch):
    with pytest.raises(PmobookError, match=r"No maturity is published for 2026Q3.* Run 10_maturity first"):
        write(engagement, monkeypatch, [score("gone_unit", "overall", 2.0)])
