import re
from dataclasses import replace
from pathlib import Path

import pytest

import pmobook.what_if as package
from pmobook.what_if.widgets import WhatIf, what_if


def text_of(html):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))


@pytest.fixture
def page(engagement, small, scenarios):
    """The what-if on the small portfolio."""
    return WhatIf(engagement, small, scenarios, "2026Q3")


def shares(page):
    return [text_of(shown.value).strip() for shown in page.controls._shares.values()]


def test_it_opens_on_the_forms_scenario_and_writes_nothing(page, engagement):
    assert page.outcome.chosen == ("a", "c")
    assert shares(page) == ["50.0%", "50.0%"]
    assert page.controls.decisions["c"].value == "in"
    assert "Mandated in by the forms: law (Regulator)" in text_of(page.controls._reasons["c"].value)
    assert not (engagement.folder / "scenarios").exists()


def test_moving_a_weight_moves_every_share_and_the_best_set(page):
    page.controls.other_limits.value = False
    page.controls.pulls["growth"].value = 0.0
    assert shares(page) == ["0.0%", "100.0%"]
    assert page.outcome.chosen == ("b", "c")


def test_all_weights_at_zero_are_told_in_words_and_the_page_stays_usable(page):
    for slider in page.controls.pulls.values():
        slider.value = 0.0
    assert "No goal has any weight" in text_of(page.message.value)
    page.controls.pulls["growth"].value = 10.0
    assert "No goal" not in text_of(page.message.value)


def test_a_budget_under_the_mandates_is_explained(page):
    page.controls.budget.value = 1.0
    assert "One change is enough" in text_of(page.result.value)


def test_a_slider_that_nobody_moved_keeps_the_exact_weight_though_it_shows_the_nearest_step(engagement, small, scenarios):
    odd = small.with_weights(small.weights.mul([0.333, 0.667]))
    page = WhatIf(engagement, odd, scenarios, "2026Q3")
    page.controls.pulls["thrift"].value += 1e-12
    assert page.controls.read().pulls == {goal: 100 * float(weight) for goal, weight in odd.weights.items()}


def test_back_to_as_it_stands_undoes_everything(page):
    page.controls.budget.value, page.controls.decisions["a"].value = 2.0, "out"
    page.controls.reset.click()
    assert page.outcome.chosen == ("a", "c")


def test_a_project_is_found_by_part_of_its_title_and_hidden_ones_keep_their_mandates(page):
    page.controls.find.value = "ect b"
    shown = {project for project, box in page.controls._projects.items() if box.layout.display != "none"}
    assert shown == {"b"}
    assert page.controls.read().decisions == {"c": "in"}


def test_a_scenario_is_saved_compared_opened_and_taken_away(page, scenarios):
    page.controls.budget.value = 4.0
    page.shelf.name.value = "Less money"
    page.shelf.save.click()
    assert "Saved as" in text_of(page.shelf.told.value)
    page.controls.reset.click()
    compared = text_of(page.shelf.comparison.value)
    assert "Figure On this page Less money" in compared
    assert "data:text/csv;base64," in page.shelf.files.value
    page.shelf.choose.value = "Less money"
    page.shelf.open.click()
    assert page.outcome.scenario.budget == scenarios.load("Less money").scenario.budget
    page.shelf._ticks["Less money"].value = False
    assert "to see it beside" in text_of(page.shelf.comparison.value)


def test_a_taken_name_is_told_and_replaced_only_if_wanted(page, scenarios):
    page.shelf.name.value = "Mine"
    page.shelf.save.click()
    page.controls.budget.value = 4.0
    page.shelf.save.click()
    assert "Choose another name" in text_of(page.shelf.told.value)
    assert scenarios.load("Mine").scenario.budget == 6.0
    page.shelf.may_replace.value = True
    page.shelf.save.click()
    assert scenarios.load("Mine").scenario.budget == pytest.approx(4.0, abs=0.05)
    assert not page.shelf.may_replace.value


def test_another_s_scenario_appears_when_one_looks(page, engagement, small, scenarios):
    other = WhatIf(engagement, small, scenarios, "2026Q3")
    other.shelf.name.value = "Theirs"
    other.shelf.save.click()
    page.shelf.again.click()
    assert "Theirs" in page.shelf._ticks


def test_a_pack_without_what_a_choice_needs_is_told_in_words(engagement, small):
    shown = what_if(engagement, replace(small, unassessed="no goal has a weight"), "retail", "2026Q3")
    assert "No choice of projects can be tried for Retail, 2026Q3: no goal has a weight." in shown.value


def test_no_part_uses_what_hangs_a_runner():
    """Output widgets and interact never return in papermill and Voila."""
    sources = [path.read_text(encoding="utf-8") for path in Path(package.__file__).parent.glob("*.py")]
    assert not [source for source in sources if re.search(r"widgets\.Output\b|\binteract", source)]
