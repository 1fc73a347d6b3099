"""Every figure of a table of business units leads to the business unit's page, and every figure there to how it was scored."""

import dataclasses
import html
import re
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from pmobook.assess import tables as shapes
from pmobook.show.scorecard_business_unit import business_unit_scorecard
from pmobook.show.scorecard_context import context_of
from pmobook.show.scorecard_drill import leading_deeper
from pmobook.show.scorecard_enterprise import enterprise_scorecard
from pmobook.show.subjects import SUBJECTS, subject_of
from pmobook.show.table import Column


def links(shown):
    return [urlsplit(html.unescape(one)) for one in re.findall(r'href="([^"]*)"', shown)]


def rows_of(shape, *rows):
    """Recorded rows of retail, with what isn't said missing."""
    whole = [dict.fromkeys(shape) | row for row in rows]
    return shapes.build(whole, shape).assign(quarter="2026Q3", business_unit="retail", run_id="a1")


@pytest.fixture(scope="module")
def every_subject(results):
    """Results of retail with people, a choice of projects and an action as well."""
    chosen = {"is_chosen": True, "is_current": True, "value": 0.4, "cost": 2.0}
    return dataclasses.replace(
        results,
        selection=rows_of(
            shapes.SELECTION,
            {"project_id": "core", "title": "Core ledger", **chosen},
            {"project_id": "app", "title": "App", **chosen, "is_chosen": False},
        ),
        capacity_balance=rows_of(
            shapes.CAPACITY_BALANCE,
            {"role": "Data <b> engineer", "period": "2026-10", "capacity": 1.0, "demand": 2.0, "surplus": 0.0, "deficit": 1.0},
            {"role": "Data <b> engineer", "period": "2026-11", "demand": 2.0},
        ),
        actions=rows_of(
            shapes.ACTIONS,
            {"action_id": "a7", "title": "Hire", "owner": "Head", "effort_days": 3.0, "fits": True, "status": "proposed",
             "severity": "act", "rank": 1},
        ),
    )  # fmt: skip


@pytest.fixture
def context(engagement, results):
    return context_of(engagement, results, "2026Q3")


def test_a_figure_leads_to_the_section_of_its_business_unit_and_words_stay_words(context):
    rows = pd.DataFrame({"business_unit": ["retail", "markets"], "said": ["a <b>", "c"], "count": [3, None]})
    columns = [
        Column("said", "Said"),
        Column("count", "Count", "right", lambda value: "<none>" if pd.isna(value) else f"{value:g}"),
    ]
    shown, leading = leading_deeper(context, rows, columns, "risk")
    figures = shown[leading[1].name].tolist()
    assert leading[0] == columns[0]
    assert [parse_qs(one.query)["business_unit"] for one in links("".join(figures))] == [["retail"], ["markets"]]
    assert {one.fragment for one in links("".join(figures))} == {"risk"}
    assert "&lt;none&gt;</a>" in figures[1]
    assert 'title="What this is made of: Markets &lt;script&gt;alert(1)&lt;/script&gt;"' in figures[1]


def test_a_business_unit_whose_file_was_removed_has_figures_that_lead_nowhere(context):
    rows = pd.DataFrame({"business_unit": ["gone"], "count": [3]})
    shown, leading = leading_deeper(context, rows, [Column("count", "Count", "right", str)], "risk")
    assert shown[leading[0].name].tolist() == ["3"]


def test_a_table_without_rows_stays_one(context):
    rows = pd.DataFrame({"business_unit": pd.Series(dtype="str"), "count": pd.Series(dtype="float64")})
    shown, leading = leading_deeper(context, rows, [Column("count", "Count", "right", str)], "risk")
    assert shown[leading[0].name].tolist() == []


@pytest.mark.parametrize(
    ("exhibit", "leads_to"),
    [
        ("plans", "plan"),
        ("goals", "alignment"),
        ("measures", "performance"),
        ("delivery", "projects"),
        ("portfolio", "portfolio"),
        ("roadmap", "roadmap"),
    ],
)
def test_each_section_of_the_enterprise_leads_to_the_business_units_own(engagement, every_subject, exhibit, leads_to):
    shown = getattr(enterprise_scorecard(engagement, every_subject, "2026Q3"), exhibit).html
    named = [one.fragment.split("-")[0] for one in links(shown) if one.path in ("business_unit", "how")]
    assert named
    assert set(named) == {leads_to}


@pytest.mark.parametrize(("exhibit", "subject"), [("people", "capacity"), ("roadmap", "roadmap"), ("portfolio", "portfolio")])
def test_figures_of_people_roadmap_and_portfolio_lead_to_how_each_came_about(engagement, every_subject, exhibit, subject):
    shown = getattr(business_unit_scorecard(engagement, every_subject, "retail", "2026Q3"), exhibit).html
    items = [subject_of(parse_qs(one.query)["figure"][0]) for one in links(shown) if one.path == "how"]
    assert {(subject, item) for one, item in items if one == subject and item} != set()


def test_each_headline_figure_of_a_business_unit_leads_to_its_section_and_to_how_it_was_scored(engagement, results):
    shown = business_unit_scorecard(engagement, results, "retail", "2026Q3").cards.html
    cards = shown.split("<li ")[1:]
    assert len(cards) == 6
    for card in cards:
        section, figure = links(card)
        assert (section.path, figure.path) == ("", "how")
        assert parse_qs(figure.query)["figure"][0] in SUBJECTS
    cost = next(card for card in cards if "Expected cost against plan" in card)
    assert parse_qs(links(cost)[1].query)["figure"] == ["projects"], "planned and expected cost stand on the projects' rows"


def test_each_headline_figure_of_the_enterprise_leads_to_the_table_of_each_business_units_own(engagement, results):
    scorecard = enterprise_scorecard(engagement, results, "2026Q3")
    figures = [links(card)[-1].fragment for card in scorecard.cards.html.split("<li ")[1:] if "pmo-how" in card]
    assert figures == ["by-business-unit"] * 6
    assert 'id="by-business-unit"' in scorecard.maturity.html


def test_every_subject_is_shown_by_a_section_of_the_page(engagement, results):
    scorecard = business_unit_scorecard(engagement, results, "retail", "2026Q3")
    names = [name for name, value in vars(type(scorecard)).items() if isinstance(value, property)]
    page = "".join(getattr(scorecard, name).html for name in names)
    assert [name for name, subject in SUBJECTS.items() if f' id="{subject.section or name}"' not in page] == []
