"""A maturity model holds together or is refused."""

import pytest
from pydantic import ValidationError

from pmobook.errors import PmobookError
from pmobook.method.maturity import MaturityModel, maturity_model, maturity_model_names, method_model_folder
from pmobook.method.model_lint import check_model
from pmobook.method.scoring_rules import RULE_NAMES


def definition(**changes: object) -> dict[str, object]:
    capability = {"capability_id": "one", "title": "One", "definition": "It is done."}
    area = {"area_id": "a", "title": "A", "short_title": "A", "definition": "It is done.", "capabilities": [capability]}
    base = {
        "model_id": "small",
        "title": "Small",
        "version": "1",
        "dated": "2026-01-01",
        "source": "a test",
        "levels": {str(level): f"Level {level}" for level in range(6)},
        "areas": [area],
        "scoring_rules": ["weighted_mean"],
    }
    return {**base, **changes}


def test_the_strategic_pmo_has_its_six_focus_areas() -> None:
    model = maturity_model("strategic_pmo")
    assert [area.area_id for area in model.areas] == [
        "portfolio_management",
        "financial_management",
        "enterprise_processes",
        "resource_management",
        "strategic_partner",
        "executive_support",
    ]
    assert len(model.capability_ids) == 26
    assert model.version == "1.0"
    assert model.scoring_rules == RULE_NAMES
    assert [one.perspective_id for one in model.perspectives] == ["executive", "sponsor", "project_manager", "pmo", "partner"]


def test_no_two_definitions_of_the_strategic_pmo_are_alike() -> None:
    texts = [capability.definition for area in maturity_model("strategic_pmo").areas for capability in area.capabilities]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", maturity_model_names())
def test_every_model_of_the_method_loads_under_its_own_name(name: str) -> None:
    assert maturity_model(name).model_id == name


def test_an_unknown_model_lists_those_that_exist() -> None:
    with pytest.raises(PmobookError, match=r"Did you mean strategic_pmo\? params/method/maturity has"):
        maturity_model("strategic_pm")


def test_a_repeated_capability_is_refused() -> None:
    area = definition()["areas"][0]
    with pytest.raises(ValidationError, match="repeated or malformed: one"):
        MaturityModel.model_validate(definition(areas=[area, {**area, "area_id": "b"}]))


@pytest.mark.parametrize(
    "levels",
    [{}, {"0": "None", "1": "Some"}, {"1": "Some", "2": "More", "3": "All"}, {"0": "None", "2": "More", "1": "Some"},
     {str(level): "Level" for level in range(7)}],
)  # fmt: skip
def test_levels_are_named_from_0_in_order_without_a_gap(levels: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="levels must name 0 to 5, in order, or fewer from 0 up, to 2 at least"):
        MaturityModel.model_validate(definition(levels=levels))


@pytest.mark.parametrize("highest", [2, 3, 4, 5])
def test_a_model_may_have_fewer_levels(highest: int) -> None:
    levels = {str(level): f"Level {level}" for level in range(highest + 1)}
    assert MaturityModel.model_validate(definition(levels=levels)).highest_level == highest


def test_a_sketch_of_areas_and_capabilities_is_a_model() -> None:
    """Statements, practices, actions and questions can follow later."""
    model = MaturityModel.model_validate(definition())
    assert model.capability("one").practices == ()
    assert model.capability("one").statement(3) is None
    assert model.practice_ids == ()
    assert model.perspectives == ()


def test_practices_and_actions_are_found_by_capability_and_level(small_model: MaturityModel) -> None:
    assert [one.practice_id for one in small_model.practices_of("contracts", 2)] == ["contracts_2a", "contracts_2b"]
    assert len(small_model.practices_of("contracts")) == 6
    assert [one.action_id for one in small_model.actions_of("contracts", 2)] == ["contracts_to_2", "contracts_to_2_by_ledger"]
    assert len(small_model.actions_of("contracts")) == 4
    assert small_model.practice("contracts_2b").level == 2
    assert small_model.capability_of("contracts_2b").capability_id == "contracts"
    assert small_model.area_of("contracts").area_id == "sourcing"
    assert small_model.capability("contracts").statement(0) == "Terms stand in mails, if anywhere."
    assert len(small_model.practice_ids) == 18


def test_what_the_model_does_not_have_is_not_found(small_model: MaturityModel) -> None:
    for find in (small_model.capability, small_model.practice, small_model.area_of, small_model.capability_of):
        with pytest.raises(KeyError):
            find("contract")


def test_models_that_say_the_same_are_equal_whatever_was_asked_of_them(small_model: MaturityModel) -> None:
    other = small_model.model_copy()
    assert small_model.capability_ids == ("selection_of_suppliers", "contracts", "performance_reviews")
    assert other == small_model


def test_a_changed_copy_remembers_nothing_of_the_old_model(small_model: MaturityModel) -> None:
    assert len(small_model.capability_ids) == 3
    assert small_model.model_copy(update={"areas": small_model.areas[1:]}).capability_ids == ("performance_reviews",)


@pytest.mark.parametrize("name", maturity_model_names())
def test_a_model_of_the_method_is_complete(name: str) -> None:
    report = check_model(method_model_folder(name))
    assert [str(problem) for problem in report.problems] == []


def test_a_weight_of_zero_is_refused_rather_than_taken_for_one() -> None:
    area = definition()["areas"][0]
    capability = {**area["capabilities"][0], "weight": 0}
    with pytest.raises(ValidationError, match="greater than 0"):
        MaturityModel.model_validate(definition(areas=[{**area, "capabilities": [capability]}]))
