"""The catalogue covers the six focus areas with measures that can be worked out, are sourced, and say how they mislead."""

from __future__ import annotations

import re
import shutil

import pytest

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.method.benefits import benefits_method
from pmobook.method.forms import form
from pmobook.method.governance import governance_method
from pmobook.method.maturity import maturity_model
from pmobook.method.measure_catalogue import catalogue_folder, measure_catalogue
from pmobook.method.thresholds import thresholds
from pmobook.record.tables import TABLES

CATALOGUE = measure_catalogue()
MODEL = maturity_model("strategic_pmo")
NAMED = [pytest.param(one, id=one.measure_id) for one in CATALOGUE.measures]
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@pytest.fixture
def folder(tmp_path):
    """A copy of the catalogue that a test may change."""
    return shutil.copytree(catalogue_folder(), tmp_path / "measures")


def edit(folder, name, old, new):
    """Replace the first place where a text stands in a file."""
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_every_focus_area_of_the_model_has_four_to_seven_measures():
    assert [area.area_id for area in CATALOGUE.areas] == [area.area_id for area in MODEL.areas]
    assert all(4 <= len(area.measures) <= 7 for area in CATALOGUE.areas)
    assert 30 <= len(CATALOGUE.measures) <= 36


def test_ids_and_titles_stand_once():
    for texts in ([one.measure_id for one in CATALOGUE.measures], [one.title.casefold() for one in CATALOGUE.measures]):
        assert len(set(texts)) == len(texts)


def test_a_measure_s_focus_area_is_found_by_its_id():
    assert CATALOGUE.area_of("sponsor_stayed") == "executive_support"
    with pytest.raises(KeyError):
        CATALOGUE.area_of("sponsor_left")


@pytest.mark.parametrize("one", NAMED)
def test_what_a_measure_counts_is_a_single_sentence(one):
    assert re.fullmatch(r"[^.?!]+\.", one.what)


@pytest.mark.parametrize("one", NAMED)
def test_a_source_is_dated_or_said_to_be_common_practice(one):
    assert all(source == "common practice" or YEAR.search(source) for source in one.sources)
    if one.benchmark is not None:
        assert YEAR.search(one.benchmark.source)
        assert re.search(r"\d|two or three", one.benchmark.figure)


@pytest.mark.parametrize("one", NAMED)
def test_a_measure_fits_the_form_it_is_handed_in_with(one):
    columns = form("measures")
    assert one.better in columns.column("better").choices
    for name in ("measure_id", "title", "unit_of_measure", "owner"):
        assert len(getattr(one, name)) <= columns.column(name).longest


@pytest.mark.parametrize("one", NAMED)
def test_a_measure_is_computed_only_from_columns_that_are_recorded(one):
    for name in one.computed_from:
        table, column = name.split(".")
        assert column in {known.name for known in TABLES[table].columns}, name


@pytest.mark.parametrize("one", NAMED)
def test_without_a_suggested_target_it_says_why_and_a_share_has_a_possible_one(one):
    assert one.target.reason.startswith("None is suggested.") == (one.target.value is None)
    if one.unit_of_measure == "percent" and one.target.value is not None:
        assert 0 <= one.target.value <= 100


def test_suggested_targets_agree_with_the_limits_that_lead_to_findings():
    limits, benefits, gates = thresholds(), benefits_method(), governance_method().gates
    target = {one.measure_id: one.target for one in CATALOGUE.measures}
    realised, drift, held = target["benefits_realised"], target["forecast_drift"], target["gates_held_when_due"]
    assert realised.value == pytest.approx(100 * benefits.realised_watch.value)
    assert realised.value - realised.tolerance == pytest.approx(100 * benefits.realised_act.value)
    assert drift.value + drift.tolerance == pytest.approx(100 * limits.delivery.cost_watch.value)
    assert held.value - held.tolerance == pytest.approx(100 * gates.held_when_due_watch.value)
    assert 100 - target["spend_serving_goals"].value == pytest.approx(100 * limits.alignment.no_goal_act.value)
    assert target["perception_gap"].tolerance == limits.maturity.perception_gap.value
    (old,) = CATALOGUE.choose("projects_with_old_conditions")
    assert f"more than {gates.conditions_watch.value:g} days old" in old.formula.value


