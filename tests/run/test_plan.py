"""The plan of a batch."""

import shutil

import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.run import plan as planning
from pmobook.run.catalogue import find_notebooks
from pmobook.run.plan import choose_business_units, choose_quarter, make_plan
from pmobook.vocabulary import Quarter

Q2, Q3, Q4 = (Quarter.parse(text) for text in ("2026Q2", "2026Q3", "2026Q4"))


def plan(engagement, notebooks, quarter=Q3, **options):
    found = find_notebooks(notebooks)
    return make_plan(engagement, quarter, engagement.business_units, found, {one.name: {} for one in found}, **options)


def test_every_business_unit_gets_every_notebook(engagement, notebooks, small):
    small.notebook(notebooks, "20_more", small.weights)
    made = plan(engagement, notebooks)
    assert [(task.business_unit, task.notebook.name) for task in made.tasks] == [
        ("retail", "10_goals"),
        ("retail", "20_more"),
        ("wholesale", "10_goals"),
        ("wholesale", "20_more"),
    ]
    assert len({task.fingerprint.run_id for task in made.tasks}) == 4


def test_no_pack_is_skipped_and_a_broken_one_failed_in_its_senders_words(engagement, notebooks, small):
    small.pack(engagement.folder, "retail", weight="two")
    small.pack(engagement.folder, "retail", quarter="2026Q4")
    made = plan(engagement, notebooks, Q4)
    assert made.skipped == {"wholesale": "no pack handed in for 2026Q4"}
    made = plan(engagement, notebooks)
    assert set(made.failed) == {"retail"}
    assert "column weight: found 'two', expected" in made.failed["retail"]
    assert [task.business_unit for task in made.tasks] == ["wholesale"]


def test_a_mistake_of_ours_over_one_pack_does_not_end_the_batch(engagement, notebooks, monkeypatch):
    original = planning.input_contents

    def stumble(engagement, unit, quarter):
        if unit == "retail":
            raise KeyError("surprise")
        return original(engagement, unit, quarter)

    monkeypatch.setattr(planning, "input_contents", stumble)
    made = plan(engagement, notebooks)
    assert "An error of ours while reading the pack (KeyError: 'surprise' (stumble, line" in made.failed["retail"]
    assert [task.business_unit for task in made.tasks] == ["wholesale"]


def test_a_plan_stops_when_asked(engagement, notebooks):
    assert plan(engagement, notebooks, go_on=lambda: False).tasks == ()


def test_the_quarter_is_the_latest_with_packs_if_none_is_named(engagement, small):
    small.pack(engagement.folder, "retail", quarter="2026Q4")
    assert choose_quarter(engagement, None) == Q4
    assert choose_quarter(engagement, Q3) == Q3
    with pytest.raises(
        PmobookError, match=r"No business unit has handed in a pack for 2026Q2\. There are packs for 2026Q3, 2026Q4"
    ):
        choose_quarter(engagement, Q2)


def test_an_engagement_without_packs_is_told_where_they_belong(tmp_path, small):
    made = small.engagement(tmp_path / "new")
    shutil.rmtree(made.folder / "inputs")
    with pytest.raises(PmobookError, match=r"Example Trading has no input packs yet.*/inputs/<business unit>/<quarter>"):
        choose_quarter(open_engagement(made.folder), None)


def test_business_units_are_chosen_once_each_and_an_unknown_one_is_refused(engagement):
    assert choose_business_units(engagement, None, Q3) == ("retail", "wholesale")
    assert choose_business_units(engagement, ["wholesale", "wholesale"], Q3) == ("wholesale",)
    with pytest.raises(PmobookError, match="Did you mean retail"):
        choose_business_units(engagement, ["retial"], Q3)
