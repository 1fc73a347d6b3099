"""The real engagement over its years: every count that was published of it comes out, and its dirt is kept and explained."""

import csv
from collections import Counter

import pandas as pd
import pytest

from pmobook.assess.delivery import assess_delivery
from pmobook.assess.governance import assess_governance, compare_standards
from pmobook.assess.portfolio_history import portfolio_history
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pack import read_history, read_pack
from pmobook.method.places import workbook_folder
from pmobook.method.thresholds import thresholds
from pmobook.vocabulary import Quarter

GMPP = workbook_folder() / "params" / "gmpp"


@pytest.fixture(scope="module")
def engagement():
    return open_engagement(GMPP)


@pytest.fixture(scope="module")
def history(engagement):
    forms = {"projects": [], "project_costs": []}
    for unit in engagement.business_units:
        for quarter in engagement.quarters(unit):
            pack = read_pack(engagement, unit, quarter)
            for name, frames in forms.items():
                frames.append(pack.form(name).assign(business_unit=unit, quarter=str(quarter)))
    return portfolio_history(*(pd.concat(frames, ignore_index=True) for frames in forms.values()))


@pytest.fixture(scope="module")
def raw():
    with (GMPP / "source" / "gmpp_2014_2019.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change(history, to_quarter):
    rows = history.changes.loc[(history.changes["business_unit"] == "") & (history.changes["to_quarter"] == to_quarter)]
    return rows.iloc[0]


def test_so_many_projects_stand_in_each_year_as_was_published(history):
    """199, 188, 143, 143, 133: Institute for Government, Whitehall Monitor 2018; HC 303 of 2017-19 (report years 2014 to 2018).

    133 in report year 2019: Civil Service World, 22 July 2019, on the annual report.
    """
    assert history.counts().sum(axis=1).tolist() == [199, 188, 143, 143, 133, 133]


def test_confidence_of_september_2013_is_as_parliament_was_told(history):
    """Committee of Public Accounts, HC 147 of 2014-15: 19 % amber/red, 9 % green.

    Department of Health: 9 amber/red, 2 red, eight without a rating.
    """
    counts = history.counts().loc["2013Q3"]
    assert round(100 * counts["amber/red"] / 199) == 19
    assert round(100 * counts["green"] / 199) == 9
    health = history.counts("dhsc").loc["2013Q3"]
    assert (health["amber/red"], health["red"]) == (9, 2)
    unrated = history.projects.query("quarter == '2013Q3' and business_unit == 'dhsc' and reason == 'No DCA'")
    assert len(unrated) == 8


def test_projects_at_risk_fell_from_48_to_44_to_38_as_published(history):
    """The Infrastructure and Projects Authority on its report of 2016-17: red or amber/red in 2014, 2015 and 2016."""
    doubted = history.counts()[["red", "amber/red"]].sum(axis=1)
    assert doubted.loc[["2014Q3", "2015Q3", "2016Q3"]].tolist() == [48, 44, 38]


def test_red_projects_are_four_then_eight_then_four_as_published(history):
    """Civil Service World, 22 July 2019: four in 2019, down from eight, the same number as in 2017 (years of the reports)."""
    assert history.counts()["red"].loc[["2016Q3", "2017Q3", "2018Q3"]].tolist() == [4, 8, 4]


def test_whole_life_costs_add_up_to_what_was_published(history):
    """455.5 billion: the report of 2016-17. 423 billion: HC 303 of 2017-19, on the report of 2017-18."""
    money = history.money.loc[history.money["business_unit"] == ""].set_index("quarter")
    assert round(money.loc["2016Q3", "whole_life_cost"] / 1000, 1) == 455.5
    assert round(money.loc["2017Q3", "whole_life_cost"] / 1000) == 423


def test_projects_that_left_and_entered_exceed_those_published_by_names_that_changed_alone(history):
    """Institute for Government on the report of 2015: 49 left, 38 were added.

    Names differ between the years and are not joined by guess, so both counts exceed the published ones by the same number, that
    of projects that go under another name; those that are likely the same are counted apart.
    """
    row = change(history, "2014Q3")
    assert row["before"] - row["left"] + row["entered"] == row["after"] == 188
    assert row["left"] - 49 == row["entered"] - 38 == 10
    assert row["likely_same"] > 0


def test_movements_into_2018_are_those_published_but_for_two_projects_that_changed_their_names(history):
    """Civil Service World, 22 July 2019: 110 projects stayed, 32 improved, 19 declined, 59 were unchanged."""
    row = change(history, "2018Q3")
    stayed = row["stayed"] + row["moved_in"] + row["likely_same"]
    assert 110 - stayed == 2
    assert row["better"] == 32
    assert 0 <= 19 - row["worse"] <= 2
    assert 0 <= 59 - (row["same"] + row["not_comparable"]) <= 2


def test_confidence_by_department_and_year_is_that_of_the_source(history, raw):
    """Departments under one name in all years, counted straight from the file."""
    ratings = {"green", "amber/green", "amber", "amber/red", "red"}
    for unit, name in {"dft": "DFT", "dwp": "DWP", "home_office": "HO", "mod": "MOD", "moj": "MOJ", "hmrc": "HMRC"}.items():
        wanted = Counter()
        for row in raw:
            if row["department"].upper() == name:
                rating = row["dca"].lower().replace("/ ", "/")
                wanted[f"{row['snapshot_date'][:4]}Q3", rating if rating in ratings else "not assessed"] += 1
        found = history.confidence.loc[(history.confidence["business_unit"] == unit) & (history.confidence["projects"] > 0)]
        assert dict(zip(zip(found["quarter"], found["confidence"], strict=True), found["projects"], strict=True)) == wanted


def test_departments_that_were_merged_hand_their_projects_on(history):
    """BIS and DECC became BEIS in July 2016: ten projects kept their names, one of them in the education department."""
    moved = history.moves.loc[history.moves["fate"] == "moved"]
    assert set(moved["to_quarter"]) == {"2016Q3"}
    assert Counter(zip(moved["other_business_unit"], moved["business_unit"], strict=True)) == {
        ("bis", "beis"): 4,
        ("decc", "beis"): 5,
        ("bis", "dfe"): 1,
    }


def test_names_that_changed_are_told_and_not_joined(history):
    likely = history.moves.loc[history.moves["fate"] == "likely the same"].set_index(["to_quarter", "title"])
    assert likely.loc[("2014Q3", "Universal Credit"), "other_title"] == "Universal Credit Programme"
    assert "formerly Urenco" in likely.index[likely["other_title"] == "Urenco Future Options"][0][1]
    assert (likely["other_business_unit"] == "").all()
    assert likely["likeness"].between(0.85, 1).all()


def test_every_movement_is_counted_once(history):
    for to_quarter in history.quarters[1:]:
        row = change(history, to_quarter)
        assert row["stayed"] + row["moved_in"] + row["likely_same"] + row["left"] == row["before"]
        assert row["stayed"] + row["moved_in"] + row["likely_same"] + row["entered"] == row["after"]
        matrix = history.transitions(to_quarter, with_likely_same=True)
        assert matrix.to_numpy().sum() == row["before"] - row["left"]


def test_what_withheld_a_rating_is_kept_in_the_source_s_own_words(history, raw):
    given = Counter(" ".join(row["dca"].split()) for row in raw if "/" not in row["dca"] and " " in row["dca"].strip())
    told = history.reasons.groupby("reason")["projects"].sum()
    assert told["No DCA"] == given["No DCA"]
    assert told[told.index.str.contains("xempt")].sum() == sum(number for text, number in given.items() if "xempt" in text)
    assert history.counts()["not assessed"].sum() == told.sum()


def test_the_negative_amounts_of_the_source_count_as_they_are(history):
    assert history.money.loc[history.money["business_unit"] == "", "negative_amounts"].sum() == 6


@pytest.mark.parametrize("quarter", ["2013Q3", "2018Q3"])
def test_governance_of_every_department_is_assessed_as_far_as_the_figures_go(engagement, quarter):
    now, rows = Quarter.parse(quarter), []
    for unit_id in engagement.reporting(now):
        pack, unit = read_pack(engagement, unit_id, now), engagement.business_unit(unit_id)
        earlier = read_history(engagement, unit_id, "projects", now).frame
        projects = pack.form("projects")
        delivered = assess_delivery(projects, pack.form("project_costs"), earlier, now, thresholds(), unit)
        found = assess_governance(
            projects, pack.form("gates"), now, unit, project_status=delivered.project_status, history=earlier
        )
        assert len(found.governance_status) == len(projects)
        assert found.governance_status["gates_due"].isna().all()
        rows.append(found.governance_status.assign(business_unit=unit_id, quarter=quarter))
    every = pd.concat(rows, ignore_index=True)
    # Of the first year there is no earlier forecast, so cost alone is known, which is too little to imply anything.
    assert every["implied_rating"].notna().any() == (quarter == "2018Q3")
    standards = compare_standards(every)
    assert standards.projects + standards.not_compared == len(every)