def test_measures_are_chosen_by_id_area_or_all_each_once_in_order():
    chosen = CATALOGUE.choose("measures_met, Gates_held_when_due;gates_held_when_due")
    assert [one.measure_id for one in chosen] == ["gates_held_when_due", "measures_met"]
    assert CATALOGUE.choose(["resource_management", "projects_per_person"]) == CATALOGUE.areas[3].measures
    assert CATALOGUE.choose("catalogue") == CATALOGUE.measures


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (
            "gates_held_when_do",
            "'gates_held_when_do' is neither a measure of the catalogue nor a focus area. Did you mean gates_held_",
        ),
        ("financial_managment,xyz", "'financial_managment', 'xyz' are neither a measure"),
        (
            "financial_managment,xyz",
            "Did you mean financial_management? Name measures by their ids, which stand in docs/measures.md",
        ),
        ("", "No measure is named. Name measures by their ids"),
        (" , ", "a focus area (portfolio_management, financial_management, enterprise_processes"),
        ([], "or catalogue for all"),
    ],
)
def test_a_name_that_is_none_is_refused_with_those_that_exist(names, words):
    with pytest.raises(PmobookError) as refused:
        CATALOGUE.choose(names)
    assert words in str(refused.value)


def test_the_files_of_a_folder_are_read_alike(folder):
    assert measure_catalogue(folder) == CATALOGUE


PEOPLE = "resource_management"
SECOND = (
    "executive_support.yaml, measures_met, measure_id: found 'measures_met' a second time (first in measures/resource_management"
)
ELSEWHERE = (
    "projects_per_person, capability_id: found 'roadmaps', expected a capability of resource_management: capacity_planning"
)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("catalogue", "model: strategic_pmo", "model: other", "measures/catalogue.yaml, maturity_model: found 'other'"),
        ("catalogue", "  - financial_management", "  - finance", "focus areas of strategic_pmo, each once and in its order"),
        ("catalogue", "  - financial_management", "  - portfolio_management", "each once and in its order"),
        (PEOPLE, "area_id: resource_management", "area_id: people", "resource_management, the name of its file"),
        (PEOPLE, "id: right_people", "id: roadmaps", ELSEWHERE),
        (PEOPLE, "id: projects_per_person", "id: measures_met", SECOND),
        (PEOPLE, "id: projects_per_person", "id: catalogue", "'catalogue' a second time"),
        (PEOPLE, "title: Projects at once per person", "title: measures  on Target", "title: found 'Measures on target'"),
        (PEOPLE, "pitfalls:", "pitfall:", "the unknown key 'pitfall'"),
    ],
)
def test_what_does_not_hold_together_is_told_with_its_place(folder, name, old, new, words):
    edit(folder, name, old, new)
    with pytest.raises(ProblemsFound) as refused:
        measure_catalogue(folder)
    assert words in "\n".join(map(str, refused.value.problems))


def test_a_catalogue_may_leave_focus_areas_out(folder):
    edit(folder, "catalogue", "  - financial_management\n", "")
    assert [area.area_id for area in measure_catalogue(folder).areas][:2] == ["portfolio_management", "enterprise_processes"]


def test_problems_of_several_files_are_told_at_once(folder):
    (folder / "resource_management.yaml").unlink()
    edit(folder, "strategic_partner", "better: higher", "better: up")
    with pytest.raises(ProblemsFound) as refused:
        measure_catalogue(folder)
    told = "\n".join(map(str, refused.value.problems))
    assert "measures/resource_management.yaml: found no such file" in told
    assert "measures/strategic_partner.yaml, measures > 0 > better: found 'up', expected 'higher' or 'lower'" in told
