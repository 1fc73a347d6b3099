"""Every project stands on the roadmap exactly once, with what is to come of it moved along, and no figure made up."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.resources import level
from pmobook.assess.tables import ROADMAP, ROADMAP_LINKS, ROADMAP_MARKS
from pmobook.errors import PmobookError, ProblemsFound


def test_a_project_moves_by_whole_months_and_keeps_its_length(plans):
    found = plans.draw(starts={"A": 0, "B": 2})
    assert plans.row(found, "A")["levelled_start"] == pd.Timestamp("2026-10-05")
    assert plans.row(found, "B")["levelled_start"] == pd.Timestamp("2027-03-04")
    assert plans.row(found, "B")["levelled_finish"] == pd.Timestamp("2027-07-28")
    assert plans.row(found, "B")["months_later"] == 2


def test_the_last_day_of_a_month_stays_within_its_month(plans):
    found = plans.draw([plans.project("A", "2026-10-31", "2026-12-31")], starts={"A": 4})
    assert plans.row(found, "A")["levelled_start"] == pd.Timestamp("2027-02-28")
    assert plans.row(found, "A")["levelled_finish"] == pd.Timestamp("2027-04-30")


def test_what_has_begun_keeps_its_start_and_finishes_later(plans):
    found = plans.draw([plans.project("A", "2026-05-04", "2027-01-29", "executing")], starts={"A": 3})
    assert plans.row(found, "A")["levelled_start"] == pd.Timestamp("2026-05-04")
    assert plans.row(found, "A")["levelled_finish"] == pd.Timestamp("2027-04-29")


def test_what_is_over_does_not_move(plans):
    found = plans.draw([plans.project("A", "2026-01-05", "2026-09-04", "closed")], starts={"A": 3})
    assert plans.row(found, "A")["state"] == "over"
    assert plans.row(found, "A")["months_later"] == 0


def test_an_idea_whose_start_has_passed_is_still_to_come_and_says_so(plans):
    found = plans.draw([plans.project("A", "2026-05-04", "2027-01-29", "idea")])
    assert plans.row(found, "A")["state"] == "to come"
    assert plans.row(found, "A")["note"] == "was to begin on 4 May 2026 and has not"


def test_projects_without_dates_are_listed_and_named(plans):
    found = plans.draw()
    assert plans.row(found, "C")["state"] == "no dates"
    assert plans.row(found, "C")["note"] == "no start"
    said = found.findings.set_index("finding_id").loc["roadmap_dates_missing"]
    assert said["sentence"] == "'Project C' has no dates that a roadmap can draw: it stands on no quarter."
    assert said["owner"] == "Sponsor C"


def test_a_finish_before_its_start_is_no_date_to_draw(plans):
    found = plans.draw([plans.project("A", "2027-02-01", "2027-01-01")])
    assert plans.row(found, "A")["state"] == "no dates"
    assert plans.row(found, "A")["note"] == "its finish lies before its start"


def test_without_a_forecast_the_approved_finish_stands_and_that_is_said(plans):
    found = plans.draw([plans.project("A", "2026-10-05", None, baseline_finish="2027-01-29")])
    assert plans.row(found, "A")["planned_finish"] == pd.Timestamp("2027-01-29")
    assert plans.row(found, "A")["note"] == "no forecast: the approved finish stands"


def test_nothing_levelled_is_not_the_same_as_nothing_moved(plans):
    assert plans.draw().projects["months_later"].isna().all()
    assert not plans.draw().is_levelled
    assert plans.row(plans.draw(starts={"A": 0}), "A")["months_later"] == 0
    assert pd.isna(plans.row(plans.draw(starts={"A": 0}), "B")["months_later"])


def test_a_levelled_plan_is_taken_as_it_comes(plans):
    demand = pd.DataFrame({"project_id": ["A", "A", "B"], "role": "Analyst", "fte": [1.0, 1.0, 1.0],
                           "period": ["2027-01", "2027-02", "2027-01"]})  # fmt: skip
    plan = level(demand, {"Analyst": 1}, ranking=["A", "B"])
    found = plans.draw(starts=plan)
    assert plans.row(found, "B")["months_later"] == 2
    assert plans.row(found, "B")["held_by"] != ""


@pytest.mark.parametrize(
    "starts",
    [{"B": 2}, pd.Series({"B": 2}), {"B": np.int64(2)}, {"B": 2.0}, pd.DataFrame({"project_id": ["B"], "months_later": [2]}),
     pd.DataFrame({"project_id": ["B"], "moved_by": [2], "reason": ["no analyst"]})],
)  # fmt: skip
def test_moves_may_come_in_any_form(plans, starts):
    assert plans.row(plans.draw(starts=starts), "B")["months_later"] == 2


@pytest.mark.parametrize("months", [-1, 1.5, "2", True, float("inf")])
def test_moves_that_are_no_whole_number_of_months_are_refused(plans, months):
    with pytest.raises(ProblemsFound, match="expected a whole number of months of 0 or more"):
        plans.draw(starts={"B": months})


def test_unknown_projects_are_named_with_the_nearest_in_every_form_at_once(plans):
    with pytest.raises(ProblemsFound) as refused:
        plans.draw(
            [plans.project("ALPHA", "2026-10-05", "2027-01-29")],
            [plans.requires("ALPHA", "ALPHB")],
            [{"project_id": "X", "gate": "G1"}],
            plans.benefit("B1", "ALPH", {"2027Q1": 1.0}),
        )
    said = str(refused.value)
    assert "form project_links, column other_project_id: found 'ALPHB'" in said
    assert "Did you mean 'ALPHA'?" in said
    assert "form gates, column project_id: found 'X'" in said
    assert "form benefits, column project_id: found 'ALPH'" in said


def test_a_project_that_stands_there_twice_or_has_no_id_is_refused(plans):
    with pytest.raises(ProblemsFound, match="project_id 'A': found two rows or more"):
        plans.draw([*plans.PLAN, plans.project("A", None, None)])
    with pytest.raises(ProblemsFound, match="row 4: found no project_id"):
        plans.draw([*plans.PLAN, plans.project(None, None, None)])


def test_a_day_that_is_none_is_refused_with_its_place(plans):
    with pytest.raises(ProblemsFound, match="form projects, row 1, column start: found 'soon', expected a day"):
        plans.draw([plans.project("A", "soon", None)])


def test_a_form_without_a_column_it_needs_is_refused(plans):
    with pytest.raises(PmobookError, match="The form project_links lacks the column other_project_id"):
        plans.draw(links=[{"project_id": "A", "link": "requires"}])


def test_days_may_be_texts_dates_or_timestamps(plans):
    for start in (
        "2026-10-05",
        dt.date(2026, 10, 5),
        "2026-10-05 17:00",
        np.datetime64("2026-10-05"),
        pd.Timestamp("2026-10-05"),
    ):
        assert plans.row(plans.draw([plans.project("A", start, "2027-01-29")]), "A")["planned_start"] == pd.Timestamp(
            "2026-10-05"
        )


@pytest.mark.parametrize("empty", [None, [], pd.DataFrame(), pd.DataFrame(columns=["project_id", "start"])])
def test_without_projects_nothing_is_assessed_and_that_is_said(plans, empty):
    found = plans.draw(empty)
    assert found.projects.empty
    assert found.headline == "The roadmap of Retail is not assessed: the form projects was not handed in"
    assert str(found.horizon.last) == "2027Q3"


def test_tables_have_their_columns_also_without_rows(plans):
    for found in (plans.draw(None), plans.draw()):
        assert found.projects.dtypes.astype(str).to_dict() == ROADMAP
        assert found.links.dtypes.astype(str).to_dict() == ROADMAP_LINKS
        assert found.marks.dtypes.astype(str).to_dict() == ROADMAP_MARKS


def test_projects_stand_by_category_the_earliest_first(plans):
    plan = [
        plans.project(key, start, "2027-05-28", category=category)
        for key, start, category in (
            ("Z", "2027-01-04", "Digital"),
            ("A", "2026-11-02", "Shops"),
            ("M", "2027-02-01", "Shops"),
            ("N", "2026-10-01", ""),
        )
    ]
    assert plans.draw(plan).projects["project_id"].tolist() == ["A", "M", "Z", "N"]


def test_every_table_is_recorded_by_its_name(plans):
    assert list(plans.draw().tables) == ["roadmap", "roadmap_links", "roadmap_marks", "findings"]


def test_the_headline_counts_what_moves_and_what_breaks(plans):
    found = plans.draw(links=[plans.requires("B", "A")], starts={"A": 0, "B": 1})
    assert found.headline == (
        "2 projects of Retail run as the people there are allow, 1 of them later than planned; the plan breaks 1 dependency"
    )
    assert plans.draw(plans.PLAN[:1]).headline == "1 project of Retail is as planned; it was not levelled"


DAYS = st.one_of(st.none(), st.dates(dt.date(2025, 1, 1), dt.date(2030, 12, 31)))
STAGES = st.sampled_from(["idea", "proposed", "selected", "executing", "closed", "benefits", ""])


@given(st.lists(st.tuples(DAYS, DAYS, STAGES, st.one_of(st.none(), st.integers(0, 40))), max_size=8), st.randoms())
@settings(max_examples=12)
def test_every_project_appears_once_and_none_is_earlier_than_planned(plans, plan, chance):
    rows = [plans.project(f"P{at}", start, finish, str(stage)) for at, (start, finish, stage, _) in enumerate(plan)]
    chance.shuffle(rows)
    found = plans.draw(rows, starts={f"P{at}": months for at, (_, _, _, months) in enumerate(plan)}).projects
    assert sorted(found["project_id"]) == sorted(f"P{at}" for at in range(len(plan)))
    assert found["place"].tolist() == list(range(len(plan)))
    assert (found["levelled_start"].dropna() >= found["planned_start"].reindex(found["levelled_start"].dropna().index)).all()
    later = found["levelled_finish"].dropna()
    assert (later >= found["planned_finish"].reindex(later.index)).all()


@given(st.permutations(range(3)))
def test_the_order_of_rows_does_not_matter(plans, order):
    plan = [plans.PLAN[one] for one in order]
    pd.testing.assert_frame_equal(plans.draw(plan, starts={"A": 1}).projects, plans.draw(starts={"A": 1}).projects)
