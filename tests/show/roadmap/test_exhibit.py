"""The roadmap on a page: hostile text is text, what is left out is said, and the picture has words beside it."""

import base64
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from pmobook.show.roadmap import (
    Plan,
    dependencies,
    on_gates_and_benefits,
    plan_from,
    roadmap,
    roadmap_csv,
    roadmap_of,
    roadmap_svg,
)

HOSTILE = [
    '<script>alert("x")</script>', "a & b ]]> <!-- ", "🚀 rocket", "\u202eturned", "مشروع المتاجر", "x" * 10_000,
    "a\x00b\x1f\ufffe",
    "=cmd|' /C calc'!A0", "'\"><img src=x onerror=alert(1)>",
]  # fmt: skip


@pytest.fixture
def hostile(plans):
    projects = [
        {**plans.project(f"P{at}", "2026-10-05", "2027-03-31"), "title": text, "category": text, "sponsor": text}
        for at, text in enumerate(HOSTILE)
    ]
    gates = [
        {"project_id": f"P{at}", "gate": text, "due_on": "2026-12-01", "decided_by": text} for at, text in enumerate(HOSTILE)
    ]
    links = [plans.requires(f"P{at}", "P0") for at in range(1, len(HOSTILE))]
    return plans.draw(projects, links, gates, starts={"P1": 1})


def test_the_picture_is_well_formed_whatever_the_titles_say(hostile, plans):
    root = ET.fromstring(roadmap_svg(plan_from(hostile, plans.EUROS), HOSTILE[0]).encode("utf-8", "replace"))
    assert not [one for one in root.iter() if one.tag.rpartition("}")[2] in {"script", "img", "image", "foreignObject", "a"}]
    assert any('<script>alert("x")</script>' in (one.text or "") for one in root.iter())


def test_hostile_titles_are_text_on_the_page(hostile, plans):
    for shown in (
        roadmap(hostile, plans.EUROS).html,
        dependencies(hostile).html,
        on_gates_and_benefits(hostile, plans.EUROS).html,
    ):
        assert "<script" not in shown
        assert "<img" not in shown


def test_no_cell_of_the_rows_is_a_formula(hostile, plans):
    text = roadmap_csv(plan_from(hostile, plans.EUROS))
    assert "'=cmd|' /C calc'!A0" in text
    assert not re.search(r'(^|[,\n]"?)=cmd', text)


def files_of(html):
    found = re.findall(r'download="([^"]+)" href="data:([^;]+);charset=utf-8;base64,([^"]+)"', html)
    return {name: (kind, base64.b64decode(text).decode()) for name, kind, text in found}


def test_the_picture_and_its_rows_can_be_kept(plans):
    found = plans.draw(links=[plans.requires("B", "A")], gates=[{"project_id": "A", "gate": "G1", "due_on": "2026-12-01"}])
    files = files_of(roadmap(found, plans.EUROS).html)
    assert set(files) == {"roadmap_retail_2026q3.svg", "roadmap_retail_2026q3.csv"}
    assert files["roadmap_retail_2026q3.svg"][0] == "image/svg+xml"
    rows = files["roadmap_retail_2026q3.csv"][1].removeprefix("\ufeff").splitlines()
    assert [row.split(",")[0] for row in rows] == ["row", "project", "project", "project", "requires", "gate"]
    assert rows[1].startswith("project,A,Project A,proposed,to come,Sponsor A,,no,2026-10-05,2027-01-29,,,,")


def test_projects_without_dates_are_named_and_those_over_counted(plans):
    over = plans.project("Z", "2025-01-06", "2026-05-29", "closed")
    shown = roadmap(plans.draw([*plans.PLAN, over], starts={"A": 0}), plans.EUROS).html
    assert "No dates: \u2068Project C\u2069 (no start)." in shown
    assert "1 project is over, with no gate or benefit ahead." in shown


def test_how_many_are_drawn_is_said_where_there_are_too_many(many, plans):
    assert "Drawn are the first 60 of 75 projects; all of them stand in the figures." in roadmap(many(75), plans.EUROS).html
    assert "Drawn are the first" not in roadmap(many(60), plans.EUROS).html


def test_a_plan_that_was_not_levelled_says_so(plans):
    assert "Nothing was levelled, so the plan stands alone" in roadmap(plans.draw(), plans.EUROS).html
    assert "Nothing was levelled" not in roadmap(plans.draw(starts={"A": 0}), plans.EUROS).html


def test_those_who_cant_see_it_are_told_what_moves(plans):
    shown = roadmap(plans.draw(links=[plans.requires("B", "A")], starts={"A": 0, "B": 2}), plans.EUROS).html
    assert (
        'aria-label="Roadmap of 2 projects from 2026Q3 to 2027Q3, each a bar over quarters. Later than planned: '
        'Project B 2 months. 1 dependency, none of them broken."'
    ) in shown


def test_without_projects_nothing_is_drawn(plans):
    assert "Not assessed: the form projects was not handed in." in roadmap(plans.draw(None), plans.EUROS).html
    assert "No project requires another" in dependencies(plans.draw()).html
    assert "No gate or benefit lies ahead." in on_gates_and_benefits(plans.draw(), plans.EUROS).html


def test_tables_as_they_were_recorded_draw_the_same_picture(plans):
    found = plans.draw(starts={"A": 0, "B": 2})
    days = [name for name, kind in found.projects.dtypes.items() if str(kind).startswith("datetime")]
    recorded = found.projects.sample(frac=1, random_state=1).reset_index(drop=True)
    recorded = recorded.assign(**{name: recorded[name].dt.date.where(recorded[name].notna(), None) for name in days})
    plan = replace(plan_from(found, plans.EUROS), projects=recorded)
    assert isinstance(plan, Plan)
    assert roadmap_of(plan, "Roadmap Retail 2026Q3").html == roadmap(found, plans.EUROS).html


def test_dependencies_stand_the_broken_ones_first(plans):
    projects = [*plans.PLAN[:2], plans.project("D", "2027-06-01", "2027-08-31")]
    shown = dependencies(plans.draw(projects, [plans.requires("D", "A"), plans.requires("B", "A")])).html
    assert shown.index("Broken") < shown.index("Kept")
